//! Downloads: content that arrives whole, whatever happens on the way.
//!
//! Services use it for files; a component of your own does it like this:
//!
//! ```no_run
//! # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
//! use o365_core::download::{Content, Download};
//!
//! let own = connection.clone();
//! let downloaded = Download::new(&connection, move || Ok(Content::request(own.get("/me/drive/root:/march.mp4:/content"))))
//!     .progress(|at| println!("{} of {} bytes", at.done, at.total))
//!     .to_path("march.mp4")?;
//! println!("{} bytes, {:?}", downloaded.bytes, downloaded.verified);
//! # Ok(())
//! # }
//! ```
//!
//! # How it behaves
//! * Bytes go to the disk as they come: memory stays the same, whatever the size.
//! * The content lies on another host. It gets no token, and its address is never logged or shown; it must be https.
//! * A file is written beside as `.name.part` and gets its name when size and hash are right: nobody ever finds half of it
//!   under its name, and what was there before stays until then. It keeps the permissions of the file that it replaces. A
//!   file of somebody's own that is called `.name.part` is left alone.
//! * After a break it goes on where it was, by range and etag; in another process too, as long as a [version or a
//!   hash](Content::version) says that the content is the same. Two processes at the same file don't meet.
//! * An address that is worn out (401, 403, 404, 410) is asked for anew. 429 and 5xx are waited for, by the connection's
//!   [`Retry`](crate::Retry); each byte that arrives starts its count anew.
//! * Content that changed meanwhile starts anew; a wrong hash too, once. Then it is an
//!   [`Integrity`](crate::ErrorKind::Integrity) error, and nothing is kept.
//! * A page where a file should be, and what a scanner took for malware, is an error and never a file.

use std::{
    fmt,
    io::Write,
    ops::{Bound, RangeBounds},
    path::Path,
    sync::Arc,
};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::hash::{Hash, HashKind};
use crate::upload::{Cancel, Progress};

mod answer;
mod content;
mod fetch;
mod file;
mod flush;
mod open;
mod parallel;
mod partial;
mod reader;
#[cfg(test)]
mod tests;

pub use content::Content;
pub use reader::DownloadReader;

use content::Known;
use fetch::Fetch;
use open::Opener;

/// Bytes that are read at once.
const BUFFER: usize = 256 << 10;
/// Ranges at a time, at most.
const MOST_THREADS: usize = 16;

/// What was downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// Bytes in all.
    pub bytes: u64,
    /// How sure it is that they are the right ones.
    pub verified: Verified,
}

/// How sure it is that what arrived is what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verified {
    /// Its hash is right.
    Hash(HashKind),
    /// Its size is right; there was no hash.
    Size,
    /// Nothing was known to check by, a part was read, or the service delivers the content in another form than it
    /// [describes](Content::rough). What its host announced did arrive.
    No,
}

/// One download, before it starts. See [`download`](self).
#[must_use = "nothing is read until it goes somewhere"]
pub struct Download<'a> {
    opener: Arc<Opener<'a>>,
    progress: Option<Box<dyn FnMut(Progress) + 'a>>,
    cancel: Cancel,
    threads: usize,
    range: Option<(u64, Option<u64>)>,
}

impl<'a> Download<'a> {
    /// A download of what `open` says. It is asked again when an address is worn out, and when something is wrong.
    pub fn new(
        connection: &Connection,
        open: impl Fn() -> Result<Content> + Send + Sync + 'a,
    ) -> Self {
        Download {
            opener: Arc::new(Opener::new(connection, Box::new(open))),
            progress: None,
            cancel: Cancel::new(),
            threads: 1,
            range: None,
        }
    }

    /// Is told how far it is: at the start and after each piece that arrived. As long as nobody knows how much there is,
    /// the total is what arrived. A [reader](Self::reader) doesn't tell: who reads it knows.
    pub fn progress(mut self, told: impl FnMut(Progress) + 'a) -> Self {
        self.progress = Some(Box::new(told));
        self
    }

    /// Stops when this says so. What is there of a file stays for a later call, as after any other break.
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// Reads so many ranges at a time (at most 16), each over a connection of its own, for lines on which one connection
    /// can't have it all. It is for [`to_path`](Self::to_path) only. One by default.
    pub fn ranges(mut self, at_a_time: usize) -> Self {
        self.threads = at_a_time.clamp(1, MOST_THREADS);
        self
    }

    /// Only these bytes, counted from 0. Nothing can be verified then. It is for [`to_writer`](Self::to_writer) and
    /// [`reader`](Self::reader).
    pub fn range(mut self, bytes: impl RangeBounds<u64>) -> Self {
        let from = match bytes.start_bound() {
            Bound::Included(from) => *from,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let to = match bytes.end_bound() {
            Bound::Included(last) => Some(last.saturating_add(1)),
            Bound::Excluded(to) => Some(*to),
            Bound::Unbounded => None,
        };
        self.range = Some((from, to));
        self
    }

    /// To a file, which is there when it is whole, and replaces what was there before. Its folder must be there.
    ///
    /// # Errors
    /// Bad input for a [range](Self::range); a file that can't be written; those of `open`; what the service says against
    /// it; [`Integrity`](crate::ErrorKind::Integrity); [`Cancelled`](crate::ErrorKind::Cancelled).
    pub fn to_path(self, path: impl AsRef<Path>) -> Result<Downloaded> {
        if self.range.is_some() {
            return Err(Error::input("a file is downloaded whole: read a range by `to_writer`"));
        }
        file::download(self, path.as_ref())
    }

    /// To a writer, which gets the bytes in order, each once. Gives how many.
    ///
    /// # Errors
    /// As [`to_path`](Self::to_path). What was written stays written: content that changed meanwhile and a wrong hash can't be
    /// taken back.
    pub fn to_writer(mut self, mut writer: impl Write) -> Result<Downloaded> {
        let mut reader = self.start()?;
        let start = reader.position();
        let total = |reader: &DownloadReader<'_>| reader.total().filter(|_| self.range.is_none());
        let mut told = self.progress.take();
        let mut tell = |done: u64, total: Option<u64>| {
            if let Some(told) = &mut told {
                told(Progress { done, total: total.unwrap_or(done) });
            }
        };
        tell(0, total(&reader));
        let mut buffer = vec![0; BUFFER];
        loop {
            let count = reader.step(&mut buffer)?;
            if count == 0 {
                break;
            }
            let written = writer.write_all(buffer.get(..count).unwrap_or_default());
            written.map_err(|error| Error::io("(a writer)", error))?;
            tell(reader.position().saturating_sub(start), total(&reader));
        }
        writer.flush().map_err(|error| Error::io("(a writer)", error))?;
        let bytes = reader.position().saturating_sub(start);
        Ok(Downloaded { bytes, verified: reader.verified().unwrap_or(Verified::No) })
    }

    /// As a reader. The first request is sent at once.
    ///
    /// # Errors
    /// As [`to_path`](Self::to_path), for the first request.
    pub fn reader(self) -> Result<DownloadReader<'a>> {
        self.start()
    }

    fn start(&self) -> Result<DownloadReader<'a>> {
        let fetch = Fetch::new(&self.opener, &self.cancel, self.opener.known()?);
        match self.range {
            Some((from, Some(to))) if to < from => {
                Err(Error::input("a range that ends before it starts"))
            }
            Some((from, to)) => DownloadReader::new(fetch.range(from, to), false),
            None => DownloadReader::new(fetch, true),
        }
    }

    fn tell(&mut self, done: u64, total: Option<u64>) {
        if let Some(told) = &mut self.progress {
            told(Progress { done, total: total.unwrap_or(done) });
        }
    }
}

impl fmt::Debug for Download<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("ranges", &self.threads)
            .field("range", &self.range)
            .finish_non_exhaustive()
    }
}

/// Checks what arrived by what is known.
fn verify(known: &Known, bytes: u64, hash: Option<&Hash>) -> Result<Verified> {
    if let Some(size) = known.size.filter(|size| *size != bytes) {
        return Err(Error::integrity(format!("{bytes} bytes arrived of {size}")));
    }
    match (&known.hash, hash) {
        (Some(known), Some(hash)) if known.kind() == hash.kind() => match known == hash {
            true => Ok(Verified::Hash(hash.kind())),
            false => {
                let kind = hash.kind();
                Err(Error::integrity(format!("the {kind} of what arrived is {hash}, not {known}")))
            }
        },
        _ => Ok(if known.size.is_some() { Verified::Size } else { Verified::No }),
    }
}
