//! Answers as bytes.

use crate::{blob::Span, wire::Reply};
use flate2::{Compression, write::GzEncoder};
use std::{
    fmt::Write as _,
    io::{self, Write as _},
    time::SystemTime,
};

/// Smaller bodies aren't worth the work.
const WORTH_GZIP: usize = 1024;

/// What to know of the request to put an answer on the wire.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// The head says that the connection ends.
    pub(super) close: bool,
    /// The client takes gzip and the server gives it.
    pub(super) gzip: bool,
    /// The method was HEAD.
    pub(super) head_only: bool,
    /// How many bytes to announce that never come.
    pub(super) excess: usize,
}

/// An answer, ready to be sent.
#[derive(Debug)]
pub(super) struct Encoded {
    /// Head and body, to be written at once.
    pub(super) bytes: Vec<u8>,
    /// Where the body begins.
    pub(super) body_at: usize,
    /// What follows these bytes.
    pub(super) content: Option<Span>,
}

/// Makes the bytes.
pub(super) fn encode(reply: Reply, manner: Manner) -> Encoded {
    let Reply { status, headers, mut body, content } = reply;
    let more = content.as_ref().map_or(0, |span| span.length);
    let has = |name: &str| headers.iter().any(|(n, _)| n.eq_ignore_ascii_case(name));
    let mut coded = false;
    if manner.gzip
        && body.len() > WORTH_GZIP
        && content.is_none()
        && !has("content-encoding")
        && let Ok(small) = gzip(&body)
    {
        body = small;
        coded = true;
    }
    let mut head = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    for (name, value) in &headers {
        if !["content-length", "transfer-encoding", "connection"]
            .iter()
            .any(|own| name.eq_ignore_ascii_case(own))
        {
            line(&mut head, name, value);
        }
    }
    if !has("date") {
        line(&mut head, "Date", &httpdate::fmt_http_date(SystemTime::now()));
    }
    if coded {
        head.push_str("Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n");
    }
    let bodiless = matches!(status, 100..=199 | 204 | 304);
    if !bodiless {
        let _ =
            write!(head, "Content-Length: {}\r\n", body.len() as u64 + more + manner.excess as u64);
    }
    if manner.close {
        head.push_str("Connection: close\r\n");
    }
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    let body_at = bytes.len();
    if bodiless || manner.head_only {
        return Encoded { bytes, body_at, content: None };
    }
    bytes.extend(body);
    Encoded { bytes, body_at, content }
}

/// Writes a header. What would end the line is left out, so that data can't become a header.
fn line(head: &mut String, name: &str, value: &str) {
    head.extend(name.chars().filter(|c| !c.is_control() && *c != ':'));
    head.push_str(": ");
    head.extend(value.chars().filter(|c| !c.is_control()));
    head.push_str("\r\n");
}

fn gzip(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::fast());
    encoder.write_all(body)?;
    encoder.finish()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        424 => "Failed Dependency",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        507 => "Insufficient Storage",
        509 => "Bandwidth Limit Exceeded",
        _ => "Status",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Manner = Manner { close: false, gzip: false, head_only: false, excess: 0 };

    fn text(reply: Reply, manner: Manner) -> String {
        String::from_utf8(encode(reply, manner).bytes).unwrap()
    }

    fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> Reply {
        let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Reply { status, headers, body: body.into(), content: None }
    }

    #[test]
    fn data_cannot_become_a_header() {
        let text = text(reply(201, &[("Location", "/a\r\nSet-Cookie: x=y")], ""), PLAIN);
        assert!(text.contains("Location: /aSet-Cookie: x=y\r\n"), "{text}");
    }

    #[test]
    fn statuses_without_a_body_announce_none() {
        let text = text(reply(204, &[], "stray"), PLAIN);
        assert!(!text.contains("Content-Length") && text.ends_with("\r\n\r\n"), "{text}");
    }

    #[test]
    fn lengths_are_the_servers_own() {
        let stray = [("Content-Length", "99"), ("transfer-encoding", "chunked")];
        let whole = text(reply(200, &stray, "four"), PLAIN);
        assert!(whole.contains("Content-Length: 4\r\n") && !whole.contains("chunked"), "{whole}");
        let head = text(reply(200, &[], "four"), Manner { head_only: true, ..PLAIN });
        assert!(head.contains("Content-Length: 4\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    }

    #[test]
    fn only_large_bodies_without_a_coding_are_compressed() {
        let gzip = Manner { gzip: true, ..PLAIN };
        let coded = |reply| {
            let bytes = encode(reply, gzip).bytes;
            String::from_utf8_lossy(&bytes).contains("Content-Encoding: gzip")
        };
        assert!(coded(reply(200, &[], &"x".repeat(1025))));
        assert!(!coded(reply(200, &[], &"x".repeat(1024))));
        assert!(!coded(reply(200, &[("content-encoding", "br")], &"x".repeat(2000))));
    }
}
