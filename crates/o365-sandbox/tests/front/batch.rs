//! `$batch` over the wire; its rules are tested where they are written.

use crate::client::{agent, post_json};
use o365_sandbox::{Fault, Sandbox};
use serde_json::json;

#[test]
fn a_batch_needs_a_token_and_its_parts_need_none() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::status(200).body("application/json", r#"{"id":"a"}"#).on("GET", "/me/a"));
    sandbox.fault(Fault::status(503).retry_after("3").on("GET", "/me/b"));
    let url = format!("{}/$batch", sandbox.graph_url());
    let body = json!({"requests": [
        {"id": "1", "method": "GET", "url": "/me/a"},
        {"id": "2", "method": "GET", "url": "/me/b"},
        {"id": "3", "method": "GET", "url": "/me/a", "dependsOn": ["2"]},
    ]});
    assert_eq!(post_json(&agent(), &url, "made-up", &body).status, 401);
    assert_eq!(sandbox.pending_faults(), 2, "no part was tried");

    let answer = post_json(&agent(), &url, &sandbox.token(), &body).json();
    let part = |id: &str| {
        let parts = answer["responses"].as_array().unwrap();
        parts.iter().find(|part| part["id"] == id).unwrap().clone()
    };
    assert_eq!(part("1")["body"]["id"], "a");
    assert_eq!(
        (&part("2")["status"], &part("2")["headers"]["Retry-After"]),
        (&json!(503), &json!("3"))
    );
    assert_eq!(part("3")["status"], 424);
    assert_eq!(sandbox.request_count(), 2, "parts aren't requests of their own");
}

#[test]
fn a_malformed_batch_is_one_error() {
    let sandbox = Sandbox::start().unwrap();
    let url = format!("{}/$batch", sandbox.graph_url());
    let answer = post_json(&agent(), &url, &sandbox.token(), &json!({"requests": "none"}));
    assert_eq!((answer.status, answer.code().as_str()), (400, "BadRequest"));
}
