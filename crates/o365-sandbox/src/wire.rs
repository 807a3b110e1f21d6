//! One HTTP request as it came, and the answer to it.

use crate::blob::{Blob, Span};

/// A request: read whole, path and query decoded exactly once.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// `GET`, `POST`, ..
    pub(crate) method: String,
    /// The request target as it came, byte by byte: `/v1.0/me/messages?$top=5`.
    pub(crate) target: String,
    /// Decoded segments after the version: `["me", "messages"]`.
    pub(crate) segments: Vec<String>,
    /// Decoded pairs of the query, in order. Names keep their `$`.
    pub(crate) query: Vec<(String, String)>,
    /// Header lines, in order, names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// The body, de-chunked.
    pub(crate) body: Vec<u8>,
    /// In place of the body: content of a file that is too much to be held in memory.
    pub(crate) blob: Option<Blob>,
    /// `http://127.0.0.1:PORT/v1.0`: what links start with.
    pub(crate) root: String,
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// What follows the body.
    pub(crate) content: Option<Span>,
}
