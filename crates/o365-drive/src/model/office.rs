//! Checking in, and looking at a file in a browser.

use o365_core::draft;
use o365_core::json::Extra;
use serde::{Deserialize, Serialize};

use super::PreauthenticatedUrl;

draft! {
    /// What to say of a file that is checked in. A text is the comment.
    ///
    /// ```
    /// use o365_drive::CheckIn;
    ///
    /// let said = CheckIn::from("Updating the latest guidelines").check_in_as("published");
    /// # let _ = said;
    /// ```
    ///
    /// [driveItem: checkin](https://learn.microsoft.com/graph/api/driveitem-checkin).
    pub struct CheckIn {
        /// What others read of it.
        comment: String,
        /// How far it is published: `published`, or `unspecified`.
        check_in_as: String,
    }
}

impl From<&str> for CheckIn {
    fn from(comment: &str) -> Self {
        CheckIn::new().comment(comment)
    }
}
impl From<String> for CheckIn {
    fn from(comment: String) -> Self {
        CheckIn::new().comment(comment)
    }
}
impl From<&CheckIn> for CheckIn {
    fn from(said: &CheckIn) -> Self {
        said.clone()
    }
}

draft! {
    /// How to show a file in a page.
    ///
    /// [driveItem: preview](https://learn.microsoft.com/graph/api/driveitem-preview).
    pub struct PreviewDraft {
        /// The page to begin with: its number, or what the file's kind has for one.
        page: String,
        /// How much larger it is shown: 1 is as it is.
        zoom: f64,
    }
}

/// Where a file can be seen in a page, for a short while.
///
/// [driveItem: preview](https://learn.microsoft.com/graph/api/driveitem-preview#response).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Preview {
    /// For the frame of a page, by `GET`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_url: Option<PreauthenticatedUrl>,
    /// For the frame of a page, by `POST`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_url: Option<PreauthenticatedUrl>,
    /// The form that such a `POST` sends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_parameters: Option<PreauthenticatedUrl>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}
