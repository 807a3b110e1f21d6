//! A place: one folder.

use std::io::Read;

use http::Method;
use o365_core::query::Query;
use o365_core::{Endpoint, Id, List, Result};
use serde_json::json;

use crate::mime;
use crate::model::{FolderDraft, FolderPath, MailFolder, Message, MessageDraft, SearchFolderDraft};
use crate::outgoing;
use crate::prop;

/// Messages that the service puts on a page.
/// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-messages).
const MESSAGES: u32 = 1_000;
/// Folders that the service puts on a page.
const FOLDERS: u32 = 250;

/// One folder of a mailbox.
///
/// Made by [`Mailbox::inbox`](crate::Mailbox::inbox), [`Mailbox::folder`](crate::Mailbox::folder) and their like. No
/// request is made until a verb is called.
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

    /// Reads it: name and counts.
    ///
    /// `GET …/mailFolders/{id}`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<MailFolder> {
        self.at.get(&Query::new())
    }

    /// Updates the folder: its name. A string is taken as the new name.
    ///
    /// `PATCH …/mailFolders/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-update).
    ///
    /// # Errors
    /// A conflict when there is another folder by that name; not found; those of every request.
    pub fn update(&self, draft: impl Into<FolderDraft>) -> Result<MailFolder> {
        self.at.patch(&draft.into())
    }

    /// Moves it, with all that is in it, into another folder.
    ///
    /// `POST …/mailFolders/{id}/move`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-move).
    ///
    /// # Errors
    /// Not found, a conflict of names, and those of every request.
    #[doc(alias = "move")]
    pub fn move_to(&self, folder: impl Into<Id<MailFolder>>) -> Result<MailFolder> {
        self.at.child("move").post(&json!({"destinationId": folder.into().as_str()}))
    }

    /// Copies it, with all that is in it, into another folder, and gives the copy.
    ///
    /// `POST …/mailFolders/{id}/copy`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-copy).
    ///
    /// # Errors
    /// Not found, a conflict of names, and those of every request.
    #[doc(alias = "copy")]
    pub fn copy_to(&self, folder: impl Into<Id<MailFolder>>) -> Result<MailFolder> {
        self.at.child("copy").post(&json!({"destinationId": folder.into().as_str()}))
    }

    /// Deletes it, with all that is in it. The service moves it to the deleted items, from there out of sight.
    ///
    /// `DELETE …/mailFolders/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-delete).
    ///
    /// # Errors
    /// Not found, a folder that every mailbox needs, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }

    /// Deletes it, with all that is in it, for good: nobody but an administrator gets it back, and only while a hold is on
    /// the mailbox.
    ///
    /// `POST …/mailFolders/{id}/permanentDelete`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-permanentdelete).
    ///
    /// # Errors
    /// As [`delete`](Self::delete).
    #[doc(alias = "permanentDelete")]
    pub fn permanent_delete(&self) -> Result<()> {
        self.at.child("permanentDelete").request(Method::POST).send().map(drop)
    }

    /// The folder it is in, or `None` at the top of the tree. One request, to learn its id; none is needed where a
    /// [`MailFolder`] is at hand: `mailbox.folder(parent_folder_id)`.
    ///
    /// `GET …/mailFolders/{id}?$select=parentFolderId`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    #[doc(alias = "parentFolderId")]
    pub fn parent(&self) -> Result<Option<FolderHandle>> {
        let folder: MailFolder = self.at.get(&Query::new().select(["parentFolderId"]))?;
        let parent = folder.parent_folder_id.filter(|id| !id.is_empty());
        Ok(parent.map(|id| FolderHandle::new(self.at.parent().child(id))))
    }

    /// Its messages, newest first if nothing else is said; not those of the folders in it.
    ///
    /// `GET …/mailFolders/{id}/messages`; needs `Mail.ReadBasic`, and `Mail.Read` for bodies.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-messages).
    ///
    /// The service limits a search to 1,000 results and takes none together with a filter or an order. It takes a filter
    /// and an order together only when the ordered properties come first in the filter: the list puts them there.
    pub fn messages(&self) -> List<Message> {
        messages(self.at.child("messages"))
    }

    /// Saves a draft in this folder and gives it back.
    ///
    /// `POST …/mailFolders/{id}/messages`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-post-messages).
    ///
    /// # Errors
    /// A file that can't be read or is too large; a recipient without address; those of every request.
    pub fn save_draft(&self, draft: &MessageDraft) -> Result<Message> {
        outgoing::save(&self.at.child("messages"), &draft.to_save()?)
    }

    /// Saves MIME text as a draft in this folder and gives it back.
    ///
    /// `POST …/mailFolders/{id}/messages`, the text as base64; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-post-messages).
    ///
    /// # Errors
    /// Bad input for a text that is empty, can't be read or has more than 3,000,000 bytes; those of every request.
    pub fn import_mime(&self, mime: impl Read) -> Result<Message> {
        mime::post(&self.at.child("messages"), mime)?.send()?.json()
    }

    /// The folders in it, not theirs.
    ///
    /// `GET …/mailFolders/{id}/childFolders`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-childfolders).
    pub fn folders(&self) -> List<MailFolder> {
        folders(self.children())
    }

    /// The folders in it, not theirs, with those that Outlook hides.
    ///
    /// `GET …/mailFolders/{id}/childFolders?includeHiddenFolders=true`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-childfolders).
    #[doc(alias = "includeHiddenFolders")]
    pub fn folders_with_hidden(&self) -> List<MailFolder> {
        with_hidden(self.folders())
    }

    /// The folder by that name in it, or `None`. The service compares without regard to case.
    ///
    /// `GET …/mailFolders/{id}/childFolders?$filter=displayName eq '…'`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-childfolders).
    ///
    /// # Errors
    /// Those of every request.
    pub fn folder_by_name(&self, name: &str) -> Result<Option<MailFolder>> {
        by_name(self.children(), name)
    }

    /// Creates a folder in it: by name, or by a draft.
    ///
    /// `POST …/mailFolders/{id}/childFolders`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-post-childfolders).
    ///
    /// # Errors
    /// A conflict when there is a folder by that name; those of every request.
    pub fn create_folder(&self, draft: impl Into<FolderDraft>) -> Result<MailFolder> {
        self.children().post(&draft.into())
    }

    /// The folder at a path of names from this one, such as `Projects/2024`, or `None`. One request a name.
    ///
    /// `GET …/childFolders?$filter=displayName eq '…'`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-childfolders).
    ///
    /// # Errors
    /// Bad input for an empty path; those of every request.
    pub fn folder_by_path(&self, path: impl Into<FolderPath>) -> Result<Option<MailFolder>> {
        by_path(&self.at.parent(), self.children(), &path.into())
    }

    /// The folder at a path of names from this one; those that aren't there are created. A request for each name, and
    /// another for each folder that is created.
    ///
    /// `GET` and `POST …/childFolders`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-post-childfolders).
    ///
    /// # Errors
    /// Bad input for an empty path; those of every request. What was created stays.
    pub fn create_path(&self, path: impl Into<FolderPath>) -> Result<MailFolder> {
        create_path(&self.at.parent(), self.children(), &path.into())
    }

    /// Creates a search folder in it. Outlook shows those under [`Mailbox::create_search_folder`] and those in folders
    /// that people see.
    ///
    /// `POST …/mailFolders/{id}/childFolders`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailsearchfolder-post).
    ///
    /// [`Mailbox::create_search_folder`]: crate::Mailbox::create_search_folder
    ///
    /// # Errors
    /// A filter that can't be said; a conflict when there is a folder by that name; those of every request.
    #[doc(alias = "mailSearchFolder")]
    pub fn create_search_folder(&self, draft: &SearchFolderDraft) -> Result<MailFolder> {
        self.children().post(&draft.to_send()?)
    }

    /// Changes what the draft says of a search folder.
    ///
    /// `PATCH …/mailFolders/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailsearchfolder-update).
    ///
    /// # Errors
    /// A filter that can't be said; a folder that isn't a search folder; not found; those of every request.
    pub fn update_search_folder(&self, draft: &SearchFolderDraft) -> Result<MailFolder> {
        self.at.patch(&draft.to_send()?)
    }

    fn children(&self) -> Endpoint {
        self.at.child("childFolders")
    }
}

pub(crate) fn messages(at: Endpoint) -> List<Message> {
    List::new(at).largest_page(MESSAGES).order_first()
}

pub(crate) fn folders(at: Endpoint) -> List<MailFolder> {
    List::new(at).largest_page(FOLDERS)
}

pub(crate) fn with_hidden(folders: List<MailFolder>) -> List<MailFolder> {
    folders.query(&Query::new().set("includeHiddenFolders", "true"))
}

/// The folders in one; folders are flat by id.
pub(crate) fn children(all: &Endpoint, id: &Id<MailFolder>) -> Endpoint {
    all.child(id).child("childFolders")
}

/// Goes down a path of names, from the folders at `top`.
pub(crate) fn by_path(
    all: &Endpoint,
    mut top: Endpoint,
    path: &FolderPath,
) -> Result<Option<MailFolder>> {
    let mut found = None;
    for name in names(path)? {
        let Some(folder) = by_name(top, name)? else { return Ok(None) };
        top = children(all, &folder.id);
        found = Some(folder);
    }
    Ok(found)
}

/// The same, and creates what isn't there.
pub(crate) fn create_path(
    all: &Endpoint,
    mut top: Endpoint,
    path: &FolderPath,
) -> Result<MailFolder> {
    let mut last = MailFolder::default();
    for name in names(path)? {
        last = match by_name(top.clone(), name)? {
            Some(folder) => folder,
            None => create(&top, name)?,
        };
        top = children(all, &last.id);
    }
    Ok(last)
}

/// Creates a folder, or finds the one that another program has just created.
fn create(at: &Endpoint, name: &str) -> Result<MailFolder> {
    match at.post(&FolderDraft::from(name)) {
        Err(error) if error.is_conflict() => by_name(at.clone(), name)?.ok_or(error),
        created => created,
    }
}

fn by_name(at: Endpoint, name: &str) -> Result<Option<MailFolder>> {
    folders(at).filter(prop::folder::DISPLAY_NAME.eq(name)).first()
}

fn names(path: &FolderPath) -> Result<&[String]> {
    path.check().map(|()| path.names())
}
