//! Contacts and people, over real HTTP against the sandbox.

mod batch;
mod contact;
mod delta;
mod directory;
mod folder;
mod pages;
mod photo;
#[cfg(feature = "vcard")]
mod vcard;

use o365::contacts::AddressBook;
use o365::protocol::Graph;
use o365::{Account, Retry};
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

/// A sandbox and the address book of its person.
fn book() -> (Sandbox, AddressBook) {
    let (sandbox, account) = start();
    (sandbox, account.address_book())
}
