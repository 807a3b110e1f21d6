//! Where one begins: a person's contacts.

use http::Method;
use o365_core::query::Query;
use o365_core::{Connection, Endpoint, FolderPath, Id, List, Recipients, Resource, Result};

use crate::batch;
use crate::contact::ContactHandle;
use crate::folder::{self, FolderHandle};
use crate::model::{Contact, ContactDraft, ContactFolder, FolderDraft};
use crate::prop;

/// An address book: the signed-in person's, a shared mailbox's, or another person's. It is the default folder of contacts,
/// with the other folders beside it.
///
/// ```no_run
/// # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
/// use o365_contacts::{AddressBook, ContactDraft, prop};
/// use o365_core::Resource;
///
/// let book = AddressBook::new(&connection, Resource::Me);
/// let contact = book.create_contact(ContactDraft::new().given_name("George").email_addresses("george@best.com"))?;
/// book.contact(&contact).update(&ContactDraft::new().job_title("Winger"))?;
///
/// if let Some(folder) = book.folder_by_path("Clubs/England")? {
///     for contact in book.folder(&folder).contacts().filter(prop::SURNAME.eq("Best")) {
///         println!("{}", contact?.display_name.unwrap_or_default());
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct AddressBook {
    at: Endpoint,
}

impl AddressBook {
    /// The address book of `resource`. No request is made.
    pub fn new(connection: &Connection, resource: impl Into<Resource>) -> Self {
        AddressBook { at: Endpoint::new(connection, resource) }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// The contacts of the default folder; not those of other folders. [`delta`](List::delta) gives what changed.
    ///
    /// `GET …/contacts`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-contacts).
    pub fn contacts(&self) -> List<Contact> {
        folder::contacts(self.all())
    }

    /// One contact, of any folder, by id or from what a list gave.
    pub fn contact(&self, contact: impl Into<Id<Contact>>) -> ContactHandle {
        ContactHandle::new(self.all().child(contact.into()))
    }

    /// The contact of the default folder with that e-mail address, or `None`.
    ///
    /// `GET …/contacts?$filter=emailAddresses/any(a:a/address eq '…')`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-contacts).
    ///
    /// # Errors
    /// Those of every request.
    pub fn contact_by_email(&self, address: &str) -> Result<Option<Contact>> {
        folder::contact_by_email(self.contacts(), address)
    }

    /// Creates a contact in the default folder and gives it back. [`FolderHandle::create_contact`] does in another.
    ///
    /// `POST …/contacts`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-post-contacts).
    ///
    /// # Errors
    /// Bad input for more addresses or phones than the service keeps; those of every request.
    pub fn create_contact(&self, draft: impl Into<ContactDraft>) -> Result<Contact> {
        self.all().post(draft.into().checked()?)
    }

    /// Creates any number of contacts in the default folder, twenty in a request: a result for each, in the order of the
    /// drafts. Nothing is sent before the first result is asked for. See [`batch`](o365_core::batch).
    ///
    /// `POST /$batch` of `POST …/contacts`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-post-contacts).
    pub fn create_contacts<D>(&self, drafts: D) -> impl Iterator<Item = Result<Contact>> + use<D>
    where
        D: IntoIterator<Item: Into<ContactDraft>>,
    {
        batch::create(&self.all(), drafts)
    }

    /// Changes any number of contacts, each by its draft, twenty in a request: a result for each, in their order.
    ///
    /// ```no_run
    /// # fn run(book: o365_contacts::AddressBook) -> o365_core::Result<()> {
    /// use o365_contacts::ContactDraft;
    ///
    /// let contacts = book.contacts().all()?;
    /// let changes = contacts.iter().map(|contact| (contact, ContactDraft::new().company_name("United")));
    /// for changed in book.update_contacts(changes) {
    ///     if let Err(error) = changed {
    ///         eprintln!("{error}");
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST /$batch` of `PATCH …/contacts/{id}`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contact-update).
    pub fn update_contacts<I, C>(
        &self,
        changes: C,
    ) -> impl Iterator<Item = Result<Contact>> + use<I, C>
    where
        I: Into<Id<Contact>>,
        C: IntoIterator<Item = (I, ContactDraft)>,
    {
        let all = self.all();
        let changes = changes.into_iter().map(move |(id, draft)| (all.child(id.into()), draft));
        batch::update(self.at.connection(), changes)
    }

    /// Deletes any number of contacts, twenty in a request: a result for each, in their order. The service moves them to the
    /// deleted items.
    ///
    /// `POST /$batch` of `DELETE …/contacts/{id}`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contact-delete).
    pub fn delete_contacts<C>(&self, contacts: C) -> impl Iterator<Item = Result<()>> + use<C>
    where
        C: IntoIterator<Item: Into<Id<Contact>>>,
    {
        let all = self.all();
        let gone = contacts.into_iter().map(move |id| all.child(id.into()).request(Method::DELETE));
        self.at.connection().send_all(gone).done()
    }

    /// The addresses of all contacts of the default folder, for a message to them all: see [`FolderHandle::recipients`].
    ///
    /// `GET …/contacts?$select=displayName,emailAddresses`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-contacts).
    ///
    /// # Errors
    /// Those of every request.
    pub fn recipients(&self) -> Result<Recipients> {
        folder::recipients(self.contacts())
    }

    /// One folder, by id or from what a list gave.
    pub fn folder(&self, folder: impl Into<Id<ContactFolder>>) -> FolderHandle {
        FolderHandle::new(self.folder_collection().child(folder.into()))
    }

    /// The folders at the top. The default folder isn't among them: the service leaves it out.
    /// [`delta`](List::delta) gives what changed.
    ///
    /// `GET …/contactFolders`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-contactfolders).
    pub fn folders(&self) -> List<ContactFolder> {
        folder::folders(self.folder_collection())
    }

    /// The folder by that name at the top, or `None`. The service compares without regard to case.
    ///
    /// `GET …/contactFolders?$filter=displayName eq '…'`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-contactfolders).
    ///
    /// # Errors
    /// Those of every request.
    pub fn folder_by_name(&self, name: &str) -> Result<Option<ContactFolder>> {
        self.folders().filter(prop::folder::DISPLAY_NAME.eq(name)).first()
    }

    /// The folder at a path of names from the top, such as `Clubs/England`, or `None`. One request a name. Names with a
    /// slash in them go in an array: `["Clubs", "Home/Away"]`.
    ///
    /// `GET …/contactFolders?$filter=displayName eq '…'`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-contactfolders).
    ///
    /// # Errors
    /// Bad input for an empty path; those of every request.
    pub fn folder_by_path(&self, path: impl Into<FolderPath>) -> Result<Option<ContactFolder>> {
        folder::by_path(&path.into(), |name| self.folder_by_name(name), &self.folder_collection())
    }

    /// Creates a folder at the top: by name, or by a draft.
    ///
    /// `POST …/contactFolders`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-post-contactfolders).
    ///
    /// # Errors
    /// A conflict when there is a folder by that name; those of every request.
    pub fn create_folder(&self, draft: impl Into<FolderDraft>) -> Result<ContactFolder> {
        self.folder_collection().post(&draft.into())
    }

    /// The id of the default folder: to move a folder into it, or to tell its contacts. The service tells it by its
    /// contacts only, so that it is `None` as long as there is none.
    ///
    /// `GET …/contacts?$top=1&$select=parentFolderId`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-contacts).
    ///
    /// # Errors
    /// Those of every request.
    pub fn default_folder_id(&self) -> Result<Option<Id<ContactFolder>>> {
        let any = self.contacts().query(&Query::new().select(prop::PARENT_FOLDER_ID)).first()?;
        Ok(any.and_then(|contact| contact.parent_folder_id))
    }

    fn all(&self) -> Endpoint {
        self.at.child("contacts")
    }

    fn folder_collection(&self) -> Endpoint {
        self.at.child("contactFolders")
    }
}
