//! The answer: its head at once, its body when it is read.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use http::{HeaderMap, Response, header};
use ureq::BodyReader;

use super::error::broken;
use crate::{
    error::{TransportError, TransportErrorKind},
    transport::{Decompressed, Incoming},
};

/// The body of an answer, decompressed. It fails with a `TransportError` in the `io::Error`, and goes on failing.
pub(super) struct Answer {
    source: Source,
    failed: Option<(TransportErrorKind, String)>,
}

enum Source {
    Plain(Raw),
    Gzip(Box<MultiGzDecoder<Raw>>),
}

/// The bytes as they arrive.
struct Raw {
    reader: BodyReader<'static>,
    host: String,
    is_empty: bool,
}

impl Answer {
    pub(super) fn receive(response: Response<ureq::Body>, host: String) -> Response<Incoming> {
        let (mut head, body) = response.into_parts();
        let raw = Raw { reader: body.into_reader(), host, is_empty: true };
        let source = if is_gzip(&head.headers) {
            head.headers.remove(header::CONTENT_ENCODING);
            head.headers.remove(header::CONTENT_LENGTH);
            head.extensions.insert(Decompressed);
            Source::Gzip(Box::new(MultiGzDecoder::new(raw)))
        } else {
            Source::Plain(raw)
        };
        Response::from_parts(head, Box::new(Answer { source, failed: None }))
    }
}

impl Read for Answer {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        // ureq reports an end that came early once, and then reports an end.
        if let Some((kind, detail)) = &self.failed {
            return Err(TransportError::new(*kind, true, detail.clone()).into_read());
        }
        let result = match &mut self.source {
            Source::Plain(raw) => raw.read(buf),
            Source::Gzip(decoder) => match decoder.read(buf) {
                // No body at all is sent with that header too.
                Err(error) if is_end(&error) && decoder.get_ref().is_empty => Ok(0),
                result => result,
            },
        };
        let error = match result {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => error,
            result => return result,
        };
        let error = match error.downcast::<TransportError>() {
            Ok(error) => error,
            Err(error) => {
                TransportError::new(TransportErrorKind::Protocol, true, "it is compressed wrongly")
                    .with_source(error)
            }
        };
        self.failed = Some((error.kind(), String::from("it failed before")));
        Err(error.into_read())
    }
}

impl Read for Raw {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self.reader.read(buf) {
            Ok(count) => {
                self.is_empty &= count == 0;
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => Err(broken(error.into(), true, &self.host).into_read()),
        }
    }
}

/// The decoder's own word for an end that comes early.
fn is_end(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::UnexpectedEof
        && !error.get_ref().is_some_and(|inner| inner.is::<TransportError>())
}

fn is_gzip(headers: &HeaderMap) -> bool {
    let encoding = headers.get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    encoding.is_some_and(|name| {
        ["gzip", "x-gzip"].iter().any(|gzip| name.trim().eq_ignore_ascii_case(gzip))
    })
}
