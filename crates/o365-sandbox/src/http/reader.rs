//! Reads requests from a stream: heads, and bodies of both framings.

use crate::{
    blob::{Blob, BlobWriter},
    http::head::{self, Framing, Head, Refusal},
};
use std::io::{self, Read, Write as _};

/// The most that a body may hold, in bytes: more than the largest upload fragment (60 MiB).
pub(super) const MAX_BODY: usize = 64 * 1024 * 1024;
/// The most that content of a file may hold; the service itself refuses a little less.
pub(super) const MAX_CONTENT: usize = 300 * 1024 * 1024;
const PIECE: usize = 64 * 1024;
const MAX_LINE: usize = 8 * 1024;

/// Why there is no request.
#[derive(Debug)]
pub(super) enum Trouble {
    Refused(Refusal),
    /// The other side is gone, in the middle of a request or of nothing.
    Gone,
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Trouble::Refused(refusal)
    }
}

impl From<io::Error> for Trouble {
    fn from(_: io::Error) -> Self {
        Trouble::Gone
    }
}

/// A stream and the bytes that were read too many.
#[derive(Debug)]
pub(super) struct Reader<S> {
    stream: S,
    buffer: Vec<u8>,
}

impl<S: Read> Reader<S> {
    pub(super) fn new(stream: S) -> Self {
        Reader { stream, buffer: Vec::new() }
    }

    /// The next head.
    pub(super) fn head(&mut self) -> Result<Head, Trouble> {
        loop {
            if !self.buffer.is_empty()
                && let Some((head, length)) = head::parse(&self.buffer)?
            {
                self.buffer.drain(..length);
                return Ok(head);
            }
            self.fill()?;
        }
    }

    /// The body after a head.
    pub(super) fn body(&mut self, framing: Framing) -> Result<Vec<u8>, Trouble> {
        match framing {
            Framing::Length(length) => {
                let mut body = Vec::new();
                self.take(length, &mut body)?;
                Ok(body)
            }
            Framing::Chunked => self.chunks(),
        }
    }

    /// A body that is too much for the memory.
    pub(super) fn blob(&mut self, length: usize) -> Result<Blob, Trouble> {
        let (mut writer, mut piece, mut left) = (BlobWriter::default(), Vec::new(), length);
        while left > 0 {
            piece.clear();
            self.take(left.min(PIECE), &mut piece)?;
            writer.write_all(&piece)?;
            left -= piece.len();
        }
        Ok(writer.finish())
    }

    /// Reads half of a body, and gives it to nobody.
    pub(super) fn half(&mut self, framing: Framing) -> Result<(), Trouble> {
        if let Framing::Length(length) = framing {
            self.blob(length / 2)?;
        }
        Ok(())
    }

    /// Whether the body has begun to arrive.
    pub(super) fn has_more(&self) -> bool {
        !self.buffer.is_empty()
    }

    fn chunks(&mut self) -> Result<Vec<u8>, Trouble> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?;
            let size = line.split(|&b| b == b';').next().unwrap_or_default().trim_ascii();
            let size = std::str::from_utf8(size)
                .ok()
                .filter(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_hexdigit()))
                .and_then(|text| usize::from_str_radix(text, 16).ok())
                .ok_or_else(|| head::refuse(400, "a chunk has no size"))?;
            if size == 0 {
                break;
            }
            if body.len().saturating_add(size) > MAX_BODY {
                return Err(head::refuse(413, "the body is too large").into());
            }
            self.take(size, &mut body)?;
            if !self.line()?.is_empty() {
                return Err(head::refuse(400, "a chunk is longer than it says").into());
            }
        }
        // Trailers are allowed and mean nothing here.
        while !self.line()?.is_empty() {}
        Ok(body)
    }

    /// A line without its end.
    fn line(&mut self) -> Result<Vec<u8>, Trouble> {
        loop {
            if let Some(end) = self.buffer.iter().position(|&b| b == b'\n') {
                let mut line: Vec<u8> = self.buffer.drain(..=end).collect();
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            if self.buffer.len() > MAX_LINE {
                return Err(head::refuse(400, "a line in the body is too long").into());
            }
            self.fill()?;
        }
    }

    /// Appends exactly `length` bytes to `body`.
    fn take(&mut self, length: usize, body: &mut Vec<u8>) -> Result<(), Trouble> {
        let buffered = length.min(self.buffer.len());
        body.extend(self.buffer.drain(..buffered));
        let missing = length - buffered;
        let read = (&mut self.stream).take(missing as u64).read_to_end(body)?;
        if read < missing { Err(Trouble::Gone) } else { Ok(()) }
    }

    fn fill(&mut self) -> Result<(), Trouble> {
        let mut piece = [0; 16 * 1024];
        loop {
            match self.stream.read(&mut piece) {
                Ok(0) => return Err(Trouble::Gone),
                Ok(count) => {
                    self.buffer.extend(piece.iter().take(count));
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Err(Trouble::Gone),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream that gives one byte at a time.
    struct Drip<'b>(&'b [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(out.len()).min(1);
            let (now, later) = self.0.split_at(count);
            out[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    fn chunked(text: &str) -> Result<Vec<u8>, Trouble> {
        let body = Reader::new(text.as_bytes()).body(Framing::Chunked);
        match (&body, Reader::new(Drip(text.as_bytes())).body(Framing::Chunked)) {
            (Ok(whole), Ok(dripped)) => assert_eq!(*whole, dripped),
            (Err(_), Err(_)) => {}
            _ => panic!("{text:?} depends on how it arrives"),
        }
        body
    }

    #[test]
    fn chunks_are_put_together() {
        let text = "4;name=value\r\nWiki\r\nA \r\npedia in\r\n\r\n0\r\nTrailer: x\r\n\r\n";
        assert_eq!(chunked(text).unwrap(), b"Wikipedia in\r\n");
        assert_eq!(chunked("0\r\n\r\n").unwrap(), b"");
    }

    #[test]
    fn broken_chunks_are_refused() {
        for text in ["\r\n\r\n", "x\r\n", "-1\r\n", "+1\r\na\r\n0\r\n\r\n", "1\r\nab\r\n0\r\n\r\n"]
        {
            let trouble = chunked(text).unwrap_err();
            assert!(matches!(trouble, Trouble::Refused(r) if r.status == 400), "{text:?}");
        }
        let large = format!("{:x}\r\n", MAX_BODY + 1);
        assert!(matches!(chunked(&large), Err(Trouble::Refused(r)) if r.status == 413));
        assert!(matches!(chunked("5\r\nab"), Err(Trouble::Gone)));
    }

    #[test]
    fn two_requests_in_one_piece_are_two() {
        let text = "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /2 \
         HTTP/1.1\r\nHost: x\r\n\r\n";
        for reader in [
            &mut Reader::new(Box::new(text.as_bytes()) as Box<dyn Read>),
            &mut Reader::new(Box::new(Drip(text.as_bytes())) as Box<dyn Read>),
        ] {
            let head = reader.head().unwrap();
            assert_eq!(reader.body(head.framing).unwrap(), b"abc");
            assert_eq!(reader.head().unwrap().target, "/2");
        }
    }
}
