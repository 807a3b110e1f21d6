//! How sign-ins go, and who is known in every sandbox.

use crate::login::certificate::Registered;
use std::time::Duration;

/// A client that is registered in every sandbox, with [`CLIENT_SECRET`].
pub const CLIENT_ID: &str = "0365a9e0-5a6d-4b0c-8e11-5a4db0c5c1ed";
/// The secret of [`CLIENT_ID`]. It guards nothing.
pub const CLIENT_SECRET: &str = "sandbox~secret.0365";
/// The user who signs in, unless the builder names another one.
pub const USER: &str = "george@best.com";
/// The user's password. It guards nothing.
pub const PASSWORD: &str = "sandbox-password";

/// What App Service's endpoint wants to see in `X-IDENTITY-HEADER`. It guards nothing.
pub const IDENTITY_HEADER: &str = "sandbox-identity-header";

/// How sign-ins go.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) user: String,
    pub(crate) token_lifetime: Duration,
    /// Clients and their secrets.
    pub(crate) clients: Vec<(String, String)>,
    /// Clients and their certificates.
    pub(crate) certificates: Vec<(String, Registered)>,
    /// Clients and the workloads that they trust.
    pub(crate) workloads: Vec<(String, String)>,
    /// Identities that were assigned to the machine: client ids and object ids.
    pub(crate) identities: Vec<(String, String)>,
    pub(crate) device_interval: Duration,
    pub(crate) device_lifetime: Duration,
    /// After so many polls a device code is approved by itself.
    pub(crate) approve_after: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            user: USER.into(),
            token_lifetime: Duration::from_secs(3600),
            clients: vec![(CLIENT_ID.into(), CLIENT_SECRET.into())],
            certificates: Vec::new(),
            workloads: Vec::new(),
            identities: Vec::new(),
            device_interval: Duration::from_secs(1),
            device_lifetime: Duration::from_secs(900),
            approve_after: None,
        }
    }
}
