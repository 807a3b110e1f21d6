//! Many items at once.

use http::Method;
use o365_core::connection::Connection;
use o365_core::{Endpoint, Result};

use crate::model::{FieldValues, FieldsDraft, ListItem};

/// Creates items at a collection.
pub(crate) fn create<D>(at: &Endpoint, drafts: D) -> impl Iterator<Item = Result<ListItem>> + use<D>
where
    D: IntoIterator<Item: Into<FieldsDraft>>,
{
    let place = at.clone();
    let requests = drafts
        .into_iter()
        .map(move |draft| place.request(Method::POST).checked_json(draft.into().for_create()));
    at.connection().send_all(requests).json()
}

/// Changes the fields of items, each at its own place.
pub(crate) fn update<C>(
    connection: &Connection,
    changes: C,
) -> impl Iterator<Item = Result<FieldValues>> + use<C>
where
    C: Iterator<Item = (Endpoint, FieldsDraft)>,
{
    let says = |(at, draft): (Endpoint, FieldsDraft)| {
        at.request(Method::PATCH).checked_json(draft.for_update())
    };
    connection.send_all(changes.map(says)).json()
}
