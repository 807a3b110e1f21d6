//! Many requests in one, of which some fail.

use std::time::Duration;

use o365::connection::{Request, Response};
use o365::{Connection, Result};
use o365_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use super::{json, start};

const BATCH: &str = "/$batch";

/// Answers the next batch with these parts.
fn answer(sandbox: &Sandbox, status: u16, parts: Value) {
    sandbox.fault(json(status, json!({ "responses": parts })).on("POST", BATCH));
}

fn part(id: u32, status: u16, body: Value) -> Value {
    let headers = json!({"Content-Type": "application/json"});
    json!({"id": id.to_string(), "status": status, "headers": headers, "body": body})
}

fn failed(id: u32, status: u16, code: &str) -> Value {
    part(id, status, json!({"error": {"code": code, "message": "no"}}))
}

fn gets(connection: &Connection, count: usize) -> Vec<Request> {
    (1..=count).map(|number| connection.get(&format!("/me/messages/{number}"))).collect()
}

fn run(connection: &Connection, requests: Vec<Request>) -> Vec<Result<Response>> {
    connection.send_all(requests).collect()
}

fn number(answer: &Result<Response>) -> u64 {
    answer.as_ref().unwrap().json::<Value>().unwrap()["n"].as_u64().unwrap()
}

/// The addresses of the parts, batch by batch.
fn sent(sandbox: &Sandbox) -> Vec<Vec<String>> {
    let requests = sandbox.requests();
    let urls = |request: &o365_sandbox::LoggedRequest| {
        assert_eq!(request.target, "/v1.0/$batch");
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let parts = body["requests"].as_array().unwrap();
        parts.iter().map(|part| part["url"].as_str().unwrap().to_owned()).collect()
    };
    requests.iter().map(urls).collect()
}

#[test]
fn answers_are_found_by_their_id_and_a_missing_one_is_an_error() {
    let (sandbox, account) = start();
    let parts = json!([
        part(9, 200, json!({"n": 9})),
        part(3, 200, json!({"n": 3})),
        part(1, 200, json!({"n": 1})),
        part(1, 200, json!({"n": 7})),
    ]);
    answer(&sandbox, 200, parts);
    let all = run(account.api(), gets(account.api(), 3));
    assert_eq!((all.len(), number(&all[0]), number(&all[2])), (3, 1, 3));
    let missing = all[1].as_ref().unwrap_err();
    assert!(missing.to_string().contains("/me/messages/2"), "{missing}");
    assert_eq!(sandbox.request_count(), 1);
}

#[test]
fn a_throttled_part_goes_again_alone_and_after_its_wait() {
    let (sandbox, account) = start();
    let body = json!({"error": {"code": "TooManyRequests", "message": ""}});
    let throttled =
        json!({"id": "2", "status": 429, "headers": {"retry-after": "1"}, "body": body});
    let others = [part(1, 200, json!({"n": 1})), throttled, part(3, 200, json!({"n": 3}))];
    answer(&sandbox, 200, json!(others));
    answer(&sandbox, 200, json!([part(1, 200, json!({"n": 2}))]));
    let all = run(account.api(), gets(account.api(), 3));
    assert_eq!(all.iter().map(number).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(sent(&sandbox)[1], ["/me/messages/2"]);
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests[1].received - requests[0].received >= Duration::from_secs(1));
}

#[test]
fn a_part_that_may_have_been_done_is_sent_once() {
    let (sandbox, account) = start();
    answer(&sandbox, 200, json!([part(1, 200, json!({"n": 1})), failed(2, 500, "x")]));
    let api = account.api();
    let post = api.post("/me/messages").json(&json!({"subject": "once"}));
    let all = run(api, vec![api.get("/me/messages/1"), post]);
    assert_eq!(number(&all[0]), 1);
    let error = all[1].as_ref().unwrap_err();
    assert!(error.is_outcome_unknown() && error.status() == Some(500), "{error}");
    assert_eq!(sandbox.request_count(), 1);
}

#[test]
fn a_part_that_was_not_tried_for_another_s_sake_goes_again() {
    let (sandbox, account) = start();
    let body = json!({"error": {"code": "TooManyRequests", "message": ""}});
    let throttled =
        json!({"id": "1", "status": 429, "headers": {"Retry-After": "0"}, "body": body});
    answer(&sandbox, 200, json!([throttled, failed(2, 424, "FailedDependency")]));
    let api = account.api();
    let post = || api.post("/me/messages").json(&json!({"subject": "once"}));
    let all = run(api, vec![post(), post()]);
    assert!(all.iter().all(|answer| answer.as_ref().is_ok_and(|it| it.status() == 201)));
    let again: Vec<_> = sent(&sandbox).into_iter().skip(1).flatten().collect();
    assert_eq!(again, ["/me/messages", "/me/messages"]);
    assert_eq!(account.mailbox().drafts().messages().all().unwrap().len(), 2);
}

#[test]
fn a_refused_batch_goes_again_whole() {
    for refusal in
        [Fault::status(429).retry_after("0.2"), Fault::status(503).retry_after("0.2").html_body()]
    {
        let (sandbox, account) = start();
        sandbox.fault(refusal.on("POST", BATCH));
        let parts = json!([part(1, 201, json!({"n": 1})), part(2, 201, json!({"n": 2}))]);
        answer(&sandbox, 200, parts);
        let api = account.api();
        let post = || api.post("/me/messages").json(&json!({"subject": "x"}));
        let all = run(api, vec![post(), post()]);
        assert_eq!(all.iter().map(number).collect::<Vec<_>>(), [1, 2]);
        let requests = sandbox.requests();
        assert_eq!((requests.len(), &requests[0].body), (2, &requests[1].body));
        assert!(requests[1].received - requests[0].received >= Duration::from_millis(200));
    }
}

#[test]
fn a_batch_that_failed_in_part_is_read_like_any_other() {
    let (sandbox, account) = start();
    let parts = json!([part(1, 200, json!({"n": 1})), failed(2, 404, "ErrorItemNotFound")]);
    answer(&sandbox, 424, parts);
    let all = run(account.api(), gets(account.api(), 2));
    assert_eq!(number(&all[0]), 1);
    assert!(all[1].as_ref().unwrap_err().is_not_found());
    assert_eq!(sandbox.request_count(), 1);
}

#[test]
fn of_a_lost_batch_what_can_be_repeated_is_and_the_rest_is_in_doubt() {
    for lost in [Fault::status(504), Fault::close().after_execution()] {
        let (sandbox, account) = start();
        sandbox.fault(lost.on("POST", BATCH));
        answer(&sandbox, 200, json!([part(1, 200, json!({"n": 1}))]));
        let api = account.api();
        let post = api.post("/me/messages").json(&json!({"subject": "once"}));
        let all = run(api, vec![api.get("/me/messages/1"), post]);
        assert_eq!(number(&all[0]), 1);
        assert!(all[1].as_ref().unwrap_err().is_outcome_unknown());
        let sent = sent(&sandbox);
        assert_eq!((sent.len(), &sent[1]), (2, &vec!["/me/messages/1".to_owned()]));
    }
}

#[test]
fn forty_five_go_in_three_and_come_back_in_their_order() {
    let (sandbox, account) = start();
    sandbox.seed_inbox(45);
    let messages = account.mailbox().inbox().messages().all().unwrap();
    let ids: Vec<_> = messages.into_iter().map(|message| message.id.to_string()).collect();
    sandbox.clear_requests();
    let api = account.api();
    let requests = ids.iter().map(|id| api.get(&format!("/me/messages/{id}")));
    let all: Vec<String> = api
        .send_all(requests)
        .map(|answer| answer.unwrap().json::<Value>().unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(all, ids);
    let sizes: Vec<_> = sent(&sandbox).iter().map(Vec::len).collect();
    assert_eq!(sizes, [20, 20, 5]);
}

#[test]
fn bodies_of_every_kind_are_read() {
    let (sandbox, account) = start();
    let parts = json!([
        {"id": "1", "status": 302, "headers": {"Location": "https://files.example/x?sig=1"}},
        {"id": "2", "status": 200, "headers": {"Content-Type": "image/jpeg"}, "body": "AQID"},
        {"id": "3", "status": 204, "headers": {}, "body": null},
        {"id": "4", "status": 200, "headers": {"Content-Type": "text/plain"}, "body": "not base64!"},
    ]);
    answer(&sandbox, 200, parts);
    let all = run(account.api(), gets(account.api(), 4));
    let all: Vec<_> = all.into_iter().map(Result::unwrap).collect();
    assert_eq!(all[0].header("location"), Some("https://files.example/x?sig=1"));
    assert_eq!((all[1].bytes(), all[2].bytes()), (&[1, 2, 3][..], &[][..]));
    assert_eq!(all[3].text().unwrap(), "not base64!");
    assert_eq!(sandbox.request_count(), 1, "what a part points to isn't fetched by itself");
}
