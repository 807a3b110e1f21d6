//! Requests of which nobody knows whether they were carried out.

use std::time::Duration;

use o365_core::{
    Connection, ErrorKind, Result, auth::StaticToken, connection::Response,
    error::TransportErrorKind, mock::Mock, protocol::Graph, transport::Timeouts,
};
use o365_sandbox::{Fault, Sandbox};
use serde_json::json;

use super::{RawServer, asked, connect, json, mocked, quick, sandbox};

fn send_mail(connection: &Connection) -> Result<Response> {
    connection.post("/me/sendMail").json(&json!({"message": {"subject": "Testing!"}})).send()
}

fn with(faults: impl IntoIterator<Item = Fault>) -> Sandbox {
    let sandbox = sandbox();
    faults.into_iter().for_each(|fault| sandbox.fault(fault));
    sandbox
}

#[test]
fn a_post_that_may_have_been_done_is_sent_once() {
    let lost = [
        Fault::status(500),
        Fault::status(502).html_body(),
        Fault::status(503),
        Fault::status(504),
        Fault::status(504).retry_after("0"),
        Fault::close(),
        Fault::close().after_execution(),
        Fault::reset_in_body().body("application/json", r#"{"id": "AAMk"}"#),
        Fault::truncate().body("application/json", r#"{"id": "AAMk"}"#),
        Fault::status(200).body("application/json", r#"{"id": "AA"#),
    ];
    for fault in lost {
        let sandbox = with([fault.clone().on("POST", "/me/sendMail").always()]);
        let error = send_mail(&connect(&sandbox)).unwrap_err();
        assert_eq!(asked(&sandbox), ["POST /v1.0/me/sendMail"], "{fault:?}");
        assert!(error.is_outcome_unknown(), "{fault:?}: {error}");
        assert_eq!(error.attempts(), 1);
        assert!(error.to_string().contains("may have been carried out"), "{error}");
    }
}

#[test]
fn a_post_whose_answer_takes_too_long_is_sent_once() {
    let sandbox = with([Fault::delay(Duration::from_secs(30)).on("POST", "/me/sendMail")]);
    let timeouts = Timeouts::default().read(Duration::from_millis(200));
    let error = connect(&sandbox).post("/me/sendMail").timeouts(timeouts).send().unwrap_err();
    assert!(error.is_timeout() && error.is_outcome_unknown(), "{error}");
    assert_eq!(sandbox.request_count(), 1);
}

#[test]
fn a_post_that_was_refused_is_sent_again_with_the_same_body() {
    for refusal in [
        Fault::status(429),
        Fault::status(429).retry_after("0.01"),
        Fault::status(503).retry_after("0.01"),
        Fault::status(509).retry_after("0.01"),
    ] {
        let sandbox = with([
            refusal.on("POST", "/me/sendMail"),
            Fault::status(202).on("POST", "/me/sendMail"),
        ]);
        assert_eq!(send_mail(&connect(&sandbox)).unwrap().status(), 202);
        let requests = sandbox.requests();
        assert_eq!(requests.len(), 2);
        assert_eq!(requests[0].body, requests[1].body);
        assert_eq!(requests[1].body, br#"{"message":{"subject":"Testing!"}}"#);
    }
}

#[test]
fn a_final_refusal_of_a_post_is_certain() {
    for status in [400, 403, 413, 501] {
        let sandbox = with([Fault::status(status).on("POST", "/me/sendMail")]);
        let error = send_mail(&connect(&sandbox)).unwrap_err();
        assert!(!error.is_outcome_unknown() && error.status() == Some(status));
    }
}

#[test]
fn a_post_that_never_left_is_sent_again() {
    use TransportErrorKind::{Connect, Resolve, Timeout};
    for kind in [Connect, Resolve, Timeout] {
        let mock = Mock::new().fail(kind, false).answer(202, ());
        send_mail(&mocked(&mock)).unwrap();
        assert_eq!(mock.requests().len(), 2);
        assert_eq!(mock.requests()[0].body(), mock.requests()[1].body());
    }
}

#[test]
fn where_nobody_listens_a_post_is_certainly_not_done() {
    // Port 1 is no port that a test could get by chance.
    let connection = Connection::builder(StaticToken::new("x"))
        .protocol(Graph::at("http://127.0.0.1:1/v1.0"))
        .retry(quick().retries(2))
        .build()
        .unwrap();
    let error = send_mail(&connection).unwrap_err();
    assert!(!error.is_outcome_unknown(), "{error}");
    assert_eq!(error.attempts(), 3);
    let ErrorKind::Transport(failure) = error.kind() else { panic!("{error}") };
    assert_eq!(failure.kind(), TransportErrorKind::Connect);
}

#[test]
fn a_post_with_a_key_against_doubles_is_repeated() {
    for lost in [Fault::close().after_execution(), Fault::status(504)] {
        let sandbox = with([
            lost.on("POST", "/me/events"),
            Fault::status(201)
                .body("application/json", r#"{"id": "AAMk"}"#)
                .on("POST", "/me/events"),
        ]);
        let event =
            json!({"subject": "Match", "transactionId": "7E163156-7762-4BEB-A1C6-729EA81755A7"});
        let answer = connect(&sandbox).post("/me/events").json(&event).repeatable().send();
        assert_eq!(answer.unwrap().status(), 201);
        let requests = sandbox.requests();
        assert_eq!(requests.len(), 2);
        assert_eq!(requests[0].body, requests[1].body);
    }
}

#[test]
fn a_repeated_post_that_is_given_up_is_in_doubt_if_one_try_was() {
    let repeat = |faults: Vec<Fault>| {
        let sandbox = with(faults);
        connect(&sandbox).post("/me/events").repeatable().send().unwrap_err()
    };
    let error = repeat(vec![Fault::status(504).always()]);
    assert!(error.is_outcome_unknown() && error.attempts() == 5, "{error}");
    let far = || Fault::status(429).retry_after("999");
    let error = repeat(vec![Fault::close().after_execution(), far()]);
    assert!(error.is_outcome_unknown() && error.is_throttled(), "{error}");
    assert!(!repeat(vec![far()]).is_outcome_unknown());
}

#[test]
fn an_accepted_request_that_names_a_wait_is_not_repeated() {
    let sandbox = with([Fault::status(202).retry_after("5").on("POST", "/me/sendMail")]);
    let answer = send_mail(&connect(&sandbox)).unwrap();
    assert_eq!((answer.status(), answer.bytes()), (202, &b""[..]));
    assert_eq!(sandbox.request_count(), 1);
}

#[test]
fn a_deletion_whose_answer_is_lost_is_done_when_nothing_is_left() {
    for lost in [Fault::close().after_execution(), Fault::status(504), Fault::status(503)] {
        let sandbox = with([
            lost.on("DELETE", "/me/messages/1"),
            Fault::status(404).on("DELETE", "/me/messages/1"),
        ]);
        let answer = connect(&sandbox).delete("/me/messages/1").send().unwrap();
        assert_eq!((answer.status(), answer.bytes()), (204, &b""[..]));
        assert_eq!(asked(&sandbox), ["DELETE /v1.0/me/messages/1"; 2]);
    }
}

#[test]
fn a_deletion_of_what_is_not_there_is_an_error() {
    let sandbox = with([Fault::status(404).on("DELETE", "/me/messages/1")]);
    assert!(connect(&sandbox).delete("/me/messages/1").send().unwrap_err().is_not_found());
    assert_eq!(sandbox.request_count(), 1);

    // A refusal did nothing, nor did a connection that never was: what is missing was missing before.
    let sandbox = with([
        Fault::status(429).retry_after("0.01").on("DELETE", "/me/messages/1"),
        Fault::status(404).on("DELETE", "/me/messages/1"),
    ]);
    assert!(connect(&sandbox).delete("/me/messages/1").send().unwrap_err().is_not_found());
    let mock = Mock::new().fail(TransportErrorKind::Connect, false).answer(404, json!({}));
    assert!(mocked(&mock).delete("/me/messages/1").send().unwrap_err().is_not_found());
}

#[test]
fn only_a_deletion_is_done_when_nothing_is_left() {
    let sandbox = with([
        Fault::close().on("PATCH", "/me/messages/1"),
        Fault::status(404).on("PATCH", "/me/messages/1"),
    ]);
    let error = connect(&sandbox).patch("/me/messages/1").json(&json!({})).send().unwrap_err();
    assert!(error.is_not_found());
}

#[test]
fn an_update_sets_values_and_can_be_repeated() {
    for lost in [Fault::status(503), Fault::status(504), Fault::close().after_execution()] {
        let sandbox = with([
            lost.on("PATCH", "/me/messages/1"),
            json(&json!({"isRead": true})).on("PATCH", "/me/messages/1"),
        ]);
        let update = connect(&sandbox).patch("/me/messages/1").json(&json!({"isRead": true}));
        update.send().unwrap();
        let requests = sandbox.requests();
        assert_eq!(requests.len(), 2);
        assert_eq!(requests[1].body, br#"{"isRead":true}"#);
    }
}

#[test]
fn a_guarded_update_that_met_its_own_traces_is_not_called_anothers() {
    let sandbox = with([
        Fault::close().after_execution().on("PATCH", "/me/events/1"),
        Fault::status(412).on("PATCH", "/me/events/1"),
    ]);
    let update = connect(&sandbox).patch("/me/events/1").if_match("W/\"1\"").json(&json!({}));
    let error = update.send().unwrap_err();
    assert_eq!(sandbox.request_count(), 2);
    assert!(error.is_stale() && error.is_outcome_unknown(), "{error}");
    assert!(!error.to_string().contains("somebody"), "{error}");

    let sandbox = with([
        Fault::close().after_execution().on("POST", "/me/events"),
        Fault::status(409).on("POST", "/me/events"),
    ]);
    let error = connect(&sandbox).post("/me/events").repeatable().send().unwrap_err();
    assert!(error.is_conflict() && error.is_outcome_unknown(), "{error}");

    let sandbox = with([Fault::status(412).on("PATCH", "/me/events/1")]);
    let error = connect(&sandbox).patch("/me/events/1").if_match("*").send().unwrap_err();
    assert!(error.is_stale() && !error.is_outcome_unknown(), "{error}");
}

#[test]
fn what_was_read_from_a_reader_is_not_sent_twice() {
    for status in [429, 503, 401] {
        let sandbox =
            with([Fault::status(status).retry_after("0.01").on("PUT", "/me/photo/*").always()]);
        let put = connect(&sandbox).put("/me/photo/$value").reader("image/jpeg", &b"JFIF"[..], 4);
        let error = put.send().unwrap_err();
        assert_eq!((error.status(), sandbox.request_count()), (Some(status), 1));
        assert_eq!(sandbox.requests()[0].body, b"JFIF");
    }
    let sandbox = with([Fault::close().on("POST", "/me/messages")]);
    let post = connect(&sandbox).post("/me/messages").reader("text/plain", &b"MIME"[..], 4);
    assert!(post.send().unwrap_err().is_outcome_unknown());
    assert_eq!(sandbox.request_count(), 1);
}

#[test]
fn a_page_of_a_proxy_is_no_success_of_a_change() {
    let page = Fault::html().on("*", "**").always();
    let sandbox = with([page]);
    let connection = connect(&sandbox);
    let error = send_mail(&connection).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
    assert!(error.to_string().contains("is there a proxy"), "{error}");
    assert!(error.is_outcome_unknown());
    assert!(connection.delete("/me/messages/1").send().is_err());
    assert!(connection.patch("/me/messages/1").json(&json!({})).send().is_err());
    // What is read may be a page by right: a note of OneNote is one.
    assert!(connection.get("/me/onenote/pages/1/content").send().is_ok());
    assert_eq!(sandbox.request_count(), 4);
}

#[test]
fn an_answer_that_is_no_http_leaves_a_post_in_doubt() {
    let server = RawServer::always("SSH-2.0-OpenSSH_9.6\r\n\r\n");
    let error = send_mail(&server.connect()).unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(server.heads().len(), 1);
}
