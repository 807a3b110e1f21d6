//! Mail folders.

use o365_core::json::{Extra, null_default};
use o365_core::{Id, draft, open_enum};
use serde::{Deserialize, Serialize};

/// A folder of a mailbox.
///
/// [mailFolder](https://learn.microsoft.com/graph/api/resources/mailfolder).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MailFolder {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<MailFolder>,
    /// What it is, where that is more than a folder: `#microsoft.graph.mailSearchFolder`.
    /// [`is_search_folder`](Self::is_search_folder) reads it.
    #[serde(rename = "@odata.type", skip_serializing_if = "Option::is_none")]
    pub odata_type: Option<String>,
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
    /// Of a search folder: whether the service keeps it up to date. Old ones of desktop programs aren't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_supported: Option<bool>,
    /// Of a search folder: whether it searches the folders within its sources, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_nested_folders: Option<bool>,
    /// Of a search folder: where it searches.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub source_folder_ids: Vec<Id<MailFolder>>,
    /// Of a search folder: what it finds, as an OData filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_query: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl MailFolder {
    /// Whether it is a view of messages that are elsewhere, and not a place where messages are.
    pub fn is_search_folder(&self) -> bool {
        self.odata_type.as_deref().is_some_and(|name| name.ends_with(".mailSearchFolder"))
    }
}

impl From<&MailFolder> for Id<MailFolder> {
    fn from(folder: &MailFolder) -> Self {
        folder.id.clone()
    }
}

draft! {
    /// The properties to set on a folder: to create it or to update it.
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
        /// What was purged and is kept by a hold. Not on Microsoft's list of names, but known to Exchange.
        RecoverableItemsPurges = "recoverableitemspurges",
        /// The parent of what was deleted for good. Not on Microsoft's list of names, but known to Exchange.
        RecoverableItemsRoot = "recoverableitemsroot",
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tells_a_search_folder_from_a_folder() {
        let whole = json!({
            "@odata.type": "#microsoft.graph.mailSearchFolder", "id": "AAMkAGVmMDEzN", "displayName": "Get MyAnalytics",
            "parentFolderId": "AAMkAGVmMDEzI", "childFolderCount": 0, "unreadItemCount": 6, "totalItemCount": 6,
            "isHidden": false, "isSupported": true, "includeNestedFolders": true, "sourceFolderIds": ["AAMkAGVmMDEzM"],
            "filterQuery": "contains(subject, 'MyAnalytics')"
        });
        let folder: MailFolder = serde_json::from_value(whole.clone()).unwrap();
        assert!(folder.is_search_folder() && folder.extra.is_empty());
        assert_eq!(folder.source_folder_ids, ["AAMkAGVmMDEzM"]);
        assert_eq!(serde_json::to_value(&folder).unwrap(), whole);

        let plain = json!({"id": "AAMkAGVmMDEzM", "displayName": "Inbox", "sourceFolderIds": null});
        assert!(!serde_json::from_value::<MailFolder>(plain).unwrap().is_search_folder());
    }
}
