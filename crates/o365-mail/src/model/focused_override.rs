//! Whose mail the focused inbox always shows in one place.

use o365_core::json::{Extra, null_default};
use o365_core::{EmailAddress, Error, Id, Recipient, Result, draft};
use serde::{Deserialize, Serialize};

use super::InferenceClassification;

/// A sender whose mail the focused inbox always shows in one place, whatever it would guess.
///
/// [inferenceClassificationOverride](https://learn.microsoft.com/graph/api/resources/inferenceclassificationoverride).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct InferenceClassificationOverride {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<InferenceClassificationOverride>,
    /// Where the sender's mail goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classify_as: Option<InferenceClassification>,
    /// The sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_email_address: Option<EmailAddress>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&InferenceClassificationOverride> for Id<InferenceClassificationOverride> {
    fn from(focused_override: &InferenceClassificationOverride) -> Self {
        focused_override.id.clone()
    }
}

draft! {
    /// What to say of a sender's place in the focused inbox: to create it, or to change the place.
    ///
    /// ```
    /// use o365_mail::{FocusedOverrideDraft, InferenceClassification};
    ///
    /// let draft = FocusedOverrideDraft::new()
    ///     .sender("Samantha Booth <samanthab@adatum.onmicrosoft.com>")
    ///     .classify_as(InferenceClassification::Focused);
    /// # let _ = draft;
    /// ```
    pub struct FocusedOverrideDraft {
        /// Where the sender's mail goes.
        classify_as: InferenceClassification,
        ;
        sender_email_address: EmailAddress,
    }
}

impl FocusedOverrideDraft {
    /// The sender: an address, `"Name <address>"`, or a pair of both. Can be said when it is created only.
    #[must_use]
    pub fn sender(mut self, sender: impl Into<Recipient>) -> Self {
        self.sender_email_address = sender.into().email_address.into();
        self
    }

    pub(crate) fn check(&self) -> Result<&Self> {
        let sender = self
            .sender_email_address
            .as_set()
            .cloned()
            .ok_or_else(|| Error::input("whose mail? say `sender`"))?;
        Recipient::from(sender).check()?;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn is_built_as_microsoft_s_page_has_it() {
        let draft = FocusedOverrideDraft::new()
            .sender(("Samantha Booth", "samanthab@adatum.onmicrosoft.com"))
            .classify_as(InferenceClassification::Focused);
        assert_eq!(
            serde_json::to_value(draft.check().unwrap()).unwrap(),
            json!({
                "classifyAs": "focused",
                "senderEmailAddress": {"name": "Samantha Booth", "address": "samanthab@adatum.onmicrosoft.com"}
            })
        );
        assert!(FocusedOverrideDraft::new().check().is_err());
        assert!(FocusedOverrideDraft::new().sender("samantha").check().is_err());
        let read: InferenceClassificationOverride = serde_json::from_value(json!({
            "classifyAs": "focused", "id": "98f5bdef",
            "senderEmailAddress": {"name": "Samantha Booth", "address": "samanthab@adatum.onmicrosoft.com"}
        }))
        .unwrap();
        assert_eq!(read.sender_email_address.unwrap().name.as_deref(), Some("Samantha Booth"));
    }
}
