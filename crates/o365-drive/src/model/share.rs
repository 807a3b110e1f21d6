//! What a sharing link leads to.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet};
use serde::{Deserialize, Serialize};

use super::DriveItem;

/// Something shared, as its link tells.
///
/// [sharedDriveItem](https://learn.microsoft.com/graph/api/resources/shareddriveitem).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SharedDriveItem {
    /// The id of the share.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<SharedDriveItem>,
    /// The name of what is shared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<IdentitySet>,
    /// What somebody says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<IdentitySet>,
    /// When.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<IdentitySet>,
    /// When.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Where a browser shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_url: Option<String>,
    /// The item. Only there when expanded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drive_item: Option<Box<DriveItem>>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}
