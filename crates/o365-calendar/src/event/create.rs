//! Creating an event once.

use std::slice;

use o365_core::attachment::{self, AttachmentDraft};
use o365_core::query::field;
use o365_core::upload::Cancel;
use o365_core::{Endpoint, Error, Result};
use serde_json::Value;

use super::EventHandle;
use crate::model::{Event, EventDraft};
use crate::spot::Spot;

/// Creates an event among those of a place, and attaches what is to be attached.
pub(crate) fn create(events: &Spot, draft: &EventDraft) -> Result<Event> {
    let body = draft.to_create(&events.account())?;
    // What can't be read is told before there is an event.
    let files = draft.attachments().iter();
    let files: Vec<Loaded<'_>> = files.map(Loaded::of).collect::<Result<_>>()?;
    let (event, mut attached) = match events.post::<Event>(&body) {
        Ok(event) => (event, Vec::new()),
        Err(error) => {
            let event = find_double(events, &body, error)?;
            let known = EventHandle::new(events.child(&event.id)).attachments().all()?;
            (event, known.into_iter().filter_map(|attachment| attachment.name).collect())
        }
    };
    let at = events.at().child(&event.id).child("attachments");
    for file in files {
        match attached.iter().position(|known: &String| *known == file.name) {
            Some(known) => _ = attached.swap_remove(known),
            None => file.attach(&at)?,
        }
    }
    Ok(event)
}

/// What is to be attached: read if it is small, and known to be there if it is large.
struct Loaded<'a> {
    name: String,
    small: Option<Value>,
    draft: &'a AttachmentDraft,
}

impl<'a> Loaded<'a> {
    fn of(draft: &'a AttachmentDraft) -> Result<Self> {
        let (small, _) = AttachmentDraft::load_all(slice::from_ref(draft))?;
        Ok(Loaded { name: draft.file_name()?, small: small.into_iter().next(), draft })
    }

    fn attach(&self, at: &Endpoint) -> Result<()> {
        match &self.small {
            Some(small) => at.call(small),
            None => attachment::attach(at, self.draft, &Cancel::new(), |_| ()).map(drop),
        }
    }
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
