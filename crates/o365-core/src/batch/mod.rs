//! Many requests in few: `$batch`.
//!
//! The service takes twenty requests in one. [`Connection::send_all`] packs any number of them, sends batch after batch and
//! gives each request's own answer, in the order of the requests:
//!
//! ```no_run
//! # fn run(connection: o365_core::Connection, ids: Vec<String>) -> o365_core::Result<()> {
//! use serde_json::json;
//!
//! let read = ids.iter().map(|id| {
//!     connection.patch(&format!("/me/messages/{id}")).json(&json!({"isRead": true}))
//! });
//! for (id, answer) in ids.iter().zip(connection.send_all(read)) {
//!     if let Err(error) = answer {
//!         eprintln!("{id}: {error}");
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # How it behaves
//! * It is lazy: nothing is sent before the first answer is asked for, requests are taken from their iterator as there is
//!   room for them, and answers are given away as their batch is done. A million requests cost no more memory than a
//!   hundred.
//! * The requests of a batch are carried out in any order, several at a time, and one that fails stops no other. What
//!   depends on something else goes into a later call.
//! * A throttled request is sent again by itself, together with requests that weren't sent yet, after the pause that the
//!   service asked for and by the connection's [`Retry`](crate::Retry).
//! * A batch that gets lost on its way is sent again as far as that is safe. The `POST`s in it aren't: their errors say
//!   that the [outcome is unknown](crate::Error::is_outcome_unknown).
//! * A mailbox takes four requests at once, and a batch keeps all four busy: as long as one is on its way, no other request
//!   of this connection goes to that mailbox.
//! * A redirect is an answer: status 302 and the header `location`, which is a pre-authenticated address that must not see
//!   a token.
//!
//! # What can't go into a batch
//! A body that is read as it is sent ([`Request::reader`]), an address outside of the service, a request of another
//! connection, and a request of more than 4 MB. Such a request has an `Err` for its answer; the others go out. Answers are
//! held in memory: for what may be large send the request by itself and stream it.
//!
//! [Combine multiple requests in one HTTP call](https://learn.microsoft.com/graph/json-batching).

use std::{
    fmt,
    iter::{Fuse, FusedIterator},
};

use serde::de::DeserializeOwned;

use crate::connection::{Connection, Request, Response};
use crate::error::Result;

mod engine;
mod spread;
#[cfg(test)]
mod tests;
mod wire;

use engine::Engine;

impl Connection {
    /// Sends any number of requests in batches of twenty and gives their answers in the order of the requests. See
    /// [`batch`](crate::batch).
    ///
    /// ```no_run
    /// # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
    /// let answers = connection.send_all(["/me", "/me/manager"].map(|path| connection.get(path)));
    /// let answers: Vec<o365_core::Result<o365_core::connection::Response>> = answers.collect();
    /// # Ok(())
    /// # }
    /// ```
    pub fn send_all<R: IntoIterator<Item = Request>>(&self, requests: R) -> SendAll<R::IntoIter> {
        SendAll { input: requests.into_iter().fuse(), engine: Engine::new(self) }
    }

    /// As [`send_all`](Self::send_all), and tells with each answer what it was for.
    ///
    /// ```no_run
    /// # fn run(connection: o365_core::Connection, ids: impl Iterator<Item = String>) {
    /// let deletions = ids.map(|id| {
    ///     let request = connection.delete(&format!("/me/messages/{id}"));
    ///     (id, request)
    /// });
    /// let answers = connection.send_all_keyed(deletions);
    /// let kept: Vec<String> =
    ///     answers.filter_map(|(id, answer)| answer.is_err().then_some(id)).collect();
    /// # }
    /// ```
    pub fn send_all_keyed<K, R>(&self, requests: R) -> SendAllKeyed<K, R::IntoIter>
    where
        R: IntoIterator<Item = (K, Request)>,
    {
        SendAllKeyed { input: requests.into_iter().fuse(), engine: Engine::new(self) }
    }
}

/// The answers to many requests, in their order; made by [`Connection::send_all`].
#[must_use = "nothing is sent until the answers are asked for"]
pub struct SendAll<I> {
    input: Fuse<I>,
    engine: Engine<()>,
}

impl<I: Iterator<Item = Request>> SendAll<I> {
    /// The answers, each read as JSON.
    pub fn json<T: DeserializeOwned>(self) -> impl Iterator<Item = Result<T>> + use<I, T> {
        self.map(|answer| answer?.json())
    }

    /// Whether each was carried out, for requests without an answer of their own.
    pub fn done(self) -> impl Iterator<Item = Result<()>> + use<I> {
        self.map(|answer| answer.map(drop))
    }
}

impl<I: Iterator<Item = Request>> Iterator for SendAll<I> {
    type Item = Result<Response>;

    fn next(&mut self) -> Option<Result<Response>> {
        let mut input = self.input.by_ref().map(|request| ((), request));
        self.engine.next(&mut input).map(|((), answer)| answer)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        plus(self.input.size_hint(), self.engine.len())
    }
}

impl<I: Iterator<Item = Request>> FusedIterator for SendAll<I> {}

impl<I> fmt::Debug for SendAll<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendAll").field("at_hand", &self.engine.len()).finish_non_exhaustive()
    }
}

/// The answers to many requests, each with its key; made by [`Connection::send_all_keyed`].
#[must_use = "nothing is sent until the answers are asked for"]
pub struct SendAllKeyed<K, I> {
    input: Fuse<I>,
    engine: Engine<K>,
}

impl<K, I: Iterator<Item = (K, Request)>> Iterator for SendAllKeyed<K, I> {
    type Item = (K, Result<Response>);

    fn next(&mut self) -> Option<(K, Result<Response>)> {
        self.engine.next(&mut self.input)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        plus(self.input.size_hint(), self.engine.len())
    }
}

impl<K, I: Iterator<Item = (K, Request)>> FusedIterator for SendAllKeyed<K, I> {}

impl<K, I> fmt::Debug for SendAllKeyed<K, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendAllKeyed").field("at_hand", &self.engine.len()).finish_non_exhaustive()
    }
}

fn plus((least, most): (usize, Option<usize>), more: usize) -> (usize, Option<usize>) {
    (least.saturating_add(more), most.and_then(|most| most.checked_add(more)))
}
