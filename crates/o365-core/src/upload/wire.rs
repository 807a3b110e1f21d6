//! Requests to a session's own address.

use std::io::Read;

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use crate::bare;
use crate::connection::{Connection, Response};
use crate::error::{Error, Result, ServiceError, TransportError, TransportErrorKind};
use crate::transport::Body;

/// Bytes of an answer that are read.
const LARGEST_ANSWER: u64 = 4 << 20;

/// The address of a session. It is a secret, and no token goes there.
pub(super) struct Address(bare::Address);

impl Address {
    /// Checks an address that the service gave.
    pub(super) fn new(url: &str, connection: &Connection) -> Result<Self> {
        bare::Address::new(url, connection, "the upload").map(Address)
    }

    /// The whole address, for what commits the session in another way.
    pub(super) fn url(&self) -> &str {
        self.0.url()
    }

    /// Says what was asked, without the secret.
    pub(super) fn at(&self, method: &Method, error: Error) -> Error {
        self.0.at(method, error)
    }

    /// One request, one answer. A status of 300 or more is an error.
    pub(super) fn ask(
        &self,
        connection: &Connection,
        method: &Method,
        headers: HeaderMap,
        body: Body,
    ) -> Result<Response> {
        self.send(connection, method, headers, body).map_err(|error| self.at(method, error))
    }

    fn send(
        &self,
        connection: &Connection,
        method: &Method,
        headers: HeaderMap,
        body: Body,
    ) -> Result<Response> {
        let (parts, body) = self.0.send(connection, method, headers, body)?.into_parts();
        let (status, headers) = (parts.status, parts.headers);
        let mut bytes = Vec::new();
        let read = body.take(LARGEST_ANSWER).read_to_end(&mut bytes);
        if status.is_success() {
            read.map_err(TransportError::from_read)?;
            let host = self.0.host();
            return Ok(Response::new(connection, method.as_str(), &host, status, headers, bytes));
        }
        if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
            let what = "an upload isn't redirected";
            return Err(TransportError::new(TransportErrorKind::Refused, true, what).into());
        }
        Err(ServiceError::parse(status.as_u16(), &headers, &bytes).into())
    }
}

/// What goes with the bytes from `from` to before `to` of `total`.
pub(super) fn fragment_headers(from: u64, to: u64, total: u64) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let range = format!("bytes {from}-{}/{total}", to.saturating_sub(1));
    if let Ok(range) = HeaderValue::try_from(range) {
        headers.insert(header::CONTENT_RANGE, range);
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers
}
