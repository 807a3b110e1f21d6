//! Properties of events (and, in modules, of attendees and calendars) for queries: a filter that makes no sense doesn't
//! compile.
//!
//! ```
//! use o365_calendar::{Sensitivity, prop};
//! use o365_core::time::macros::datetime;
//!
//! let filter = prop::START.ge(datetime!(2018-05-20 0:00 UTC)) & prop::END.le(datetime!(2018-05-24 0:00 UTC));
//! assert_eq!(filter.to_string(), "start/dateTime ge '2018-05-20T00:00:00' and end/dateTime le '2018-05-24T00:00:00'");
//! let filter = prop::SENSITIVITY.eq(Sensitivity::Private) | prop::IS_ALL_DAY.eq(true);
//! assert_eq!(filter.to_string(), "sensitivity eq 'private' or isAllDay eq true");
//! ```

use o365_core::EventType;
use o365_core::query::Property;
use o365_core::query::kind::{Bool, Collection, Enum, Instant, Number, Object, Text, WallClock};

use crate::model::{FreeBusyStatus, Importance, Sensitivity};

/// `id`
pub const ID: Property<Text> = Property::new("id");
/// `subject`
pub const SUBJECT: Property<Text> = Property::new("subject");
/// `body`: for `select`.
pub const BODY: Property<Object> = Property::new("body");
/// `bodyPreview`: for `select`.
pub const BODY_PREVIEW: Property<Text> = Property::new("bodyPreview");
/// `start/dateTime`: compared in UTC.
pub const START: Property<WallClock> = Property::new("start/dateTime");
/// `end/dateTime`: compared in UTC.
pub const END: Property<WallClock> = Property::new("end/dateTime");
/// `isAllDay`
pub const IS_ALL_DAY: Property<Bool> = Property::new("isAllDay");
/// `location/displayName`
pub const LOCATION: Property<Text> = Property::new("location/displayName");
/// `attendees`: `ATTENDEES.any(|attendee| attendee.property(attendee::ADDRESS).eq("a@b.c"))`
pub const ATTENDEES: Property<Collection<Object>> = Property::new("attendees");
/// `organizer/emailAddress/address`
pub const ORGANIZER: Property<Text> = Property::new("organizer/emailAddress/address");
/// `isOrganizer`
pub const IS_ORGANIZER: Property<Bool> = Property::new("isOrganizer");
/// `isCancelled`
pub const IS_CANCELLED: Property<Bool> = Property::new("isCancelled");
/// `isOnlineMeeting`
pub const IS_ONLINE_MEETING: Property<Bool> = Property::new("isOnlineMeeting");
/// `isReminderOn`
pub const IS_REMINDER_ON: Property<Bool> = Property::new("isReminderOn");
/// `reminderMinutesBeforeStart`
pub const REMINDER_MINUTES_BEFORE_START: Property<Number> =
    Property::new("reminderMinutesBeforeStart");
/// `showAs`
pub const SHOW_AS: Property<Enum<FreeBusyStatus>> = Property::new("showAs");
/// `importance`
pub const IMPORTANCE: Property<Enum<Importance>> = Property::new("importance");
/// `sensitivity`
pub const SENSITIVITY: Property<Enum<Sensitivity>> = Property::new("sensitivity");
/// `categories`: `CATEGORIES.any(|category| category.eq("Red"))`
pub const CATEGORIES: Property<Collection<Text>> = Property::new("categories");
/// `type`
pub const EVENT_TYPE: Property<Enum<EventType>> = Property::new("type");
/// `seriesMasterId`
pub const SERIES_MASTER_ID: Property<Text> = Property::new("seriesMasterId");
/// `iCalUId`
pub const I_CAL_UID: Property<Text> = Property::new("iCalUId");
/// `hasAttachments`
pub const HAS_ATTACHMENTS: Property<Bool> = Property::new("hasAttachments");
/// `attachments`: for `expand`.
pub const ATTACHMENTS: Property<Collection<Object>> = Property::new("attachments");
/// `exceptionOccurrences`: for `expand`.
pub const EXCEPTION_OCCURRENCES: Property<Collection<Object>> =
    Property::new("exceptionOccurrences");
/// `cancelledOccurrences`: for `select`.
pub const CANCELLED_OCCURRENCES: Property<Collection<Text>> = Property::new("cancelledOccurrences");
/// `createdDateTime`
pub const CREATED: Property<Instant> = Property::new("createdDateTime");
/// `lastModifiedDateTime`
pub const LAST_MODIFIED: Property<Instant> = Property::new("lastModifiedDateTime");

/// Properties of somebody invited, within [`ATTENDEES`].
pub mod attendee {
    use crate::prop::{Property, Text};

    /// `emailAddress/address`
    pub const ADDRESS: Property<Text> = Property::new("emailAddress/address");
    /// `emailAddress/name`
    pub const NAME: Property<Text> = Property::new("emailAddress/name");
}

/// Properties of calendars.
pub mod calendar {
    use crate::prop::{Bool, Property, Text};

    /// `name`
    pub const NAME: Property<Text> = Property::new("name");
    /// `canEdit`
    pub const CAN_EDIT: Property<Bool> = Property::new("canEdit");
    /// `isDefaultCalendar`
    pub const IS_DEFAULT_CALENDAR: Property<Bool> = Property::new("isDefaultCalendar");
}
