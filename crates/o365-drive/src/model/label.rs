//! Labels: how long an item has to be kept, and how confidential it is.

use o365_core::json::Extra;
use o365_core::time::OffsetDateTime;
use o365_core::{IdentitySet, draft};
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

/// How confidential a file is said to be, and by whom.
///
/// [sensitivityLabelAssignment](https://learn.microsoft.com/graph/api/resources/sensitivitylabelassignment).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SensitivityLabelAssignment {
    /// The label, a GUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity_label_id: Option<String>,
    /// How it came there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment_method: Option<SensitivityLabelAssignmentMethod>,
    /// The organisation whose label it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

o365_core::open_enum! {
    /// How a sensitivity label came to a file.
    pub enum SensitivityLabelAssignmentMethod {
        /// By somebody, or by default.
        Standard = "standard",
        /// By somebody who insisted, or by an administrator.
        Privileged = "privileged",
        /// By a rule.
        Auto = "auto",
    }
}

draft! {
    /// What to say of a sensitivity label that is put on a file. A text is its id; an empty one takes the label off.
    ///
    /// ```
    /// use o365_drive::{SensitivityLabelAssignmentMethod, SensitivityLabelDraft};
    ///
    /// let label = SensitivityLabelDraft::from("5feba255-812e-446a-ac59-a7044ef827b5")
    ///     .assignment_method(SensitivityLabelAssignmentMethod::Standard)
    ///     .justification_text("It isn't that secret.");
    /// # let _ = label;
    /// ```
    pub struct SensitivityLabelDraft {
        /// The label, a GUID.
        sensitivity_label_id: String,
        /// How it comes there.
        assignment_method: SensitivityLabelAssignmentMethod,
        /// Why it is lowered or taken off.
        justification_text: String,
    }
}

impl From<&str> for SensitivityLabelDraft {
    fn from(id: &str) -> Self {
        SensitivityLabelDraft::new().sensitivity_label_id(id)
    }
}
impl From<&SensitivityLabelDraft> for SensitivityLabelDraft {
    fn from(draft: &SensitivityLabelDraft) -> Self {
        draft.clone()
    }
}
