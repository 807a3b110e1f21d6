//! When a request is sent again, and when it isn't.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use o365_core::{
    Connection, ErrorKind, Result, Retry, connection::Response, mock::Mock, transport::Timeouts,
};
use o365_sandbox::Fault;
use serde_json::{Value, json};

use super::{RawServer, asked, builder, connect, json, mocked, quick, sandbox};

fn get(connection: &Connection) -> Result<Response> {
    connection.get("/me/messages").send()
}

#[test]
fn what_may_pass_is_tried_again() {
    for status in [408, 429, 500, 502, 503, 504, 509] {
        let sandbox = sandbox();
        sandbox.fault(Fault::status(status).html_body().on("GET", "/me/messages"));
        sandbox.fault(json(&json!({"value": [1]})).on("GET", "/me/messages"));
        let body: Value = get(&connect(&sandbox)).unwrap().json().unwrap();
        assert_eq!(body["value"][0], 1);
        assert_eq!(asked(&sandbox), ["GET /v1.0/me/messages"; 2], "{status}");
    }
}

#[test]
fn what_stays_is_not_tried_again() {
    for status in [400, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 423, 501, 507] {
        let sandbox = sandbox();
        sandbox.fault(Fault::status(status).retry_after("0").on("GET", "/me/messages").always());
        let error = get(&connect(&sandbox)).unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(status), 1));
        assert_eq!(sandbox.request_count(), 1, "{status}");
    }
}

#[test]
fn a_connection_survives_errors_that_say_nothing_against_it() {
    let sandbox = sandbox();
    for status in [404, 400, 409] {
        sandbox.fault(Fault::status(status).on("GET", "/me/messages"));
    }
    sandbox.fault(Fault::status(404).body("text/html", "x".repeat(500_000)).on("GET", "/me/*"));
    sandbox.fault(Fault::status(429).retry_after("0.01").on("GET", "/me/messages"));
    sandbox.fault(json(&json!({})).on("GET", "/me/messages"));
    let connection = connect(&sandbox);
    for _ in 0..4 {
        get(&connection).unwrap_err();
    }
    get(&connection).unwrap();
    assert_eq!((sandbox.request_count(), sandbox.connection_count()), (6, 1));
}

#[test]
fn a_sick_front_end_gets_no_second_request_on_the_same_connection() {
    for status in [500, 502, 503, 504] {
        let sandbox = sandbox();
        sandbox.fault(Fault::status(status).on("GET", "/me/messages"));
        sandbox.fault(json(&json!({})).on("GET", "/me/messages"));
        get(&connect(&sandbox)).unwrap();
        let requests = sandbox.requests();
        assert_ne!(requests[0].connection, requests[1].connection, "{status}");
    }
}

#[test]
fn answers_that_break_off_are_fetched_again_and_never_read_in_part() {
    let body = json!({"value": "x".repeat(2_000)}).to_string();
    let whole = || Fault::status(200).body("application/json", body.clone());
    // In the first the text is complete and only the length says that the answer isn't.
    let cut = [
        Fault::truncate().body("application/json", r#"{"value": "short"}"#),
        Fault::reset_in_body().body("application/json", body.clone()),
        Fault::close(),
        // By its length it is whole.
        Fault::status(200).body("application/json", &body.as_bytes()[..1_000]),
    ];
    for fault in cut {
        let sandbox = sandbox();
        sandbox.fault(fault.on("GET", "/me/messages"));
        sandbox.fault(whole().on("GET", "/me/messages"));
        assert_eq!(get(&connect(&sandbox)).unwrap().text().unwrap(), body);
        assert_eq!(sandbox.request_count(), 2);
        let requests = sandbox.requests();
        assert_ne!(requests[0].connection, requests[1].connection);
    }
}

#[test]
fn a_broken_gzip_is_fetched_again() {
    // {"subject": "Testing!"}
    let good = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0x2a, 0x2e, 0x4d,
        0xca, 0x4a, 0x4d, 0x2e, 0x51, 0xb2, 0x52, 0x50, 0x0a, 0x49, 0x2d, 0x2e, 0xc9, 0xcc, 0x4b,
        0x57, 0x54, 0xaa, 0x05, 0x00, 0xa1, 0x2c, 0xfe, 0xb6, 0x17, 0x00, 0x00, 0x00,
    ];
    let mut bad_sum = good.to_vec();
    let sum = bad_sum.len() - 8;
    bad_sum[sum] ^= 0xff;
    for bad in [bad_sum, good[..good.len() - 4].to_vec(), good[..12].to_vec()] {
        let count = AtomicU32::new(0);
        let server = RawServer::start(move |_, peer| {
            while peer.read() {
                let first = count.fetch_add(1, Ordering::SeqCst) == 0;
                let body = if first { &bad[..] } else { &good[..] };
                let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length:";
                peer.write(format!("{head} {}\r\n\r\n", body.len()).as_bytes());
                peer.write(body);
            }
        });
        let body: Value = get(&server.connect()).unwrap().json().unwrap();
        assert_eq!(body["subject"], "Testing!");
        assert_eq!(server.heads().len(), 2);
    }
}

#[test]
fn an_answer_that_stalls_is_given_up_and_fetched_again() {
    let sandbox = sandbox();
    let stall = Fault::stall(Duration::from_secs(30)).body("application/json", "{}");
    sandbox.fault(stall.on("GET", "/me/messages"));
    sandbox.fault(json(&json!({"a": 1})).on("GET", "/me/messages"));
    let timeouts = Timeouts::default().read(Duration::from_millis(200));
    let start = Instant::now();
    let body: Value =
        get(&builder(&sandbox).timeouts(timeouts).build().unwrap()).unwrap().json().unwrap();
    assert_eq!(body["a"], 1);
    assert_eq!(sandbox.request_count(), 2);
    let spent = start.elapsed();
    assert!(spent >= Duration::from_millis(200) && spent < Duration::from_secs(15), "{spent:?}");
}

#[test]
fn an_idle_connection_that_the_server_closed_costs_nothing() {
    // Even a POST goes through: what met the dead connection never left.
    let (closed, wait) = mpsc::channel();
    let server = RawServer::start(move |_, peer| {
        if peer.read() {
            peer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        }
        peer.stream.get_ref().shutdown(std::net::Shutdown::Both).unwrap();
        closed.send(()).unwrap();
    });
    let retries = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&retries);
    let connection = Connection::builder(o365_core::auth::StaticToken::new("x"))
        .protocol(o365_core::protocol::Graph::at(&server.root))
        .on_retry(move |_| _ = count.fetch_add(1, Ordering::SeqCst))
        .build()
        .unwrap();
    get(&connection).unwrap();
    wait.recv().unwrap();
    connection.post("/me/sendMail").send().unwrap();
    wait.recv().unwrap();
    get(&connection).unwrap();
    assert_eq!((server.heads().len(), retries.load(Ordering::SeqCst)), (3, 0));
}

#[test]
fn the_watcher_is_told_of_each_further_try() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(429).retry_after("0.05").on("GET", "/me/messages"));
    sandbox.fault(Fault::status(502).on("GET", "/me/messages"));
    sandbox.fault(json(&json!({})).on("GET", "/me/messages"));
    let events = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&events);
    let connection = builder(&sandbox).on_retry(move |event| {
        told.lock().unwrap().push((event.attempts, event.error.status(), event.wait));
    });
    get(&connection.build().unwrap()).unwrap();
    let events = events.lock().unwrap();
    let told: Vec<_> = events.iter().map(|(attempts, status, _)| (*attempts, *status)).collect();
    assert_eq!(told, [(1, Some(429)), (2, Some(502))]);
    assert!(events[0].2 >= Duration::from_millis(50) && events[1].2 >= Duration::from_millis(10));
}

#[test]
fn retries_can_be_turned_off() {
    for fault in [Fault::status(429), Fault::status(503), Fault::close()] {
        let sandbox = sandbox();
        sandbox.fault(fault.on("GET", "/me/messages"));
        let told = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&told);
        let connection = builder(&sandbox)
            .retry(Retry::none())
            .on_retry(move |_| _ = count.fetch_add(1, Ordering::SeqCst));
        let error = get(&connection.build().unwrap()).unwrap_err();
        assert_eq!((error.attempts(), sandbox.request_count()), (1, 1));
        assert_eq!(told.load(Ordering::SeqCst), 0);
        assert!(!error.is_outcome_unknown());
    }
}

#[test]
fn the_whole_call_has_its_limit_over_all_tries() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(500).on("GET", "/me/messages").always());
    let retry = quick().retries(1_000).base(Duration::from_millis(50));
    let connection = builder(&sandbox).retry(retry).build().unwrap();
    let timeouts = Timeouts::default().total(Duration::from_millis(400));
    let start = Instant::now();
    let error = connection.get("/me/messages").timeouts(timeouts).send().unwrap_err();
    assert!(error.status() == Some(500) || error.is_timeout(), "{error}");
    assert!(start.elapsed() < Duration::from_secs(5));
    // Waits of 50, 100 and 200 ms at least fit once each.
    assert!((2..=4).contains(&error.attempts()), "{error}");
}

#[test]
fn faults_of_this_machine_and_of_tls_are_final() {
    use o365_core::error::TransportErrorKind::{Other, Tls};
    for kind in [Tls, Other] {
        let mock = Mock::new().fail(kind, false);
        let error = get(&mocked(&mock)).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport(failure) if failure.kind() == kind));
        assert_eq!((mock.requests().len(), error.attempts()), (1, 1));
    }
}
