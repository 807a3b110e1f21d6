//! Contacts to vCards and back, with their photos.
//!
//! [`read`] takes vCards of the versions 2.1, 3.0 and 4.0, one or many in a text; [`write()`] makes 3.0, which everything reads,
//! or 4.0. [`AddressBook::write_vcards`](crate::AddressBook::write_vcards) and
//! [`FolderHandle::read_vcards`](crate::FolderHandle::read_vcards) do it for whole folders.
//!
//! ```
//! use o365_contacts::vcard::{self, Card, Version};
//!
//! let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Best;George;;;\r\nFN:George Best\r\nEMAIL:george@best.com\r\nEND:VCARD\r\n";
//! let cards = vcard::read(text).collect::<o365_core::Result<Vec<Card>>>()?;
//! assert_eq!(cards[0].contact.surname.as_deref(), Some("Best"));
//! assert!(vcard::write(&cards, Version::V4).contains("N:Best;George;;;"));
//! # Ok::<_, o365_core::Error>(())
//! ```
//!
//! | vCard | contact |
//! |---|---|
//! | `FN`, `N`, `NICKNAME` | `display_name`; `surname`, `given_name`, `middle_name`, `title`, `generation`; `nick_name` |
//! | `EMAIL`, `IMPP`, `TEL` | `email_addresses`, `im_addresses`, phones by `TYPE` (`work`, `home`, `cell`) |
//! | `ADR` | addresses by `TYPE` (`work`, `home`, none) |
//! | `ORG`, `TITLE`, `ROLE`, `URL` | `company_name` and `department`, `job_title`, `profession`, `business_home_page` |
//! | `BDAY`, `NOTE`, `CATEGORIES`, `PHOTO` | `birthday`, `personal_notes`, `categories`, the photo |
//! | `X-MS-MANAGER`, `X-MS-ASSISTANT`, `X-MS-SPOUSE`, `X-MS-CHILD`, `X-MS-IMADDRESS` | as Outlook names them |
//! | `X-PHONETIC-FIRST-NAME`, `X-PHONETIC-LAST-NAME`, `X-PHONETIC-ORG` | how names are read |
//! | `X-GRAPH-…` | what has no name elsewhere: `file_as`, `initials`, `office_location`, names of e-mail addresses, extended properties |
//!
//! What a contact has no place for (a third phone at work, a key, a geographic position) is in [`Card::left_out`]. A birthday
//! without a year is read as of 1604, as phones keep it, and written without a year again. Line breaks become `\n`, and other
//! control characters are dropped.
//!
//! [RFC 6350](https://www.rfc-editor.org/rfc/rfc6350) (4.0), [RFC 2426](https://www.rfc-editor.org/rfc/rfc2426) (3.0)

mod reading;
mod transfer;
mod writing;

use crate::model::{Contact, Photo};

pub use reading::{Cards, read};
pub use writing::write;

/// A version of vCard to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Version {
    /// 3.0, of 1998: what Outlook, phones and nearly everything else reads.
    #[default]
    V3,
    /// 4.0, of 2011.
    V4,
}

/// One vCard: a contact, its photo, and what neither could hold.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Card {
    /// The contact. Of one that was read from a text, id and folder are empty.
    pub contact: Contact,
    /// Its photo, if there is one.
    pub photo: Option<Photo>,
    /// Names and values of the properties that a contact has no place for, such as `TEL: +44 161`.
    pub left_out: Vec<String>,
}

impl Card {
    /// With this photo.
    #[must_use]
    pub fn photo(mut self, photo: impl Into<Photo>) -> Self {
        self.photo = Some(photo.into());
        self
    }
}

impl From<Contact> for Card {
    fn from(contact: Contact) -> Self {
        Card { contact, photo: None, left_out: Vec::new() }
    }
}
impl From<&Contact> for Card {
    fn from(contact: &Contact) -> Self {
        Card::from(contact.clone())
    }
}

/// The year of birthdays that have none.
const NO_YEAR: i32 = 1604;
/// Extended properties, which are kept as JSON.
const EXTENDED: &str = "X-GRAPH-SINGLEVALUEEXTENDEDPROPERTIES";
/// The same with several values each.
const EXTENDED_LISTS: &str = "X-GRAPH-MULTIVALUEEXTENDEDPROPERTIES";

#[cfg(test)]
mod tests;
