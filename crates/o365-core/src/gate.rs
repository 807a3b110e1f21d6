//! Lets no more than four requests at once into a mailbox, and holds everyone back while the service asks for it.

use std::{
    collections::HashMap,
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
}

/// A place inside. Gives it back when it goes.
#[derive(Debug)]
pub(crate) struct Permit {
    gate: Gate,
    scope: Box<str>,
}

/// Why there is no way in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shut {
    /// A pause lasts so much longer.
    Held(Duration),
    /// No place came free in time.
    Full,
}

impl Gate {
    /// Waits for a place in `scope` until `limit`, and for the end of its pause, unless that is beyond `until`.
    pub(crate) fn enter(
        &self,
        scope: &str,
        until: Option<Instant>,
        limit: Option<Instant>,
    ) -> Result<Permit, Shut> {
        let places = if scope.is_empty() { usize::MAX } else { PER_MAILBOX };
        let mut scopes = self.lock();
        loop {
            let now = Instant::now();
            let place = scopes.entry(scope.into()).or_default();
            let pause = place
                .held_until
                .and_then(|end| end.checked_duration_since(now))
                .filter(|pause| !pause.is_zero());
            match pause {
                None if place.inside < places => {
                    place.inside += 1;
                    place.held_until = None;
                    return Ok(Permit { gate: self.clone(), scope: scope.into() });
                }
                Some(pause) if until.is_some_and(|until| now + pause > until) => {
                    return Err(Shut::Held(pause));
                }
                Some(pause) => {
                    let waited = self.shared.changed.wait_timeout(scopes, pause);
                    scopes = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                None => {
                    let left =
                        limit.map_or(Duration::MAX, |limit| limit.saturating_duration_since(now));
                    if left.is_zero() {
                        return Err(Shut::Full);
                    }
                    let waited = self.shared.changed.wait_timeout(scopes, left);
                    scopes = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
            }
        }
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

impl Drop for Permit {
    fn drop(&mut self) {
        let mut scopes = self.gate.lock();
        if let Some(place) = scopes.get_mut(&self.scope) {
            place.inside = place.inside.saturating_sub(1);
            if place.inside == 0 && place.held_until.is_none() {
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
    let (kind, key) = split_key(segments.next().unwrap_or_default());
    let kind = kind.to_ascii_lowercase();
    let owner = match kind.as_str() {
        "me" => kind,
        "users" | "groups" => {
            let key = key.or_else(|| segments.next()).unwrap_or_default();
            format!("{kind}/{}", key.to_ascii_lowercase())
        }
        _ => return String::new(),
    };
    let part = split_key(segments.next().unwrap_or_default()).0.to_ascii_lowercase();
    if MAILBOX.contains(&part.as_str()) { owner } else { String::new() }
}

/// `users('ID')`, as the service writes it in links, is `users/ID`.
fn split_key(segment: &str) -> (&str, Option<&str>) {
    match segment.split_once('(') {
        Some((name, key)) => (name, Some(key.trim_end_matches(')').trim_matches('\''))),
        None => (segment, None),
    }
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
        assert_eq!(scope("/me/mailFolders('AAMk')/messages/delta"), "me");
        assert_eq!(scope("/users('A@b.c')/messages"), "users/a@b.c");
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
                    let permit = gate.enter("me", None, None).unwrap();
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
    fn a_pause_holds_everyone_of_that_scope_back() {
        let gate = Gate::default();
        gate.hold("me", Duration::from_millis(60));
        let start = Instant::now();
        drop(gate.enter("users/a@b.c", None, None).unwrap());
        assert!(start.elapsed() < Duration::from_millis(50));
        drop(gate.enter("me", None, None).unwrap());
        assert!(start.elapsed() >= Duration::from_millis(60));
    }

    #[test]
    fn a_pause_beyond_the_limit_fails_at_once() {
        let gate = Gate::default();
        gate.hold("me", Duration::from_secs(300));
        let start = Instant::now();
        let shut = gate.enter("me", Some(start + Duration::from_secs(1)), None).unwrap_err();
        assert!(matches!(shut, Shut::Held(pause) if pause > Duration::from_secs(290)));
        assert!(start.elapsed() < Duration::from_secs(1));
        gate.hold("me", Duration::MAX); // as good as never; doesn't overflow
    }
}
