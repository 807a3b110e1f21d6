//! Files on their way into a drive, a fragment at a time.

use std::sync::Arc;

use serde_json::Value;

use crate::blob::{Blob, BlobWriter};
use crate::schema::{Refusal, now};
use crate::service::drive::{
    content::{File, broken},
    item::Identity,
    names::invalid,
};

/// Every fragment but the last is a multiple of this.
const UNIT: u64 = 320 * 1024;
/// The most bytes of a fragment.
const LARGEST_FRAGMENT: u64 = 60 * 1024 * 1024;

/// An upload session.
#[derive(Debug)]
pub(crate) struct Session {
    pub(super) file: File,
    pub(super) who: Arc<Identity>,
    /// Where links to items begin.
    pub(super) root: String,
    /// The target of its URL, byte by byte.
    pub(super) target: String,
    pub(super) description: Option<String>,
    pub(super) times: Option<Value>,
    pub(super) defer: bool,
    pub(super) expires: i64,
    pub(super) lifetime: i64,
    /// What was said when it was opened.
    announced: Option<u64>,
    /// What the fragments say.
    total: Option<u64>,
    /// A fragment that wasn't the last had an odd length.
    odd: bool,
    writer: BlobWriter,
}

impl Session {
    pub(super) fn new(
        file: File,
        who: Arc<Identity>,
        announced: Option<u64>,
        lifetime: i64,
    ) -> Self {
        Self {
            file,
            who,
            root: String::new(),
            target: String::new(),
            description: None,
            times: None,
            defer: false,
            expires: now().saturating_add(lifetime),
            lifetime,
            announced,
            total: None,
            odd: false,
            writer: BlobWriter::default(),
        }
    }

    pub(super) fn next(&self) -> u64 {
        self.writer.len()
    }

    pub(super) fn is_complete(&self) -> bool {
        self.total == Some(self.next())
    }

    /// What it waits for.
    pub(super) fn ranges(&self) -> Vec<String> {
        if self.is_complete() { Vec::new() } else { vec![format!("{}-", self.next())] }
    }

    /// Takes a fragment, or the first `keep` bytes of it.
    ///
    /// # Errors
    /// 400 if range and bytes don't fit each other or what came before, 413 above 60 MiB, 416 `invalidRange` if the
    /// range isn't the next one.
    pub(super) fn take(
        &mut self,
        range: Option<&str>,
        bytes: &Blob,
        keep: Option<u64>,
    ) -> Result<(), Refusal> {
        let Some((first, last, total)) = range.and_then(content_range) else {
            return Err(invalid("The Content-Range header is missing or malformed."));
        };
        if self.total.or(self.announced).is_some_and(|known| known != total) {
            return Err(invalid(
                "The total length in Content-Range differs from the one that was given before.",
            ));
        }
        if first > last || last >= total {
            return Err(invalid("The Content-Range is out of bounds."));
        }
        if last - first + 1 != bytes.len() {
            return Err(invalid(
                "Declared fragment length does not match the provided number of bytes.",
            ));
        }
        if bytes.len() > LARGEST_FRAGMENT {
            return Err(Refusal::new(413, "invalidRequest", "The request message is too big."));
        }
        if first < self.next() {
            let text = "The uploaded fragment overlaps with data that has already been received.";
            return Err(Refusal::new(416, "invalidRange", text).inner("fragmentOverlap"));
        }
        if first > self.next() {
            let text = "Optimistic concurrency failure during fragmented upload: the fragment is out of order.";
            return Err(Refusal::new(416, "invalidRange", text).inner("fragmentOutOfOrder"));
        }
        self.total = Some(total);
        self.expires = now().saturating_add(self.lifetime);
        let kept = keep.unwrap_or(u64::MAX).min(bytes.len());
        let taken =
            bytes.pieces(0, kept, |piece| std::io::Write::write_all(&mut self.writer, piece));
        taken.map_err(|error| broken(&error))?;
        // How long a fragment was that came whole; what is left of one is continued at any byte.
        let even = bytes.len().is_multiple_of(UNIT) || self.next().is_multiple_of(UNIT);
        self.odd |= keep.is_none() && !self.is_complete() && !even;
        Ok(())
    }

    /// The bytes, when all of them are there.
    ///
    /// # Errors
    /// 400 if a fragment but the last wasn't a multiple of 320 KiB: the service notices that only now.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        if !self.is_complete() {
            return Err(invalid("The upload session is not complete."));
        }
        if self.odd {
            return Err(invalid("A fragment was not a multiple of 320 KiB."));
        }
        Ok(())
    }

    pub(super) fn into_writer(self) -> BlobWriter {
        self.writer
    }
}

/// Reads `bytes 0-9/20`.
fn content_range(text: &str) -> Option<(u64, u64, u64)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let number = |text: &str| {
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse().ok()).flatten()
    };
    Some((number(first)?, number(last)?, number(total)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::drive::names::Conflict;

    fn session(announced: Option<u64>) -> Session {
        let file = File { drive: 0, parent: 1, name: "f".into(), conflict: Conflict::Fail };
        let who = Identity { address: None, id: "x".into(), name: "X".into() };
        Session::new(file, Arc::new(who), announced, 60)
    }

    fn put(
        session: &mut Session,
        range: &str,
        length: usize,
    ) -> Result<(), (u16, Option<&'static str>)> {
        let taken = session.take(Some(range), &Blob::new(vec![1; length]), None);
        taken.map_err(|refusal| (refusal.status, refusal.inner))
    }

    #[test]
    fn fragments_come_in_order_and_fit() {
        let mut open = session(Some(700_000));
        assert_eq!(put(&mut open, "bytes 0-9/699999", 10), Err((400, None)));
        assert_eq!(put(&mut open, "bytes 0-9/700000", 11), Err((400, None)));
        assert_eq!(put(&mut open, "bytes 9-0/700000", 10), Err((400, None)));
        assert_eq!(put(&mut open, "bytes 5-14/700000", 10), Err((416, Some("fragmentOutOfOrder"))));
        assert_eq!(put(&mut open, "bytes 0-327679/700000", 327_680), Ok(()));
        assert_eq!(open.ranges(), ["327680-"]);
        assert_eq!(
            put(&mut open, "bytes 0-327679/700000", 327_680),
            Err((416, Some("fragmentOverlap")))
        );
        assert!(open.check().is_err());
        assert_eq!(put(&mut open, "bytes 327680-699999/700000", 372_320), Ok(()));
        assert!(open.ranges().is_empty() && open.check().is_ok());
    }

    #[test]
    fn an_odd_fragment_is_noticed_at_the_end() {
        let mut open = session(None);
        assert_eq!(put(&mut open, "bytes 0-9/20", 10), Ok(()));
        assert_eq!(put(&mut open, "bytes 10-19/21", 10), Err((400, None)), "another total");
        assert_eq!(put(&mut open, "bytes 10-19/20", 10), Ok(()));
        assert_eq!(open.check().unwrap_err().status, 400);
    }

    #[test]
    fn a_fragment_can_be_kept_in_part() {
        let mut open = session(None);
        let bytes = Blob::new(vec![1; 327_680]);
        open.take(Some("bytes 0-327679/327681"), &bytes, Some(1000)).unwrap();
        assert_eq!(open.ranges(), ["1000-"]);
        assert_eq!(put(&mut open, "bytes 1000-327679/327681", 326_680), Ok(()));
        assert_eq!(put(&mut open, "bytes 327680-327680/327681", 1), Ok(()));
        assert_eq!(open.check(), Ok(()));
    }
}
