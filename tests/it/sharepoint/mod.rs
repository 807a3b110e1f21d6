//! SharePoint, over real HTTP against the sandbox.

mod tour;

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
