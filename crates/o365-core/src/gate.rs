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

/// The longest pause; whoever asks for more means never.
const LONGEST_PAUSE: Duration = Duration::from_secs(365 * 24 * 3600);

/// Parts of a path, after its owner, that belong to a mailbox.
const MAILBOX: [&str; 18] = [
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
    "findmeetingtimes",
    "getmailtips",
    "inferenceclassification",
    "mailboxsettings",
    "outlook",
    "people",
    "photo",
    "todo",
];

/// Shared by all clones of a connection.
#[derive(Clone, Default)]
pub(crate) struct Gate {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    scopes: Mutex<HashMap<Box<str>, Room>>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Room {
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
        self.enter_with(scope, 1, until, limit)
    }

    /// As [`enter`](Self::enter), with all places of a mailbox: for a batch, which keeps all of them busy.
    pub(crate) fn enter_alone(&self, scope: &str, until: Option<Instant>) -> Result<Permit, Shut> {
        self.enter_with(scope, if is_mailbox(scope) { PER_MAILBOX } else { 1 }, until, None)
    }

    fn enter_with(
        &self,
        scope: &str,
        places: usize,
        until: Option<Instant>,
        limit: Option<Instant>,
    ) -> Result<Permit, Shut> {
        let most = if is_mailbox(scope) { PER_MAILBOX } else { usize::MAX };
        let mut scopes = self.lock();
        let ticket = scopes.entry(scope.into()).or_default().ticket();
        loop {
            let now = Instant::now();
            let room = scopes.entry(scope.into()).or_default();
            let pause = room.pause(now);
            let first = room.queue.front() == Some(&ticket);
            let wait = match pause {
                None if first && room.inside.saturating_add(places) <= most => {
                    room.queue.pop_front();
                    room.inside += places;
                    room.held_until = None;
                    // To wake is a call of the system, even where nobody sleeps.
                    if !room.queue.is_empty() {
                        self.shared.changed.notify_all();
                    }
                    return Ok(Permit { gate: self.clone(), scope: scope.into(), places });
                }
                Some(pause) if until.is_some_and(|until| now + pause > until) => {
                    return Err(self.leave(scopes, scope, ticket, Shut::Held(pause)));
                }
                Some(pause) => pause,
                None => limit.map_or(LONGEST_PAUSE, |limit| limit.saturating_duration_since(now)),
            };
            if wait.is_zero() {
                return Err(self.leave(scopes, scope, ticket, Shut::Full));
            }
            let waited = self.shared.changed.wait_timeout(scopes, wait);
            scopes = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Gives up waiting.
    fn leave(&self, mut scopes: Rooms<'_>, scope: &str, ticket: u64, why: Shut) -> Shut {
        if let Some(room) = scopes.get_mut(scope) {
            room.queue.retain(|waiting| *waiting != ticket);
        }
        self.shared.changed.notify_all();
        why
    }

    /// How long no one is let into `scope` from now on.
    pub(crate) fn pause(&self, scope: &str) -> Option<Duration> {
        self.lock().get(scope)?.pause(Instant::now())
    }

    /// Lets no one into `scope` for this long.
    pub(crate) fn hold(&self, scope: &str, pause: Duration) {
        let end = Instant::now() + pause.min(LONGEST_PAUSE);
        let mut scopes = self.lock();
        let room = scopes.entry(scope.into()).or_default();
        room.held_until = room.held_until.max(Some(end));
    }

    fn lock(&self) -> Rooms<'_> {
        self.shared.scopes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Rooms<'a> = MutexGuard<'a, HashMap<Box<str>, Room>>;

impl Room {
    /// A place in the queue.
    fn ticket(&mut self) -> u64 {
        self.last_ticket += 1;
        self.queue.push_back(self.last_ticket);
        self.last_ticket
    }

    fn pause(&self, now: Instant) -> Option<Duration> {
        let pause = self.held_until?.checked_duration_since(now)?;
        Some(pause).filter(|pause| !pause.is_zero())
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut scopes = self.gate.lock();
        let Some(room) = scopes.get_mut(&self.scope) else { return };
        room.inside = room.inside.saturating_sub(self.places);
        let is_awaited = !room.queue.is_empty();
        if room.inside == 0 && room.held_until.is_none() && !is_awaited {
            scopes.remove(&self.scope);
        }
        drop(scopes);
        if is_awaited {
            self.gate.shared.changed.notify_all();
        }
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.lock().iter()).finish()
    }
}

/// What a path counts against: the mailbox it is in (`me`, `users/ID`), else the part of the service that it asks
/// (`/me/drive`, `/sites`), which has pauses of its own but no limit.
pub(crate) fn scope(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let (kind, key) = split_key(segments.next().unwrap_or_default());
    let kind = kind.to_ascii_lowercase();
    let owner = match kind.as_str() {
        "me" => kind,
        "users" | "groups" => match key.or_else(|| segments.next()) {
            Some(key) => format!("{kind}/{}", key.to_ascii_lowercase()),
            None => return format!("/{kind}"),
        },
        _ => return format!("/{kind}"),
    };
    let part = split_key(segments.next().unwrap_or_default()).0.to_ascii_lowercase();
    if MAILBOX.contains(&part.as_str()) { owner } else { format!("/{owner}/{part}") }
}

fn is_mailbox(scope: &str) -> bool {
    !scope.starts_with('/')
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
        for (path, scope_of_it) in [
            ("/me/drive/root", "/me/drive"),
            ("/users", "/users"),
            ("/me", "/me/"),
            ("/sites/x/lists", "/sites"),
        ] {
            assert_eq!(scope(path), scope_of_it);
        }
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
    fn a_batch_has_a_mailbox_for_itself_and_its_turn() {
        let gate = Gate::default();
        let inside = AtomicUsize::new(0);
        let batches = AtomicUsize::new(0);
        thread::scope(|threads| {
            for _ in 0..6 {
                threads.spawn(|| {
                    for _ in 0..20 {
                        let permit = gate.enter("me", None, None).unwrap();
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
        gate.enter("me", Some(Instant::now()), None).unwrap_err();
        drop(first);
        gate.enter("me", None, None).unwrap();
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
