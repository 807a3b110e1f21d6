//! Items of a collection, page by page.

use std::{fmt, iter::FusedIterator};

use serde::de::DeserializeOwned;

use crate::error::Result;

mod fetch;
mod page;
mod pages;

pub(crate) use fetch::Fetch;
pub use page::{Page, PageItems};
pub use pages::Pages;

/// Iterates over the items of a collection and fetches pages as it goes.
///
/// * An item that the model can't read is one `Err`; the loop goes on with the next one.
/// * A page that can't be fetched is one `Err`, then the loop ends. [`resume_link`](Self::resume_link) is where to go on.
/// * An empty page isn't the end; a link that comes twice, or leads to another host, is an error.
pub struct Pager<T> {
    pages: Pages<T>,
    items: PageItems<T>,
}

impl<T: DeserializeOwned> Pager<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Pager { pages, items: PageItems::none() }
    }

    /// Where to start again so that no item is missed: the link of the page at hand until its last item is taken (its
    /// items come again), then the next page's. After a page that couldn't be fetched, that page's. `None` at the end.
    ///
    /// A link is opaque and belongs to whoever may read the collection; some expire within hours.
    pub fn resume_link(&self) -> Option<&str> {
        if self.items.is_empty() { self.pages.next_link() } else { self.pages.link() }
    }

    /// Where a delta round went to: what to give to the next round. There is one after the last item only.
    pub fn delta_link(&self) -> Option<&str> {
        self.pages.delta_link()
    }

    /// The service's count of the whole collection, if it was asked for and a page has been read.
    pub fn total(&self) -> Option<u64> {
        self.pages.total()
    }

    /// Requests that were made for pages.
    pub fn pages_read(&self) -> usize {
        self.pages.pages_read()
    }
}

impl<T: DeserializeOwned> Iterator for Pager<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(item);
            }
            match self.pages.next()? {
                Ok(page) => self.items = page.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let at_hand = self.items.len();
        let most = if self.pages.is_over() { Some(at_hand) } else { self.pages.wanted(at_hand) };
        (at_hand, most)
    }
}

impl<T: DeserializeOwned> FusedIterator for Pager<T> {}

impl<T> fmt::Debug for Pager<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager")
            .field("pages", &self.pages)
            .field("at_hand", &self.items.len())
            .finish_non_exhaustive()
    }
}
