//! A request that goes out as a part of a batch, and its answer.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::value::RawValue;

use super::request::Target;
use super::{Connection, Request, Response, prepare, send};
use crate::error::{Error, Result};
use crate::gate;
use crate::transport::{Body, Timeouts};

/// A request, as far as a batch needs it.
pub(crate) struct Part {
    pub(crate) method: Method,
    /// For messages: no query.
    pub(crate) path: String,
    /// Below the service's root, with its query.
    pub(crate) url: String,
    pub(crate) scope: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Box<RawValue>>,
    pub(crate) repeatable: bool,
    pub(crate) beta: bool,
    pub(crate) timeouts: Timeouts,
}

impl Part {
    /// Takes a request apart. What would have failed before it was sent fails here.
    pub(crate) fn new(mut request: Request, connection: &Connection) -> Result<Self> {
        let (method, mut path) = (request.method.clone(), request.path().to_owned());
        let at = |error: Error, path: &str| error.with_request(method.as_str(), path);
        prepare::check(&mut request)?;
        if !request.connection.is(connection) {
            let other = Error::input("a batch takes requests of its own connection only");
            return Err(at(other, &path));
        }
        let url = request.url().map_err(|error| at(error, &path))?;
        let beta_root = connection.protocol().beta_root();
        let below = |root: &str| {
            let rest = url.strip_prefix(root)?;
            rest.starts_with('/').then(|| rest.to_owned())
        };
        let (url, beta) = match below(connection.protocol().root()) {
            Some(url) => (url, false),
            None => match beta_root.as_deref().and_then(below) {
                Some(url) => (url, true),
                None => {
                    let away = Error::input("a batch takes paths below the service's root only");
                    return Err(at(away, &path));
                }
            },
        };
        if matches!(request.target, Target::Link(_)) {
            path = url.split(['?', '#']).next().unwrap_or_default().to_owned();
        }
        let mut headers = prepare::headers(&mut request).map_err(|error| at(error, &path))?;
        if headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json") {
            headers.remove(header::ACCEPT);
        }
        let body = body(request.body, &method, &mut headers).map_err(|error| at(error, &path))?;
        Ok(Part {
            scope: gate::scope(&path),
            path,
            url,
            headers,
            body,
            repeatable: request.repeatable,
            beta,
            timeouts: request.timeouts,
            method,
        })
    }

    /// Bytes of it in a batch, or a few more.
    pub(crate) fn size(&self) -> usize {
        const FRAME: usize = 80;
        let headers: usize = self
            .headers
            .iter()
            .map(|(name, value)| name.as_str().len() + 2 * value.len() + 6)
            .sum();
        let body = self.body.as_ref().map_or(0, |body| body.get().len());
        FRAME + self.url.len() + headers + body
    }

    /// Says which request failed.
    pub(crate) fn at(&self, error: Error) -> Error {
        error.with_request(self.method.as_str(), &self.path)
    }

    /// The answer to it.
    pub(crate) fn answer(
        &self,
        connection: &Connection,
        status: StatusCode,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Response {
        Response::new(connection, self.method.as_str(), &self.path, status, headers, body)
    }

    /// The error of a request that isn't sent, since the service wants a pause beyond its limit of time.
    pub(crate) fn held_back(&self, pause: Duration) -> Error {
        self.at(send::held_back(pause))
    }
}

/// JSON goes as it is, other bytes as base64. What writes always has a body and says of what type it is.
fn body(body: Body, method: &Method, headers: &mut HeaderMap) -> Result<Option<Box<RawValue>>> {
    let writes = [Method::POST, Method::PUT, Method::PATCH].contains(method);
    let bytes = match body {
        Body::Bytes(bytes) => bytes,
        Body::Empty if writes => b"{}".as_slice().into(),
        Body::Empty => return Ok(None),
        Body::Reader(..) => {
            return Err(Error::input("a batch takes no body that is read as it is sent"));
        }
    };
    let content_type =
        headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
    let text = match is_json(content_type) {
        true => String::from_utf8(bytes.into())
            .map_err(|_| Error::input("the body is said to be JSON, but isn't text"))?,
        false => format!("\"{}\"", STANDARD.encode(bytes)),
    };
    RawValue::from_string(text)
        .map(Some)
        .map_err(|error| Error::input(format!("the body is said to be JSON: {error}")))
}

/// Whether a type is JSON: `application/json; charset=utf-8`, `application/merge-patch+json`, ..
pub(crate) fn is_json(content_type: &HeaderValue) -> bool {
    let essence = content_type.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
