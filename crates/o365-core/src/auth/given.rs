//! Tokens that somebody else looks after.

use super::{AccessToken, TokenRequest, TokenSource};
use crate::error::{AuthError, Result};

/// A token that is given and can't be renewed.
#[derive(Clone, Debug)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// Always this token.
    pub fn new(secret: impl Into<std::sync::Arc<str>>) -> Self {
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
