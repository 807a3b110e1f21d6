//! Labels: how long an item has to be kept, and how confidential it is.

use http::Method;
use o365_core::monitor::Monitor;
use o365_core::query::Query;
use o365_core::{Endpoint, Result};
use serde::Deserialize;
use serde_json::json;

use super::ItemHandle;
use super::office::found;
use crate::model::{RetentionLabel, SensitivityLabelAssignment, SensitivityLabelDraft};

impl ItemHandle {
    /// Its retention label, or `None` without one. OneDrive for work and SharePoint only.
    ///
    /// `GET …/drive/items/{id}/retentionLabel`; needs `Files.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-getretentionlabel).
    ///
    /// # Errors
    /// Those of every request.
    pub fn retention_label(&self) -> Result<Option<RetentionLabel>> {
        let label: Option<RetentionLabel> = found(self.label().get(&Query::new()))?;
        Ok(label.filter(|label| label.name.as_deref().is_some_and(|name| !name.is_empty())))
    }

    /// Puts a retention label on it, by name: on a folder, on what is in it too. OneDrive for work and SharePoint only.
    ///
    /// `PATCH …/drive/items/{id}/retentionLabel`; needs `Files.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-setretentionlabel).
    ///
    /// # Errors
    /// Not found: it, or the label; those of every request.
    pub fn set_retention_label(&self, name: &str) -> Result<RetentionLabel> {
        self.label().patch(&json!({"name": name}))
    }

    /// Locks or unlocks it, where its retention label makes it a record.
    ///
    /// `PATCH …/drive/items/{id}/retentionLabel`; needs `Files.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-lockorunlockrecord).
    ///
    /// # Errors
    /// Where it is no record; not found; those of every request.
    pub fn lock_record(&self, locked: bool) -> Result<RetentionLabel> {
        self.label().patch(&json!({"retentionSettings": {"isRecordLocked": locked}}))
    }

    /// Takes its retention label off.
    ///
    /// `DELETE …/drive/items/{id}/retentionLabel`; needs `Files.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-removeretentionlabel).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn remove_retention_label(&self) -> Result<()> {
        self.label().delete()
    }

    /// The sensitivity labels that are in the file. The service opens it to look: of files of Office and PDF only. OneDrive for
    /// work and SharePoint only.
    ///
    /// `POST …/drive/items/{id}/extractSensitivityLabels`; needs `Files.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-extractsensitivitylabels).
    ///
    /// # Errors
    /// A file of another kind, encrypted, or locked; not found; those of every request.
    pub fn sensitivity_labels(&self) -> Result<Vec<SensitivityLabelAssignment>> {
        #[derive(Deserialize)]
        struct Labels {
            #[serde(default)]
            labels: Vec<SensitivityLabelAssignment>,
        }
        let request = self.at.child("extractSensitivityLabels").request(Method::POST);
        let found: Labels = request.repeatable().send()?.json()?;
        Ok(found.labels)
    }

    /// Puts a sensitivity label on the file, in place of the one that is there. The service does it by and by: the answer is what
    /// to follow it by. OneDrive for work and SharePoint only; Microsoft charges for it and wants to be asked first.
    ///
    /// `POST …/drive/items/{id}/assignSensitivityLabel`; needs `Files.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-assignsensitivitylabel).
    ///
    /// # Errors
    /// A file that takes no label; an application that isn't admitted; not found; those of every request. When the answer is lost
    /// the error [says so](o365_core::Error::is_outcome_unknown).
    pub fn assign_sensitivity_label(
        &self,
        draft: impl Into<SensitivityLabelDraft>,
    ) -> Result<Monitor<'static>> {
        let request = self.at.child("assignSensitivityLabel").request(Method::POST);
        Monitor::new(&request.json(&draft.into()).send()?)
    }

    fn label(&self) -> Endpoint {
        self.at.child("retentionLabel")
    }
}
