//! Upload sessions: what is too large for one request goes in fragments, and goes on where it stopped.
//!
//! Services use it for attachments and files; a component of your own does it like this:
//!
//! ```no_run
//! # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
//! use o365_core::upload::{Fragments, Source, Upload};
//! use serde_json::{Value, json};
//!
//! let source = Source::file("march.mp4")?;
//! let size = source.length();
//! let item: Value = Upload::new(&connection, source, Fragments::DRIVE)
//!     .progress(|at| println!("{} of {} bytes", at.done, at.total))
//!     .run(|| {
//!         let session = connection.post("/me/drive/root:/march.mp4:/createUploadSession");
//!         session.json(&json!({"item": {"fileSize": size}})).send()?.json()
//!     })?
//!     .json()?;
//! println!("{}", item["webUrl"]);
//! # Ok(())
//! # }
//! ```
//!
//! # How it behaves
//! * Fragments are read from the source as they are sent: memory stays the same, whatever the size.
//! * The session's address lies on another host. It gets the bytes and no token; it is never logged or shown.
//! * After a lost connection, a 5xx or a 429 the session is asked what it has, and the upload goes on from there, by the
//!   connection's [`Retry`](crate::Retry). Each fragment that arrives starts its count anew.
//! * A session that has ended (404, 410, 401, 403) is replaced by a new one, from the start, twice at most.
//! * A last fragment whose answer is lost, in a session that is gone, may have done it: [`Upload::lookup`] is asked, and
//!   without it the error says that the [outcome is unknown](crate::Error::is_outcome_unknown).
//! * Conflicts (409), a stale etag (412), a lock (423), no space (507) and the like end it: the session is deleted.
//! * Fragments grow while they are quick, so that a long way to the service doesn't matter.
//! * Asked to [verify](Upload::verify), it hashes what it sends, and sends it once more if something else arrived.
//! * When retries are used up the session stays: [`Upload::resume`] goes on with it, in this process or another one.

use std::{fmt, fs, path::PathBuf, time::Duration};

use http::{HeaderMap, Method};

use crate::connection::{Connection, Response};
use crate::error::{DecodeError, Error, Result};
use crate::hash::Hash;
use crate::transport::Body;

mod cancel;
mod engine;
mod session;
mod source;
mod tally;
#[cfg(test)]
mod tests;
mod wire;

pub use cancel::Cancel;
pub use session::{SavedUpload, UploadSession};
pub use source::Source;

use engine::{End, Engine};
use wire::Address;

/// Sessions after the first one that are tried.
const MOST_RESTARTS: u32 = 2;

/// How large fragments are. All but the last are multiples of 320 KiB, as the services want it.
///
/// ```
/// use o365_core::upload::Fragments;
///
/// let small = Fragments::of(1_000_000); // 983,040 bytes: three times 320 KiB
/// let large = Fragments::of(u64::MAX); // as large as the service takes
/// # let _ = (small, large);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragments {
    first: u64,
    most: u64,
}

impl Fragments {
    const UNIT: u64 = 320 << 10;
    const MOST: u64 = 190 * Self::UNIT;

    /// Less than 4 MB each, as Outlook takes them.
    pub const OUTLOOK: Fragments = Fragments { first: 12 * Self::UNIT, most: 12 * Self::UNIT };

    /// 10 MiB at first, growing to 59 MiB while they are quick, as OneDrive and SharePoint take them.
    pub const DRIVE: Fragments = Fragments { first: 32 * Self::UNIT, most: Self::MOST };

    /// What follows a fragment of `size` bytes that took so long: more, if it was quick, and never less.
    fn grown(size: u64, took: Duration, quick: Duration) -> u64 {
        let larger = u128::from(size).saturating_mul(quick.as_millis()) / took.as_millis().max(1);
        let larger = u64::try_from(larger).unwrap_or(u64::MAX) / Self::UNIT * Self::UNIT;
        larger.clamp(size, Self::MOST.max(size))
    }

    /// This many bytes each, rounded down to a multiple of 320 KiB, but at least one and less than 60 MiB.
    pub fn of(bytes: u64) -> Self {
        let size = (bytes / Self::UNIT * Self::UNIT).clamp(Self::UNIT, Self::MOST);
        Fragments { first: size, most: size }
    }
}

/// How far a transfer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes that have arrived. It can go back when the service lost some.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
}

impl Progress {
    /// So many bytes of so many.
    pub fn new(done: u64, total: u64) -> Self {
        Progress { done, total }
    }
}

type Keep<'a> = Box<dyn FnMut(&SavedUpload) + 'a>;
type Lookup<'a> = Box<dyn FnMut() -> Result<Option<Response>> + 'a>;
type Commit<'a> = Box<dyn FnMut(&str) -> Result<Response> + 'a>;
type Verify<'a> = Box<dyn FnMut(&Response, &Hash) -> Result<bool> + 'a>;

/// One upload, before it starts. See [`upload`](self).
#[must_use = "nothing is sent until it runs"]
pub struct Upload<'a> {
    connection: &'a Connection,
    source: Source,
    fragments: Fragments,
    progress: Option<Box<dyn FnMut(Progress) + 'a>>,
    keep: Option<Keep<'a>>,
    lookup: Option<Lookup<'a>>,
    commit: Option<Commit<'a>>,
    verify: Option<Verify<'a>>,
    cancel: Cancel,
    state: Option<PathBuf>,
    saved: Option<SavedUpload>,
    target: Option<String>,
    deferred: bool,
}

impl<'a> Upload<'a> {
    /// An upload of this source, in fragments of this size.
    pub fn new(connection: &'a Connection, source: Source, fragments: Fragments) -> Self {
        Upload {
            connection,
            source,
            fragments,
            progress: None,
            keep: None,
            lookup: None,
            commit: None,
            verify: None,
            cancel: Cancel::new(),
            state: None,
            saved: None,
            target: None,
            deferred: false,
        }
    }

    /// Is told how far it is: at the start and after each fragment.
    pub fn progress(mut self, told: impl FnMut(Progress) + 'a) -> Self {
        self.progress = Some(Box::new(told));
        self
    }

    /// Stops when this says so: between fragments, and within one that is read from a file. The session is deleted.
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// Is given what [`resume`](Self::resume) needs, whenever a session was opened.
    pub fn keep(mut self, keep: impl FnMut(&SavedUpload) + 'a) -> Self {
        self.keep = Some(Box::new(keep));
        self
    }

    /// Goes on with an upload of an earlier run, if its session lives and the source is the same (length, and a file's
    /// time); starts anew otherwise.
    pub fn resume(mut self, saved: impl Into<Option<SavedUpload>>) -> Self {
        self.saved = saved.into();
        self
    }

    /// Keeps what another run needs in this file, and goes on with what an earlier run left there; the file goes when the upload
    /// is done. It holds a secret, and is its owner's alone. A file that is something else makes it fail, and stays.
    ///
    /// It does what [`keep`](Self::keep) and [`resume`](Self::resume) do, which go before it.
    pub fn state_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.state = Some(path.into());
        self
    }

    /// What it makes, in words of your own: its path. What was kept of an upload to something else isn't gone on with, be it
    /// of the same file: the bytes would land there.
    pub fn target(mut self, name: impl Into<String>) -> Self {
        self.target = Some(name.into());
        self
    }

    /// Finds out whether the upload is there, after the answer to its last fragment was lost, or where the session of an
    /// earlier run is gone: gives the answer to a request that shows it, or `None` if it isn't there.
    pub fn lookup(mut self, lookup: impl FnMut() -> Result<Option<Response>> + 'a) -> Self {
        self.lookup = Some(Box::new(lookup));
        self
    }

    /// Checks what arrived: is given the service's last answer and the quickXorHash of what was sent, which was made on the
    /// way, and says whether they fit. What doesn't fit is uploaded once more; then it is an
    /// [`Integrity`](crate::ErrorKind::Integrity) error.
    pub fn verify(mut self, verify: impl FnMut(&Response, &Hash) -> Result<bool> + 'a) -> Self {
        self.source.tally();
        self.verify = Some(Box::new(verify));
        self
    }

    /// What to do when all bytes are there, but the name was taken meanwhile (409): is given the session's address, **a
    /// secret**, and gives the answer of a request that makes a file of it by another name or way. Otherwise the session is
    /// deleted.
    pub fn commit(mut self, commit: impl FnMut(&str) -> Result<Response> + 'a) -> Self {
        self.commit = Some(Box::new(commit));
        self
    }

    /// The session was opened with `deferCommit`: when all bytes are there, it is told to finish.
    pub fn deferred(mut self) -> Self {
        self.deferred = true;
        self
    }

    /// Uploads. `create` opens a session: `POST …/createUploadSession`.
    ///
    /// Gives the service's last answer: a drive's has the item as its body, Outlook's the attachment's address in the header
    /// `location`.
    ///
    /// # Errors
    /// Bad input for an empty source, which goes by a plain request; a source that can't be read or changed; those of
    /// `create`; what the service says against it; [`Cancelled`](crate::ErrorKind::Cancelled).
    pub fn run(mut self, create: impl FnMut() -> Result<UploadSession>) -> Result<Response> {
        let state = self.state.clone();
        if let Some(state) = &state {
            let kept = SavedUpload::read(state)?;
            self.saved = self.saved.or(kept);
        }
        let answer = self.sessions(create)?;
        if let Some(state) = state {
            // What isn't there any more can't be gone on with.
            _ = fs::remove_file(state);
        }
        Ok(answer)
    }

    fn sessions(mut self, mut create: impl FnMut() -> Result<UploadSession>) -> Result<Response> {
        if self.source.length() == 0 {
            return Err(Error::input("a session takes no empty content: send a plain request"));
        }
        // A session for something else is another upload's, and left to it.
        let mut saved = self.saved.take().filter(|saved| saved.target == self.target);
        if let Some(stale) = saved.take_if(|saved| saved.source != self.source.stamp()) {
            self.discard(&stale.url);
        }
        let (mut restarts, mut was_wrong) = (0, false);
        loop {
            let (url, resumed) = match saved.take() {
                Some(saved) => (saved.url, true),
                None => (self.open(&mut create)?, false),
            };
            let address = Address::new(&url, self.connection)?;
            match Engine::new(&mut self, address, resumed).run()? {
                End::Done(answer) => {
                    if self.fits(&answer)? {
                        return Ok(answer);
                    }
                    if was_wrong || !self.source.can_restart() {
                        let what = "what the service has isn't what was sent";
                        return Err(answer.blame(Error::integrity(what)));
                    }
                    was_wrong = true;
                }
                End::Gone(error) if restarts == MOST_RESTARTS => return Err(error),
                End::Gone(_) => restarts += 1,
            }
        }
    }

    fn fits(&mut self, answer: &Response) -> Result<bool> {
        let Some(verify) = &mut self.verify else { return Ok(true) };
        verify(answer, &self.source.hash()?)
    }

    fn open(&mut self, create: &mut dyn FnMut() -> Result<UploadSession>) -> Result<String> {
        if self.cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        let UploadSession { url, expiration_date_time: expires, .. } = create()?;
        if url.is_empty() {
            return Err(
                DecodeError::unexpected("the session that was opened has no address", "").into()
            );
        }
        let target = self.target.clone();
        let saved = SavedUpload { url, source: self.source.stamp(), expires, target };
        if let Some(keep) = &mut self.keep {
            keep(&saved);
        }
        if let Some(state) = &self.state {
            saved.write(state)?;
        }
        Ok(saved.url)
    }

    /// Deletes a session that is of no more use. It ends by itself if that fails.
    fn discard(&self, url: &str) {
        if let Ok(address) = Address::new(url, self.connection) {
            _ = address.ask(self.connection, &Method::DELETE, HeaderMap::new(), Body::Empty);
        }
    }

    fn tell(&mut self, done: u64) {
        let total = self.source.length();
        if let Some(told) = &mut self.progress {
            told(Progress { done, total });
        }
    }
}

impl fmt::Debug for Upload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("source", &self.source)
            .field("fragments", &self.fragments)
            .field("saved", &self.saved)
            .finish_non_exhaustive()
    }
}
