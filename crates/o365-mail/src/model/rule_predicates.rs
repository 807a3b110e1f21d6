//! What a rule looks at.

use o365_core::json::{Extra, null_default};
use o365_core::{Recipient, Recipients, open_enum};
use serde::{Deserialize, Serialize};

use super::{Importance, Sensitivity, SizeRange};

open_enum! {
    /// What a flag asks for.
    pub enum MessageActionFlag {
        /// Anything.
        Any = "any",
        /// To call.
        Call = "call",
        /// Not to forward.
        DoNotForward = "doNotForward",
        /// To follow up.
        FollowUp = "followUp",
        /// To take notice.
        Fyi = "fyi",
        /// To forward.
        Forward = "forward",
        /// No answer.
        NoResponseNecessary = "noResponseNecessary",
        /// To read.
        Read = "read",
        /// To answer.
        Reply = "reply",
        /// To answer all.
        ReplyToAll = "replyToAll",
        /// To review.
        Review = "review",
    }
}

/// What a rule looks at: its conditions, or its exceptions. All that is said of a condition must hold; of the words or people
/// in one list, one is enough. One exception is enough.
///
/// ```
/// use o365_mail::{Importance, MessageRulePredicates, SizeRange};
///
/// let conditions = MessageRulePredicates::new()
///     .sender_contains(["adele"])
///     .importance(Importance::High)
///     .within_size_range(SizeRange::at_least(512));
/// # let _ = conditions;
/// ```
///
/// [messageRulePredicates](https://learn.microsoft.com/graph/api/resources/messagerulepredicates).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MessageRulePredicates {
    /// Words of which one is in the text.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub body_contains: Vec<String>,
    /// Words of which one is in the text or the subject.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub body_or_subject_contains: Vec<String>,
    /// Names of which one is a category of the message.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Senders, of which one is meant.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub from_addresses: Vec<Recipient>,
    /// Whether something is attached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_attachments: Option<bool>,
    /// Words of which one is in the head.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub header_contains: Vec<String>,
    /// How much it matters to its sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importance: Option<Importance>,
    /// Whether it asks for an approval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_approval_request: Option<bool>,
    /// Whether a rule forwarded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_automatic_forward: Option<bool>,
    /// Whether it is an automatic reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_automatic_reply: Option<bool>,
    /// Whether it is encrypted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_encrypted: Option<bool>,
    /// Whether it is an invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_meeting_request: Option<bool>,
    /// Whether it answers an invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_meeting_response: Option<bool>,
    /// Whether it says that something couldn't be delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_non_delivery_report: Option<bool>,
    /// Whether rights management protects it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_permission_controlled: Option<bool>,
    /// Whether it says that something was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_read_receipt: Option<bool>,
    /// Whether it is signed by S/MIME.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_signed: Option<bool>,
    /// Whether it is a voice mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_voicemail: Option<bool>,
    /// What its flag asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_action_flag: Option<MessageActionFlag>,
    /// Whether the mailbox's person isn't in `to`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_sent_to_me: Option<bool>,
    /// Words of which one is in `to` or `cc`.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub recipient_contains: Vec<String>,
    /// Words of which one is in `from`.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub sender_contains: Vec<String>,
    /// How private it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sensitivity>,
    /// Whether they are in `cc`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_cc_me: Option<bool>,
    /// Whether they are the only one in `to`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_only_to_me: Option<bool>,
    /// Recipients, of which one is meant.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub sent_to_addresses: Vec<Recipient>,
    /// Whether they are in `to`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_to_me: Option<bool>,
    /// Whether they are in `to` or `cc`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_to_or_cc_me: Option<bool>,
    /// Words of which one is in the subject.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub subject_contains: Vec<String>,
    /// How large it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_size_range: Option<SizeRange>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl MessageRulePredicates {
    /// Looks at nothing yet: meets every message.
    pub fn new() -> Self {
        Self::default()
    }

    /// Words of which one is in the text. Adds to those that were said.
    #[must_use]
    pub fn body_contains<T: Into<String>>(mut self, words: impl IntoIterator<Item = T>) -> Self {
        self.body_contains.extend(words.into_iter().map(Into::into));
        self
    }

    /// Words of which one is in the text or the subject. Adds to those that were said.
    #[must_use]
    pub fn body_or_subject_contains<T: Into<String>>(
        mut self,
        words: impl IntoIterator<Item = T>,
    ) -> Self {
        self.body_or_subject_contains.extend(words.into_iter().map(Into::into));
        self
    }

    /// Names of which one is a category of the message. Adds to those that were said.
    #[must_use]
    pub fn categories<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.categories.extend(names.into_iter().map(Into::into));
        self
    }

    /// Senders, of which one is meant. Adds to those that were said.
    #[must_use]
    pub fn from_addresses(mut self, people: impl Into<Recipients>) -> Self {
        self.from_addresses.extend(people.into().into_vec());
        self
    }

    /// Whether something is attached.
    #[must_use]
    pub fn has_attachments(mut self, yes: bool) -> Self {
        self.has_attachments = Some(yes);
        self
    }

    /// Words of which one is in the head. Adds to those that were said.
    #[must_use]
    pub fn header_contains<T: Into<String>>(mut self, words: impl IntoIterator<Item = T>) -> Self {
        self.header_contains.extend(words.into_iter().map(Into::into));
        self
    }

    /// How much it matters to its sender.
    #[must_use]
    pub fn importance(mut self, importance: Importance) -> Self {
        self.importance = Some(importance);
        self
    }

    /// Whether it asks for an approval.
    #[must_use]
    pub fn is_approval_request(mut self, yes: bool) -> Self {
        self.is_approval_request = Some(yes);
        self
    }

    /// Whether a rule forwarded it.
    #[must_use]
    pub fn is_automatic_forward(mut self, yes: bool) -> Self {
        self.is_automatic_forward = Some(yes);
        self
    }

    /// Whether it is an automatic reply.
    #[must_use]
    pub fn is_automatic_reply(mut self, yes: bool) -> Self {
        self.is_automatic_reply = Some(yes);
        self
    }

    /// Whether it is encrypted.
    #[must_use]
    pub fn is_encrypted(mut self, yes: bool) -> Self {
        self.is_encrypted = Some(yes);
        self
    }

    /// Whether it is an invitation.
    #[must_use]
    pub fn is_meeting_request(mut self, yes: bool) -> Self {
        self.is_meeting_request = Some(yes);
        self
    }

    /// Whether it answers an invitation.
    #[must_use]
    pub fn is_meeting_response(mut self, yes: bool) -> Self {
        self.is_meeting_response = Some(yes);
        self
    }

    /// Whether it says that something couldn't be delivered.
    #[must_use]
    pub fn is_non_delivery_report(mut self, yes: bool) -> Self {
        self.is_non_delivery_report = Some(yes);
        self
    }

    /// Whether rights management protects it.
    #[must_use]
    pub fn is_permission_controlled(mut self, yes: bool) -> Self {
        self.is_permission_controlled = Some(yes);
        self
    }

    /// Whether it says that something was read.
    #[must_use]
    pub fn is_read_receipt(mut self, yes: bool) -> Self {
        self.is_read_receipt = Some(yes);
        self
    }

    /// Whether it is signed by S/MIME.
    #[must_use]
    pub fn is_signed(mut self, yes: bool) -> Self {
        self.is_signed = Some(yes);
        self
    }

    /// Whether it is a voice mail.
    #[must_use]
    pub fn is_voicemail(mut self, yes: bool) -> Self {
        self.is_voicemail = Some(yes);
        self
    }

    /// What its flag asks for.
    #[must_use]
    pub fn message_action_flag(mut self, message_action_flag: MessageActionFlag) -> Self {
        self.message_action_flag = Some(message_action_flag);
        self
    }

    /// Whether the mailbox's person isn't in `to`.
    #[must_use]
    pub fn not_sent_to_me(mut self, yes: bool) -> Self {
        self.not_sent_to_me = Some(yes);
        self
    }

    /// Words of which one is in `to` or `cc`. Adds to those that were said.
    #[must_use]
    pub fn recipient_contains<T: Into<String>>(
        mut self,
        words: impl IntoIterator<Item = T>,
    ) -> Self {
        self.recipient_contains.extend(words.into_iter().map(Into::into));
        self
    }

    /// Words of which one is in `from`. Adds to those that were said.
    #[must_use]
    pub fn sender_contains<T: Into<String>>(mut self, words: impl IntoIterator<Item = T>) -> Self {
        self.sender_contains.extend(words.into_iter().map(Into::into));
        self
    }

    /// How private it is.
    #[must_use]
    pub fn sensitivity(mut self, sensitivity: Sensitivity) -> Self {
        self.sensitivity = Some(sensitivity);
        self
    }

    /// Whether they are in `cc`.
    #[must_use]
    pub fn sent_cc_me(mut self, yes: bool) -> Self {
        self.sent_cc_me = Some(yes);
        self
    }

    /// Whether they are the only one in `to`.
    #[must_use]
    pub fn sent_only_to_me(mut self, yes: bool) -> Self {
        self.sent_only_to_me = Some(yes);
        self
    }

    /// Recipients, of which one is meant. Adds to those that were said.
    #[must_use]
    pub fn sent_to_addresses(mut self, people: impl Into<Recipients>) -> Self {
        self.sent_to_addresses.extend(people.into().into_vec());
        self
    }

    /// Whether they are in `to`.
    #[must_use]
    pub fn sent_to_me(mut self, yes: bool) -> Self {
        self.sent_to_me = Some(yes);
        self
    }

    /// Whether they are in `to` or `cc`.
    #[must_use]
    pub fn sent_to_or_cc_me(mut self, yes: bool) -> Self {
        self.sent_to_or_cc_me = Some(yes);
        self
    }

    /// Words of which one is in the subject. Adds to those that were said.
    #[must_use]
    pub fn subject_contains<T: Into<String>>(mut self, words: impl IntoIterator<Item = T>) -> Self {
        self.subject_contains.extend(words.into_iter().map(Into::into));
        self
    }

    /// How large it is.
    #[must_use]
    pub fn within_size_range(mut self, size: impl Into<SizeRange>) -> Self {
        self.within_size_range = Some(size.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn all_can_be_said_and_read() {
        let said = MessageRulePredicates::new()
            .body_contains(["a"])
            .body_contains(["b"])
            .body_or_subject_contains(["a"])
            .body_or_subject_contains(["b"])
            .categories(["a"])
            .categories(["b"])
            .from_addresses("a@b.c")
            .has_attachments(true)
            .header_contains(["a"])
            .header_contains(["b"])
            .importance(Importance::High)
            .is_approval_request(true)
            .is_automatic_forward(true)
            .is_automatic_reply(true)
            .is_encrypted(true)
            .is_meeting_request(true)
            .is_meeting_response(true)
            .is_non_delivery_report(true)
            .is_permission_controlled(true)
            .is_read_receipt(true)
            .is_signed(true)
            .is_voicemail(true)
            .message_action_flag(MessageActionFlag::FollowUp)
            .not_sent_to_me(true)
            .recipient_contains(["a"])
            .recipient_contains(["b"])
            .sender_contains(["a"])
            .sender_contains(["b"])
            .sensitivity(Sensitivity::Private)
            .sent_cc_me(true)
            .sent_only_to_me(true)
            .sent_to_addresses("a@b.c")
            .sent_to_me(true)
            .sent_to_or_cc_me(true)
            .subject_contains(["a"])
            .subject_contains(["b"])
            .within_size_range(1..=2);
        let whole = json!({
            "bodyContains": ["a", "b"],
            "bodyOrSubjectContains": ["a", "b"],
            "categories": ["a", "b"],
            "fromAddresses": [{"emailAddress": {"address": "a@b.c"}}],
            "hasAttachments": true,
            "headerContains": ["a", "b"],
            "importance": "high",
            "isApprovalRequest": true,
            "isAutomaticForward": true,
            "isAutomaticReply": true,
            "isEncrypted": true,
            "isMeetingRequest": true,
            "isMeetingResponse": true,
            "isNonDeliveryReport": true,
            "isPermissionControlled": true,
            "isReadReceipt": true,
            "isSigned": true,
            "isVoicemail": true,
            "messageActionFlag": "followUp",
            "notSentToMe": true,
            "recipientContains": ["a", "b"],
            "senderContains": ["a", "b"],
            "sensitivity": "private",
            "sentCcMe": true,
            "sentOnlyToMe": true,
            "sentToAddresses": [{"emailAddress": {"address": "a@b.c"}}],
            "sentToMe": true,
            "sentToOrCcMe": true,
            "subjectContains": ["a", "b"],
            "withinSizeRange": {"minimumSize": 1, "maximumSize": 2}
        });
        assert_eq!(serde_json::to_value(&said).unwrap(), whole);
        let read: MessageRulePredicates = serde_json::from_value(whole.clone()).unwrap();
        assert!(read.extra.is_empty() && read == said);

        let null: Value =
            whole.as_object().unwrap().keys().map(|name| (name.clone(), Value::Null)).collect();
        let read: MessageRulePredicates = serde_json::from_value(null).unwrap();
        assert_eq!(read, MessageRulePredicates::new());
    }
}
