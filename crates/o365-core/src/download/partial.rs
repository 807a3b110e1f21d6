//! What is there of a file that isn't whole yet: `.name.part` beside it, and `.name.part.json` that says of what it is.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::answer::Seen;
use super::content::Known;
use super::flush::Flusher;
use crate::error::{Error, Result};
use crate::guid::guid;
use crate::hash::{Hash, HashKind, Hasher};
use crate::save::check_target;

/// Bytes of a name to which endings can be added.
const LONGEST_NAME: usize = 230;
/// Times that another process takes the file away just then.
const MOST_RACES: u32 = 10;

/// A file that becomes another when it is whole. Only one process has it at a time.
pub(super) struct Partial {
    file: File,
    path: PathBuf,
    note: PathBuf,
    target: PathBuf,
    flusher: Flusher,
    /// A later call can go on with it.
    keeps: bool,
    is_done: bool,
}

/// What a partial file is of.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    version: Option<String>,
    size: Option<u64>,
    hash: Option<Hash>,
    etag: Option<String>,
    total: Option<u64>,
    /// It was written from the start on: what is there is all there.
    in_order: bool,
}

impl Partial {
    /// The file beside `target`. Gives also what is known of the content that it has bytes of, and their number, if it is
    /// of this content.
    pub(super) fn claim(target: &Path, known: &Known) -> Result<(Self, Option<(Seen, u64)>)> {
        check_target(target)?;
        if target.file_name().is_none() {
            return Err(Error::io(target, io::ErrorKind::IsADirectory.into()));
        }
        let path = beside(target, ".part");
        let failed = |error| Error::io(&path, error);
        for _ in 0..MOST_RACES {
            // Nobody leads us elsewhere by a link that was laid out before.
            if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
                fs::remove_file(&path).map_err(failed)?;
            }
            let file = options().create(true).truncate(false).open(&path).map_err(failed)?;
            if fs4::FileExt::try_lock(&file).is_err() {
                return Partial::of_its_own(target).map(|partial| (partial, None));
            }
            // Another process may have been done with it between the two.
            if is_at(&file, &path) {
                let note = beside(target, ".part.json");
                let keeps = known.version.is_some() || known.hash.is_some();
                let target = target.to_owned();
                let partial = Partial {
                    file,
                    path,
                    note,
                    target,
                    flusher: Flusher::default(),
                    keeps,
                    is_done: false,
                };
                if partial.is_foreign() {
                    partial.let_be();
                    break;
                }
                let found = partial.found(known);
                return Ok((partial, found));
            }
        }
        Partial::of_its_own(target).map(|partial| (partial, None))
    }

    /// A file that nobody else knows, since another process is at the one that all know.
    fn of_its_own(target: &Path) -> Result<Self> {
        let path = target.with_file_name(format!(".{}.part", guid()));
        let file =
            options().create_new(true).open(&path).map_err(|error| Error::io(&path, error))?;
        let (note, target) = (path.with_extension("part.json"), target.to_owned());
        Ok(Partial {
            file,
            path,
            note,
            target,
            flusher: Flusher::default(),
            keeps: false,
            is_done: false,
        })
    }

    /// Whether it has bytes that no note of ours tells of, or the note is none: then it is somebody's own file, which happens
    /// to have that name.
    fn is_foreign(&self) -> bool {
        match fs::metadata(&self.note) {
            // One that is empty is ours: its process was killed just then.
            Ok(note) if note.len() > 0 => self.read_note().is_none(),
            _ => !self.is_empty(),
        }
    }

    fn is_empty(&self) -> bool {
        self.file.metadata().is_ok_and(|data| data.len() == 0)
    }

    /// Leaves what was there as it is.
    fn let_be(mut self) {
        self.is_done = true;
        if self.is_empty() {
            _ = fs::remove_file(&self.path);
        }
    }

    fn read_note(&self) -> Option<Note> {
        serde_json::from_slice(&fs::read(&self.note).ok()?).ok()
    }

    fn found(&self, known: &Known) -> Option<(Seen, u64)> {
        let note = self.read_note()?;
        let same =
            note.version == known.version && note.hash == known.hash && note.size == known.size;
        let length = self.file.metadata().ok()?.len();
        let fits = note.total.is_none_or(|total| length <= total) && length > 0;
        (self.keeps && same && fits && note.in_order)
            .then_some((Seen { etag: note.etag, total: note.total }, length))
    }

    /// Says of what the bytes are that come now, and by that that they are ours.
    pub(super) fn note(&mut self, known: &Known, seen: &Seen, in_order: bool) -> Result<()> {
        self.keeps &= known.version.is_some() || known.hash.is_some();
        let note = Note {
            version: known.version.clone(),
            size: known.size,
            hash: known.hash.clone(),
            etag: seen.etag.clone(),
            total: seen.total,
            in_order,
        };
        let json = serde_json::to_vec(&note).unwrap_or_default();
        if fs::symlink_metadata(&self.note).is_ok_and(|found| !found.is_file()) {
            fs::remove_file(&self.note).map_err(|error| Error::io(&self.note, error))?;
        }
        fs::write(&self.note, json).map_err(|error| Error::io(&self.note, error))
    }

    /// Keeps so many bytes from the start, and goes to their end.
    pub(super) fn cut(&mut self, length: u64) -> Result<()> {
        if length == 0 {
            // What the note says holds no more.
            _ = fs::remove_file(&self.note);
        }
        let done = self.file.set_len(length).and_then(|()| self.file.seek(SeekFrom::Start(length)));
        done.map(|_| ()).map_err(|error| self.failed(error))
    }

    /// The hash of its first bytes so far.
    pub(super) fn hash(&mut self, kind: HashKind, length: u64) -> Result<Hasher> {
        let mut hasher = Hasher::new(kind);
        let read = self
            .file
            .seek(SeekFrom::Start(0))
            .and_then(|_| hasher.read((&mut self.file).take(length)));
        match read {
            Ok(read) if read == length => Ok(hasher),
            Ok(_) => Err(self.failed(io::ErrorKind::UnexpectedEof.into())),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Writes the next bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|error| self.failed(error))?;
        self.written(bytes.len() as u64);
        Ok(())
    }

    /// So many bytes more were written, here or elsewhere.
    pub(super) fn written(&mut self, bytes: u64) {
        self.flusher.add(bytes, &self.file);
    }

    /// The same file, to be [written at](write_at) any place.
    pub(super) fn another(&self) -> Result<File> {
        // One that is opened anew would be locked out, on Windows.
        self.file.try_clone().map_err(|error| self.failed(error))
    }

    /// What the system said of it.
    pub(super) fn failed(&self, error: io::Error) -> Error {
        Error::io(&self.path, error)
    }

    /// A later call is not to go on with it.
    pub(super) fn give_up(&mut self) {
        self.keeps = false;
    }

    /// Gives it its name.
    pub(super) fn finish(mut self) -> Result<()> {
        let flushed = std::mem::take(&mut self.flusher).end();
        self.resemble();
        flushed.and_then(|()| self.file.sync_all()).map_err(|error| self.failed(error))?;
        fs::rename(&self.path, &self.target).map_err(|error| Error::io(&self.target, error))?;
        self.is_done = true;
        _ = fs::remove_file(&self.note);
        if cfg!(unix) {
            // Makes the renaming itself last, where the system can.
            let folder = self.target.parent().filter(|folder| !folder.as_os_str().is_empty());
            _ = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }

    /// Who may read the file that it replaces may read it, and nobody else.
    #[cfg(unix)]
    fn resemble(&self) {
        if let Ok(before) = fs::symlink_metadata(&self.target)
            && before.is_file()
        {
            use std::os::unix::fs::PermissionsExt;
            // Not what makes a program run as its owner.
            let mode = before.permissions().mode() & 0o777;
            _ = self.file.set_permissions(fs::Permissions::from_mode(mode));
        }
    }

    #[cfg(not(unix))]
    fn resemble(&self) {}
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.is_done && (!self.keeps || self.is_empty()) {
            _ = fs::remove_file(&self.path);
            _ = fs::remove_file(&self.note);
        }
    }
}

/// Writes at a place of a file that several threads write to.
pub(super) fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::write_all_at(file, bytes, at);
    #[cfg(windows)]
    {
        let (mut bytes, mut at) = (bytes, at);
        while !bytes.is_empty() {
            let count = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
            bytes = bytes.get(count..).filter(|_| count > 0).ok_or(io::ErrorKind::WriteZero)?;
            at += count as u64;
        }
        Ok(())
    }
    #[cfg(not(any(unix, windows)))]
    return Err(io::ErrorKind::Unsupported.into());
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    options
}

/// `folder/.name.part` for `folder/name`.
fn beside(target: &Path, ending: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default();
    let mut beside = OsString::from(".");
    if name.len() <= LONGEST_NAME {
        beside.push(name);
    } else {
        let mut hasher = Hasher::new(HashKind::Sha1);
        hasher.update(name.as_encoded_bytes());
        beside.push(hasher.finish().to_string());
    }
    beside.push(ending);
    target.with_file_name(beside)
}

/// Whether the file is still the one of that name.
fn is_at(file: &File, path: &Path) -> bool {
    let (Ok(own), Ok(found)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        own.ino() == found.ino() && own.dev() == found.dev()
    }
    #[cfg(not(unix))]
    {
        found.is_file() && own.len() == found.len() && own.created().ok() == found.created().ok()
    }
}
