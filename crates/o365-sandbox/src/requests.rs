//! What came, for tests to look at.

use crate::sync::lock;
use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex},
    time::Instant,
};

/// How many requests are remembered; older ones are forgotten.
const KEPT: usize = 10_000;
/// How many bytes of bodies are remembered, so that uploads don't fill the memory.
const KEPT_BYTES: usize = 256 * 1024 * 1024;

/// One request as it came over the wire, and the status it was answered with.
///
/// The parts of a `$batch` are one request: the batch.
#[derive(Clone)]
#[non_exhaustive]
pub struct LoggedRequest {
    /// `GET`, `POST`, ..
    pub method: String,
    /// The host that it came to: [`url`](crate::Sandbox::url) or [`media_url`](crate::Sandbox::media_url).
    pub host: Arc<str>,
    /// The request target, byte by byte: `/v1.0/me/messages?$top=5`.
    pub target: String,
    /// The header lines in order; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, de-chunked; empty for content of a drive of more than 1 MiB, which isn't kept.
    pub body: Vec<u8>,
    /// How many bytes the body had.
    pub length: u64,
    /// The status of the answer; `None` while there is none, and when a fault withheld it.
    pub status: Option<u16>,
    /// The connection it came by; the first one is 1.
    pub connection: u64,
    /// When the body was complete.
    pub received: Instant,
}

impl LoggedRequest {
    /// The value of a header, whatever the case of its name; the first one if there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

/// Headers by name and the body by its length: both may hold secrets.
impl fmt::Debug for LoggedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoggedRequest")
            .field("method", &self.method)
            .field("host", &self.host)
            .field("target", &self.target)
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.length))
            .field("status", &self.status)
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

/// The last requests.
#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The number of the entry at the front.
    first: u64,
    /// The bodies of all entries.
    bytes: usize,
    entries: VecDeque<LoggedRequest>,
}

impl RequestLog {
    /// Notes a request before it is answered; gives the number to name it by.
    pub(crate) fn received(&self, request: LoggedRequest) -> u64 {
        let mut state = lock(&self.state);
        state.bytes += request.body.len();
        state.entries.push_back(request);
        let number = state.first + state.entries.len() as u64 - 1;
        while state.entries.len() > KEPT || state.bytes > KEPT_BYTES {
            let Some(oldest) = state.entries.pop_front() else { break };
            state.bytes -= oldest.body.len();
            state.first += 1;
        }
        number
    }

    /// Notes the status of the answer, unless the request is forgotten.
    pub(crate) fn answered(&self, number: u64, status: Option<u16>) {
        if let Some(entry) = lock(&self.state).entry(number) {
            entry.status = status;
        }
    }

    /// The request of this number, unless it is forgotten.
    pub(crate) fn get(&self, number: u64) -> Option<LoggedRequest> {
        lock(&self.state).entry(number).cloned()
    }

    pub(crate) fn all(&self) -> Vec<LoggedRequest> {
        lock(&self.state).entries.iter().cloned().collect()
    }

    pub(crate) fn len(&self) -> usize {
        lock(&self.state).entries.len()
    }

    pub(crate) fn clear(&self) {
        let mut state = lock(&self.state);
        state.first += state.entries.len() as u64;
        state.entries.clear();
        state.bytes = 0;
    }
}

impl State {
    fn entry(&mut self, number: u64) -> Option<&mut LoggedRequest> {
        let index = number.checked_sub(self.first)?;
        self.entries.get_mut(usize::try_from(index).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(target: String) -> LoggedRequest {
        LoggedRequest {
            method: "GET".into(),
            host: "http://127.0.0.1:1".into(),
            target,
            headers: vec![("authorization".into(), "Bearer secret".into())],
            body: b"client_secret=hidden".to_vec(),
            length: 20,
            status: None,
            connection: 1,
            received: Instant::now(),
        }
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let log = RequestLog::default();
        let first = log.received(request("/0".into()));
        for n in 1..=KEPT {
            let number = log.received(request(format!("/{n}")));
            log.answered(number, Some(200));
        }
        assert_eq!(log.len(), KEPT);
        assert!(log.get(first).is_none());
        let all = log.all();
        assert_eq!(all[0].target, "/1");
        assert!(all.iter().all(|entry| entry.status == Some(200)));
    }

    #[test]
    fn large_bodies_are_forgotten_sooner() {
        let log = RequestLog::default();
        let large = || LoggedRequest { body: vec![0; KEPT_BYTES / 3], ..request("/x".into()) };
        for _ in 0..5 {
            log.received(large());
        }
        assert_eq!(log.len(), 3);
        log.clear();
        log.received(large());
        assert_eq!(log.len(), 1);
    }

    #[test]
    fn an_answer_after_a_clear_meets_no_other_request() {
        let log = RequestLog::default();
        let old = log.received(request("/old".into()));
        log.clear();
        log.received(request("/new".into()));
        log.answered(old, Some(500));
        assert!(log.get(old).is_none());
        assert_eq!(log.all()[0].status, None);
    }

    #[test]
    fn debug_shows_no_secret() {
        let text = format!("{:?}", request("/x".into()));
        assert!(!text.contains("secret") && !text.contains("hidden"), "{text}");
    }
}
