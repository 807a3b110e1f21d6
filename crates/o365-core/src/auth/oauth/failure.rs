//! A failure that many threads hear of.

use std::time::{Duration, Instant};

use crate::auth::Secret;
use crate::error::{AuthError, Error, ErrorKind, TransportError};

/// How long a refusal is believed before the identity platform is asked again.
const REFUSED: Duration = Duration::from_secs(30);
/// The longest that we hold back because we were told to wait.
const HELD_BACK: Duration = Duration::from_secs(300);

/// What came of the last try.
#[derive(Debug)]
pub(super) struct Failure {
    error: Error,
    /// The refresh token that was tried.
    tried: Option<Secret>,
    until: Instant,
}

impl Failure {
    pub(super) fn new(error: &Error, tried: Option<Secret>) -> Self {
        let hold = match error.kind() {
            ErrorKind::Auth(auth) => match (auth.retry_after, auth.status) {
                (Some(wait), _) => wait.min(HELD_BACK),
                (None, Some(400..=428 | 430..=499)) => REFUSED,
                _ => Duration::ZERO,
            },
            _ => Duration::ZERO,
        };
        Failure { error: copy(error), tried, until: Instant::now() + hold }
    }

    /// The same error for another thread.
    pub(super) fn error(&self) -> Error {
        copy(&self.error)
    }

    /// Whether trying this refresh token would end the same.
    pub(super) fn holds_for(&self, refresh: Option<&Secret>) -> bool {
        self.tried.as_ref() == refresh && Instant::now() < self.until
    }

    /// Whether a person has to help before this refresh token is any good.
    pub(super) fn condemns(&self, refresh: Option<&Secret>) -> bool {
        self.error.needs_sign_in() && self.tried.as_ref() == refresh
    }
}

/// The error again, without what lies beneath.
fn copy(error: &Error) -> Error {
    match error.kind() {
        ErrorKind::Auth(auth) => {
            let mut same = AuthError::other(auth.message.clone());
            same.code = auth.code.clone();
            same.numbers = auth.numbers.clone();
            same.needs_sign_in = auth.needs_sign_in;
            same.claims = auth.claims.clone();
            same.status = auth.status;
            same.correlation_id = auth.correlation_id.clone();
            same.retry_after = auth.retry_after;
            same.into()
        }
        ErrorKind::Transport(fault) => TransportError::new(
            fault.kind(),
            fault.may_have_been_sent(),
            "while renewing the sign-in",
        )
        .into(),
        ErrorKind::Config(reason) => Error::config(reason.clone()),
        ErrorKind::Input(reason) => Error::input(reason.clone()),
        ErrorKind::Io(io) => Error::io(io.path(), std::io::Error::from(io.io().kind())),
        ErrorKind::Cancelled => Error::cancelled(),
        _ => AuthError::other(error.to_string()).into(),
    }
}
