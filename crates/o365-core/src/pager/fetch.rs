//! How a page is asked for.

use std::{marker::PhantomData, sync::mpsc, thread};

use http::Method;
use serde::{Deserialize, de::DeserializeOwned};

use crate::connection::{Request, Response};
use crate::endpoint::Endpoint;
use crate::error::{DecodeError, Error, Result};
use crate::query::Query;

/// Where a collection is, and what goes with the request of each page.
pub(crate) struct Fetch<T> {
    at: Endpoint,
    headers: Vec<(String, String)>,
    /// Pages are fetched ahead.
    ahead: bool,
    item: PhantomData<fn() -> T>,
}

/// A page that is there or on its way, not decoded.
pub(super) type Pending = mpsc::Receiver<Result<Response>>;

impl<T> Fetch<T> {
    pub(crate) fn path(&self) -> &str {
        self.at.path()
    }
}

impl<T: DeserializeOwned> Fetch<T> {
    pub(crate) fn new(at: Endpoint) -> Self {
        Fetch { at, headers: Vec::new(), ahead: false, item: PhantomData }
    }

    pub(crate) fn prefer(self, preference: &str) -> Self {
        self.header("prefer", preference)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn ahead(self) -> Self {
        Fetch { ahead: true, ..self }
    }

    pub(crate) fn into_type<U: DeserializeOwned>(self) -> Fetch<U> {
        Fetch { at: self.at, headers: self.headers, ahead: self.ahead, item: PhantomData }
    }

    pub(super) fn is_ahead(&self) -> bool {
        self.ahead
    }

    /// With the headers that a query needs. They aren't part of a link, so each page brings them.
    pub(crate) fn for_query(self, query: &Query) -> Self {
        if query.needs_eventual_consistency() {
            self.header("consistencylevel", "eventual")
        } else {
            self
        }
    }

    /// The place of the collection.
    pub(crate) fn at(&self) -> &Endpoint {
        &self.at
    }

    /// The same, one segment further down.
    pub(crate) fn child(self, segment: &str) -> Self {
        Fetch { at: self.at.child(segment), ..self }
    }

    pub(crate) fn total(&self, query: Query) -> Result<u64> {
        #[derive(Deserialize)]
        struct Count {
            #[serde(rename = "@odata.count")]
            count: Option<u64>,
        }
        let request = self.with_headers(self.at.request(Method::GET).query(&query.top(1).count()));
        let counted: Count = request.send()?.json()?;
        counted.count.ok_or_else(|| {
            let error =
                DecodeError::unexpected("the service gives no count of this collection", "");
            Error::from(error).with_request("GET", self.at.path())
        })
    }

    /// The address of the first page.
    pub(super) fn address(&self, query: &Query, page_size: u32) -> Result<String> {
        self.at.request(Method::GET).query(&query.clone().top(page_size)).url()
    }

    /// The first page. A 504 is the caller's to handle if it has a smaller page in mind.
    pub(super) fn first(&self, query: &Query, page_size: u32, impatient: bool) -> Result<Response> {
        let request = self.at.request(Method::GET).query(&query.clone().top(page_size));
        let request = self.with_headers(request);
        if impatient { request.impatient_of(504) } else { request }.send()
    }

    /// A page by its link.
    pub(super) fn follow(&self, link: &str, spare: Vec<u8>) -> Result<Response> {
        self.request(link).reuse(spare).send()
    }

    /// Starts to fetch a page, if pages are fetched ahead. It is decoded by whoever takes it, so that the page after it
    /// can be on its way meanwhile.
    pub(super) fn start(&self, link: &str, spare: Vec<u8>) -> Option<Pending> {
        if !self.ahead {
            return None;
        }
        let request = self.request(link).reuse(spare);
        let (to, from) = mpsc::sync_channel(1);
        // Without a thread to spare the page is fetched when its turn comes: the channel closes unused.
        _ = thread::Builder::new().name("o365-prefetch".into()).spawn(move || {
            _ = to.send(request.send());
        });
        Some(from)
    }

    /// Headers aren't part of a link: they go with each page.
    fn request(&self, link: &str) -> Request {
        self.with_headers(self.at.connection().get(link))
    }

    fn with_headers(&self, request: Request) -> Request {
        self.headers.iter().fold(request, |request, (name, value)| request.header(name, value))
    }
}

impl<T> Clone for Fetch<T> {
    fn clone(&self) -> Self {
        Fetch {
            at: self.at.clone(),
            headers: self.headers.clone(),
            ahead: self.ahead,
            item: PhantomData,
        }
    }
}
