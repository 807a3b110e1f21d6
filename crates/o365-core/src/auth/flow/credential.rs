//! How an application proves that it is itself.

use super::super::{App, Secret};
use crate::error::Result;

/// What a confidential application proves itself with.
#[derive(Clone, Debug)]
pub struct Credential(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Secret(Secret),
}

impl Credential {
    /// A client secret: its value, not its id.
    pub fn secret(secret: impl Into<Secret>) -> Self {
        Credential(Kind::Secret(secret.into()))
    }

    /// What goes into a request beside the client id.
    pub(in crate::auth) fn parameters(&self, _app: &App) -> Result<Vec<(&'static str, Secret)>> {
        match &self.0 {
            Kind::Secret(secret) => Ok(vec![("client_secret", secret.clone())]),
        }
    }
}
