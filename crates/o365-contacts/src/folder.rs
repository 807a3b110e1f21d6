//! A place: one folder of contacts.

use o365_core::query::Query;
use o365_core::{Endpoint, FolderPath, Id, List, Recipients, Result};
use serde_json::json;

use crate::batch;
use crate::contact::ContactHandle;
use crate::model::{Contact, ContactDraft, ContactFolder, FolderDraft};
use crate::prop;

/// Contacts that the service puts on a page.
const CONTACTS: u32 = 999;
/// Folders that the service puts on a page.
const FOLDERS: u32 = 250;

/// One folder of an address book, other than the default one: that is the [`AddressBook`](crate::AddressBook) itself.
///
/// Made by [`AddressBook::folder`](crate::AddressBook::folder). No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct FolderHandle {
    at: Endpoint,
}

impl FolderHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        FolderHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET …/contactFolders/{id}`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<ContactFolder> {
        self.at.get(&Query::new())
    }

    /// Changes what the draft says: its name. A text is one.
    ///
    /// `PATCH …/contactFolders/{id}`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-update).
    ///
    /// # Errors
    /// A conflict when there is another folder by that name; not found; those of every request.
    pub fn update(&self, draft: impl Into<FolderDraft>) -> Result<ContactFolder> {
        self.at.patch(&draft.into())
    }

    /// Moves it, with all that is in it, into another folder. It keeps its id.
    ///
    /// `PATCH …/contactFolders/{id}` of `parentFolderId`: contact folders have no `move`. Needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-update).
    ///
    /// # Errors
    /// Not found, a conflict of names, and those of every request.
    #[doc(alias = "move")]
    pub fn move_to(&self, folder: impl Into<Id<ContactFolder>>) -> Result<ContactFolder> {
        self.at.patch(&json!({"parentFolderId": folder.into().as_str()}))
    }

    /// Deletes it, with all that is in it. The service moves it to the deleted items.
    ///
    /// `DELETE …/contactFolders/{id}`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-delete).
    ///
    /// # Errors
    /// Not found, the default folder, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }

    /// Deletes it for good, with all that is in it.
    ///
    /// `POST …/contactFolders/{id}/permanentDelete`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-permanentdelete).
    ///
    /// # Errors
    /// Not found, and those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    pub fn permanent_delete(&self) -> Result<()> {
        self.at.child("permanentDelete").request(http::Method::POST).send().map(drop)
    }

    /// Its contacts; not those of the folders in it. [`delta`](List::delta) gives what changed.
    ///
    /// `GET …/contactFolders/{id}/contacts`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-list-contacts).
    pub fn contacts(&self) -> List<Contact> {
        contacts(self.at.child("contacts"))
    }

    /// One contact in it, by id or from what a list gave.
    pub fn contact(&self, contact: impl Into<Id<Contact>>) -> ContactHandle {
        ContactHandle::new(self.at.child("contacts").child(contact.into()))
    }

    /// The contact in it with that e-mail address, or `None`.
    ///
    /// `GET …/contacts?$filter=emailAddresses/any(a:a/address eq '…')`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-list-contacts).
    ///
    /// # Errors
    /// Those of every request.
    pub fn contact_by_email(&self, address: &str) -> Result<Option<Contact>> {
        contact_by_email(self.contacts(), address)
    }

    /// Creates a contact in this folder and gives it back.
    ///
    /// `POST …/contactFolders/{id}/contacts`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-post-contacts).
    ///
    /// # Errors
    /// Bad input for more addresses or phones than the service keeps; not found; those of every request.
    pub fn create_contact(&self, draft: impl Into<ContactDraft>) -> Result<Contact> {
        self.at.child("contacts").post(draft.into().checked()?)
    }

    /// Creates any number of contacts in this folder, twenty in a request: a result for each, in the order of the drafts.
    /// Nothing is sent before the first result is asked for. See [`batch`](o365_core::batch).
    ///
    /// `POST /$batch` of `POST …/contactFolders/{id}/contacts`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-post-contacts).
    pub fn create_contacts<D>(&self, drafts: D) -> impl Iterator<Item = Result<Contact>> + use<D>
    where
        D: IntoIterator<Item: Into<ContactDraft>>,
    {
        batch::create(&self.at.child("contacts"), drafts)
    }

    /// The addresses of all contacts in it, for a message to them all. Contacts without address are left out; of a contact
    /// with several it is the first. A message takes 1,000 at most.
    ///
    /// ```no_run
    /// # struct MessageDraft;
    /// # impl MessageDraft {
    /// #     fn new() -> Self { MessageDraft }
    /// #     fn bcc(self, to: impl Into<o365_core::Recipients>) -> Self { self }
    /// # }
    /// # fn run(book: o365_contacts::AddressBook, id: &str) -> o365_core::Result<()> {
    /// let message = MessageDraft::new().bcc(book.folder(id).recipients()?);
    /// // Some of them:
    /// let best = book.folder(id).contacts().filter(o365_contacts::prop::SURNAME.eq("Best")).all()?;
    /// let message = MessageDraft::new().bcc(&best[..]);
    /// # let _ = message;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `GET …/contactFolders/{id}/contacts?$select=displayName,emailAddresses`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-list-contacts).
    ///
    /// # Errors
    /// Those of every request.
    pub fn recipients(&self) -> Result<Recipients> {
        recipients(self.contacts())
    }

    /// The folders in it, not theirs.
    ///
    /// `GET …/contactFolders/{id}/childFolders`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-list-childfolders).
    pub fn folders(&self) -> List<ContactFolder> {
        folders(self.children())
    }

    /// The folder by that name in it, or `None`. The service compares without regard to case.
    ///
    /// `GET …/contactFolders/{id}/childFolders?$filter=displayName eq '…'`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-list-childfolders).
    ///
    /// # Errors
    /// Those of every request.
    pub fn folder_by_name(&self, name: &str) -> Result<Option<ContactFolder>> {
        self.folders().filter(prop::folder::DISPLAY_NAME.eq(name)).first()
    }

    /// The folder at a path of names from here, such as `Clubs/England`, or `None`. One request a name. Names with a slash
    /// in them go in an array: `["Clubs", "Home/Away"]`.
    ///
    /// `GET …/contactFolders/{id}/childFolders?$filter=displayName eq '…'`; needs `Contacts.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-list-childfolders).
    ///
    /// # Errors
    /// Bad input for an empty path; those of every request.
    pub fn folder_by_path(&self, path: impl Into<FolderPath>) -> Result<Option<ContactFolder>> {
        by_path(&path.into(), |name| self.folder_by_name(name), &self.at.parent())
    }

    /// Creates a folder in it: by name, or by a draft.
    ///
    /// `POST …/contactFolders/{id}/childFolders`; needs `Contacts.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contactfolder-post-childfolders).
    ///
    /// # Errors
    /// A conflict when there is a folder by that name; those of every request.
    pub fn create_folder(&self, draft: impl Into<FolderDraft>) -> Result<ContactFolder> {
        self.children().post(&draft.into())
    }

    fn children(&self) -> Endpoint {
        self.at.child("childFolders")
    }
}

pub(crate) fn contacts(at: Endpoint) -> List<Contact> {
    List::new(at).largest_page(CONTACTS)
}

pub(crate) fn folders(at: Endpoint) -> List<ContactFolder> {
    List::new(at).largest_page(FOLDERS)
}

pub(crate) fn contact_by_email(contacts: List<Contact>, address: &str) -> Result<Option<Contact>> {
    let has = prop::EMAIL_ADDRESSES.any(|email| email.property(prop::email::ADDRESS).eq(address));
    contacts.filter(has).first()
}

pub(crate) fn recipients(contacts: List<Contact>) -> Result<Recipients> {
    let contacts = contacts.select((prop::DISPLAY_NAME, prop::EMAIL_ADDRESSES)).into_iter();
    let recipients = contacts.filter_map(|contact| match contact {
        Ok(contact) => contact.recipient().map(Ok),
        Err(error) => Some(Err(error)),
    });
    Ok(Recipients::from(recipients.collect::<Result<Vec<_>>>()?))
}

/// The first name by `first`, the others below what was found; `all` is where folders are by their ids.
pub(crate) fn by_path(
    path: &FolderPath,
    first: impl Fn(&str) -> Result<Option<ContactFolder>>,
    all: &Endpoint,
) -> Result<Option<ContactFolder>> {
    path.check()?;
    let mut found: Option<ContactFolder> = None;
    for name in path.names() {
        let next = match &found {
            None => first(name)?,
            Some(folder) => FolderHandle::new(all.child(&folder.id)).folder_by_name(name)?,
        };
        let Some(folder) = next else { return Ok(None) };
        found = Some(folder);
    }
    Ok(found)
}
