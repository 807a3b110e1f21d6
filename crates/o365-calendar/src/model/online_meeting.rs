//! Meetings on the internet.

use o365_core::json::{Extra, null_default};
use o365_core::{Phone, open_enum};
use serde::{Deserialize, Serialize};

open_enum! {
    /// Who runs a meeting on the internet.
    pub enum OnlineMeetingProvider {
        /// Microsoft Teams.
        TeamsForBusiness = "teamsForBusiness",
        /// Skype for Business.
        SkypeForBusiness = "skypeForBusiness",
        /// Skype.
        SkypeForConsumer = "skypeForConsumer",
    }
}

/// How to join a meeting on the internet.
///
/// [onlineMeetingInfo](https://learn.microsoft.com/graph/api/resources/onlinemeetinginfo).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct OnlineMeeting {
    /// The link that one joins by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_url: Option<String>,
    /// What one types in at the telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conference_id: Option<String>,
    /// A number that costs something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toll_number: Option<String>,
    /// Numbers that cost nothing.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub toll_free_numbers: Vec<String>,
    /// A link that a telephone dials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quick_dial: Option<String>,
    /// All telephone numbers.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Phone>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}
