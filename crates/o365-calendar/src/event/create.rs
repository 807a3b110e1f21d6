//! Creating an event once.

use o365_core::query::field;
use o365_core::{Error, Result};
use serde_json::Value;

use super::EventHandle;
use crate::model::{Event, EventDraft};
use crate::spot::Spot;

/// Creates an event among those of a place, and attaches what is to be attached.
pub(crate) fn create(events: &Spot, draft: &EventDraft) -> Result<Event> {
    let body = draft.to_create(&events.account())?;
    // What can't be read is told before there is an event.
    let attachments: Vec<Value> =
        draft.attachments().iter().map(|file| file.load()).collect::<Result<_>>()?;
    let (event, mut attached) = match events.post::<Event>(&body) {
        Ok(event) => (event, Vec::new()),
        Err(error) => {
            let event = find_double(events, &body, error)?;
            let known = EventHandle::new(events.child(&event.id)).attachments().all()?;
            (event, known.into_iter().filter_map(|attachment| attachment.name).collect())
        }
    };
    let at = events.child(&event.id).child("attachments");
    for attachment in &attachments {
        let name = attachment.get("name").and_then(Value::as_str).unwrap_or_default();
        match attached.iter().position(|known: &String| known == name) {
            Some(known) => _ = attached.swap_remove(known),
            None => at.at().call(attachment)?,
        }
    }
    Ok(event)
}

/// The event that an earlier request of the same draft has created, if that is why this one was refused.
fn find_double(events: &Spot, body: &Value, error: Error) -> Result<Event> {
    let id = body.get("transactionId").and_then(Value::as_str).filter(|_| error.is_conflict());
    let Some(id) = id else { return Err(error) };
    match events.list_at::<Event>(events.at().clone()).filter(field("transactionId").eq(id)).first()
    {
        Ok(Some(event)) => Ok(event),
        Ok(None) | Err(_) => Err(error),
    }
}
