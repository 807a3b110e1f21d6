//! Access tokens.

use std::{fmt, sync::Arc};

use super::{TokenRequest, TokenSource};
use crate::error::{AuthError, Result};

/// An access token. It is a secret: `Debug` doesn't show it.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(Arc<str>);

impl AccessToken {
    /// This token.
    pub fn new(secret: impl Into<Arc<str>>) -> Self {
        AccessToken(secret.into())
    }

    /// The token itself. Send it to the service only, and never log it.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken([redacted])")
    }
}

/// A token that is given and can't be renewed.
#[derive(Clone, Debug)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// Always this token.
    pub fn new(secret: impl Into<Arc<str>>) -> Self {
        StaticToken(AccessToken::new(secret))
    }
}

impl TokenSource for StaticToken {
    fn token(&self, ask: &TokenRequest<'_>) -> Result<AccessToken> {
        match ask.rejected {
            Some(rejected) if *rejected == self.0 => Err(AuthError::sign_in(
                "the token that was given is not accepted (any more) and can't be renewed",
            )
            .into()),
            _ => Ok(self.0.clone()),
        }
    }
}
