//! Rules of the inbox.

use std::ops::RangeInclusive;

use o365_core::json::{Extra, null_default};
use o365_core::{Field, Id, Recipient, Result, draft};
use serde::{Deserialize, Serialize};

use super::{MessageRuleActions, MessageRulePredicates};

/// A rule that the service applies to what arrives in the inbox.
///
/// [messageRule](https://learn.microsoft.com/graph/api/resources/messagerule).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MessageRule {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<MessageRule>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Its place among the rules: lower ones come first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<i32>,
    /// Whether it is applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_enabled: Option<bool>,
    /// Whether it can't be applied, such as for a folder that isn't there any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_error: Option<bool>,
    /// Whether it can't be changed through Graph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_read_only: Option<bool>,
    /// What it looks at. `None`: it is for every message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<MessageRulePredicates>,
    /// What it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actions: Option<MessageRuleActions>,
    /// What it leaves alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exceptions: Option<MessageRulePredicates>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&MessageRule> for Id<MessageRule> {
    fn from(rule: &MessageRule) -> Self {
        rule.id.clone()
    }
}

draft! {
    /// What to say of a rule: to create it or to change it.
    ///
    /// ```
    /// use o365_mail::{MessageRuleActions, MessageRulePredicates, RuleDraft};
    ///
    /// let draft = RuleDraft::new()
    ///     .display_name("From partner")
    ///     .sequence(2)
    ///     .conditions(MessageRulePredicates::new().sender_contains(["adele"]))
    ///     .actions(MessageRuleActions::new().forward_to("alexw@contoso.com").stop_processing_rules(true));
    /// # let _ = draft;
    /// ```
    ///
    /// [messageRule](https://learn.microsoft.com/graph/api/resources/messagerule).
    pub struct RuleDraft {
        /// Its name. A new rule needs one.
        display_name: String,
        /// Its place among the rules: lower ones come first, the lowest is 1. A new rule needs one.
        sequence: i32,
        /// Whether it is applied. By default a new one is.
        is_enabled: bool,
        /// What it looks at. Replaces all that it looked at.
        conditions: MessageRulePredicates,
        /// What it does. Replaces all that it did. A new rule needs something to do.
        actions: MessageRuleActions,
        /// What it leaves alone. Replaces all that it left alone.
        exceptions: MessageRulePredicates,
    }
}

impl RuleDraft {
    /// Refuses people without an address.
    pub(crate) fn check(&self) -> Result<&Self> {
        let looked_at = [&self.conditions, &self.exceptions].into_iter().filter_map(Field::as_set);
        let looked_at =
            looked_at.flat_map(|one| one.from_addresses.iter().chain(&one.sent_to_addresses));
        let told = self.actions.as_set().into_iter().flat_map(|one| {
            one.forward_to.iter().chain(&one.forward_as_attachment_to).chain(&one.redirect_to)
        });
        looked_at.chain(told).try_for_each(Recipient::check)?;
        Ok(self)
    }
}

/// How large a message is, in kilobytes.
///
/// [sizeRange](https://learn.microsoft.com/graph/api/resources/sizerange).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SizeRange {
    /// At least this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_size: Option<i32>,
    /// At most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_size: Option<i32>,
}

impl SizeRange {
    /// So many kilobytes or more.
    pub fn at_least(kilobytes: i32) -> Self {
        SizeRange { minimum_size: Some(kilobytes), maximum_size: None }
    }

    /// So many kilobytes or fewer.
    pub fn at_most(kilobytes: i32) -> Self {
        SizeRange { minimum_size: None, maximum_size: Some(kilobytes) }
    }
}

impl From<RangeInclusive<i32>> for SizeRange {
    fn from(kilobytes: RangeInclusive<i32>) -> Self {
        SizeRange { minimum_size: Some(*kilobytes.start()), maximum_size: Some(*kilobytes.end()) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::Importance;

    #[test]
    fn is_built_as_microsoft_s_page_has_it() {
        let draft = RuleDraft::new()
            .display_name("From partner")
            .sequence(2)
            .is_enabled(true)
            .conditions(MessageRulePredicates::new().sender_contains(["adele"]))
            .actions(
                MessageRuleActions::new()
                    .forward_to(("Alex Wilbur", "AlexW@contoso.onmicrosoft.com"))
                    .stop_processing_rules(true),
            );
        assert_eq!(
            serde_json::to_value(&draft).unwrap(),
            json!({
                "displayName": "From partner", "sequence": 2, "isEnabled": true,
                "conditions": {"senderContains": ["adele"]},
                "actions": {
                    "forwardTo": [{"emailAddress": {"name": "Alex Wilbur", "address": "AlexW@contoso.onmicrosoft.com"}}],
                    "stopProcessingRules": true
                }
            })
        );
        let forward = MessageRuleActions::new().forward_to("alex");
        let error = RuleDraft::new().actions(forward).check().unwrap_err();
        assert!(error.to_string().contains("alex"), "{error}");
        let from = MessageRulePredicates::new().from_addresses(("Adele", ""));
        assert!(RuleDraft::new().exceptions(from).check().is_err());
        assert!(draft.check().is_ok());
        let change = RuleDraft::new()
            .display_name("Important from partner")
            .actions(MessageRuleActions::new().mark_importance(Importance::High))
            .exceptions(None);
        assert_eq!(
            serde_json::to_value(&change).unwrap(),
            json!({"displayName": "Important from partner", "actions": {"markImportance": "high"}, "exceptions": null})
        );
    }

    #[test]
    fn reads_what_the_service_says() {
        let whole = json!({
            "id": "AQAAAJ5dZqA=", "displayName": "From partner", "sequence": 2, "isEnabled": true, "hasError": false,
            "isReadOnly": false, "conditions": {"senderContains": ["ADELE"]},
            "actions": {
                "stopProcessingRules": true,
                "forwardTo": [{"emailAddress": {"name": "Alex Wilbur", "address": "AlexW@contoso.onmicrosoft.com"}}]
            }
        });
        let rule: MessageRule = serde_json::from_value(whole.clone()).unwrap();
        assert_eq!(serde_json::to_value(&rule).unwrap(), whole);
        let odd = json!({
            "id": null, "conditions": null, "actions": {"playSound": "ding"},
            "exceptions": {"sensitivity": "topSecret", "withinSizeRange": null}
        });
        let rule: MessageRule = serde_json::from_value(odd).unwrap();
        assert_eq!(rule.actions.unwrap().extra["playSound"], "ding");
        assert!(rule.conditions.is_none());
    }
}
