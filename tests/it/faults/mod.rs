//! Faults of a service and of a line, one by one: what goes over the wire, and what the caller gets.
//! The table in docs/reliability.md names the test of each.

mod batch;
mod copy;
mod delta;
mod download;
mod event;
mod line;
mod list;
mod names;
mod session;
mod sign_in;
mod token;
mod upload;

use std::time::Duration;

use o365::drive::DriveHandle;
use o365::protocol::Graph;
use o365::{Account, Retry};
use o365_sandbox::{Fault, Sandbox};
use serde_json::Value;

/// A sandbox and the account of its person, who waits little between two tries.
fn start() -> (Sandbox, Account) {
    let sandbox = Sandbox::start().unwrap();
    let account = Account::with_token(sandbox.token())
        .protocol(Graph::at(sandbox.graph_url()))
        .retry(quick())
        .build()
        .unwrap();
    (sandbox, account)
}

fn quick() -> Retry {
    Retry::default().base(Duration::from_millis(5))
}

/// A sandbox and the drive of its person.
fn drive() -> (Sandbox, DriveHandle) {
    let (sandbox, account) = start();
    (sandbox, account.storage().default_drive())
}

/// An answer with this status and body, in place of the real one.
fn json(status: u16, body: Value) -> Fault {
    Fault::status(status).body("application/json", body.to_string())
}

/// What was asked and how it was answered: `GET /v1.0/me 200`.
fn lines(sandbox: &Sandbox) -> Vec<String> {
    let requests = sandbox.requests();
    let line = |request: &o365_sandbox::LoggedRequest| {
        let status = request.status.map_or("-".to_owned(), |status| status.to_string());
        format!("{} {} {status}", request.method, request.target)
    };
    requests.iter().map(line).collect()
}

/// Bytes of which no two stretches are the same.
fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|at| (at % 251) as u8 ^ (at / 251) as u8 ^ (at >> 16) as u8).collect()
}

/// What went to the other host, as `PUT 0-9` by this header. Nothing that is ours goes there.
fn elsewhere(sandbox: &Sandbox, header: &str) -> Vec<String> {
    let requests = sandbox.requests();
    let is_there =
        |target: &str| ["/up/", "/download/", "/monitor/"].iter().any(|at| target.starts_with(at));
    requests
        .iter()
        .filter(|request| is_there(&request.target))
        .map(|request| {
            for name in ["authorization", "cookie", "client-request-id", "prefer"] {
                assert_eq!(request.header(name), None, "{name} at {}", request.target);
            }
            let range = request.header(header).unwrap_or_default();
            let range = range.trim_start_matches("bytes").trim_start_matches([' ', '=']);
            format!("{} {}", request.method, range.split('/').next().unwrap()).trim().to_owned()
        })
        .collect()
}
