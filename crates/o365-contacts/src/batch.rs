//! Many contacts at once.

use http::Method;
use o365_core::connection::{Connection, Request, Response};
use o365_core::{Endpoint, Result};

use crate::model::{Contact, ContactDraft};

/// Creates contacts at a collection.
pub(crate) fn create<D>(at: &Endpoint, drafts: D) -> impl Iterator<Item = Result<Contact>> + use<D>
where
    D: IntoIterator<Item: Into<ContactDraft>>,
{
    let place = at.clone();
    let requests =
        drafts.into_iter().map(move |draft| says(place.request(Method::POST), &draft.into()));
    at.connection().send_all(requests).map(contact)
}

/// Changes contacts, each at its own place.
pub(crate) fn update<C>(
    connection: &Connection,
    changes: C,
) -> impl Iterator<Item = Result<Contact>> + use<C>
where
    C: Iterator<Item = (Endpoint, ContactDraft)>,
{
    let requests = changes.map(|(at, draft)| says(at.request(Method::PATCH), &draft));
    connection.send_all(requests).map(contact)
}

/// Deletes contacts.
pub(crate) fn delete<P>(
    connection: &Connection,
    places: P,
) -> impl Iterator<Item = Result<()>> + use<P>
where
    P: Iterator<Item = Endpoint>,
{
    let requests = places.map(|at| at.request(Method::DELETE));
    connection.send_all(requests).map(|answer| answer.map(drop))
}

/// The request with the draft in it, or with what is wrong with the draft.
fn says(request: Request, draft: &ContactDraft) -> Request {
    match draft.checked() {
        Ok(draft) => request.json(draft),
        Err(error) => request.refused(error),
    }
}

fn contact(answer: Result<Response>) -> Result<Contact> {
    answer?.json()
}
