//! Answers.

use std::{
    fmt,
    io::{self, Read},
};

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::Connection;
use crate::error::{DecodeError, Error, Result};
use crate::respell;
use crate::transport::Incoming;

/// An answer, read whole.
pub struct Response {
    pub(super) connection: Connection,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// An answer that came by another way than [`Request::send`](super::Request::send).
    pub(crate) fn new(
        connection: &Connection,
        method: &str,
        path: &str,
        status: StatusCode,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Self {
        let (connection, method, path) = (connection.clone(), method.to_owned(), path.to_owned());
        Response { connection, method, path, status, headers, body }
    }

    /// HTTP status, such as 200.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// A header, if it is there and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// The body as it came.
    pub fn into_bytes(self) -> Vec<u8> {
        self.body
    }

    /// The body as text.
    ///
    /// # Errors
    /// A decoding error when it isn't UTF-8.
    pub fn text(&self) -> Result<&str> {
        let body = self.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.body);
        std::str::from_utf8(body).map_err(|_| {
            let error =
                DecodeError::unexpected("the answer is not UTF-8", &String::from_utf8_lossy(body));
            self.decode_error(error)
        })
    }

    /// The body as JSON, read into a `T`.
    ///
    /// # Errors
    /// A decoding error that says where the JSON doesn't fit.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        let text = self.text()?;
        let protocol = self.connection.protocol();
        if respell::is_needed(protocol) {
            let respelled = serde_json::from_str(text)
                .map(|value| respell::incoming(value, protocol).to_string());
            let text =
                respelled.map_err(|source| self.misfit::<serde_json::Value>(text, source))?;
            return serde_json::from_str(&text).map_err(|source| self.misfit::<T>(&text, source));
        }
        serde_json::from_str(text).map_err(|source| self.misfit::<T>(text, source))
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Reads one item of a page that can't be read as a whole.
    pub(crate) fn item<T: DeserializeOwned>(&self, text: &str, number: usize) -> Result<T> {
        serde_json::from_str(text).map_err(|source| {
            self.decode_error(
                DecodeError::locate::<T>(text, source).inside(&format!("value[{number}]")),
            )
        })
    }

    fn misfit<T: DeserializeOwned>(&self, text: &str, source: serde_json::Error) -> Error {
        let start = text.trim_start();
        self.decode_error(match start.chars().next() {
            None => DecodeError::unexpected("the answer is empty", text),
            Some('<') => return self.page_error(),
            Some(_) => DecodeError::locate::<T>(text, source),
        })
    }

    /// Whether it says of itself that it is a page.
    pub(super) fn is_page(&self) -> bool {
        let kind = self.header("content-type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("text/html") && !self.body.is_empty()
    }

    /// A page where there should be JSON.
    pub(super) fn page_error(&self) -> Error {
        self.decode_error(DecodeError::unexpected(
            "the answer is a page, not JSON: is there a proxy that wants a sign-in?",
            &String::from_utf8_lossy(&self.body),
        ))
    }

    /// Says that an error is about this answer.
    pub(crate) fn blame(&self, error: Error) -> Error {
        error.with_request(&self.method, &self.path)
    }

    fn decode_error(&self, error: DecodeError) -> Error {
        self.blame(error.into())
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("path", &self.path)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// An answer whose body is read as it comes.
pub struct Stream {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Incoming,
}

impl Stream {
    /// HTTP status, such as 200.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// A header, if it is there and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Its head and its body.
    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Incoming) {
        (self.status, self.headers, self.body)
    }

    /// The length that the service announced, in bytes.
    pub fn content_length(&self) -> Option<u64> {
        self.header("content-length")?.parse().ok()
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.body.read(buffer)
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").field("status", &self.status).finish_non_exhaustive()
    }
}
