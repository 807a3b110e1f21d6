//! Each kind of fault, as a client meets it.

use crate::client::{Answer, Raw, agent, get};
use o365_sandbox::{Fault, Sandbox};
use std::{
    thread,
    time::{Duration, Instant},
};

fn ask(sandbox: &Sandbox, path: &str) -> Result<Answer, ureq::Error> {
    get(&agent(), &format!("{}{path}", sandbox.graph_url()), &sandbox.token())
}

#[test]
fn a_status_comes_with_its_code_and_headers() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::status(429).retry_after("2.128").on("GET", "/me/messages").times(2));
    for _ in 0..2 {
        let answer = ask(&sandbox, "/me/messages?$top=1").unwrap();
        assert_eq!((answer.status, answer.code().as_str()), (429, "TooManyRequests"));
        assert_eq!(answer.header("retry-after"), "2.128");
    }
    assert_eq!(sandbox.pending_faults(), 0);
    assert_ne!(ask(&sandbox, "/me/messages?$top=1").unwrap().status, 429);
}

#[test]
fn a_scripted_401_has_a_challenge() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::status(401));
    let answer = ask(&sandbox, "/me").unwrap();
    assert!(answer.header("www-authenticate").starts_with("Bearer "));
    assert_eq!(answer.code(), "InvalidAuthenticationToken");
}

#[test]
fn bodies_can_be_anything() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::status(502).html_body());
    sandbox.fault(Fault::status(503).empty_body());
    sandbox.fault(Fault::html());
    sandbox.fault(Fault::status(403).code("ErrorAccessDenied2"));
    sandbox.fault(Fault::status(500).body("application/json", "{\"error\":"));
    let page = ask(&sandbox, "/me").unwrap();
    assert_eq!((page.status, page.header("content-type")), (502, "text/html; charset=utf-8"));
    let empty = ask(&sandbox, "/me").unwrap();
    assert_eq!((empty.status, empty.body.len()), (503, 0));
    let page = ask(&sandbox, "/me").unwrap();
    assert!(page.status == 200 && page.body.starts_with(b"<html>"));
    assert_eq!(ask(&sandbox, "/me").unwrap().code(), "ErrorAccessDenied2");
    assert_eq!(ask(&sandbox, "/me").unwrap().body, b"{\"error\":");
}

#[test]
fn login_endpoints_fail_in_their_own_shape() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::status(503).on("POST", "/*/oauth2/v2.0/token"));
    let answer = crate::client::post_form(&sandbox, "common", "token", &[("grant_type", "x")]);
    assert_eq!(
        (answer.status, answer.json()["error"].as_str()),
        (503, Some("temporarily_unavailable"))
    );
}

#[test]
fn a_closed_connection_gives_no_answer() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::close());
    let mut raw = Raw::open(&sandbox);
    raw.get("/v1.0/me", &sandbox.token(), "");
    assert_eq!(raw.rest(), b"");
    assert_eq!(sandbox.requests()[0].status, None);
}

#[test]
fn half_a_body_is_half() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::reset_in_body().body("text/plain", "x".repeat(1000)));
    let mut raw = Raw::open(&sandbox);
    raw.get("/v1.0/me", &sandbox.token(), "");
    assert_eq!(raw.head().1, 1000);
    assert_eq!(raw.rest().len(), 500);

    sandbox.fault(Fault::reset_in_body().body("text/plain", "x".repeat(1000)));
    assert!(ask(&sandbox, "/me").is_err(), "a client must not take it for the whole");
}

#[test]
fn a_truncated_answer_announces_more_than_comes() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::truncate().body("application/json", "{}"));
    let mut raw = Raw::open(&sandbox);
    raw.get("/v1.0/me", &sandbox.token(), "");
    let (_, length) = raw.head();
    assert_eq!((length > 2, raw.rest()), (true, b"{}".to_vec()));

    sandbox.fault(Fault::truncate().body("application/json", "{}"));
    assert!(ask(&sandbox, "/me").is_err());
}

#[test]
fn a_delay_is_a_delay() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::delay(Duration::from_millis(80)));
    sandbox.fault(Fault::delay(Duration::from_millis(80)).after_execution());
    for _ in 0..2 {
        let start = Instant::now();
        ask(&sandbox, "/me").unwrap();
        assert!(start.elapsed() >= Duration::from_millis(80));
    }
}

#[test]
fn a_stall_gives_the_head_at_once() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::stall(Duration::from_millis(300)).body("text/plain", "late"));
    let mut raw = Raw::open(&sandbox);
    let start = Instant::now();
    raw.get("/v1.0/me", "none", "");
    let (_, length) = raw.head();
    let head = start.elapsed();
    let mut other = Raw::open(&sandbox);
    other.get("/v1.0/me", "none", "");
    assert_eq!(other.answer().status, 401, "others aren't held up");
    assert!(head.max(start.elapsed()) < Duration::from_millis(300), "{head:?}");
    assert_eq!(raw.body(length), b"late");
    assert!(start.elapsed() >= Duration::from_millis(300));
    raw.get("/v1.0/me", "none", "");
    assert_eq!(raw.answer().status, 401, "the connection goes on");
}

#[test]
fn an_idle_connection_dies_unannounced() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::close_after().body("application/json", "{}"));
    let mut raw = Raw::open(&sandbox);
    raw.get("/v1.0/me", &sandbox.token(), "");
    let answer = raw.answer();
    assert_eq!((answer.status, answer.header("connection")), (200, ""));
    assert_eq!(raw.rest(), b"");

    // A client that keeps connections finds it out and opens another one.
    sandbox.fault(Fault::close_after());
    let (agent, token) = (agent(), sandbox.token());
    get(&agent, &sandbox.graph_url(), &token).unwrap();
    thread::sleep(Duration::from_millis(50));
    let before = sandbox.connection_count();
    get(&agent, &sandbox.graph_url(), &token).unwrap();
    assert_eq!(sandbox.connection_count(), before + 1);
}

#[test]
fn a_lost_answer_was_carried_out() {
    let sandbox = Sandbox::builder().approve_after(0).start().unwrap();
    let device = crate::client::post_form(
        &sandbox,
        "common",
        "devicecode",
        &[("client_id", "x"), ("scope", "Mail.Read")],
    )
    .json();
    let form = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("client_id", "x"),
        ("device_code", device["device_code"].as_str().unwrap()),
    ];
    let redeem = || crate::client::post_form(&sandbox, "common", "token", &form).json();
    sandbox.fault(Fault::status(503).on("POST", "/common/oauth2/v2.0/token"));
    assert_eq!(redeem()["error"], "temporarily_unavailable", "not carried out");
    sandbox.fault(Fault::status(504).after_execution().on("POST", "/common/oauth2/v2.0/token"));
    assert_eq!(redeem()["error"], "temporarily_unavailable", "carried out");
    assert_eq!(redeem()["error"], "invalid_grant", "the code is used up");
}

#[test]
fn faults_can_be_forgotten() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::status(503).always());
    assert_eq!(ask(&sandbox, "/me").unwrap().status, 503);
    assert_eq!(ask(&sandbox, "/me").unwrap().status, 503);
    sandbox.clear_faults();
    assert_ne!(ask(&sandbox, "/me").unwrap().status, 503);
}
