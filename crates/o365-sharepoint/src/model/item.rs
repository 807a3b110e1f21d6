//! Items: the rows of a list.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet, ItemReference, SharepointIds};
use serde::{Deserialize, Serialize};

use super::content_type::ContentTypeInfo;
use super::fields::FieldValues;

/// A row of a list, or a file or folder of a document library.
///
/// Its columns are in [`fields`](Self::fields): [`FieldValues`], which take what comes, or a struct of your own.
///
/// ```
/// use o365_sharepoint::ListItem;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Widget {
///     #[serde(rename = "Color")]
///     color: String,
///     #[serde(rename = "Quantity")]
///     quantity: f64,
/// }
///
/// let json = r#"{"id": "5", "fields": {"Name": "Widget", "Color": "Blue", "Quantity": 2357}}"#;
/// let item: ListItem<Widget> = serde_json::from_str(json)?;
/// assert_eq!((item.id.as_str(), item.fields.quantity), ("5", 2357.0));
/// assert_eq!(item.fields.color, "Blue");
/// let item: ListItem = serde_json::from_str(json)?;
/// assert_eq!(item.fields.text("Color"), Some("Blue"));
/// # Ok::<_, serde_json::Error>(())
/// ```
///
/// [listItem](https://learn.microsoft.com/graph/api/resources/listitem).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "F: Deserialize<'de>"))]
#[non_exhaustive]
pub struct ListItem<F = FieldValues> {
    /// Its id: a whole number, as text.
    #[serde(default, deserialize_with = "null_default")]
    pub id: Id<ListItem>,
    /// Its version, for [`if_match`](crate::ItemHandle::if_match).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub e_tag: Option<String>,
    /// The name of its file, in a document library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web_url: Option<String>,
    /// When it was made.
    #[serde(
        default,
        with = "o365_core::time::instant::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_date_time: Option<OffsetDateTime>,
    /// When it was changed last.
    #[serde(
        default,
        with = "o365_core::time::instant::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<IdentitySet>,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<IdentitySet>,
    /// What is above it: the site, and in a document library the folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_reference: Option<ItemReference>,
    /// Which content type it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<ContentTypeInfo>,
    /// Its ids in SharePoint's own API, where they were selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sharepoint_ids: Option<SharepointIds>,
    /// Its columns, by their internal names.
    pub fields: F,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl<F> From<&ListItem<F>> for Id<ListItem> {
    fn from(item: &ListItem<F>) -> Self {
        item.id.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn nothing_is_lost_there_and_back() {
        let page = json!({
            "@odata.etag": "\"b7a6,1\"", "id": "5", "eTag": "\"b7a6,1\"", "webUrl": "https://x/5_.000",
            "createdDateTime": "2021-07-06T12:02:56Z", "contentType": {"id": "0x01", "name": "Item"},
            "createdBy": {"user": {"displayName": "Ryan Gregg"}},
            "parentReference": {"siteId": "contoso.sharepoint.com,1,2"},
            "fields": {"@odata.etag": "\"b7a6,1\"", "Title": "Widget", "Quantity": 503},
        });
        let item: ListItem = serde_json::from_value(page.clone()).unwrap();
        assert_eq!(item.fields.number("Quantity"), Some(503.0));
        assert_eq!(serde_json::to_value(&item).unwrap(), page);
    }

    #[test]
    fn fields_that_were_not_asked_for_are_empty() {
        for json in [json!({"id": "1"}), json!({"id": null, "fields": null, "eTag": null})] {
            let item: ListItem = serde_json::from_value(json).unwrap();
            assert!(item.fields.is_empty());
        }
        let error = serde_json::from_value::<ListItem<Row>>(json!({"id": "1"})).unwrap_err();
        assert!(error.to_string().contains("fields"), "{error}");
        let item: ListItem<Option<Row>> = serde_json::from_value(json!({"id": "1"})).unwrap();
        assert!(item.fields.is_none());
    }

    #[derive(Debug, Deserialize)]
    struct Row {
        #[serde(rename = "Due_x0020_date")]
        due: Option<String>,
    }

    #[test]
    fn fields_are_a_struct_of_one_s_own() {
        let json: Value =
            json!({"id": "1", "fields": {"Due_x0020_date": "2024-01-01", "More": [1]}, "x": 1});
        let item: ListItem<Row> = serde_json::from_value(json).unwrap();
        assert_eq!(item.fields.due.as_deref(), Some("2024-01-01"));
        assert!(item.extra.contains_key("x"));
        let id: Id<ListItem> = (&item).into();
        assert_eq!(id, Id::from("1"));
    }
}
