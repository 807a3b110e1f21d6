//! Attachments, as mail and calendar have them.

mod item;
mod reference;
mod save;

pub use reference::{Reference, ReferenceDraft, ReferencePermission, ReferenceProvider};
pub use save::save_all;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::base64::Base64;
use crate::connection::Stream;
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::guid::guid;
use crate::id::Id;
use crate::json::{Extra, null_default};
use crate::query::Query;

/// Bytes that go out as attachments in one request, at most. The service takes requests of 4 MiB, and base64 makes three
/// bytes four.
pub const LARGEST_TOTAL: u64 = 3_000_000;

/// Something that is attached to a message or an event.
///
/// [attachment](https://learn.microsoft.com/graph/api/resources/attachment).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
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

/// A file to attach: a path, or a name and its bytes. A path is read when the message is sent or saved.
///
/// ```
/// use o365_core::attachment::AttachmentDraft;
///
/// let file = AttachmentDraft::from("reports/march.pdf");
/// let text = AttachmentDraft::from(("notes.txt", "buy milk"));
/// let image = AttachmentDraft::from(("logo.png", vec![0x89, 0x50])).inline("logo"); // <img src="cid:logo">
/// # let _ = (file, text, image);
/// ```
#[derive(Clone, Debug)]
pub struct AttachmentDraft {
    source: Source,
    name: Option<String>,
    content_type: Option<String>,
    content_id: Option<String>,
}

#[derive(Clone)]
enum Source {
    Path(PathBuf),
    Bytes(Vec<u8>),
    /// As JSON, or why it can't be that.
    Item(Result<Box<Value>, String>),
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Source::Path(path) => write!(f, "{}", path.display()),
            Source::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Source::Item(_) => f.write_str("an item"),
        }
    }
}

impl AttachmentDraft {
    /// The file at this path, under its own name.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        AttachmentDraft {
            source: Source::Path(path.into()),
            name: None,
            content_type: None,
            content_id: None,
        }
    }

    /// These bytes, under this name.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let source = Source::Bytes(bytes.into());
        AttachmentDraft { source, name: Some(name.into()), content_type: None, content_id: None }
    }

    /// Another name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The MIME type. Guessed from the name if it isn't said.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Shows it within an HTML body, which calls it `cid:` and this id.
    #[must_use]
    pub fn inline(mut self, content_id: impl Into<String>) -> Self {
        self.content_id = Some(content_id.into());
        self
    }

    /// Shows it within an HTML body under a content id that is made for it, and gives the id: `<img src="cid:{id}">`.
    ///
    /// ```
    /// use o365_core::attachment::AttachmentDraft;
    ///
    /// let (logo, cid) = AttachmentDraft::from("logo.png").embed();
    /// let html = format!("<p>Hello <img src=\"cid:{cid}\"></p>");
    /// # let _ = (logo, html);
    /// ```
    #[must_use]
    pub fn embed(self) -> (Self, String) {
        let id = guid();
        (self.inline(id.as_str()), id)
    }

    /// Bytes of its content.
    ///
    /// # Errors
    /// A file that can't be looked at.
    pub fn size(&self) -> Result<u64> {
        match &self.source {
            Source::Bytes(bytes) => Ok(bytes.len() as u64),
            Source::Item(item) => Ok(item::size(item)),
            Source::Path(path) => {
                Ok(fs::metadata(path).map_err(|error| Error::io(path, error))?.len())
            }
        }
    }

    /// As the service takes it in one request, with its content.
    ///
    /// # Errors
    /// A file that can't be read; one without a name; one that is too large.
    pub fn load(&self) -> Result<Value> {
        let size = self.size()?;
        if size > LARGEST_TOTAL {
            return Err(too_large(size));
        }
        let own = match &self.source {
            Source::Path(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
            Source::Bytes(_) | Source::Item(_) => None,
        };
        let name = self.name.clone().or(own).filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| Error::input("an attachment needs a name"))?;
        let content = match &self.source {
            Source::Item(item) => return Ok(item::to_json(&name, item::checked(item)?)),
            Source::Bytes(bytes) => Base64::encode(bytes),
            Source::Path(path) => {
                Base64::encode(read(path).map_err(|error| Error::io(path, error))?)
            }
        };
        let guess =
            || mime_guess::from_path(&name).first_or_octet_stream().essence_str().to_owned();
        let mut json = json!({
            "@odata.type": "#microsoft.graph.fileAttachment",
            "name": name,
            "contentType": self.content_type.clone().unwrap_or_else(guess),
            "contentBytes": content,
        });
        if let (Some(id), Value::Object(members)) = (&self.content_id, &mut json) {
            members.insert("contentId".into(), id.as_str().into());
            members.insert("isInline".into(), true.into());
        }
        Ok(json)
    }

    /// Several, for one request.
    ///
    /// # Errors
    /// As [`load`](Self::load); all together too large.
    pub fn load_all(drafts: &[AttachmentDraft]) -> Result<Vec<Value>> {
        let total = drafts
            .iter()
            .try_fold(0, |sum: u64, draft| Ok::<_, Error>(sum.saturating_add(draft.size()?)))?;
        if total > LARGEST_TOTAL {
            return Err(too_large(total));
        }
        drafts.iter().map(AttachmentDraft::load).collect()
    }
}

/// Reads a file, but no more of it than may go out: it can have grown.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    use io::Read;
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST_TOTAL + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_TOTAL {
        Err(io::ErrorKind::FileTooLarge.into())
    } else {
        Ok(bytes)
    }
}

fn too_large(bytes: u64) -> Error {
    Error::input(format!(
        "attachments of {bytes} bytes: one request takes {LARGEST_TOTAL} bytes of them at most"
    ))
}

impl From<&str> for AttachmentDraft {
    fn from(path: &str) -> Self {
        AttachmentDraft::path(path)
    }
}
impl From<String> for AttachmentDraft {
    fn from(path: String) -> Self {
        AttachmentDraft::path(path)
    }
}
impl From<&Path> for AttachmentDraft {
    fn from(path: &Path) -> Self {
        AttachmentDraft::path(path)
    }
}
impl From<PathBuf> for AttachmentDraft {
    fn from(path: PathBuf) -> Self {
        AttachmentDraft::path(path)
    }
}
impl From<&PathBuf> for AttachmentDraft {
    fn from(path: &PathBuf) -> Self {
        AttachmentDraft::path(path)
    }
}
impl<N: Into<String>, B: Into<Vec<u8>>> From<(N, B)> for AttachmentDraft {
    fn from((name, bytes): (N, B)) -> Self {
        AttachmentDraft::bytes(name, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_bytes_and_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a b.txt");
        fs::write(&path, "hi").unwrap();
        let file = AttachmentDraft::from(&path).load().unwrap();
        assert_eq!(
            (&file["name"], &file["contentType"], &file["contentBytes"]),
            (&json!("a b.txt"), &json!("text/plain"), &json!("aGk="))
        );
        assert!(file.get("isInline").is_none());
        let inline = AttachmentDraft::bytes("x", *b"1")
            .content_type("image/png")
            .inline("logo")
            .load()
            .unwrap();
        assert_eq!(
            (&inline["isInline"], &inline["contentId"], &inline["contentType"]),
            (&json!(true), &json!("logo"), &json!("image/png"))
        );
    }

    #[test]
    fn refuses_what_can_t_go() {
        let missing = AttachmentDraft::from("/does/not/exist").load().unwrap_err();
        assert!(missing.to_string().contains("/does/not/exist"), "{missing}");
        assert!(AttachmentDraft::bytes("", *b"1").load().is_err());
        let half = AttachmentDraft::bytes("x", vec![0; 1_600_000]);
        assert!(half.load().is_ok());
        let error = AttachmentDraft::load_all(&[half.clone(), half]).unwrap_err();
        assert!(error.to_string().contains("3200000"), "{error}");
    }

    #[test]
    fn reads_every_kind_and_bad_content_costs_nothing_else() {
        let read = |text: &str| serde_json::from_str::<Attachment>(text);
        assert_eq!(
            read(r##"{"@odata.type":"#microsoft.graph.itemAttachment"}"##).unwrap().kind(),
            AttachmentKind::Item
        );
        assert_eq!(read("{}").unwrap().kind(), AttachmentKind::Unknown);
        let content = read(r#"{"contentBytes":"aGk"}"#).unwrap().content_bytes.unwrap();
        assert_eq!(content.decode().as_deref(), Some(&b"hi"[..]));
        assert_eq!(read(r#"{"contentBytes":null}"#).unwrap().content_bytes, None);
        let content = read(r#"{"contentBytes":"%"}"#).unwrap().content_bytes.unwrap();
        assert_eq!(content.decode(), None);
    }
}
