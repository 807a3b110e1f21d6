//! Lets no more than four requests at once into a mailbox, and holds everyone back while the service asks for it.

use std::{
    collections::{HashMap, VecDeque},
    fmt,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Requests that Exchange takes at once for one mailbox and application.
/// [Limits](https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits).
const PER_MAILBOX: usize = 4;

/// Parts of a path, after its owner, that belong to a mailbox.
const MAILBOX: [&str; 14] = [
    "messages",
    "mailfolders",
    "sendmail",
    "events",
    "calendar",
    "calendars",
    "calendargroups",
    "calendarview",
    "contacts",
    "contactfolders",
    "outlook",
    "mailboxsettings",
    "inferenceclassification",
    "getmailtips",
];

/// Shared by all clones of a connection.
#[derive(Clone, Default)]
pub(crate) struct Gate {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    scopes: Mutex<HashMap<Box<str>, Scope>>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Scope {
    inside: usize,
    held_until: Option<Instant>,
    /// Who waits, in the order of arrival: someone who needs all places isn't passed by those who need one.
    queue: VecDeque<u64>,
    last_ticket: u64,
}

/// A place inside. Gives it back when it goes.
#[derive(Debug)]
pub(crate) struct Permit {
    gate: Gate,
    scope: Box<str>,
    places: usize,
}

impl Gate {
    /// Waits for a place in `scope` and for the end of its pause. A pause beyond `until` is an error: how long it lasts.
    pub(crate) fn enter(&self, scope: &str, until: Option<Instant>) -> Result<Permit, Duration> {
        self.enter_with(scope, 1, until)
    }

    /// As [`enter`](Self::enter), with all places of a mailbox: for a batch, which keeps all of them busy.
    pub(crate) fn enter_alone(
        &self,
        scope: &str,
        until: Option<Instant>,
    ) -> Result<Permit, Duration> {
        self.enter_with(scope, if scope.is_empty() { 1 } else { PER_MAILBOX }, until)
    }

    fn enter_with(
        &self,
        scope: &str,
        places: usize,
        until: Option<Instant>,
    ) -> Result<Permit, Duration> {
        let limit = if scope.is_empty() { usize::MAX } else { PER_MAILBOX };
        let mut scopes = self.lock();
        let place = scopes.entry(scope.into()).or_default();
        place.last_ticket += 1;
        let ticket = place.last_ticket;
        place.queue.push_back(ticket);
        loop {
            let now = Instant::now();
            let place = scopes.entry(scope.into()).or_default();
            match place.pause(now) {
                None if place.queue.front() == Some(&ticket)
                    && place.inside.saturating_add(places) <= limit =>
                {
                    place.queue.pop_front();
                    place.inside += places;
                    place.held_until = None;
                    let others = !place.queue.is_empty();
                    drop(scopes);
                    if others {
                        self.shared.changed.notify_all();
                    }
                    return Ok(Permit { gate: self.clone(), scope: scope.into(), places });
                }
                Some(pause) if until.is_some_and(|until| now + pause > until) => {
                    place.queue.retain(|waiting| *waiting != ticket);
                    drop(scopes);
                    self.shared.changed.notify_all();
                    return Err(pause);
                }
                Some(pause) => {
                    let waited = self.shared.changed.wait_timeout(scopes, pause);
                    scopes = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                None => {
                    scopes =
                        self.shared.changed.wait(scopes).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }

    /// How long no one is let into `scope` from now on.
    pub(crate) fn pause(&self, scope: &str) -> Option<Duration> {
        self.lock().get(scope)?.pause(Instant::now())
    }

    /// Lets no one into `scope` for this long.
    pub(crate) fn hold(&self, scope: &str, pause: Duration) {
        let Some(end) = Instant::now().checked_add(pause) else { return };
        let mut scopes = self.lock();
        let place = scopes.entry(scope.into()).or_default();
        place.held_until = place.held_until.max(Some(end));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Box<str>, Scope>> {
        self.shared.scopes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Scope {
    fn pause(&self, now: Instant) -> Option<Duration> {
        let pause = self.held_until?.checked_duration_since(now)?;
        Some(pause).filter(|pause| !pause.is_zero())
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut scopes = self.gate.lock();
        if let Some(place) = scopes.get_mut(&self.scope) {
            place.inside = place.inside.saturating_sub(self.places);
            if place.inside == 0 && place.held_until.is_none() && place.queue.is_empty() {
                scopes.remove(&self.scope);
            }
        }
        drop(scopes);
        self.gate.shared.changed.notify_all();
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.lock().iter()).finish()
    }
}

/// What a path counts against: the mailbox it is in, or the service as a whole (the empty scope).
pub(crate) fn scope(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let owner = segments.next().unwrap_or_default().to_ascii_lowercase();
    let owner = match owner.as_str() {
        "me" => owner,
        "users" | "groups" => {
            format!("{owner}/{}", segments.next().unwrap_or_default().to_ascii_lowercase())
        }
        _ => return String::new(),
    };
    let part = segments.next().unwrap_or_default().to_ascii_lowercase();
    if MAILBOX.contains(&part.as_str()) { owner } else { String::new() }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn scopes_are_mailboxes() {
        assert_eq!(scope("/me/messages?$top=5"), "me");
        assert_eq!(scope("/me/mailFolders/inbox/messages"), "me");
        assert_eq!(scope("/users/A@b.c/sendMail"), "users/a@b.c");
        assert_eq!(scope("/me/drive/root"), "");
        assert_eq!(scope("/users"), "");
        assert_eq!(scope("/me"), "");
    }

    #[test]
    fn four_at_once_in_a_mailbox() {
        let gate = Gate::default();
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|threads| {
            for _ in 0..16 {
                threads.spawn(|| {
                    let permit = gate.enter("me", None).unwrap();
                    let now = inside.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(now, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(5));
                    inside.fetch_sub(1, Ordering::SeqCst);
                    drop(permit);
                });
            }
        });
        assert_eq!(most.load(Ordering::SeqCst), PER_MAILBOX);
        assert!(gate.lock().is_empty());
    }

    #[test]
    fn a_batch_has_a_mailbox_for_itself_and_its_turn() {
        let gate = Gate::default();
        let inside = AtomicUsize::new(0);
        let batches = AtomicUsize::new(0);
        thread::scope(|threads| {
            for _ in 0..6 {
                threads.spawn(|| {
                    for _ in 0..20 {
                        let permit = gate.enter("me", None).unwrap();
                        inside.fetch_add(1, Ordering::SeqCst);
                        thread::sleep(Duration::from_millis(1));
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(permit);
                    }
                });
            }
            threads.spawn(|| {
                for _ in 0..10 {
                    let permit = gate.enter_alone("me", None).unwrap();
                    assert_eq!(inside.load(Ordering::SeqCst), 0);
                    thread::sleep(Duration::from_millis(1));
                    assert_eq!(inside.load(Ordering::SeqCst), 0);
                    batches.fetch_add(1, Ordering::SeqCst);
                    drop(permit);
                }
            });
        });
        assert_eq!(batches.load(Ordering::SeqCst), 10);
        assert!(gate.lock().is_empty());
    }

    #[test]
    fn who_gives_up_lets_the_next_one_in() {
        let gate = Gate::default();
        let first = gate.enter_alone("me", None).unwrap();
        gate.hold("me", Duration::from_millis(50));
        gate.enter("me", Some(Instant::now())).unwrap_err();
        drop(first);
        gate.enter("me", None).unwrap();
    }

    #[test]
    fn a_pause_holds_everyone_of_that_scope_back() {
        let gate = Gate::default();
        gate.hold("me", Duration::from_millis(60));
        let start = Instant::now();
        drop(gate.enter("users/a@b.c", None).unwrap());
        assert!(start.elapsed() < Duration::from_millis(50));
        drop(gate.enter("me", None).unwrap());
        assert!(start.elapsed() >= Duration::from_millis(60));
    }

    #[test]
    fn a_pause_beyond_the_limit_fails_at_once() {
        let gate = Gate::default();
        gate.hold("me", Duration::from_secs(300));
        let start = Instant::now();
        let pause = gate.enter("me", Some(start + Duration::from_secs(1))).unwrap_err();
        assert!(pause > Duration::from_secs(290) && start.elapsed() < Duration::from_secs(1));
        gate.hold("me", Duration::MAX); // as good as never; doesn't overflow
    }
}
