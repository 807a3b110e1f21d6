//! What the sandbox tells of the requests.

use crate::client::{agent, post_json};
use o365_sandbox::{Fault, Sandbox};
use serde_json::json;
use std::sync::{Arc, Mutex};

#[test]
fn requests_are_told_as_they_came() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::status(418).empty_body());
    let url = format!("{}/me/messages?$filter=a%20eq%201&x=%2f", sandbox.graph_url());
    post_json(&agent(), &url, "secret-token", &json!({"a": 1}));
    let requests = sandbox.requests();
    let request = &requests[0];
    assert_eq!(request.method, "POST");
    assert_eq!(request.target, "/v1.0/me/messages?$filter=a%20eq%201&x=%2f");
    assert_eq!(request.header("Content-Type"), Some("application/json"));
    assert!(request.headers.iter().any(|(name, _)| name == "authorization"));
    assert_eq!(request.body, br#"{"a":1}"#);
    assert_eq!((request.status, request.connection), (Some(418), 1));
    assert!(!format!("{requests:?}").contains("secret-token"));
    sandbox.clear_requests();
    assert_eq!(sandbox.request_count(), 0);
}

#[test]
fn the_hook_knows_the_status() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&seen);
    let sandbox = Sandbox::builder()
        .on_request(move |request| {
            hook.lock().unwrap().push((request.target.clone(), request.status));
        })
        .start()
        .unwrap();
    post_json(&agent(), &format!("{}/x", sandbox.url()), "t", &json!({}));
    assert_eq!(*seen.lock().unwrap(), [("/x".to_owned(), Some(400))]);
}
