//! What changed since last time: delta queries.
//!
//! The first round tells everything that there is, and ends with a link; a later round that starts from this link tells
//! what happened since. [`List::delta`](crate::List::delta) makes a round of the collections that have one: messages of a folder, mail folders,
//! events of a calendar view, contacts, tasks, a drive's items, users and groups.
//!
//! ```no_run
//! # struct Message { id: String }
//! # fn kept() -> Option<o365_core::delta::DeltaLink> { None }
//! # fn keep(link: o365_core::delta::DeltaLink) {}
//! # fn run(messages: o365_core::List<serde_json::Value>) -> o365_core::Result<()> {
//! use o365_core::delta::Change;
//!
//! let mut round = messages.select(["subject", "isRead"]).delta(kept()); // `None` the first time
//! for change in &mut round {
//!     match change? {
//!         Change::Upsert(message) => println!("is there: {}", message["subject"]),
//!         Change::Removed { id, .. } => println!("is gone: {id}"),
//!         Change::Reset(_) => println!("forget everything: what follows is all there is"),
//!     }
//! }
//! if let Some(link) = round.link() {
//!     keep(link);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What to keep in mind
//! * Give the same options in every round: filter and selection are part of the link, but when it has lapsed the round
//!   starts from them.
//! * Keep the link when all changes of the round are applied, not before: a program that stops in between repeats the
//!   round, and applying a change twice must do no harm.
//! * A link that has lapsed isn't an error: the round starts over by itself, with [`Change::Reset`] as its first word.
//! * An item may be partial, come several times and in any order; see [`Change`].
//! * Microsoft's services take few options here. Messages: `select`, a filter `receivedDateTime ge …` (at most 5,000 items
//!   then), no search.
//!
//! [Delta query](https://learn.microsoft.com/graph/delta-query-overview).

use std::{fmt, iter::FusedIterator, marker::PhantomData};

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::error::{DecodeError, Error, Result};
use crate::origin::Origin;
use crate::pager::{Fetch, PageItems, Pages};

mod change;
mod link;
#[cfg(test)]
mod tests;

pub use change::{Change, Removal, Resync, merge};
pub use link::DeltaLink;

/// Fresh starts in one round, after which the service is taken to be unable to give a whole one.
const MOST_RESETS: u32 = 3;

/// One round of changes: an iterator that fetches pages as it goes. Made by [`List::delta`](crate::List::delta).
///
/// * A change that the model can't read is one `Err`; the loop goes on with the next one.
/// * A page that can't be fetched is one `Err`, then the loop ends. [`resume_link`](Self::resume_link) is where to go on.
/// * A round that ends without a link to the next one isn't whole: that is an `Err` too.
pub struct Delta<T> {
    fetch: Fetch<Box<RawValue>>,
    pages: Pages<Box<RawValue>>,
    items: PageItems<Box<RawValue>>,
    start: Start,
    /// The address of the very first page, without a saved link.
    initial: String,
    problem: Option<Error>,
    resets: u32,
    left: usize,
    over: bool,
    item: PhantomData<fn() -> T>,
}

/// Where the pages come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// The collection's beginning.
    Initial,
    /// A link of an earlier round.
    Saved,
    /// Where the service pointed when a link had lapsed.
    Location,
}

impl<T: DeserializeOwned> Delta<T> {
    pub(crate) fn new(
        fetch: Fetch<Box<RawValue>>,
        initial: Result<String>,
        saved: Option<DeltaLink>,
        limit: usize,
    ) -> Self {
        let (initial, problem) = match initial {
            Ok(initial) => (initial, None),
            Err(problem) => (String::new(), Some(problem)),
        };
        let (start, link) = match saved {
            Some(link) => (Start::Saved, link.as_str().to_owned()),
            None => (Start::Initial, initial.clone()),
        };
        Delta {
            pages: Pages::resume(fetch.clone(), link),
            items: PageItems::none(),
            fetch,
            start,
            initial,
            problem,
            resets: 0,
            left: limit,
            over: false,
            item: PhantomData,
        }
    }

    /// Where the next round starts. There is one when the last change of this round is taken, and not before.
    pub fn link(&self) -> Option<DeltaLink> {
        let done = self.items.is_empty() && self.pages.next_link().is_none();
        self.pages.delta_link().filter(|_| done).map(DeltaLink::from)
    }

    /// Where to go on so that no change is missed, at any time: for a round that takes long or was broken off. The page at
    /// hand comes again until its last change is taken. At the end it is [`link`](Self::link).
    ///
    /// Such links lapse sooner than that of a whole round.
    pub fn resume_link(&self) -> Option<DeltaLink> {
        let link = if self.items.is_empty() { self.pages.next_link() } else { self.pages.link() };
        link.map(DeltaLink::from).or_else(|| self.link())
    }

    /// Requests that were made for pages since the start or the last [`Change::Reset`].
    pub fn pages_read(&self) -> usize {
        self.pages.pages_read()
    }

    /// What to do about a page that couldn't be fetched: start over, or fail.
    fn restart(&mut self, error: &Error) -> Option<Restart> {
        if self.start == Start::Location && self.pages.pages_read() == 0 {
            // Where the service pointed leads nowhere: some of its addresses are broken.
            self.go(Start::Initial, self.initial.clone());
            return Some(Restart::Silent);
        }
        let hopeless = self.start == Start::Initial && self.pages.pages_read() == 0;
        if !error.needs_resync() || hopeless || self.resets >= MOST_RESETS {
            return None;
        }
        self.resets += 1;
        let own = Origin::of(&self.initial);
        let location = error.service().and_then(|answer| answer.location.clone());
        match location.filter(|location| own.is_some() && Origin::of(location) == own) {
            Some(location) => self.go(Start::Location, location),
            None => self.go(Start::Initial, self.initial.clone()),
        }
        Some(Restart::Told(Resync::of(error)))
    }

    fn go(&mut self, start: Start, link: String) {
        self.start = start;
        self.pages = Pages::resume(self.fetch.clone(), link);
    }

    fn incomplete(&self) -> Error {
        let what = "the service ended the round without a link to the next one";
        Error::from(DecodeError::unexpected(what, "")).with_request("GET", self.fetch.path())
    }
}

enum Restart {
    Told(Resync),
    Silent,
}

impl<T: DeserializeOwned> Iterator for Delta<T> {
    type Item = Result<Change<T>>;

    fn next(&mut self) -> Option<Result<Change<T>>> {
        if let Some(problem) = self.problem.take() {
            self.over = true;
            return Some(Err(problem));
        }
        if self.left == 0 || self.over {
            return None;
        }
        loop {
            if let Some(item) = self.items.next() {
                self.left -= 1;
                let change = item.and_then(|item| change::read(&item));
                return Some(change.map_err(|error| error.with_request("GET", self.fetch.path())));
            }
            match self.pages.next() {
                Some(Ok(page)) => self.items = page.into_iter(),
                Some(Err(error)) => match self.restart(&error) {
                    Some(Restart::Told(resync)) => return Some(Ok(Change::Reset(resync))),
                    Some(Restart::Silent) => {}
                    None => {
                        self.over = true;
                        return Some(Err(error));
                    }
                },
                None => {
                    self.over = true;
                    return self.pages.delta_link().is_none().then(|| Err(self.incomplete()));
                }
            }
        }
    }
}

impl<T: DeserializeOwned> FusedIterator for Delta<T> {}

impl<T> fmt::Debug for Delta<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delta")
            .field("pages", &self.pages)
            .field("start", &self.start)
            .field("resets", &self.resets)
            .finish_non_exhaustive()
    }
}
