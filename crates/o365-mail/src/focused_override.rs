//! A place: one sender's place in the focused inbox.

use o365_core::{Endpoint, Result};

use crate::model::{FocusedOverrideDraft, InferenceClassificationOverride};

/// One sender's place in the focused inbox.
///
/// Made by [`Mailbox::focused_override`](crate::Mailbox::focused_override). No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct FocusedOverrideHandle {
    at: Endpoint,
}

impl FocusedOverrideHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        FocusedOverrideHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Changes where the sender's mail goes. The sender can't be changed.
    ///
    /// `PATCH …/inferenceClassification/overrides/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/inferenceclassificationoverride-update).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn update(&self, draft: &FocusedOverrideDraft) -> Result<InferenceClassificationOverride> {
        self.at.patch(draft)
    }

    /// Deletes it: the focused inbox guesses again.
    ///
    /// `DELETE …/inferenceClassification/overrides/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/inferenceclassificationoverride-delete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }
}
