//! One failure of a batch as the failure of each of its parts.

use std::sync::Arc;

use crate::error::{AuthError, DecodeError, Error, ErrorKind, TransportError};

/// An error like this one, without the request it came from.
pub(super) fn like(error: &Arc<Error>) -> Error {
    match error.kind() {
        ErrorKind::Service(answer) => answer.clone().into(),
        ErrorKind::Transport(failure) => TransportError::new(
            failure.kind(),
            failure.may_have_been_sent(),
            failure.of_its_batch(),
        )
        .with_source(Arc::clone(error))
        .into(),
        ErrorKind::Auth(auth) => AuthError {
            code: auth.code.clone(),
            message: auth.message.clone(),
            numbers: auth.numbers.clone(),
            needs_sign_in: auth.needs_sign_in,
            claims: auth.claims.clone(),
            status: auth.status,
            correlation_id: auth.correlation_id.clone(),
            retry_after: auth.retry_after,
            source: None,
        }
        .with_source(Arc::clone(error))
        .into(),
        ErrorKind::Decode(misfit) => {
            DecodeError::unexpected(misfit.path(), misfit.snippet()).into()
        }
        ErrorKind::Input(reason) => Error::input(reason.clone()),
        ErrorKind::Integrity(reason) => Error::integrity(reason.clone()),
        ErrorKind::Cancelled => Error::cancelled(),
        ErrorKind::Config(_) | ErrorKind::Io(_) => Error::config(error.kind().to_string()),
    }
}
