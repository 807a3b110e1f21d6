//! Content types: what an item is.

use o365_core::json::{Extra, null_default};
use o365_core::{Id, ItemReference, draft};
use serde::{Deserialize, Serialize};

use super::column::ColumnDefinition;

/// What items are: which columns they have, which template a document starts from.
///
/// [contentType](https://learn.microsoft.com/graph/api/resources/contenttype).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ContentType {
    /// Its id: `0x0101`, with that of the type it is made from at the beginning.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<ContentType>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The group that people find it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whether it isn't offered to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
    /// Whether it can't be changed before this is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    /// Whether it can't be changed by anyone but the owner of the site collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sealed: Option<bool>,
    /// Whether it comes with SharePoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_built_in: Option<bool>,
    /// What it is made from.
    #[serde(deserialize_with = "null_default")]
    pub parent_id: Id<ContentType>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inherited_from: Option<ItemReference>,
    /// Where it stands among those of its list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<ContentTypeOrder>,
    /// Hub sites that have it.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub associated_hubs_urls: Vec<String>,
    /// Whether changes go on to the lists that have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_changes: Option<bool>,
    /// What a document set of this type has, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_set: Option<serde_json::Value>,
    /// What a document of this type starts from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_template: Option<serde_json::Value>,
    /// Its columns, where they were asked for by `expand`.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnDefinition>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&ContentType> for Id<ContentType> {
    fn from(content_type: &ContentType) -> Self {
        content_type.id.clone()
    }
}

/// Where a content type stands among those of its list.
///
/// [contentTypeOrder](https://learn.microsoft.com/graph/api/resources/contenttypeorder).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ContentTypeOrder {
    /// Whether new items are of this type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<bool>,
    /// Which one it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Which content type an item is of.
///
/// [contentTypeInfo](https://learn.microsoft.com/graph/api/resources/contenttypeinfo).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ContentTypeInfo {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<ContentType>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

draft! {
    /// What to say of a content type: to create it in a site or to change it.
    ///
    /// ```
    /// use o365_sharepoint::ContentTypeDraft;
    ///
    /// let draft = ContentTypeDraft::new().name("Match report").group("Football").base("0x01");
    /// assert_eq!(
    ///     serde_json::to_string(&draft).unwrap(),
    ///     r#"{"name":"Match report","group":"Football","base":{"id":"0x01"}}"#
    /// );
    /// ```
    pub struct ContentTypeDraft {
        /// Its name.
        name: String,
        /// What it is for.
        description: String,
        /// The group that people find it in.
        group: String,
        /// Whether it isn't offered to people.
        hidden: bool,
        /// Whether it can't be changed before this is.
        read_only: bool,
        /// Whether it can't be changed by anyone but the owner of the site collection.
        sealed: bool,
        /// Whether changes go on to the lists that have it.
        propagate_changes: bool,
        ;
        base: ContentTypeInfo,
    }
}

impl ContentTypeDraft {
    /// What it is made from, `0x01` (item) or `0x0101` (document) at the root: when it is created.
    #[must_use]
    pub fn base(mut self, base: impl Into<Id<ContentType>>) -> Self {
        self.base = ContentTypeInfo { id: base.into(), ..ContentTypeInfo::default() }.into();
        self
    }
}

impl From<&ContentTypeDraft> for ContentTypeDraft {
    fn from(draft: &ContentTypeDraft) -> Self {
        draft.clone()
    }
}
