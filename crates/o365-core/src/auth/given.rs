//! Tokens that somebody else looks after.

use std::fmt;

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
                "the token that was given was refused and can't be renewed: build the account with a new one",
            )
            .into()),
            _ => Ok(self.0.clone()),
        }
    }
}

/// Tokens from a closure: from a vault, a broker, another library.
///
/// It is called before each request, from any thread: it should keep its token and give it at once while it is good. A
/// token in [`TokenRequest::rejected`] was refused; another one is needed then.
///
/// ```
/// use o365_core::auth::{AccessToken, TokenFn};
///
/// let source = TokenFn::new(|ask| match ask.rejected {
///     None => Ok(AccessToken::new("from the vault")),
///     Some(_) => Ok(AccessToken::new("a newer one")),
/// });
/// ```
pub struct TokenFn<F>(F);

impl<F> TokenFn<F>
where
    F: Fn(&TokenRequest<'_>) -> Result<AccessToken> + Send + Sync,
{
    /// Asks this closure.
    pub fn new(give: F) -> Self {
        TokenFn(give)
    }
}

impl<F> TokenSource for TokenFn<F>
where
    F: Fn(&TokenRequest<'_>) -> Result<AccessToken> + Send + Sync,
{
    fn token(&self, ask: &TokenRequest<'_>) -> Result<AccessToken> {
        (self.0)(ask)
    }
}

impl<F> fmt::Debug for TokenFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenFn")
    }
}
