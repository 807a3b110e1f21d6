//! Files, over real HTTP against the sandbox.

mod item;
mod office;
mod sharing;
mod soak;
mod tour;
mod transfer;

use o365::drive::{DriveHandle, DriveItem, ItemHandle};
use o365::protocol::Graph;
use o365::{Account, Result, Retry};
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

/// A sandbox and the drive of its person.
fn drive() -> (Sandbox, DriveHandle) {
    let (sandbox, account) = start();
    (sandbox, account.storage().default_drive())
}

/// Puts a file there.
fn put(at: &ItemHandle, content: &[u8]) -> Result<DriveItem> {
    let content = content.to_vec();
    let place = at.endpoint().child("content").request(http::Method::PUT);
    place.bytes("application/octet-stream", content).send()?.json()
}

/// The names of what is in a folder, in order.
fn names(folder: &ItemHandle) -> Vec<String> {
    let mut names: Vec<_> =
        folder.children().into_iter().map(|item| item.unwrap().name.unwrap()).collect();
    names.sort();
    names
}
