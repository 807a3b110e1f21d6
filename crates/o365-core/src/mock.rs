//! A transport without a network: answers from a queue, and a record of what was asked.
//!
//! Use it where a test looks at single requests; where a test needs a service that keeps state, use the sandbox.
//!
//! ```
//! use http::Request;
//! use o365_core::{mock::Mock, transport::{Body, Transport}};
//! use serde_json::json;
//!
//! let mock = Mock::new()
//!     .answer(201, json!({"id": "AAMk"})).header("request-id", "r-1")
//!     .answer(204, ());
//!
//! // Code under test: it takes the mock as its transport.
//! let request = Request::post("https://graph.microsoft.com/v1.0/me/messages")
//!     .header("authorization", "Bearer eyJ0")
//!     .body(Body::Bytes(r#"{"subject":"Hi"}"#.into()))?;
//! let answer = mock.send(request)?;
//! assert_eq!(answer.status(), 201);
//!
//! let requests = mock.requests();
//! assert_eq!(requests[0].method(), "POST");
//! assert_eq!(requests[0].path(), "/v1.0/me/messages");
//! assert_eq!(requests[0].header("authorization"), Some("[redacted]"));
//! assert_eq!(requests[0].json(), Some(json!({"subject": "Hi"})));
//! assert_eq!(mock.unused(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::{
    collections::VecDeque,
    fmt,
    io::{self, Read},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, header};

use crate::{
    error::{TransportError, TransportErrorKind},
    transport::{Body, Incoming, Outgoing, Timeouts, Transport},
};

/// A [`Transport`] that gives the answers it was told to give, in that order.
///
/// Clones share their answers and their record: keep one and give the other away. A request for which no answer is left
/// fails with an error that names it, and that no one tries again.
#[derive(Clone, Default)]
pub struct Mock {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    answers: VecDeque<Answer>,
    requests: Vec<MockRequest>,
    resets: usize,
}

enum Answer {
    Response { status: u16, headers: Vec<(String, String)>, body: Bytes, is_cut: bool },
    Failure(TransportErrorKind, bool),
}

/// A body for [`Mock::answer`]: JSON, text, bytes, or `()` for none.
///
/// ```
/// use o365_core::mock::{Mock, MockBody};
///
/// let page = MockBody::from(serde_json::json!({"value": []}));
/// let mock = Mock::new().answer(200, page).answer(502, "<html>Bad gateway</html>");
/// assert_eq!(mock.unused(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct MockBody {
    bytes: Bytes,
    content_type: Option<&'static str>,
}

impl From<serde_json::Value> for MockBody {
    fn from(value: serde_json::Value) -> Self {
        MockBody { bytes: value.to_string().into(), content_type: Some("application/json") }
    }
}

impl From<&'static str> for MockBody {
    fn from(text: &'static str) -> Self {
        MockBody { bytes: text.into(), content_type: None }
    }
}

impl From<Vec<u8>> for MockBody {
    fn from(bytes: Vec<u8>) -> Self {
        MockBody { bytes: bytes.into(), content_type: None }
    }
}

impl From<()> for MockBody {
    fn from((): ()) -> Self {
        MockBody { bytes: Bytes::new(), content_type: None }
    }
}

impl Mock {
    /// A mock without answers.
    pub fn new() -> Self {
        Mock::default()
    }

    /// Adds an answer. JSON says that it is JSON; other bodies have no content type unless [`header`](Self::header) gives
    /// one.
    #[must_use]
    pub fn answer(self, status: u16, body: impl Into<MockBody>) -> Self {
        let MockBody { bytes: body, content_type } = body.into();
        let headers =
            content_type.map(|value| ("content-type".to_owned(), value.to_owned())).into_iter();
        let headers = headers.collect();
        self.push(Answer::Response { status, headers, body, is_cut: false })
    }

    /// Adds a header to the last answer. A `content-type` replaces the one that is there.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        self.last(|answer| {
            if let Answer::Response { headers, .. } = answer {
                let single = name.eq_ignore_ascii_case("content-type");
                headers.retain(|(known, _)| !(single && known.eq_ignore_ascii_case(name)));
                headers.push((name.to_owned(), value.to_owned()));
            }
        })
    }

    /// Lets the connection break where the last answer's body ends.
    #[must_use]
    pub fn cut(self) -> Self {
        self.last(|answer| {
            if let Answer::Response { is_cut, .. } = answer {
                *is_cut = true;
            }
        })
    }

    /// Adds a failure in place of an answer; see [`TransportError::may_have_been_sent`].
    #[must_use]
    pub fn fail(self, kind: TransportErrorKind, may_have_been_sent: bool) -> Self {
        self.push(Answer::Failure(kind, may_have_been_sent))
    }

    /// What was asked so far, also what failed.
    pub fn requests(&self) -> Vec<MockRequest> {
        self.lock().requests.clone()
    }

    /// How many answers are left.
    pub fn unused(&self) -> usize {
        self.lock().answers.len()
    }

    /// How often idle connections were to be forgotten ([`Transport::reset`]).
    pub fn resets(&self) -> usize {
        self.lock().resets
    }

    fn push(self, answer: Answer) -> Self {
        self.lock().answers.push_back(answer);
        self
    }

    fn last(self, change: impl FnOnce(&mut Answer)) -> Self {
        if let Some(answer) = self.lock().answers.back_mut() {
            change(answer);
        }
        self
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Mock {
    fn send(&self, request: Request<Body>) -> Result<Response<Incoming>, TransportError> {
        let request = MockRequest::receive(request)?;
        let mut state = self.lock();
        let answer = state.answers.pop_front();
        let unexpected = format!("the mock has no answer left for {request}");
        state.requests.push(request);
        drop(state);
        match answer {
            None => Err(TransportError::new(TransportErrorKind::Other, false, unexpected)),
            Some(Answer::Failure(kind, sent)) => Err(TransportError::new(kind, sent, "the mock")),
            Some(Answer::Response { status, headers, body, is_cut }) => {
                let mut response = Response::builder().status(status);
                for (name, value) in &headers {
                    response = response.header(name, value);
                }
                let body: Incoming = Box::new(MockReader { body: io::Cursor::new(body), is_cut });
                response.body(body).map_err(|error| {
                    let detail = "the mock's answer has an impossible status or header";
                    TransportError::new(TransportErrorKind::Other, false, detail).with_source(error)
                })
            }
        }
    }

    fn reset(&self) {
        self.lock().resets += 1;
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.lock();
        f.debug_struct("Mock")
            .field("unused", &state.answers.len())
            .field("requests", &state.requests)
            .finish()
    }
}

/// A request that a [`Mock`] was asked.
#[derive(Clone)]
pub struct MockRequest {
    method: String,
    uri: http::Uri,
    url: String,
    headers: HeaderMap,
    body: Bytes,
    timeouts: Option<Timeouts>,
}

impl MockRequest {
    fn receive(request: Request<Body>) -> Result<Self, TransportError> {
        let (head, body) = request.into_parts();
        let mut headers = head.headers;
        if let Some(value) = headers.get_mut(header::AUTHORIZATION) {
            *value = HeaderValue::from_static("[redacted]");
        }
        let mut bytes = Vec::new();
        if let Some(mut outgoing) = Outgoing::new(body)
            && let Err(error) = outgoing.read_to_end(&mut bytes)
        {
            return Err(outgoing
                .take_failure()
                .unwrap_or_else(|| TransportError::from_read(error)));
        }
        Ok(MockRequest {
            method: head.method.to_string(),
            url: head.uri.to_string(),
            uri: head.uri,
            headers,
            body: bytes.into(),
            timeouts: head.extensions.get().copied(),
        })
    }

    /// `GET`, `POST`, ..
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The whole address, with its query.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The path of the address: `/v1.0/me/messages`.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The query of the address as it was sent, or an empty string.
    pub fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// The first header of that name, if it is text. `authorization` shows as `[redacted]`.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// All headers; `authorization` shows as `[redacted]`.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body; empty if there was none.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON; `None` if it isn't.
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The limits of time that the request came with.
    pub fn timeouts(&self) -> Option<Timeouts> {
        self.timeouts
    }
}

impl fmt::Display for MockRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)
    }
}

impl fmt::Debug for MockRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} ({} bytes)", self.body.len())
    }
}

/// The body of an answer, which breaks at its end if it is cut.
struct MockReader {
    body: io::Cursor<Bytes>,
    is_cut: bool,
}

impl Read for MockReader {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self.body.read(buf)? {
            0 if self.is_cut && !buf.is_empty() => {
                Err(TransportError::new(TransportErrorKind::Closed, true, "the mock").into_read())
            }
            count => Ok(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(mock: &Mock) -> Result<Response<Incoming>, TransportError> {
        mock.send(
            Request::get("https://graph.microsoft.com/v1.0/me?$top=1").body(Body::Empty).unwrap(),
        )
    }

    #[test]
    fn answers_in_order_and_names_what_it_did_not_expect() {
        let mock = Mock::new()
            .fail(TransportErrorKind::Connect, false)
            .answer(429, "slow")
            .header("retry-after", "2");
        let given_away = mock.clone();
        assert_eq!(get(&given_away).err().unwrap().kind(), TransportErrorKind::Connect);
        let answer = get(&given_away).unwrap();
        assert_eq!(answer.status(), 429);
        assert_eq!(answer.headers()["retry-after"], "2");
        assert_eq!(io::read_to_string(answer.into_body()).unwrap(), "slow");
        let error = get(&given_away).err().unwrap();
        assert!(
            error.to_string().contains("GET https://graph.microsoft.com/v1.0/me?$top=1"),
            "{error}"
        );
        assert!(!error.is_transient());
        assert_eq!((mock.requests().len(), mock.unused()), (3, 0));
    }

    #[test]
    fn a_cut_body_is_an_error_after_its_bytes() {
        let mut body = get(&Mock::new().answer(200, "{\"val").cut()).unwrap().into_body();
        let mut bytes = Vec::new();
        let error = TransportError::from_read(body.read_to_end(&mut bytes).err().unwrap());
        assert_eq!(error.kind(), TransportErrorKind::Closed);
        assert_eq!(bytes, b"{\"val");
    }

    #[test]
    fn a_content_type_is_replaced_and_other_headers_pile_up() {
        let mock = Mock::new()
            .answer(200, serde_json::json!({}))
            .header("Content-Type", "text/html")
            .header("set-cookie", "a")
            .header("set-cookie", "b");
        let answer = get(&mock).unwrap();
        assert_eq!(answer.headers().get_all("content-type").iter().count(), 1);
        assert_eq!(answer.headers()["content-type"], "text/html");
        assert_eq!(answer.headers().get_all("set-cookie").iter().count(), 2);
    }

    #[test]
    fn what_cannot_be_an_answer_is_an_error() {
        assert!(get(&Mock::new().answer(42, ())).is_err());
        assert!(get(&Mock::new().answer(200, ()).header("a b", "c")).is_err());
    }

    #[test]
    fn remembers_streamed_bodies_and_redacts_the_token() {
        let mock = Mock::new().answer(204, ());
        let request = Request::put("https://graph.microsoft.com/v1.0/x")
            .header("authorization", "Bearer s3cret")
            .body(Body::Reader(Box::new(&b"hello"[..]), Some(5)))
            .unwrap();
        mock.send(request).unwrap();
        assert_eq!(mock.requests()[0].body(), b"hello");
        assert!(!format!("{mock:?} {:?}", mock.requests()[0].headers()).contains("s3cret"));
    }
}
