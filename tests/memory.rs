//! A process of its own, so that nothing else is measured.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]
#![cfg(target_os = "linux")]

use o365::{Account, protocol::Graph};
use o365_sandbox::Sandbox;

/// What a loop holds doesn't grow with the list: the most that this process held is a few pages, not 100,000 messages.
#[test]
fn a_hundred_thousand_messages_in_constant_memory() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.seed_inbox(100_000);
    let account = Account::with_token(sandbox.token())
        .protocol(Graph::at(sandbox.graph_url()))
        .build()
        .unwrap();
    let mailbox = account.mailbox();
    let mut seen = 0;
    let (mut early, mut late) = (0, 0);
    for message in mailbox.inbox().messages() {
        seen += usize::from(message.unwrap().id.as_str().len() > 20);
        match seen {
            20_000 => early = resident_kib(),
            99_000 => late = resident_kib(),
            _ => {}
        }
    }
    assert_eq!(seen, 100_000);
    assert!(late < early + 16 * 1024, "{early} KiB after 20,000, {late} KiB after 99,000");
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
