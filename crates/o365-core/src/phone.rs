//! Telephone numbers.

use serde::{Deserialize, Serialize};

use crate::json::Extra;

crate::open_enum! {
    /// What a telephone number is for.
    pub enum PhoneType {
        /// At home.
        Home = "home",
        /// At work.
        Business = "business",
        /// In the pocket.
        Mobile = "mobile",
        /// Something else.
        Other = "other",
        /// An assistant's.
        Assistant = "assistant",
        /// A fax at home.
        HomeFax = "homeFax",
        /// A fax at work.
        BusinessFax = "businessFax",
        /// Another fax.
        OtherFax = "otherFax",
        /// A pager.
        Pager = "pager",
        /// By radio.
        Radio = "radio",
    }
}

/// A telephone number.
///
/// [phone](https://learn.microsoft.com/graph/api/resources/phone).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Phone {
    /// The number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What it is for.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub phone_type: Option<PhoneType>,
    /// Of which region it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Which language is spoken there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}
