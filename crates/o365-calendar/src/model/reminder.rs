//! Reminders.

use o365_core::json::{Extra, null_default};
use o365_core::time::DateTimeTimeZone;
use o365_core::{Id, Location};
use serde::{Deserialize, Serialize};

use super::Event;

/// A reminder of an event.
///
/// [reminder](https://learn.microsoft.com/graph/api/resources/reminder).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Reminder {
    /// The event.
    #[serde(deserialize_with = "null_default")]
    pub event_id: Id<Event>,
    /// The event's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_key: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_subject: Option<String>,
    /// When it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_start_time: Option<DateTimeTimeZone>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_end_time: Option<DateTimeTimeZone>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_location: Option<Location>,
    /// Where Outlook on the web shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_web_link: Option<String>,
    /// When one is reminded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminder_fire_time: Option<DateTimeTimeZone>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&Reminder> for Id<Event> {
    fn from(reminder: &Reminder) -> Self {
        reminder.event_id.clone()
    }
}
