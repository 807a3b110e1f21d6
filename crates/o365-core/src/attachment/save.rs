//! Attachments into files.

use std::{
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
};

use super::{Attachment, AttachmentHandle, AttachmentKind};
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, Result, TransportError};
use crate::list::List;
use crate::query::Query;
use crate::retry::{self, Verdict};
use crate::save;
use crate::tries::Tries;

const HEAD: [&str; 3] = ["id", "name", "contentType"];
/// Bytes of an item that tell what it is.
const BEGINNING: u64 = 32;

impl AttachmentHandle {
    /// Saves its content in a folder and gives the path. The name is a [safe](crate::file_name::safe) form of its own:
    /// it never leads out of the folder, and where there is a file of that name it becomes `name (2)`. The file is
    /// there when it is whole. A message is saved as `.eml`, an event as `.ics`, a contact as `.vcf`.
    ///
    /// `GET …/attachments/{id}`, `GET …/attachments/{id}/$value`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/attachment-get).
    ///
    /// # Errors
    /// Bad input for a reference, which has no content; a file that can't be written; not found; those of every
    /// request.
    #[doc(alias = "download")]
    pub fn save_to(&self, folder: impl AsRef<Path>) -> Result<PathBuf> {
        let head: Attachment = self.at.get(&Query::new().select(HEAD))?;
        if head.kind() == AttachmentKind::Reference {
            return Err(Error::input(
                "a reference has no content to save: `reference()` tells where the file is",
            ));
        }
        self.save(&head, folder.as_ref())
    }

    /// Saves it. A content that breaks off is asked for again: the file gets its name when it is whole.
    fn save(&self, head: &Attachment, folder: &Path) -> Result<PathBuf> {
        let mut tries = Tries::new();
        loop {
            match self.save_once(head, folder) {
                Err(error) if matches!(error.kind(), ErrorKind::Transport(_)) => {
                    match retry::judge(&error, true) {
                        Verdict::Again => tries.pause(self.at.connection(), error, || false)?,
                        _ => return Err(error),
                    }
                }
                done => return done,
            }
        }
    }

    fn save_once(&self, head: &Attachment, folder: &Path) -> Result<PathBuf> {
        let name = head.name.as_deref().unwrap_or_default();
        let mut content = self.content()?;
        if head.kind() != AttachmentKind::Item {
            return save::into_folder(folder, name, content);
        }
        let mut beginning = Vec::new();
        let read = content.by_ref().take(BEGINNING).read_to_end(&mut beginning);
        read.map_err(TransportError::from_read)?;
        let name = with_extension(name, extension(&beginning));
        save::into_folder(folder, &name, io::Read::chain(Cursor::new(beginning), content))
    }
}

/// Saves all files and items that are attached, inline images too, and gives their paths in order. References are left
/// out. For components: handles have a verb for it.
///
/// # Errors
/// As [`AttachmentHandle::save_to`]. What was saved until then stays.
pub fn save_all(attachments: &Endpoint, folder: impl AsRef<Path>) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for head in List::<Attachment>::new(attachments.clone()).select(HEAD) {
        let head = head?;
        if head.kind() != AttachmentKind::Reference {
            let one = AttachmentHandle::new(attachments.child(&head.id));
            paths.push(one.save(&head, folder.as_ref())?);
        }
    }
    Ok(paths)
}

/// What an item's text is.
fn extension(beginning: &[u8]) -> &'static str {
    let text = beginning.to_ascii_uppercase();
    match text.trim_ascii_start() {
        text if text.starts_with(b"BEGIN:VCALENDAR") => ".ics",
        text if text.starts_with(b"BEGIN:VCARD") => ".vcf",
        _ => ".eml",
    }
}

fn with_extension(name: &str, extension: &str) -> String {
    match name.trim() {
        "" => format!("attachment{extension}"),
        name if name.to_ascii_lowercase().ends_with(extension) => name.to_owned(),
        name => format!("{name}{extension}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_get_the_extension_of_what_they_are() {
        for (beginning, name, saved) in [
            ("From: a@b.c", "RE: x", "RE: x.eml"),
            ("From: a@b.c", "x.EML", "x.EML"),
            ("\r\nbegin:vcalendar\r\n", "Lunch", "Lunch.ics"),
            ("BEGIN:VCARD", "George", "George.vcf"),
            ("", " ", "attachment.eml"),
        ] {
            assert_eq!(with_extension(name, extension(beginning.as_bytes())), saved);
        }
    }
}
