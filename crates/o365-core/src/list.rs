//! A collection, before it is read.

use std::fmt;

use http::Method;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::delta::{Delta, DeltaLink};
use crate::endpoint::Endpoint;
use crate::error::Result;
use crate::pager::{Fetch, Pager, Pages};
use crate::query::{Expand, Filter, Names, Orders, Query, Search};

/// The most items that collections put on a page of which nothing else is known.
const USUAL_PAGE: u32 = 999;

/// A collection of `T`: say what you want of it, then loop over it.
///
/// Nothing is asked of the service before the loop; then page by page, as the loop goes on. Pages are as large as the
/// collection allows.
///
/// If the loop changes what the filter looks at, or moves or deletes items, collect with [`all`](List::all) first: many
/// services count pages by position, so that items which leave the list make the next page skip as many.
///
/// ```no_run
/// # fn run(messages: o365_core::List<serde_json::Value>) -> o365_core::Result<()> {
/// use o365_core::query::field;
///
/// for message in messages.filter(field("is_read").eq(false)).select(["subject"]).limit(1500) {
///     println!("{}", message?["subject"]);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a list reads nothing until it is looped over"]
pub struct List<T> {
    fetch: Fetch<T>,
    query: Query,
    page_size: Option<u32>,
    largest_page: u32,
    limit: usize,
}

impl<T: DeserializeOwned> List<T> {
    /// The collection at this place.
    pub fn new(at: Endpoint) -> Self {
        let largest_page = at.connection().protocol().max_page_size().min(USUAL_PAGE);
        List {
            fetch: Fetch::new(at),
            query: Query::new(),
            page_size: None,
            largest_page,
            limit: usize::MAX,
        }
    }

    /// The most items that the service puts on a page of this collection. For components; [`page_size`](Self::page_size)
    /// is for callers.
    pub fn largest_page(mut self, items: u32) -> Self {
        self.largest_page = items.min(self.fetch.at().connection().protocol().max_page_size());
        self
    }

    /// Puts the properties that are ordered by first in the filter, as mail demands. For components.
    pub fn order_first(mut self) -> Self {
        self.query = self.query.order_first();
        self
    }

    /// Asks as the directory wants to be asked; see [`Query::directory`]. For components.
    pub fn directory(mut self) -> Self {
        self.query = self.query.directory();
        self
    }

    /// Only what matches. Given twice, both must match.
    pub fn filter(mut self, filter: impl Into<Filter>) -> Self {
        self.query = self.query.filter(filter);
        self
    }

    /// Only what this search finds.
    pub fn search(mut self, search: impl Into<Search>) -> Self {
        self.query = self.query.search(search);
        self
    }

    /// Only these properties; the others read as missing.
    pub fn select(mut self, properties: impl Names) -> Self {
        self.query = self.query.select(properties);
        self
    }

    /// In this order. Given twice, the second orders what the first finds equal.
    pub fn order_by(mut self, order: impl Orders) -> Self {
        self.query = self.query.order_by(order);
        self
    }

    /// With what is related, in the same answer.
    pub fn expand(mut self, expand: impl Into<Expand>) -> Self {
        self.query = self.query.expand(expand);
        self
    }

    /// Adds all options of a query; its `$top` is the page size.
    pub fn query(mut self, query: &Query) -> Self {
        self.query = self.query.merge(query);
        self
    }

    /// Counts along: [`Pager::total`] has the service's count of all that match once the first page is there.
    pub fn count(mut self) -> Self {
        self.query = self.query.count();
        self
    }

    /// Leaves out this many at the beginning.
    pub fn skip(mut self, items: u64) -> Self {
        self.query = self.query.skip(items);
        self
    }

    /// At most this many items, over all pages.
    pub fn limit(mut self, items: usize) -> Self {
        self.limit = items;
        self
    }

    /// Items on a page. By default as many as the service allows, cut to the limit.
    pub fn page_size(mut self, items: u32) -> Self {
        self.page_size = Some(items);
        self
    }

    /// Adds a preference to the request of each page, such as `outlook.body-content-type="text"`.
    pub fn prefer(mut self, preference: &str) -> Self {
        self.fetch = self.fetch.prefer(preference);
        self
    }

    /// Sends a header with the request of each page.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.fetch = self.fetch.header(name, value);
        self
    }

    /// Fetches the next page in a thread while this one is decoded and the caller works on it: the service's latency, and
    /// the decompression of its answers, hide behind the work. Costs the memory of one more page's bytes.
    ///
    /// For long lists that are read to their end by a loop that does something: writes a file, fills a database, asks
    /// another service. Three reasons why it isn't on by default:
    ///
    /// * a loop that is left early has asked for a page that nobody reads, which counts against the service's limits;
    /// * a loop that asks the same mailbox shares its four places with the page that is on its way, and a batch waits for
    ///   that page to end;
    /// * a loop that changes what it lists may get a page from before the change.
    ///
    /// A list that is only collected gains little: the link to a page stands on the page before it, so that the service's
    /// latency remains.
    pub fn prefetch(mut self) -> Self {
        self.fetch = self.fetch.ahead();
        self
    }

    /// Reads the items into another type: a struct of your own, or `serde_json::Value`.
    #[allow(clippy::wrong_self_convention)] // it reads better in a chain
    pub fn as_type<U: DeserializeOwned>(self) -> List<U> {
        List {
            fetch: self.fetch.into_type(),
            query: self.query,
            page_size: self.page_size,
            largest_page: self.largest_page,
            limit: self.limit,
        }
    }

    /// The first item, if there is one.
    ///
    /// # Errors
    /// When it can't be fetched or read.
    pub fn first(self) -> Result<Option<T>> {
        self.limit(1).into_iter().next().transpose()
    }

    /// All items in memory.
    ///
    /// # Errors
    /// The first one ends it.
    pub fn all(self) -> Result<Vec<T>> {
        self.into_iter().collect()
    }

    /// How many items there are by the service's count, whatever the limit.
    ///
    /// # Errors
    /// When it can't be asked, or the collection has no count.
    pub fn total(self) -> Result<u64> {
        let List { fetch, query, .. } = self;
        fetch.total(query)
    }

    /// The collection page by page.
    pub fn pages(self) -> Pages<T> {
        let limit = u32::try_from(self.limit).unwrap_or(u32::MAX);
        let size = self.page_size.or(self.query.page_size()).unwrap_or(self.largest_page);
        let size = size.min(limit).max(1);
        let fetch = self.fetch.for_query(&self.query);
        Pages::start(fetch, self.query, size).no_further_than(self.limit)
    }

    /// Goes on from a link that [`Pager::resume_link`] gave, in this program or an earlier one. Filter, order and page
    /// size are part of the link; what was said of them here is not looked at.
    pub fn resume(self, link: impl Into<String>) -> Pager<T> {
        let fetch = self.fetch.for_query(&self.query);
        Pager::new(Pages::resume(fetch, link.into()).no_further_than(self.limit))
    }
}

impl<T: DeserializeOwned> List<T> {
    /// What changed since `saved`; with `None`, everything that there is. See [`delta`](crate::delta).
    ///
    /// `GET …/delta`, for the collections that have it. The page size goes as a preference
    /// (`odata.maxpagesize`), which the service may cut. After [`limit`](Self::limit) changes the loop ends without a link
    /// to the next round, and [`Delta::resume_link`] is where to go on.
    pub fn delta(self, saved: impl Into<Option<DeltaLink>>) -> Delta<T> {
        let size = self.page_size.unwrap_or(self.largest_page).max(1);
        let mut fetch =
            self.fetch.for_query(&self.query).into_type::<Box<RawValue>>().child("delta");
        fetch = fetch.prefer(&format!("odata.maxpagesize={size}"));
        let initial = fetch.at().request(Method::GET).query(&self.query).checked_url();
        Delta::new(fetch, initial, saved.into(), self.limit)
    }
}

impl<T: DeserializeOwned> IntoIterator for List<T> {
    type Item = Result<T>;
    type IntoIter = Pager<T>;

    fn into_iter(self) -> Pager<T> {
        Pager::new(self.pages())
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        List { fetch: self.fetch.clone(), query: self.query.clone(), ..*self }
    }
}

impl<T> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List")
            .field("at", &self.fetch.path())
            .field("query", &self.query.to_string())
            .finish_non_exhaustive()
    }
}
