//! Where one begins: a person's mail.

use o365_core::{Connection, Endpoint, Id, List, Resource, Result};
use serde::Serialize;

use crate::folder::{self, FolderHandle};
use crate::message::MessageHandle;
use crate::model::{FolderDraft, MailFolder, Message, MessageDraft, WellKnownFolder};
use crate::prop;

/// A mailbox: the signed-in person's, a shared one, or another person's.
///
/// ```no_run
/// # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
/// use o365_core::Resource;
/// use o365_mail::{Mailbox, WellKnownFolder};
///
/// let mailbox = Mailbox::new(&connection, &Resource::user("shared@example.com"));
/// let unread = mailbox.inbox().get()?.unread_item_count;
/// if let Some(folder) = mailbox.folder_by_path("Inbox/Projects/2024")? {
///     for message in mailbox.folder(&folder).messages().search("budget") {
///         mailbox.message(&message?).move_to(WellKnownFolder::Archive)?;
///     }
/// }
/// # _ = unread;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Mailbox {
    at: Endpoint,
}

impl Mailbox {
    /// The mailbox of `resource`. No request is made.
    pub fn new(connection: &Connection, resource: impl Into<Resource>) -> Self {
        Mailbox { at: Endpoint::new(connection, resource) }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Sends a message and keeps a copy in the sent items.
    ///
    /// The service has taken it when this returns; it may still come back as undeliverable.
    ///
    /// `POST …/sendMail`; needs `Mail.Send`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-sendmail).
    ///
    /// # Errors
    /// Bad input for a message without recipient or with one that has no address; a file that can't be read or is too
    /// large; those of every request. When the answer is lost the error [says so](o365_core::Error::is_outcome_unknown):
    /// it isn't sent twice.
    #[doc(alias = "sendMail")]
    pub fn send(&self, message: &MessageDraft) -> Result<()> {
        self.send_mail(message, true)
    }

    /// Sends a message and keeps no copy.
    ///
    /// `POST …/sendMail`; needs `Mail.Send`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-sendmail).
    ///
    /// # Errors
    /// As [`send`](Self::send).
    #[doc(alias = "saveToSentItems")]
    pub fn send_without_copy(&self, message: &MessageDraft) -> Result<()> {
        self.send_mail(message, false)
    }

    /// Saves a message among the drafts and gives it back. [`MessageHandle::send`] sends it later.
    ///
    /// `POST …/messages`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-post-messages).
    ///
    /// # Errors
    /// A file that can't be read or is too large; a recipient without address; those of every request.
    #[doc(alias = "draft")]
    pub fn save_draft(&self, message: &MessageDraft) -> Result<Message> {
        self.at.child("messages").post(&message.to_save()?)
    }

    /// One message, by id or from what a list gave.
    pub fn message(&self, message: impl Into<Id<Message>>) -> MessageHandle {
        MessageHandle::new(self.at.child("messages").child(message.into()))
    }

    /// All messages, of all folders, deleted and sent ones too; newest first if nothing else is said.
    ///
    /// `GET …/messages`; needs `Mail.ReadBasic`, and `Mail.Read` for bodies.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-messages).
    pub fn messages(&self) -> List<Message> {
        folder::messages(self.at.child("messages"))
    }

    /// The inbox.
    pub fn inbox(&self) -> FolderHandle {
        self.folder(WellKnownFolder::Inbox)
    }

    /// What wasn't sent yet.
    pub fn drafts(&self) -> FolderHandle {
        self.folder(WellKnownFolder::Drafts)
    }

    /// What was sent.
    pub fn sent_items(&self) -> FolderHandle {
        self.folder(WellKnownFolder::SentItems)
    }

    /// What was deleted.
    pub fn deleted_items(&self) -> FolderHandle {
        self.folder(WellKnownFolder::DeletedItems)
    }

    /// What is taken for junk.
    pub fn junk_email(&self) -> FolderHandle {
        self.folder(WellKnownFolder::JunkEmail)
    }

    /// What is on its way out.
    pub fn outbox(&self) -> FolderHandle {
        self.folder(WellKnownFolder::Outbox)
    }

    /// What was archived.
    pub fn archive(&self) -> FolderHandle {
        self.folder(WellKnownFolder::Archive)
    }

    /// A folder that every mailbox has, or one by id.
    pub fn folder(&self, folder: impl Into<Id<MailFolder>>) -> FolderHandle {
        FolderHandle::new(self.at.child("mailFolders").child(folder.into()))
    }

    /// The folders at the top, not those in them.
    ///
    /// `GET …/mailFolders`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-mailfolders).
    pub fn folders(&self) -> List<MailFolder> {
        folder::folders(self.at.child("mailFolders"))
    }

    /// The folder by that name at the top, or `None`. The service compares without regard to case.
    ///
    /// `GET …/mailFolders?$filter=displayName eq '…'`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-mailfolders).
    ///
    /// # Errors
    /// Those of every request.
    pub fn folder_by_name(&self, name: &str) -> Result<Option<MailFolder>> {
        self.folders().filter(prop::folder::DISPLAY_NAME.eq(name)).first()
    }

    /// The folder at a path of names from the top, such as `Inbox/Projects/2024`, or `None`. One request a name.
    ///
    /// The inbox has another name in a mailbox of another language: `mailbox.inbox().folder_by_path("Projects/2024")` holds
    /// everywhere.
    ///
    /// `GET …/mailFolders/msgfolderroot/childFolders?$filter=displayName eq '…'`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-childfolders).
    ///
    /// # Errors
    /// Bad input for an empty path; those of every request.
    pub fn folder_by_path(&self, path: &str) -> Result<Option<MailFolder>> {
        self.folder(WellKnownFolder::MessageFolderRoot).folder_by_path(path)
    }

    /// Creates a folder at the top: by name, or by a draft.
    ///
    /// `POST …/mailFolders`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-post-mailfolders).
    ///
    /// # Errors
    /// A conflict when there is a folder by that name; those of every request.
    pub fn create_folder(&self, draft: impl Into<FolderDraft>) -> Result<MailFolder> {
        self.at.child("mailFolders").post(&draft.into())
    }

    fn send_mail(&self, message: &MessageDraft, save_to_sent_items: bool) -> Result<()> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct SendMail<M> {
            message: M,
            save_to_sent_items: bool,
        }
        self.at
            .child("sendMail")
            .call(&SendMail { message: message.to_send()?, save_to_sent_items })
    }
}
