//! Work that goes on at the service after its request was answered, and how far it is.
//!
//! Copying a folder may take hours. The service answers at once, with an address that tells. [`Monitor`] asks there: it is
//! an iterator of what is told, and [`wait`](Monitor::wait) goes to the end.
//!
//! ```no_run
//! # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
//! use o365_core::monitor::Monitor;
//! use serde_json::json;
//!
//! let copy = connection.post("/me/drive/items/01ABC/copy").json(&json!({"name": "copy.txt"})).send()?;
//! for status in Monitor::new(&copy)? {
//!     println!("{} %", status?.percentage_complete.unwrap_or(0.0));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # How it behaves
//! * The address lies on another host. It gets no token, and is never logged or shown; it must be https.
//! * Between two questions it waits, longer and longer (half a second to 10), or as long as the service says.
//! * 429, 5xx, lost connections and pages are waited for, by the connection's [`Retry`](crate::Retry).
//! * Work that failed is an [`Error`] with the service's own reason, with the status that it would have had as an answer:
//!   `is_conflict()` where the name was taken.
//! * An address that is gone (401, 403, 404, 410) says nothing of the work: [`Monitor::lookup`] is asked, and without it the
//!   error says that the [outcome is unknown](crate::Error::is_outcome_unknown).
//! * After an hour it stops asking, with a [timeout](crate::Error::is_timeout): the work goes on, and the same monitor, or
//!   one from what it [saves](Monitor::save), goes on asking.

use std::{
    fmt,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use crate::bare::Address;
use crate::connection::{Connection, Response};
use crate::error::{DecodeError, Error, ErrorKind, Result, TransportError, TransportErrorKind};
use crate::tries::{Tries, sleep};
use crate::upload::Cancel;

mod poll;
mod status;
#[cfg(test)]
mod tests;

pub use status::{OperationState, OperationStatus};

use poll::{Told, poll};

/// The first wait, and the longest of our own.
const WAITS: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(10));
const PATIENCE: Duration = Duration::from_secs(60 * 60);
/// The longest wait that the service may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);
const WHAT: &str = "the operation";

type Lookup<'a> = Box<dyn FnMut() -> Result<Option<String>> + 'a>;

/// Asks how far work is that goes on at the service. See [`monitor`](self).
///
/// An iterator of what the service tells. The last one is [complete](OperationStatus::is_complete), or an error.
#[must_use = "the work goes on by itself, but nobody learns what becomes of it"]
pub struct Monitor<'a> {
    connection: Connection,
    address: Address,
    lookup: Option<Lookup<'a>>,
    cancel: Cancel,
    patience: Option<Duration>,
    waits: (Duration, Duration),
    state: State,
}

/// Where it is.
struct State {
    began: Option<Instant>,
    /// Until the next question.
    wait: Duration,
    /// The next wait of our own.
    own: Duration,
    is_over: bool,
    last: Option<OperationStatus>,
}

/// What another process needs to go on asking: what [`Monitor::save`] gives and [`Monitor::resume`] takes.
///
/// Serializes with serde. **It holds a secret**, an address that needs no token: keep it where only its owner can read it.
#[derive(Clone, Serialize, Deserialize)]
pub struct SavedMonitor {
    url: String,
}

impl fmt::Debug for SavedMonitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SavedMonitor").finish_non_exhaustive()
    }
}

impl<'a> Monitor<'a> {
    /// By the answer that started the work: its header `Location` says where to ask.
    ///
    /// # Errors
    /// An answer without an address, or with one that must not be asked. The work may go on all the same: the
    /// [outcome is unknown](crate::Error::is_outcome_unknown).
    pub fn new(answer: &Response) -> Result<Self> {
        let unknown = |error: Error| answer.blame(error).with_outcome_unknown();
        let location = answer.header("location").ok_or_else(|| {
            let what = "the service doesn't say where to ask how far it is";
            unknown(DecodeError::unexpected(what, "").into())
        })?;
        let connection = answer.connection().clone();
        let address = Address::new(location, &connection, WHAT).map_err(unknown)?;
        Ok(Monitor::at(connection, address))
    }

    /// Goes on asking where another one stopped.
    ///
    /// # Errors
    /// An address that must not be asked.
    pub fn resume(connection: &Connection, saved: &SavedMonitor) -> Result<Self> {
        let address = Address::new(&saved.url, connection, WHAT)?;
        Ok(Monitor::at(connection.clone(), address))
    }

    fn at(connection: Connection, address: Address) -> Self {
        let state =
            State { began: None, wait: Duration::ZERO, own: WAITS.0, is_over: false, last: None };
        Monitor {
            connection,
            address,
            lookup: None,
            cancel: Cancel::new(),
            patience: Some(PATIENCE),
            waits: WAITS,
            state,
        }
    }

    /// Stops asking after so long, counted from the first question; `None` never stops. An hour by default.
    pub fn deadline(mut self, patience: impl Into<Option<Duration>>) -> Self {
        self.patience = patience.into();
        self
    }

    /// Waits so long before the second question, then longer and longer up to `longest`.
    pub fn waits(mut self, first: Duration, longest: Duration) -> Self {
        self.waits = (first, longest.max(first));
        self.state.own = first;
        self
    }

    /// Stops asking when this says so. The work goes on.
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// Finds out what became of the work when nobody tells any more: gives the id of what came of it, or `None` if it isn't
    /// there.
    pub fn lookup(mut self, lookup: impl FnMut() -> Result<Option<String>> + 'a) -> Self {
        self.lookup = Some(Box::new(lookup));
        self
    }

    /// What another process needs to go on asking.
    pub fn save(&self) -> SavedMonitor {
        SavedMonitor { url: self.address.url().to_owned() }
    }

    /// Asks until the work is done. It can be called again after an error that is a [timeout](crate::Error::is_timeout).
    ///
    /// # Errors
    /// The service's reason, if the work failed; a timeout, if it takes longer than the [deadline](Self::deadline); an
    /// unknown outcome, if nobody tells what became of it; [`Cancelled`](crate::ErrorKind::Cancelled).
    pub fn wait(&mut self) -> Result<OperationStatus> {
        for status in &mut *self {
            let status = status?;
            if status.is_complete() {
                return Ok(status);
            }
        }
        // It was over before.
        let last = self.state.last.clone().filter(OperationStatus::is_complete);
        last.ok_or_else(|| Error::input("the operation failed: its error was told before"))
    }

    /// The next thing that is told.
    fn step(&mut self) -> Result<OperationStatus> {
        let began = *self.state.began.get_or_insert_with(Instant::now);
        let late = |wait: Duration| {
            self.patience.is_some_and(|patience| began.elapsed().saturating_add(wait) > patience)
        };
        if late(self.state.wait) {
            let what = "the operation isn't done yet: it goes on, and can be asked about later";
            // Another call asks once more.
            (self.state.began, self.state.wait) = (None, Duration::ZERO);
            return Err(TransportError::new(TransportErrorKind::Timeout, true, what).into());
        }
        let cancel = self.cancel.clone();
        let is_cancelled = || cancel.is_cancelled();
        sleep(self.state.wait, is_cancelled)?;
        let mut tries = Tries::new();
        let told = loop {
            if is_cancelled() {
                return Err(Error::cancelled());
            }
            match poll(&self.connection, &self.address)? {
                Told::Again(error) => match tries.pause(&self.connection, error, is_cancelled) {
                    Ok(()) => {}
                    Err(error) if matches!(error.kind(), ErrorKind::Cancelled) => {
                        return Err(error);
                    }
                    Err(error) => break Told::Gone(error),
                },
                told => break told,
            }
        };
        let (status, wait) = match told {
            Told::Status(status, wait) => (status, wait),
            Told::Elsewhere(address) => {
                self.address = address;
                let last = self.state.last.clone().unwrap_or_default();
                (last, None)
            }
            Told::Gone(error) | Told::Again(error) => (self.look(error)?, None),
        };
        let own = self.state.own;
        self.state.own = own.saturating_mul(2).min(self.waits.1);
        self.state.wait = wait.map_or(own, |wait| wait.min(LONGEST_WAIT));
        Ok(status)
    }

    fn look(&mut self, error: Error) -> Result<OperationStatus> {
        match self.lookup.as_mut().map_or(Ok(None), |lookup| lookup())? {
            Some(id) => Ok(OperationStatus::completed(Some(id))),
            None => Err(error.with_outcome_unknown()),
        }
    }
}

impl Iterator for Monitor<'_> {
    type Item = Result<OperationStatus>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.state.is_over {
            return None;
        }
        let item = self.step().and_then(|status| match status.failure() {
            Some(failure) => Err(self.address.at(&http::Method::GET, failure)),
            None => Ok(status),
        });
        match &item {
            Ok(status) => {
                self.state.is_over = status.is_complete();
                self.state.last = Some(status.clone());
            }
            Err(error) => self.state.is_over = !error.is_timeout() || error.is_outcome_unknown(),
        }
        Some(item)
    }
}

impl fmt::Debug for Monitor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Monitor")
            .field("host", &self.address.host())
            .field("last", &self.state.last)
            .finish_non_exhaustive()
    }
}
