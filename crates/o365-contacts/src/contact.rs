//! A place: one contact.

use std::sync::Arc;

use http::Method;
use o365_core::query::Query;
use o365_core::{Endpoint, Result};

use crate::model::{Contact, ContactDraft};
use crate::photo::PhotoHandle;

/// One contact of an address book.
///
/// Made by [`AddressBook::contact`](crate::AddressBook::contact) from a [`Contact`], its id, or a text. No request is made
/// until a verb is called.
#[derive(Clone, Debug)]
pub struct ContactHandle {
    at: Endpoint,
}

impl ContactHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        ContactHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// The same place, where what changes it goes through only if it still has this version: its
    /// [`etag`](Contact::etag). Else the error [is stale](o365_core::Error::is_stale), and nothing is changed.
    ///
    /// It goes for [`update`](Self::update) and [`delete`](Self::delete).
    ///
    /// ```no_run
    /// # fn run(book: o365_contacts::AddressBook, contact: o365_contacts::Contact) -> o365_core::Result<()> {
    /// use o365_contacts::ContactDraft;
    ///
    /// let place = book.contact(&contact).if_match(contact.etag.as_deref().unwrap_or("*"));
    /// match place.update(&ContactDraft::new().job_title("Winger")) {
    ///     Err(error) if error.is_stale() => println!("somebody else was faster"),
    ///     changed => _ = changed?,
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn if_match(&self, etag: impl Into<Arc<str>>) -> Self {
        ContactHandle::new(self.at.if_match(etag))
    }

    /// Reads it.
    ///
    /// `GET …/contacts/{id}`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contact-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<Contact> {
        self.get_with(&Query::new())
    }

    /// Reads it with a query: `select`, or `expand` for its extended properties and extensions.
    ///
    /// `GET …/contacts/{id}`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contact-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get_with(&self, query: &Query) -> Result<Contact> {
        self.at.get(query)
    }

    /// Changes what the draft says, and gives the contact back as it is now. A list that is said takes the place of the one
    /// that was there.
    ///
    /// `PATCH …/contacts/{id}`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contact-update).
    ///
    /// # Errors
    /// Bad input for more addresses or phones than the service keeps; not found; those of every request.
    pub fn update(&self, draft: &ContactDraft) -> Result<Contact> {
        self.at.patch(draft.checked()?)
    }

    /// Deletes it. The service moves it to the deleted items.
    ///
    /// `DELETE …/contacts/{id}`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contact-delete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }

    /// Deletes it for good: nobody but an administrator sees it again.
    ///
    /// `POST …/contacts/{id}/permanentDelete`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contact-permanentdelete).
    ///
    /// # Errors
    /// Not found, and those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    pub fn permanent_delete(&self) -> Result<()> {
        self.at.child("permanentDelete").request(Method::POST).send().map(drop)
    }

    /// Its photo. A contact's has one size.
    pub fn photo(&self) -> PhotoHandle {
        PhotoHandle::new(self.at.child("photo"))
    }
}
