//! Drives, as they are read.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet, ItemReference, SharepointIds};
use serde::{Deserialize, Serialize};

/// A OneDrive, or a document library of SharePoint.
///
/// [drive](https://learn.microsoft.com/graph/api/resources/drive).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Drive {
    /// Its id. [`is_same_drive`] compares two.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Drive>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What somebody says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drive_type: Option<DriveType>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<IdentitySet>,
    /// Its space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<Quota>,
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
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e_tag: Option<String>,
    /// What it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_reference: Option<ItemReference>,
    /// What SharePoint calls it. Only there when selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_point_ids: Option<Box<SharepointIds>>,
    /// It belongs to the system: lists leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<Extra>,
    /// Where a browser shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_url: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&Drive> for Id<Drive> {
    fn from(drive: &Drive) -> Self {
        drive.id.clone()
    }
}

o365_core::open_enum! {
    /// What a drive is.
    pub enum DriveType {
        /// OneDrive at home.
        Personal = "personal",
        /// OneDrive for work or school.
        Business = "business",
        /// A document library of SharePoint, such as a group's.
        DocumentLibrary = "documentLibrary",
    }
}

/// The space of a drive, in bytes. Of another's drive it may be missing or zero: nothing follows from that.
///
/// [quota](https://learn.microsoft.com/graph/api/resources/quota).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Quota {
    /// All of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// What is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<u64>,
    /// What is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining: Option<u64>,
    /// What the recycle bin takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted: Option<u64>,
    /// How near the end is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<QuotaState>,
    /// Whether there could be more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_plan_information: Option<StoragePlan>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

o365_core::open_enum! {
    /// How much space is left.
    pub enum QuotaState {
        /// Enough.
        Normal = "normal",
        /// Less than a tenth.
        Nearing = "nearing",
        /// Less than a hundredth.
        Critical = "critical",
        /// None. No file can be added.
        Exceeded = "exceeded",
    }
}

/// What the owner pays for.
///
/// [storagePlanInformation](https://learn.microsoft.com/graph/api/resources/storageplaninformation).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct StoragePlan {
    /// Whether there is a larger plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upgrade_available: Option<bool>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Whether two ids are of the same drive.
///
/// Those of OneDrive at home are numbers of 16 hexadecimal digits, which the service writes in capitals or not, and now and
/// then without a zero at the front. All others are compared as they are: case matters.
///
/// ```
/// use o365_drive::is_same_drive;
///
/// assert!(is_same_drive("0A1B2C3D4E5F6071", "a1b2c3d4e5f6071"));
/// assert!(!is_same_drive("b!AbC", "b!abc"));
/// ```
pub fn is_same_drive(a: impl AsRef<str>, b: impl AsRef<str>) -> bool {
    match (personal(a.as_ref()), personal(b.as_ref())) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(&b),
        _ => a.as_ref() == b.as_ref(),
    }
}

/// The id as the service takes it: with the zero that it forgets.
pub(crate) fn whole_drive_id(id: &str) -> String {
    personal(id).unwrap_or_else(|| id.to_owned())
}

/// The id of a OneDrive at home, in full length.
fn personal(id: &str) -> Option<String> {
    let is_number = matches!(id.len(), 15 | 16) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_number.then(|| format!("{id:0>16}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_of_drives_at_home_are_numbers_and_others_are_not() {
        assert!(is_same_drive("ABCDEF0123456789", "abcdef0123456789"));
        assert!(is_same_drive("0bcdef0123456789", "BCDEF0123456789"));
        assert!(!is_same_drive("BCDEF0123456789", "ABCDEF0123456789"));
        assert!(is_same_drive("b!Ab", "b!Ab") && !is_same_drive("b!Ab", "b!ab"));
        assert!(!is_same_drive("abc", "ABC"), "too short for a number of that kind");
        assert_eq!(whole_drive_id("bcdef0123456789"), "0bcdef0123456789");
        assert_eq!(whole_drive_id("b!bcdef01234567"), "b!bcdef01234567");
    }

    #[test]
    fn nothing_is_lost_and_nothing_breaks() {
        let page = json!({
            "id": "b!t18F8ybsHUq1z3LTz8xvZqP8zaSWjkFNhsME-Fepo75dTf9vQKfeRblBZjoSQrd7", "driveType": "business",
            "owner": {"user": {"id": "efee1b77-fb3b-4f65-99d6-274c11914d12", "displayName": "Ryan Gregg"}},
            "quota": {"deleted": 256938, "remaining": 1099447353539_u64, "state": "normal", "total": 1099511627776_u64,
                "storagePlanInformation": {"upgradeAvailable": true}},
            "system": {}, "sharePointIds": {"listId": "1"}, "name": "OneDrive",
        });
        let drive: Drive = serde_json::from_value(page.clone()).unwrap();
        assert!(drive.extra.is_empty() && drive.drive_type == Some(DriveType::Business));
        assert_eq!(serde_json::to_value(&drive).unwrap(), page);
        let odd = r#"{"id":null,"driveType":"tape","quota":{"state":"odd","total":null},"owner":null,"createdDateTime":"-0001-11-30T00:00:00Z"}"#;
        let drive: Drive = serde_json::from_str(odd).unwrap();
        assert!(matches!(drive.drive_type, Some(DriveType::Unknown(_))) && drive.id.is_empty());
    }
}
