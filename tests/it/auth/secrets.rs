//! Nothing secret is logged or shown, whatever happens during a run.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write};
use std::sync::{Mutex, OnceLock, PoisonError};

use o365::auth::{
    AccessToken, AuthCode, ClientSecret, Credential, DeviceCode, Flow, ManagedIdentity, OAuth,
    OnBehalfOf, Password, RefreshToken, Secret, StaticToken, StoreKey, TokenRequest, TokenSource,
    TokenStore,
};
use o365::auth::{FileStore, Identity};
use o365::mail::MessageDraft;
use o365::protocol::Graph;
use o365::{Account, Error};
use o365_sandbox::{CLIENT_SECRET, Fault, IDENTITY_HEADER, PASSWORD, Sandbox, USER};

use super::{app, browse, person, transport};

/// What was logged in this process, by all tests, at the trace level of everything but ureq: with that, nothing is sent
/// (tests/wire_dump.rs).
fn logged() -> &'static Mutex<String> {
    static LOGGED: OnceLock<Mutex<String>> = OnceLock::new();
    struct Logger;
    impl log::Log for Logger {
        fn enabled(&self, about: &log::Metadata<'_>) -> bool {
            about.level() < log::Level::Trace || !about.target().starts_with("ureq")
        }
        fn log(&self, record: &log::Record<'_>) {
            if !self.enabled(record.metadata()) {
                return;
            }
            let mut text = logged().lock().unwrap_or_else(PoisonError::into_inner);
            writeln!(text, "{} {} {}", record.level(), record.target(), record.args()).unwrap();
        }
        fn flush(&self) {}
    }
    LOGGED.get_or_init(|| {
        log::set_logger(&Logger).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        Mutex::default()
    })
}

/// All that people might print.
#[derive(Default)]
struct Shown(String);

impl Shown {
    fn debug(&mut self, it: &dyn Debug) {
        write!(self.0, "{it:?}\n{it:#?}\n").unwrap();
    }

    fn result(&mut self, result: o365::Result<impl Debug>) {
        match result {
            Ok(it) => self.debug(&it),
            Err(error) => self.error(&error),
        }
    }

    fn error(&mut self, error: &Error) {
        write!(self.0, "{error}\n{error:?}\n{:?}\n{:#?}\n", error.kind(), error.advice()).unwrap();
        let mut cause = std::error::Error::source(error);
        while let Some(error) = cause {
            write!(self.0, "{error}\n{error:?}\n").unwrap();
            cause = error.source();
        }
    }
}

/// What was sent that nobody else may see.
fn sent(sandbox: &Sandbox) -> BTreeSet<String> {
    const FIELDS: [&str; 9] = [
        "code",
        "code_verifier",
        "client_secret",
        "client_assertion",
        "assertion",
        "password",
        "refresh_token",
        "device_code",
        "state",
    ];
    let mut all = BTreeSet::new();
    for request in sandbox.requests() {
        for (name, value) in &request.headers {
            match name.to_ascii_lowercase().as_str() {
                "authorization" => all.extend(value.split(' ').nth(1).map(str::to_owned)),
                "x-identity-header" => _ = all.insert(value.clone()),
                _ => {}
            }
        }
        let form = String::from_utf8_lossy(&request.body).into_owned();
        let query = request.target.split_once('?').map_or("", |(_, query)| query);
        for (name, value) in
            query.split('&').chain(form.split('&')).filter_map(|it| it.split_once('='))
        {
            if FIELDS.contains(&name) && request.target.contains("oauth2") {
                all.extend([value.to_owned(), decoded(value)]);
            }
        }
    }
    all
}

fn decoded(value: &str) -> String {
    let mut parts = value.split('%');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let letter = u8::from_str_radix(&part[..2], 16).unwrap();
        text + &char::from(letter).to_string() + &part[2..]
    })
}

/// Each way to sign in, a renewal, requests, and what can go wrong on the way.
fn run(sandbox: &Sandbox, store: &FileStore, shown: &mut Shown) {
    let network = transport();
    let callers = sandbox.token();
    let approve = |prompt: &o365::auth::DevicePrompt| assert!(!prompt.user_code.is_empty());
    let flows: Vec<Box<dyn Fn() -> OAuth>> = vec![
        Box::new(|| {
            let flow = AuthCode::pasted(|url| Ok(browse(url)));
            build(sandbox, store, flow.credential(Credential::secret(CLIENT_SECRET)))
        }),
        Box::new(|| build(sandbox, store, DeviceCode::new(approve))),
        Box::new(|| build(sandbox, store, Password::new(USER, PASSWORD))),
        Box::new(|| {
            let callers = Secret::from(callers.as_str());
            build(sandbox, store, OnBehalfOf::new(Credential::secret(CLIENT_SECRET), callers))
        }),
        Box::new(|| application(sandbox, ClientSecret::new(CLIENT_SECRET))),
        Box::new(|| {
            let identity = ManagedIdentity::system();
            application(sandbox, identity.app_service(sandbox.identity_endpoint(), IDENTITY_HEADER))
        }),
        Box::new(|| {
            let token = sandbox.workload_token("pod");
            let give = move || Ok(Secret::from(token.as_str()));
            application(sandbox, o365::auth::ClientCredentials::new(Credential::assertion(give)))
        }),
        Box::new(|| build(sandbox, store, RefreshToken::new("0.AX-hush-hush-hush"))),
        Box::new(|| build(sandbox, store, Password::new(USER, "hush-wrong-password"))),
        Box::new(|| application(sandbox, ClientSecret::new("hush-wrong-secret"))),
    ];
    for make in flows {
        let source = make();
        shown.debug(&source);
        match source.sign_in_anew(&network, None) {
            Err(error) => shown.error(&error),
            Ok(()) => {
                let token = source.token(&TokenRequest::new(&network)).unwrap();
                shown.debug(&(&token, source.user()));
                let ask = TokenRequest::new(&network).instead_of(&token);
                shown.debug(&ask);
                shown.result(source.token(&ask));
            }
        }
    }
    let pending = build(sandbox, store, AuthCode::new()).begin("https://app.example/back").unwrap();
    shown.debug(&pending);
    let late = format!("https://app.example/back?code=hush-a-code&state=hush-a-state{}", USER);
    shown.error(
        &build(sandbox, store, AuthCode::new()).finish(&network, &pending, &late).unwrap_err(),
    );
}

fn build(sandbox: &Sandbox, store: &FileStore, flow: impl Flow + 'static) -> OAuth {
    person(sandbox).account(USER).store(store.clone()).flow(flow).build().unwrap()
}

fn application(sandbox: &Sandbox, flow: impl Flow + 'static) -> OAuth {
    OAuth::builder(app(sandbox)).flow(flow).build().unwrap()
}

/// Reads and sends mail, with every kind of failure.
fn work(sandbox: &Sandbox, store: &FileStore, shown: &mut Shown) {
    let source = build(sandbox, store, Password::new(USER, PASSWORD));
    source.sign_in(&transport()).unwrap();
    let builder = Account::with_token_source(source).protocol(Graph::at(sandbox.graph_url()));
    let account = builder.build().unwrap();
    shown.debug(&account);
    let mailbox = account.mailbox();
    mailbox.send(&MessageDraft::new().to(USER).subject("Hello").attach(("a.txt", "text"))).unwrap();
    for message in mailbox.inbox().messages().page_size(2) {
        shown.debug(&message.unwrap());
    }
    let faults = [
        Fault::status(429).retry_after("0"),
        Fault::status(401),
        Fault::status(403),
        Fault::status(200).body("application/json", "{\"value\": 7}"),
        Fault::status(502).body("text/html", "<html>Bad"),
    ];
    for fault in faults {
        sandbox.clear_faults();
        sandbox.fault(fault.on("GET", "/me/messages"));
        shown.result(mailbox.messages().first());
    }
    sandbox.clear_faults();
    shown.error(&mailbox.message("nothing").get().unwrap_err());
    sandbox.expire_tokens();
    mailbox.inbox().get().unwrap();
    sandbox.expire_tokens();
    sandbox.revoke_refresh_tokens();
    shown.result(mailbox.inbox().get());
    let given = Account::with_token("hush-a-given-token").protocol(Graph::at(sandbox.graph_url()));
    shown.debug(&given);
    shown.error(&given.build().unwrap().mailbox().inbox().get().unwrap_err());
    shown.debug(&(AccessToken::new("hush-1"), StaticToken::new("hush-2"), Secret::from("hush-3")));
}

#[test]
fn nothing_secret_is_logged_or_shown() {
    logged();
    let sandbox = Sandbox::builder().approve_after(1).workload(o365_sandbox::CLIENT_ID, "pod");
    let sandbox = sandbox.start().unwrap();
    sandbox.seed_inbox(5);
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::folder(folder.path());
    let mut shown = Shown::default();
    run(&sandbox, &store, &mut shown);
    work(&sandbox, &store, &mut shown);

    let mut secrets = sent(&sandbox);
    let key = StoreKey::new(&app(&sandbox), Identity::Person, Some(USER)).unwrap();
    let kept = store.load(&key).unwrap().unwrap();
    shown.debug(&kept);
    let parts = [kept.refresh_token(), kept.id_token()].into_iter().flatten();
    secrets.extend(parts.map(|secret| secret.reveal().to_owned()));
    secrets.insert(kept.access_token().secret().to_owned());
    secrets.insert("hush".to_owned());
    assert!(secrets.len() > 20, "{}", secrets.len());
    assert!([CLIENT_SECRET, PASSWORD, IDENTITY_HEADER].iter().all(|it| secrets.contains(*it)));

    let logged = logged().lock().unwrap_or_else(PoisonError::into_inner);
    for expected in ["oauth2/v2.0/token", "/me/messages", "429", "401", "403", "502"] {
        assert!(logged.contains(expected), "the test doesn't see the log: {expected}");
    }
    for secret in secrets.iter().filter(|secret| secret.len() >= 4) {
        for (place, text) in [("logged", logged.as_str()), ("shown", shown.0.as_str())] {
            if let Some(at) = text.find(secret.as_str()) {
                let around: String = text[..at].chars().rev().take(200).collect();
                let around: String = around.chars().rev().collect();
                panic!("a secret is {place}: {around}{secret}");
            }
        }
    }
}
