//! What every service crate of the o365 SDK stands on.
//!
//! # Features
//! - `oauth` (default): sign-in.
//! - `rustls` (default), `native-tls`, `platform-verifier` (brings `rustls`): TLS; see [`transport::TlsBackend`]. Without
//!   any of them only http to this machine is possible.
//! - `mock`: the module `mock`, a transport that answers from a queue, for tests that look at single requests.

// A library prints nothing. Examples do, so that this is no lint of the workspace.
#![warn(clippy::print_stdout, clippy::print_stderr)]
// Labels what a feature gates, on docs.rs.
#![cfg_attr(docsrs, feature(doc_cfg))]

// So that the macros of this crate name it alike inside and outside.
extern crate self as o365_core;

// Layers, bottom up: a module uses only the modules above it in this list.

// words
pub mod path;
mod casing;
mod field;
pub mod json;
mod base64;
mod open_enum;
mod id;
mod draft;
mod guid;
pub mod time;
pub mod error;
pub mod file_name;
pub mod save;
pub mod query;
mod recipient;
mod body;
mod location;
mod meeting;
pub mod extended_property;
mod cloud;
mod resource;

// wire
pub mod transport;
#[cfg(any(test, feature = "mock"))]
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
pub mod batch;
mod endpoint;
pub mod pager;
pub mod delta;
mod list;
pub mod attachment;

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
    location::{GeoCoordinates, Location, LocationType, PhysicalAddress},
    meeting::{EventType, MeetingResponse, ResponseType, TimeSlot},
    open_enum::Unknown,
    pager::Pager,
    protocol::Protocol,
    recipient::{EmailAddress, Recipient, Recipients},
    resource::Resource,
    retry::Retry,
};
