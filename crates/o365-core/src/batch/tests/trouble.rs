//! What goes wrong with a batch or a part of it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use std::time::{Duration, Instant};

use serde_json::json;

use super::{answers, connection, failed, gets, number, part, sent, throttled};
use crate::auth::{AccessToken, TokenRequest, TokenSource};
use crate::connection::Connection;
use crate::error::{Result, TransportErrorKind};
use crate::mock::Mock;

#[test]
fn only_throttled_parts_go_again_and_after_their_pause() {
    let first = answers([
        part(1, 200, json!({"n": 1})),
        throttled(2, "0.2"),
        part(3, 200, json!({"n": 3})),
    ]);
    let mock = Mock::new().answer(200, first).answer(200, answers([part(1, 200, json!({"n": 2}))]));
    let connection = connection(&mock);
    let mut all = connection.send_all(gets(&connection, 3));
    let start = Instant::now();
    assert_eq!(number(&all.next().unwrap()), 1);
    assert!(start.elapsed() < Duration::from_millis(150));
    assert_eq!(number(&all.next().unwrap()), 2);
    assert!(start.elapsed() >= Duration::from_millis(200));
    assert_eq!(number(&all.next().unwrap()), 3);
    assert!(all.next().is_none());
    assert_eq!(sent(&mock, 1).len(), 1);
    assert_eq!(sent(&mock, 1)[0]["url"], "/me/messages/1");
}

#[test]
fn throttled_parts_go_together_with_new_ones_and_not_for_ever() {
    let first = answers((1..=20).map(|id| match id {
        1 => throttled(1, "0"),
        id => part(id, 200, json!({"n": id})),
    }));
    let mock = Mock::new().answer(200, first);
    let again = |rest: usize| {
        answers(
            [throttled(1, "0")]
                .into_iter()
                .chain((2..=rest).map(|id| part(id, 200, json!({"n": id})))),
        )
    };
    let mock = mock
        .answer(200, again(6))
        .answer(200, again(1))
        .answer(200, again(1))
        .answer(200, again(1));
    let connection = connection(&mock);
    let all: Vec<_> = connection.send_all(gets(&connection, 25)).collect();
    let error = all[0].as_ref().unwrap_err();
    assert!(error.is_throttled() && error.attempts() == 5, "{error}");
    assert_eq!(error.request().unwrap().path, "/me/messages/0");
    assert!(all[1..].iter().all(Result::is_ok));
    assert_eq!(sent(&mock, 1).len(), 6);
    assert_eq!(mock.unused(), 0);
}

#[test]
fn a_pause_beyond_the_limit_of_time_fails_at_once() {
    let mock = Mock::new().answer(200, answers([throttled(1, "900")]));
    let connection = connection(&mock);
    let start = Instant::now();
    // The others go to the same mailbox: they are held back as well.
    let all: Vec<_> = connection.send_all(gets(&connection, 1)).collect();
    assert!(all[0].as_ref().unwrap_err().is_throttled());
    let all: Vec<_> = connection.send_all(gets(&connection, 3)).collect();
    assert!(all.iter().all(|answer| answer.as_ref().unwrap_err().is_throttled()));
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn a_failed_post_isn_t_repeated_and_a_failed_patch_is() {
    let mock = Mock::new()
        .answer(
            200,
            answers([
                failed(1, 500, "x"),
                failed(2, 500, "x"),
                failed(3, 404, "ErrorItemNotFound"),
            ]),
        )
        .answer(200, answers([part(1, 200, json!({"n": 2}))]));
    let connection = connection(&mock);
    let requests = [
        connection.post("/me/messages").json(&json!({})),
        connection.patch("/me/messages/1").json(&json!({})),
        connection.get("/me/messages/2"),
    ];
    let all: Vec<_> = connection.send_all(requests).collect();
    let error = all[0].as_ref().unwrap_err();
    assert!(error.is_outcome_unknown() && error.status() == Some(500), "{error}");
    assert_eq!(number(&all[1]), 2);
    let error = all[2].as_ref().unwrap_err();
    assert!(error.is_not_found() && !error.is_outcome_unknown());
    assert_eq!(error.request().unwrap().path, "/me/messages/2");
    assert_eq!(sent(&mock, 1).len(), 1);
}

#[test]
fn missing_double_and_unknown_answers() {
    let parts = [
        part(9, 200, json!({"n": 9})),
        part(1, 200, json!({"n": 1})),
        part(1, 200, json!({"n": 8})),
    ];
    let mock = Mock::new().answer(200, answers(parts));
    let connection = connection(&mock);
    let requests = [
        connection.get("/me/messages/1"),
        connection.get("/me/messages/2"),
        connection.post("/me/messages").json(&json!({})),
    ];
    let all: Vec<_> = connection.send_all(requests).collect();
    assert_eq!(number(&all[0]), 1);
    let (missing, unknown) = (all[1].as_ref().unwrap_err(), all[2].as_ref().unwrap_err());
    assert!(!missing.is_outcome_unknown() && unknown.is_outcome_unknown(), "{missing} {unknown}");
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn a_refused_batch_goes_again_as_a_whole() {
    let ok = answers((1..=2).map(|id| part(id, 201, json!({"n": id}))));
    let mock = Mock::new()
        .answer(429, json!({"error": {"code": "TooManyRequests", "message": ""}}))
        .header("retry-after", "0")
        .answer(503, json!({}))
        .header("retry-after", "0")
        .answer(200, ok);
    let connection = connection(&mock);
    let posts = (0..2).map(|_| connection.post("/me/messages").json(&json!({})));
    let all: Vec<_> = connection.send_all(posts).collect();
    assert!(all.iter().all(Result::is_ok), "{all:?}");
    assert_eq!(sent(&mock, 2), sent(&mock, 0));
}

#[test]
fn of_a_lost_batch_only_the_posts_are_left_unknown() {
    for lost in
        [Mock::new().fail(TransportErrorKind::Closed, true), Mock::new().answer(504, "<html>")]
    {
        let mock = lost.answer(200, answers((1..=2).map(|id| part(id, 200, json!({"n": id})))));
        let connection = connection(&mock);
        let requests = [
            connection.get("/me/messages/1"),
            connection.post("/me/messages").json(&json!({})),
            connection.patch("/me/messages/2").json(&json!({})),
        ];
        let all: Vec<_> = connection.send_all(requests).collect();
        assert_eq!((number(&all[0]), number(&all[2])), (1, 2));
        let error = all[1].as_ref().unwrap_err();
        assert!(error.is_outcome_unknown(), "{error}");
        assert_eq!(error.request().unwrap().method, "POST");
        assert_eq!(sent(&mock, 1).len(), 2);
    }
}

#[test]
fn a_batch_that_can_t_be_read_or_isn_t_wanted_fails_each_part() {
    for mock in [
        Mock::new().answer(200, json!({"value": []})),
        Mock::new().answer(400, json!({"error": {"code": "BadRequest", "message": "odd"}})),
        Mock::new().fail(TransportErrorKind::Tls, false),
    ] {
        let connection = connection(&mock);
        let all: Vec<_> = connection.send_all(gets(&connection, 2)).collect();
        assert_eq!(all.len(), 2);
        for (number, answer) in all.iter().enumerate() {
            let error = answer.as_ref().unwrap_err();
            assert_eq!(error.request().unwrap().path, format!("/me/messages/{number}"));
        }
        assert_eq!(mock.requests().len(), 1);
    }
}

#[test]
fn a_failed_dependency_hands_on_the_inner_answers() {
    let mock = Mock::new()
        .answer(424, answers([throttled(1, "0"), failed(2, 424, "FailedDependency")]))
        .answer(200, answers((1..=2).map(|id| part(id, 200, json!({"n": id})))));
    let connection = connection(&mock);
    let posts = (0..2).map(|_| connection.post("/me/messages").json(&json!({})));
    let all: Vec<_> = connection.send_all(posts).map(|answer| number(&answer)).collect();
    assert_eq!(all, [1, 2]);
}

#[test]
fn a_rejected_token_is_renewed_once() {
    let rejected =
        || answers([failed(1, 401, "InvalidAuthenticationToken"), part(2, 200, json!({"n": 2}))]);
    let mock = Mock::new()
        .answer(200, rejected())
        .answer(200, answers([failed(1, 401, "InvalidAuthenticationToken")]));
    let counter = Arc::new(AtomicUsize::new(0));
    #[derive(Debug)]
    struct Source(Arc<AtomicUsize>);
    impl TokenSource for Source {
        fn token(&self, ask: &TokenRequest<'_>) -> Result<AccessToken> {
            if ask.rejected.is_some() {
                self.0.fetch_add(1, Ordering::SeqCst);
            }
            Ok(AccessToken::new("t"))
        }
    }
    let connection =
        Connection::builder(Source(counter.clone())).transport(mock.clone()).build().unwrap();
    let all: Vec<_> = connection.send_all(gets(&connection, 2)).collect();
    assert_eq!(all[0].as_ref().unwrap_err().status(), Some(401));
    assert_eq!(number(&all[1]), 2);
    assert_eq!(counter.load(Ordering::SeqCst), 1);
    assert_eq!(sent(&mock, 1).len(), 1);
}

#[test]
fn a_deletion_that_was_done_before_is_done() {
    let mock = Mock::new()
        .answer(200, answers([failed(1, 502, "x")]))
        .answer(200, answers([failed(1, 404, "ErrorItemNotFound")]));
    let connection = connection(&mock);
    let answer = connection.send_all([connection.delete("/me/messages/1")]).next().unwrap();
    assert_eq!(answer.unwrap().status(), 204);
}
