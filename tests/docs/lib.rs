//! The pages for people, as doc tests: each block of Rust in them compiles, and runs unless it says `no_run`.
//!
//! They are read here and not in the crates, because a package holds no file from outside of its folder.
#![allow(clippy::expect_used, clippy::panic, reason = "it fails by panicking")]

use o365::{Account, Result, protocol::Graph};
use o365_sandbox::Sandbox;

/// Runs a block of the guide with an account on a sandbox that holds a little of everything.
pub fn run(block: impl FnOnce(&Sandbox, &Account) -> Result<()>) {
    let sandbox = Sandbox::start().expect("the sandbox starts");
    sandbox.seed_inbox(30);
    sandbox.seed_calendar(10);
    let account = Account::with_token(sandbox.token())
        .protocol(Graph::at(sandbox.graph_url()))
        .build()
        .expect("nothing is wrong with the account");
    if let Err(error) = block(&sandbox, &account) {
        panic!("{error}");
    }
}

#[doc = include_str!("../../README.md")]
mod readme {}
#[doc = include_str!("../../CONTRIBUTING.md")]
mod contributing {}
#[doc = include_str!("../../docs/architecture.md")]
mod architecture {}
#[doc = include_str!("../../docs/calendar.md")]
mod calendar {}
#[doc = include_str!("../../docs/contacts.md")]
mod contacts {}
#[doc = include_str!("../../docs/errors.md")]
mod errors {}
#[doc = include_str!("../../docs/extending.md")]
mod extending {}
#[doc = include_str!("../../docs/first-script.md")]
mod first_script {}
#[doc = include_str!("../../docs/from-pyo365.md")]
mod from_pyo365 {}
#[doc = include_str!("../../docs/from-python-o365.md")]
mod from_python_o365 {}
#[doc = include_str!("../../docs/lists.md")]
mod lists {}
#[doc = include_str!("../../docs/mail.md")]
mod mail {}
#[doc = include_str!("../../docs/performance.md")]
mod performance {}
#[doc = include_str!("../../docs/queries.md")]
mod queries {}
#[doc = include_str!("../../docs/reliability.md")]
mod reliability {}
#[doc = include_str!("../../docs/sign-in.md")]
mod sign_in {}
#[doc = include_str!("../../docs/testing.md")]
mod testing {}
