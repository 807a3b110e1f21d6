//! Earlier contents of a file.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet, Publication};
use serde::{Deserialize, Serialize};

use super::PreauthenticatedUrl;

/// One version of a file: what is there now, or was.
///
/// [driveItemVersion](https://learn.microsoft.com/graph/api/resources/driveitemversion).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct DriveItemVersion {
    /// Its id: `3.0` in SharePoint.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<DriveItemVersion>,
    /// Its size, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<IdentitySet>,
    /// When.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// How far it is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publication: Option<Publication>,
    /// Where its content is, for an hour or so and without sign-in.
    #[serde(rename = "@microsoft.graph.downloadUrl", skip_serializing_if = "Option::is_none")]
    pub download_url: Option<PreauthenticatedUrl>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&DriveItemVersion> for Id<DriveItemVersion> {
    fn from(version: &DriveItemVersion) -> Self {
        version.id.clone()
    }
}
