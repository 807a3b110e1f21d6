//! Messages as attachments of messages.

use o365_core::attachment::AttachmentDraft;
use serde::{Serialize, Serializer, ser::Error};
use serde_json::{Map, Value};

use super::MessageDraft;
use crate::model::Message;

const KIND: &str = "microsoft.graph.message";
/// What the service takes of a message; the rest is its own to say.
const WRITABLE: [&str; 14] = [
    "subject",
    "body",
    "from",
    "sender",
    "toRecipients",
    "ccRecipients",
    "bccRecipients",
    "replyTo",
    "importance",
    "categories",
    "internetMessageId",
    "isReadReceiptRequested",
    "isDeliveryReceiptRequested",
    "inferenceClassification",
];

/// Attaches a message as an item: `draft.attach(&message)`. It is made anew of what was read of it, without its own
/// attachments and its head; to attach it as it came, attach what [`MessageHandle::mime`](crate::MessageHandle::mime)
/// gives as a file with a name that ends in `.eml`.
impl From<&Message> for AttachmentDraft {
    fn from(message: &Message) -> Self {
        let name = name(message.subject.as_deref());
        AttachmentDraft::item(name, KIND, &Written(message))
    }
}

/// Attaches a message that isn't anywhere yet as an item.
impl From<&MessageDraft> for AttachmentDraft {
    fn from(message: &MessageDraft) -> Self {
        let name = name(message.subject.as_set().map(String::as_str));
        AttachmentDraft::item(name, KIND, &Whole(message))
    }
}

fn name(subject: Option<&str>) -> &str {
    subject.filter(|subject| !subject.is_empty()).unwrap_or("message")
}

/// What of a message can be written.
struct Written<'a>(&'a Message);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = serde_json::to_value(self.0).map_err(S::Error::custom)?;
        let members = match value {
            Value::Object(members) => members,
            _ => Map::new(),
        };
        let writable = members.into_iter().filter(|(name, _)| WRITABLE.contains(&name.as_str()));
        writable.collect::<Map<_, _>>().serialize(serializer)
    }
}

/// A draft with what is attached to it.
struct Whole<'a>(&'a MessageDraft);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let message = self.0.to_save().map_err(S::Error::custom)?;
        if !message.large.is_empty() {
            return Err(S::Error::custom(
                "more than 3 MB are attached to it, which an item can't bring",
            ));
        }
        message.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_can_be_written_goes_out() {
        let message: Message = serde_json::from_value(json!({
            "@odata.etag": "W/\"x\"", "id": "AAMk", "subject": "Minutes", "isRead": true, "bodyPreview": "Hi",
            "body": {"contentType": "text", "content": "Hi"}, "receivedDateTime": "2024-05-01T00:00:00Z", "new": 1,
            "toRecipients": [{"emailAddress": {"address": "a@b.c"}}], "webLink": "https://x",
        }))
        .unwrap();
        assert_eq!(
            AttachmentDraft::from(&message).load().unwrap(),
            json!({
                "@odata.type": "#microsoft.graph.itemAttachment", "name": "Minutes",
                "item": {
                    "@odata.type": "#microsoft.graph.message", "subject": "Minutes",
                    "body": {"contentType": "text", "content": "Hi"},
                    "toRecipients": [{"emailAddress": {"address": "a@b.c"}}],
                },
            })
        );
    }

    #[test]
    fn a_draft_brings_its_attachments_or_says_why_not() {
        let inner = MessageDraft::new().subject("In").attach(("a.txt", "hi"));
        let item = AttachmentDraft::from(&inner).load().unwrap();
        assert_eq!(item["item"]["attachments"][0]["contentBytes"], "aGk=");
        let broken = AttachmentDraft::from(&MessageDraft::new().attach("/no/such/file"));
        assert!(broken.load().unwrap_err().to_string().contains("/no/such/file"));
        let heavy = MessageDraft::new().subject("In").attach(("film.bin", vec![0; 4_000_000]));
        let error = AttachmentDraft::from(&heavy).load().unwrap_err();
        assert!(error.to_string().contains("3 MB"), "nothing is left out in silence: {error}");
    }
}
