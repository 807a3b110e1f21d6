//! Contact folders.

use o365_core::json::{Extra, null_default};
use o365_core::{Id, draft};
use serde::{Deserialize, Serialize};

/// A folder of an address book.
///
/// [contactFolder](https://learn.microsoft.com/graph/api/resources/contactfolder).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ContactFolder {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<ContactFolder>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The folder it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_folder_id: Option<Id<ContactFolder>>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&ContactFolder> for Id<ContactFolder> {
    fn from(folder: &ContactFolder) -> Self {
        folder.id.clone()
    }
}

draft! {
    /// What to say of a folder: to create it or to change it. A text is its name.
    ///
    /// ```
    /// let draft = o365_contacts::FolderDraft::new().display_name("Footballers");
    /// # let _ = draft;
    /// ```
    pub struct FolderDraft {
        /// Its name. Two folders in one place can't have the same.
        display_name: String,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_microsoft_s_pages_show() {
        let page = r#"{"parentFolderId":"AQMkADIxYjJiYgEzLTFm","displayName":"Family","id":"AAMkADIxYjJi","wellKnownName":null}"#;
        let folder: ContactFolder = serde_json::from_str(page).unwrap();
        assert_eq!(
            (folder.display_name.as_deref(), folder.id.as_str()),
            (Some("Family"), "AAMkADIxYjJi")
        );
        assert!(folder.extra.contains_key("wellKnownName"));
        assert!(serde_json::from_str::<ContactFolder>(r#"{"id":null}"#).unwrap().id.is_empty());
        assert_eq!(
            serde_json::to_string(&FolderDraft::from("Family")).unwrap(),
            r#"{"displayName":"Family"}"#
        );
    }
}
