//! Answers of absurd size or depth are errors, and cost no more memory than an answer may.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use o365::connection::Request;
use o365::error::TransportErrorKind;
use o365::{Connection, Endpoint, ErrorKind, List, Resource};
use o365_sandbox::{Fault, Sandbox};
use serde_json::Value;

use super::{builder, connect, sandbox};

/// Answers the next request with this body.
fn answer(sandbox: &Sandbox, body: impl Into<Vec<u8>>) {
    sandbox.fault(Fault::status(200).body("application/json", body));
}

fn messages(connection: &Connection) -> List<Value> {
    List::new(Endpoint::new(connection, Resource::Me).child("messages"))
}

fn is_too_large(result: o365::Result<impl std::fmt::Debug>) -> bool {
    let error = result.unwrap_err();
    assert!(error.to_string().contains("more than 1000000 bytes"), "{error}");
    assert_eq!(error.attempts(), 1, "it isn't fetched again");
    matches!(error.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::TooLarge)
}

#[test]
fn an_answer_of_absurd_size_is_an_error() {
    let sandbox = sandbox();
    let connection = builder(&sandbox).largest_answer(1_000_000).build().unwrap();
    let large = format!(r#"{{"value": [{{"id": "{}"}}]}}"#, "x".repeat(1_000_000));
    answer(&sandbox, large.clone());
    assert!(is_too_large(connection.get("/me").send()));
    answer(&sandbox, large.clone());
    assert!(is_too_large(messages(&connection).first()));
    answer(&sandbox, large.clone());
    let batch: Vec<Request> = vec![connection.get("/me")];
    assert!(is_too_large(connection.send_all(batch).next().unwrap()));

    // What is streamed has no limit, and the connection goes on.
    answer(&sandbox, large.clone());
    let mut stream = connection.get("/me").stream().unwrap();
    assert_eq!(std::io::copy(&mut stream, &mut std::io::sink()).unwrap(), large.len() as u64);
    connection.get("/me").send().unwrap();
}

#[test]
fn what_a_small_answer_unpacks_to_counts() {
    let sandbox = sandbox();
    let connection = builder(&sandbox).largest_answer(1_000_000).build().unwrap();
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..40 {
        bomb.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 1_000_000);
    sandbox.fault(
        Fault::status(200).header("content-encoding", "gzip").body("application/json", bomb),
    );
    assert!(is_too_large(connection.get("/me").send()));
}

#[test]
fn an_answer_of_absurd_depth_is_an_error() {
    let sandbox = sandbox();
    let connection = connect(&sandbox);
    let deep = "[".repeat(1_000_000);
    answer(&sandbox, deep.clone());
    let answered = connection.get("/me").send().unwrap();
    assert!(matches!(answered.json::<Value>().unwrap_err().kind(), ErrorKind::Decode(_)));
    answer(&sandbox, format!(r#"{{"value": {deep}}}"#));
    assert!(matches!(messages(&connection).first().unwrap_err().kind(), ErrorKind::Decode(_)));
    let item = "{\"a\":".repeat(500) + "1" + &"}".repeat(500);
    answer(&sandbox, format!(r#"{{"value": [{item}, {{"id": "1"}}]}}"#));
    let items: Vec<_> = messages(&connection).into_iter().collect();
    assert!(items.iter().any(Result::is_err));
}
