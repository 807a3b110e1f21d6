//! What every service crate of the o365 SDK stands on.
//!
//! # Features
//! - `oauth` (default): sign-in.
//! - `rustls` (default), `native-tls`, `platform-verifier` (brings `rustls`): TLS; see [`transport::TlsBackend`]. Without
//!   any of them only http to this machine is possible.
//! - `mock`: the module `mock`, a transport that answers from a queue, for tests that look at single requests.

// Layers, bottom up: a module uses only the modules above it in this list.

// words
pub mod path;
pub mod json;
mod open_enum;
mod id;
mod field;
mod guid;
pub mod time;
pub mod error;
mod recipient;
mod body;
mod cloud;
mod resource;

// wire
pub mod transport;
#[cfg(feature = "mock")]
pub mod mock;

// sign-in
pub mod auth;

pub use crate::{
    body::{BodyType, ItemBody},
    cloud::Cloud,
    error::{Error, ErrorKind, Result},
    field::Field,
    guid::guid,
    id::Id,
    open_enum::Unknown,
    recipient::{EmailAddress, Recipient},
    resource::Resource,
};
