//! Requests to a session's own address.

use std::{io::Read, time::Instant};

use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};

use crate::connection::{Connection, Response};
use crate::error::{Error, Result, ServiceError, TransportError, TransportErrorKind};
use crate::origin::Origin;
use crate::transport::{Body, log};

/// Bytes of an answer that are read.
const LARGEST_ANSWER: u64 = 4 << 20;

/// The address of a session. It is a secret, and no token goes there.
pub(super) struct Address {
    uri: Uri,
    /// For messages: the host.
    host: String,
}

impl Address {
    /// Checks an address that the service gave: https, or this machine if the service is there too.
    pub(super) fn new(url: &str, connection: &Connection) -> Result<Self> {
        let refused = |what: String| {
            Error::from(TransportError::new(TransportErrorKind::Refused, false, what))
        };
        let origin = Origin::of(url)
            .ok_or_else(|| refused("the upload's address isn't http or https".into()))?;
        if !connection.origin().may_lead_to(&origin) {
            return Err(refused(format!("the upload's address {} isn't https", origin.text())));
        }
        let uri = url.parse().map_err(|_| refused("the upload's address can't be read".into()))?;
        Ok(Address { uri, host: origin.text() })
    }

    /// Says what was asked, without the secret.
    pub(super) fn at(&self, method: &Method, error: Error) -> Error {
        error.with_request(method.as_str(), &self.host)
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
        let mut request = http::Request::new(body);
        *request.method_mut() = method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = headers;
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, connection.user_agent().clone());
        request.extensions_mut().insert(connection.timeouts());
        log::request(method, &format!("{}/[redacted]", self.host), 1);
        let sent = Instant::now();
        let (parts, body) = connection.transport().send(request)?.into_parts();
        log::answer(parts.status, sent.elapsed(), None, None);
        let mut bytes = Vec::new();
        let read = body.take(LARGEST_ANSWER).read_to_end(&mut bytes);
        if parts.status.is_success() {
            read.map_err(TransportError::from_read)?;
            return Ok(Response::new(
                connection,
                method.as_str(),
                &self.host,
                parts.status,
                parts.headers,
                bytes,
            ));
        }
        if parts.status.is_redirection() && parts.status != StatusCode::NOT_MODIFIED {
            let what = "an upload isn't redirected";
            return Err(TransportError::new(TransportErrorKind::Refused, true, what).into());
        }
        Err(ServiceError::parse(parts.status.as_u16(), &parts.headers, &bytes).into())
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
