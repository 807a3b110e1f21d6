//! One connection, many threads.

use std::{
    io::Read,
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use o365_core::{
    Connection, Endpoint, List, Resource, Result,
    auth::StaticToken,
    error::TransportError,
    protocol::Graph,
    transport::{Body, Incoming, Timeouts, Transport},
};
use o365_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use super::{HOST, connect, json, sandbox};

/// A transport that counts who is inside, and keeps them there until so many are or time is up.
#[derive(Debug, Default)]
struct Meeting {
    inside: Mutex<usize>,
    arrived: Condvar,
    most: AtomicUsize,
    wanted: usize,
    patience: Duration,
}

impl Transport for Meeting {
    fn send(&self, _: http::Request<Body>) -> Result<http::Response<Incoming>, TransportError> {
        let mut inside = self.inside.lock().unwrap();
        *inside += 1;
        self.most.fetch_max(*inside, Ordering::SeqCst);
        self.arrived.notify_all();
        let enough = |_: &mut usize| self.most.load(Ordering::SeqCst) < self.wanted;
        let (mut inside, _) =
            self.arrived.wait_timeout_while(inside, self.patience, enough).unwrap();
        *inside -= 1;
        let body: Incoming = Box::new(&b"{}"[..]);
        Ok(http::Response::new(body))
    }
}

#[derive(Clone, Debug)]
struct Shared(Arc<Meeting>);

impl Transport for Shared {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, TransportError> {
        self.0.send(request)
    }
}

/// The most that were inside at once when each path was asked for by a thread of its own.
fn most_at_once(paths: &[&str], wanted: usize, patience: Duration) -> usize {
    let meeting = Arc::new(Meeting { wanted, patience, ..Default::default() });
    let connection = Connection::builder(StaticToken::new("x"))
        .protocol(Graph::at(HOST))
        .transport(Shared(Arc::clone(&meeting)))
        .build()
        .unwrap();
    thread::scope(|threads| {
        for path in paths {
            threads.spawn(|| connection.get(path).send().unwrap());
        }
    });
    meeting.most.load(Ordering::SeqCst)
}

const LONG: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_millis(200);

#[test]
fn a_mailbox_is_filled_and_not_more() {
    let paths = [
        "/me/messages",
        "/me/mailFolders/inbox/messages",
        "/me/mailFolders('inbox')/messages",
        "/me/events",
        "/me/contacts?$top=1",
        "/ME/calendar/events",
        "https://graph.example/v1.0/me/messages?$skip=1",
        "https://graph.example/beta/me/messages?$skip=1",
    ];
    assert_eq!(most_at_once(&paths, 4, LONG), 4);
    assert_eq!(most_at_once(&paths, 5, SHORT), 4);
    let users = [
        "/users/a@b.c/messages",
        "/users/A@B.C/events",
        "/users('a@b.c')/messages",
        "/users/a@b.c/contacts",
        "/users/a@b.c/sendMail",
    ];
    assert_eq!(most_at_once(&users, 5, SHORT), 4);
}

#[test]
fn mailboxes_and_what_is_no_mailbox_do_not_wait_for_each_other() {
    let paths = [
        "/me/messages",
        "/me/messages",
        "/me/messages",
        "/me/messages",
        "/users/a@b.c/messages",
        "/users/a@b.c/messages",
        "/users/d@e.f/messages",
        "/groups/1/events",
        "/me/drive/root",
        "/me/drive/root",
        "/me/drive/root",
        "/me/drive/root",
        "/me/drive/root",
        "/sites/root",
    ];
    assert_eq!(most_at_once(&paths, paths.len(), LONG), paths.len());
}

/// A sandbox that notes when each request came and when its answer was known.
fn watched(spans: &Arc<Mutex<Vec<(Instant, Instant)>>>) -> Sandbox {
    let spans = Arc::clone(spans);
    let hook = move |request: &o365_sandbox::LoggedRequest| {
        spans.lock().unwrap().push((request.received, Instant::now()));
    };
    Sandbox::builder().on_request(hook).start().unwrap()
}

#[test]
fn sixty_four_threads_on_one_connection() {
    let spans = Arc::default();
    let sandbox = watched(&spans);
    for number in 0..64 {
        // Some are throttled, some fail, all are a little late.
        match number % 16 {
            3 => sandbox.fault(Fault::status(429).retry_after("0.02").on("GET", "/me/messages/*")),
            7 => sandbox.fault(Fault::close().on("GET", "/me/messages/*")),
            _ => {}
        }
        let late = Fault::delay(Duration::from_millis(10));
        let body = json!({"number": number}).to_string();
        sandbox.fault(late.body("application/json", body).on("GET", "/me/messages/*"));
    }
    let connection = connect(&sandbox);
    let numbers: Vec<u64> = thread::scope(|threads| {
        let ask = |number: usize| {
            let connection = connection.clone();
            threads.spawn(move || {
                let header = number.to_string();
                let request = connection.get(&format!("/me/messages/{number}"));
                let answer = request.header("x-number", &header).send().unwrap();
                answer.json::<Value>().unwrap()["number"].as_u64().unwrap()
            })
        };
        let threads: Vec<_> = (0..64).map(ask).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut sorted = numbers.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, (0..64).collect::<Vec<_>>());
    // No header of one went with another.
    for request in sandbox.requests() {
        assert!(request.target.ends_with(&format!("/{}", request.header("x-number").unwrap())));
    }
    let spans = spans.lock().unwrap();
    assert_eq!(spans.len(), 72);
    let at = |time: Instant| spans.iter().filter(|(from, to)| *from <= time && time < *to).count();
    let most = spans.iter().map(|(from, _)| at(*from)).max().unwrap();
    assert!(most <= 4, "{most} at once");
}

#[test]
fn open_streams_keep_no_one_out() {
    let sandbox = sandbox();
    let body = vec![b'x'; 300_000];
    sandbox.fault(
        Fault::status(200).body("text/plain", body).on("GET", "/me/messages/1/$value").always(),
    );
    sandbox.fault(json(&json!({"a": 1})).on("GET", "/me/messages").always());
    let connection = connect(&sandbox);
    let streams: Vec<_> =
        (0..8).map(|_| connection.get("/me/messages/1/$value").stream().unwrap()).collect();
    connection.get("/me/messages").send().unwrap();
    for mut stream in streams {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes.len(), 300_000);
    }
    assert_eq!(sandbox.request_count(), 9);
}

#[test]
fn loops_within_loops_do_not_lock_each_other() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({"value": [1, 2]})).on("GET", "/me/messages").always());
    let connection = connect(&sandbox);
    let list = || -> List<Value> {
        List::new(Endpoint::new(&connection, &Resource::Me).child("messages")).prefetch()
    };
    thread::scope(|threads| {
        for _ in 0..6 {
            threads.spawn(|| {
                let pagers: Vec<_> = (0..6).map(|_| list().into_iter()).collect();
                let items: usize = pagers.into_iter().map(Iterator::count).sum();
                assert_eq!(items, 12);
            });
        }
    });
    assert_eq!(sandbox.request_count(), 36);
}

#[test]
fn waiting_for_a_place_counts_against_the_limit_of_the_call() {
    let sandbox = sandbox();
    sandbox.fault(
        Fault::delay(Duration::from_secs(3))
            .body("application/json", "{}")
            .on("GET", "/me/messages")
            .times(4),
    );
    let connection = connect(&sandbox);
    thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| connection.get("/me/messages").send().unwrap());
        }
        while sandbox.request_count() < 4 {
            thread::sleep(Duration::from_millis(5));
        }
        let start = Instant::now();
        let timeouts = Timeouts::default().total(Duration::from_millis(200));
        let error = connection.get("/me/messages").timeouts(timeouts).send().unwrap_err();
        let spent = start.elapsed();
        assert!(error.is_timeout() && !error.is_outcome_unknown(), "{error}");
        assert!(
            spent >= Duration::from_millis(200) && spent < Duration::from_millis(2_500),
            "{spent:?}"
        );
        assert_eq!(sandbox.request_count(), 4);
    });
}

#[test]
fn a_panic_in_one_thread_leaves_the_others_their_connection() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(502).times(4));
    sandbox.fault(json(&json!({})).always());
    let connection = super::builder(&sandbox).on_retry(|_| panic!("on purpose")).build().unwrap();
    for _ in 0..4 {
        let connection = connection.clone();
        thread::spawn(move || connection.get("/me/messages").send()).join().unwrap_err();
    }
    connection.get("/me/messages").send().unwrap();
    assert_eq!(sandbox.request_count(), 5);
}
