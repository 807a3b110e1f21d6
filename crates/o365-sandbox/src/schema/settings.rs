//! The types of a mailbox's settings, its categories, rules and overrides.

use super::{
    Access::{Read, Write},
    DATE_TIME_TIME_ZONE, EMAIL_ADDRESS, ENTITY,
    Kind::{Complex, Enum, Flag, Int, Many, Text},
    Members, Type,
    mail::{IMPORTANCE, INFERENCE, NO_TYPE, RECIPIENTS, TEXTS, p},
};

pub(crate) static MAILBOX_SETTINGS: Type = Type {
    name: "microsoft.graph.mailboxSettings",
    base: None,
    properties: &[
        p("archiveFolder", Text, Read),
        p("automaticRepliesSetting", Complex(&AUTOMATIC_REPLIES), Write),
        p("dateFormat", Text, Write),
        p("delegateMeetingMessageDeliveryOptions", Enum(&DELEGATE_DELIVERY), Write),
        p("language", Complex(&LOCALE_INFO), Write),
        p("timeFormat", Text, Write),
        p("timeZone", Text, Write),
        p("userPurpose", Text, Read),
        p("workingHours", Complex(&WORKING_HOURS), Write),
    ],
};

pub(crate) static AUTOMATIC_REPLIES: Type = Type {
    name: "microsoft.graph.automaticRepliesSetting",
    base: None,
    properties: &[
        p("externalAudience", Enum(&EXTERNAL_AUDIENCE), Write),
        p("externalReplyMessage", Text, Write),
        p("internalReplyMessage", Text, Write),
        p("scheduledEndDateTime", Complex(&DATE_TIME_TIME_ZONE), Write),
        p("scheduledStartDateTime", Complex(&DATE_TIME_TIME_ZONE), Write),
        p("status", Enum(&REPLIES_STATUS), Write),
    ],
};

static LOCALE_INFO: Type = Type {
    name: "microsoft.graph.localeInfo",
    base: None,
    properties: &[p("displayName", Text, Read), p("locale", Text, Write)],
};

static WORKING_HOURS: Type = Type {
    name: "microsoft.graph.workingHours",
    base: None,
    properties: &[
        p("daysOfWeek", Many(&Enum(&DAY_OF_WEEK)), Write),
        p("endTime", Text, Write),
        p("startTime", Text, Write),
        p("timeZone", Complex(&TIME_ZONE_BASE), Write),
    ],
};

static TIME_ZONE_BASE: Type = Type {
    name: "microsoft.graph.timeZoneBase",
    base: None,
    properties: &[p("name", Text, Write)],
};

pub(super) static CUSTOM_TIME_ZONE: Type = Type {
    name: "microsoft.graph.customTimeZone",
    base: Some(&TIME_ZONE_BASE),
    properties: &[
        p("bias", Int, Write),
        p("daylightOffset", Complex(&ZONE_OFFSET), Write),
        p("standardOffset", Complex(&ZONE_OFFSET), Write),
    ],
};

static ZONE_OFFSET: Type = Type {
    name: "microsoft.graph.daylightTimeZoneOffset",
    base: None,
    properties: &[
        p("dayOccurrence", Int, Write),
        p("dayOfWeek", Enum(&DAY_OF_WEEK), Write),
        p("daylightBias", Int, Write),
        p("month", Int, Write),
        p("time", Text, Write),
        p("year", Int, Write),
    ],
};

pub(crate) static OUTLOOK_CATEGORY: Type = Type {
    name: "microsoft.graph.outlookCategory",
    base: Some(&ENTITY),
    properties: &[p("color", Enum(&CATEGORY_COLOR), Write), p("displayName", Text, Write)],
};

pub(crate) static MESSAGE_RULE: Type = Type {
    name: "microsoft.graph.messageRule",
    base: Some(&ENTITY),
    properties: &[
        p("actions", Complex(&RULE_ACTIONS), Write),
        p("conditions", Complex(&RULE_PREDICATES), Write),
        p("displayName", Text, Write),
        p("exceptions", Complex(&RULE_PREDICATES), Write),
        p("hasError", Flag, Read),
        p("isEnabled", Flag, Write),
        p("isReadOnly", Flag, Read),
        p("sequence", Int, Write),
    ],
};

static RULE_ACTIONS: Type = Type {
    name: "microsoft.graph.messageRuleActions",
    base: None,
    properties: &[
        p("assignCategories", TEXTS, Write),
        p("copyToFolder", Text, Write),
        p("delete", Flag, Write),
        p("forwardAsAttachmentTo", RECIPIENTS, Write),
        p("forwardTo", RECIPIENTS, Write),
        p("markAsRead", Flag, Write),
        p("markImportance", Enum(&IMPORTANCE), Write),
        p("moveToFolder", Text, Write),
        p("permanentDelete", Flag, Write),
        p("redirectTo", RECIPIENTS, Write),
        p("stopProcessingRules", Flag, Write),
    ],
};

static RULE_PREDICATES: Type = Type {
    name: "microsoft.graph.messageRulePredicates",
    base: None,
    properties: &[
        p("bodyContains", TEXTS, Write),
        p("bodyOrSubjectContains", TEXTS, Write),
        p("categories", TEXTS, Write),
        p("fromAddresses", RECIPIENTS, Write),
        p("hasAttachments", Flag, Write),
        p("headerContains", TEXTS, Write),
        p("importance", Enum(&IMPORTANCE), Write),
        p("isApprovalRequest", Flag, Write),
        p("isAutomaticForward", Flag, Write),
        p("isAutomaticReply", Flag, Write),
        p("isEncrypted", Flag, Write),
        p("isMeetingRequest", Flag, Write),
        p("isMeetingResponse", Flag, Write),
        p("isNonDeliveryReport", Flag, Write),
        p("isPermissionControlled", Flag, Write),
        p("isReadReceipt", Flag, Write),
        p("isSigned", Flag, Write),
        p("isVoicemail", Flag, Write),
        p("messageActionFlag", Enum(&ACTION_FLAG), Write),
        p("notSentToMe", Flag, Write),
        p("recipientContains", TEXTS, Write),
        p("senderContains", TEXTS, Write),
        p("sensitivity", Enum(&SENSITIVITY), Write),
        p("sentCcMe", Flag, Write),
        p("sentOnlyToMe", Flag, Write),
        p("sentToAddresses", RECIPIENTS, Write),
        p("sentToMe", Flag, Write),
        p("sentToOrCcMe", Flag, Write),
        p("subjectContains", TEXTS, Write),
        p("withinSizeRange", Complex(&SIZE_RANGE), Write),
    ],
};

static SIZE_RANGE: Type = Type {
    name: "microsoft.graph.sizeRange",
    base: None,
    properties: &[p("maximumSize", Int, Write), p("minimumSize", Int, Write)],
};

pub(crate) static INFERENCE_OVERRIDE: Type = Type {
    name: "microsoft.graph.inferenceClassificationOverride",
    base: Some(&ENTITY),
    properties: &[
        p("classifyAs", Enum(&INFERENCE), Write),
        p("senderEmailAddress", Complex(&EMAIL_ADDRESS), Write),
    ],
};

/// `getMailTips`.
pub(crate) static MAIL_TIPS: Type = Type {
    name: NO_TYPE,
    base: None,
    properties: &[p("EmailAddresses", TEXTS, Write), p("MailTipsOptions", Text, Write)],
};

/// `translateExchangeIds`.
pub(crate) static TRANSLATE_IDS: Type = Type {
    name: NO_TYPE,
    base: None,
    properties: &[
        p("InputIds", TEXTS, Write),
        p("SourceIdType", Enum(&ID_FORMAT), Write),
        p("TargetIdType", Enum(&ID_FORMAT), Write),
    ],
};

pub(crate) static MAIL_TIPS_TYPES: &[&str] = &[
    "automaticReplies",
    "mailboxFullStatus",
    "customMailTip",
    "externalMemberCount",
    "totalMemberCount",
    "maxMessageSize",
    "deliveryRestriction",
    "moderationStatus",
    "recipientScope",
    "recipientSuggestions",
];

static REPLIES_STATUS: Members = Members {
    name: "microsoft.graph.automaticRepliesStatus",
    members: &["disabled", "alwaysEnabled", "scheduled"],
};
static EXTERNAL_AUDIENCE: Members = Members {
    name: "microsoft.graph.externalAudienceScope",
    members: &["none", "contactsOnly", "all"],
};
static DELEGATE_DELIVERY: Members = Members {
    name: "microsoft.graph.delegateMeetingMessageDeliveryOptions",
    members: &[
        "sendToDelegateAndInformationToPrincipal",
        "sendToDelegateAndPrincipal",
        "sendToDelegateOnly",
    ],
};
static DAY_OF_WEEK: Members = Members {
    name: "microsoft.graph.dayOfWeek",
    members: &["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
};
static CATEGORY_COLOR: Members = Members {
    name: "microsoft.graph.categoryColor",
    members: &[
        "none", "preset0", "preset1", "preset2", "preset3", "preset4", "preset5", "preset6",
        "preset7", "preset8", "preset9", "preset10", "preset11", "preset12", "preset13",
        "preset14", "preset15", "preset16", "preset17", "preset18", "preset19", "preset20",
        "preset21", "preset22", "preset23", "preset24",
    ],
};
static ACTION_FLAG: Members = Members {
    name: "microsoft.graph.messageActionFlag",
    members: &[
        "any",
        "call",
        "doNotForward",
        "followUp",
        "fyi",
        "forward",
        "noResponseNecessary",
        "read",
        "reply",
        "replyToAll",
        "review",
    ],
};
static SENSITIVITY: Members = Members {
    name: "microsoft.graph.sensitivity",
    members: &["normal", "personal", "private", "confidential"],
};
static ID_FORMAT: Members = Members {
    name: "microsoft.graph.exchangeIdFormat",
    members: &["entryId", "ewsId", "immutableEntryId", "restId", "restImmutableEntryId"],
};
