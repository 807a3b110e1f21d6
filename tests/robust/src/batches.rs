//! Answers to batches: any parts, in any number and order.

use std::collections::HashSet;

use o365::mock::Mock;
use serde_json::Value;

use crate::input::Input;
use crate::service::{connection, is_harmless, keeps_the_token};

/// How many requests, then the answers, a line each.
pub fn check(data: &[u8]) {
    let mut input = Input::new(data);
    let count = usize::from(input.byte() % 45);
    let mut mock = Mock::new();
    while !input.is_empty() {
        mock = mock
            .answer(200, input.line().as_bytes().to_vec())
            .header("content-type", "application/json");
    }
    let connection = connection(&mock, 1);
    let requests = (0..count).map(|at| connection.get(&format!("/me/messages/{at}")));
    let mut known = HashSet::new();
    for (key, answer) in connection.send_all_keyed(requests.enumerate()) {
        assert!(key < count && known.insert(key), "{key} has two answers");
        match answer.and_then(|answer| {
            let _ = format!("{answer:?}");
            answer.json::<Value>()
        }) {
            Ok(_) => {}
            Err(error) => is_harmless(&error),
        }
    }
    assert_eq!(known.len(), count, "every request has an answer");
    keeps_the_token(&mock);
}
