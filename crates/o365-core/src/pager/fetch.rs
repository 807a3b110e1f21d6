//! How a page is asked for.

use std::{marker::PhantomData, sync::mpsc, thread};

use http::Method;
use serde::{Deserialize, de::DeserializeOwned};

use super::Page;
use crate::connection::Request;
use crate::endpoint::Endpoint;
use crate::error::{DecodeError, Error, Result};
use crate::query::Query;

/// Where a collection is, and what goes with the request of each page.
pub(crate) struct Fetch<T> {
    at: Endpoint,
    headers: Vec<(String, String)>,
    /// Set where pages are fetched ahead: only there must a `T` be able to change threads.
    spawn: Option<fn(Job<T>)>,
    item: PhantomData<fn() -> T>,
}

/// A page to be fetched in another thread, and where to put it.
struct Job<T> {
    request: Request,
    to: mpsc::SyncSender<Result<Page<T>>>,
}

/// A page that is fetched or on its way.
pub(super) type Pending<T> = mpsc::Receiver<Result<Page<T>>>;

impl<T> Fetch<T> {
    pub(crate) fn path(&self) -> &str {
        self.at.path()
    }
}

impl<T: DeserializeOwned> Fetch<T> {
    pub(crate) fn new(at: Endpoint) -> Self {
        Fetch { at, headers: Vec::new(), spawn: None, item: PhantomData }
    }

    pub(crate) fn prefer(self, preference: &str) -> Self {
        self.header("prefer", preference)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn ahead(mut self) -> Self
    where
        T: Send + 'static,
    {
        self.spawn = Some(|job| {
            // Without a thread to spare the page is fetched when its turn comes: the channel closes unused.
            _ = thread::Builder::new().name("o365-prefetch".into()).spawn(move || {
                _ = job.to.send(read(job.request));
            });
        });
        self
    }

    pub(crate) fn into_type<U: DeserializeOwned>(self) -> Fetch<U> {
        Fetch { at: self.at, headers: self.headers, spawn: None, item: PhantomData }
    }

    pub(crate) fn is_ahead(&self) -> bool {
        self.spawn.is_some()
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
    pub(super) fn first(&self, query: &Query, page_size: u32, impatient: bool) -> Result<Page<T>> {
        let request = self.at.request(Method::GET).query(&query.clone().top(page_size));
        let request = self.with_headers(request);
        read(if impatient { request.impatient_of(504) } else { request })
    }

    /// A page by its link.
    pub(super) fn follow(&self, link: &str) -> Result<Page<T>> {
        read(self.request(link))
    }

    /// Starts to fetch a page, if pages are fetched ahead.
    pub(super) fn start(&self, link: &str) -> Option<Pending<T>> {
        let spawn = self.spawn?;
        let (to, from) = mpsc::sync_channel(1);
        spawn(Job { request: self.request(link), to });
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

fn read<T: DeserializeOwned>(request: Request) -> Result<Page<T>> {
    Page::read(&request.send()?)
}

impl<T> Clone for Fetch<T> {
    fn clone(&self) -> Self {
        Fetch {
            at: self.at.clone(),
            headers: self.headers.clone(),
            spawn: self.spawn,
            item: PhantomData,
        }
    }
}
