//! Locks that outlive a panic, and a pause that ends when the sandbox does.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Locks. A thread that panicked while it held the lock doesn't take the sandbox with it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A flag that is raised once, and can be waited for.
#[derive(Debug, Default)]
pub(crate) struct Stop {
    raised: Mutex<bool>,
    changed: Condvar,
}

impl Stop {
    pub(crate) fn raise(&self) {
        *lock(&self.raised) = true;
        self.changed.notify_all();
    }

    pub(crate) fn is_raised(&self) -> bool {
        *lock(&self.raised)
    }

    /// Pauses, but no longer than until the flag is raised.
    pub(crate) fn pause(&self, length: Duration) {
        let start = Instant::now();
        let mut raised = lock(&self.raised);
        while !*raised {
            let Some(left) = length.checked_sub(start.elapsed()).filter(|left| !left.is_zero())
            else {
                return;
            };
            raised = self
                .changed
                .wait_timeout(raised, left)
                .map_or_else(|poisoned| poisoned.into_inner().0, |(guard, _)| guard);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{sync::Arc, thread};

    #[test]
    fn a_pause_ends_when_the_flag_is_raised() {
        let stop = Arc::new(Stop::default());
        let other = Arc::clone(&stop);
        let start = Instant::now();
        let thread = thread::spawn(move || other.pause(Duration::from_secs(30)));
        stop.raise();
        thread.join().unwrap();
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_pause_lasts_as_long_as_was_asked() {
        let start = Instant::now();
        Stop::default().pause(Duration::from_millis(30));
        assert!(start.elapsed() >= Duration::from_millis(30));
    }
}
