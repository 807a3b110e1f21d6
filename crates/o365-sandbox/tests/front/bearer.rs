//! Who gets in.

use crate::client::{Answer, Raw, agent, get};
use o365_sandbox::Sandbox;
use std::time::Duration;

fn ask(sandbox: &Sandbox, token: &str) -> Answer {
    get(&agent(), &format!("{}/me", sandbox.graph_url()), token).unwrap()
}

fn message(answer: &Answer) -> String {
    assert_eq!((answer.status, answer.code().as_str()), (401, "InvalidAuthenticationToken"));
    assert!(answer.header("www-authenticate").contains("authorization_uri=\"http://127.0.0.1:"));
    answer.json()["error"]["message"].as_str().unwrap().to_owned()
}

#[test]
fn without_a_token_no_one_gets_in() {
    let sandbox = Sandbox::start().unwrap();
    assert_eq!(message(&ask(&sandbox, "")), "Access token is empty.");
    assert!(message(&ask(&sandbox, "made-up")).contains("not well formed"));
    let mut raw = Raw::open(&sandbox);
    raw.send("GET /v1.0/me HTTP/1.1\r\nHost: 127.0.0.1:1\r\nAuthorization: Basic eDp5\r\n\r\n");
    assert_eq!(message(&raw.answer()), "Access token is empty.");
    for path in ["/beta/me", "/api/v2.0/me"] {
        let url = format!("{}{path}", sandbox.url());
        assert_eq!(get(&agent(), &url, "x").unwrap().status, 401, "{path}");
    }
}

#[test]
fn tokens_expire_and_are_taken_back() {
    let sandbox = Sandbox::start().unwrap();
    let (first, app) = (sandbox.token(), sandbox.app_token());
    assert_ne!(ask(&sandbox, &first).status, 401);
    assert_ne!(ask(&sandbox, &app).status, 401);
    sandbox.expire_tokens();
    assert!(message(&ask(&sandbox, &first)).contains("expired"));
    assert!(message(&ask(&sandbox, &app)).contains("expired"));
    let second = sandbox.token();
    assert_ne!(ask(&sandbox, &second).status, 401);
    assert!(sandbox.revoke(&second));
    assert!(message(&ask(&sandbox, &second)).contains("evaluation"));
    assert!(!sandbox.revoke("made-up"));
}

#[test]
fn a_lifetime_is_kept() {
    let sandbox = Sandbox::builder().token_lifetime(Duration::from_millis(50)).start().unwrap();
    let token = sandbox.token();
    std::thread::sleep(Duration::from_millis(60));
    assert!(message(&ask(&sandbox, &token)).contains("expired"));
}

#[test]
fn tokens_of_another_sandbox_are_worth_nothing() {
    let (one, other) = (Sandbox::start().unwrap(), Sandbox::start().unwrap());
    assert_eq!(ask(&one, &other.token()).status, 401);
}
