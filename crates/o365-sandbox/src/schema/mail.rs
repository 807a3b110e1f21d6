//! The types of mail and of users, as the metadata of v1.0 declares them.

use super::{
    Access::{self, Create, Draft, Read, Write},
    Kind::{self, Binary, Complex, Enum, Flag, Instant, Int, Long, Many, Nav, NavMany, Open, Text},
    Members, Property, Type,
};

pub(super) const fn p(name: &'static str, kind: Kind, access: Access) -> Property {
    Property { name, kind, access }
}

pub(super) const TEXTS: Kind = Many(&Text);
pub(super) const RECIPIENTS: Kind = Many(&Complex(&RECIPIENT));

pub(crate) static ENTITY: Type =
    Type { name: "microsoft.graph.entity", base: None, properties: &[p("id", Text, Read)] };

pub(crate) static OUTLOOK_ITEM: Type = Type {
    name: "microsoft.graph.outlookItem",
    base: Some(&ENTITY),
    properties: &[
        p("createdDateTime", Instant, Read),
        p("lastModifiedDateTime", Instant, Read),
        p("changeKey", Text, Read),
        p("categories", TEXTS, Write),
    ],
};

pub(crate) static MESSAGE: Type = Type {
    name: "microsoft.graph.message",
    base: Some(&OUTLOOK_ITEM),
    properties: &[
        p("receivedDateTime", Instant, Read),
        p("sentDateTime", Instant, Read),
        p("hasAttachments", Flag, Read),
        p("internetMessageId", Text, Draft),
        p("subject", Text, Draft),
        p("bodyPreview", Text, Read),
        p("importance", Enum(&IMPORTANCE), Write),
        p("parentFolderId", Text, Read),
        p("conversationId", Text, Read),
        p("conversationIndex", Binary, Read),
        p("isDeliveryReceiptRequested", Flag, Draft),
        p("isReadReceiptRequested", Flag, Draft),
        p("isRead", Flag, Write),
        p("isDraft", Flag, Read),
        p("webLink", Text, Read),
        p("inferenceClassification", Enum(&INFERENCE), Write),
        p("body", Complex(&ITEM_BODY), Draft),
        p("sender", Complex(&RECIPIENT), Draft),
        p("from", Complex(&RECIPIENT), Draft),
        p("toRecipients", RECIPIENTS, Draft),
        p("ccRecipients", RECIPIENTS, Draft),
        p("bccRecipients", RECIPIENTS, Draft),
        p("replyTo", RECIPIENTS, Draft),
        p("flag", Complex(&FOLLOWUP_FLAG), Write),
        p("internetMessageHeaders", Many(&Complex(&INTERNET_HEADER)), Create),
        p("uniqueBody", Complex(&ITEM_BODY), Read),
        p("attachments", NavMany(&ATTACHMENT), Create),
        p("extensions", NavMany(&EXTENSION), Read),
        p("singleValueExtendedProperties", NavMany(&SINGLE_VALUE), Write),
        p("multiValueExtendedProperties", NavMany(&MULTI_VALUE), Write),
    ],
};

pub(crate) static EVENT_MESSAGE: Type = Type {
    name: "microsoft.graph.eventMessage",
    base: Some(&MESSAGE),
    properties: &[
        p("meetingMessageType", Enum(&MEETING_MESSAGE_TYPE), Read),
        p("startDateTime", Complex(&DATE_TIME_TIME_ZONE), Read),
        p("endDateTime", Complex(&DATE_TIME_TIME_ZONE), Read),
        p("location", Open, Read),
        p("type", Text, Read),
        p("recurrence", Open, Read),
        p("isOutOfDate", Flag, Read),
        p("isAllDay", Flag, Read),
        p("isDelegated", Flag, Read),
        p("allowNewTimeProposals", Flag, Read),
        p("meetingRequestType", Text, Read),
        p("previousStartDateTime", Complex(&DATE_TIME_TIME_ZONE), Read),
        p("previousEndDateTime", Complex(&DATE_TIME_TIME_ZONE), Read),
        p("previousLocation", Open, Read),
        p("responseRequested", Flag, Read),
        p("responseType", Text, Read),
        p("proposedNewTime", Open, Read),
        p("event", Nav(&MEETING), Read),
    ],
};

/// An event, as far as a message about it shows one.
pub(crate) static MEETING: Type = Type {
    name: "microsoft.graph.event",
    base: Some(&OUTLOOK_ITEM),
    properties: &[
        p("subject", Text, Read),
        p("body", Complex(&ITEM_BODY), Read),
        p("bodyPreview", Text, Read),
        p("importance", Enum(&IMPORTANCE), Read),
        p("sensitivity", Text, Read),
        p("start", Complex(&DATE_TIME_TIME_ZONE), Read),
        p("end", Complex(&DATE_TIME_TIME_ZONE), Read),
        p("location", Open, Read),
        p("locations", Open, Read),
        p("isAllDay", Flag, Read),
        p("isCancelled", Flag, Read),
        p("isOrganizer", Flag, Read),
        p("recurrence", Open, Read),
        p("responseRequested", Flag, Read),
        p("responseStatus", Open, Read),
        p("seriesMasterId", Text, Read),
        p("showAs", Text, Read),
        p("type", Text, Read),
        p("attendees", Open, Read),
        p("organizer", Complex(&RECIPIENT), Read),
        p("iCalUId", Text, Read),
        p("webLink", Text, Read),
    ],
};

/// The types that a cast in a path may name, with the type that has their properties.
pub(crate) static CASTS: &[(&str, &Type)] = &[
    ("microsoft.graph.message", &MESSAGE),
    ("microsoft.graph.eventMessage", &EVENT_MESSAGE),
    ("microsoft.graph.eventMessageRequest", &EVENT_MESSAGE),
    ("microsoft.graph.eventMessageResponse", &EVENT_MESSAGE),
    ("microsoft.graph.attachment", &ATTACHMENT),
    ("microsoft.graph.fileAttachment", &FILE_ATTACHMENT),
    ("microsoft.graph.itemAttachment", &ITEM_ATTACHMENT),
    ("microsoft.graph.referenceAttachment", &REFERENCE_ATTACHMENT),
    ("microsoft.graph.mailFolder", &MAIL_FOLDER),
    ("microsoft.graph.mailSearchFolder", &MAIL_SEARCH_FOLDER),
    ("microsoft.graph.customTimeZone", &super::CUSTOM_TIME_ZONE),
];

pub(crate) static MAIL_FOLDER: Type = Type {
    name: "microsoft.graph.mailFolder",
    base: Some(&ENTITY),
    properties: &[
        p("displayName", Text, Write),
        p("parentFolderId", Text, Read),
        p("childFolderCount", Int, Read),
        p("unreadItemCount", Int, Read),
        p("totalItemCount", Int, Read),
        p("isHidden", Flag, Create),
        p("childFolders", NavMany(&MAIL_FOLDER), Read),
    ],
};

pub(crate) static MAIL_SEARCH_FOLDER: Type = Type {
    name: "microsoft.graph.mailSearchFolder",
    base: Some(&MAIL_FOLDER),
    properties: &[
        p("filterQuery", Text, Write),
        p("includeNestedFolders", Flag, Write),
        p("isSupported", Flag, Read),
        p("sourceFolderIds", TEXTS, Write),
    ],
};

pub(crate) static ATTACHMENT: Type = Type {
    name: "microsoft.graph.attachment",
    base: Some(&ENTITY),
    properties: &[
        p("lastModifiedDateTime", Instant, Read),
        p("name", Text, Create),
        p("contentType", Text, Create),
        p("size", Int, Read),
        p("isInline", Flag, Create),
    ],
};

pub(crate) static FILE_ATTACHMENT: Type = Type {
    name: "microsoft.graph.fileAttachment",
    base: Some(&ATTACHMENT),
    properties: &[
        p("contentId", Text, Create),
        p("contentLocation", Text, Create),
        p("contentBytes", Binary, Create),
    ],
};

pub(crate) static ITEM_ATTACHMENT: Type = Type {
    name: "microsoft.graph.itemAttachment",
    base: Some(&ATTACHMENT),
    // The item is a navigation property that a POST carries whole; any Outlook item may stand in it.
    properties: &[p("item", Open, Create)],
};

pub(crate) static REFERENCE_ATTACHMENT: Type =
    Type { name: "microsoft.graph.referenceAttachment", base: Some(&ATTACHMENT), properties: &[] };

/// What an upload session is opened for.
pub(crate) static ATTACHMENT_ITEM: Type = Type {
    name: "microsoft.graph.attachmentItem",
    base: None,
    properties: &[
        p("attachmentType", Enum(&ATTACHMENT_TYPE), Write),
        p("contentId", Text, Write),
        p("contentType", Text, Write),
        p("isInline", Flag, Write),
        p("name", Text, Write),
        p("size", Long, Write),
    ],
};

pub(crate) static SINGLE_VALUE: Type = Type {
    name: "microsoft.graph.singleValueLegacyExtendedProperty",
    base: None,
    properties: &[p("id", Text, Write), p("value", Text, Write)],
};

pub(crate) static MULTI_VALUE: Type = Type {
    name: "microsoft.graph.multiValueLegacyExtendedProperty",
    base: None,
    properties: &[p("id", Text, Write), p("value", TEXTS, Write)],
};

pub(crate) static EXTENSION: Type = Type {
    name: "microsoft.graph.extension",
    base: Some(&ENTITY),
    properties: &[p("extensionName", Text, Write)],
};

pub(crate) static RECIPIENT: Type = Type {
    name: "microsoft.graph.recipient",
    base: None,
    properties: &[p("emailAddress", Complex(&EMAIL_ADDRESS), Write)],
};

pub(crate) static EMAIL_ADDRESS: Type = Type {
    name: "microsoft.graph.emailAddress",
    base: None,
    properties: &[p("name", Text, Write), p("address", Text, Write)],
};

pub(crate) static ITEM_BODY: Type = Type {
    name: "microsoft.graph.itemBody",
    base: None,
    properties: &[p("contentType", Enum(&BODY_TYPE), Write), p("content", Text, Write)],
};

pub(crate) static FOLLOWUP_FLAG: Type = Type {
    name: "microsoft.graph.followupFlag",
    base: None,
    properties: &[
        p("completedDateTime", Complex(&DATE_TIME_TIME_ZONE), Write),
        p("dueDateTime", Complex(&DATE_TIME_TIME_ZONE), Write),
        p("startDateTime", Complex(&DATE_TIME_TIME_ZONE), Write),
        p("flagStatus", Enum(&FLAG_STATUS), Write),
    ],
};

pub(crate) static DATE_TIME_TIME_ZONE: Type = Type {
    name: "microsoft.graph.dateTimeTimeZone",
    base: None,
    // A wall clock: its text is no DateTimeOffset.
    properties: &[p("dateTime", Text, Write), p("timeZone", Text, Write)],
};

pub(crate) static INTERNET_HEADER: Type = Type {
    name: "microsoft.graph.internetMessageHeader",
    base: None,
    properties: &[p("name", Text, Write), p("value", Text, Write)],
};

pub(crate) static USER: Type = Type {
    name: "microsoft.graph.user",
    base: Some(&ENTITY),
    properties: &[
        p("businessPhones", TEXTS, Read),
        p("displayName", Text, Read),
        p("givenName", Text, Read),
        p("jobTitle", Text, Read),
        p("mail", Text, Read),
        p("mobilePhone", Text, Read),
        p("officeLocation", Text, Read),
        p("preferredLanguage", Text, Read),
        p("surname", Text, Read),
        p("userPrincipalName", Text, Read),
    ],
};

pub(super) static IMPORTANCE: Members =
    Members { name: "microsoft.graph.importance", members: &["low", "normal", "high"] };
pub(super) static INFERENCE: Members =
    Members { name: "microsoft.graph.inferenceClassificationType", members: &["focused", "other"] };
static BODY_TYPE: Members =
    Members { name: "microsoft.graph.bodyType", members: &["text", "html"] };
static FLAG_STATUS: Members = Members {
    name: "microsoft.graph.followupFlagStatus",
    members: &["notFlagged", "complete", "flagged"],
};
static ATTACHMENT_TYPE: Members =
    Members { name: "microsoft.graph.attachmentType", members: &["file", "item", "reference"] };
static MEETING_MESSAGE_TYPE: Members = Members {
    name: "microsoft.graph.meetingMessageType",
    // The misspelt member is the service's own.
    members: &[
        "none",
        "meetingRequest",
        "meetingCancelled",
        "meetingAccepted",
        "meetingTenativelyAccepted",
        "meetingDeclined",
    ],
};

// What actions take. Their names are matched without regard to case, as the service's own pages write them both ways.

pub(super) static NO_TYPE: &str = "microsoft.graph.actionParameters";

/// `sendMail`.
pub(crate) static SEND_MAIL: Type = Type {
    name: NO_TYPE,
    base: None,
    properties: &[p("message", Nav(&MESSAGE), Write), p("saveToSentItems", Flag, Write)],
};

/// `createUploadSession` of attachments.
pub(crate) static UPLOAD_SESSION: Type = Type {
    name: NO_TYPE,
    base: None,
    properties: &[p("AttachmentItem", Complex(&ATTACHMENT_ITEM), Write)],
};

/// `move` and `copy`.
pub(crate) static DESTINATION: Type =
    Type { name: NO_TYPE, base: None, properties: &[p("destinationId", Text, Write)] };

/// `reply`, `replyAll`, `createReply`, `createReplyAll`.
pub(crate) static REPLY: Type = Type {
    name: NO_TYPE,
    base: None,
    properties: &[p("message", Nav(&MESSAGE), Write), p("comment", Text, Write)],
};

/// `forward` and `createForward`.
pub(crate) static FORWARD: Type = Type {
    name: NO_TYPE,
    base: None,
    properties: &[
        p("message", Nav(&MESSAGE), Write),
        p("comment", Text, Write),
        p("toRecipients", RECIPIENTS, Write),
    ],
};
