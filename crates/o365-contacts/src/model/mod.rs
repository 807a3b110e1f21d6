//! What contacts and people are made of: plain data.

mod birthday;
mod contact;
mod draft;
mod folder;
mod invitation;
mod person;
mod photo;
mod user;

pub use o365_core::{Phone, PhoneType, PhysicalAddress};

pub use contact::Contact;
pub use draft::ContactDraft;
pub use folder::{ContactFolder, FolderDraft};
pub use invitation::{Invitation, InvitationDraft};
pub use person::{Person, PersonType, ScoredEmailAddress};
pub use photo::{Photo, PhotoSize, ProfilePhoto};
pub use user::User;
