//! From page to page.

use std::{
    collections::HashSet,
    fmt,
    hash::{BuildHasher, RandomState},
    iter::FusedIterator,
    mem,
};

use serde::de::DeserializeOwned;

use super::fetch::{Fetch, Pending};
use super::page::{Page, peek};
use crate::connection::Response;
use crate::error::{DecodeError, Error, Result};
use crate::query::Query;

/// Empty pages in a row after which a collection is taken to be endless.
const MOST_EMPTY_PAGES: u32 = 1_000;
/// The smallest page that is worth asking for after the service took too long over a larger one.
const SMALLEST_PAGE: u32 = 20;

/// Iterates over the pages of a collection. A page that can't be fetched is the last one.
pub struct Pages<T> {
    fetch: Fetch<T>,
    turn: Turn,
    /// The link of the page that was given last.
    link: Option<String>,
    delta: Option<String>,
    total: Option<u64>,
    /// Items that the caller still wants: nothing is fetched ahead beyond them.
    wanted: usize,
    seen: HashSet<u64>,
    hasher: RandomState,
    empty: u32,
    count: usize,
    /// The most items that a page is likely to have.
    usual: Option<usize>,
    /// The page after the one at hand, if its link was found before that was decoded.
    early: Option<Early>,
    /// The memory of a page that was decoded, for the bytes of another one.
    spare: Vec<u8>,
}

/// A page that is on its way although nobody has seen all of the page before it.
struct Early {
    link: String,
    pending: Pending,
}

/// What comes next.
enum Turn {
    First {
        query: Box<Query>,
        page_size: u32,
    },
    Link {
        link: String,
        pending: Option<Pending>,
    },
    /// The links are broken; the pages before were good.
    Broken(Error),
    /// It ended, at this link if not at the collection's end.
    Over(Option<String>),
}

impl<T: DeserializeOwned> Pages<T> {
    pub(crate) fn start(fetch: Fetch<T>, query: Query, page_size: u32) -> Self {
        Pages::new(fetch, Turn::First { query: Box::new(query), page_size })
    }

    pub(crate) fn resume(fetch: Fetch<T>, link: String) -> Self {
        Pages::new(fetch, Turn::Link { link, pending: None })
    }

    fn new(fetch: Fetch<T>, turn: Turn) -> Self {
        Pages {
            fetch,
            turn,
            link: None,
            delta: None,
            total: None,
            wanted: usize::MAX,
            seen: HashSet::new(),
            hasher: RandomState::new(),
            empty: 0,
            count: 0,
            usual: None,
            early: None,
            spare: Vec::new(),
        }
    }

    pub(crate) fn no_further_than(self, items: usize) -> Self {
        Pages { wanted: items, ..self }
    }

    /// The link of the next page, to go on from later with [`List::resume`](crate::List::resume); after a page that
    /// couldn't be fetched, that page's. `None` before the first page and after the last.
    pub fn next_link(&self) -> Option<&str> {
        match &self.turn {
            Turn::Link { link, .. } | Turn::Over(Some(link)) => Some(link),
            Turn::First { .. } | Turn::Broken(_) | Turn::Over(None) => None,
        }
    }

    /// The link of the page that was given last.
    pub fn link(&self) -> Option<&str> {
        self.link.as_deref()
    }

    /// Where a delta round went to: what to give to the next round. There is one after the last page only.
    pub fn delta_link(&self) -> Option<&str> {
        self.delta.as_deref()
    }

    /// The service's count of the whole collection, if it was asked for.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    pub(crate) fn pages_read(&self) -> usize {
        self.count
    }

    /// The most items that are to come, with those at hand.
    pub(super) fn wanted(&self, at_hand: usize) -> Option<usize> {
        Some(self.wanted).filter(|wanted| *wanted != usize::MAX).map(|wanted| wanted + at_hand)
    }

    pub(super) fn is_over(&self) -> bool {
        matches!(self.turn, Turn::Over(_))
    }

    /// The page whose turn it is, and the link it came from.
    fn turn(&mut self) -> Option<(Result<Page<T>>, String)> {
        match mem::replace(&mut self.turn, Turn::Over(None)) {
            Turn::Over(link) => {
                self.turn = Turn::Over(link);
                None
            }
            Turn::Broken(error) => Some((Err(error), String::new())),
            Turn::First { query, page_size } => {
                let (answer, page_size) = self.first(&query, page_size);
                let address = self.fetch.address(&query, page_size).unwrap_or_default();
                self.usual = usize::try_from(page_size).ok();
                Some((answer.and_then(|answer| self.decode(answer, &address)), address))
            }
            Turn::Link { link, pending } => {
                let fetched = pending.and_then(|pending| pending.recv().ok());
                let answer =
                    fetched.unwrap_or_else(|| self.fetch.follow(&link, mem::take(&mut self.spare)));
                Some((answer.and_then(|answer| self.decode(answer, &link)), link))
            }
        }
    }

    /// The first page, and its size. A service that takes too long over it is asked for half as much, and half again.
    fn first(&mut self, query: &Query, mut page_size: u32) -> (Result<Response>, u32) {
        loop {
            let impatient = page_size > SMALLEST_PAGE;
            match self.fetch.first(query, page_size, impatient) {
                Err(error) if impatient && error.status() == Some(504) => {
                    page_size = (page_size / 2).max(SMALLEST_PAGE);
                }
                answer => return (answer, page_size),
            }
        }
    }

    /// Decodes the page at `link`, while the next one is on its way if it is sure to be wanted.
    fn decode(&mut self, answer: Response, link: &str) -> Result<Page<T>> {
        let more = self.wanted == usize::MAX || self.usual.is_some_and(|usual| self.wanted > usual);
        if self.fetch.is_ahead() && more {
            let next = peek(answer.bytes());
            let next = next.filter(|next| next != link && !self.is_seen(next));
            self.early = next.and_then(|link| {
                let pending = self.fetch.start(&link, mem::take(&mut self.spare))?;
                Some(Early { link, pending })
            });
        }
        let page = Page::read(&answer);
        self.spare = answer.into_bytes();
        page
    }

    fn is_seen(&self, link: &str) -> bool {
        self.seen.contains(&self.hasher.hash_one(link))
    }

    /// Notes where to go from `page`, which came from `link`.
    fn note(&mut self, page: &mut Page<T>, link: String) {
        let early = self.early.take();
        self.count += 1;
        self.usual = Some(page.len());
        self.seen.insert(self.hasher.hash_one(link.as_str()));
        self.link = Some(link);
        self.total = self.total.or(page.total);
        self.delta = page.delta.take();
        self.empty = if page.is_empty() { self.empty + 1 } else { 0 };
        if page.len() > self.wanted {
            // Nobody wants the rest of it now. Who goes on later begins with this page, so that nothing is missed.
            page.truncate(self.wanted);
            self.wanted = 0;
            self.turn = Turn::Over(self.link.clone());
            return;
        }
        self.wanted -= page.len();
        let Some(next) = page.next.clone() else { return };
        self.turn =
            if self.is_seen(&next) {
                Turn::Broken(self.broken(
                    "the service gave the same page again: its links go in a circle",
                    &next,
                ))
            } else if self.empty > MOST_EMPTY_PAGES {
                Turn::Broken(self.broken("the service gives empty pages without end", &next))
            } else {
                let pending = match early {
                    Some(early) if early.link == next => Some(early.pending),
                    _ if self.wanted > 0 && self.fetch.is_ahead() => {
                        self.fetch.start(&next, mem::take(&mut self.spare))
                    }
                    _ => None,
                };
                Turn::Link { link: next, pending }
            };
    }

    fn broken(&self, what: &str, link: &str) -> Error {
        let path = link.split('?').next().unwrap_or_default();
        Error::from(DecodeError::unexpected(what, path)).with_request("GET", self.fetch.path())
    }
}

impl<T: DeserializeOwned> Iterator for Pages<T> {
    type Item = Result<Page<T>>;

    fn next(&mut self) -> Option<Result<Page<T>>> {
        if self.wanted == 0 {
            return None;
        }
        match self.turn()? {
            (Ok(mut page), link) => {
                self.note(&mut page, link);
                Some(Ok(page))
            }
            (Err(error), link) => {
                self.early = None;
                self.turn = Turn::Over(Some(link).filter(|link| !link.is_empty()));
                Some(Err(error))
            }
        }
    }
}

impl<T: DeserializeOwned> FusedIterator for Pages<T> {}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("at", &self.fetch.path())
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}
