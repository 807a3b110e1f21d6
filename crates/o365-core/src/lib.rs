//! What every service crate of the o365 SDK stands on.
//!
//! # Features
//! - `oauth` (default): sign-in.
//! - `rustls` (default), `native-tls`, `platform-verifier` (brings `rustls`): TLS; see [`transport::TlsBackend`]. Without
//!   any of them only http to this machine is possible.
//! - `rich-notifications`: decryption of things that come with their notifications; see [`subscriptions`].
//! - `mock`: the module `mock`, a transport that answers from a queue, for tests that look at single requests.

// So that the macros of this crate name it alike inside and outside.
extern crate self as o365_core;

// Layers, bottom up: a module uses only the modules above it in this list.

// words
pub mod path;
pub mod json;
mod base64;
mod open_enum;
mod id;
mod field;
mod draft;
mod guid;
pub mod time;
pub mod error;
mod casing;
pub mod query;
mod recipient;
mod body;
mod cloud;
mod resource;

// wire
pub mod transport;
#[cfg(feature = "mock")]
pub mod mock;
mod retry;
mod gate;
mod origin;

// sign-in
pub mod auth;

// connection
pub mod protocol;
mod respell;
pub mod connection;

// access
mod endpoint;
pub mod pager;
mod list;
pub mod attachment;
pub mod subscriptions;

pub use crate::{
    base64::Base64,
    body::{BodyType, ItemBody},
    casing::Casing,
    cloud::Cloud,
    connection::Connection,
    endpoint::Endpoint,
    error::{Error, ErrorKind, Result},
    field::Field,
    guid::guid,
    id::Id,
    list::List,
    open_enum::Unknown,
    pager::Pager,
    protocol::Protocol,
    recipient::{EmailAddress, Recipient, Recipients},
    resource::Resource,
    retry::Retry,
};
