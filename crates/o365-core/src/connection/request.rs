//! One request, before it is sent.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

use super::{Connection, Response, Stream, prepare, send};
use crate::error::{Error, Result};
use crate::origin::Origin;
use crate::query::Query;
use crate::respell;
use crate::retry;
use crate::transport::{Body, Timeouts, log};

/// One request: say what it brings, then [`send`](Self::send) it.
///
/// A mistake on the way (a header with a line break, a body that can't be JSON) is told by `send`; nothing goes out.
///
/// ```no_run
/// # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
/// use serde_json::{Value, json};
///
/// let task: Value = connection
///     .post("/planner/tasks")
///     .json(&json!({"planId": "xqQg5FS2LkCp935s", "title": "Update client list"}))
///     .send()?
///     .json()?;
/// if let Some(etag) = task["@odata.etag"].as_str() {
///     connection.delete("/planner/tasks/1").if_match(etag).send()?;
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a request does nothing until it is sent"]
pub struct Request {
    pub(super) connection: Connection,
    pub(super) method: Method,
    pub(super) target: Target,
    pub(super) query: Query,
    pub(super) headers: HeaderMap,
    pub(super) prefer: Vec<String>,
    pub(super) body: Body,
    pub(super) timeouts: Timeouts,
    pub(super) repeatable: bool,
    pub(super) beta: bool,
    pub(super) follow: bool,
    pub(super) impatient_of: Option<u16>,
    pub(super) spare: Vec<u8>,
    problem: Option<Error>,
}

/// Where a request goes.
pub(super) enum Target {
    /// A path below the service's root, encoded.
    Path(String),
    /// A link that the service gave, sent back byte by byte.
    Link(String),
}

impl Request {
    pub(super) fn new(connection: &Connection, method: Method, path: &str) -> Self {
        let absolute = is_absolute(path);
        let target = match absolute {
            true => Target::Link(path.to_owned()),
            false => Target::Path(format!(
                "{}{path}",
                if path.starts_with('/') || path.is_empty() { "" } else { "/" }
            )),
        };
        let mut request = Request {
            repeatable: retry::is_repeatable(&method),
            timeouts: connection.timeouts(),
            connection: connection.clone(),
            method,
            target,
            query: Query::new(),
            headers: HeaderMap::new(),
            prefer: Vec::new(),
            body: Body::Empty,
            beta: false,
            follow: true,
            impatient_of: None,
            spare: Vec::new(),
            problem: None,
        };
        let odd = |byte| byte <= b' ' || byte == 0x7f || byte == b'#' || (!absolute && byte > 0x7f);
        if path.bytes().any(odd) {
            request.fail(Error::input(
                "the path is not encoded: blanks, `#`, control characters and letters beyond ASCII can't stand in it (see `path::encode_segment`)",
            ));
        } else if absolute && Origin::of(path).as_ref() != Some(connection.origin()) {
            let host = Origin::of(path).map(|origin| origin.text()).unwrap_or_default();
            request.fail(Error::input(format!(
                "a link to {host} leads away from the service; it gets no token and is not followed"
            )));
        }
        request
    }

    /// Adds query options; those with the same name replace earlier ones.
    pub fn query(mut self, query: &Query) -> Self {
        self.query = self.query.merge(query);
        self
    }

    /// Adds a query option: name and value, not encoded.
    pub fn param(mut self, name: &str, value: &str) -> Self {
        self.query = self.query.set(name.to_owned(), value);
        self
    }

    /// Sets a header. `Authorization` is set by the connection.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(_)) if name == http::header::AUTHORIZATION => {
                self.fail(Error::input(
                    "the token comes from the connection: give it another token source",
                ));
            }
            (Ok(name), Ok(value)) if name == HeaderName::from_static("prefer") => {
                self.prefer.extend(value.to_str().map(str::to_owned));
            }
            (Ok(name), Ok(value)) => _ = self.headers.insert(name, value),
            _ => self
                .fail(Error::input(format!("{name:?} can't be sent as a header with that value"))),
        }
        self
    }

    /// Adds a preference, such as `outlook.body-content-type="text"`. All go out in one header.
    pub fn prefer(self, preference: &str) -> Self {
        self.header("prefer", preference)
    }

    /// Goes through only if the item still has this etag; else the error [is stale](Error::is_stale).
    pub fn if_match(self, etag: &str) -> Self {
        self.header("if-match", etag)
    }

    /// Sends `body` as JSON.
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        let protocol = self.connection.protocol();
        let bytes = match respell::is_needed(protocol) {
            false => serde_json::to_vec(body),
            true => serde_json::to_value(body)
                .and_then(|body| serde_json::to_vec(&respell::outgoing(body, protocol))),
        };
        match bytes {
            Ok(bytes) => {
                self.repeatable |= has_transaction_id(&bytes);
                self.bytes("application/json", bytes)
            }
            Err(error) => {
                self.fail(Error::input(format!("the body can't be written as JSON: {error}")));
                self
            }
        }
    }

    /// Sends these bytes.
    pub fn bytes(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.body = Body::Bytes(body.into());
        self.header("content-type", content_type)
    }

    /// Sends what `body` gives, `length` bytes. It is sent once: what was read can't be read again.
    pub fn reader(
        mut self,
        content_type: &str,
        body: impl std::io::Read + Send + 'static,
        length: u64,
    ) -> Self {
        self.body = Body::Reader(Box::new(body), Some(length));
        self.header("content-type", content_type)
    }

    /// Goes to the unfinished version of the API, which may change any day. A link has its version in it already.
    pub fn beta(mut self) -> Self {
        if matches!(self.target, Target::Link(_)) {
            self.fail(Error::input("a link can't be led to the beta: its version is part of it"));
        }
        self.beta = true;
        self
    }

    /// Other limits of time than the connection's.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Says that doing it twice is the same as doing it once, so that it may be sent again after a lost answer. So are
    /// all methods but `POST` already.
    pub fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }

    /// Gives back a redirect as the answer, instead of following it.
    pub fn no_redirect(mut self) -> Self {
        self.follow = false;
        self
    }

    /// Doesn't try again after this status: the caller has a better idea.
    pub(crate) fn impatient_of(mut self, status: u16) -> Self {
        self.impatient_of = Some(status);
        self
    }

    /// Reads the answer into this buffer, whose memory is there already.
    pub(crate) fn reuse(mut self, spare: Vec<u8>) -> Self {
        self.spare = spare;
        self
    }

    /// Fails with this error instead of being sent: for components that find a mistake while they make it, so that it keeps
    /// its place among [many](Connection::send_all).
    pub fn refused(mut self, error: Error) -> Self {
        self.fail(error);
        self
    }

    /// A JSON body that was checked before: the request fails with what is wrong with it instead of being sent. For
    /// components, whose drafts are checked when they go out.
    pub fn checked_json(self, body: Result<impl Serialize>) -> Self {
        match body {
            Ok(body) => self.json(&body),
            Err(error) => self.refused(error),
        }
    }

    /// Sends it and reads the whole answer.
    ///
    /// # Errors
    /// Whatever [`ErrorKind`](crate::ErrorKind) there is; a status of 400 or more is one.
    pub fn send(self) -> Result<Response> {
        send::send(self)
    }

    /// Sends it and gives the answer's body as a reader, for what may be large.
    ///
    /// # Errors
    /// As [`send`](Self::send); a connection that breaks while the body is read is an error of the reader.
    pub fn stream(self) -> Result<Stream> {
        send::stream(self)
    }

    /// Keeps the first mistake.
    pub(crate) fn fail(&mut self, error: Error) {
        self.problem.get_or_insert(error);
    }

    pub(super) fn take_problem(&mut self) -> Option<Error> {
        self.problem.take()
    }

    /// The path for messages: one line without a secret.
    pub(super) fn shown_path(&self) -> String {
        let path = log::redact_url(self.path());
        if path.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return path.into_owned();
        }
        path.chars().map(|c| if c.is_control() { '?' } else { c }).collect()
    }

    /// The path below the root, without the query.
    pub(super) fn path(&self) -> &str {
        let protocol = self.connection.protocol();
        let text = match &self.target {
            Target::Path(path) => path.as_str(),
            Target::Link(link) => {
                let below = |root: &str| link.strip_prefix(root);
                let beta = || below(&protocol.beta_root()?);
                below(protocol.root()).or_else(beta).unwrap_or(link)
            }
        };
        text.split(['?', '#']).next().unwrap_or_default()
    }

    /// The whole address, if the request could be sent.
    pub(crate) fn checked_url(mut self) -> Result<String> {
        prepare::check(&mut self)?;
        self.url()
    }

    /// The whole address.
    pub(crate) fn url(&self) -> Result<String> {
        let protocol = self.connection.protocol();
        let mut url = match &self.target {
            Target::Link(link) => link.clone(),
            Target::Path(path) if !self.beta => format!("{}{path}", protocol.root()),
            Target::Path(path) => {
                let root = protocol
                    .beta_root()
                    .ok_or_else(|| Error::config("this protocol has no beta"))?;
                format!("{root}{path}")
            }
        };
        let query = self.query.to_wire(protocol.casing());
        if !query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&query);
        }
        Ok(url)
    }
}

/// Links, queries, headers and bodies may hold secrets: method and path are enough to know it by.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.shown_path())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// Whether it is a whole address: what follows `://` in a query is none.
fn is_absolute(path: &str) -> bool {
    let scheme = path.split_once("://").map_or("", |(scheme, _)| scheme);
    !scheme.is_empty()
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Whether the service knows a double by a key that the body brings: then it may be sent again.
fn has_transaction_id(json: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Key {
        #[serde(rename = "transactionId", alias = "TransactionId")]
        key: Option<String>,
    }
    let hint = b"ransactionId\":";
    json.windows(hint.len()).any(|piece| piece == hint)
        && serde_json::from_slice(json)
            .is_ok_and(|Key { key }| key.is_some_and(|key| !key.is_empty()))
}
