//! Attachments, as mail and calendar have them.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::base64::Base64;
use crate::connection::Stream;
use crate::endpoint::Endpoint;
use crate::error::Result;
use crate::id::Id;
use crate::json::{Extra, null_default};
use crate::query::Query;

mod draft;
mod head;
mod item;
mod reference;
mod save;
mod send;

use draft::Source;
pub use draft::{AttachmentDraft, LARGEST, LARGEST_TOTAL};
pub use head::list;
pub use reference::{Reference, ReferenceDraft, ReferencePermission, ReferenceProvider};
pub use save::save_all;
pub use send::attach;

/// Something that is attached to a message or an event.
///
/// [attachment](https://learn.microsoft.com/graph/api/resources/attachment).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Attachment {
    /// Its id, within its message.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Attachment>,
    /// What it is, as the service spells it: `#microsoft.graph.fileAttachment`. [`kind`](Self::kind) reads it.
    #[serde(rename = "@odata.type", skip_serializing_if = "Option::is_none")]
    pub odata_type: Option<String>,
    /// File name or title, as its sender chose it. **Don't use it as a path.**
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// MIME type, such as `application/pdf`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Bytes, with what surrounds them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
    /// Whether it is shown within the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_inline: Option<bool>,
    /// What the text calls it: `cid:` and this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_id: Option<String>,
    /// Where its content is, if the text calls it by an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_location: Option<String>,
    /// When it was changed last.
    #[serde(with = "crate::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// The content of a file. Lists may leave it out; [`AttachmentHandle::content`] streams it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_bytes: Option<Base64>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What an attachment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttachmentKind {
    /// A file.
    File,
    /// A message, an event or a contact.
    Item,
    /// A link to a file elsewhere.
    Reference,
    /// What this version doesn't know.
    Unknown,
}

impl Attachment {
    /// What it is.
    pub fn kind(&self) -> AttachmentKind {
        match self.odata_type.as_deref().and_then(|name| name.rsplit('.').next()) {
            Some("fileAttachment") => AttachmentKind::File,
            Some("itemAttachment") => AttachmentKind::Item,
            Some("referenceAttachment") => AttachmentKind::Reference,
            _ => AttachmentKind::Unknown,
        }
    }
}

impl From<&Attachment> for Id<Attachment> {
    fn from(attachment: &Attachment) -> Self {
        attachment.id.clone()
    }
}

/// A place: one attachment of a message or an event.
#[derive(Clone, Debug)]
pub struct AttachmentHandle {
    at: Endpoint,
}

impl AttachmentHandle {
    /// The attachment at this place. For components.
    pub fn new(at: Endpoint) -> Self {
        AttachmentHandle { at }
    }

    /// Reads it, with its content.
    ///
    /// `GET …/attachments/{id}`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/attachment-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<Attachment> {
        self.at.get(&Query::new())
    }

    /// Streams its content: a file's bytes, an item's MIME text. A reference has none: the service answers 405.
    ///
    /// `GET …/attachments/{id}/$value`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/attachment-get).
    ///
    /// # Errors
    /// Not found, and those of every request; a connection that breaks later is an error of the reader.
    pub fn content(&self) -> Result<Stream> {
        self.at
            .value()
            .request(http::Method::GET)
            .header("accept", "*/*")
            .header("accept-encoding", "identity")
            .stream()
    }

    /// Takes it off.
    ///
    /// `DELETE …/attachments/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/attachment-delete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_kind_and_bad_content_is_an_error() {
        let read = |text: &str| serde_json::from_str::<Attachment>(text);
        assert_eq!(
            read(r##"{"@odata.type":"#microsoft.graph.itemAttachment"}"##).unwrap().kind(),
            AttachmentKind::Item
        );
        assert_eq!(read("{}").unwrap().kind(), AttachmentKind::Unknown);
        let content = |text| read(text).unwrap().content_bytes.unwrap();
        assert_eq!(content(r#"{"contentBytes":"aGk"}"#).decode().as_deref(), Some(&b"hi"[..]));
        assert_eq!(content(r#"{"contentBytes":"%"}"#).decode(), None);
        assert_eq!(read(r#"{"contentBytes":null}"#).unwrap().content_bytes, None);
    }
}
