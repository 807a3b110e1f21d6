//! A stateful Microsoft 365 in the process, for tests and offline runs of any Graph client.
//!
//! [`Sandbox::start`] opens a port on the loopback interface and answers there as Microsoft Graph
//! and the identity platform do: what is created is listed, a bearer token is asked for, errors
//! have Graph's shape. It knows the wire and no SDK, so any HTTP client can talk to it.
//!
//! ```
//! use o365_sandbox::{Fault, Sandbox};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::start()?;
//! sandbox.fault(Fault::status(429).retry_after("2").on("GET", "/me/messages"));
//!
//! let answer = ureq::get(format!("{}/me/messages", sandbox.graph_url()))
//!     .config().http_status_as_error(false).build()
//!     .header("Authorization", format!("Bearer {}", sandbox.token()))
//!     .call()?;
//! assert_eq!(answer.status(), 429);
//! assert_eq!(sandbox.requests()[0].target, "/v1.0/me/messages");
//! # Ok(())
//! # }
//! ```
//!
//! - Mail, calendars, SharePoint and the rest of Graph are below [`Sandbox::graph_url`] (`/v1.0`; `/beta` and the retired
//!   Outlook REST API, `/api/v2.0` with its PascalCase names, show the same data).
//! - Signing in is below [`Sandbox::login_url`]: `/{tenant}/oauth2/v2.0/token`, `/devicecode` and
//!   `/authorize`; machines get their tokens at [`Sandbox::imds_url`]. [`Sandbox::approve`] plays the person who types the
//!   device code.
//! - Upload sessions, downloads, thumbnails and copies under way are below [`Sandbox::media_url`], a host of its own
//!   that takes no token.
//! - Drives keep large content in temporary files, so that it costs no memory.
//! - SharePoint is at `https://sandbox.sharepoint.com`: its root site is there from the beginning, and every library of a site
//!   is a drive.
//! - Subscriptions are told of changes, if their notification URL is on this machine.
//! - [`Sandbox::fault`] spoils answers on purpose, [`Sandbox::requests`] tells what came.

// A library prints nothing. Examples do, so that this is no lint of the workspace.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod sync;
mod digest;
mod blob;
mod wire;
mod random;
mod uri;
mod callback;
mod people;
mod schema;
mod odata;
mod service;
mod answers;
mod casing;
mod requests;
mod http;
mod faults;
mod login;
mod batch;
mod door;
mod media;
mod sandbox;
mod seed;

pub use crate::{
    faults::Fault,
    login::{CLIENT_ID, CLIENT_SECRET, IDENTITY_HEADER, PASSWORD, USER},
    people::TENANT_ID,
    requests::LoggedRequest,
    sandbox::{Sandbox, SandboxBuilder},
    seed::SandboxDrive,
    service::{DriveKind, DriveRules},
};
