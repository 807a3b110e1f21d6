//! Where an item of a drive or a list is, and what SharePoint calls it.

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use crate::identity::IdentitySet;
use crate::json::Extra;

/// What an item of a drive or a list points at: mostly the folder it is in.
///
/// [itemReference](https://learn.microsoft.com/graph/api/resources/itemreference).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ItemReference {
    /// The drive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drive_id: Option<String>,
    /// Its kind: `personal`, `business`, `documentLibrary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drive_type: Option<String>,
    /// The item in the drive. The root has none above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The way to it, percent-encoded, as the service spells it: `/drives/b!x/root:/Documents`.
    /// [`folder_path`](Self::folder_path) reads it. What changed ([`delta`](crate::delta)) comes without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// An id by which it is shared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_id: Option<String>,
    /// What SharePoint calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharepoint_ids: Option<Box<SharepointIds>>,
    /// The site it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_id: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ItemReference {
    /// The way from the root of the drive, decoded: `/` for the root, `/Documents/Reports` for a folder in it.
    ///
    /// ```
    /// use o365_core::ItemReference;
    ///
    /// let parent: ItemReference = serde_json::from_str(r#"{"path": "/drives/b!x/root:/A%20b/50%25"}"#)?;
    /// assert_eq!(parent.folder_path().as_deref(), Some("/A b/50%"));
    /// # Ok::<_, serde_json::Error>(())
    /// ```
    pub fn folder_path(&self) -> Option<String> {
        let (_, below) = self.path.as_deref()?.split_once("root:")?;
        let path = percent_decode_str(below).decode_utf8().ok()?;
        Some(if path.is_empty() { String::from("/") } else { path.into_owned() })
    }
}

/// What SharePoint calls an item: for its own REST interface, and to go from a file to its row in the library.
///
/// [sharepointIds](https://learn.microsoft.com/graph/api/resources/sharepointids).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SharepointIds {
    /// The list or library, a GUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_id: Option<String>,
    /// The item in the list, a number as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_item_id: Option<String>,
    /// The item anywhere, a GUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_item_unique_id: Option<String>,
    /// The site collection, a GUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_id: Option<String>,
    /// The address of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_url: Option<String>,
    /// The tenant, a GUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// The site in its collection, a GUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_id: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Whether an item of a library is checked out, and which version is published.
///
/// [publicationFacet](https://learn.microsoft.com/graph/api/resources/publicationfacet).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Publication {
    /// What everybody sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<PublicationLevel>,
    /// The version it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
    /// Who has it checked out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_out_by: Option<IdentitySet>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

crate::open_enum! {
    /// How far an item of a library is published.
    pub enum PublicationLevel {
        /// For everybody.
        Published = "published",
        /// For its authors.
        Draft = "draft",
        /// For who has it checked out.
        Checkout = "checkout",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_is_lost_on_the_way_there_and_back() {
        let whole = json!({
            "driveId": "b!x", "driveType": "business", "id": "01A", "name": "Documents", "path": "/drive/root:",
            "shareId": "s!", "siteId": "a,b,c", "brandNew": 1,
            "sharepointIds": {"listId": "l", "listItemId": "3", "listItemUniqueId": "u", "siteId": "s",
                "siteUrl": "https://contoso.sharepoint.com", "tenantId": "t", "webId": "w"},
        });
        let parent: ItemReference = serde_json::from_value(whole.clone()).unwrap();
        assert_eq!(parent.extra.len(), 1);
        assert_eq!(parent.folder_path().as_deref(), Some("/"));
        assert_eq!(serde_json::to_value(&parent).unwrap(), whole);
        let facet =
            json!({"level": "draft", "versionId": "0.2", "checkedOutBy": {"user": {"id": "1"}}});
        let publication: Publication = serde_json::from_value(facet.clone()).unwrap();
        assert_eq!(publication.level, Some(PublicationLevel::Draft));
        assert_eq!(serde_json::to_value(&publication).unwrap(), facet);
    }

    #[test]
    fn paths_of_parents_are_decoded() {
        let path = |path: &str| {
            ItemReference { path: Some(path.into()), ..Default::default() }.folder_path()
        };
        assert_eq!(
            path("/drives/x/root:/%C3%BC%23/a+b/it's").as_deref(),
            Some("/ü#/a+b/it's"),
            "a plus is a plus"
        );
        assert_eq!(path("/drive/root:/").as_deref(), Some("/"));
        assert_eq!(path("/drive/items/1"), None);
        assert_eq!(path("/drive/root:/%FF"), None, "no text");
        assert_eq!(ItemReference::default().folder_path(), None);
    }
}
