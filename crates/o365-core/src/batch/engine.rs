//! Packs requests into batches, sends them, and sees to each answer.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use http::{HeaderMap, Method, StatusCode};

use super::spread::like;
use super::wire::{self, MOST_BYTES, MOST_PARTS};
use crate::auth::TokenRequest;
use crate::connection::{Connection, Part, Request, Response, RetryEvent};
use crate::error::{Error, Result};
use crate::gate::{Permit, Shut};
use crate::retry::{self, Verdict};
use crate::transport::{Timeouts, log};

/// Requests at hand, answered or not: how far others may go on while the first one waits.
const WINDOW: usize = 5 * MOST_PARTS;
/// A token that was renewed less than this ago isn't the reason for another 401.
const FRESH: Duration = Duration::from_secs(300);

/// Requests at hand, in the order of the input, each with what the caller wants to know it by.
pub(super) struct Engine<K> {
    connection: Connection,
    window: VecDeque<(K, State)>,
    renewed: Option<Instant>,
}

enum State {
    Waiting(Box<Job>),
    Done(Result<Response>),
}

/// A request that has no answer yet.
struct Job {
    part: Part,
    attempts: u32,
    started: Instant,
    /// Not to be sent before.
    due: Instant,
    /// It was sent again because the token wasn't good.
    renewed: bool,
    /// A try before may have done it.
    uncertain: bool,
}

impl<K> Engine<K> {
    pub(super) fn new(connection: &Connection) -> Self {
        Engine { connection: connection.clone(), window: VecDeque::new(), renewed: None }
    }

    /// Requests at hand.
    pub(super) fn len(&self) -> usize {
        self.window.len()
    }

    /// The next answer.
    pub(super) fn next(
        &mut self,
        input: &mut dyn Iterator<Item = (K, Request)>,
    ) -> Option<(K, Result<Response>)> {
        loop {
            match self.window.pop_front() {
                Some((key, State::Done(answer))) => return Some((key, answer)),
                Some(waiting) => self.window.push_front(waiting),
                None => {}
            }
            let chunk = self.choose(input);
            if !chunk.is_empty() {
                self.send(&chunk);
            } else if self.window.is_empty() {
                return None;
            } else if let Some((_, State::Waiting(_))) = self.window.front()
                && let Some(wait) = self.waiting().map(|job| self.wait(job)).min()
            {
                thread::sleep(wait);
            }
        }
    }

    /// Which requests go into the next batch, by their places in the window.
    fn choose(&mut self, input: &mut dyn Iterator<Item = (K, Request)>) -> Vec<usize> {
        let mut chunk = Chunk::default();
        for place in 0..self.window.len() {
            self.give_up(place);
            match self.window.get(place) {
                Some((_, State::Waiting(job))) if self.wait(job).is_zero() => {
                    chunk.add(place, &job.part);
                }
                _ => {}
            }
        }
        while !chunk.is_full() && self.window.len() < WINDOW {
            let Some((key, request)) = input.next() else { break };
            let place = self.window.len();
            self.window.push_back((key, self.take(request)));
            self.give_up(place);
            match self.window.get(place) {
                Some((_, State::Waiting(job))) if self.wait(job).is_zero() => {
                    chunk.add(place, &job.part);
                }
                // What the caller did wrong is told at once if it is its turn.
                Some((_, State::Done(_))) if place == 0 => break,
                _ => {}
            }
        }
        chunk.places
    }

    fn take(&self, request: Request) -> State {
        let part = match Part::new(request, &self.connection) {
            Ok(part) => part,
            Err(error) => return State::Done(Err(error)),
        };
        if part.size() > MOST_BYTES {
            let error =
                format!("{} bytes are more than a batch takes: send it by itself", part.size());
            return State::Done(Err(part.at(Error::input(error))));
        }
        let now = Instant::now();
        let (renewed, uncertain) = (false, false);
        State::Waiting(Box::new(Job {
            part,
            attempts: 0,
            started: now,
            due: now,
            renewed,
            uncertain,
        }))
    }

    fn waiting(&self) -> impl Iterator<Item = &Job> {
        self.window.iter().filter_map(|(_, state)| match state {
            State::Waiting(job) => Some(&**job),
            State::Done(_) => None,
        })
    }

    /// How long until it may be sent.
    fn wait(&self, job: &Job) -> Duration {
        let own = job.due.saturating_duration_since(Instant::now());
        own.max(self.connection.gate().pause(&job.part.scope).unwrap_or_default())
    }

    /// Ends what would have to wait beyond its limit of time.
    fn give_up(&mut self, place: usize) {
        let Some((_, State::Waiting(job))) = self.window.get(place) else { return };
        let wait = self.wait(job);
        let too_long = self.until(job).is_some_and(|until| {
            !wait.is_zero() && Instant::now().checked_add(wait).is_none_or(|end| end > until)
        });
        if too_long {
            let error = job.part.held_back(wait).with_attempts(job.attempts);
            self.done(place, Err(error));
        }
    }

    /// When waiting ends.
    fn until(&self, job: &Job) -> Option<Instant> {
        let limits = [self.connection.retry().total(), job.part.timeouts.total];
        limits.into_iter().flatten().filter_map(|limit| job.started.checked_add(limit)).min()
    }

    fn done(&mut self, place: usize, answer: Result<Response>) {
        if let Some((_, state)) = self.window.get_mut(place) {
            *state = State::Done(answer);
        }
    }

    /// Sends one batch and sees to its answers.
    fn send(&mut self, chunk: &[usize]) {
        let jobs = || {
            chunk.iter().filter_map(|place| match self.window.get(*place) {
                Some((_, State::Waiting(job))) => Some(&**job),
                _ => None,
            })
        };
        // In order, so that two threads don't wait for each other.
        let scopes: BTreeSet<&str> = jobs().map(|job| job.part.scope.as_str()).collect();
        let until = jobs().filter_map(|job| self.until(job)).min();
        let permits: Result<Vec<Permit>, Shut> = scopes
            .into_iter()
            .map(|scope| self.connection.gate().enter_alone(scope, until))
            .collect();
        if permits.is_err() {
            // Somebody else was told to wait meanwhile: choose anew, by the pauses as they are now.
            return;
        }
        let parts: Vec<&Part> = jobs().map(|job| &job.part).collect();
        let outer = self.outer(&parts).send();
        drop(permits);
        let (tries, outcomes) = match outer {
            Ok(answer) => (1, wire::read(&answer, &parts)),
            Err(error) => {
                let tries = error.attempts().max(1);
                let inner = error.service().filter(|service| service.status == 424);
                let inner = inner
                    .and_then(|service| wire::read_text(&self.connection, &service.body, &parts));
                let error = Arc::new(error);
                let all = || parts.iter().map(|part| Err(part.at(like(&error)))).collect();
                (tries, inner.unwrap_or_else(all))
            }
        };
        let renewal = self.renewal(chunk, &outcomes);
        for (place, outcome) in chunk.iter().zip(outcomes) {
            self.settle(*place, tries, outcome, renewal.as_ref());
        }
    }

    /// The batch as a request.
    fn outer(&self, parts: &[&Part]) -> Request {
        let mut request = self
            .connection
            .post("/$batch")
            .bytes("application/json", wire::write(parts))
            .timeouts(longest(parts.iter().map(|part| part.timeouts)));
        if parts.iter().any(|part| part.beta) {
            request = request.beta();
        }
        if parts.iter().all(|part| part.repeatable) {
            request = request.repeatable();
        }
        request
    }

    /// Gets another token if the one in use wasn't good for a part.
    fn renewal(
        &mut self,
        chunk: &[usize],
        outcomes: &[Result<Response>],
    ) -> Option<Result<(), Arc<Error>>> {
        let rejected = chunk.iter().zip(outcomes).any(|(place, outcome)| {
            matches!(self.window.get(*place), Some((_, State::Waiting(job)))
                if !job.renewed && outcome.as_ref().is_err_and(is_rejection))
        });
        if !rejected || self.renewed.is_some_and(|renewed| renewed.elapsed() < FRESH) {
            return None;
        }
        self.renewed = Some(Instant::now());
        let ask = TokenRequest::new(self.connection.transport());
        let renewed = self.connection.tokens().token(&ask).and_then(|token| {
            let ask = TokenRequest { rejected: Some(&token), ..ask };
            self.connection.tokens().token(&ask).map(drop)
        });
        Some(renewed.map_err(Arc::new))
    }

    /// An answer, or another try.
    fn settle(
        &mut self,
        place: usize,
        tries: u32,
        outcome: Result<Response>,
        renewal: Option<&Result<(), Arc<Error>>>,
    ) {
        let Some((_, State::Waiting(job))) = self.window.get_mut(place) else { return };
        job.attempts += tries;
        let error = match outcome {
            Ok(answer) => return self.done(place, Ok(answer)),
            Err(error) => error,
        };
        if error.status() == Some(404) && job.uncertain && job.part.method == Method::DELETE {
            // The try before did it: what was to be deleted is gone.
            let headers = HeaderMap::new();
            let gone =
                job.part.answer(&self.connection, StatusCode::NO_CONTENT, headers, Vec::new());
            return self.done(place, Ok(gone));
        }
        if !job.renewed && is_rejection(&error) {
            match renewal {
                Some(Ok(())) => {
                    job.renewed = true;
                    job.attempts -= tries;
                    return;
                }
                Some(Err(no_token)) => {
                    let error = job.part.at(like(no_token)).caused_by(error);
                    return self.done(place, Err(error));
                }
                None => {}
            }
        }
        if error.is_throttled()
            && let Some(pause) = error.retry_after()
        {
            self.connection.gate().hold(&job.part.scope, pause);
        }
        let verdict = match error.status() {
            // Another part failed; this one wasn't tried.
            Some(424) => Verdict::Again,
            _ => retry::judge(&error, job.part.repeatable),
        };
        let policy = self.connection.retry();
        let spent = job.started.elapsed();
        let wait = policy.wait(job.attempts, spent, verdict, error.retry_after());
        let wait = wait.filter(|wait| {
            job.part.timeouts.total.is_none_or(|total| spent.saturating_add(*wait) <= total)
        });
        let error = error.with_attempts(job.attempts);
        let Some(wait) = wait else {
            return self.done(
                place,
                Err(if verdict == Verdict::Unknown { error.with_outcome_unknown() } else { error }),
            );
        };
        job.uncertain |= !error.is_throttled() && error.status() != Some(424);
        job.due = Instant::now() + wait;
        log::retry(job.attempts + 1, wait, &error);
        self.connection.tell(&RetryEvent { error: &error, attempts: job.attempts, wait });
    }
}

/// What fits into one batch.
#[derive(Default)]
struct Chunk {
    places: Vec<usize>,
    bytes: usize,
    beta: bool,
    full: bool,
}

impl Chunk {
    fn add(&mut self, place: usize, part: &Part) {
        let bytes = self.bytes + part.size();
        if self.places.is_empty() {
            self.beta = part.beta;
        }
        if self.is_full() || part.beta != self.beta {
            return;
        }
        if bytes > MOST_BYTES {
            self.full = true;
            return;
        }
        self.places.push(place);
        self.bytes = bytes;
    }

    fn is_full(&self) -> bool {
        self.full || self.places.len() >= MOST_PARTS
    }
}

/// The token wasn't good, and another one may be.
fn is_rejection(error: &Error) -> bool {
    error.service().is_some_and(|answer| answer.status == 401 && answer.claims.is_none())
}

/// Limits of time that give every part its own.
fn longest(all: impl Iterator<Item = Timeouts>) -> Timeouts {
    let longer = |a: Option<Duration>, b: Option<Duration>| Some(a?.max(b?));
    let longest = all.reduce(|a, b| Timeouts {
        connect: longer(a.connect, b.connect),
        read: longer(a.read, b.read),
        total: longer(a.total, b.total),
    });
    longest.unwrap_or_default()
}
