//! Mail folders.

use o365_core::json::{Extra, null_default};
use o365_core::{Id, draft, open_enum};
use serde::{Deserialize, Serialize};

/// A folder of a mailbox.
///
/// [mailFolder](https://learn.microsoft.com/graph/api/resources/mailfolder).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MailFolder {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<MailFolder>,
    /// Its name, in the language of the mailbox.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The folder it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_folder_id: Option<Id<MailFolder>>,
    /// Folders in it, not counting theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child_folder_count: Option<i64>,
    /// Messages in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_item_count: Option<i64>,
    /// Messages in it that weren't read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread_item_count: Option<i64>,
    /// Whether Outlook hides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_hidden: Option<bool>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&MailFolder> for Id<MailFolder> {
    fn from(folder: &MailFolder) -> Self {
        folder.id.clone()
    }
}

draft! {
    /// What to say of a folder: to create it or to change it.
    ///
    /// ```
    /// let draft = o365_mail::FolderDraft::new().display_name("George Best Quotes");
    /// # let _ = draft;
    /// ```
    pub struct FolderDraft {
        /// Its name. Two folders in one place can't have the same.
        display_name: String,
        /// Whether Outlook hides it. Can be said when it is created only.
        is_hidden: bool,
    }
}

impl From<&str> for FolderDraft {
    fn from(name: &str) -> Self {
        FolderDraft::new().display_name(name)
    }
}
impl From<String> for FolderDraft {
    fn from(name: String) -> Self {
        FolderDraft::new().display_name(name)
    }
}
impl From<&String> for FolderDraft {
    fn from(name: &String) -> Self {
        FolderDraft::new().display_name(name)
    }
}
impl From<&FolderDraft> for FolderDraft {
    fn from(draft: &FolderDraft) -> Self {
        draft.clone()
    }
}

open_enum! {
    /// Folders that every mailbox has, whatever they are called in its language.
    ///
    /// [Well-known folder names](https://learn.microsoft.com/graph/api/resources/mailfolder#well-known-folder-names).
    pub enum WellKnownFolder {
        /// Where new mail arrives.
        Inbox = "inbox",
        /// What wasn't sent yet.
        Drafts = "drafts",
        /// What was sent.
        SentItems = "sentitems",
        /// What was deleted.
        DeletedItems = "deleteditems",
        /// What is on its way out.
        Outbox = "outbox",
        /// What is taken for junk.
        JunkEmail = "junkemail",
        /// What was archived with one click. Not the archive mailbox of Exchange.
        Archive = "archive",
        /// What matters little, by an older sorting of Outlook.
        Clutter = "clutter",
        /// Items in conflict.
        Conflicts = "conflicts",
        /// Chats.
        ConversationHistory = "conversationhistory",
        /// Items that exist on one device only.
        LocalFailures = "localfailures",
        /// The top of the folder tree, as mail programs show it.
        MessageFolderRoot = "msgfolderroot",
        /// What was deleted for good, for a while.
        RecoverableItemsDeletions = "recoverableitemsdeletions",
        /// What is to come back at a set time, in Outlook for iOS.
        Scheduled = "scheduled",
        /// The parent of all search folders.
        SearchFolders = "searchfolders",
        /// Items that exist on the server only.
        ServerFailures = "serverfailures",
        /// Logs of synchronisation.
        SyncIssues = "syncissues",
    }
}

/// The service takes a well-known name wherever it takes a folder's id.
///
/// ```
/// use o365_core::Id;
/// use o365_mail::{MailFolder, WellKnownFolder};
///
/// assert_eq!(Id::<MailFolder>::from(WellKnownFolder::SentItems).as_str(), "sentitems");
/// ```
impl From<WellKnownFolder> for Id<MailFolder> {
    fn from(folder: WellKnownFolder) -> Self {
        folder.as_str().into()
    }
}
impl From<&WellKnownFolder> for Id<MailFolder> {
    fn from(folder: &WellKnownFolder) -> Self {
        folder.as_str().into()
    }
}
