//! The body of a request on its way out.

use std::io::{self, Cursor, Read};

use bytes::Bytes;

use crate::{
    error::{TransportError, TransportErrorKind},
    transport::Body,
};

/// Reads a body to exactly its announced length, and remembers how far it got.
pub(crate) struct Outgoing {
    source: Source,
    length: Option<u64>,
    left: u64,
    complete: bool,
    failure: Option<io::Error>,
}

enum Source {
    Bytes(Cursor<Bytes>),
    Reader(Box<dyn Read + Send>),
}

impl Outgoing {
    /// `None` for a body that isn't there.
    pub(crate) fn new(body: Body) -> Option<Self> {
        match body {
            Body::Empty => None,
            Body::Bytes(bytes) => Some(Self::bytes(bytes)),
            Body::Reader(reader, length) => Some(Self::from(Source::Reader(reader), length)),
        }
    }

    /// A body of no bytes, which is announced as such.
    pub(crate) fn empty() -> Self {
        Self::bytes(Bytes::new())
    }

    fn bytes(bytes: Bytes) -> Self {
        let length = bytes.len() as u64;
        Self::from(Source::Bytes(Cursor::new(bytes)), Some(length))
    }

    fn from(source: Source, length: Option<u64>) -> Self {
        let complete = length == Some(0);
        Outgoing { source, length, left: length.unwrap_or(u64::MAX), complete, failure: None }
    }

    /// Bytes that are announced; `None` if their number isn't known.
    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    /// Whether the last byte was handed over.
    pub(crate) fn is_complete(&self) -> bool {
        self.complete
    }

    /// Why the body's source failed, if it did. The request is incomplete then.
    pub(crate) fn take_failure(&mut self) -> Option<TransportError> {
        let failure = self.failure.take()?;
        if failure.get_ref().is_some_and(|inner| inner.is::<TransportError>()) {
            let broken = TransportError::from_read(failure);
            let kind = broken.kind();
            return Some(
                TransportError::new(kind, false, "while reading what is to be sent")
                    .with_source(broken),
            );
        }
        let detail = "what is to be sent can't be read";
        Some(TransportError::new(TransportErrorKind::Other, false, detail).with_source(failure))
    }

    fn read_source(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            let result = match &mut self.source {
                Source::Bytes(bytes) => bytes.read(buf),
                Source::Reader(reader) => reader.read(buf),
            };
            match result {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }
}

impl Read for Outgoing {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).min(buf.len());
        let Some(buf) = buf.get_mut(..room).filter(|buf| !buf.is_empty()) else { return Ok(0) };
        match self.read_source(buf) {
            Ok(0) if self.length.is_none() => {
                self.complete = true;
                Ok(0)
            }
            Ok(0) => {
                let text = format!("it ended {} bytes short of its announced length", self.left);
                self.failure = Some(io::Error::new(io::ErrorKind::UnexpectedEof, text));
                Err(io::ErrorKind::UnexpectedEof.into())
            }
            Ok(count) => {
                if self.length.is_some() {
                    self.left = self.left.saturating_sub(count as u64);
                    self.complete = self.left == 0;
                }
                Ok(count)
            }
            Err(error) => {
                let kind = error.kind();
                self.failure = Some(error);
                Err(kind.into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(text: &'static str, length: Option<u64>) -> Outgoing {
        Outgoing::new(Body::Reader(Box::new(text.as_bytes()), length)).unwrap()
    }

    #[test]
    fn sends_no_more_than_was_announced() {
        let mut body = reader("hello world", Some(5));
        let mut out = String::new();
        body.read_to_string(&mut out).unwrap();
        assert_eq!(out, "hello");
        assert!(body.is_complete());
    }

    #[test]
    fn a_short_source_is_a_failure_and_never_complete() {
        let mut body = reader("hello", Some(6));
        body.read_to_end(&mut Vec::new()).unwrap_err();
        assert!(!body.is_complete());
        let error = body.take_failure().unwrap();
        assert_eq!(error.kind(), TransportErrorKind::Other);
        assert!(!error.may_have_been_sent());
    }

    #[test]
    fn without_a_length_the_end_completes_it() {
        let mut body = reader("hello", None);
        let mut piece = [0; 5];
        body.read_exact(&mut piece).unwrap();
        assert!(!body.is_complete());
        assert_eq!(body.read(&mut piece).unwrap(), 0);
        assert!(body.is_complete());
    }

    #[test]
    fn a_broken_download_as_source_keeps_its_kind() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(TransportError::new(TransportErrorKind::Closed, true, "").into_read())
            }
        }
        let mut body = Outgoing::new(Body::Reader(Box::new(Broken), None)).unwrap();
        body.read(&mut [0; 4]).unwrap_err();
        let error = body.take_failure().unwrap();
        assert_eq!(error.kind(), TransportErrorKind::Closed);
        assert!(!error.may_have_been_sent());
    }
}
