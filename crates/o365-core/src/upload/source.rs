//! What is uploaded.

use std::{
    fmt,
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::UNIX_EPOCH,
};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::cancel::Cancel;
use super::tally::Tally;
use crate::error::{Error, Result};
use crate::hash::Hash;
use crate::transport::Body;

/// Bytes of a reader that are held to be sent again.
const READER_FRAGMENT: u64 = 5 << 20;

/// What is uploaded: a file, bytes, or a reader and its length.
///
/// Take a file where there is one: it is read from any place again, nothing of it is held in memory, and it is noticed when
/// it changes meanwhile. Of a reader one fragment is held (at most 5 MiB): what came before can't be sent again, so that an
/// upload of which the service lost more fails.
pub struct Source {
    kind: Kind,
    /// Hashes what goes out.
    tally: Option<Tally>,
}

enum Kind {
    File { path: PathBuf, stamp: Stamp },
    Bytes(Bytes),
    Reader { reader: Box<dyn Read + Send>, length: u64, start: u64, held: Bytes },
}

/// What tells that a file is the same as before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) length: u64,
    /// Seconds and nanoseconds since 1970, where the system knows.
    pub(super) modified: Option<(u64, u32)>,
}

impl Stamp {
    fn of(path: &Path) -> Result<Self> {
        let failed = |error| Error::io(path, error);
        let metadata = fs::metadata(path).map_err(failed)?;
        if metadata.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        if !metadata.is_file() {
            // Of a pipe or a device nobody knows the length.
            let what = "it is no file: upload what a reader gives, and its length";
            return Err(failed(io::Error::new(io::ErrorKind::InvalidInput, what)));
        }
        let modified = metadata.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let modified = modified.map(|at| (at.as_secs(), at.subsec_nanos()));
        Ok(Stamp { length: metadata.len(), modified })
    }
}

impl Source {
    /// The file at this path, as it is now: if its length or time changes before everything is sent, the upload fails.
    ///
    /// # Errors
    /// A file that can't be looked at.
    pub fn file(path: impl Into<PathBuf>) -> Result<Self> {
        let path = path.into();
        let stamp = Stamp::of(&path)?;
        Ok(Source::from(Kind::File { path, stamp }))
    }

    /// These bytes.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Source::from(Kind::Bytes(bytes.into()))
    }

    /// What this reader gives, `length` bytes.
    pub fn reader(reader: impl Read + Send + 'static, length: u64) -> Self {
        let (start, held) = (0, Bytes::new());
        Source::from(Kind::Reader { reader: Box::new(reader), length, start, held })
    }

    fn from(kind: Kind) -> Self {
        Source { kind, tally: None }
    }

    /// Bytes in all.
    pub fn length(&self) -> u64 {
        match &self.kind {
            Kind::File { stamp, .. } => stamp.length,
            Kind::Bytes(bytes) => bytes.len() as u64,
            Kind::Reader { length, .. } => *length,
        }
    }

    /// Reads all of it into memory, for what is small enough to go in a plain request.
    ///
    /// # Errors
    /// A file that can't be read or changed; a reader that gives another number of bytes than it was said to.
    pub fn into_bytes(mut self) -> Result<Bytes> {
        let length = self.length();
        let fragment = self.fragment(0, length, &Cancel::new())?;
        match fragment.body {
            Body::Bytes(bytes) => Ok(bytes),
            Body::Reader(mut reader, _) => {
                let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
                let read = reader.read_to_end(&mut bytes);
                match (read, fragment.trouble.take()) {
                    (_, Some(trouble)) => Err(trouble),
                    (Err(error), None) => Err(Error::io("(what is uploaded)", error)),
                    (Ok(_), None) => Ok(bytes.into()),
                }
            }
            Body::Empty => Ok(Bytes::new()),
        }
    }

    pub(super) fn stamp(&self) -> Stamp {
        match &self.kind {
            Kind::File { stamp, .. } => *stamp,
            _ => Stamp { length: self.length(), modified: None },
        }
    }

    /// The largest fragment that it can give twice.
    pub(super) fn largest_fragment(&self) -> u64 {
        match self.kind {
            Kind::Reader { .. } => READER_FRAGMENT,
            _ => u64::MAX,
        }
    }

    /// Hashes what goes out from now on.
    pub(super) fn tally(&mut self) {
        self.tally.get_or_insert_default();
    }

    /// Whether it can be sent all over again.
    pub(super) fn can_restart(&self) -> bool {
        !matches!(self.kind, Kind::Reader { .. })
    }

    /// The hash of all of it. What didn't go out in this run is read now.
    pub(super) fn hash(&self) -> Result<Hash> {
        let tally = self.tally.clone().unwrap_or_default();
        let from = tally.position();
        match &self.kind {
            _ if from == self.length() => {}
            Kind::File { path, stamp } => {
                let failed = |error| Error::io(path, error);
                check(path, *stamp)?;
                let mut file = File::open(path).map_err(failed)?;
                file.seek(SeekFrom::Start(from)).map_err(failed)?;
                io::copy(&mut file.take(stamp.length.saturating_sub(from)), &mut tally.at(from))
                    .map_err(failed)?;
                check(path, *stamp)?;
            }
            Kind::Bytes(bytes) => tally.add(from, &slice(bytes, from, self.length())?),
            Kind::Reader { .. } => return Err(short()),
        }
        Ok(tally.hash())
    }

    /// The bytes from `from` to before `to`, to be sent.
    pub(super) fn fragment(&mut self, from: u64, to: u64, cancel: &Cancel) -> Result<Fragment> {
        let trouble = Trouble::default();
        let tally = self.tally.clone();
        let body = match &mut self.kind {
            Kind::File { path, stamp } => {
                let (path, stamp) = (path.clone(), *stamp);
                check(&path, stamp)?;
                let mut file = File::open(&path).map_err(|error| Error::io(&path, error))?;
                file.seek(SeekFrom::Start(from)).map_err(|error| Error::io(&path, error))?;
                let (cancel, trouble) = (cancel.clone(), trouble.clone());
                let left = to.saturating_sub(from);
                let at = from;
                let reader = FileReader { file, path, stamp, at, left, cancel, trouble, tally };
                Body::Reader(Box::new(reader), Some(left))
            }
            Kind::Bytes(bytes) => {
                let fragment = slice(bytes, from, to)?;
                tally.inspect(|tally| tally.add(from, &fragment));
                Body::Bytes(fragment)
            }
            Kind::Reader { reader, length, start, held } => {
                hold(reader, start, held, from, to, tally.as_ref())?;
                if to == *length && reader.read(&mut [0]).is_ok_and(|more| more > 0) {
                    return Err(Error::input("what is uploaded is longer than it was said to be"));
                }
                Body::Bytes(slice(held, 0, to.saturating_sub(from))?)
            }
        };
        Ok(Fragment { body, trouble })
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::File { path, stamp } => write!(f, "{}, {} bytes", path.display(), stamp.length),
            _ => write!(f, "{} bytes", self.length()),
        }
    }
}

/// A part of the source on its way.
pub(super) struct Fragment {
    pub(super) body: Body,
    /// Why the source failed, if it did: not the network's fault.
    pub(super) trouble: Trouble,
}

/// Where a reader puts what can't go through an `io::Error`.
#[derive(Clone, Default)]
pub(super) struct Trouble(Arc<Mutex<Option<Error>>>);

impl Trouble {
    fn put(&self, error: Error) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    pub(super) fn take(&self) -> Option<Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Reads a fragment of a file. Before it gives the last bytes away it looks whether the file is still the same: the
/// service never has a whole fragment of another file.
struct FileReader {
    file: File,
    path: PathBuf,
    stamp: Stamp,
    at: u64,
    left: u64,
    cancel: Cancel,
    trouble: Trouble,
    tally: Option<Tally>,
}

impl FileReader {
    fn step(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let Some(buffer) = buffer.get_mut(..room).filter(|room| !room.is_empty()) else {
            return Ok(0);
        };
        let count = loop {
            match self.file.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result.map_err(|error| Error::io(&self.path, error))?,
            }
        };
        if let Some(tally) = &self.tally {
            tally.add(self.at, buffer.get(..count).unwrap_or_default());
        }
        self.at = self.at.saturating_add(count as u64);
        self.left = self.left.saturating_sub(count as u64);
        if self.left == 0 || count == 0 {
            check(&self.path, self.stamp)?;
        }
        if count == 0 { Err(changed(&self.path)) } else { Ok(count) }
    }
}

impl Read for FileReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Ok(0);
        }
        self.step(buffer).map_err(|error| {
            self.trouble.put(error);
            io::Error::other("what is uploaded can't be read")
        })
    }
}

fn check(path: &Path, stamp: Stamp) -> Result<()> {
    if Stamp::of(path)? == stamp { Ok(()) } else { Err(changed(path)) }
}

fn changed(path: &Path) -> Error {
    let what = "the file changed while it was uploaded: nothing was kept of it";
    Error::io(path, io::Error::other(what))
}

fn slice(bytes: &Bytes, from: u64, to: u64) -> Result<Bytes> {
    let index = |at: u64| usize::try_from(at).ok();
    match (index(from), index(to)) {
        (Some(from), Some(to)) if from <= to && to <= bytes.len() => Ok(bytes.slice(from..to)),
        _ => Err(short()),
    }
}

/// Reads until `held` is what is between `from` and `to`, or more.
fn hold(
    reader: &mut dyn Read,
    start: &mut u64,
    held: &mut Bytes,
    from: u64,
    to: u64,
    tally: Option<&Tally>,
) -> Result<()> {
    let failed = |error| Error::io("(a reader)", error);
    let skipped = from.checked_sub(*start).ok_or_else(|| {
        Error::input("the service lost bytes that can't be read again: upload from a file")
    })?;
    let end = held.len() as u64;
    if skipped >= end {
        let gap = skipped - end;
        *held = Bytes::new();
        let mut tally = tally.map(|tally| tally.at(start.saturating_add(end)));
        let mut sink = io::sink();
        let out = tally.as_mut().map_or(&mut sink as &mut dyn Write, |tally| tally);
        let read = io::copy(&mut reader.take(gap), out).map_err(failed)?;
        if read < gap {
            return Err(short());
        }
    } else {
        *held = slice(held, skipped, end)?;
    }
    *start = from;
    let missing = to.saturating_sub(from).saturating_sub(held.len() as u64);
    if missing > 0 {
        let mut all = Vec::with_capacity(usize::try_from(to.saturating_sub(from)).unwrap_or(0));
        all.extend_from_slice(held);
        let read = reader.take(missing).read_to_end(&mut all).map_err(failed)?;
        *held = all.into();
        if let Some(tally) = tally {
            tally.add(from, held);
        }
        if (read as u64) < missing {
            return Err(short());
        }
    }
    Ok(())
}

fn short() -> Error {
    Error::input("what is uploaded is shorter than it was said to be")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &mut Source, from: u64, to: u64) -> Result<String> {
        let fragment = source.fragment(from, to, &Cancel::new())?;
        match fragment.body {
            Body::Bytes(bytes) => Ok(String::from_utf8(bytes.to_vec()).unwrap()),
            Body::Reader(reader, length) => {
                assert_eq!(length, Some(to - from));
                io::read_to_string(reader).map_err(|_| fragment.trouble.take().unwrap())
            }
            _ => unreachable!(),
        }
    }

    #[test]
    fn every_source_gives_any_fragment_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::write(&path, "0123456789").unwrap();
        for mut source in [
            Source::file(&path).unwrap(),
            Source::bytes("0123456789"),
            Source::reader(&b"0123456789"[..], 10),
        ] {
            assert_eq!(source.length(), 10);
            for (from, to, expected) in
                [(0, 4, "0123"), (0, 4, "0123"), (2, 6, "2345"), (3, 5, "34"), (8, 10, "89")]
            {
                assert_eq!(text(&mut source, from, to).unwrap(), expected);
            }
        }
    }

    #[test]
    fn what_is_small_is_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::write(&path, "0123456789").unwrap();
        let file = Source::file(&path).unwrap();
        fs::write(&path, "").unwrap();
        assert!(file.into_bytes().is_err(), "it changed");
        assert_eq!(Source::file(&path).unwrap().into_bytes().unwrap(), "");
        assert_eq!(Source::bytes("012").into_bytes().unwrap(), "012");
        assert_eq!(Source::reader(&b"012"[..], 3).into_bytes().unwrap(), "012");
        assert!(Source::reader(&b"012"[..], 2).into_bytes().is_err());
        assert!(Source::reader(&b"012"[..], 4).into_bytes().is_err());
    }

    #[test]
    fn a_reader_can_t_go_back_and_must_be_as_long_as_said() {
        let mut source = Source::reader(&b"0123456789"[..], 10);
        text(&mut source, 4, 6).unwrap();
        assert!(text(&mut source, 0, 2).unwrap_err().to_string().contains("from a file"));
        assert!(text(&mut Source::reader(&b"01"[..], 3), 0, 3).is_err());
        assert!(text(&mut Source::reader(&b"0123"[..], 3), 0, 3).is_err());
        assert!(text(&mut Source::reader(&b"01"[..], 9), 5, 9).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_taken_for_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let error = Source::file(&path).unwrap_err();
        assert!(format!("{error:?}").contains("no file"), "{error:?}");
        assert!(Source::file(folder.path()).is_err());
    }

    #[test]
    fn a_file_that_changes_is_never_sent_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::write(&path, "0123456789").unwrap();
        let mut source = Source::file(&path).unwrap();
        let fragment = source.fragment(0, 4, &Cancel::new()).unwrap();
        fs::write(&path, "something else").unwrap();
        let Body::Reader(mut reader, _) = fragment.body else { unreachable!() };
        assert!(io::read_to_string(&mut reader).is_err());
        assert!(fragment.trouble.take().unwrap().to_string().contains('x'));
        assert!(text(&mut source, 0, 4).is_err());
        fs::remove_file(&path).unwrap();
        assert!(text(&mut source, 0, 4).is_err());
        assert!(Source::file(&path).is_err() && Source::file(folder.path()).is_err());
    }

    #[test]
    fn reading_stops_when_it_is_cancelled() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::write(&path, "0123456789").unwrap();
        let cancel = Cancel::new();
        let fragment = Source::file(&path).unwrap().fragment(0, 4, &cancel).unwrap();
        cancel.cancel();
        let Body::Reader(reader, _) = fragment.body else { unreachable!() };
        assert!(io::read_to_string(reader).is_err());
        assert!(matches!(fragment.trouble.take().unwrap().kind(), crate::ErrorKind::Cancelled));
    }
}
