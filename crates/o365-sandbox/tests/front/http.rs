//! HTTP itself.

use crate::client::{Raw, agent, get};
use flate2::read::GzDecoder;
use o365_sandbox::{Fault, Sandbox};
use std::{io::Read, sync::Barrier, thread, time::Instant};

#[test]
fn it_starts_at_once() {
    let start = Instant::now();
    let sandbox = Sandbox::start().unwrap();
    assert!(start.elapsed().as_millis() < 100, "{:?}", start.elapsed());
    assert!(sandbox.url().starts_with("http://127.0.0.1:"));
}

#[test]
fn a_connection_is_used_again() {
    let sandbox = Sandbox::start().unwrap();
    let (agent, token) = (agent(), sandbox.token());
    for _ in 0..5 {
        get(&agent, &sandbox.graph_url(), &token).unwrap();
    }
    assert_eq!((sandbox.connection_count(), sandbox.request_count()), (1, 5));
    assert!(sandbox.requests().iter().all(|request| request.connection == 1));
}

#[test]
fn a_chunked_body_is_put_together() {
    let sandbox = Sandbox::start().unwrap();
    let mut raw = Raw::open(&sandbox);
    raw.send(
        "POST /v1.0/me HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n",
    );
    raw.send("5;x=y\r\npedia\r\n0\r\n\r\n");
    assert_eq!(raw.answer().status, 401);
    assert_eq!(sandbox.requests()[0].body, b"Wikipedia");
    raw.get("/v1.0/me", "none", "");
    assert_eq!(raw.answer().status, 401, "the connection goes on behind the last chunk");
}

#[test]
fn a_client_that_waits_is_told_to_go_on() {
    let sandbox = Sandbox::start().unwrap();
    let mut raw = Raw::open(&sandbox);
    raw.send(
        "POST /v1.0/me HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n",
    );
    assert_eq!(raw.head().0.status, 100);
    raw.send("hi");
    assert_eq!(raw.answer().status, 401);
    assert_eq!(sandbox.requests()[0].body, b"hi");
}

#[test]
fn a_body_that_is_too_large_is_refused_before_it_is_sent() {
    let sandbox = Sandbox::start().unwrap();
    let mut raw = Raw::open(&sandbox);
    raw.send(
        "PUT /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\nExpect: 100-continue\r\n\r\n",
    );
    assert_eq!(raw.answer().status, 413);
}

#[test]
fn what_is_no_request_is_refused_and_the_connection_ends() {
    let sandbox = Sandbox::start().unwrap();
    for (text, status) in [
        ("nonsense\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/9.9\r\nHost: x\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\n\r\n", 411),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ] {
        let mut raw = Raw::open(&sandbox);
        raw.send(text);
        let answer = raw.answer();
        assert_eq!((answer.status, answer.header("connection")), (status, "close"), "{text:?}");
        assert_eq!(raw.rest(), b"", "{text:?}");
    }
    assert_eq!(sandbox.request_count(), 0);
}

#[test]
fn a_client_that_says_close_is_closed() {
    let sandbox = Sandbox::start().unwrap();
    for text in
        ["GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET /x HTTP/1.0\r\n\r\n"]
    {
        let mut raw = Raw::open(&sandbox);
        raw.send(text);
        assert_eq!(raw.answer().header("connection"), "close");
        assert_eq!(raw.rest(), b"");
    }
}

#[test]
fn large_answers_are_compressed_when_both_want_it() {
    let sandbox = Sandbox::builder().gzip(true).start().unwrap();
    let text = "a long answer ".repeat(1000);
    sandbox.fault(Fault::status(200).body("text/plain", text.as_str()).always());
    let ask = |lines: &str| {
        let mut raw = Raw::open(&sandbox);
        raw.get("/v1.0/me", "none", lines);
        raw.answer()
    };
    let small = ask("Accept-Encoding: br, gzip;q=0.5\r\n");
    assert_eq!(small.header("content-encoding"), "gzip");
    assert!(small.body.len() < text.len() / 10);
    let mut unpacked = String::new();
    GzDecoder::new(small.body.as_slice()).read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, text);
    for lines in ["", "Accept-Encoding: br\r\n", "Accept-Encoding: gzip;q=0\r\n"] {
        assert_eq!(ask(lines).body, text.as_bytes(), "{lines}");
    }
}

#[test]
fn every_answer_has_ids_and_a_date() {
    let sandbox = Sandbox::start().unwrap();
    let mut raw = Raw::open(&sandbox);
    raw.get("/v1.0/me", "none", "client-request-id: my-own\r\n");
    let answer = raw.answer();
    assert_eq!(answer.header("client-request-id"), "my-own");
    assert_eq!(answer.header("request-id").len(), 36);
    assert!(answer.header("date").ends_with(" GMT"));
    let inner = &answer.json()["error"]["innerError"];
    assert_eq!(inner["request-id"], answer.header("request-id"));
    assert_eq!(inner["client-request-id"], "my-own");
}

#[test]
fn a_broken_escape_is_a_bad_request() {
    let sandbox = Sandbox::start().unwrap();
    let mut raw = Raw::open(&sandbox);
    raw.get("/v1.0/me%zz", "none", "");
    let answer = raw.answer();
    assert_eq!((answer.status, answer.code().as_str()), (400, "BadRequest"));
}

#[test]
fn fifty_connections_at_once() {
    let sandbox = Sandbox::start().unwrap();
    let (token, barrier) = (sandbox.token(), Barrier::new(50));
    thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| {
                let mut raw = Raw::open(&sandbox);
                barrier.wait();
                for _ in 0..10 {
                    raw.get("/v1.0/nothing", &token, "");
                    assert!(raw.answer().status >= 400);
                }
            });
        }
    });
    assert_eq!((sandbox.connection_count(), sandbox.request_count()), (50, 500));
}
