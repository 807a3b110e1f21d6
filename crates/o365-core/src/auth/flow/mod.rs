//! Ways to get the first token.

use std::fmt;

use super::{App, Identity, Scopes, Token};
use crate::error::Result;
use crate::transport::Transport;

mod client_secret;
mod credential;
mod device_code;

pub use client_secret::ClientSecret;
pub use credential::Credential;
pub use device_code::{DeviceCode, DevicePrompt};

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
