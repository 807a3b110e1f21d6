//! A place: one folder.

use o365_core::query::Query;
use o365_core::{Endpoint, Error, Id, List, Result};
use serde_json::json;

use crate::model::{FolderDraft, MailFolder, Message, MessageDraft};
use crate::prop;

/// Messages that the service puts on a page.
const MESSAGES: u32 = 999;
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

    /// Changes what the draft says: its name. A text is one.
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
        self.at.child("messages").post(&draft.to_save()?)
    }

    /// The folders in it, not theirs.
    ///
    /// `GET …/mailFolders/{id}/childFolders`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-childfolders).
    pub fn folders(&self) -> List<MailFolder> {
        folders(self.children())
    }

    /// The folder by that name in it, or `None`. The service compares without regard to case.
    ///
    /// `GET …/mailFolders/{id}/childFolders?$filter=displayName eq '…'`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-childfolders).
    ///
    /// # Errors
    /// Those of every request.
    pub fn folder_by_name(&self, name: &str) -> Result<Option<MailFolder>> {
        self.folders().filter(prop::folder::DISPLAY_NAME.eq(name)).first()
    }

    /// The folder at a path of names from here, such as `Projects/2024`, or `None`. One request a name. A name with a slash
    /// in it can't be said so: go by [`folder_by_name`](Self::folder_by_name).
    ///
    /// `GET …/mailFolders/{id}/childFolders?$filter=displayName eq '…'`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-childfolders).
    ///
    /// # Errors
    /// Bad input for an empty path; those of every request.
    pub fn folder_by_path(&self, path: &str) -> Result<Option<MailFolder>> {
        let mut names = path.split('/').filter(|name| !name.is_empty());
        let first = names.next().ok_or_else(|| Error::input("the path of a folder is empty"))?;
        let mut found = self.folder_by_name(first)?;
        for name in names {
            let Some(folder) = found else { break };
            found = FolderHandle::new(self.at.sibling(&folder.id)).folder_by_name(name)?;
        }
        Ok(found)
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
