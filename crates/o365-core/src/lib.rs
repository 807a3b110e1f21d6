//! What every service crate of the o365 SDK stands on: connection, sign-in, queries, paging, batches, transfers.
//!
//! Most programs depend on [`o365`](https://docs.rs/o365), which brings this crate along. Depend on it directly to build a
//! component of your own, or to use a service crate by itself.
//!
//! ```
//! # fn main() -> o365_core::Result<()> {
//! # let sandbox = o365_sandbox::Sandbox::start().unwrap();
//! # sandbox.seed_inbox(3);
//! # let (root, token) = (sandbox.graph_url(), sandbox.token());
//! use o365_core::auth::StaticToken;
//! use o365_core::protocol::Graph;
//! use o365_core::query::field;
//! use o365_core::{Connection, Endpoint, List, Resource};
//!
//! let connection = Connection::builder(StaticToken::new(token)).protocol(Graph::at(root)).build()?;
//!
//! // A place is a connection and a path; nothing is sent.
//! let messages = Endpoint::new(&connection, Resource::Me).child("messages");
//!
//! // A list is read page by page as the loop goes on, into any type that serde can read.
//! let unread: List<serde_json::Value> = List::new(messages).filter(field("is_read").eq(false)).limit(10);
//! for message in unread {
//!     println!("{}", message?["subject"]);
//! }
//!
//! // Any path, with the same sign-in, retries and errors.
//! let me: serde_json::Value = connection.get("/me").param("$select", "displayName").send()?.json()?;
//! # let _ = me;
//! # Ok(())
//! # }
//! ```
//!
//! # Where things are
//!
//! | for | look at |
//! |---|---|
//! | reaching the service | [`Connection`], [`transport`] (proxies, certificates, limits of time), [`Retry`], [`protocol`] (clouds, gateways) |
//! | signing in | [`auth`]: flows, scopes, where tokens are kept |
//! | asking | [`query`]: filters that can't be misspelt; [`Endpoint`], [`connection::Request`] |
//! | reading many | [`List`], [`Pager`], [`pager::Pages`], [`delta`] for what changed, [`batch`] for many requests in few |
//! | moving bytes | [`upload`], [`download`], [`hash`], [`attachment`], [`save`] |
//! | work that goes on at the service | [`monitor`] |
//! | being told | [`subscriptions`]: change notifications |
//! | values | [`Error`], [`Id`], [`Field`] and [`draft!`], [`open_enum!`], [`Recipient`], [`ItemBody`], [`time`] |
//!
//! # Features
//! - `oauth` (default): sign-in.
//! - `rustls` (default), `native-tls`, `platform-verifier` (brings `rustls`): TLS; see [`transport::TlsBackend`]. Without
//!   any of them only http to this machine is possible.
//! - `rich-notifications`: decryption of things that come with their notifications; see [`subscriptions`].
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
mod folder_path;
pub mod hash;
pub mod query;
mod recipient;
mod body;
mod address;
mod phone;
mod location;
mod meeting;
mod working_hours;
mod importance;
mod identity;
mod item_reference;
pub mod extended_property;
mod sensitivity;
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
mod tries;
mod bare;
pub mod upload;
pub mod attachment;
pub mod download;
pub mod monitor;
pub mod subscriptions;

pub use crate::{
    address::PhysicalAddress,
    base64::Base64,
    body::{BodyType, ItemBody, TEXT_BODIES},
    casing::Casing,
    cloud::Cloud,
    connection::Connection,
    endpoint::Endpoint,
    error::{Error, ErrorKind, Result},
    field::Field,
    folder_path::FolderPath,
    guid::guid,
    id::Id,
    identity::{Identity, IdentitySet},
    importance::Importance,
    item_reference::{ItemReference, Publication, PublicationLevel, SharepointIds},
    list::List,
    location::{GeoCoordinates, Location, LocationType},
    meeting::{EventType, MeetingResponse, ResponseType, TimeSlot},
    open_enum::Unknown,
    pager::Pager,
    phone::{Phone, PhoneType},
    protocol::Protocol,
    recipient::{EmailAddress, Recipient, Recipients},
    resource::Resource,
    retry::Retry,
    sensitivity::Sensitivity,
    working_hours::{DayOfWeek, TimeZoneOffset, WorkingHours, WorkingHoursTimeZone},
};
