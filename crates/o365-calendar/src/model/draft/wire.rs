//! A draft as it goes out.

use o365_core::attachment::AttachmentDraft;
use o365_core::time::TimeZone;
use o365_core::{Error, Field, Result};
use serde::Serialize;
use serde_json::{Map, Value};

use super::EventDraft;
use super::times::Resolved;
use crate::model::Recurrence;

impl EventDraft {
    /// The event as it can be created, with the account's zone.
    pub(crate) fn to_create(&self, account: &TimeZone) -> Result<Value> {
        let mut members = self.to_json(account, true)?;
        if !members.contains_key("transactionId") {
            members.insert("transactionId".into(), self.transaction.id().into());
        }
        Ok(Value::Object(members))
    }

    /// The event as a change of another.
    pub(crate) fn to_update(&self, account: &TimeZone) -> Result<Value> {
        if !self.attachments.is_empty() {
            return Err(Error::input(
                "an update can't attach: use `schedule.event(id).attach(..)`",
            ));
        }
        self.to_json(account, false).map(Value::Object)
    }

    fn to_json(&self, account: &TimeZone, new: bool) -> Result<Map<String, Value>> {
        for attendee in self.attendees.as_set().into_iter().flatten() {
            o365_core::Recipient::from(attendee.email_address.clone()).check()?;
        }
        let Resolved { start, end, is_all_day, zone } = self.times.resolve(account, new)?;
        let mut whole = self.clone();
        if let Field::Set(recurrence) = &mut whole.recurrence {
            let first = start.as_ref().map(|start| start.date_time.date());
            *recurrence = begun(recurrence, first, zone)?;
        }
        let mut members = match to_value(&whole)? {
            Value::Object(members) => members,
            _ => Map::new(),
        };
        let mut say = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                members.entry(name).or_insert(value);
            }
        };
        say("start", start.as_ref().map(to_value).transpose()?);
        say("end", end.as_ref().map(to_value).transpose()?);
        say("isAllDay", is_all_day.map(Value::from));
        Ok(members)
    }
}

/// A recurrence with its first day, and with the zone of its days where the event goes out in another.
fn begun(
    recurrence: &Recurrence,
    first: Option<time::Date>,
    zone: Option<TimeZone>,
) -> Result<Recurrence> {
    let mut begun = recurrence.clone();
    if let (None, Some(zone)) = (begun.time_zone(), zone) {
        begun = begun.in_zone(zone);
    }
    let is_known = !matches!(begun.range(), crate::model::RecurrenceRange::Unknown(_));
    begun = match (begun.start(), first) {
        (None, Some(first)) => begun.starting(first),
        (None, None) if is_known => {
            return Err(Error::input(
                "a series needs its first day: say `start` along with `recurrence`, or `Recurrence::starting`",
            ));
        }
        _ => begun,
    };
    begun.check()?;
    Ok(begun)
}

fn to_value(value: &(impl Serialize + ?Sized)) -> Result<Value> {
    serde_json::to_value(value)
        .map_err(|error| Error::input(format!("the event can't be written as JSON: {error}")))
}

/// Attaches an event that isn't anywhere yet as an item.
impl EventDraft {
    /// This event as an attachment of a message or another event; times without a zone are in `account`.
    ///
    /// ```
    /// use o365_calendar::EventDraft;
    /// use o365_core::time::{TimeZone, macros::datetime};
    ///
    /// let gifts = EventDraft::new().subject("Discuss gifts for children").start(datetime!(2016-12-02 18:00));
    /// let attachment = gifts.to_attachment("Holiday event", &TimeZone::new("Pacific Standard Time"))?;
    /// # let _ = attachment;
    /// # Ok::<(), o365_core::Error>(())
    /// ```
    ///
    /// [itemAttachment](https://learn.microsoft.com/graph/api/resources/itemattachment).
    ///
    /// # Errors
    /// As when it is created.
    pub fn to_attachment(&self, name: &str, account: &TimeZone) -> Result<AttachmentDraft> {
        let item = self.to_json(account, true)?;
        Ok(AttachmentDraft::item(name, "microsoft.graph.event", &item))
    }
}
