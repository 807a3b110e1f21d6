//! The one error type of the SDK.
//!
//! An [`Error`] knows what was asked ([`Error::request`]), what went wrong ([`Error::kind`]) and, where that is known,
//! what to do about it. Its text is one line that a person can act on:
//!
//! ```text
//! GET /me/messages: 403 ErrorAccessDenied: Access is denied. (the token lacks a permission: `Mail.ReadBasic` …)
//! ```
//!
//! Programs ask it by predicates:
//!
//! ```
//! use o365_core::{Error, Result};
//!
//! fn or_nothing<T>(answer: Result<T>) -> Result<Option<T>> {
//!     match answer {
//!         Ok(value) => Ok(Some(value)),
//!         Err(error) if error.is_not_found() => Ok(None),
//!         Err(error) => Err(error),
//!     }
//! }
//! assert!(or_nothing::<()>(Err(Error::input("no recipient"))).is_err());
//! ```

use std::{fmt, io, path::PathBuf, time::Duration};

use crate::time::{AllDayError, LocalTimeError, ZoneError};

mod advice;
mod auth;
mod local;
mod permissions;
mod service;
mod transport;

pub use auth::AuthError;
pub use local::{DecodeError, IoError};
pub use permissions::Permission;
pub use service::{ErrorDetail, ServiceError};
pub use transport::{TransportError, TransportErrorKind};

/// Result with the SDK's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong, in one small value.
///
/// Its `Debug` form is its `Display` form followed by the causes, so that `fn main() -> o365::Result<()>` ends with a
/// line that a person can read.
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    request: Option<RequestLine>,
    attempts: u32,
    outcome_unknown: bool,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The service answered, and the answer is no.
    #[error(transparent)]
    Service(ServiceError),
    /// There is no usable token: sign in, or grant consent.
    #[error(transparent)]
    Auth(AuthError),
    /// The service wasn't reached, or its answer didn't arrive whole.
    #[error(transparent)]
    Transport(TransportError),
    /// The answer arrived, but isn't what the model expects.
    #[error(transparent)]
    Decode(DecodeError),
    /// A local file, or the place where tokens are kept, failed.
    #[error(transparent)]
    Io(IoError),
    /// The SDK is set up in a way that can't work.
    #[error("{0}")]
    Config(String),
    /// The call can't be made like that; nothing was sent.
    #[error("{0}")]
    Input(String),
    /// The bytes that arrived aren't those that were sent, or they changed on the way.
    #[error("{0}")]
    Integrity(String),
    /// The caller stopped it.
    #[error("cancelled")]
    Cancelled,
}

/// What was asked: a method and a path, without query and without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestLine {
    /// `GET`, `POST`, ..
    pub method: String,
    /// `/me/messages`; for a pre-authenticated URL only its host.
    pub path: String,
}

impl Error {
    /// An error of this kind.
    pub fn new(kind: ErrorKind) -> Self {
        Error {
            inner: Box::new(Inner { kind, request: None, attempts: 0, outcome_unknown: false }),
        }
    }

    /// Bad input: the call can't be made like that. Says what to do instead.
    pub fn input(reason: impl Into<String>) -> Self {
        Error::new(ErrorKind::Input(printable(reason.into())))
    }

    /// The SDK is set up in a way that can't work.
    pub fn config(reason: impl Into<String>) -> Self {
        Error::new(ErrorKind::Config(reason.into()))
    }

    /// A local file failed.
    pub fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Error::new(ErrorKind::Io(IoError::new(path, source)))
    }

    /// The bytes that arrived aren't those that were sent. Says how that is known.
    pub fn integrity(reason: impl Into<String>) -> Self {
        Error::new(ErrorKind::Integrity(printable(reason.into())))
    }

    /// The caller stopped it.
    pub fn cancelled() -> Self {
        Error::new(ErrorKind::Cancelled)
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.inner.kind
    }

    /// What was asked, if it came to a request.
    pub fn request(&self) -> Option<&RequestLine> {
        self.inner.request.as_ref()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// The service's own words, if it answered.
    pub fn service(&self) -> Option<&ServiceError> {
        match &self.inner.kind {
            ErrorKind::Service(error) => Some(error),
            _ => None,
        }
    }

    /// HTTP status of the service's answer.
    pub fn status(&self) -> Option<u16> {
        self.service().map(|error| error.status)
    }

    /// The service's code, such as `ErrorItemNotFound`; for a sign-in the identity platform's, such as `invalid_grant`.
    pub fn code(&self) -> Option<&str> {
        match &self.inner.kind {
            ErrorKind::Service(error) => Some(&error.code),
            ErrorKind::Auth(error) => error.code.as_deref(),
            _ => None,
        }
    }

    /// The service's number for the request: quote it to Microsoft's support.
    pub fn request_id(&self) -> Option<&str> {
        self.service().and_then(|error| error.request_id.as_deref())
    }

    /// How long the service asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.inner.kind {
            ErrorKind::Service(error) => error.retry_after,
            ErrorKind::Auth(error) => error.retry_after,
            _ => None,
        }
    }

    /// What to do about it, where that is known.
    pub fn advice(&self) -> Option<String> {
        advice::advice(self)
    }

    /// The claims that a sign-in has to bring, as JSON, if conditional access asks for some: give them to
    /// `OAuth::sign_in_anew`.
    ///
    /// [Claims challenges](https://learn.microsoft.com/entra/identity-platform/claims-challenge).
    pub fn claims(&self) -> Option<&str> {
        match &self.inner.kind {
            ErrorKind::Service(error) => error.claims.as_deref(),
            ErrorKind::Auth(error) => error.claims.as_deref(),
            _ => None,
        }
    }

    /// The least permission that the operation needs, if the service refused it for want of one (403) and the SDK knows it.
    pub fn least_permission(&self) -> Option<Permission> {
        let line = self.request().filter(|_| self.is_forbidden())?;
        Permission::least(&line.method, &line.path)
    }

    /// The thing isn't there.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404) || self.service().is_some_and(ServiceError::says_not_found)
    }

    /// The service asks for fewer requests; see [`retry_after`](Self::retry_after).
    pub fn is_throttled(&self) -> bool {
        self.service().is_some_and(|error| {
            error.status == 429
                || (error.status == 503 && error.retry_after.is_some())
                || error.status == 509
        })
    }

    /// The token lacks a permission, or the person may not do this.
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(403)
    }

    /// Something with that name, or another change, is in the way.
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(409)
    }

    /// Somebody else changed it since it was read (`If-Match` didn't match).
    pub fn is_stale(&self) -> bool {
        self.service()
            .is_some_and(|error| error.status == 412 || error.has_code("ErrorIrresolvableConflict"))
    }

    /// A person has to sign in (again).
    pub fn needs_sign_in(&self) -> bool {
        match &self.inner.kind {
            ErrorKind::Auth(error) => error.needs_sign_in,
            ErrorKind::Service(error) => error.status == 401 || error.claims.is_some(),
            _ => false,
        }
    }

    /// The saved delta link has lapsed: start over without it.
    pub fn needs_resync(&self) -> bool {
        self.service().is_some_and(ServiceError::says_resync)
    }

    /// A limit of time was reached.
    pub fn is_timeout(&self) -> bool {
        matches!(&self.inner.kind, ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Timeout)
    }

    /// The bytes that arrived aren't those that were sent: nothing was kept of them.
    pub fn is_integrity(&self) -> bool {
        matches!(self.inner.kind, ErrorKind::Integrity(_))
    }

    /// Whether the service may have carried out the request although there is no good answer: a `POST` whose answer is
    /// lost, or a conflict that may be with an earlier try. Look whether it happened before you send it again.
    pub fn is_outcome_unknown(&self) -> bool {
        self.inner.outcome_unknown
    }

    /// Says what was asked. The first word stands: an error keeps the request it came from.
    #[must_use]
    pub fn with_request(mut self, method: &str, path: &str) -> Self {
        let line = || RequestLine { method: method.to_owned(), path: path.to_owned() };
        self.inner.request.get_or_insert_with(line);
        self
    }

    /// Keeps what led to a failing sign-in: the answer that said that a token isn't good.
    #[must_use]
    pub(crate) fn caused_by(mut self, cause: Error) -> Self {
        if let ErrorKind::Auth(error) = &mut self.inner.kind {
            error.source.get_or_insert_with(|| Box::new(cause));
        }
        self
    }

    /// Says how often the request was sent.
    #[must_use]
    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    /// Marks that the service may have carried it out.
    #[must_use]
    pub(crate) fn with_outcome_unknown(mut self) -> Self {
        self.inner.outcome_unknown = true;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(RequestLine { method, path }) = &self.inner.request {
            write!(f, "{method} {path}: ")?;
        }
        write!(f, "{}", self.inner.kind)?;
        let mut notes = Vec::new();
        notes.extend(self.advice());
        if self.inner.attempts > 1 {
            notes.push(format!("sent {} times", self.inner.attempts));
        }
        if let Some(id) = self.request_id() {
            notes.push(format!("request-id {id}"));
        }
        if notes.is_empty() { Ok(()) } else { write!(f, " ({})", notes.join("; ")) }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.inner.kind)
    }
}

impl From<ServiceError> for Error {
    fn from(error: ServiceError) -> Self {
        Error::new(ErrorKind::Service(error))
    }
}

impl From<AuthError> for Error {
    fn from(error: AuthError) -> Self {
        Error::new(ErrorKind::Auth(error))
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Error::new(ErrorKind::Transport(error))
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Error::new(ErrorKind::Decode(error))
    }
}

impl From<IoError> for Error {
    fn from(error: IoError) -> Self {
        Error::new(ErrorKind::Io(error))
    }
}

/// A file or a stream of the program's own failed, so that `?` works in a `main` that returns this error.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::io("", error)
    }
}

impl From<ZoneError> for Error {
    fn from(error: ZoneError) -> Self {
        Error::input(error.to_string())
    }
}

impl From<LocalTimeError> for Error {
    fn from(error: LocalTimeError) -> Self {
        Error::input(error.to_string())
    }
}

impl From<AllDayError> for Error {
    fn from(error: AllDayError) -> Self {
        Error::input(error.to_string())
    }
}

/// A reason may cite what somebody else wrote, such as a rule of a calendar file. It goes to terminals and logs.
fn printable(reason: String) -> String {
    match reason.contains(char::is_control) {
        true => reason.chars().map(|c| if c.is_control() { ' ' } else { c }).collect(),
        false => reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_pointer_wide() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<()>>(), size_of::<usize>());
    }

    #[test]
    fn can_cross_threads() {
        fn check<T: Send + Sync + 'static>() {}
        check::<Error>();
    }

    #[test]
    fn display_is_one_line_with_request_and_number() {
        let body = br#"{"error":{"code":"ErrorItemNotFound","message":"The specified object\nwas not found.","innerError":{"request-id":"r-1"}}}"#;
        let error = Error::from(ServiceError::parse(404, &http::HeaderMap::new(), body))
            .with_request("GET", "/me/messages/1");
        let text = error.to_string();
        assert!(
            text.starts_with(
                "GET /me/messages/1: 404 ErrorItemNotFound: The specified object was not found."
            ),
            "{text}"
        );
        assert!(text.ends_with("request-id r-1)"), "{text}");
        assert_eq!(text.lines().count(), 1);
        assert!(error.is_not_found());
    }

    #[test]
    fn what_a_reason_cites_has_no_control_characters() {
        for error in
            [Error::input("`a\x1b[2J\r\nb\u{85}`"), Error::integrity("`a\x1b[2J\r\nb\u{85}`")]
        {
            let text = error.to_string();
            assert!(text.contains("`a [2J  b `") && !text.contains(char::is_control), "{text:?}");
        }
    }

    #[test]
    fn a_refusal_names_the_least_permission() {
        let refused = |method, path, code: &str| {
            let body = format!(r#"{{"error":{{"code":"{code}","message":"No."}}}}"#);
            let error = ServiceError::parse(403, &http::HeaderMap::new(), body.as_bytes());
            Error::from(error).with_request(method, path)
        };
        let error = refused("PATCH", "/me/messages/1", "ErrorAccessDenied");
        assert_eq!(error.least_permission().and_then(|it| it.delegated), Some("Mail.ReadWrite"));
        let text = error.to_string();
        assert!(text.contains("lacks a permission: `Mail.ReadWrite` is the least"), "{text}");
        let text = refused("GET", "/users/a@b.c/messages", "ErrorAccessDenied").to_string();
        assert!(
            text.contains("`Mail.Read.Shared`, for an application `Mail.ReadBasic.All`, is"),
            "{text}"
        );
        let text = refused("POST", "/me/sendMail", "ErrorSendAsDenied").to_string();
        assert!(text.contains("the right to send") && !text.contains("Mail.Send"), "{text}");
        let unknown = refused("GET", "/me/unheard/of", "accessDenied");
        assert!(unknown.advice().is_some() && unknown.least_permission().is_none());
        let missing = ServiceError::parse(404, &http::HeaderMap::new(), b"");
        let missing = Error::from(missing).with_request("GET", "/me/messages/1");
        assert!(missing.least_permission().is_none());
    }

    #[test]
    fn debug_shows_the_causes() {
        let cause = io::Error::new(io::ErrorKind::PermissionDenied, "no way");
        let text = format!("{:?}", Error::io("/tmp/x", cause));
        assert!(text.contains("/tmp/x") && text.ends_with(": no way"), "{text}");
    }

    #[test]
    fn the_first_request_stands() {
        let error = Error::input("x").with_request("GET", "/a").with_request("POST", "/b");
        assert_eq!(error.request().map(|line| line.path.as_str()), Some("/a"));
    }
}
