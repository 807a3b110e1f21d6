//! Microsoft 365 without an async runtime: mail, calendars and more through Microsoft Graph, with plain blocking calls.
//!
//! ```no_run
//! use o365::{Account, Result, mail::{MessageDraft, prop}, scopes};
//! use time::macros::datetime; // the crate `time`, with its feature `macros`, among your own dependencies
//!
//! fn main() -> Result<()> {
//!     let account = Account::builder("client-id").scopes([scopes::MAIL_READ_WRITE, scopes::MAIL_SEND]).sign_in()?;
//!     let mailbox = account.mailbox();
//!
//!     let message = MessageDraft::new()
//!         .to("george@best.com")
//!         .subject("Testing!")
//!         .body("I've stopped drinking, but only while I'm asleep.")
//!         .attach("quotes.pdf");
//!     mailbox.send(&message)?;
//!
//!     let recent = prop::RECEIVED.ge(datetime!(2024-03-21 0:00 UTC)) & prop::SUBJECT.contains("best");
//!     for message in mailbox.inbox().messages().filter(recent).limit(1500) {
//!         let message = message?;
//!         println!("{}", message.subject.as_deref().unwrap_or("(no subject)"));
//!         mailbox.message(&message).mark_read(true)?;
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # How it reads
//!
//! * **Places** are nouns and cost nothing: `mailbox.inbox()`, `mailbox.message(id)`. They hold a connection and a path.
//! * **Verbs** make one request and give a [`Result`]: `get`, `update`, `delete`, `send`, `move_to`.
//! * **Lists** are plural and lazy: `mailbox.messages().filter(..).limit(25)` is an iterator in a `for`, page by page.
//! * **Drafts** are what is written: a property is kept, cleared by `None`, or set, and only what is said is sent.
//! * **Things** are plain data with public fields named as in Microsoft's documentation.
//!
//! # Signing in
//!
//! [`Account::builder`] takes the client id of an app registration. By default a person signs in on any device with a code,
//! and the token is kept in the user's configuration folder, renewed ahead of time and shared safely by processes.
//! [`AccountBuilder`] has the other ways: a client secret, a token of your own, any [`Flow`](auth::Flow).
//!
//! # Errors
//!
//! There is one [`Error`]. Its text is a line that a person can act on; its predicates ([`is_not_found`](Error::is_not_found),
//! [`is_throttled`](Error::is_throttled), [`needs_sign_in`](Error::needs_sign_in), ..) are for programs. Requests that the
//! service refuses for the moment are [sent again](Retry) by themselves; what may have been carried out already never is.
//!
//! # What isn't modelled
//!
//! Any path, with the same sign-in, retries and errors:
//!
//! ```
//! # use o365::{Account, Result};
//! fn plans(account: &Account) -> Result<serde_json::Value> {
//!     account.api().get("/me/planner/plans").param("$top", "5").send()?.json()
//! }
//! ```
//!
//! # Features
//!
//! | feature | gives | by default |
//! |---|---|---|
//! | `mail` | [`mail`]: folders, messages, attachments | yes |
//! | `calendar` | [`calendar`]: events, recurrence, free time, meetings | yes |
//! | `contacts` | [`contacts`]: address books, folders, photos, the directory | yes |
//! | `drive` | [`drive`]: OneDrive and document libraries: files, folders, sharing, transfers | yes |
//! | `sharepoint` | [`sharepoint`]: sites, lists, items, pages | yes |
//! | `oauth` | the sign-in flows; without it, bring a token | yes |
//! | `rustls` | TLS by rustls, with Mozilla's roots | yes |
//! | `native-tls` | TLS by the system's library (OpenSSL on Linux) | no |
//! | `platform-verifier` | rustls, with the system's roots | no |
//! | `certificate` | signing in with a certificate (`auth::Certificate`) | no |
//! | `keyring` | tokens in the system's key store (`auth::KeyringStore`) | no |
//! | `vcard` | contacts to vCards and back (`contacts::vcard`) | no |
//! | `rich-notifications` | decryption of things that come with [change notifications](subscriptions) | no |
//! | `ical` | events out to and in from .ics files (`calendar::ical`); brings `calendar` | no |
//! | `mock` | a transport for tests that answers from a queue | no |
//!
//! # What is logged
//!
//! Through the `log` crate, target `o365::http`: a line for each request, answer and retry, at debug level, with method,
//! path, status and time. Never a token, a header, a body, or a pre-authenticated address.
//!
//! The HTTP library beneath writes all that goes over the wire, tokens too, at the trace level of its targets `ureq` and
//! `ureq_proto`. Nothing is sent while the program's logger takes that; the error says how to leave it out
//! (`RUST_LOG=trace,ureq_proto=off,ureq=debug`).

// A library prints nothing. Examples do, so that this is no lint of the workspace.
#![warn(clippy::print_stdout, clippy::print_stderr)]
// Labels what a feature gates, on docs.rs.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod account;
mod builder;

pub use account::Account;
pub use builder::AccountBuilder;
#[cfg(feature = "calendar")]
#[doc(inline)]
pub use o365_calendar as calendar;
#[cfg(feature = "contacts")]
#[doc(inline)]
pub use o365_contacts as contacts;
#[cfg(feature = "mock")]
pub use o365_core::mock;
pub use o365_core::{
    Base64, BodyType, Casing, Cloud, Connection, EmailAddress, Endpoint, Error, ErrorKind,
    EventType, Field, GeoCoordinates, Id, Identity, IdentitySet, ItemBody, ItemReference, List,
    Location, LocationType, MeetingResponse, Pager, PhysicalAddress, Protocol, Publication,
    PublicationLevel, Recipient, Recipients, Resource, ResponseType, Result, Retry, SharepointIds,
    TimeSlot, Unknown, attachment, auth, auth::scopes, batch, connection, delta, download, error,
    extended_property, file_name, hash, json, monitor, pager, path, protocol, query, save,
    subscriptions, time, transport, upload,
};
#[cfg(feature = "drive")]
#[doc(inline)]
pub use o365_drive as drive;
#[cfg(feature = "mail")]
#[doc(inline)]
pub use o365_mail as mail;
#[cfg(feature = "sharepoint")]
#[doc(inline)]
pub use o365_sharepoint as sharepoint;
