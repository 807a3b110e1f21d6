//! The types of calendars and events, and what their actions take.

use super::{
    ATTACHMENT,
    Access::{Create, Read, Write},
    DATE_TIME_TIME_ZONE, EMAIL_ADDRESS, ENTITY, EXTENSION, ITEM_BODY,
    Kind::{Complex, Enum, Flag, Instant, Int, Many, Nav, NavMany, Open, Text},
    MULTI_VALUE, Members, OUTLOOK_ITEM, RECIPIENT, SINGLE_VALUE, Type,
    mail::{IMPORTANCE, NO_TYPE, RECIPIENTS, TEXTS, p},
    settings::{DAY_OF_WEEK, SENSITIVITY},
};

pub(crate) static EVENT: Type = Type {
    name: "microsoft.graph.event",
    base: Some(&OUTLOOK_ITEM),
    properties: &[
        p("transactionId", Text, Create),
        p("originalStartTimeZone", Text, Read),
        p("originalEndTimeZone", Text, Read),
        p("iCalUId", Text, Read),
        p("reminderMinutesBeforeStart", Int, Write),
        p("isReminderOn", Flag, Write),
        p("hasAttachments", Flag, Read),
        p("subject", Text, Write),
        p("bodyPreview", Text, Read),
        p("importance", Enum(&IMPORTANCE), Write),
        p("sensitivity", Enum(&SENSITIVITY), Write),
        p("isAllDay", Flag, Write),
        p("isCancelled", Flag, Read),
        p("isOrganizer", Flag, Read),
        p("responseRequested", Flag, Write),
        p("seriesMasterId", Text, Read),
        p("showAs", Enum(&FREE_BUSY), Write),
        p("type", Enum(&EVENT_TYPE), Read),
        p("webLink", Text, Read),
        p("onlineMeetingUrl", Text, Read),
        p("isOnlineMeeting", Flag, Write),
        p("onlineMeetingProvider", Enum(&PROVIDER), Write),
        p("allowNewTimeProposals", Flag, Write),
        p("isDraft", Flag, Read),
        p("hideAttendees", Flag, Write),
        p("originalStart", Instant, Read),
        p("cancelledOccurrences", TEXTS, Read),
        p("responseStatus", Complex(&RESPONSE_STATUS), Read),
        p("body", Complex(&ITEM_BODY), Write),
        p("start", Complex(&DATE_TIME_TIME_ZONE), Write),
        p("end", Complex(&DATE_TIME_TIME_ZONE), Write),
        p("location", Complex(&LOCATION), Write),
        p("locations", Many(&Complex(&LOCATION)), Write),
        p("recurrence", Complex(&RECURRENCE), Write),
        p("attendees", Many(&Complex(&ATTENDEE)), Write),
        p("organizer", Complex(&RECIPIENT), Read),
        p("onlineMeeting", Open, Read),
        p("attachments", NavMany(&ATTACHMENT), Create),
        p("calendar", Nav(&CALENDAR), Read),
        p("instances", NavMany(&EVENT), Read),
        p("exceptionOccurrences", NavMany(&EVENT), Read),
        p("extensions", NavMany(&EXTENSION), Read),
        p("singleValueExtendedProperties", NavMany(&SINGLE_VALUE), Write),
        p("multiValueExtendedProperties", NavMany(&MULTI_VALUE), Write),
    ],
};

pub(crate) static CALENDAR: Type = Type {
    name: "microsoft.graph.calendar",
    base: Some(&ENTITY),
    properties: &[
        p("name", Text, Write),
        p("color", Enum(&COLOR), Write),
        p("hexColor", Text, Read),
        p("isDefaultCalendar", Flag, Write),
        p("changeKey", Text, Read),
        p("canShare", Flag, Read),
        p("canViewPrivateItems", Flag, Read),
        p("canEdit", Flag, Read),
        p("allowedOnlineMeetingProviders", Many(&Enum(&PROVIDER)), Read),
        p("defaultOnlineMeetingProvider", Enum(&PROVIDER), Write),
        p("isTallyingResponses", Flag, Read),
        p("isRemovable", Flag, Read),
        p("owner", Complex(&EMAIL_ADDRESS), Read),
        p("events", NavMany(&EVENT), Read),
        p("calendarView", NavMany(&EVENT), Read),
        p("calendarPermissions", NavMany(&CALENDAR_PERMISSION), Read),
        p("singleValueExtendedProperties", NavMany(&SINGLE_VALUE), Read),
        p("multiValueExtendedProperties", NavMany(&MULTI_VALUE), Read),
    ],
};

pub(crate) static CALENDAR_GROUP: Type = Type {
    name: "microsoft.graph.calendarGroup",
    base: Some(&ENTITY),
    properties: &[
        p("name", Text, Write),
        p("classId", Text, Read),
        p("changeKey", Text, Read),
        p("calendars", NavMany(&CALENDAR), Read),
    ],
};

pub(crate) static CALENDAR_PERMISSION: Type = Type {
    name: "microsoft.graph.calendarPermission",
    base: Some(&ENTITY),
    properties: &[
        p("emailAddress", Complex(&EMAIL_ADDRESS), Create),
        p("isRemovable", Flag, Create),
        p("isInsideOrganization", Flag, Create),
        p("role", Enum(&ROLE), Write),
        p("allowedRoles", Many(&Enum(&ROLE)), Create),
    ],
};

/// A room or a list of rooms.
pub(crate) static PLACE: Type = Type {
    name: "microsoft.graph.room",
    base: Some(&ENTITY),
    properties: &[
        p("displayName", Text, Read),
        p("address", Complex(&ADDRESS), Read),
        p("geoCoordinates", Open, Read),
        p("phone", Text, Read),
        p("emailAddress", Text, Read),
        p("nickname", Text, Read),
        p("label", Text, Read),
        p("capacity", Int, Read),
        p("building", Text, Read),
        p("floorNumber", Int, Read),
        p("floorLabel", Text, Read),
        p("isWheelChairAccessible", Flag, Read),
        p("bookingType", Text, Read),
        p("tags", TEXTS, Read),
        p("audioDeviceName", Text, Read),
        p("videoDeviceName", Text, Read),
        p("displayDeviceName", Text, Read),
        p("rooms", NavMany(&PLACE), Read),
    ],
};

pub(crate) static RECURRENCE: Type = Type {
    name: "microsoft.graph.patternedRecurrence",
    base: None,
    properties: &[p("pattern", Complex(&PATTERN), Write), p("range", Complex(&RANGE), Write)],
};

static PATTERN: Type = Type {
    name: "microsoft.graph.recurrencePattern",
    base: None,
    properties: &[
        p("type", Enum(&PATTERN_TYPE), Write),
        p("interval", Int, Write),
        p("month", Int, Write),
        p("dayOfMonth", Int, Write),
        p("daysOfWeek", Many(&Enum(&DAY_OF_WEEK)), Write),
        p("firstDayOfWeek", Enum(&DAY_OF_WEEK), Write),
        p("index", Enum(&WEEK_INDEX), Write),
    ],
};

static RANGE: Type = Type {
    name: "microsoft.graph.recurrenceRange",
    base: None,
    properties: &[
        p("type", Enum(&RANGE_TYPE), Write),
        p("startDate", Text, Write),
        p("endDate", Text, Write),
        p("recurrenceTimeZone", Text, Write),
        p("numberOfOccurrences", Int, Write),
    ],
};

static LOCATION: Type = Type {
    name: "microsoft.graph.location",
    base: None,
    properties: &[
        p("displayName", Text, Write),
        p("locationUri", Text, Write),
        p("locationEmailAddress", Text, Write),
        p("locationType", Enum(&LOCATION_TYPE), Write),
        p("uniqueId", Text, Write),
        p("uniqueIdType", Enum(&UNIQUE_ID_TYPE), Write),
        p("address", Complex(&ADDRESS), Write),
        p("coordinates", Open, Write),
        // Of the items of a constraint.
        p("resolveAvailability", Flag, Write),
    ],
};

static ADDRESS: Type = Type {
    name: "microsoft.graph.physicalAddress",
    base: None,
    properties: &[
        p("street", Text, Write),
        p("city", Text, Write),
        p("state", Text, Write),
        p("countryOrRegion", Text, Write),
        p("postalCode", Text, Write),
    ],
};

static ATTENDEE: Type = Type {
    name: "microsoft.graph.attendee",
    base: Some(&RECIPIENT),
    properties: &[
        p("type", Enum(&ATTENDEE_TYPE), Write),
        p("status", Complex(&RESPONSE_STATUS), Read),
        p("proposedNewTime", Complex(&TIME_SLOT), Read),
    ],
};

static RESPONSE_STATUS: Type = Type {
    name: "microsoft.graph.responseStatus",
    base: None,
    properties: &[p("response", Enum(&RESPONSE), Write), p("time", Instant, Write)],
};

static TIME_SLOT: Type = Type {
    name: "microsoft.graph.timeSlot",
    base: None,
    properties: &[
        p("start", Complex(&DATE_TIME_TIME_ZONE), Write),
        p("end", Complex(&DATE_TIME_TIME_ZONE), Write),
    ],
};

/// `accept`, `decline`, `tentativelyAccept`.
pub(crate) static ANSWER: Type = Type {
    name: NO_TYPE,
    base: None,
    properties: &[
        p("comment", Text, Write),
        p("sendResponse", Flag, Write),
        p("proposedNewTime", Complex(&TIME_SLOT), Write),
    ],
};

/// `cancel`.
pub(crate) static CANCEL: Type =
    Type { name: NO_TYPE, base: None, properties: &[p("comment", Text, Write)] };

/// `forward` of an event.
pub(crate) static FORWARD_EVENT: Type = Type {
    name: NO_TYPE,
    base: None,
    properties: &[p("comment", Text, Write), p("toRecipients", RECIPIENTS, Write)],
};

pub(crate) static SNOOZE: Type = Type {
    name: NO_TYPE,
    base: None,
    properties: &[p("newReminderTime", Complex(&DATE_TIME_TIME_ZONE), Write)],
};

pub(crate) static GET_SCHEDULE: Type = Type {
    name: NO_TYPE,
    base: None,
    properties: &[
        p("schedules", TEXTS, Write),
        p("startTime", Complex(&DATE_TIME_TIME_ZONE), Write),
        p("endTime", Complex(&DATE_TIME_TIME_ZONE), Write),
        p("availabilityViewInterval", Int, Write),
    ],
};

pub(crate) static FIND_TIMES: Type = Type {
    name: NO_TYPE,
    base: None,
    properties: &[
        p("attendees", Many(&Complex(&ATTENDEE)), Write),
        p("locationConstraint", Complex(&LOCATION_CONSTRAINT), Write),
        p("timeConstraint", Complex(&TIME_CONSTRAINT), Write),
        p("meetingDuration", Text, Write),
        p("maxCandidates", Int, Write),
        p("isOrganizerOptional", Flag, Write),
        p("returnSuggestionReasons", Flag, Write),
        p("minimumAttendeePercentage", Open, Write),
    ],
};

static LOCATION_CONSTRAINT: Type = Type {
    name: "microsoft.graph.locationConstraint",
    base: None,
    properties: &[
        p("isRequired", Flag, Write),
        p("suggestLocation", Flag, Write),
        p("locations", Many(&Complex(&LOCATION)), Write),
    ],
};

static TIME_CONSTRAINT: Type = Type {
    name: "microsoft.graph.timeConstraint",
    base: None,
    properties: &[
        p("activityDomain", Enum(&ACTIVITY_DOMAIN), Write),
        p("timeSlots", Many(&Complex(&TIME_SLOT)), Write),
    ],
};

/// In the order of the digits of an availability view, but for the first.
static FREE_BUSY: Members = Members {
    name: "microsoft.graph.freeBusyStatus",
    members: &["unknown", "free", "tentative", "busy", "oof", "workingElsewhere"],
};
static EVENT_TYPE: Members = Members {
    name: "microsoft.graph.eventType",
    members: &["singleInstance", "occurrence", "exception", "seriesMaster"],
};
static PROVIDER: Members = Members {
    name: "microsoft.graph.onlineMeetingProviderType",
    members: &["unknown", "skypeForBusiness", "skypeForConsumer", "teamsForBusiness"],
};
static RESPONSE: Members = Members {
    name: "microsoft.graph.responseType",
    members: &["none", "organizer", "tentativelyAccepted", "accepted", "declined", "notResponded"],
};
static ATTENDEE_TYPE: Members = Members {
    name: "microsoft.graph.attendeeType",
    members: &["required", "optional", "resource"],
};
static PATTERN_TYPE: Members = Members {
    name: "microsoft.graph.recurrencePatternType",
    members: &[
        "daily",
        "weekly",
        "absoluteMonthly",
        "relativeMonthly",
        "absoluteYearly",
        "relativeYearly",
    ],
};
static RANGE_TYPE: Members = Members {
    name: "microsoft.graph.recurrenceRangeType",
    members: &["endDate", "noEnd", "numbered"],
};
static WEEK_INDEX: Members = Members {
    name: "microsoft.graph.weekIndex",
    members: &["first", "second", "third", "fourth", "last"],
};
static LOCATION_TYPE: Members = Members {
    name: "microsoft.graph.locationType",
    members: &[
        "default",
        "conferenceRoom",
        "homeAddress",
        "businessAddress",
        "geoCoordinates",
        "streetAddress",
        "hotel",
        "restaurant",
        "localBusiness",
        "postalAddress",
    ],
};
static UNIQUE_ID_TYPE: Members = Members {
    name: "microsoft.graph.locationUniqueIdType",
    members: &["unknown", "locationStore", "directory", "private", "bing"],
};
static ACTIVITY_DOMAIN: Members = Members {
    name: "microsoft.graph.activityDomain",
    members: &["unknown", "work", "personal", "unrestricted"],
};
static ROLE: Members = Members {
    name: "microsoft.graph.calendarRoleType",
    members: &[
        "none",
        "freeBusyRead",
        "limitedRead",
        "read",
        "write",
        "delegateWithoutPrivateEventAccess",
        "delegateWithPrivateEventAccess",
        "custom",
    ],
};
static COLOR: Members = Members {
    name: "microsoft.graph.calendarColor",
    members: &[
        "auto",
        "lightBlue",
        "lightGreen",
        "lightOrange",
        "lightGray",
        "lightYellow",
        "lightTeal",
        "lightPink",
        "lightBrown",
        "lightRed",
        "maxColor",
    ],
};
