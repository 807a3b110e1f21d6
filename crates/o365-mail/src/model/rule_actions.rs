//! What a rule does.

use o365_core::json::{Extra, null_default};
use o365_core::{Id, Recipient, Recipients};
use serde::{Deserialize, Serialize};

use super::{Importance, MailFolder};

/// What a rule does with a message.
///
/// ```
/// use o365_mail::{Importance, MessageRuleActions};
///
/// let actions = MessageRuleActions::new()
///     .move_to_folder("AAMkAGVmMDEzM")
///     .mark_importance(Importance::Low)
///     .stop_processing_rules(true);
/// # let _ = actions;
/// ```
///
/// [messageRuleActions](https://learn.microsoft.com/graph/api/resources/messageruleactions).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MessageRuleActions {
    /// Gives it these categories.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub assign_categories: Vec<String>,
    /// Copies it to a folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_to_folder: Option<Id<MailFolder>>,
    /// Moves it to the deleted items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete: Option<bool>,
    /// Forwards it to these people as an attachment.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub forward_as_attachment_to: Vec<Recipient>,
    /// Forwards it to these people.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub forward_to: Vec<Recipient>,
    /// Marks it as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark_as_read: Option<bool>,
    /// Says how much it matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark_importance: Option<Importance>,
    /// Moves it to a folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub move_to_folder: Option<Id<MailFolder>>,
    /// Deletes it for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permanent_delete: Option<bool>,
    /// Sends it on to these people as if it came from its sender.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub redirect_to: Vec<Recipient>,
    /// Lets no rule after this one look at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_processing_rules: Option<bool>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl MessageRuleActions {
    /// Does nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives it these categories. Adds to those that were said.
    #[must_use]
    pub fn assign_categories<T: Into<String>>(
        mut self,
        names: impl IntoIterator<Item = T>,
    ) -> Self {
        self.assign_categories.extend(names.into_iter().map(Into::into));
        self
    }

    /// Copies it to a folder.
    #[must_use]
    pub fn copy_to_folder(mut self, folder: impl Into<Id<MailFolder>>) -> Self {
        self.copy_to_folder = Some(folder.into());
        self
    }

    /// Moves it to the deleted items.
    #[must_use]
    pub fn delete(mut self, yes: bool) -> Self {
        self.delete = Some(yes);
        self
    }

    /// Forwards it to these people as an attachment. Adds to those that were said.
    #[must_use]
    pub fn forward_as_attachment_to(mut self, people: impl Into<Recipients>) -> Self {
        self.forward_as_attachment_to.extend(people.into().into_vec());
        self
    }

    /// Forwards it to these people. Adds to those that were said.
    #[must_use]
    pub fn forward_to(mut self, people: impl Into<Recipients>) -> Self {
        self.forward_to.extend(people.into().into_vec());
        self
    }

    /// Marks it as read.
    #[must_use]
    pub fn mark_as_read(mut self, yes: bool) -> Self {
        self.mark_as_read = Some(yes);
        self
    }

    /// Says how much it matters.
    #[must_use]
    pub fn mark_importance(mut self, importance: Importance) -> Self {
        self.mark_importance = Some(importance);
        self
    }

    /// Moves it to a folder.
    #[must_use]
    pub fn move_to_folder(mut self, folder: impl Into<Id<MailFolder>>) -> Self {
        self.move_to_folder = Some(folder.into());
        self
    }

    /// Deletes it for good.
    #[must_use]
    pub fn permanent_delete(mut self, yes: bool) -> Self {
        self.permanent_delete = Some(yes);
        self
    }

    /// Sends it on to these people as if it came from its sender. Adds to those that were said.
    #[must_use]
    pub fn redirect_to(mut self, people: impl Into<Recipients>) -> Self {
        self.redirect_to.extend(people.into().into_vec());
        self
    }

    /// Lets no rule after this one look at it.
    #[must_use]
    pub fn stop_processing_rules(mut self, yes: bool) -> Self {
        self.stop_processing_rules = Some(yes);
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn all_can_be_said_and_read() {
        let said = MessageRuleActions::new()
            .assign_categories(["Red"])
            .copy_to_folder("AAMk1")
            .delete(false)
            .forward_as_attachment_to(["a@b.c", "d@e.f"])
            .forward_to(("Alex Wilbur", "alexw@contoso.com"))
            .mark_as_read(true)
            .mark_importance(Importance::Low)
            .move_to_folder("AAMk2")
            .permanent_delete(false)
            .redirect_to("a@b.c")
            .stop_processing_rules(true);
        let whole = json!({
            "assignCategories": ["Red"], "copyToFolder": "AAMk1", "delete": false,
            "forwardAsAttachmentTo": [{"emailAddress": {"address": "a@b.c"}}, {"emailAddress": {"address": "d@e.f"}}],
            "forwardTo": [{"emailAddress": {"name": "Alex Wilbur", "address": "alexw@contoso.com"}}],
            "markAsRead": true, "markImportance": "low", "moveToFolder": "AAMk2", "permanentDelete": false,
            "redirectTo": [{"emailAddress": {"address": "a@b.c"}}], "stopProcessingRules": true
        });
        assert_eq!(serde_json::to_value(&said).unwrap(), whole);
        let read: MessageRuleActions = serde_json::from_value(whole.clone()).unwrap();
        assert!(read.extra.is_empty() && read == said);

        let null: Value =
            whole.as_object().unwrap().keys().map(|name| (name.clone(), Value::Null)).collect();
        let read: MessageRuleActions = serde_json::from_value(null).unwrap();
        assert_eq!(read, MessageRuleActions::new());
    }
}
