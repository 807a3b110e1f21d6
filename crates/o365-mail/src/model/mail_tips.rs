//! What is good to know before a message is sent.

use std::ops::{BitOr, BitOrAssign};

use o365_core::json::{Extra, null_default};
use o365_core::time::DateTimeTimeZone;
use o365_core::{EmailAddress, Recipient, open_enum};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::LocaleInfo;

/// What to ask for: one or more, joined by `|`.
///
/// ```
/// use o365_mail::MailTipsType;
///
/// let tips = MailTipsType::AUTOMATIC_REPLIES | MailTipsType::MAILBOX_FULL_STATUS;
/// assert_eq!(tips.to_string(), "automaticReplies,mailboxFullStatus");
/// ```
///
/// [mailTipsType](https://learn.microsoft.com/graph/api/user-getmailtips#request-body).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MailTipsType(u16);

impl MailTipsType {
    /// Whether they reply by themselves, and what.
    pub const AUTOMATIC_REPLIES: Self = MailTipsType(1);
    /// Whether their mailbox is full.
    pub const MAILBOX_FULL_STATUS: Self = MailTipsType(1 << 1);
    /// A text of their own.
    pub const CUSTOM_MAIL_TIP: Self = MailTipsType(1 << 2);
    /// Members of a list from outside the organisation.
    pub const EXTERNAL_MEMBER_COUNT: Self = MailTipsType(1 << 3);
    /// Members of a list.
    pub const TOTAL_MEMBER_COUNT: Self = MailTipsType(1 << 4);
    /// The largest message that they take.
    pub const MAX_MESSAGE_SIZE: Self = MailTipsType(1 << 5);
    /// Whether mail to them is restricted.
    pub const DELIVERY_RESTRICTION: Self = MailTipsType(1 << 6);
    /// Whether somebody has to let mail to them pass.
    pub const MODERATION_STATUS: Self = MailTipsType(1 << 7);
    /// Where they are, seen from the sender.
    pub const RECIPIENT_SCOPE: Self = MailTipsType(1 << 8);
    /// Whom else one may want to write to.
    pub const RECIPIENT_SUGGESTIONS: Self = MailTipsType(1 << 9);
    /// All of these.
    pub const ALL: Self = MailTipsType((1 << 10) - 1);

    const NAMES: [(Self, &'static str); 10] = [
        (Self::AUTOMATIC_REPLIES, "automaticReplies"),
        (Self::MAILBOX_FULL_STATUS, "mailboxFullStatus"),
        (Self::CUSTOM_MAIL_TIP, "customMailTip"),
        (Self::EXTERNAL_MEMBER_COUNT, "externalMemberCount"),
        (Self::TOTAL_MEMBER_COUNT, "totalMemberCount"),
        (Self::MAX_MESSAGE_SIZE, "maxMessageSize"),
        (Self::DELIVERY_RESTRICTION, "deliveryRestriction"),
        (Self::MODERATION_STATUS, "moderationStatus"),
        (Self::RECIPIENT_SCOPE, "recipientScope"),
        (Self::RECIPIENT_SUGGESTIONS, "recipientSuggestions"),
    ];

    /// Whether all of `other` are among these.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for MailTipsType {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        MailTipsType(self.0 | other.0)
    }
}

impl BitOrAssign for MailTipsType {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// As the service spells it: names with commas between them.
impl std::fmt::Display for MailTipsType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let asked = Self::NAMES.iter().filter(|(one, _)| self.contains(*one));
        for (number, (_, name)) in asked.enumerate() {
            write!(f, "{}{name}", if number == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

open_enum! {
    /// Where somebody is, seen from the sender.
    pub enum RecipientScopeType {
        /// It isn't known.
        None = "none",
        /// In the organisation.
        Internal = "internal",
        /// Outside of it.
        External = "external",
        /// In an organisation that is a partner.
        ExternalPartner = "externalPartner",
        /// In one that isn't.
        ExternalNonPartner = "externalNonPartner",
    }
}

/// What is good to know of somebody before a message is sent to them. What wasn't asked for is `None`.
///
/// [mailTips](https://learn.microsoft.com/graph/api/resources/mailtips).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MailTips {
    /// Of whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<EmailAddress>,
    /// What they reply by themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automatic_replies: Option<AutomaticRepliesMailTips>,
    /// A text of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_mail_tip: Option<String>,
    /// Whether mail to them is restricted, such as to certain senders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_restricted: Option<bool>,
    /// Why nothing is known of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<MailTipsError>,
    /// Members from outside the organisation, if it is a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_member_count: Option<i32>,
    /// Whether somebody has to let mail to them pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_moderated: Option<bool>,
    /// Whether their mailbox is full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailbox_full: Option<bool>,
    /// The largest message that they take, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_message_size: Option<i64>,
    /// Where they are.
    #[serde(with = "scopes", skip_serializing_if = "Vec::is_empty")]
    pub recipient_scope: Vec<RecipientScopeType>,
    /// Whom else one may want to write to.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub recipient_suggestions: Vec<Recipient>,
    /// Members, if it is a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_member_count: Option<i32>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What somebody replies by themselves.
///
/// [automaticRepliesMailTips](https://learn.microsoft.com/graph/api/resources/automaticrepliesmailtips).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct AutomaticRepliesMailTips {
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Its language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_language: Option<LocaleInfo>,
    /// From when on, if it is scheduled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_start_time: Option<DateTimeTimeZone>,
    /// Until when, if it is scheduled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_end_time: Option<DateTimeTimeZone>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Why nothing is known of somebody.
///
/// [mailTipsError](https://learn.microsoft.com/graph/api/resources/mailtipserror).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MailTipsError {
    /// For programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// For people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// Several values in one text, with commas between them.
mod scopes {
    use super::{Deserialize, Deserializer, RecipientScopeType, Serializer};

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<RecipientScopeType>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?.unwrap_or_default();
        Ok(text
            .split(',')
            .map(str::trim)
            .filter(|scope| !scope.is_empty())
            .map(RecipientScopeType::from)
            .collect())
    }

    pub(super) fn serialize<S: Serializer>(
        scopes: &[RecipientScopeType],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let names: Vec<&str> = scopes.iter().map(RecipientScopeType::as_str).collect();
        serializer.serialize_str(&names.join(","))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn asks_by_name() {
        assert_eq!(MailTipsType::ALL.to_string().split(',').count(), 10);
        let mut tips = MailTipsType::MAX_MESSAGE_SIZE;
        tips |= MailTipsType::RECIPIENT_SCOPE;
        assert_eq!(tips.to_string(), "maxMessageSize,recipientScope");
        assert!(!tips.contains(MailTipsType::MAX_MESSAGE_SIZE | MailTipsType::MODERATION_STATUS));
    }

    #[test]
    fn reads_several_scopes_of_which_one_is_new() {
        let whole = json!({
            "emailAddress": {"name": "", "address": "danas@contoso.com"},
            "automaticReplies": {
                "message": "<p>Away</p>", "messageLanguage": {"locale": "en-US", "displayName": "English (United States)"},
                "scheduledEndTime": {"dateTime": "2018-08-07T02:00:00", "timeZone": "UTC"}
            },
            "mailboxFull": false, "recipientScope": "external,externalMoon", "maxMessageSize": 37748736
        });
        let tips: MailTips = serde_json::from_value(whole.clone()).unwrap();
        assert_eq!(tips.recipient_scope.len(), 2);
        assert!(matches!(tips.recipient_scope[1], RecipientScopeType::Unknown(_)));
        assert_eq!(serde_json::to_value(&tips).unwrap(), whole);
        let null =
            json!({"recipientScope": null, "error": {"code": null}, "recipientSuggestions": null});
        let tips: MailTips = serde_json::from_value(null).unwrap();
        assert!(tips.recipient_scope.is_empty() && tips.error.is_some());
    }
}
