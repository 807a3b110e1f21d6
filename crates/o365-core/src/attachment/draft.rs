//! What is to be attached.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use bytes::Bytes;
use serde_json::{Value, json};

use crate::base64::Base64;
use crate::error::{Error, Result};
use crate::guid::guid;
use crate::upload;

use super::item;

/// Bytes that go out as attachments in one request, at most. The service takes requests of 4 MiB, and base64 makes three
/// bytes four.
pub const LARGEST_TOTAL: u64 = 3_000_000;

/// Bytes of one attachment, at most; what is larger than [`LARGEST_TOTAL`] goes by an upload session.
///
/// [Limits](https://learn.microsoft.com/graph/outlook-large-attachments).
pub const LARGEST: u64 = 150 << 20;

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
    pub(super) source: Source,
    pub(super) name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) content_id: Option<String>,
}

#[derive(Clone)]
pub(super) enum Source {
    Path(PathBuf),
    Bytes(Bytes),
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
        let source = Source::Bytes(bytes.into().into());
        AttachmentDraft { source, name: Some(name.into()), content_type: None, content_id: None }
    }

    /// What a reader gives, to its end, held in memory. A [path](Self::path) is streamed instead.
    ///
    /// # Errors
    /// Bad input when there is more than [`LARGEST`]; a reader that fails.
    pub fn read_from(name: impl Into<String>, reader: impl Read) -> Result<Self> {
        let name = name.into();
        let mut bytes = Vec::new();
        let read = reader.take(LARGEST + 1).read_to_end(&mut bytes);
        let read = read.map_err(|error| Error::io(&name, error))? as u64;
        if read > LARGEST {
            return Err(too_large(read, LARGEST));
        }
        Ok(AttachmentDraft::bytes(name, bytes))
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

    /// The name that it goes out under: its own, or that of its file.
    ///
    /// # Errors
    /// Bad input if it has none.
    pub fn file_name(&self) -> Result<String> {
        self.its_name()
    }

    /// As the service takes it in one request, with its content.
    ///
    /// # Errors
    /// A file that can't be read; one without a name; one that is too large.
    pub fn load(&self) -> Result<Value> {
        let size = self.size()?;
        if size > LARGEST_TOTAL {
            return Err(too_large(size, LARGEST_TOTAL));
        }
        let content = match &self.source {
            Source::Item(item) => {
                return Ok(item::to_json(&self.its_name()?, item::checked(item)?));
            }
            Source::Bytes(bytes) => Base64::encode(bytes),
            Source::Path(path) => {
                Base64::encode(read(path).map_err(|error| Error::io(path, error))?)
            }
        };
        let mut json = json!({
            "@odata.type": "#microsoft.graph.fileAttachment",
            "contentBytes": content,
        });
        self.describe(&mut json)?;
        Ok(json)
    }

    /// Those that go out together with what they are attached to, as the service takes them, and those that are too
    /// large for that: [`attach`](super::attach) takes them one by one.
    ///
    /// # Errors
    /// As [`load`](Self::load); one that is larger than [`LARGEST`].
    pub fn load_all(drafts: &[AttachmentDraft]) -> Result<(Vec<Value>, Vec<&AttachmentDraft>)> {
        let (mut loaded, mut rest, mut total) = (Vec::new(), Vec::new(), 0_u64);
        let sizes: Vec<u64> =
            drafts.iter().map(AttachmentDraft::checked_size).collect::<Result<_>>()?;
        for (draft, size) in drafts.iter().zip(sizes) {
            total = total.saturating_add(size);
            if total > LARGEST_TOTAL {
                total -= size;
                rest.push(draft);
            } else {
                loaded.push(draft.load()?);
            }
        }
        Ok((loaded, rest))
    }

    /// Its size, if it can be attached at all.
    pub(super) fn checked_size(&self) -> Result<u64> {
        self.its_name()?;
        let most = if matches!(self.source, Source::Item(_)) { LARGEST_TOTAL } else { LARGEST };
        let size = self.size()?;
        if size > most { Err(too_large(size, most)) } else { Ok(size) }
    }

    /// What a session has to know of it, and where its bytes come from.
    pub(super) fn session(&self) -> Result<(Value, upload::Source)> {
        let source = match &self.source {
            Source::Item(_) => return Err(too_large(self.size()?, LARGEST_TOTAL)),
            Source::Path(path) => upload::Source::file(path)?,
            Source::Bytes(bytes) => upload::Source::bytes(bytes.clone()),
        };
        let mut json = json!({"attachmentType": "file", "size": source.length()});
        self.describe(&mut json)?;
        Ok((json, source))
    }

    fn describe(&self, json: &mut Value) -> Result<()> {
        let name = self.its_name()?;
        let Value::Object(members) = json else { return Ok(()) };
        let guess =
            || mime_guess::from_path(&name).first_or_octet_stream().essence_str().to_owned();
        let content_type = self.content_type.clone().unwrap_or_else(guess);
        members.insert("contentType".into(), content_type.into());
        members.insert("name".into(), name.into());
        if let Some(id) = &self.content_id {
            members.insert("contentId".into(), id.as_str().into());
            members.insert("isInline".into(), true.into());
        }
        Ok(())
    }

    fn its_name(&self) -> Result<String> {
        let own = match &self.source {
            Source::Path(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
            Source::Bytes(_) | Source::Item(_) => None,
        };
        let name = self.name.clone().or(own).filter(|name| !name.is_empty());
        name.ok_or_else(|| Error::input("an attachment needs a name"))
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

fn too_large(bytes: u64, most: u64) -> Error {
    Error::input(format!("an attachment of {bytes} bytes: the service takes {most} at most"))
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
    fn reads_from_a_reader_what_the_service_takes() {
        let read = AttachmentDraft::read_from("a.txt", &b"hi"[..]).unwrap().load().unwrap();
        assert_eq!((&read["name"], &read["contentBytes"]), (&json!("a.txt"), &json!("aGk=")));
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("no disk"))
            }
        }
        let broken = AttachmentDraft::read_from("b.txt", Broken).unwrap_err();
        assert!(broken.to_string().contains("b.txt"), "{broken}");
        let endless = AttachmentDraft::read_from("c", io::repeat(0)).unwrap_err();
        assert!(endless.to_string().contains("157286400"), "{endless}");
    }

    #[test]
    fn refuses_what_can_t_go() {
        let missing = AttachmentDraft::from("/does/not/exist").load().unwrap_err();
        assert!(missing.to_string().contains("/does/not/exist"), "{missing}");
        assert!(AttachmentDraft::bytes("", *b"1").load().is_err());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("huge");
        fs::File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
        let error = AttachmentDraft::load_all(&[path.into()]).unwrap_err();
        assert!(error.to_string().contains("157286401"), "{error}");
    }

    #[test]
    fn what_is_too_large_together_goes_by_itself() {
        let of = |size| AttachmentDraft::bytes(format!("{size}"), vec![0; size]);
        assert!(of(3_000_000).load().is_ok() && of(3_000_001).load().is_err());
        let drafts = [of(1_600_000), of(4_000_000), of(1_500_000), of(1_400_000)];
        let (loaded, rest) = AttachmentDraft::load_all(&drafts).unwrap();
        let names: Vec<_> = loaded.iter().map(|json| json["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["1600000", "1400000"]);
        let rest: Vec<_> = rest.iter().map(|draft| draft.size().unwrap()).collect();
        assert_eq!(rest, [4_000_000, 1_500_000]);
    }
}
