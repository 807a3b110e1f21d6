//! Events, as they are read.

use o365_core::attachment::Attachment;
use o365_core::extended_property::{
    ExtendedPropertyId, Kind, MultiValueExtendedProperty, SingleValueExtendedProperty,
};
use o365_core::json::{Extra, null_default};
use o365_core::time::{AllDay, DateTimeTimeZone, TimeZone};
use o365_core::{EventType, Id, Importance, ItemBody, Location, Recipient, Sensitivity};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{
    Attendee, FreeBusyStatus, OnlineMeeting, OnlineMeetingProvider, Recurrence, ResponseStatus,
};

/// The extended property that forbids to forward an invitation.
pub(crate) fn do_not_forward() -> ExtendedPropertyId {
    const PUBLIC_STRINGS: &str = "00020329-0000-0000-c000-000000000046";
    ExtendedPropertyId::named(PUBLIC_STRINGS, "DoNotForward", Kind::Boolean)
}

/// An event in a calendar, as the service told it: a single one, a series, or one of a series.
///
/// What wasn't selected, and what the service has no value for, is `None` or empty. What this version doesn't model is in
/// [`extra`](Self::extra).
///
/// Times are in UTC unless another zone was [asked for](crate::Schedule::in_zone). Those of an event of whole days are
/// midnights that no zone moves: read them with [`all_day`](Self::all_day).
///
/// [event](https://learn.microsoft.com/graph/api/resources/event).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Event {
    /// Its id. Each of a series has its own.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Event>,
    /// Its version, for [`EventHandle::if_match`](crate::EventHandle::if_match).
    #[serde(rename = "@odata.etag", skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Its version, in Exchange's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_key: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<ItemBody>,
    /// The first 255 characters of its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_preview: Option<String>,
    /// When it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<DateTimeTimeZone>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<DateTimeTimeZone>,
    /// Whether it is of whole days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_all_day: Option<bool>,
    /// The zone in which its start was said, under the name that it was given: `tzone://Microsoft/Custom` for one that an
    /// old Outlook made up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_start_time_zone: Option<TimeZone>,
    /// The zone in which its end was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_end_time_zone: Option<TimeZone>,
    /// When it would have begun if nobody had moved it: of one of a series.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub original_start: Option<OffsetDateTime>,
    /// Where it takes place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// All places where it takes place.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location>,
    /// Who is invited.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub attendees: Vec<Attendee>,
    /// Who invites.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organizer: Option<Recipient>,
    /// Whether the calendar's owner is the one who invites.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_organizer: Option<bool>,
    /// What the calendar's owner answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_status: Option<ResponseStatus>,
    /// Whether an answer is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_requested: Option<bool>,
    /// Whether those invited may propose another time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_new_time_proposals: Option<bool>,
    /// Whether those invited are kept from seeing each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_attendees: Option<bool>,
    /// How it comes back: of a series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// What it is within a series.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub event_type: Option<EventType>,
    /// The series that it is one of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series_master_id: Option<Id<Event>>,
    /// Those of the series that differ from the others. Only there when expanded.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub exception_occurrences: Vec<Event>,
    /// Those of the series that were cancelled. Only there when selected.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub cancelled_occurrences: Vec<String>,
    /// How it looks to others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_as: Option<FreeBusyStatus>,
    /// How much it matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importance: Option<Importance>,
    /// How confidential it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sensitivity>,
    /// Names of its categories.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Whether one is reminded of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_reminder_on: Option<bool>,
    /// How many minutes before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminder_minutes_before_start: Option<i32>,
    /// Whether one can join it on the internet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_online_meeting: Option<bool>,
    /// Who runs it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online_meeting_provider: Option<OnlineMeetingProvider>,
    /// How to join it there. [`join_url`](Self::join_url) reads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online_meeting: Option<OnlineMeeting>,
    /// A link to join by, of older providers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online_meeting_url: Option<String>,
    /// Whether it was called off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_cancelled: Option<bool>,
    /// Whether those invited don't know of it yet, or not of its last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_draft: Option<bool>,
    /// Whether something is attached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_attachments: Option<bool>,
    /// What is attached. Only there when expanded.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Its id in all calendars; each of a series has its own.
    #[serde(rename = "iCalUId", skip_serializing_if = "Option::is_none")]
    pub i_cal_uid: Option<String>,
    /// By which the service knows a double of the request that created it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// Where Outlook on the web shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_link: Option<String>,
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// When it was changed last.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Properties that Graph has no name for. Only there when expanded; [`extended_property`](Self::extended_property)
    /// reads them.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub single_value_extended_properties: Vec<SingleValueExtendedProperty>,
    /// The same with several values each.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub multi_value_extended_properties: Vec<MultiValueExtendedProperty>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event {
    /// Its days, if it is of whole days.
    pub fn all_day(&self) -> Option<AllDay> {
        let (true, Some(start), Some(end)) = (self.is_all_day?, &self.start, &self.end) else {
            return None;
        };
        AllDay::from_start_end(start, end).ok()
    }

    /// The link that one joins its meeting by.
    pub fn join_url(&self) -> Option<&str> {
        let online = self.online_meeting.as_ref().and_then(|meeting| meeting.join_url.as_deref());
        online.or(self.online_meeting_url.as_deref()).filter(|url| !url.is_empty())
    }

    /// Whether invitations to it can't be forwarded, where `expand(Event::no_forwarding_id())` brought it.
    pub fn no_forwarding(&self) -> Option<bool> {
        let value = self.extended_property(&Event::no_forwarding_id())?;
        Some(value.eq_ignore_ascii_case("true"))
    }

    /// The extended property that forbids to forward an invitation.
    pub fn no_forwarding_id() -> ExtendedPropertyId {
        do_not_forward()
    }

    /// The values of a property with several that Graph has no name for, where a list or `get_with` expanded it.
    pub fn extended_properties(&self, id: &ExtendedPropertyId) -> Option<&[String]> {
        id.values_in(&self.multi_value_extended_properties)
    }

    /// The value of a property that Graph has no name for, where a list or `get_with` expanded it.
    pub fn extended_property(&self, id: &ExtendedPropertyId) -> Option<&str> {
        id.value_in(&self.single_value_extended_properties)
    }
}

impl From<&Event> for Id<Event> {
    fn from(event: &Event) -> Self {
        event.id.clone()
    }
}

/// `2017-04-21T10:00:00 UTC: Orientation`.
impl std::fmt::Display for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.all_day(), &self.start) {
            (Some(days), _) if days.day_count() == 1 => write!(f, "{}: ", days.first())?,
            (Some(days), _) => write!(f, "{} to {}: ", days.first(), days.last())?,
            (None, Some(start)) => write!(f, "{start}: ")?,
            (None, None) => {}
        }
        f.write_str(self.subject.as_deref().unwrap_or("(no subject)"))
    }
}
