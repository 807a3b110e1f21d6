//! Earlier versions of items.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet, Publication, draft};
use serde::{Deserialize, Serialize};

use super::fields::FieldValues;

/// An earlier version of an item, or the present one.
///
/// [listItemVersion](https://learn.microsoft.com/graph/api/resources/listitemversion).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ListItemVersion {
    /// Its number: `2.0`.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<ListItemVersion>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<IdentitySet>,
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Whether it is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publication: Option<Publication>,
    /// Its values, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<FieldValues>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&ListItemVersion> for Id<ListItemVersion> {
    fn from(version: &ListItemVersion) -> Self {
        version.id.clone()
    }
}

/// A version of a document set, as somebody captured it.
///
/// [documentSetVersion](https://learn.microsoft.com/graph/api/resources/documentsetversion).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct DocumentSetVersion {
    /// Its number.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<DocumentSetVersion>,
    /// What was said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Who captured it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<IdentitySet>,
    /// When it was captured.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<IdentitySet>,
    /// When it was changed last.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Whether it is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publication: Option<Publication>,
    /// Whether drafts of the documents were captured, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub should_capture_minor_version: Option<bool>,
    /// The documents in it.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<DocumentSetVersionItem>,
    /// Its values, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<FieldValues>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&DocumentSetVersion> for Id<DocumentSetVersion> {
    fn from(version: &DocumentSetVersion) -> Self {
        version.id.clone()
    }
}

/// A document in a captured document set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct DocumentSetVersionItem {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_id: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

draft! {
    /// What to say of a version of a document set that is captured.
    pub struct DocumentSetVersionDraft {
        /// What is said of it.
        comment: String,
        /// Whether drafts of the documents are captured, too.
        should_capture_minor_version: bool,
    }
}

impl From<&str> for DocumentSetVersionDraft {
    fn from(comment: &str) -> Self {
        DocumentSetVersionDraft::new().comment(comment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_what_microsoft_s_pages_show() {
        let version: ListItemVersion = serde_json::from_value(json!({
            "id": "3.0", "lastModifiedDateTime": "2017-09-14T12:34:53.912Z",
            "lastModifiedBy": {"user": {"id": "CE251278", "displayName": "Ryan Gregg"}},
        }))
        .unwrap();
        assert_eq!(version.id.as_str(), "3.0");
        assert!(version.fields.is_none());
        let set: DocumentSetVersion = serde_json::from_value(json!({
            "id": "1", "comment": "v1", "items": [{"itemId": "2", "title": "Doc", "versionId": "1.0"}],
            "shouldCaptureMinorVersion": false, "fields": {"Title": "Set"},
        }))
        .unwrap();
        assert_eq!(set.items.len(), 1);
        assert_eq!(set.fields.unwrap().text("Title"), Some("Set"));
    }
}
