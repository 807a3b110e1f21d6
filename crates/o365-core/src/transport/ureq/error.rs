//! ureq's errors in our words.

use std::io;

use ureq::{Error, Timeout};

use super::connect::{Stage, Unconnected};
use crate::{
    error::{TransportError, TransportErrorKind},
    transport::read::read_kind,
};

/// Why there is no answer. `complete` says whether all of the request was handed over.
pub(super) fn failed(error: Error, complete: bool, host: &str) -> TransportError {
    match error {
        Error::Other(inner) => match inner.downcast::<Unconnected>() {
            Ok(unconnected) => never_connected(*unconnected, host),
            Err(inner) => {
                TransportError::new(TransportErrorKind::Other, complete, host).with_source(inner)
            }
        },
        // ureq's words for these two hold the address, which may be a secret.
        Error::BadUri(_) | Error::RequireHttpsOnly(_) => {
            TransportError::new(TransportErrorKind::Other, false, "the address can't be asked")
        }
        Error::Http(error) => {
            TransportError::new(TransportErrorKind::Other, false, "the request can't be written")
                .with_source(error)
        }
        Error::HostNotFound => TransportError::new(TransportErrorKind::Resolve, false, host),
        Error::ConnectionFailed => TransportError::new(TransportErrorKind::Connect, false, host),
        Error::TlsRequired => TransportError::new(TransportErrorKind::Tls, false, host),
        error => broken(error, complete, host),
    }
}

/// What went wrong on a connection: while the request went out or the answer came in.
pub(super) fn broken(error: Error, sent: bool, host: &str) -> TransportError {
    let kind = match &error {
        Error::Timeout(_) => TransportErrorKind::Timeout,
        Error::Io(error) => read_kind(error.kind()),
        Error::Protocol(_) | Error::LargeResponseHeader(..) => TransportErrorKind::Protocol,
        Error::BodyStalled => TransportErrorKind::Closed,
        _ => TransportErrorKind::Other,
    };
    with_cause(kind, sent, error, host)
}

fn never_connected(unconnected: Unconnected, host: &str) -> TransportError {
    let Unconnected { stage, error } = unconnected;
    let kind = match &error {
        Error::Timeout(_) => TransportErrorKind::Timeout,
        Error::BadUri(_) => TransportErrorKind::Other,
        _ if stage == Stage::Resolve => TransportErrorKind::Resolve,
        Error::Io(error) => connect_kind(error),
        Error::ConnectProxyFailed(_) | Error::ConnectionFailed | Error::Protocol(_) => {
            TransportErrorKind::Connect
        }
        // What is left are the errors of the TLS libraries, under names that depend on features.
        _ => TransportErrorKind::Tls,
    };
    with_cause(kind, false, error, host)
}

fn connect_kind(error: &io::Error) -> TransportErrorKind {
    /// No file descriptors left: ENFILE, EMFILE, WSAEMFILE.
    const EXHAUSTED: [i32; 3] = [23, 24, 10024];
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => TransportErrorKind::Timeout,
        // rustls says so of everything that it rejects.
        io::ErrorKind::InvalidData => TransportErrorKind::Tls,
        io::ErrorKind::PermissionDenied | io::ErrorKind::OutOfMemory => TransportErrorKind::Other,
        _ if error.raw_os_error().is_some_and(|code| EXHAUSTED.contains(&code)) => {
            TransportErrorKind::Other
        }
        _ => TransportErrorKind::Connect,
    }
}

fn with_cause(kind: TransportErrorKind, sent: bool, error: Error, host: &str) -> TransportError {
    match error {
        Error::Timeout(limit) => {
            TransportError::new(kind, sent, format!("{host}, {}", waited_for(limit)))
        }
        Error::BadUri(_) => TransportError::new(kind, sent, "the address can't be asked"),
        Error::Io(error) => TransportError::new(kind, sent, host).with_source(error),
        error => TransportError::new(kind, sent, host).with_source(error),
    }
}

fn waited_for(limit: Timeout) -> &'static str {
    match limit {
        Timeout::Resolve => "the limit for finding its address",
        Timeout::Connect => "the limit for a connection",
        Timeout::PerRead => "the limit for the next bytes of the answer",
        Timeout::PerWrite => "the limit for the next bytes of the request",
        _ => "the limit for the whole call",
    }
}
