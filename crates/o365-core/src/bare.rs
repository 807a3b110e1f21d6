//! Requests to addresses that are a key themselves: where a session's bytes go, where a file's content is, where a job
//! tells how far it is. They get no token, no cookie and no header of ours, and are sent back byte by byte.

use std::time::Instant;

use http::{HeaderMap, HeaderValue, Method, Response, header};

use crate::connection::Connection;
use crate::error::{Error, Result, TransportError, TransportErrorKind};
use crate::origin::Origin;
use crate::transport::{Body, Incoming, log};

/// An address that the service gave. It is a secret.
#[derive(Clone)]
pub(crate) struct Address {
    url: String,
    origin: Origin,
}

impl Address {
    /// Checks it: https, or this machine if the service is there too. `what` leads there.
    pub(crate) fn new(url: &str, connection: &Connection, what: &str) -> Result<Self> {
        Address::from(connection.origin(), url, what)
    }

    fn from(here: &Origin, url: &str, what: &str) -> Result<Self> {
        let origin = Origin::of(url)
            .ok_or_else(|| refused(format!("the address of {what} isn't http or https")))?;
        if !here.may_lead_to(&origin) {
            return Err(refused(format!("the address of {what}, {}, isn't https", origin.text())));
        }
        Ok(Address { url: url.to_owned(), origin })
    }

    /// Where a redirect leads.
    pub(crate) fn next(&self, headers: &HeaderMap, what: &str) -> Result<Self> {
        let location = headers.get(header::LOCATION).and_then(|location| location.to_str().ok());
        let location = location.unwrap_or_default();
        match location.starts_with('/') && !location.starts_with("//") {
            true => Address::from(&self.origin, &format!("{}{location}", self.origin.text()), what),
            false => Address::from(&self.origin, location, what),
        }
    }

    /// The whole address. **A secret**.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// For messages: scheme, host and port.
    pub(crate) fn host(&self) -> String {
        self.origin.text()
    }

    /// Says what was asked, without the secret.
    pub(crate) fn at(&self, method: &Method, error: Error) -> Error {
        error.with_request(method.as_str(), &self.host())
    }

    /// One request, one answer, whatever its status.
    pub(crate) fn send(
        &self,
        connection: &Connection,
        method: &Method,
        headers: HeaderMap,
        body: Body,
    ) -> Result<Response<Incoming>> {
        let mut request = http::Request::new(body);
        *request.method_mut() = method.clone();
        *request.uri_mut() =
            self.url.parse().map_err(|_| refused("the address can't be read".into()))?;
        *request.headers_mut() = headers;
        let headers = request.headers_mut();
        headers.insert(header::USER_AGENT, connection.user_agent().clone());
        headers.entry(header::ACCEPT).or_insert(HeaderValue::from_static("application/json"));
        request.extensions_mut().insert(connection.timeouts());
        log::request(method, &format!("{}/[redacted]", self.host()), 1);
        let sent = Instant::now();
        let answer = connection.transport().send(request)?;
        log::answer(answer.status(), sent.elapsed(), None, None);
        Ok(answer)
    }
}

fn refused(what: String) -> Error {
    TransportError::new(TransportErrorKind::Refused, true, what).into()
}
