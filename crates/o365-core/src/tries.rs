//! The tries of a transfer, which go on in between: their count starts anew whenever something arrived.

use std::{
    thread,
    time::{Duration, Instant},
};

use crate::connection::{Connection, RetryEvent};
use crate::error::{Error, Result};
use crate::retry::Verdict;
use crate::transport::log;

/// How long a pause goes on after it was cancelled, at most.
const SLICE: Duration = Duration::from_millis(100);

/// Tries since something arrived last.
#[derive(Debug)]
pub(crate) struct Tries {
    failed: u32,
    since: Instant,
}

impl Tries {
    pub(crate) fn new() -> Self {
        Tries { failed: 0, since: Instant::now() }
    }

    /// Waits before another try, by the connection's retries.
    ///
    /// # Errors
    /// `error`, if there is to be no other try; cancelled.
    pub(crate) fn pause(
        &mut self,
        connection: &Connection,
        error: Error,
        is_cancelled: impl Fn() -> bool,
    ) -> Result<()> {
        self.failed += 1;
        let (spent, asked) = (self.since.elapsed(), error.retry_after());
        let wait = connection.retry().wait(self.failed, spent, Verdict::Again, asked);
        let error = error.with_attempts(self.failed);
        let Some(wait) = wait else { return Err(error) };
        if error.status() != Some(429) {
            connection.transport().reset();
        }
        log::retry(self.failed + 1, wait, &error);
        connection.tell(&RetryEvent { error: &error, attempts: self.failed, wait });
        sleep(wait, is_cancelled)
    }
}

/// Waits in slices.
///
/// # Errors
/// Cancelled.
pub(crate) fn sleep(wait: Duration, is_cancelled: impl Fn() -> bool) -> Result<()> {
    let began = Instant::now();
    while let Some(left) = wait.checked_sub(began.elapsed()).filter(|left| !left.is_zero()) {
        if is_cancelled() {
            return Err(Error::cancelled());
        }
        thread::sleep(left.min(SLICE));
    }
    Ok(())
}
