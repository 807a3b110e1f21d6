//! The calendar crate over real HTTP.

mod attachment;
mod attendees;
mod event;
mod free_time;
#[cfg(feature = "ical")]
mod ical;
mod meeting;
mod pages;
mod places;
mod recurrence;
mod series;
mod shared;
mod times;

use o365::calendar::Schedule;
use o365::protocol::Graph;
use o365::{Account, Retry};
use o365_sandbox::Sandbox;

const DENIS: &str = "denis@law.com";
const GEORGE: &str = "george@best.com";

/// A sandbox, and the calendars of its person, who lives in Paris.
fn start() -> (Sandbox, Schedule) {
    let sandbox = Sandbox::start().unwrap();
    sandbox.add_user(DENIS, "Denis Law");
    let schedule = account(&sandbox, sandbox.token()).schedule();
    (sandbox, schedule)
}

fn account(sandbox: &Sandbox, token: String) -> Account {
    Account::with_token(token)
        .protocol(Graph::at(sandbox.graph_url()))
        .retry(Retry::default().base(std::time::Duration::from_millis(5)))
        .time_zone("Europe/Paris")
        .build()
        .unwrap()
}

/// The account of somebody else, by a program that may act for all.
fn somebody(sandbox: &Sandbox, address: &str) -> Account {
    account(sandbox, sandbox.app_token()).with_resource(address)
}

/// The bodies of the requests of this method, as JSON.
fn sent(sandbox: &Sandbox, method: &str) -> Vec<serde_json::Value> {
    let requests = sandbox.requests();
    let mine = requests.iter().filter(|request| request.method == method);
    mine.filter_map(|request| serde_json::from_slice(&request.body).ok()).collect()
}
