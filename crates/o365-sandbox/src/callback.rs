//! Requests that the sandbox makes itself: to the notification URLs of subscriptions, on this machine only.

use std::{
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpStream, ToSocketAddrs as _},
    time::{Duration, Instant},
};

/// The most that is read of an answer.
const MAX_ANSWER: usize = 64 * 1024;

/// What the other side answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
}

/// Whether the URL leads to this machine; nothing else is ever called.
pub(crate) fn is_local(url: &str) -> bool {
    target(url).is_some()
}

/// Posts to a local URL and reads the answer.
///
/// # Errors
/// When the URL isn't local, nobody answers in time, or the answer isn't HTTP.
pub(crate) fn post(
    url: &str,
    content_type: &str,
    body: &[u8],
    timeout: Duration,
) -> io::Result<Answer> {
    let invalid = |text: &str| io::Error::new(io::ErrorKind::InvalidData, text.to_owned());
    let (authority, address, path) = target(url).ok_or_else(|| invalid("not a local URL"))?;
    let end = Instant::now() + timeout;
    let left = || {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::Error::from(io::ErrorKind::TimedOut)) } else { Ok(left) }
    };
    let mut stream = TcpStream::connect_timeout(&address, left()?)?;
    stream.set_write_timeout(Some(left()?))?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {authority}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat())?;
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        if let Some(answer) = parse(&bytes, false)? {
            return Ok(answer);
        }
        stream.set_read_timeout(Some(left()?))?;
        let count = stream.read(&mut piece)?;
        bytes.extend(piece.iter().take(count));
        if count == 0 || bytes.len() > MAX_ANSWER {
            return parse(&bytes, true)?.ok_or_else(|| invalid("the answer is cut off"));
        }
    }
}

/// The authority, the address and the path with the query.
fn target(url: &str) -> Option<(&str, SocketAddr, String)> {
    let rest = url.strip_prefix("http://")?;
    if rest.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let rest = rest.split('#').next()?;
    let at = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(at)?;
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let has_port = host.len() < authority.len() && !authority.ends_with(']');
    let with_port = if has_port { authority.to_owned() } else { format!("{authority}:80") };
    // A name is not asked of the network: only this one is known to be local.
    if !host.eq_ignore_ascii_case("localhost") && with_port.parse::<SocketAddr>().is_err() {
        return None;
    }
    let address = with_port.to_socket_addrs().ok()?.find(|address| address.ip().is_loopback())?;
    Some((authority, address, path))
}

/// Reads an answer; `None` while it isn't whole. At the end of the stream a body without a length is whole.
fn parse(bytes: &[u8], ended: bool) -> io::Result<Option<Answer>> {
    let mut slots = [httparse::EMPTY_HEADER; 64];
    let mut response = httparse::Response::new(&mut slots);
    let invalid = |_| io::Error::new(io::ErrorKind::InvalidData, "the answer is not HTTP");
    let httparse::Status::Complete(length) = response.parse(bytes).map_err(invalid)? else {
        return Ok(None);
    };
    let header = |name: &str| {
        let found = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.and_then(|header| std::str::from_utf8(header.value).ok())
    };
    let rest = bytes.get(length..).unwrap_or_default();
    let length = header("content-length").and_then(|text| text.trim().parse::<usize>().ok());
    let body = match length {
        _ if header("transfer-encoding").is_some() => {
            (ended || rest.ends_with(b"0\r\n\r\n")).then(|| unchunked(rest))
        }
        Some(length) => rest.get(..length).map(<[u8]>::to_vec),
        None => ended.then(|| rest.to_vec()),
    };
    let Some(body) = body else { return Ok(None) };
    Ok(Some(Answer {
        status: response.code.unwrap_or_default(),
        content_type: header("content-type").unwrap_or_default().to_owned(),
        body,
    }))
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(at) = rest.windows(2).position(|pair| pair == b"\r\n") {
        let size = rest.get(..at).and_then(|line| std::str::from_utf8(line).ok());
        let size =
            size.and_then(|text| usize::from_str_radix(text.split(';').next()?.trim(), 16).ok());
        let start = at + 2;
        let Some(chunk) = size
            .filter(|size| *size > 0)
            .and_then(|size| rest.get(start..start.saturating_add(size)))
        else {
            break;
        };
        body.extend_from_slice(chunk);
        rest = rest.get(start + chunk.len() + 2..).unwrap_or_default();
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_local() {
        for url in [
            "http://127.0.0.1:1",
            "http://localhost:80/a?b",
            "http://[::1]:9/x",
            "http://127.0.0.1",
        ] {
            assert!(is_local(url), "{url}");
        }
        for url in [
            "https://127.0.0.1",
            "http://example.com",
            "http://10.0.0.1:80/",
            "http://localhost.example.com:80/",
            "ftp://127.0.0.1",
            "http://127.0.0.1:80\r\nX: y",
            "http://user@127.0.0.1:1/",
            "",
            "http://",
        ] {
            assert!(!is_local(url), "{url}");
        }
        assert_eq!(
            target("http://localhost:80?b").map(|(_, _, path)| path).as_deref(),
            Some("/?b")
        );
    }

    #[test]
    fn answers_of_all_framings_are_read() {
        let read = |text: &str, ended| {
            parse(text.as_bytes(), ended)
                .unwrap()
                .map(|answer| String::from_utf8(answer.body).unwrap())
        };
        let plain = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
        assert_eq!(read(plain, false).as_deref(), Some("abc"));
        assert_eq!(read(&plain[..plain.len() - 1], false), None);
        assert_eq!(read("HTTP/1.1 200 OK\r\n\r\nabc", false), None);
        assert_eq!(read("HTTP/1.1 200 OK\r\n\r\nabc", true).as_deref(), Some("abc"));
        let chunked =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        assert_eq!(read(chunked, false).as_deref(), Some("abc"));
        assert_eq!(read(&chunked[..chunked.len() - 9], false), None);
        assert!(parse(b"no\r\n\r\n", true).is_err());
    }
}
