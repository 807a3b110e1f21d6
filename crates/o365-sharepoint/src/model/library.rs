//! Document libraries, as far as they are drives.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet, Resource};
use serde::{Deserialize, Serialize};

/// A document library of a site, seen as a drive. Its files are reached by `account.with_resource(&library).storage()`.
///
/// [drive](https://learn.microsoft.com/graph/api/resources/drive).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct DocumentLibrary {
    /// The id of the drive.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<DocumentLibrary>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What kind of drive: `documentLibrary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drive_type: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_url: Option<String>,
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// When it was changed last.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<IdentitySet>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<IdentitySet>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&DocumentLibrary> for Id<DocumentLibrary> {
    fn from(library: &DocumentLibrary) -> Self {
        library.id.clone()
    }
}

/// Whose data its files are: `account.with_resource(&library).storage()`.
impl From<&DocumentLibrary> for Resource {
    fn from(library: &DocumentLibrary) -> Self {
        Resource::drive(library.id.as_str())
    }
}
