//! Brings a source into one session.

use std::time::{Duration, Instant};

use http::{HeaderMap, Method};
use serde_json::Value;

use super::session::next_expected;
use super::wire::{Address, fragment_headers};
use super::{Fragments, Upload};
use crate::connection::Response;
use crate::error::{DecodeError, Error, ErrorKind, Result};
use crate::retry::{self, Verdict};
use crate::transport::Body;
use crate::tries::Tries;

/// How long a fragment may take: one that took less was too small.
const QUICK: Duration = Duration::from_secs(2);
/// Answers that want bytes again which were sent already, while nothing new arrives.
const MOST_STALLS: u32 = 10;
/// Conflicts that nobody caused: the service was still busy with the item.
const MOST_CONFLICTS: u32 = 3;

/// How a session ended.
pub(super) enum End {
    /// The service's last answer.
    Done(Response),
    /// It isn't there any more, and the upload isn't done.
    Gone(Error),
}

pub(super) struct Engine<'u, 'a> {
    upload: &'u mut Upload<'a>,
    address: Address,
    resumed: bool,
    total: u64,
    /// The first byte that the service wants.
    offset: u64,
    /// The most that it ever had.
    best: u64,
    size: u64,
    /// Since it came forward last.
    tries: Tries,
    stalls: u32,
    conflicts: u32,
    /// The last fragment may have arrived.
    sent_end: bool,
    /// It was not found before it had anything: some sessions take a moment.
    was_early: bool,
}

impl<'u, 'a> Engine<'u, 'a> {
    pub(super) fn new(upload: &'u mut Upload<'a>, address: Address, resumed: bool) -> Self {
        Engine {
            total: upload.source.length(),
            size: upload.fragments.first.min(upload.source.largest_fragment()),
            upload,
            address,
            resumed,
            offset: 0,
            best: 0,
            tries: Tries::new(),
            stalls: 0,
            conflicts: 0,
            sent_end: false,
            was_early: false,
        }
    }

    pub(super) fn run(mut self) -> Result<End> {
        if self.resumed
            && let Some(end) = self.catch_up()?
        {
            return Ok(end);
        }
        self.upload.tell(self.offset);
        loop {
            if let Some(end) = self.step()? {
                return Ok(end);
            }
        }
    }

    /// Sends one fragment.
    fn step(&mut self) -> Result<Option<End>> {
        if self.upload.cancel.is_cancelled() {
            return Err(self.abandon(Error::cancelled()));
        }
        let (from, to) = (self.offset, self.offset.saturating_add(self.size).min(self.total));
        let began = Instant::now();
        let cancel = self.upload.cancel.clone();
        let fragment = match self.upload.source.fragment(from, to, &cancel) {
            Ok(fragment) => fragment,
            Err(error) => return Err(self.abandon(error)),
        };
        let headers = fragment_headers(from, to, self.total);
        let answer = self.ask(&Method::PUT, headers, fragment.body);
        if let Some(trouble) = fragment.trouble.take() {
            return Err(self.abandon(trouble));
        }
        match answer {
            Ok(answer) => self.accepted(to, began.elapsed(), answer),
            Err(error) => self.failed(to, error),
        }
    }

    fn ask(&self, method: &Method, headers: HeaderMap, body: Body) -> Result<Response> {
        self.address.ask(self.upload.connection, method, headers, body)
    }

    fn accepted(&mut self, to: u64, took: Duration, answer: Response) -> Result<Option<End>> {
        let json = body(&answer);
        if answer.status() == 201 || has_id(&json) {
            if to < self.total {
                return Err(self.odd("the service ended the upload before all of it was sent"));
            }
            self.upload.tell(self.total);
            return Ok(Some(End::Done(answer)));
        }
        let most = self.upload.fragments.most.min(self.upload.source.largest_fragment());
        self.size = Fragments::grown(self.size, took, QUICK).min(most);
        self.sent_end |= to == self.total;
        match next_expected(&json) {
            Some(next) if next < self.total => self.move_to(next).map(|()| None),
            _ if to == self.total => self.finish().map(Some),
            _ => self.catch_up(),
        }
    }

    fn failed(&mut self, to: u64, error: Error) -> Result<Option<End>> {
        let verdict = retry::judge(&error, true);
        if to == self.total && (verdict == Verdict::Again || error.status() == Some(416)) {
            self.sent_end = true;
        }
        self.size = self.upload.fragments.first.min(self.upload.source.largest_fragment());
        match error.status() {
            Some(401 | 403 | 404 | 410) => self.gone(error),
            Some(416) => self.catch_up(),
            Some(409)
                if self.conflicts < MOST_CONFLICTS
                    && error
                        .service()
                        .is_some_and(|answer| answer.has_code("resourceModified")) =>
            {
                self.conflicts += 1;
                self.pause(error)?;
                self.catch_up()
            }
            _ if verdict == Verdict::Again => {
                self.pause(error)?;
                self.catch_up()
            }
            Some(409) if to == self.total && is_taken(&error) => self.commit(error).map(Some),
            _ => Err(self.abandon(error)),
        }
    }

    /// All bytes are there, and the name was taken meanwhile.
    fn commit(&mut self, error: Error) -> Result<End> {
        let url = self.address.url();
        let answer = self.upload.commit.as_mut().map(|commit| commit(url));
        match answer {
            Some(Ok(answer)) => {
                self.upload.tell(self.total);
                Ok(End::Done(answer))
            }
            Some(Err(error)) => Err(self.abandon(error)),
            None => Err(self.abandon(error)),
        }
    }

    /// Asks the session what it has.
    fn catch_up(&mut self) -> Result<Option<End>> {
        loop {
            let error = match self.ask(&Method::GET, HeaderMap::new(), Body::Empty) {
                Ok(answer) => {
                    let json = body(&answer);
                    if has_id(&json) {
                        return Ok(Some(End::Done(answer)));
                    }
                    return match next_expected(&json) {
                        Some(next) if next < self.total => self.move_to(next).map(|()| None),
                        _ if self.sent_end || self.resumed => self.finish().map(Some),
                        _ => Err(self.odd("the session doesn't say what it has")),
                    };
                }
                Err(error) => error,
            };
            match error.status() {
                Some(401 | 403 | 404 | 410) => return self.gone(error),
                _ if retry::judge(&error, true) == Verdict::Again => self.pause(error)?,
                _ => return Err(self.abandon(error)),
            }
        }
    }

    /// Goes where the service says, not where we think we are.
    fn move_to(&mut self, next: u64) -> Result<()> {
        if next > self.best {
            self.best = next;
            self.tries = Tries::new();
            self.stalls = 0;
        } else if next <= self.offset {
            self.stalls += 1;
            if self.stalls > MOST_STALLS {
                return Err(self.odd("the service wants the same bytes again and again"));
            }
        }
        self.offset = next;
        self.upload.tell(next);
        Ok(())
    }

    /// All bytes are there, but the service didn't say that it is done.
    fn finish(&mut self) -> Result<End> {
        while self.upload.deferred {
            match self.ask(&Method::POST, HeaderMap::new(), Body::Bytes(Vec::new().into())) {
                Ok(answer) => {
                    self.upload.tell(self.total);
                    return Ok(End::Done(answer));
                }
                Err(error) if retry::judge(&error, true) == Verdict::Again => self.pause(error)?,
                Err(error) if error.status() == Some(404) => break,
                Err(error) => return Err(self.abandon(error)),
            }
        }
        match self.look()? {
            Some(answer) => Ok(End::Done(answer)),
            None => {
                let error = self.odd("the service has all bytes, but doesn't say that it is done");
                Err(error.with_outcome_unknown())
            }
        }
    }

    /// The session isn't there any more.
    fn gone(&mut self, error: Error) -> Result<Option<End>> {
        // The run before may have ended it, and been killed before it knew.
        let may_be_done = self.resumed && self.best == 0 && self.upload.lookup.is_some();
        if self.sent_end || may_be_done {
            return match self.look()? {
                Some(answer) => Ok(Some(End::Done(answer))),
                None if self.upload.lookup.is_some() => Ok(Some(End::Gone(error))),
                None => Err(error.with_outcome_unknown()),
            };
        }
        if self.best == 0 && !self.resumed {
            match error.status() {
                Some(404) if !self.was_early => {
                    self.was_early = true;
                    return self.pause(error).map(|()| None);
                }
                Some(401 | 403) => return Err(self.abandon(error)),
                _ => {}
            }
        }
        Ok(Some(End::Gone(error)))
    }

    fn look(&mut self) -> Result<Option<Response>> {
        let found = self.upload.lookup.as_mut().map_or(Ok(None), |lookup| lookup())?;
        if found.is_some() {
            self.upload.tell(self.total);
        }
        Ok(found)
    }

    /// Waits before another try; fails with `error` if there is to be none. The session stays for a later run.
    fn pause(&mut self, error: Error) -> Result<()> {
        self.stalls = 0;
        let cancel = self.upload.cancel.clone();
        match self.tries.pause(self.upload.connection, error, || cancel.is_cancelled()) {
            Err(error) if matches!(error.kind(), ErrorKind::Cancelled) => Err(self.abandon(error)),
            result => result,
        }
    }

    /// Deletes the session, which is of no more use. It ends by itself if that fails.
    fn abandon(&self, error: Error) -> Error {
        _ = self.ask(&Method::DELETE, HeaderMap::new(), Body::Empty);
        self.address.at(&Method::PUT, error)
    }

    fn odd(&self, what: &str) -> Error {
        let kind = ErrorKind::Decode(DecodeError::unexpected(what, ""));
        self.address.at(&Method::PUT, Error::new(kind))
    }
}

fn body(answer: &Response) -> Value {
    serde_json::from_slice(answer.bytes()).unwrap_or_default()
}

/// Whether the name is in the way.
fn is_taken(error: &Error) -> bool {
    const CODES: [&str; 2] = ["nameAlreadyExists", "upload_name_conflict"];
    error.service().is_some_and(|answer| CODES.iter().any(|code| answer.has_code(code)))
}

/// Only what is finished has an id.
fn has_id(json: &Value) -> bool {
    ["id", "Id"].iter().any(|name| json.get(name).is_some_and(Value::is_string))
}
