//! A place: one rule of the inbox.

use o365_core::query::Query;
use o365_core::{Endpoint, Result};

use crate::model::{MessageRule, RuleDraft};

/// One rule of the inbox.
///
/// Made by [`Mailbox::rule`](crate::Mailbox::rule). No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct RuleHandle {
    at: Endpoint,
}

impl RuleHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        RuleHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET …/mailFolders/inbox/messageRules/{id}`; needs `MailboxSettings.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/messagerule-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<MessageRule> {
        self.at.get(&Query::new())
    }

    /// Changes what the draft says, and gives the rule back as it is now. Conditions, actions and exceptions are replaced as
    /// a whole.
    ///
    /// `PATCH …/mailFolders/inbox/messageRules/{id}`; needs `MailboxSettings.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/messagerule-update).
    ///
    /// # Errors
    /// Bad input for somebody without address; a rule that can't be changed; not found; those of every request.
    pub fn update(&self, draft: &RuleDraft) -> Result<MessageRule> {
        self.at.patch(draft.check()?)
    }

    /// Lets it be applied.
    ///
    /// `PATCH …/mailFolders/inbox/messageRules/{id}`; needs `MailboxSettings.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/messagerule-update).
    ///
    /// # Errors
    /// As [`update`](Self::update).
    #[doc(alias = "isEnabled")]
    pub fn enable(&self) -> Result<MessageRule> {
        self.update(&RuleDraft::new().is_enabled(true))
    }

    /// Keeps it, but lets it not be applied.
    ///
    /// `PATCH …/mailFolders/inbox/messageRules/{id}`; needs `MailboxSettings.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/messagerule-update).
    ///
    /// # Errors
    /// As [`update`](Self::update).
    pub fn disable(&self) -> Result<MessageRule> {
        self.update(&RuleDraft::new().is_enabled(false))
    }

    /// Gives it a place among the rules: lower ones come first, the lowest is 1.
    ///
    /// `PATCH …/mailFolders/inbox/messageRules/{id}`; needs `MailboxSettings.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/messagerule-update).
    ///
    /// # Errors
    /// As [`update`](Self::update).
    pub fn set_sequence(&self, sequence: i32) -> Result<MessageRule> {
        self.update(&RuleDraft::new().sequence(sequence))
    }

    /// Deletes it.
    ///
    /// `DELETE …/mailFolders/inbox/messageRules/{id}`; needs `MailboxSettings.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/messagerule-delete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }
}
