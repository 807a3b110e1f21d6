//! Retention labels.

use o365_core::IdentitySet;
use o365_core::json::Extra;
use o365_core::time::OffsetDateTime;
use serde::{Deserialize, Serialize};

/// How long an item has to be kept, or when it has to go. OneDrive for work and SharePoint only.
///
/// [itemRetentionLabel](https://learn.microsoft.com/graph/api/resources/itemretentionlabel).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct RetentionLabel {
    /// Its name, which is what it is set by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether somebody put it on this item, not on its folder or its library.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_label_applied_explicitly: Option<bool>,
    /// Who put it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_applied_by: Option<IdentitySet>,
    /// When.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub label_applied_date_time: Option<OffsetDateTime>,
    /// What it forbids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_settings: Option<RetentionSettings>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a label forbids.
///
/// [retentionLabelSettings](https://learn.microsoft.com/graph/api/resources/retentionlabelsettings).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct RetentionSettings {
    /// What happens while it has to be kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behavior_during_retention_period: Option<RetentionBehavior>,
    /// Whether its content may change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_content_update_allowed: Option<bool>,
    /// Whether it may be deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_delete_allowed: Option<bool>,
    /// Whether the label may be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_label_update_allowed: Option<bool>,
    /// Whether its properties may change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_metadata_update_allowed: Option<bool>,
    /// Whether the record is locked. It can be unlocked to be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_record_locked: Option<bool>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

o365_core::open_enum! {
    /// What happens to an item while it has to be kept.
    pub enum RetentionBehavior {
        /// Nothing: it needn't be kept.
        DoNotRetain = "doNotRetain",
        /// It is kept.
        Retain = "retain",
        /// It is kept as a record.
        RetainAsRecord = "retainAsRecord",
        /// It is kept as a record that nobody can release.
        RetainAsRegulatoryRecord = "retainAsRegulatoryRecord",
    }
}
