//! Many contacts at once.

use http::Method;
use o365_core::connection::Connection;
use o365_core::{Endpoint, Result};

use crate::model::{Contact, ContactDraft};

/// Creates contacts at a collection.
pub(crate) fn create<D>(at: &Endpoint, drafts: D) -> impl Iterator<Item = Result<Contact>> + use<D>
where
    D: IntoIterator<Item: Into<ContactDraft>>,
{
    let place = at.clone();
    let requests = drafts.into_iter().map(move |draft| {
        let draft: ContactDraft = draft.into();
        place.request(Method::POST).checked_json(draft.checked())
    });
    at.connection().send_all(requests).json()
}

/// Changes contacts, each at its own place.
pub(crate) fn update<C>(
    connection: &Connection,
    changes: C,
) -> impl Iterator<Item = Result<Contact>> + use<C>
where
    C: Iterator<Item = (Endpoint, ContactDraft)>,
{
    let says = |(at, draft): (Endpoint, ContactDraft)| {
        at.request(Method::PATCH).checked_json(draft.checked())
    };
    connection.send_all(changes.map(says)).json()
}
