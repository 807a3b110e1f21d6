//! Downloads as a reader.

use std::{
    fmt,
    io::{self, Read},
};

use super::fetch::{Fetch, Piece};
use super::{Verified, verify};
use crate::error::{Error, ErrorKind, Result};
use crate::hash::{Hash, Hasher};

/// Content that is read as it comes. What [`Download::reader`](super::Download::reader) gives.
///
/// It goes on by itself after a connection that broke. At the end size and hash are checked: a difference is an error of the
/// last `read`, so read to the end before you trust what you have. Its errors hold an [`Error`].
pub struct DownloadReader<'a> {
    fetch: Fetch<'a>,
    is_whole: bool,
    hasher: Option<Hasher>,
    verified: Option<Verified>,
    failed: Option<String>,
}

impl<'a> DownloadReader<'a> {
    pub(super) fn new(mut fetch: Fetch<'a>, is_whole: bool) -> Result<Self> {
        fetch.begin()?;
        let kind = fetch.known.hash.as_ref().filter(|_| is_whole).map(Hash::kind);
        let hasher = kind.map(Hasher::new);
        Ok(DownloadReader { fetch, is_whole, hasher, verified: None, failed: None })
    }

    /// Bytes of the whole content, as far as its host says.
    pub fn total(&self) -> Option<u64> {
        self.fetch.seen.total
    }

    /// How sure it is that all arrived as it was; `None` before the end.
    pub fn verified(&self) -> Option<Verified> {
        self.verified
    }

    pub(super) fn position(&self) -> u64 {
        self.fetch.position
    }

    /// As `read`, with the error as it is.
    pub(super) fn step(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if let Some(failure) = &self.failed {
            return Err(Error::integrity(failure.clone()));
        }
        if self.verified.is_some() || buffer.is_empty() {
            return Ok(0);
        }
        match self.fetch.next(buffer)? {
            Piece::Bytes(count) => {
                if let Some(hasher) = &mut self.hasher {
                    hasher.update(buffer.get(..count).unwrap_or_default());
                }
                Ok(count)
            }
            Piece::Changed => Err(self.fail("the content changed while it was read")),
            Piece::End if !self.is_whole => {
                self.verified = Some(Verified::No);
                Ok(0)
            }
            Piece::End => {
                let hash = self.hasher.take().map(Hasher::finish);
                match verify(&self.fetch.known, self.fetch.position, hash.as_ref()) {
                    Ok(verified) => self.verified = Some(verified),
                    Err(_) if self.fetch.known.is_rough => self.verified = Some(Verified::No),
                    Err(error) => return Err(self.fail(&error.to_string())),
                }
                Ok(0)
            }
        }
    }

    fn fail(&mut self, reason: &str) -> Error {
        self.failed = Some(reason.to_owned());
        Error::integrity(reason)
    }
}

impl Read for DownloadReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.step(buffer).map_err(|error| {
            let kind = match error.kind() {
                ErrorKind::Integrity(_) => io::ErrorKind::InvalidData,
                _ if error.is_timeout() => io::ErrorKind::TimedOut,
                _ => io::ErrorKind::Other,
            };
            io::Error::new(kind, error)
        })
    }
}

impl fmt::Debug for DownloadReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadReader")
            .field("position", &self.fetch.position)
            .field("total", &self.fetch.seen.total)
            .finish_non_exhaustive()
    }
}
