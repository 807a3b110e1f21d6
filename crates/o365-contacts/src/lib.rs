//! Outlook contacts and people: address books, folders, photos, the directory.
//!
//! [`AddressBook`] and [`Directory`] are where one begins. Places ([`AddressBook`], [`FolderHandle`], [`ContactHandle`],
//! [`UserHandle`], [`PhotoHandle`]) are a connection and a path: cheap to make, no request until a verb is called. Things
//! ([`Contact`], [`ContactFolder`], [`User`], [`Person`]) are plain data. Drafts ([`ContactDraft`], [`FolderDraft`]) are what
//! is written: only what they say is sent.
//!
//! In the crate `o365` this is `o365::contacts`, and what the examples take from `o365_core` is `o365::..`.
//!
//! ```
//! # fn main() -> o365_core::Result<()> {
//! # let sandbox = o365_sandbox::Sandbox::start().unwrap();
//! # let graph = o365_core::protocol::Graph::at(sandbox.graph_url());
//! # let token = o365_core::auth::StaticToken::new(sandbox.token());
//! # let connection = o365_core::Connection::builder(token).protocol(graph).build()?;
//! use o365_contacts::{AddressBook, ContactDraft, prop};
//! use o365_core::Resource;
//!
//! let book = AddressBook::new(&connection, Resource::Me);
//! let footballers = book.create_folder("Footballers")?;
//! let george = ContactDraft::new()
//!     .given_name("George")
//!     .surname("Best")
//!     .email_addresses("george@best.com")
//!     .mobile_phone("+44 161 868 8000");
//! book.folder(&footballers).create_contact(&george)?;
//!
//! for contact in book.folder(&footballers).contacts().filter(prop::SURNAME.eq("Best")).limit(25) {
//!     let contact = contact?;
//!     println!("{}", contact.display_name.as_deref().unwrap_or("(no name)"));
//!     book.contact(&contact).update(&ContactDraft::new().job_title("Winger"))?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! | you want | you write |
//! |---|---|
//! | contacts | [`AddressBook::contacts`], [`FolderHandle::contacts`]: filter, search, select, order, limit, then a `for` |
//! | one contact | [`AddressBook::contact`], [`AddressBook::contact_by_email`], then [`update`](ContactHandle::update), .. |
//! | another folder | [`AddressBook::folder`] by id, [`AddressBook::folder_by_path`] |
//! | a new contact | [`AddressBook::create_contact`], [`FolderHandle::create_contact`]: it is made where it was asked for |
//! | many at once | [`AddressBook::create_contacts`], [`AddressBook::update_contacts`], [`AddressBook::delete_contacts`] |
//! | what changed | `book.contacts().delta(saved)`: see [`delta`](o365_core::delta) |
//! | a message to them | a [`Contact`], a [`User`] and a [`Person`] are recipients: `MessageDraft::new().to(&contact)`, `.bcc(folder.recipients()?)` |
//! | a photo | [`ContactHandle::photo`], [`UserHandle::photo`] |
//! | the organisation's people | [`Directory::users`], [`Directory::search`], [`Directory::me`], [`UserHandle::manager`] |
//! | vCards | the module `vcard`, with the feature of that name |
//!
//! Microsoft: [Outlook contacts](https://learn.microsoft.com/graph/api/resources/contact),
//! [people](https://learn.microsoft.com/graph/api/resources/person),
//! [users](https://learn.microsoft.com/graph/api/resources/users).
//!
//! # Features
//! - `vcard`: contacts to vCards and back.

// A library prints nothing. Examples do, so that this is no lint of the workspace.
#![warn(clippy::print_stdout, clippy::print_stderr)]
// Labels what a feature gates, on docs.rs.
#![cfg_attr(docsrs, feature(doc_cfg))]

// Layers, bottom up: a module uses only the modules above it in this list.
pub mod model;
pub mod prop;
mod batch;
mod photo;
mod contact;
mod folder;
mod address_book;
mod user;
mod directory;
#[cfg(feature = "vcard")]
pub mod vcard;

pub use o365_core::FolderPath;
pub use o365_core::extended_property::{self, ExtendedPropertyId};

pub use crate::{
    address_book::AddressBook,
    contact::ContactHandle,
    directory::Directory,
    folder::FolderHandle,
    model::{
        Contact, ContactDraft, ContactFolder, FolderDraft, Invitation, InvitationDraft, Person,
        PersonType, Phone, PhoneType, Photo, PhotoSize, PhysicalAddress, ProfilePhoto,
        ScoredEmailAddress, User,
    },
    photo::PhotoHandle,
    user::UserHandle,
};
