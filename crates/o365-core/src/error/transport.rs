//! The service wasn't reached, or its answer didn't arrive whole.

use std::fmt;

/// A failure between us and the service.
pub struct TransportError {
    kind: TransportErrorKind,
    may_have_been_sent: bool,
    detail: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Where it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host's name has no address.
    Resolve,
    /// No connection came about: refused, unreachable, or the proxy said no.
    Connect,
    /// TLS failed: a certificate isn't trusted, or no protocol is shared. It isn't tried again.
    Tls,
    /// A limit of time was reached.
    Timeout,
    /// The connection broke.
    Closed,
    /// What arrived isn't HTTP, or not the answer that was announced.
    Protocol,
    /// An address that must not be followed or must not see the token.
    Refused,
    /// The answer is larger than what is held in memory.
    TooLarge,
    /// Anything else.
    Other,
}

impl TransportError {
    /// A failure of this kind. `may_have_been_sent` says whether the service can have seen the whole request.
    pub fn new(
        kind: TransportErrorKind,
        may_have_been_sent: bool,
        detail: impl Into<String>,
    ) -> Self {
        TransportError { kind, may_have_been_sent, detail: detail.into(), source: None }
    }

    /// Keeps the cause.
    #[must_use]
    pub fn with_source(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Where it failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// What to say of each request of a batch that failed like this.
    pub(crate) fn of_its_batch(&self) -> String {
        match self.detail.as_str() {
            "" => "with the batch it was in".to_owned(),
            detail => format!("{detail} (with the batch it was in)"),
        }
    }

    /// Whether the service can have seen the request.
    pub fn may_have_been_sent(&self) -> bool {
        self.may_have_been_sent
    }

    /// Whether another try could help.
    pub fn is_transient(&self) -> bool {
        use TransportErrorKind::{Closed, Connect, Protocol, Resolve, Timeout};
        matches!(self.kind, Resolve | Connect | Timeout | Closed | Protocol)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            TransportErrorKind::Resolve => "the host's name can't be resolved",
            TransportErrorKind::Connect => "no connection to the service",
            TransportErrorKind::Tls => "no secure connection to the service",
            TransportErrorKind::Timeout => "the service took too long",
            TransportErrorKind::Closed => "the connection broke",
            TransportErrorKind::Protocol => "the answer is not whole",
            TransportErrorKind::Refused => "refused to go there",
            TransportErrorKind::TooLarge => "the answer is too large",
            TransportErrorKind::Other if !self.may_have_been_sent => "nothing was sent",
            TransportErrorKind::Other => "the service could not be reached",
        };
        f.write_str(what)?;
        if !self.detail.is_empty() {
            write!(f, ": {}", self.detail)?;
        }
        // Why there is no connection is what one can act on.
        match (&self.kind, &self.source) {
            (TransportErrorKind::Connect | TransportErrorKind::Tls, Some(source)) => {
                write!(f, " ({source})")
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("may_have_been_sent", &self.may_have_been_sent)
            .field("detail", &self.detail)
            .field("source", &self.source)
            .finish()
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
