//! Where one begins: a person's mail.

mod find;
mod mime;
mod tracked;

use o365_core::{Connection, Endpoint, Error, Id, List, Resource, Result};
use serde::Serialize;

use crate::folder::{self, FolderHandle};
use crate::many::ManyMessages;
use crate::message::MessageHandle;
use crate::model::{
    FolderDraft, FolderPath, MailFolder, Message, MessageDraft, SearchFolderDraft, WellKnownFolder,
};
use crate::outgoing;
use crate::prop;
use crate::tree::FolderTree;

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
///     for message in mailbox.folder(&folder).messages().search("budget").all()? {
///         mailbox.message(&message).move_to(WellKnownFolder::Archive)?;
///     }
/// }
/// # _ = unread;
/// # Ok(())
/// # }
/// ```
///
/// # Ids that don't change
///
/// By default the id of a message is that of its place: it changes when the message moves to another folder, and when a
/// draft is sent. A connection built with [`immutable_ids`](o365_core::connection::ConnectionBuilder::immutable_ids) asks for
/// ids that stay as long as the item is in the same mailbox. The two kinds aren't mixed: what was kept in one is translated
/// by [`translate_ids`](Self::translate_ids). Ids of folders stay in either case.
/// [Microsoft's page](https://learn.microsoft.com/graph/outlook-immutable-id).
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
    /// With more than 3 MB of attachments it is saved as a draft first, completed by uploads, and sent then; that needs
    /// `Mail.ReadWrite` too. When something fails on the way the draft is deleted, unless it may have been sent.
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
    /// As [`send`](Self::send); bad input for attachments of more than 3 MB, which only a saved draft takes: its copy stays.
    #[doc(alias = "saveToSentItems")]
    pub fn send_without_copy(&self, message: &MessageDraft) -> Result<()> {
        self.send_mail(message, false)
    }

    /// Saves a message as a draft and gives it back. [`MessageHandle::send`] sends it later.
    ///
    /// `POST …/messages`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-post-messages).
    ///
    /// # Errors
    /// A file that can't be read or is too large; a recipient without address; those of every request.
    #[doc(alias = "draft")]
    pub fn save_draft(&self, message: &MessageDraft) -> Result<Message> {
        outgoing::save(&self.at.child("messages"), &message.to_save()?)
    }

    /// One message, by id or from what a list gave.
    pub fn message(&self, message: impl Into<Id<Message>>) -> MessageHandle {
        MessageHandle::new(self.at.child("messages").child(message.into()))
    }

    /// Any number of messages, to do the same with each of them, twenty a request.
    ///
    /// ```no_run
    /// # fn run(mailbox: o365_mail::Mailbox, ids: Vec<o365_core::Id<o365_mail::Message>>) {
    /// let left = mailbox.many(ids).delete().filter(|(_, answer)| answer.is_err()).count();
    /// # }
    /// ```
    pub fn many<I>(&self, messages: I) -> ManyMessages<I::IntoIter>
    where
        I: IntoIterator,
        I::Item: Into<Id<Message>>,
    {
        ManyMessages::new(self.at.child("messages"), messages.into_iter())
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

    /// The folders at the top, not those in them, with those that Outlook hides.
    ///
    /// `GET …/mailFolders?includeHiddenFolders=true`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-mailfolders).
    #[doc(alias = "includeHiddenFolders")]
    pub fn folders_with_hidden(&self) -> List<MailFolder> {
        folder::with_hidden(self.folders())
    }

    /// All folders, each before those in it. See [`FolderTree`].
    ///
    /// `GET …/mailFolders` and `GET …/childFolders`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-childfolders).
    pub fn folder_tree(&self) -> FolderTree {
        FolderTree::new(self.at.child("mailFolders"))
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

    /// The folder at a path of names from the top, such as `Inbox/Projects/2024`, or `None`. One request a name. Names with
    /// a slash in them go in an array: `["Inbox", "Sales/Marketing"]`.
    ///
    /// The inbox has another name in a mailbox of another language: `mailbox.inbox().folder_by_path("Projects/2024")` holds
    /// everywhere.
    ///
    /// `GET …/childFolders?$filter=displayName eq '…'`; needs `Mail.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-childfolders).
    ///
    /// # Errors
    /// Bad input for an empty path; those of every request.
    pub fn folder_by_path(&self, path: impl Into<FolderPath>) -> Result<Option<MailFolder>> {
        let top = self.at.child("mailFolders");
        folder::by_path(&top, top.clone(), &path.into())
    }

    /// The folder at a path of names from the top; those that aren't there are created. A request for each name, and
    /// another for each folder that is created.
    ///
    /// `GET` and `POST …/childFolders`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-post-childfolders).
    ///
    /// # Errors
    /// Bad input for an empty path; those of every request. What was created stays.
    pub fn create_path(&self, path: impl Into<FolderPath>) -> Result<MailFolder> {
        let top = self.at.child("mailFolders");
        folder::create_path(&top, top.clone(), &path.into())
    }

    /// Creates a search folder where Outlook shows them: under "Search Folders".
    ///
    /// `POST …/mailFolders/searchfolders/childFolders`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailsearchfolder-post).
    ///
    /// # Errors
    /// A filter that can't be said; a conflict when there is a folder by that name; those of every request.
    pub fn create_search_folder(&self, draft: &SearchFolderDraft) -> Result<MailFolder> {
        self.folder(WellKnownFolder::SearchFolders).create_search_folder(draft)
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
        let message = message.to_send()?;
        match (message.large.is_empty(), save_to_sent_items) {
            (true, _) => self.at.child("sendMail").call(&SendMail { message, save_to_sent_items }),
            (false, true) => outgoing::send(&self.at.child("messages"), &message),
            (false, false) => Err(Error::input(
                "attachments of more than 3 MB go by a draft, of which a copy stays: use `send`",
            )),
        }
    }
}
