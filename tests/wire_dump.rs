//! A process of its own, for a logger that takes everything: what ureq writes at the trace level would be secrets.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use o365::auth::{App, MemoryStore, OAuth, Password};
use o365::transport::UreqTransport;
use o365::{Account, protocol::Graph};
use o365_sandbox::{CLIENT_ID, PASSWORD, Sandbox, TENANT_ID, USER};

static LOGGED: Mutex<String> = Mutex::new(String::new());
static TAKES_UREQ: AtomicBool = AtomicBool::new(true);

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, about: &log::Metadata<'_>) -> bool {
        let is_dump = about.level() == log::Level::Trace && about.target().starts_with("ureq");
        !is_dump || TAKES_UREQ.load(Ordering::Relaxed)
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            let mut text = LOGGED.lock().unwrap_or_else(PoisonError::into_inner);
            writeln!(text, "{} {}", record.target(), record.args()).unwrap();
        }
    }

    fn flush(&self) {}
}

fn logged() -> String {
    std::mem::take(&mut *LOGGED.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The text as ureq's protocol crate shows it: four digits, a space.
fn hex(text: &str) -> String {
    let pairs = text.as_bytes().chunks(2);
    let words = pairs.map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn nothing_is_sent_while_all_that_is_sent_would_be_logged() {
    log::set_logger(&Logger).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let sandbox = Sandbox::start().unwrap();
    sandbox.seed_inbox(2);
    let token = sandbox.token();
    let app = App::new(CLIENT_ID).tenant(TENANT_ID).login_url(sandbox.login_url());
    let sign_in = || {
        let flow = Password::new(USER, PASSWORD);
        let source = OAuth::builder(app.clone()).account(USER).store(MemoryStore::new());
        source.scopes(["Mail.Read"]).flow(flow).build().unwrap()
    };
    let read = |transport: UreqTransport| {
        let account = Account::with_token(token.as_str()).protocol(Graph::at(sandbox.graph_url()));
        account.transport(transport).build()?.mailbox().inbox().messages().first()
    };

    // Trace is on for everything: neither a password nor a token leaves, and the error says what to do.
    let refusals = [
        sign_in().sign_in(&UreqTransport::default()).unwrap_err(),
        read(UreqTransport::default()).unwrap_err(),
    ];
    for error in refusals {
        assert!(error.to_string().contains("RUST_LOG=trace,ureq_proto=off,ureq=debug"), "{error}");
        assert!(error.to_string().contains("allow_wire_dump"), "{error}");
    }
    assert!(sandbox.requests().is_empty());
    let text = logged();
    assert!(text.contains("oauth2/v2.0/token") && text.contains("/me/"), "{text}");
    let ureqs = text.lines().find(|line| line.starts_with("ureq"));
    assert_eq!(ureqs, None);

    // As the error says: everything else at trace.
    TAKES_UREQ.store(false, Ordering::Relaxed);
    sign_in().sign_in(&UreqTransport::default()).unwrap();
    read(UreqTransport::default()).unwrap();
    let text = logged();
    assert!(text.contains("/me/mailFolders/inbox/messages"), "{text}");
    for secret in [&token, PASSWORD] {
        assert!(!text.contains(secret) && !text.contains(&hex(secret)[..20]), "{text}");
    }

    // What would have been in the log otherwise.
    TAKES_UREQ.store(true, Ordering::Relaxed);
    read(UreqTransport::builder().allow_wire_dump().build().unwrap()).unwrap();
    assert!(logged().contains("ureq_proto"));
}
