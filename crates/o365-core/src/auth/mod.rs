//! Where tokens come from, and where they are kept.

use std::{fmt, sync::Arc};

use crate::error::Result;
use crate::transport::Transport;

mod secret;
mod scope;
pub mod scopes;
mod id_token;
mod token;
mod given;
mod app;
mod store;
#[cfg(feature = "oauth")]
mod oauth;
#[cfg(feature = "oauth")]
mod flow;
#[cfg(feature = "oauth")]
#[cfg(test)]
mod testing;

pub use app::{App, Tenant};
#[cfg(feature = "certificate")]
pub use flow::Certificate;
#[cfg(feature = "oauth")]
pub use flow::{
    AuthCode, ClientCredentials, ClientSecret, Credential, DeviceCode, DevicePrompt, Flow,
    ManagedIdentity, OnBehalfOf, Password, PendingSignIn, RefreshToken, SignIn,
};
pub use given::{StaticToken, TokenFn};
pub use id_token::IdClaims;
#[cfg(feature = "oauth")]
pub use oauth::{OAuth, OAuthBuilder, StoreFailure};
pub use scope::Scopes;
pub use secret::Secret;
#[cfg(feature = "keyring")]
pub use store::KeyringStore;
pub use store::{
    EncryptedStore, EnvStore, FileStore, MemoryStore, StoreKey, StoreLock, TokenStore,
};
pub use token::{AccessToken, Token};

/// A source of access tokens.
pub trait TokenSource: Send + Sync + fmt::Debug {
    /// A token that is good for a request now.
    ///
    /// Called before each request, from any thread: a source keeps its token and gives it at once while it is good.
    ///
    /// # Errors
    /// When there is none: `needs_sign_in` says whether a person can help.
    fn token(&self, ask: &TokenRequest<'_>) -> Result<AccessToken>;

    /// Whose token it is, as far as that is known without a request.
    fn identity(&self) -> Identity {
        Identity::Unknown
    }
}

impl<S: TokenSource + ?Sized> TokenSource for Arc<S> {
    fn token(&self, ask: &TokenRequest<'_>) -> Result<AccessToken> {
        (**self).token(ask)
    }

    fn identity(&self) -> Identity {
        (**self).identity()
    }
}

/// What is asked of a [`TokenSource`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TokenRequest<'a> {
    /// The way to the network.
    pub transport: &'a dyn Transport,
    /// The token that the service has just refused: another one is needed, whatever the clock says.
    pub rejected: Option<&'a AccessToken>,
    /// Claims that the service wants the token to bring (conditional access), as JSON.
    pub claims: Option<&'a str>,
}

impl<'a> TokenRequest<'a> {
    /// Any good token.
    pub fn new(transport: &'a dyn Transport) -> Self {
        TokenRequest { transport, rejected: None, claims: None }
    }

    /// Another token than this one.
    #[must_use]
    pub fn instead_of(mut self, rejected: &'a AccessToken) -> Self {
        self.rejected = Some(rejected);
        self
    }

    /// A token that brings these claims.
    #[must_use]
    pub fn with_claims(mut self, claims: &'a str) -> Self {
        self.claims = Some(claims);
        self
    }
}

/// Whose token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Identity {
    /// A person's: `me` is theirs.
    Person,
    /// An application's own: there is no `me`.
    Application,
    /// Not known.
    Unknown,
}
