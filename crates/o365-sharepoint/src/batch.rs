//! Many items at once.

use http::Method;
use o365_core::connection::{Connection, Request, Response};
use o365_core::{Endpoint, Result};

use crate::model::{FieldValues, FieldsDraft, ListItem};

/// Creates items at a collection.
pub(crate) fn create<D>(at: &Endpoint, drafts: D) -> impl Iterator<Item = Result<ListItem>> + use<D>
where
    D: IntoIterator<Item: Into<FieldsDraft>>,
{
    let place = at.clone();
    let requests = drafts.into_iter().map(move |draft| {
        let request = place.request(Method::POST);
        match draft.into().for_create() {
            Ok(item) => request.json(&item),
            Err(error) => request.refused(error),
        }
    });
    at.connection().send_all(requests).map(|answer| answer?.json())
}

/// Changes the fields of items, each at its own place.
pub(crate) fn update<C>(
    connection: &Connection,
    changes: C,
) -> impl Iterator<Item = Result<FieldValues>> + use<C>
where
    C: Iterator<Item = (Endpoint, FieldsDraft)>,
{
    let requests = changes.map(|(at, draft)| says(at.request(Method::PATCH), &draft));
    connection.send_all(requests).map(fields)
}

/// Deletes items.
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
fn says(request: Request, draft: &FieldsDraft) -> Request {
    match draft.for_update() {
        Ok(fields) => request.json(fields),
        Err(error) => request.refused(error),
    }
}

fn fields(answer: Result<Response>) -> Result<FieldValues> {
    answer?.json()
}
