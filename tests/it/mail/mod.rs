//! Mail, over real HTTP against the sandbox.

mod attachment;
mod delta;
mod extended;
mod find;
mod folder;
mod large;
mod list;
mod mailbox;
mod many;
mod mark;
mod meeting;
mod message;
mod mime;
mod notify;
mod outlook;
mod pages;
mod reply;
mod rule;
mod save;
mod settings;
mod tracked;
mod tree;
mod wire;

use o365::auth::StaticToken;
use o365::mail::Mailbox;
use o365::protocol::Graph;
use o365::{Account, Connection, Retry};
use o365_core::mock::Mock;
use o365_sandbox::Sandbox;

/// A sandbox and the account of its person.
fn start() -> (Sandbox, Account) {
    let sandbox = Sandbox::start().unwrap();
    let account = Account::with_token(sandbox.token())
        .protocol(Graph::at(sandbox.graph_url()))
        .retry(Retry::default().base(std::time::Duration::from_millis(5)))
        .build()
        .unwrap();
    (sandbox, account)
}

/// A sandbox with so many messages in the inbox, and the mailbox of its person.
fn mailbox(messages: usize) -> (Sandbox, Mailbox) {
    let (sandbox, account) = start();
    sandbox.seed_inbox(messages);
    sandbox.clear_requests();
    let mailbox = account.mailbox();
    (sandbox, mailbox)
}

/// An account whose requests go to a mock, for tests that look at single requests.
fn on(mock: &Mock) -> Account {
    Account::with_token("token").transport(mock.clone()).time_zone("UTC").build().unwrap()
}

/// The mailbox of somebody in Madrid, with answers from a queue.
fn mocked(mock: &Mock) -> Mailbox {
    let connection = Connection::builder(StaticToken::new("token"))
        .transport(mock.clone())
        .time_zone("Europe/Madrid")
        .build()
        .unwrap();
    Account::new(connection).mailbox()
}
