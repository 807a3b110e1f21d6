//! The seam to HTTP: one request goes out, one answer comes back.
//!
//! [`UreqTransport`] is what the SDK uses. A program that has its own way to the network implements [`Transport`]: one
//! method, from a request of the `http` crate to an answer. It adds no token, tries nothing twice, follows no redirect;
//! a status such as 404 is an answer, not an error.
//!
//! # What is logged
//! Through the [`log`](https://docs.rs/log) crate, with the target `o365::http`, at the level debug: a line for each
//! request, one for its answer, one for each retry. Never a header, never a body; secrets in addresses are redacted, and
//! of a pre-authenticated address only the host is shown. The level trace has nothing more.
//!
//! ureq has a log of its own, and the trace level of its targets `ureq` and `ureq_proto` writes all that goes over the wire,
//! tokens too. [`UreqTransport`] sends nothing while the program's logger takes that: `RUST_LOG=trace,ureq_proto=off,ureq=debug`
//! leaves it out, [`allow_wire_dump`](UreqTransportBuilder::allow_wire_dump) allows it.

use std::{fmt, io::Read, sync::Arc, time::Duration};

/// The types of requests and answers, for transports of your own.
pub use http;

pub use bytes::Bytes;

use crate::error::TransportError;

/// What the SDK calls itself where no connection says more.
pub(crate) const PRODUCT: &str = concat!("o365-rust/", env!("CARGO_PKG_VERSION"));

pub(crate) mod log;
mod outgoing;
mod read;
mod ureq;

pub(crate) use self::outgoing::Outgoing;
pub use self::ureq::{TlsBackend, UreqTransport, UreqTransportBuilder};

/// Sends requests.
pub trait Transport: Send + Sync + fmt::Debug {
    /// Sends one request and waits for the head of its answer.
    ///
    /// Limits of time for this request stand in its extensions as [`Timeouts`].
    ///
    /// # Errors
    /// When there is no answer. The error says whether the service can have seen the request.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, TransportError>;

    /// Forgets idle connections, so that the next request makes a new one. Called after an answer that hints at a sick
    /// front end.
    fn reset(&self) {}
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, TransportError> {
        (**self).send(request)
    }

    fn reset(&self) {
        (**self).reset();
    }
}

/// Among the extensions of an answer: its body was compressed, and comes out as it was. Its bytes can't be counted by its
/// headers.
#[derive(Clone, Copy)]
pub(crate) struct Decompressed;

/// The body of an answer, not yet read.
pub type Incoming = Box<dyn Read + Send>;

/// The body of a request.
#[derive(Default)]
#[non_exhaustive]
pub enum Body {
    /// None.
    #[default]
    Empty,
    /// Bytes in memory: can be sent again.
    Bytes(Bytes),
    /// Bytes from elsewhere, with their number if it is known: can't be sent again.
    Reader(Box<dyn Read + Send>, Option<u64>),
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Body::Empty => f.write_str("Empty"),
            Body::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Body::Reader(_, length) => write!(f, "Reader({length:?})"),
        }
    }
}

/// Limits of time for a request. What is `None` has no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// Until there is a connection, TLS included. 10 s by default.
    pub connect: Option<Duration>,
    /// Until the next bytes arrive or go out: the head of the answer, each piece of its body. 60 s by default.
    pub read: Option<Duration>,
    /// For the whole call, from the first try until the answer is read. None by default: a large transfer may take hours.
    pub total: Option<Duration>,
}

impl Default for Timeouts {
    fn default() -> Self {
        Timeouts {
            connect: Some(Duration::from_secs(10)),
            read: Some(Duration::from_secs(60)),
            total: None,
        }
    }
}

impl Timeouts {
    /// Limits the time until there is a connection; `None` takes the limit away.
    #[must_use]
    pub fn connect(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect = limit.into();
        self
    }

    /// Limits the time until the next bytes.
    #[must_use]
    pub fn read(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.read = limit.into();
        self
    }

    /// Limits the time of the whole call.
    #[must_use]
    pub fn total(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.total = limit.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_has_its_limits_unless_they_are_taken_away() {
        let usual = Timeouts::default();
        let some =
            |limit: Option<Duration>| limit.is_some_and(|limit| limit <= Duration::from_secs(60));
        assert!(some(usual.connect) && some(usual.read));
        let without = usual.connect(None).read(None);
        assert_eq!((without.connect, without.read, without.total), (None, None, None));
    }
}
