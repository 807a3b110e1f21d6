//! Batches over the mock: what goes out, and what comes of the answers.

mod trouble;

use std::cell::Cell;
use std::time::Duration;

use serde_json::{Value, json};

use crate::auth::StaticToken;
use crate::connection::{Connection, Request, Response};
use crate::error::Result;
use crate::mock::Mock;
use crate::protocol::Office365;
use crate::retry::Retry;

fn connection(mock: &Mock) -> Connection {
    let retry = Retry::default().base(Duration::ZERO);
    Connection::builder(StaticToken::new("t")).transport(mock.clone()).retry(retry).build().unwrap()
}

fn part(id: usize, status: u16, body: Value) -> Value {
    json!({"id": id.to_string(), "status": status, "headers": {"Content-Type": "application/json"}, "body": body})
}

fn throttled(id: usize, after: &str) -> Value {
    let body = json!({"error": {"code": "ApplicationThrottled", "message": "MailboxConcurrency"}});
    json!({"id": id.to_string(), "status": 429, "headers": {"retry-after": after}, "body": body})
}

fn failed(id: usize, status: u16, code: &str) -> Value {
    part(id, status, json!({"error": {"code": code, "message": "no"}}))
}

fn answers(parts: impl IntoIterator<Item = Value>) -> Value {
    json!({"responses": parts.into_iter().collect::<Vec<_>>()})
}

fn number(answer: &Result<Response>) -> u64 {
    answer.as_ref().unwrap().json::<Value>().unwrap()["n"].as_u64().unwrap()
}

fn gets(connection: &Connection, count: usize) -> impl Iterator<Item = Request> {
    (0..count).map(|number| connection.get(&format!("/me/messages/{number}")))
}

/// The parts of a batch that was sent.
fn sent(mock: &Mock, batch: usize) -> Vec<Value> {
    let body = mock.requests()[batch].json().unwrap();
    body["requests"].as_array().unwrap().clone()
}

#[test]
fn answers_come_in_the_order_of_the_requests_and_lazily() {
    let mock = Mock::new();
    let mock = [20, 20, 5].iter().fold(mock, |mock, count| {
        mock.answer(200, answers((1..=*count).rev().map(|id| part(id, 200, json!({"n": id})))))
    });
    let connection = connection(&mock);
    let taken = Cell::new(0);
    let requests = gets(&connection, 45).inspect(|_| taken.set(taken.get() + 1));
    let mut all = connection.send_all(requests);
    assert_eq!(mock.requests().len(), 0);
    assert_eq!(number(&all.next().unwrap()), 1);
    assert_eq!((taken.get(), mock.requests().len()), (20, 1));
    let rest: Vec<u64> = all.map(|answer| number(&answer)).collect();
    assert_eq!(rest, (2..=20).chain(1..=20).chain(1..=5).collect::<Vec<_>>());
    assert_eq!((mock.requests().len(), mock.unused()), (3, 0));
    let request = &mock.requests()[0];
    assert_eq!((request.method(), request.path()), ("POST", "/v1.0/$batch"));
    assert_eq!(sent(&mock, 2)[0]["url"], "/me/messages/40");
}

#[test]
fn a_part_is_the_request_with_all_it_brings() {
    let mock = Mock::new()
        .answer(200, answers((1..=6).map(|id| json!({"id": id, "status": 204, "body": null}))))
        .answer(200, answers([part(1, 200, json!({}))]));
    let connection = Connection::builder(StaticToken::new("t"))
        .immutable_ids(true)
        .transport(mock.clone())
        .build()
        .unwrap();
    let requests = [
        connection.patch("/me/messages/1").json(&json!({"isRead": true})).if_match("W/\"1\""),
        connection.post("/me/messages/1/send"),
        connection.put("/me/photo/$value").bytes("image/png", vec![1, 2, 3]),
        connection
            .get("/users")
            .param("$search", "\"displayName:a b\"")
            .header("ConsistencyLevel", "eventual")
            .prefer("a=1"),
        connection.delete("https://graph.microsoft.com/v1.0/me/messages/2?x=%2B"),
        connection.post("/me/x").bytes("application/json", "[1, 2]"),
        connection.get("/me/beta").beta(),
    ];
    let all: Vec<_> = connection.send_all(requests).collect();
    assert!(all.iter().all(Result::is_ok), "{all:?}");
    assert_eq!(all[1].as_ref().unwrap().status(), 204);
    let parts = sent(&mock, 0);
    assert_eq!(parts[0]["body"], json!({"isRead": true}));
    assert_eq!(parts[0]["headers"]["Content-Type"], "application/json");
    assert_eq!(parts[0]["headers"]["If-Match"], "W/\"1\"");
    assert_eq!(parts[1]["body"], json!({}));
    assert_eq!(parts[1]["headers"]["Content-Type"], "application/json");
    assert_eq!(
        (&parts[2]["body"], &parts[2]["headers"]["Content-Type"]),
        (&json!("AQID"), &json!("image/png"))
    );
    assert_eq!(parts[3]["headers"]["Prefer"], "a=1, IdType=\"ImmutableId\"");
    assert_eq!(parts[3]["headers"]["ConsistencyLevel"], "eventual");
    assert!(parts[3]["url"].as_str().unwrap().starts_with("/users?$search=%22displayName"));
    assert!(parts[3].get("body").is_none() && parts[4].get("body").is_none());
    assert_eq!(
        (&parts[4]["method"], &parts[4]["url"]),
        (&json!("DELETE"), &json!("/me/messages/2?x=%2B"))
    );
    assert_eq!(parts[5]["body"], json!([1, 2]));
    let ids: Vec<_> = parts.iter().map(|part| part["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(mock.requests()[1].path(), "/beta/$batch");
}

#[test]
fn what_can_t_go_is_an_error_in_its_place() {
    let mock = Mock::new().answer(200, answers([part(1, 200, json!({"n": 7}))]));
    let connection = connection(&mock);
    let other = Connection::builder(StaticToken::new("t")).transport(Mock::new()).build().unwrap();
    let requests = [
        connection.put("/me/x").reader("text/plain", &b"x"[..], 1),
        connection.get("https://elsewhere.example/v1.0/me"),
        other.get("/me"),
        connection.get("/me/messages"),
        connection.post("/me/x").bytes("application/json", "{"),
        connection.post("/me/x").bytes("text/plain", vec![b'x'; 3_500_000]),
    ];
    let all: Vec<_> = connection.send_all(requests).collect();
    assert_eq!(number(&all[3]), 7);
    for place in [0, 1, 2, 4, 5] {
        let error = all[place].as_ref().unwrap_err();
        assert!(matches!(error.kind(), crate::ErrorKind::Input(_)), "{error}");
        assert!(error.request().is_some(), "{error}");
    }
    assert_eq!((sent(&mock, 0).len(), mock.requests().len()), (1, 1));
}

#[test]
fn a_batch_isn_t_larger_than_the_service_takes() {
    let mock = Mock::new()
        .answer(200, answers((1..=3).map(|id| part(id, 201, json!({"n": id})))))
        .answer(200, answers((1..=1).map(|id| part(id, 201, json!({"n": 4})))));
    let connection = connection(&mock);
    let large = json!({"body": "x".repeat(1_200_000)});
    let requests = (0..4).map(|_| connection.post("/me/messages").json(&large));
    let all: Vec<_> = connection.send_all(requests).map(|answer| number(&answer)).collect();
    assert_eq!(all, [1, 2, 3, 4]);
    assert!(mock.requests().iter().all(|request| request.body().len() < 4_000_000));
}

#[test]
fn bodies_of_every_kind() {
    let image = json!({"id": "1", "status": 200, "headers": {"Content-Type": "image/jpeg"}, "body": "AQID"});
    let moved =
        json!({"id": "2", "status": 302, "headers": {"Location": "https://files.example/x?sig=1"}});
    let none = json!({"id": "3", "status": 204, "headers": {}, "body": null});
    let text = json!({"id": "4", "status": 200, "headers": {"content-type": "text/plain"}, "body": "not base64!"});
    let count =
        json!({"id": "5", "status": 200, "headers": {"content-type": "text/plain"}, "body": 42});
    let mock = Mock::new().answer(200, answers([image, moved, none, text, count]));
    let connection = connection(&mock);
    let all: Vec<_> =
        connection.send_all(gets(&connection, 5)).map(|answer| answer.unwrap()).collect();
    assert_eq!(all[0].bytes(), [1, 2, 3]);
    assert_eq!(
        (all[1].status(), all[1].header("location")),
        (302, Some("https://files.example/x?sig=1"))
    );
    assert_eq!((all[2].status(), all[2].bytes().len()), (204, 0));
    assert_eq!(all[3].text().unwrap(), "not base64!");
    assert_eq!(all[4].text().unwrap(), "42");
}

#[test]
fn another_protocol_s_spelling_is_inside_the_parts_only() {
    let mock = Mock::new().answer(200, answers([part(1, 200, json!({"IsRead": true}))]));
    let connection = Connection::builder(StaticToken::new("t"))
        .protocol(Office365::v2())
        .transport(mock.clone())
        .build()
        .unwrap();
    let request = connection.patch("/me/messages/1").json(&json!({"isRead": true}));
    let answer = connection.send_all([request]).next().unwrap().unwrap();
    assert_eq!(answer.json::<Value>().unwrap(), json!({"isRead": true}));
    assert_eq!(sent(&mock, 0)[0]["body"], json!({"IsRead": true}));
}

#[test]
fn keys_stay_with_their_answers() {
    let mock =
        Mock::new().answer(200, answers([failed(2, 404, "x"), part(1, 200, json!({"n": 1}))]));
    let connection = connection(&mock);
    let requests = ["a", "b"].map(|id| (id, connection.get(&format!("/me/messages/{id}"))));
    let failed: Vec<_> = connection
        .send_all_keyed(requests)
        .filter_map(|(id, answer)| answer.is_err().then_some(id))
        .collect();
    assert_eq!(failed, ["b"]);
}
