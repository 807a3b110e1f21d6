//! Request heads: what is accepted, and what is refused with which status.

/// The most that a head may hold, in bytes.
pub(super) const MAX_HEAD: usize = 64 * 1024;
const MAX_HEADERS: usize = 100;

/// A request head.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) method: String,
    pub(super) target: String,
    /// Names in lower case.
    pub(super) headers: Vec<(String, String)>,
    pub(super) framing: Framing,
    pub(super) keep_alive: bool,
    /// The client waits for `100 Continue` before it sends the body.
    pub(super) expects_continue: bool,
}

/// How long the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    Length(usize),
    Chunked,
}

/// A request that is answered with an error and the end of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) reason: &'static str,
}

/// Reads a head; `None` when more bytes are needed. Also says how long it is.
pub(super) fn parse(bytes: &[u8]) -> Result<Option<(Head, usize)>, Refusal> {
    let mut slots = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut slots);
    let length = match request.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length <= MAX_HEAD => length,
        Ok(httparse::Status::Partial) if bytes.len() <= MAX_HEAD => return Ok(None),
        Ok(_) => return Err(refuse(431, "the head is too large")),
        Err(httparse::Error::TooManyHeaders) => {
            return Err(refuse(431, "there are too many headers"));
        }
        Err(_) => return Err(refuse(400, "the head is not HTTP")),
    };
    let mut headers = Vec::with_capacity(request.headers.len());
    for header in request.headers.iter() {
        let value =
            std::str::from_utf8(header.value).map_err(|_| refuse(400, "a header is not UTF-8"))?;
        headers.push((header.name.to_ascii_lowercase(), value.to_owned()));
    }
    let is_latest = request.version == Some(1);
    let method = request.method.unwrap_or_default().to_owned();
    let target = request.path.unwrap_or_default().to_owned();
    if is_latest && values(&headers, "host").count() != 1 {
        return Err(refuse(400, "there must be one Host header"));
    }
    let framing = framing(&method, &headers)?;
    let wants = |name, word: &str| {
        values(&headers, name)
            .flat_map(|v| v.split(','))
            .any(|v| v.trim().eq_ignore_ascii_case(word))
    };
    let keep_alive = is_latest && !wants("connection", "close");
    let expects_continue = is_latest && wants("expect", "100-continue");
    if !expects_continue && values(&headers, "expect").next().is_some() && is_latest {
        return Err(refuse(417, "only 100-continue can be expected"));
    }
    Ok(Some((Head { method, target, headers, framing, keep_alive, expects_continue }, length)))
}

fn framing(method: &str, headers: &[(String, String)]) -> Result<Framing, Refusal> {
    let mut codings = values(headers, "transfer-encoding");
    let coding = codings.next();
    let mut lengths = values(headers, "content-length");
    let length = lengths.next();
    if let Some(coding) = coding {
        if length.is_some() {
            return Err(refuse(400, "Content-Length and Transfer-Encoding exclude each other"));
        }
        return match codings.next() {
            None if coding.trim().eq_ignore_ascii_case("chunked") => Ok(Framing::Chunked),
            _ => Err(refuse(501, "only the chunked transfer coding is known")),
        };
    }
    let Some(length) = length else {
        // As the service's own front does; a client that leaves it out fails there too.
        return match method {
            "POST" | "PUT" | "PATCH" => Err(refuse(411, "Content-Length is missing")),
            _ => Ok(Framing::Length(0)),
        };
    };
    if lengths.any(|other| other != length) {
        return Err(refuse(400, "there are several lengths"));
    }
    if length.is_empty() || !length.bytes().all(|b| b.is_ascii_digit()) {
        return Err(refuse(400, "Content-Length is no number"));
    }
    length.parse().map(Framing::Length).map_err(|_| refuse(413, "the body is too large"))
}

fn values<'h>(headers: &'h [(String, String)], name: &'h str) -> impl Iterator<Item = &'h str> {
    headers.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
}

pub(super) fn refuse(status: u16, reason: &'static str) -> Refusal {
    Refusal { status, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(text: &str) -> u16 {
        parse(text.as_bytes()).expect_err(text).status
    }

    #[test]
    fn a_head_in_pieces_is_waited_for() {
        let text = "GET /a?b HTTP/1.1\r\nHost: x\r\nX-Y: 1\r\n\r\nrest";
        for end in 0..text.len() - 4 {
            assert!(parse(&text.as_bytes()[..end]).unwrap().is_none(), "{end}");
        }
        let (head, length) = parse(text.as_bytes()).unwrap().unwrap();
        assert_eq!((head.target.as_str(), length), ("/a?b", text.len() - 4));
        assert_eq!(head.headers[1], ("x-y".into(), "1".into()));
        assert!(head.keep_alive && !head.expects_continue);
    }

    #[test]
    fn what_is_not_http_is_refused() {
        assert_eq!(status("GET\r\n\r\n"), 400);
        assert_eq!(status("GET / HTTP/1.1\r\n\r\n"), 400, "no Host");
        assert_eq!(status("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"), 400);
        assert_eq!(status("GET / HTTP/1.1\r\nHost: x\r\nBad Name: y\r\n\r\n"), 400);
        assert_eq!(status("GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n"), 417);
        assert_eq!(status("\u{16}\u{3}\u{1}"), 400, "a TLS greeting");
    }

    #[test]
    fn lengths_that_contradict_each_other_are_refused() {
        let with = |lines: &str| status(&format!("POST / HTTP/1.1\r\nHost: x\r\n{lines}\r\n"));
        assert_eq!(with(""), 411);
        assert_eq!(with("Content-Length: 1\r\nContent-Length: 2\r\n"), 400);
        assert_eq!(with("Content-Length: +1\r\n"), 400);
        assert_eq!(with("Content-Length: 99999999999999999999999\r\n"), 413);
        assert_eq!(with("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400);
        assert_eq!(with("Transfer-Encoding: gzip, chunked\r\n"), 501);
    }

    #[test]
    fn a_head_has_an_end() {
        let long = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}", "y".repeat(MAX_HEAD));
        assert_eq!(status(&long), 431);
        let many = format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "X: y\r\n".repeat(MAX_HEADERS));
        assert_eq!(status(&many), 431);
    }

    #[test]
    fn http_1_0_closes() {
        let (head, _) = parse(b"GET / HTTP/1.0\r\n\r\n").unwrap().unwrap();
        assert!(!head.keep_alive);
    }
}
