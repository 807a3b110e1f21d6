//! When the service asks for fewer requests.

use std::{
    sync::mpsc,
    thread,
    time::{Duration, Instant, SystemTime},
};

use o365_core::{Connection, Result, connection::Response, mock::Mock, transport::Timeouts};
use o365_sandbox::{Fault, LoggedRequest, Sandbox};
use serde_json::json;

use super::{asked, builder, connect, json, mocked, quick, sandbox};

fn get(connection: &Connection) -> Result<Response> {
    connection.get("/me/messages").send()
}

/// How long after the first request the second one came.
fn gap(sandbox: &Sandbox) -> Duration {
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 2);
    requests[1].received - requests[0].received
}

#[test]
fn whole_and_decimal_seconds_are_waited_out() {
    for (asked, least) in [("1", 1_000), ("0.357", 357), (" 0.2 ", 200)] {
        let sandbox = sandbox();
        sandbox.fault(Fault::status(429).retry_after(asked).on("GET", "/me/messages"));
        sandbox.fault(json(&json!({"value": []})).on("GET", "/me/messages"));
        assert_eq!(get(&connect(&sandbox)).unwrap().status(), 200);
        assert!(gap(&sandbox) >= Duration::from_millis(least), "{asked}: {:?}", gap(&sandbox));
    }
}

#[test]
fn a_date_is_waited_for() {
    let sandbox = sandbox();
    let date = SystemTime::now() + Duration::from_secs(2);
    let seconds = date.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    sandbox.fault(Fault::status(429).retry_after(http_date(seconds)).on("GET", "/me/messages"));
    sandbox.fault(json(&json!({})).on("GET", "/me/messages"));
    get(&connect(&sandbox)).unwrap();
    assert_eq!(sandbox.request_count(), 2);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    assert!(now >= Duration::from_secs(seconds), "{now:?} is before {seconds}");
}

/// `Thu, 01 Jan 1970 00:00:00 GMT`. Nobody looks at the weekday.
fn http_date(seconds: u64) -> String {
    let date = time::OffsetDateTime::from_unix_timestamp(seconds.cast_signed()).unwrap();
    let day = &date.weekday().to_string()[..3];
    let month = &date.month().to_string()[..3];
    let (hour, minute, second) = date.to_hms();
    let (number, year) = (date.day(), date.year());
    format!("{day}, {number:02} {month} {year} {hour:02}:{minute:02}:{second:02} GMT")
}

#[test]
fn a_date_is_told_by_the_clock_of_the_service() {
    let mock = Mock::new()
        .answer(429, ())
        .header("date", "Sun, 06 Nov 1994 08:49:37 GMT")
        .header("retry-after", "Sun, 06 Nov 1994 08:49:38 GMT")
        .answer(200, json!({}));
    let start = Instant::now();
    get(&mocked(&mock)).unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
}

#[test]
fn nonsense_is_read_as_nothing() {
    for nonsense in ["-5", "abc", "", "NaN", "2 seconds"] {
        let sandbox = sandbox();
        sandbox.fault(Fault::status(429).retry_after(nonsense).on("GET", "/me/messages"));
        sandbox.fault(json(&json!({})).on("GET", "/me/messages"));
        get(&builder(&sandbox).retry(quick().base(Duration::from_millis(50))).build().unwrap())
            .unwrap();
        assert!(gap(&sandbox) >= Duration::from_millis(50), "{nonsense}");
    }
}

#[test]
fn a_wait_beyond_the_deadline_fails_at_once() {
    for (asked, deadline) in [("315", 10), ("301", 300), ("99999999999999999999", 300)] {
        let sandbox = sandbox();
        sandbox.fault(Fault::status(429).retry_after(asked).on("GET", "/me/messages").always());
        let retry = quick().deadline(Duration::from_secs(deadline));
        let start = Instant::now();
        let error = get(&builder(&sandbox).retry(retry).build().unwrap()).unwrap_err();
        assert!(start.elapsed() < Duration::from_secs(5));
        assert_eq!(sandbox.request_count(), 1);
        assert!(error.is_throttled() && !error.is_outcome_unknown());
        assert!(error.retry_after() >= Some(Duration::from_secs(asked.len() as u64)));
        assert_eq!(error.attempts(), 1);
    }
}

#[test]
fn without_a_wait_of_the_service_our_own_grow() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(429).on("GET", "/me/messages").times(3));
    sandbox.fault(json(&json!({})).on("GET", "/me/messages"));
    let retry = quick().base(Duration::from_millis(40));
    get(&builder(&sandbox).retry(retry).build().unwrap()).unwrap();
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 4);
    for (pair, least) in requests.windows(2).zip([40, 80, 160]) {
        let gap = pair[1].received - pair[0].received;
        assert!(gap >= Duration::from_millis(least), "{gap:?} is less than {least} ms");
    }
}

#[test]
fn the_last_answer_is_the_error() {
    let sandbox = sandbox();
    for code in ["First", "Second", "Third", "Fourth", "Fifth"] {
        let fault = Fault::status(429).code(code).retry_after("0.01");
        sandbox.fault(fault.on("GET", "/me/messages"));
    }
    let error = get(&connect(&sandbox)).unwrap_err();
    assert_eq!(sandbox.request_count(), 5);
    assert_eq!((error.code(), error.attempts()), (Some("Fifth"), 5));
    assert_eq!(error.retry_after(), Some(Duration::from_millis(10)));
    assert!(error.is_throttled());
    assert!(error.to_string().contains("sent 5 times"), "{error}");
}

#[test]
fn a_503_with_a_wait_is_a_refusal_and_gets_a_new_connection() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(503).retry_after("0.1").on("POST", "/me/sendMail"));
    sandbox.fault(Fault::status(202).on("POST", "/me/sendMail"));
    let connection = connect(&sandbox);
    let answer = connection.post("/me/sendMail").json(&json!({"message": {}})).send();
    assert_eq!(answer.unwrap().status(), 202);
    assert!(gap(&sandbox) >= Duration::from_millis(100));
    let requests = sandbox.requests();
    assert_ne!(requests[0].connection, requests[1].connection);
    assert_eq!(requests[0].body, requests[1].body);
}

#[test]
fn siblings_are_held_back_and_other_mailboxes_are_not() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(429).retry_after("1").on("GET", "/me/messages"));
    sandbox.fault(json(&json!({})).on("*", "/me/**").always());
    sandbox.fault(json(&json!({})).on("*", "/users/**").always());
    let (throttled, go) = mpsc::channel();
    let connection =
        builder(&sandbox).on_retry(move |_| throttled.send(()).unwrap()).build().unwrap();
    thread::scope(|threads| {
        threads.spawn(|| get(&connection).unwrap());
        go.recv().unwrap();
        threads.spawn(|| connection.get("/users/denis@law.com/messages").send().unwrap());
        for _ in 0..6 {
            threads.spawn(|| connection.post("/me/sendMail").send().unwrap());
            threads.spawn(|| connection.get("/me/mailFolders/inbox/messages").send().unwrap());
        }
    });
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 15);
    let first = requests[0].received;
    let of_me = |request: &&LoggedRequest| request.target.contains("/me/");
    for request in requests.iter().filter(of_me).skip(1) {
        let gap = request.received - first;
        assert!(gap >= Duration::from_secs(1), "{} after {gap:?}", request.target);
    }
    let other = requests.iter().find(|request| !of_me(request)).unwrap().received - first;
    assert!(other < Duration::from_secs(1), "the other mailbox waited {other:?}");
}

#[test]
fn a_call_that_cannot_wait_for_its_held_mailbox_is_not_sent() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(429).retry_after("60").on("GET", "/me/messages"));
    let connection = builder(&sandbox).retry(quick().deadline(Duration::from_secs(5)));
    let connection = connection.build().unwrap();
    get(&connection).unwrap_err();
    let start = Instant::now();
    let error = get(&connection.clone()).unwrap_err();
    assert!(error.is_throttled() && error.retry_after() > Some(Duration::from_secs(50)));
    assert_eq!(error.attempts(), 0);
    let timeouts = Timeouts::default().total(Duration::from_secs(3));
    let error = connection.get("/me/events").timeouts(timeouts).send().unwrap_err();
    assert!(error.is_throttled(), "{error}");
    assert!(start.elapsed() < Duration::from_secs(3));
    assert_eq!(asked(&sandbox), ["GET /v1.0/me/messages"]);
}
