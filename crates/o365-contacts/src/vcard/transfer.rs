//! Folders to vCards and back.

use std::io;

use o365_core::{Error, List, Result};

use super::{Card, Version, read, write};
use crate::address_book::AddressBook;
use crate::contact::ContactHandle;
use crate::folder::FolderHandle;
use crate::model::Contact;

impl AddressBook {
    /// Writes these contacts, of any folder, as vCards, with their photos: one more request for each contact. Gives how many
    /// there are. Nothing of it is held in memory but the page at hand.
    ///
    /// ```no_run
    /// # fn run(book: o365_contacts::AddressBook) -> o365_core::Result<()> {
    /// use o365_contacts::vcard::Version;
    ///
    /// let mut text = Vec::new();
    /// let count = book.write_vcards(book.contacts(), &mut text, Version::V3)?;
    /// # _ = count;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `GET …/contacts` and `GET …/contacts/{id}/photo/$value`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/profilephoto-get).
    ///
    /// # Errors
    /// What can't be written; those of every request.
    pub fn write_vcards(
        &self,
        contacts: List<Contact>,
        mut to: impl io::Write,
        version: Version,
    ) -> Result<usize> {
        let mut count = 0;
        for contact in contacts {
            let contact = contact?;
            let photo = self.contact(&contact).photo().get()?;
            let card = Card { photo, ..Card::from(contact) };
            let text = write([&card], version);
            to.write_all(text.as_bytes()).map_err(|error| Error::io("the vCards", error))?;
            count += 1;
        }
        Ok(count)
    }

    /// Creates the contacts of these vCards in the default folder, with their photos: a result for each card. Nothing is sent
    /// before the first is asked for. What a card says that a contact has no place for isn't kept: [`read`] tells what it is,
    /// in [`Card::left_out`].
    ///
    /// `POST …/contacts` and `PUT …/contacts/{id}/photo/$value`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-post-contacts).
    ///
    /// # Errors
    /// Each card has its own: what is no vCard, and those of every request. When the photo is refused the contact is there
    /// without it.
    pub fn read_vcards(&self, text: &str) -> impl Iterator<Item = Result<Contact>> {
        read(text).map(move |card| {
            take(card?, |contact| self.create_contact(contact), |made| self.contact(made))
        })
    }
}

impl FolderHandle {
    /// The same in this folder: see [`AddressBook::read_vcards`].
    ///
    /// `POST …/contactFolders/{id}/contacts` and `PUT …/contacts/{id}/photo/$value`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-post-contacts).
    ///
    /// # Errors
    /// Each card has its own: what is no vCard, and those of every request. When the photo is refused the contact is there
    /// without it.
    pub fn read_vcards(&self, text: &str) -> impl Iterator<Item = Result<Contact>> {
        read(text).map(move |card| {
            take(card?, |contact| self.create_contact(contact), |made| self.contact(made))
        })
    }
}

/// Creates the contact of a card, then its photo.
fn take(
    card: Card,
    create: impl Fn(&Contact) -> Result<Contact>,
    place: impl Fn(&Contact) -> ContactHandle,
) -> Result<Contact> {
    let made = create(&card.contact)?;
    match card.photo {
        None => Ok(made),
        Some(photo) => place(&made).photo().set(photo).map(|()| made),
    }
}
