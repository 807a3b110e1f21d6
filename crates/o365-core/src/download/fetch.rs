//! Reads content in order, over as many answers as it takes.

use std::{
    io::{self, Read},
    sync::Arc,
};

use http::StatusCode;

use super::answer::{self, Meaning, Seen};
use super::content::Known;
use super::open::{Answer, Opener, Trouble, headers};
use crate::error::{Error, Result, TransportError, TransportErrorKind};
use crate::retry::{Verdict, judge};
use crate::transport::Incoming;
use crate::tries::Tries;
use crate::upload::Cancel;

/// Addresses that are asked for, one after the other, while nothing arrives.
const MOST_RENEWALS: u32 = 2;
/// Answers in turn that make no sense.
const MOST_ODD: u32 = 3;

/// What came next.
#[derive(Debug)]
pub(super) enum Piece {
    /// So many bytes are in the buffer.
    Bytes(usize),
    /// Nothing: that was all.
    End,
    /// It is other content from now on: what was read before is of no use.
    Changed,
}

/// Reads from `position` on.
pub(super) struct Fetch<'a> {
    opener: Arc<Opener<'a>>,
    stops: Vec<Cancel>,
    pub(super) position: u64,
    /// Before which byte it ends; `None` for all.
    pub(super) end: Option<u64>,
    pub(super) seen: Seen,
    pub(super) known: Known,
    pub(super) number: u32,
    /// Something was read already, and what comes must belong to it.
    is_bound: bool,
    body: Option<Body>,
    /// Ranges are no use here.
    no_range: bool,
    tries: Tries,
    renewals: u32,
    odd: u32,
}

struct Body {
    reader: Incoming,
    /// Bytes before those that are wanted.
    skip: u64,
    /// Its end says nothing of where the content ends.
    is_part: bool,
}

impl<'a> Fetch<'a> {
    pub(super) fn new(opener: &Arc<Opener<'a>>, cancel: &Cancel, known: (Known, u32)) -> Self {
        let (known, number) = known;
        Fetch {
            opener: Arc::clone(opener),
            stops: vec![cancel.clone()],
            position: 0,
            end: None,
            seen: Seen::default(),
            known,
            number,
            is_bound: false,
            body: None,
            no_range: false,
            tries: Tries::new(),
            renewals: 0,
            odd: 0,
        }
    }

    /// Reads from `from` to before `to`.
    pub(super) fn range(mut self, from: u64, to: Option<u64>) -> Self {
        (self.position, self.end) = (from, to);
        self
    }

    /// What comes must belong to what was seen before.
    pub(super) fn bound_to(mut self, seen: Seen) -> Self {
        (self.seen, self.is_bound) = (seen, true);
        self
    }

    /// Stops for another reason too.
    pub(super) fn stopped_by(mut self, stop: &Cancel) -> Self {
        self.stops.push(stop.clone());
        self
    }

    /// Asks for the first bytes, so that what is [seen](Self::seen) is known. Gives whether they come as a part; `None` if
    /// there are none, or other content than before.
    pub(super) fn begin(&mut self) -> Result<Option<bool>> {
        match self.connect()? {
            Connected::Bytes { is_part } => Ok(Some(is_part)),
            Connected::No(_) => Ok(None),
        }
    }

    /// The next bytes.
    pub(super) fn next(&mut self, buffer: &mut [u8]) -> Result<Piece> {
        loop {
            self.check_stop()?;
            let left = self.limit().map(|limit| limit.saturating_sub(self.position));
            if left == Some(0) {
                self.let_go();
                return Ok(Piece::End);
            }
            let may_end = self.may_end();
            let Some(body) = &mut self.body else {
                match self.connect()? {
                    Connected::Bytes { .. } => continue,
                    Connected::No(piece) => return Ok(piece),
                }
            };
            let room = if body.skip > 0 { Some(body.skip) } else { left };
            let room = room.map_or(usize::MAX, |room| usize::try_from(room).unwrap_or(usize::MAX));
            let room = room.min(buffer.len());
            let Some(buffer) = buffer.get_mut(..room) else { return Ok(Piece::End) };
            let error = match body.reader.read(buffer) {
                Ok(0) if buffer.is_empty() => return Ok(Piece::Bytes(0)),
                Ok(0) if body.skip == 0 && may_end && !body.is_part => {
                    self.body = None;
                    self.seen.total.get_or_insert(self.position);
                    return Ok(Piece::End);
                }
                Ok(0) => {
                    let what = format!("it ended after {} bytes", self.position);
                    TransportError::new(TransportErrorKind::Closed, true, what)
                }
                Ok(count) if body.skip > 0 => {
                    body.skip = body.skip.saturating_sub(count as u64);
                    continue;
                }
                Ok(count) => {
                    self.position += count as u64;
                    self.is_bound = true;
                    (self.tries, self.renewals, self.odd) = (Tries::new(), 0, 0);
                    return Ok(Piece::Bytes(count));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => TransportError::from_read(error),
            };
            self.body = None;
            self.pause(error.into())?;
        }
    }

    /// Before which byte it ends, as far as that is known.
    fn limit(&self) -> Option<u64> {
        match (self.end, self.seen.total) {
            (Some(end), Some(total)) => Some(end.min(total)),
            (end, total) => end.or(total),
        }
    }

    /// Whether the end of an answer, none of which says how much there is, can be the end of the content.
    fn may_end(&self) -> bool {
        let short =
            self.known.size.is_some_and(|size| self.position < size.min(self.end.unwrap_or(size)));
        self.seen.total.is_none() && (!short || self.known.is_rough)
    }

    /// Reads an answer's last nothing, so that its connection can be used again.
    fn let_go(&mut self) {
        if let Some(mut body) = self.body.take() {
            _ = body.reader.read(&mut [0]);
        }
    }

    fn connect(&mut self) -> Result<Connected> {
        loop {
            self.check_stop()?;
            let is_ranged = !self.no_range && (self.position > 0 || self.end.is_some());
            let range = is_ranged.then_some((self.position, self.end));
            let answer = match self.opener.ask(&headers(range, self.seen.etag.as_deref())) {
                Ok(answer) => answer,
                Err(Trouble::Service(error)) => return Err(error),
                Err(Trouble::Host { error, number }) => {
                    self.host_failed(error, number)?;
                    continue;
                }
            };
            if answer.number != self.number {
                let is_other = answer.known.differs_from(&self.known);
                (self.known, self.number) = (answer.known.clone(), answer.number);
                if is_other && self.is_bound {
                    return Ok(Connected::No(Piece::Changed));
                }
            }
            if let Some(connected) = self.take(answer)? {
                return Ok(connected);
            }
        }
    }

    /// Takes an answer in; `None` if another one is needed.
    fn take(&mut self, answer: Answer) -> Result<Option<Connected>> {
        let Answer { status, headers, body, is_whole, .. } = answer;
        if answer::is_encoded(&headers) {
            return Err(odd("the content came compressed in a way that nobody asked for"));
        }
        let length = answer::length(&headers);
        if status == StatusCode::OK
            && answer::is_page(&headers)
            && !self.known.is_page
            && self.known.size.is_some_and(|size| length != Some(size))
        {
            return Err(Error::integrity(
                "a page came instead of the content: it may have been taken for malware, or a proxy wants a sign-in",
            ));
        }
        let seen = if self.is_bound { self.seen.clone() } else { Seen::default() };
        let Some(meaning) = answer::judge(status, &headers, is_whole, self.position, &seen) else {
            return Err(odd(&format!("the content's host answered {status}")));
        };
        match meaning {
            Meaning::Bytes { skip, seen, is_part } => {
                self.seen = seen;
                self.no_range |= !is_whole;
                self.body = Some(Body { reader: body, skip, is_part });
                Ok(Some(Connected::Bytes { is_part }))
            }
            Meaning::End(seen) => {
                self.seen = seen;
                Ok(Some(Connected::No(Piece::End)))
            }
            Meaning::Changed if self.is_bound => Ok(Some(Connected::No(Piece::Changed))),
            Meaning::Changed | Meaning::NoRange => {
                if self.odd == MOST_ODD || (self.no_range && meaning == Meaning::NoRange) {
                    return Err(odd("the content's host gives other bytes than it is asked for"));
                }
                self.odd += 1;
                self.no_range = true;
                Ok(None)
            }
        }
    }

    fn host_failed(&mut self, error: Error, number: u32) -> Result<()> {
        match error.status() {
            Some(401 | 403 | 404 | 410) if self.renewals < MOST_RENEWALS => {
                self.renewals += 1;
                self.opener.forget(number);
                Ok(())
            }
            _ if judge(&error, true) == Verdict::Again => self.pause(error),
            _ => Err(error),
        }
    }

    fn pause(&mut self, error: Error) -> Result<()> {
        if judge(&error, true) != Verdict::Again {
            return Err(error);
        }
        let stops = &self.stops;
        let is_stopped = || stops.iter().any(Cancel::is_cancelled);
        self.tries.pause(&self.opener.connection, error, is_stopped)
    }

    fn check_stop(&self) -> Result<()> {
        match self.stops.iter().any(Cancel::is_cancelled) {
            true => Err(Error::cancelled()),
            false => Ok(()),
        }
    }
}

enum Connected {
    Bytes { is_part: bool },
    No(Piece),
}

fn odd(what: &str) -> Error {
    TransportError::new(TransportErrorKind::Other, true, what).into()
}
