//! Waiting on this machine for the browser to come back.

use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use super::pending::Redirected;
use crate::auth::Secret;
use crate::error::{AuthError, Error, Result};

/// How often we look.
const TICK: Duration = Duration::from_millis(20);
/// How long a connection may be silent. Browsers open some that they never use.
const SILENCE: Duration = Duration::from_secs(10);
/// The longest head of a request.
const LONGEST: u64 = 32 << 10;
/// Connections that are read at the same time.
const MOST: usize = 32;

/// Listens for one redirect. Bound to 127.0.0.1, so that nobody else reaches it.
#[derive(Debug)]
pub(super) struct Listener {
    socket: TcpListener,
    path: String,
    redirect_uri: String,
}

impl Listener {
    /// Listens where this redirect URI points to; on a free port if it has none.
    pub(super) fn bind(wanted: &str) -> Result<Self> {
        let uri: http::Uri =
            wanted.parse().map_err(|_| Error::config("the redirect URI is no URI"))?;
        let host = uri.host().unwrap_or_default();
        let is_ours =
            uri.scheme_str() == Some("http") && ["localhost", "127.0.0.1"].contains(&host);
        if !is_ours || uri.query().is_some() {
            return Err(Error::config(
                "to wait for the browser, the redirect URI must be http://localhost or http://127.0.0.1",
            ));
        }
        let port = uri.port_u16().unwrap_or(0);
        let failed = |error| {
            AuthError::other(format!("can't listen on port {port} of this machine"))
                .with_source(error)
        };
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(failed)?;
        socket.set_nonblocking(true).map_err(failed)?;
        let port = socket.local_addr().map_err(failed)?.port();
        // The identity platform compares to the letter, but for the port.
        let path = match uri.path() {
            "/" if !wanted.ends_with('/') => "",
            path => path,
        };
        let redirect_uri = format!("http://{host}:{port}{path}");
        Ok(Listener { socket, path: uri.path().to_owned(), redirect_uri })
    }

    /// With the port.
    pub(super) fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// Answers until the browser brings a code or a refusal; what doesn't belong to this sign-in changes nothing.
    pub(super) fn wait(
        &self,
        end: Option<Instant>,
        judge: impl Fn(&str) -> Redirected,
    ) -> Result<Secret> {
        let (sender, receiver) = mpsc::channel();
        let readers = Arc::new(());
        while end.is_none_or(|end| Instant::now() < end) {
            // Errors of accept concern one connection, which is gone.
            if let Ok((stream, _)) = self.socket.accept()
                && Arc::strong_count(&readers) <= MOST
            {
                let (sender, counted) = (sender.clone(), Arc::clone(&readers));
                let read = move || {
                    let _counted = counted;
                    if let Some(target) = read_target(&stream) {
                        // Nobody waits any more: then nobody needs it.
                        let _ = sender.send((stream, target));
                    }
                };
                let thread = thread::Builder::new().name("o365-redirect".into()).spawn(read);
                thread.map_err(|error| Error::io("redirect listener", error))?;
            }
            match receiver.recv_timeout(TICK) {
                Ok((stream, target)) => {
                    if let Some(result) = self.answer(&stream, &target, &judge) {
                        return result;
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
        }
        Err(AuthError::sign_in("nobody came back from the browser in time").into())
    }

    fn answer(
        &self,
        stream: &TcpStream,
        target: &str,
        judge: &impl Fn(&str) -> Redirected,
    ) -> Option<Result<Secret>> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if path != self.path {
            respond(stream, "404 Not Found", "There is nothing here.");
            return None;
        }
        match judge(query) {
            Redirected::Code(code) => {
                respond(stream, "200 OK", "You are signed in. You can close this page.");
                Some(Ok(code))
            }
            Redirected::Refused(error) => {
                respond(stream, "200 OK", &format!("You are not signed in. {error}"));
                Some(Err(error))
            }
            Redirected::Foreign(reason) => {
                respond(stream, "400 Bad Request", &format!("This changes nothing: {reason}."));
                None
            }
        }
    }
}

/// The path and query of a GET request.
fn read_target(stream: &TcpStream) -> Option<String> {
    // On some systems it inherits this from the listener.
    stream.set_nonblocking(false).ok()?;
    stream.set_read_timeout(Some(SILENCE)).ok()?;
    stream.set_write_timeout(Some(SILENCE)).ok()?;
    let head = read_head(stream).ok()?;
    let head = String::from_utf8(head).ok()?;
    let mut words = head.lines().next()?.split(' ');
    match (words.next()?, words.next()?, words.next()?) {
        ("GET", target, version) if target.starts_with('/') && version.starts_with("HTTP/1") => {
            Some(target.to_owned())
        }
        _ => {
            respond(stream, "405 Method Not Allowed", "There is nothing here.");
            None
        }
    }
}

/// Reads to the empty line, lest the browser sees a reset instead of the answer.
fn read_head(stream: &TcpStream) -> io::Result<Vec<u8>> {
    let (mut head, mut piece) = (Vec::new(), [0; 1024]);
    let mut stream = stream.take(LONGEST);
    let start = Instant::now();
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        let count = stream.read(&mut piece)?;
        if count == 0 || start.elapsed() > SILENCE {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        head.extend_from_slice(piece.get(..count).unwrap_or_default());
    }
    Ok(head)
}

/// A small page. That it can't be shown changes nothing.
fn respond(mut stream: &TcpStream, status: &str, text: &str) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Sign-in</title>\
         <body style=\"font-family:sans-serif;margin:4em\"><p>{text}</p></html>"
    );
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\nConnection: close\r\n\r\n",
        page.len()
    );
    let sent = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(page.as_bytes()));
    let _ = sent.and_then(|()| stream.shutdown(Shutdown::Write));
}
