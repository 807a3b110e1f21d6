//! Ways to get the first token.

use std::fmt;

use crate::auth::{App, Identity, Scopes, Token};
use crate::error::Result;
use crate::transport::Transport;

mod answer;
mod auth_code;
#[cfg(feature = "certificate")]
mod certificate;
mod client_credentials;
mod credential;
mod device_code;
mod managed_identity;
mod on_behalf_of;
mod password;
mod refresh_token;
mod wire;

pub use auth_code::{AuthCode, PendingSignIn};
#[cfg(feature = "certificate")]
pub use certificate::Certificate;
pub use client_credentials::{ClientCredentials, ClientSecret};
pub use credential::Credential;
pub use device_code::{DeviceCode, DevicePrompt};
pub use managed_identity::ManagedIdentity;
pub use on_behalf_of::OnBehalfOf;
pub use password::Password;
pub use refresh_token::RefreshToken;

pub(super) use refresh_token::renew;

/// A way to get the first token.
///
/// [`OAuth`](super::OAuth) runs it when nothing that is kept can be used. A program can bring its own.
pub trait Flow: Send + Sync + fmt::Debug {
    /// Gets a token, asking a person if need be.
    ///
    /// # Errors
    /// When there is none in the end.
    fn run(&self, ask: &SignIn<'_>) -> Result<Token>;

    /// Whether a person has to do something. If not, it is also run when a token can't be renewed.
    fn is_interactive(&self) -> bool {
        true
    }

    /// Whose token it gives.
    fn identity(&self) -> Identity {
        Identity::Person
    }

    /// How the application proves itself when the token is renewed, if it does.
    fn credential(&self) -> Option<&Credential> {
        None
    }

    /// Whether its tokens are worth keeping between runs. Decides where they are kept if the program doesn't say.
    fn is_worth_keeping(&self) -> bool {
        self.is_interactive()
    }

    /// Who its tokens are for, where that tells flows of one application apart. Names them in the store if the program
    /// named no account.
    fn subject(&self) -> Option<String> {
        None
    }
}

/// What is asked of a [`Flow`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct SignIn<'a> {
    /// The application.
    pub app: &'a App,
    /// The permissions as they are sent.
    pub scopes: &'a Scopes,
    /// The way to the network.
    pub transport: &'a dyn Transport,
    /// Claims that the token has to bring (conditional access), as JSON.
    pub claims: Option<&'a str>,
    /// Who is expected to sign in, by user name.
    pub account: Option<&'a str>,
}

impl<'a> SignIn<'a> {
    /// These permissions for this application.
    pub fn new(app: &'a App, scopes: &'a Scopes, transport: &'a dyn Transport) -> Self {
        SignIn { app, scopes, transport, claims: None, account: None }
    }
}
