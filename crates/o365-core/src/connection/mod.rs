//! A signed-in line to the service.

use std::{fmt, sync::Arc};

use http::{HeaderValue, Method};

use crate::auth::{Identity, TokenSource};
use crate::error::Error;
use crate::gate::Gate;
use crate::origin::Origin;
use crate::protocol::{Graph, Protocol};
use crate::retry::Retry;
use crate::time::TimeZone;
use crate::transport::{Timeouts, Transport};

mod builder;
mod part;
mod prepare;
mod request;
mod response;
mod send;
mod whole;

pub use builder::ConnectionBuilder;
pub(crate) use part::{Part, is_json};
pub use request::Request;
pub use response::{Response, Stream};

/// Bytes of an answer that is read whole, unless the builder says otherwise. What may be larger is streamed.
const LARGEST_ANSWER: u64 = 256 << 20;

/// A connection to the service: protocol, token source, transport, retries.
///
/// Cheap to clone; clones share everything, from any thread. Nothing is sent before a request is made.
///
/// It is also the way past the models: a request to any path, with the same sign-in, retries and errors.
///
/// ```no_run
/// use o365_core::{Connection, auth::StaticToken};
///
/// # fn main() -> o365_core::Result<()> {
/// let connection = Connection::builder(StaticToken::new("eyJ0…")).build()?;
/// let plans: serde_json::Value = connection.get("/me/planner/plans").param("$top", "5").send()?.json()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Connection {
    inner: Arc<Inner>,
}

struct Inner {
    protocol: Arc<dyn Protocol>,
    origin: Origin,
    tokens: Arc<dyn TokenSource>,
    transport: Arc<dyn Transport>,
    retry: Retry,
    timeouts: Timeouts,
    user_agent: HeaderValue,
    immutable_ids: bool,
    time_zone: Option<TimeZone>,
    watcher: Option<Watcher>,
    largest_answer: u64,
    gate: Gate,
}

type Watcher = Arc<dyn Fn(&RetryEvent<'_>) + Send + Sync>;

/// A request is about to be sent again.
#[derive(Debug)]
#[non_exhaustive]
pub struct RetryEvent<'a> {
    /// What went wrong; it knows the request.
    pub error: &'a Error,
    /// How often it was sent until now.
    pub attempts: u32,
    /// How long is waited before the next try.
    pub wait: std::time::Duration,
}

impl Connection {
    /// Starts with Graph v1.0, ureq and the default retries; tokens come from `tokens`.
    pub fn builder(tokens: impl TokenSource + 'static) -> ConnectionBuilder {
        ConnectionBuilder {
            protocol: Arc::new(Graph::v1()),
            tokens: Arc::new(tokens),
            transport: None,
            retry: Retry::default(),
            timeouts: Timeouts::default(),
            application: String::new(),
            immutable_ids: false,
            time_zone: None,
            watcher: None,
            largest_answer: LARGEST_ANSWER,
        }
    }

    /// The protocol in use.
    pub fn protocol(&self) -> &dyn Protocol {
        &*self.inner.protocol
    }

    /// The transport in use.
    pub fn transport(&self) -> &dyn Transport {
        &*self.inner.transport
    }

    /// Whose token it is, as far as that is known without a request.
    pub fn identity(&self) -> Identity {
        self.inner.tokens.identity()
    }

    /// The zone of wall clocks that are given without one: the builder's, else the host's.
    pub fn time_zone(&self) -> TimeZone {
        self.inner.time_zone.clone().unwrap_or_else(TimeZone::local)
    }

    /// A request to `path`, such as `/me/messages` or a whole link of the service.
    ///
    /// The path is taken as it is: names in it are encoded by the caller ([`path::encode_segment`](crate::path::encode_segment)).
    pub fn request(&self, method: Method, path: &str) -> Request {
        Request::new(self, method, path)
    }

    /// A `GET` of `path`.
    pub fn get(&self, path: &str) -> Request {
        self.request(Method::GET, path)
    }

    /// A `POST` to `path`.
    pub fn post(&self, path: &str) -> Request {
        self.request(Method::POST, path)
    }

    /// A `PATCH` of `path`.
    pub fn patch(&self, path: &str) -> Request {
        self.request(Method::PATCH, path)
    }

    /// A `PUT` to `path`.
    pub fn put(&self, path: &str) -> Request {
        self.request(Method::PUT, path)
    }

    /// A `DELETE` of `path`.
    pub fn delete(&self, path: &str) -> Request {
        self.request(Method::DELETE, path)
    }

    /// Whether both share everything.
    pub(crate) fn is(&self, other: &Connection) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.inner.origin
    }

    pub(crate) fn tokens(&self) -> &dyn TokenSource {
        &*self.inner.tokens
    }

    pub(crate) fn retry(&self) -> &Retry {
        &self.inner.retry
    }

    pub(crate) fn timeouts(&self) -> Timeouts {
        self.inner.timeouts
    }

    pub(crate) fn user_agent(&self) -> &HeaderValue {
        &self.inner.user_agent
    }

    pub(crate) fn immutable_ids(&self) -> bool {
        self.inner.immutable_ids
    }

    pub(crate) fn gate(&self) -> &Gate {
        &self.inner.gate
    }

    /// Tells the watcher of retries.
    pub(crate) fn tell(&self, event: &RetryEvent<'_>) {
        if let Some(watcher) = &self.inner.watcher {
            watcher(event);
        }
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            protocol,
            tokens,
            transport,
            retry,
            timeouts,
            immutable_ids,
            time_zone,
            gate,
            ..
        } = &*self.inner;
        f.debug_struct("Connection")
            .field("protocol", protocol)
            .field("tokens", tokens)
            .field("transport", transport)
            .field("retry", retry)
            .field("timeouts", timeouts)
            .field("immutable_ids", immutable_ids)
            .field("time_zone", time_zone)
            .field("gate", gate)
            .finish_non_exhaustive()
    }
}
