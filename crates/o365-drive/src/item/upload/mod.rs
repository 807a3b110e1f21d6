//! Uploads to a folder, and new content for a file.

use std::fmt;
use std::path::{Path, PathBuf};

use o365_core::time::OffsetDateTime;
use o365_core::transport::Bytes;
use o365_core::upload::{Cancel, Fragments, Progress, SavedUpload, Source};
use o365_core::{Error, Result};

use super::ItemHandle;
use crate::model::{Conflict, FileSystemInfo};

mod send;
#[cfg(test)]
mod tests;

type Told<'a> = Box<dyn FnMut(Progress) + 'a>;
type Keep<'a> = Box<dyn FnMut(&SavedUpload) + 'a>;

impl ItemHandle {
    /// Uploads a file into this folder, under the name that it has. Nothing is sent before [`Upload::send`].
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// use o365_drive::Conflict;
    ///
    /// let file = drive
    ///     .path("/Reports")
    ///     .upload_file("goals.csv")?
    ///     .on_conflict(Conflict::Replace)
    ///     .keep_times()
    ///     .progress(|at| println!("{} of {} bytes", at.done, at.total))
    ///     .send()?;
    /// println!("{}", file.web_url.unwrap_or_default());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-createuploadsession).
    ///
    /// # Errors
    /// A file that can't be looked at, or whose name is no text.
    pub fn upload_file(&self, path: impl AsRef<Path>) -> Result<Upload<'static>> {
        let path = path.as_ref();
        let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(|| {
            Error::input(format!("{} has no name that a drive could take", path.display()))
        })?;
        let upload = self.upload(name, Source::file(path)?);
        Ok(Upload { local: Some(path.to_owned()), ..upload })
    }

    /// Uploads these bytes into this folder. Nothing is sent before [`Upload::send`].
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-put-content).
    pub fn upload_bytes(&self, name: &str, bytes: impl Into<Bytes>) -> Upload<'static> {
        self.upload(name, Source::bytes(bytes))
    }

    /// Uploads what `source` gives into this folder: a file under another name, or a reader of known length. Nothing is sent
    /// before [`Upload::send`].
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-createuploadsession).
    pub fn upload(&self, name: &str, source: Source) -> Upload<'static> {
        let child = self.child(name);
        let at = match self.at.etag() {
            Some(etag) => child.if_match(etag),
            None => child,
        };
        Upload::new(at, Some((self.clone(), name.to_owned())), source)
    }

    /// Gives this file new content; what was there stays as a version before it. By a path it may not be there yet. Nothing is
    /// sent before [`Upload::send`].
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle, file: o365_drive::DriveItem) -> o365_core::Result<()> {
    /// use o365_drive::Source;
    ///
    /// let etag = file.e_tag.clone().unwrap_or_default();
    /// drive.item(&file).if_match(etag).replace_content(Source::file("goals.csv")?).send()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-put-content).
    pub fn replace_content(&self, source: Source) -> Upload<'static> {
        let conflict = Some(Conflict::Replace);
        Upload { conflict, ..Upload::new(self.clone(), None, source) }
    }
}

/// An upload, before it is sent. Made by [`ItemHandle::upload_file`] and its like.
///
/// What is small (4 MiB) goes in one request, the rest by a session: read from the file as it goes, in memory that stays the
/// same, and going on after whatever breaks. [`upload`](o365_core::upload) has the rest. At the end the service's size and hash
/// are compared with what was sent; what arrived wrong is sent once more, and then an error. Documents that SharePoint writes
/// into are excepted: their size and hash are the service's own.
#[must_use = "nothing is sent before `send`"]
pub struct Upload<'a> {
    at: ItemHandle,
    /// The folder, and the name in it.
    folder: Option<(ItemHandle, String)>,
    source: Source,
    /// Where the source is on the disk.
    local: Option<PathBuf>,
    conflict: Option<Conflict>,
    if_taken: Option<Conflict>,
    times: FileSystemInfo,
    keeps_times: bool,
    description: Option<String>,
    fragments: Fragments,
    progress: Option<Told<'a>>,
    keep: Option<Keep<'a>>,
    saved: Option<SavedUpload>,
    state: Option<PathBuf>,
    cancel: Cancel,
    is_deferred: bool,
}

impl<'a> Upload<'a> {
    fn new(at: ItemHandle, folder: Option<(ItemHandle, String)>, source: Source) -> Self {
        Upload {
            at,
            folder,
            source,
            local: None,
            conflict: None,
            if_taken: None,
            times: FileSystemInfo::default(),
            keeps_times: false,
            description: None,
            fragments: Fragments::DRIVE,
            progress: None,
            keep: None,
            saved: None,
            state: None,
            cancel: Cancel::new(),
            is_deferred: false,
        }
    }

    /// What to do where there is an item by that name already. Unless something is said it is an error, and nothing is
    /// replaced.
    pub fn on_conflict(mut self, conflict: Conflict) -> Self {
        self.conflict = Some(conflict);
        self
    }

    /// What to do where the name was free at first, and is taken when all bytes are there. Unless something is said it is an
    /// error, and the bytes are lost.
    pub fn if_taken_meanwhile(mut self, conflict: Conflict) -> Self {
        self.if_taken = Some(conflict);
        self
    }

    /// The item gets the times of the local file. For [`upload_file`](ItemHandle::upload_file).
    pub fn keep_times(mut self) -> Self {
        self.keeps_times = true;
        self
    }

    /// Likewise, of a file that is uploaded under another name.
    pub(super) fn keep_times_of(self, path: &Path) -> Self {
        Upload { local: Some(path.to_owned()), ..self }.keep_times()
    }

    /// When it was made, by the computer it comes from.
    pub fn created(mut self, created: OffsetDateTime) -> Self {
        self.times.created_date_time = Some(created);
        self
    }

    /// When it was changed last, by the computer it comes from.
    pub fn modified(mut self, modified: OffsetDateTime) -> Self {
        self.times.last_modified_date_time = Some(modified);
        self
    }

    /// What there is to say of it. OneDrive at home only.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// How large the fragments of a session are. 10 MiB at first, up to 59 MiB while they are quick, unless something is said.
    pub fn fragments(mut self, fragments: Fragments) -> Self {
        self.fragments = fragments;
        self
    }

    /// Is told how far it is: at the start and after each fragment.
    pub fn progress(mut self, told: impl FnMut(Progress) + 'a) -> Self {
        self.progress = Some(Box::new(told));
        self
    }

    /// Stops when this says so. The session is deleted.
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// Is given what [`resume`](Self::resume) needs, whenever a session was opened.
    pub fn keep(mut self, keep: impl FnMut(&SavedUpload) + 'a) -> Self {
        self.keep = Some(Box::new(keep));
        self
    }

    /// Goes on with the session of an earlier run, if it lives, was for this place, and the file is still the same; starts anew
    /// otherwise.
    pub fn resume(mut self, saved: impl Into<Option<SavedUpload>>) -> Self {
        self.saved = saved.into();
        self
    }

    /// Keeps what another run needs in this file, and goes on with what an earlier run left there; the file goes when the
    /// upload is done. It holds a secret, and is its owner's alone. A file that is something else makes it fail, and stays.
    pub fn state_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.state = Some(path.into());
        self
    }

    /// The item appears when the session is told to finish, not with its last byte. OneDrive for work and SharePoint only. It
    /// is told so when all bytes are there.
    pub fn defer_commit(mut self) -> Self {
        self.is_deferred = true;
        self
    }
}

impl fmt::Debug for Upload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("at", &self.at.at.path())
            .field("source", &self.source)
            .field("conflict", &self.conflict)
            .finish_non_exhaustive()
    }
}
