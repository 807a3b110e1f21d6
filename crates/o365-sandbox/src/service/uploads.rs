//! Upload sessions: files on their way, a fragment at a time.

use std::collections::BTreeMap;

use crate::schema::{Refusal, now};
use crate::service::ids::fnv;

/// A fragment is smaller than this.
const LARGEST_FRAGMENT: usize = 4 * 1024 * 1024;
/// How long a session lives after it was last used, in seconds.
const LIFETIME: i64 = 24 * 3600;

/// What a finished file becomes part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// The message with this key.
    Message(u64),
}

/// A file on its way.
#[derive(Debug)]
pub(crate) struct Upload {
    /// The user whose mailbox it is for.
    pub(crate) owner: usize,
    pub(crate) holder: Holder,
    /// What the `Location` of the finished attachment begins with.
    pub(crate) location: String,
    pub(crate) name: Box<str>,
    pub(crate) kind: Option<Box<str>>,
    pub(crate) inline: bool,
    pub(crate) content_id: Option<Box<str>>,
    pub(crate) size: u64,
    received: Vec<u8>,
    /// The target of its URL, byte by byte.
    target: String,
    expires: i64,
}

impl Upload {
    pub(crate) fn new(owner: usize, holder: Holder, name: &str, size: u64) -> Self {
        Self {
            owner,
            holder,
            location: String::new(),
            name: name.into(),
            kind: None,
            inline: false,
            content_id: None,
            size,
            received: Vec::new(),
            target: String::new(),
            expires: now() + LIFETIME,
        }
    }

    pub(crate) fn next(&self) -> u64 {
        self.received.len() as u64
    }

    pub(crate) fn expires(&self) -> i64 {
        self.expires
    }

    /// The bytes, when all of them are there.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.received
    }

    /// Takes a fragment; says whether the file is complete.
    ///
    /// # Errors
    /// 400 if range and bytes don't fit each other or the announced size, 413 for 4 MiB or more, 416 for
    /// a range that isn't the next one.
    pub(crate) fn take(&mut self, range: Option<&str>, bytes: &[u8]) -> Result<bool, Refusal> {
        let invalid = |text: String| Refusal::new(400, "invalidRequest", text);
        let Some((first, last, total)) = range.and_then(content_range) else {
            return Err(invalid("The Content-Range header is missing or malformed.".to_owned()));
        };
        if total != self.size {
            return Err(invalid(format!(
                "The total of the Content-Range is {total}, but the session was opened for {} bytes.",
                self.size
            )));
        }
        if first > last || last >= total {
            return Err(invalid("The Content-Range is out of bounds.".to_owned()));
        }
        if last - first + 1 != bytes.len() as u64 {
            return Err(invalid(format!(
                "The Content-Range has {} bytes, the body has {}.",
                last - first + 1,
                bytes.len()
            )));
        }
        if bytes.len() >= LARGEST_FRAGMENT {
            return Err(Refusal::new(
                413,
                "ErrorAttachmentSizeLimitExceeded",
                "A fragment must be smaller than 4 MB.",
            ));
        }
        if first != self.next() {
            let text = if first < self.next() {
                "The uploaded fragment overlaps with data that has already been received."
            } else {
                "The uploaded fragment leaves a gap to the data that has been received."
            };
            return Err(Refusal::new(416, "invalidRange", text));
        }
        self.received.extend_from_slice(bytes);
        self.expires = now() + LIFETIME;
        Ok(self.next() == self.size)
    }
}

/// The sessions that are open.
#[derive(Debug, Default)]
pub(crate) struct Uploads {
    /// `http://127.0.0.1:PORT`
    media: String,
    last: u64,
    open: BTreeMap<u64, Upload>,
}

impl Uploads {
    pub(crate) fn new(media: &str) -> Self {
        Self { media: media.to_owned(), ..Self::default() }
    }

    /// Opens a session below `/upload/{number}`; gives its URL. `place` is what the rest of the path says.
    pub(crate) fn open(&mut self, mut upload: Upload, place: &str) -> (u64, String) {
        self.last += 1;
        let number = self.last;
        let seal = fnv(format!("{number}{place}{}", upload.name).as_bytes());
        // Legal, and altered by whoever decodes and encodes it: escapes in both cases, one that nobody
        // needs, quotes, a plus and an equals sign.
        upload.target = format!(
            "/upload/{number}/{place}/AttachmentSessions('AAMk{seal:x}%3D')?authtoken=eyJ0%41.{seal:X}+%2f%2B==&v=a%20b"
        );
        let url = format!("{}{}", self.media, upload.target);
        self.open.insert(number, upload);
        (number, url)
    }

    /// The session of a URL.
    ///
    /// # Errors
    /// 404 if there is none or it has expired, 401 if the URL isn't byte by byte what was given.
    pub(crate) fn find(&mut self, number: u64, target: &str) -> Result<&mut Upload, Refusal> {
        self.open.retain(|_, upload| upload.expires > now());
        let upload = self.open.get_mut(&number).ok_or_else(gone)?;
        if upload.target == target {
            return Ok(upload);
        }
        Err(Refusal::new(
            401,
            "unauthenticated",
            "The URL of the upload session was altered: its signature doesn't fit.",
        ))
    }

    pub(crate) fn close(&mut self, number: u64) -> Result<Upload, Refusal> {
        self.open.remove(&number).ok_or_else(gone)
    }

    /// Lets all sessions expire.
    pub(crate) fn expire(&mut self) {
        self.open.clear();
    }
}

fn gone() -> Refusal {
    Refusal::new(404, "itemNotFound", "The upload session was not found: it has ended or expired.")
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

    #[test]
    fn a_content_range_is_read_exactly() {
        assert_eq!(content_range("bytes 0-9/20"), Some((0, 9, 20)));
        for text in
            ["", "bytes", "bytes 0-9", "0-9/20", "bytes 0-9/*", "bytes -9/20", "bytes 0-+9/20"]
        {
            assert_eq!(content_range(text), None, "{text}");
        }
    }

    #[test]
    fn fragments_come_in_order_and_fit() {
        let mut upload = Upload::new(0, Holder::Message(1), "a", 10);
        let mut take = |range: &str, count: usize| {
            upload.take(Some(range), &vec![7; count]).map_err(|refusal| refusal.status)
        };
        assert_eq!(take("bytes 0-3/10", 4), Ok(false));
        assert_eq!(take("bytes 0-3/10", 4), Err(416));
        assert_eq!(take("bytes 3-5/10", 3), Err(416));
        assert_eq!(take("bytes 5-9/10", 5), Err(416));
        assert_eq!(take("bytes 4-9/11", 6), Err(400));
        assert_eq!(take("bytes 4-9/10", 5), Err(400));
        assert_eq!(take("bytes 4-10/10", 7), Err(400));
        assert_eq!(take("bytes 5-4/10", 0), Err(400));
        assert_eq!(take("bytes 4-9/10", 6), Ok(true));
        assert_eq!(upload.take(None, b"").map_err(|refusal| refusal.status), Err(400));
        let mut large = Upload::new(0, Holder::Message(1), "a", 1 << 23);
        let bytes = vec![0; LARGEST_FRAGMENT];
        let range = format!("bytes 0-{}/{}", bytes.len() - 1, 1 << 23);
        assert_eq!(large.take(Some(&range), &bytes).map_err(|refusal| refusal.status), Err(413));
    }
}
