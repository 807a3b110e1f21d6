//! Attachments.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use crate::schema::{MESSAGE, Purpose, Refusal, check, iso, now};

/// The largest file that goes without an upload session.
const LARGEST: usize = 3 * 1024 * 1024;

/// One attachment of a message.
#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    /// Which of the message's attachments, counted from 1 and never used again.
    pub(crate) number: u64,
    pub(crate) name: Box<str>,
    pub(crate) kind: Option<Box<str>>,
    pub(crate) inline: bool,
    pub(crate) content_id: Option<Box<str>>,
    pub(crate) location: Option<Box<str>>,
    pub(crate) modified: i64,
    pub(crate) content: Content,
}

#[derive(Clone, Debug)]
pub(crate) enum Content {
    File(Arc<[u8]>),
    Item(Box<Value>),
    Reference,
}

impl Attachment {
    /// From a body that was checked.
    ///
    /// # Errors
    /// 400 without a name, 413 for a file of 3 MB or more.
    pub(crate) fn from_body(body: &Map<String, Value>) -> Result<Self, Refusal> {
        let text = |name: &str| body.get(name).and_then(Value::as_str).map(Into::into);
        let kind = body
            .get("@odata.type")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_ascii_lowercase();
        let content = if kind.ends_with("itemattachment") {
            let item = body.get("item").filter(|item| item.is_object());
            Content::Item(Box::new(checked(item.cloned().ok_or_else(|| missing("item"))?)?))
        } else if kind.ends_with("referenceattachment") {
            Content::Reference
        } else {
            let bytes = body
                .get("contentBytes")
                .and_then(Value::as_str)
                .ok_or_else(|| missing("contentBytes"))?;
            let bytes = STANDARD.decode(bytes).map_err(|_| {
                Refusal::body(
                    "Cannot convert the value of 'contentBytes' to the expected type 'Edm.Binary'.",
                )
            })?;
            if bytes.len() >= LARGEST {
                return Err(Refusal::new(
                    413,
                    "ErrorAttachmentSizeLimitExceeded",
                    "The attachment exceeds 3 MB. Use an upload session.",
                ));
            }
            Content::File(bytes.into())
        };
        Ok(Self {
            number: 0,
            name: text("name").ok_or_else(|| missing("name"))?,
            kind: text("contentType").or_else(|| guess(&content)),
            inline: body.get("isInline").and_then(Value::as_bool).unwrap_or(false),
            content_id: text("contentId"),
            location: text("contentLocation"),
            modified: now(),
            content,
        })
    }

    /// Bytes, as the service counts them: somewhat more than those of the content.
    pub(crate) fn size(&self) -> usize {
        match &self.content {
            Content::File(bytes) => bytes.len() + 184,
            Content::Item(item) => item.to_string().len(),
            Content::Reference => 384,
        }
    }

    pub(crate) fn type_name(&self) -> &'static str {
        match self.content {
            Content::File(_) => "#microsoft.graph.fileAttachment",
            Content::Item(_) => "#microsoft.graph.itemAttachment",
            Content::Reference => "#microsoft.graph.referenceAttachment",
        }
    }

    /// As JSON, with the content of a file if it is wanted, with the item if it is expanded.
    pub(crate) fn json(&self, id: String, content: bool, item: bool) -> Value {
        let mut json = json!({
            "@odata.type": self.type_name(),
            "@odata.mediaContentType": self.kind,
            "id": id,
            "lastModifiedDateTime": iso(self.modified),
            "name": self.name,
            "contentType": self.kind,
            "size": self.size(),
            "isInline": self.inline,
        });
        if let Some(json) = json.as_object_mut() {
            match &self.content {
                Content::File(bytes) => {
                    json.insert("contentId".to_owned(), json!(self.content_id));
                    json.insert("contentLocation".to_owned(), json!(self.location));
                    if content {
                        json.insert("contentBytes".to_owned(), STANDARD.encode(bytes).into());
                    }
                }
                Content::Item(of) if item => {
                    json.insert("item".to_owned(), (**of).clone());
                }
                Content::Item(_) | Content::Reference => {}
            }
        }
        json
    }
}

/// The item of an attachment; a message must be one.
fn checked(item: Value) -> Result<Value, Refusal> {
    match item {
        Value::Object(body) if is_message(&body) => {
            check(&MESSAGE, body, Purpose::Seed).map(Value::Object)
        }
        Value::Object(body) if !body.contains_key("@odata.type") => Err(Refusal::bad_request(
            "Cannot create an abstract class: specify the '@odata.type' of the item.",
        )),
        other => Ok(other),
    }
}

fn is_message(body: &Map<String, Value>) -> bool {
    let kind = body.get("@odata.type").and_then(Value::as_str).unwrap_or_default();
    kind.to_ascii_lowercase().ends_with("message")
}

fn guess(content: &Content) -> Option<Box<str>> {
    matches!(content, Content::File(_)).then(|| "application/octet-stream".into())
}

fn missing(name: &str) -> Refusal {
    Refusal::new(
        400,
        "ErrorInvalidRequest",
        format!("Required property '{name}' of the attachment is missing."),
    )
}
