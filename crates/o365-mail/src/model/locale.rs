//! Languages and time zones that a mailbox can have.

use o365_core::json::Extra;
use o365_core::open_enum;
use o365_core::time::TimeZone;
use serde::{Deserialize, Serialize};

open_enum! {
    /// Whose names of time zones.
    pub enum TimeZoneStandard {
        /// Windows': `Pacific Standard Time`.
        Windows = "windows",
        /// The tz database's: `America/Los_Angeles`.
        Iana = "iana",
    }
}

/// A language with a country or region.
///
/// [localeInfo](https://learn.microsoft.com/graph/api/resources/localeinfo).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct LocaleInfo {
    /// Its code, such as `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// What it is called, such as `English (United States)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl LocaleInfo {
    /// The language with this code, such as `en-US`.
    pub fn new(locale: impl Into<String>) -> Self {
        LocaleInfo { locale: Some(locale.into()), ..Default::default() }
    }
}

/// A time zone that the service knows.
///
/// [timeZoneInformation](https://learn.microsoft.com/graph/api/resources/timezoneinformation).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct TimeZoneInformation {
    /// The zone, under the name that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias: Option<TimeZone>,
    /// What it is called, such as `(UTC-08:00) Pacific Time (US & Canada)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}
