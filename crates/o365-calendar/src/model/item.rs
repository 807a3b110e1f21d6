//! Events as attachments.

use o365_core::attachment::AttachmentDraft;
use serde::{Serialize, Serializer, ser::Error};
use serde_json::{Map, Value};

use super::Event;
use super::attendee::Invited;

/// What the service takes of an event; the rest is its own to say.
const WRITABLE: [&str; 17] = [
    "subject",
    "body",
    "start",
    "end",
    "isAllDay",
    "location",
    "locations",
    "recurrence",
    "showAs",
    "importance",
    "sensitivity",
    "categories",
    "isReminderOn",
    "reminderMinutesBeforeStart",
    "responseRequested",
    "allowNewTimeProposals",
    "hideAttendees",
];

/// Attaches an event as an item: `draft.attach(&event)`. It is made anew of what was read of it, without its own attachments
/// and without what people answered. [`EventDraft::to_attachment`](super::EventDraft::to_attachment) attaches one that isn't
/// anywhere yet.
///
/// [itemAttachment](https://learn.microsoft.com/graph/api/resources/itemattachment).
impl From<&Event> for AttachmentDraft {
    fn from(event: &Event) -> Self {
        let name = event.subject.as_deref().filter(|subject| !subject.is_empty());
        AttachmentDraft::item(name.unwrap_or("event"), "microsoft.graph.event", &Written(event))
    }
}

/// What of an event can be written.
struct Written<'a>(&'a Event);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = match serde_json::to_value(self.0).map_err(S::Error::custom)? {
            Value::Object(members) => members,
            _ => Map::new(),
        };
        let writable = members.into_iter().filter(|(name, _)| WRITABLE.contains(&name.as_str()));
        let mut writable = writable.collect::<Map<_, _>>();
        if !self.0.attendees.is_empty() {
            let invited: Vec<Invited> =
                self.0.attendees.iter().cloned().map(Invited::from).collect();
            let invited = serde_json::to_value(invited).map_err(S::Error::custom)?;
            writable.insert("attendees".to_owned(), invited);
        }
        writable.serialize(serializer)
    }
}
