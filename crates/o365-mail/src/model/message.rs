//! Messages, as they are read.

use std::fmt;

use o365_core::attachment::Attachment;
use o365_core::extended_property::{
    ExtendedPropertyId, MultiValueExtendedProperty, SingleValueExtendedProperty,
};
use o365_core::json::{Extra, null_default};
use o365_core::{Id, Importance, ItemBody, Recipient, Sensitivity, open_enum};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use super::{FollowupFlag, MailFolder};

open_enum! {
    /// Where the focused inbox shows a message.
    pub enum InferenceClassification {
        /// Among what matters.
        Focused = "focused",
        /// Among the rest.
        Other = "other",
    }
}

/// A line of a message's head.
///
/// [internetMessageHeader](https://learn.microsoft.com/graph/api/resources/internetmessageheader).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InternetMessageHeader {
    /// `Received`, `x-custom`, ..
    #[serde(deserialize_with = "null_default")]
    pub name: String,
    /// What it says.
    #[serde(deserialize_with = "null_default")]
    pub value: String,
}

/// A message in a mailbox, as the service told it.
///
/// What wasn't selected, and what the service has no value for, is `None` or empty. What this version doesn't model is
/// in
/// [`extra`](Self::extra).
///
/// [message](https://learn.microsoft.com/graph/api/resources/message).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Message {
    /// Its id. It changes when the message moves, unless immutable ids are on.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Message>,
    /// Its version, for [`MessageHandle::if_match`](crate::MessageHandle::if_match).
    #[serde(rename = "@odata.etag", skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Its version, in Exchange's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_key: Option<String>,
    /// The folder it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_folder_id: Option<Id<MailFolder>>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Its text, with what it quotes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<ItemBody>,
    /// The first 255 characters of its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_preview: Option<String>,
    /// Its text without what it quotes. Only there when selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unique_body: Option<ItemBody>,
    /// Whose mailbox it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Recipient>,
    /// Who sent it: another than `from` where somebody sends on behalf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<Recipient>,
    /// Who it is for.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub to_recipients: Vec<Recipient>,
    /// Who gets a copy.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub cc_recipients: Vec<Recipient>,
    /// Who gets a copy unseen.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub bcc_recipients: Vec<Recipient>,
    /// Where answers go.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub reply_to: Vec<Recipient>,
    /// When it arrived.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub received_date_time: Option<OffsetDateTime>,
    /// When it was sent.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub sent_date_time: Option<OffsetDateTime>,
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// When it was changed last.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// How much it matters to its sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importance: Option<Importance>,
    /// Names of its categories.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// What is to be done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag: Option<FollowupFlag>,
    /// Whether it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_read: Option<bool>,
    /// Whether it wasn't sent yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_draft: Option<bool>,
    /// Whether something is attached, inline images not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_attachments: Option<bool>,
    /// What is attached. Only there when expanded.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Whether the sender wants to know that it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_read_receipt_requested: Option<bool>,
    /// Whether the sender wants to know that it arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_delivery_receipt_requested: Option<bool>,
    /// Where the focused inbox shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inference_classification: Option<InferenceClassification>,
    /// The conversation it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<String>,
    /// Its place in the conversation, as base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_index: Option<String>,
    /// Its id on the internet, in angle brackets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub internet_message_id: Option<String>,
    /// The lines of its head. Only there when selected.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub internet_message_headers: Vec<InternetMessageHeader>,
    /// Where Outlook on the web shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_link: Option<String>,
    /// Properties that Graph has no name for. Only there when expanded; [`extended_property`](Self::extended_property)
    /// finds one.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub single_value_extended_properties: Vec<SingleValueExtendedProperty>,
    /// Those with several values. Only there when expanded.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub multi_value_extended_properties: Vec<MultiValueExtendedProperty>,
    /// What applications keep with it, as JSON. Only there when expanded.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Value>,
    /// What this version doesn't model, by its name on the wire, and what [`meeting`](Self::meeting) reads.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Message {
    /// The value of a property that Graph has no name for, where an expansion brought it.
    ///
    /// ```no_run
    /// # fn run(mailbox: o365_mail::Mailbox) -> o365_core::Result<()> {
    /// use o365_core::extended_property::{ExtendedPropertyId, Kind};
    ///
    /// let deferred = ExtendedPropertyId::tag(0x3FEF, Kind::SystemTime);
    /// for message in mailbox.drafts().messages().expand(&deferred) {
    ///     println!("{:?}", message?.extended_property(&deferred));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn extended_property(&self, id: &ExtendedPropertyId) -> Option<&str> {
        id.value_in(&self.single_value_extended_properties)
    }

    /// The values of a property that has several, where an expansion brought it.
    pub fn extended_properties(&self, id: &ExtendedPropertyId) -> Option<&[String]> {
        id.values_in(&self.multi_value_extended_properties)
    }
}

impl Message {
    /// How confidential it is, where `expand(Sensitivity::id())` brought it.
    pub fn sensitivity(&self) -> Option<Sensitivity> {
        Sensitivity::of_number(self.extended_property(&Sensitivity::id())?.parse().ok()?)
    }
}

impl From<&Message> for Id<Message> {
    fn from(message: &Message) -> Self {
        message.id.clone()
    }
}

/// `George Best <george@best.com>: Testing!`.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(from) = &self.from {
            write!(f, "{from}: ")?;
        }
        f.write_str(self.subject.as_deref().unwrap_or("(no subject)"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn null_missing_and_unknown_never_break() {
        let null: serde_json::Map<String, Value> =
            serde_json::to_value(FULL.with(|full| full.clone()))
                .ok()
                .and_then(|value| value.as_object().cloned())
                .unwrap()
                .into_iter()
                .map(|(name, _)| (name, Value::Null))
                .collect();
        let message: Message = serde_json::from_value(Value::Object(null)).unwrap();
        assert!(
            message.id.is_empty() && message.to_recipients.is_empty() && message.is_read.is_none()
        );
        serde_json::from_str::<Message>("{}").unwrap();
        let odd = json!({"id": "1", "importance": "urgent", "flag": {"flagStatus": "later"}, "brandNew": {"a": [1]}});
        let message: Message = serde_json::from_value(odd.clone()).unwrap();
        assert!(matches!(message.importance, Some(Importance::Unknown(_))));
        assert_eq!(serde_json::to_value(&message).unwrap(), odd);
    }

    thread_local! {
        static FULL: Value = json!({
            "@odata.etag": "W/\"CQ\"", "id": "AAMk", "changeKey": "CQ", "parentFolderId": "AAMkF", "subject": "Quotes",
            "body": {"contentType": "html", "content": "<p>Hi</p>"}, "bodyPreview": "Hi",
            "uniqueBody": {"contentType": "text", "content": "Hi"},
            "from": {"emailAddress": {"name": "G", "address": "g@b.c"}},
            "sender": {"emailAddress": {"name": "G", "address": "g@b.c"}},
            "toRecipients": [{"emailAddress": {"address": "a@b.c"}}], "ccRecipients": [{"emailAddress": {"address": "a@b.c"}}],
            "bccRecipients": [{"emailAddress": {"address": "a@b.c"}}], "replyTo": [{"emailAddress": {"address": "a@b.c"}}],
            "receivedDateTime": "2024-03-21T10:00:00Z", "sentDateTime": "2024-03-21T10:00:00Z",
            "createdDateTime": "2024-03-21T10:00:00Z", "lastModifiedDateTime": "2024-03-21T10:00:00Z",
            "importance": "high", "categories": ["Red"], "flag": {"flagStatus": "flagged"}, "isRead": true, "isDraft": false,
            "hasAttachments": true, "attachments": [{"id": "1", "name": "a.txt", "contentBytes": "aGk="}],
            "isReadReceiptRequested": false, "isDeliveryReceiptRequested": null, "inferenceClassification": "focused",
            "conversationId": "c", "conversationIndex": "AQ==", "internetMessageId": "<x@y>",
            "internetMessageHeaders": [{"name": "x-a", "value": "b"}], "webLink": "https://outlook.example/",
            "singleValueExtendedProperties": [{"id": "Integer 0x36", "value": "2"}],
            "multiValueExtendedProperties": [{"id": "StringArray 0x4002", "value": ["a", "b"]}],
            "extensions": [{"id": "Microsoft.OutlookServices.OpenTypeExtension.Com.Contoso", "companyName": "Contoso"}],
        });
    }

    #[test]
    fn nothing_is_lost_on_the_way_there_and_back() {
        FULL.with(|full| {
            let mut expected = full.clone();
            expected.as_object_mut().unwrap().remove("isDeliveryReceiptRequested");
            let message: Message = serde_json::from_value(full.clone()).unwrap();
            assert!(message.extra.is_empty(), "{:?}", message.extra);
            assert_eq!(message.sensitivity(), Some(crate::Sensitivity::Private));
            let palette = ExtendedPropertyId::tag(0x4002, "StringArray");
            assert_eq!(message.extended_properties(&palette).unwrap(), ["a", "b"]);
            assert_eq!(serde_json::to_value(&message).unwrap(), expected);
        });
    }
}
