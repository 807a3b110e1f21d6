//! What was done with an item, in numbers.

use o365_core::json::Extra;
use o365_core::time::OffsetDateTime;
use serde::{Deserialize, Serialize};

/// How much was done with an item.
///
/// [itemAnalytics](https://learn.microsoft.com/graph/api/resources/itemanalytics).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ItemAnalytics {
    /// Since it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_time: Option<ItemActivityStat>,
    /// In the last seven days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seven_days: Option<ItemActivityStat>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What was done with an item in a stretch of time.
///
/// [itemActivityStat](https://learn.microsoft.com/graph/api/resources/itemactivitystat).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ItemActivityStat {
    /// Where the stretch begins, in UTC.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub start_date_time: Option<OffsetDateTime>,
    /// Where it ends.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub end_date_time: Option<OffsetDateTime>,
    /// It was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<ItemActionStat>,
    /// Something was made in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create: Option<ItemActionStat>,
    /// It was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edit: Option<ItemActionStat>,
    /// Something was deleted in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete: Option<ItemActionStat>,
    /// Something was moved in it.
    #[serde(rename = "move", skip_serializing_if = "Option::is_none")]
    pub moved: Option<ItemActionStat>,
    /// Whether it gets much attention.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_trending: Option<bool>,
    /// Why there may be more than is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomplete_data: Option<Extra>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How often, and by how many.
///
/// [itemActionStat](https://learn.microsoft.com/graph/api/resources/itemactionstat).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ItemActionStat {
    /// How often.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_count: Option<u64>,
    /// By how many different people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor_count: Option<u64>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

o365_core::open_enum! {
    /// How long the stretches of time are that activities are counted by.
    pub enum ActivityInterval {
        /// Days: over 90 days at most.
        Day = "day",
        /// Weeks.
        Week = "week",
        /// Months.
        Month = "month",
    }
}
