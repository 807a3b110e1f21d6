//! One connection: requests one after the other, until either side has enough.

use crate::{
    blob::{MOST_IN_MEMORY, Span},
    http::{
        encode::{Encoded, Manner, encode},
        exchange::{Delivery, Handler, Incoming, Intake, Outcome},
        head::{self, Framing, Head, Refusal},
        reader::{MAX_BODY, MAX_CONTENT, Reader, Trouble},
    },
    sync::Stop,
    wire::Reply,
};
use std::{
    io::{self, Read as _, Write as _},
    net::{Shutdown, TcpStream},
    time::{Duration, Instant},
};

/// How many bytes a truncated answer announces and doesn't send.
const EXCESS: usize = 100;

/// A connection and what it serves.
pub(super) struct Connection<'s, H> {
    pub(super) stream: &'s TcpStream,
    pub(super) number: u64,
    pub(super) handler: &'s H,
    pub(super) gzip: bool,
    pub(super) stop: &'s Stop,
}

impl<H: Handler> Connection<'_, H> {
    /// Serves until the connection ends.
    pub(super) fn serve(&self) {
        let mut reader = Reader::new(self.stream);
        loop {
            match self.exchange(&mut reader) {
                Ok(true) => {}
                Ok(false) | Err(Trouble::Gone) => return,
                Err(Trouble::Refused(refusal)) => return self.refuse(refusal),
            }
        }
    }

    /// One request and its answer; says whether the connection goes on.
    fn exchange(&self, reader: &mut Reader<&TcpStream>) -> Result<bool, Trouble> {
        let head = reader.head()?;
        let intake = self.handler.intake(&head.method, &head.target);
        let most = if intake == Intake::Content { MAX_CONTENT } else { MAX_BODY };
        if matches!(head.framing, Framing::Length(length) if length > most) {
            return Err(head::refuse(413, "the body is too large").into());
        }
        if head.expects_continue && head.framing != Framing::Length(0) && !reader.has_more() {
            let mut stream = self.stream;
            stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        if intake == Intake::Cut {
            reader.half(head.framing)?;
            return Ok(false);
        }
        let (body, blob) = match (intake, head.framing) {
            (Intake::Content, Framing::Length(length)) if length > MOST_IN_MEMORY => {
                (Vec::new(), Some(reader.blob(length)?))
            }
            _ => (reader.body(head.framing)?, None),
        };
        let manner = Manner {
            close: !head.keep_alive,
            gzip: self.gzip && takes_gzip(&head),
            head_only: head.method == "HEAD",
            excess: 0,
        };
        let incoming = Incoming {
            method: head.method,
            target: head.target,
            headers: head.headers,
            body,
            blob,
            connection: self.number,
            received: Instant::now(),
        };
        let outcome = self.handler.handle(incoming, self.stop);
        if self.stop.is_raised() {
            return Ok(false);
        }
        Ok(self.deliver(outcome, manner)? && head.keep_alive)
    }

    fn deliver(&self, outcome: Outcome, manner: Manner) -> io::Result<bool> {
        let Outcome { reply, delivery } = outcome;
        let excess = if delivery == Delivery::Short { EXCESS } else { 0 };
        if delivery == Delivery::Nothing {
            return Ok(false);
        }
        let Encoded { bytes, body_at, content } = encode(reply, Manner { excess, ..manner });
        let mut stream = self.stream;
        match delivery {
            Delivery::Nothing => return Ok(false),
            Delivery::Whole | Delivery::WholeThenClose | Delivery::Short => {
                stream.write_all(&bytes)?;
                send(stream, content, 1)?;
            }
            Delivery::Half => {
                // Of content that follows it is half as well.
                let half = match content {
                    Some(_) => bytes.len(),
                    None => body_at + (bytes.len() - body_at) / 2,
                };
                stream.write_all(bytes.get(..half).unwrap_or(&bytes))?;
                send(stream, content, 2)?;
            }
            Delivery::HeadThenPause(length) => {
                let (head, body) = bytes.split_at_checked(body_at).unwrap_or((&bytes, &[]));
                stream.write_all(head)?;
                self.stop.pause(length);
                if self.stop.is_raised() {
                    return Ok(false);
                }
                stream.write_all(body)?;
                send(stream, content, 1)?;
            }
        }
        Ok(matches!(delivery, Delivery::Whole | Delivery::HeadThenPause(_)))
    }

    /// Answers what is no request. What the client still sends is read for a moment: to close on
    /// unread bytes resets the connection, and the answer might be lost with it.
    fn refuse(&self, refusal: Refusal) {
        let reply = Reply {
            status: refusal.status,
            headers: vec![("Content-Type".into(), "text/plain; charset=utf-8".into())],
            body: format!("{}\n", refusal.reason).into_bytes(),
            content: None,
        };
        let manner = Manner { close: true, gzip: false, head_only: false, excess: 0 };
        let mut stream = self.stream;
        if stream.write_all(&encode(reply, manner).bytes).is_err() {
            return;
        }
        let _ = stream.shutdown(Shutdown::Write);
        let _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
        let _ = io::copy(&mut stream.take(MAX_BODY as u64), &mut io::sink());
    }
}

/// Sends content, or a fraction of it.
fn send(mut stream: &TcpStream, content: Option<Span>, fraction: u64) -> io::Result<()> {
    let Some(Span { blob, from, length }) = content else { return Ok(()) };
    blob.pieces(from, length / fraction, |piece| stream.write_all(piece))
}

fn takes_gzip(head: &Head) -> bool {
    head.headers
        .iter()
        .filter(|(name, _)| name == "accept-encoding")
        .flat_map(|(_, value)| value.split(','))
        .any(|coding| {
            let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
            let refused = quality.trim().trim_start_matches("q=").parse() == Ok(0.0);
            name.trim().eq_ignore_ascii_case("gzip") && !refused
        })
}
