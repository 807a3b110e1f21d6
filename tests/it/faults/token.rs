//! Tokens that are refused, lapse, and can't be had.

use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

use o365::auth::{
    AccessToken, Identity, MemoryStore, OAuth, Password, StoreFailure, StoreKey, StoreLock, Token,
    TokenRequest, TokenSource, TokenStore,
};
use o365::protocol::Graph;
use o365::{Account, Connection, Error, Result};
use o365_sandbox::{Fault, PASSWORD, Sandbox, USER};
use serde_json::json;

use super::{json, quick};
use crate::auth::{answers, app, person, token, transport};

const TOKEN: &str = "/*/oauth2/v2.0/token";

fn key(sandbox: &Sandbox) -> StoreKey {
    StoreKey::new(&app(sandbox), Identity::Person, Some(USER)).unwrap()
}

/// Somebody who has just signed in.
fn signed_in(sandbox: &Sandbox, store: impl TokenStore + Clone + 'static) -> OAuth {
    let source = || person(sandbox).account(USER).scopes(["Mail.Read", "Files.Read"]);
    let by_password = source().flow(Password::new(USER, PASSWORD)).store(store.clone());
    by_password.build().unwrap().sign_in(&transport()).unwrap();
    sandbox.clear_requests();
    // Another run of the program, which can ask nobody.
    source().store(store).build().unwrap()
}

fn account(sandbox: &Sandbox, source: OAuth) -> Account {
    let account = Account::with_token_source(source).protocol(Graph::at(sandbox.graph_url()));
    account.retry(quick()).build().unwrap()
}

fn another(source: &OAuth, old: &str) -> Result<String> {
    let (transport, old) = (transport(), AccessToken::new(old));
    let ask = TokenRequest::new(&transport).instead_of(&old);
    source.token(&ask).map(|token| token.secret().to_owned())
}

/// `token 200`, or the method and the status.
fn lines(sandbox: &Sandbox) -> Vec<String> {
    let line = |line: String| {
        let words: Vec<_> = line.split(' ').collect();
        let what = if words[1].ends_with("/token") { "token" } else { words[0] };
        format!("{what} {}", words[2])
    };
    super::lines(sandbox).into_iter().map(line).collect()
}

/// The refresh tokens that were sent.
fn sent(sandbox: &Sandbox) -> Vec<String> {
    let requests = sandbox.requests();
    let forms = requests.iter().map(|request| String::from_utf8_lossy(&request.body).into_owned());
    let field = |form: String| {
        let mut fields = form.split('&');
        fields.find_map(|field| Some(field.strip_prefix("refresh_token=")?.to_owned()))
    };
    forms.filter_map(field).collect()
}

#[test]
fn a_refused_token_is_replaced_once() {
    let sandbox = Sandbox::start().unwrap();
    let account = account(&sandbox, signed_in(&sandbox, MemoryStore::new()));
    account.mailbox().inbox().get().unwrap();
    sandbox.expire_tokens();
    account.mailbox().inbox().get().unwrap();
    assert_eq!(lines(&sandbox), ["GET 200", "GET 401", "token 200", "GET 200"]);
    let requests = sandbox.requests();
    let authorization = |at: usize| requests[at].header("authorization").unwrap().to_owned();
    assert_eq!(authorization(0), authorization(1));
    assert_ne!(authorization(1), authorization(3), "with the new one");
}

#[test]
fn a_token_that_is_refused_always_is_replaced_once_and_no_more() {
    let sandbox = Sandbox::start().unwrap();
    let store = MemoryStore::new();
    let account = account(&sandbox, signed_in(&sandbox, store.clone()));
    sandbox.fault(Fault::status(401).on("GET", "/me/**").always());
    let error = account.mailbox().inbox().get().unwrap_err();
    assert_eq!(error.status(), Some(401), "{error}");
    assert!(error.needs_sign_in(), "{error}");
    assert_eq!(lines(&sandbox), ["GET 401", "token 200", "GET 401"]);
    // A drive that was never opened answers like this: the sign-in isn't thrown away for it.
    sandbox.clear_requests();
    let error = account.storage().default_drive().get().unwrap_err();
    assert_eq!(error.status(), Some(401), "{error}");
    assert_eq!(lines(&sandbox), ["GET 401", "token 200", "GET 401"]);
    assert!(error.advice().is_some(), "{error}");
    assert!(store.load(&key(&sandbox)).unwrap().is_some());
}

#[test]
fn eight_threads_whose_token_is_refused_at_once_renew_once() {
    let sandbox = Sandbox::start().unwrap();
    let source = signed_in(&sandbox, MemoryStore::new());
    let connection = Connection::builder(source)
        .protocol(Graph::at(sandbox.graph_url()))
        .retry(quick())
        .build()
        .unwrap();
    sandbox.expire_tokens();
    // All have asked before the first is refused.
    sandbox.fault(Fault::delay(Duration::from_millis(200)).on("GET", "/me/drive").times(8));
    let start = Barrier::new(8);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                start.wait();
                connection.get("/me/drive").send().unwrap();
            });
        }
    });
    let lines = lines(&sandbox);
    let count = |what: &str| lines.iter().filter(|line| *line == what).count();
    assert_eq!((count("GET 401"), count("token 200"), count("GET 200")), (8, 1, 8), "{lines:?}");
}

#[test]
fn a_spent_refresh_token_is_told_and_stays_stored() {
    let sandbox = Sandbox::start().unwrap();
    let store = MemoryStore::new();
    let source = signed_in(&sandbox, store.clone());
    let old = token(&source).unwrap();
    let body = json!({
        "error": "invalid_grant", "error_codes": [700082],
        "error_description": "AADSTS700082: The refresh token has expired due to inactivity.",
    });
    sandbox.fault(json(400, body).on("POST", TOKEN).always());
    let error = another(&source, &old).unwrap_err();
    assert!(error.needs_sign_in(), "{error}");
    assert_eq!(error.code(), Some("invalid_grant"));
    assert!(error.to_string().contains("AADSTS700082"), "{error}");
    assert_eq!(lines(&sandbox), ["token 400"]);
    assert!(store.load(&key(&sandbox)).unwrap().unwrap().refresh_token().is_some());
}

#[test]
fn a_refresh_token_that_somebody_else_spent_is_replaced_by_the_newer_one() {
    let newer: Arc<Mutex<Option<(StoreKey, MemoryStore, Token)>>> = Arc::default();
    let told = Arc::clone(&newer);
    // Another library, which knows nothing of our lock, writes while our request is under way.
    let hook = move |request: &o365_sandbox::LoggedRequest| {
        if request.status == Some(400)
            && let Some((key, store, token)) = told.lock().unwrap().take()
        {
            store.save(&key, &token).unwrap();
        }
    };
    let sandbox = Sandbox::builder().on_request(hook).start().unwrap();
    let (store, other) = (MemoryStore::new(), MemoryStore::new());
    let source = signed_in(&sandbox, store.clone());
    drop(signed_in(&sandbox, other.clone()));
    let old = token(&source).unwrap();
    let good = other.load(&key(&sandbox)).unwrap().unwrap().refresh_token().unwrap().clone();
    let token = Token::new("old").refresh(good).lifetime(Duration::ZERO);
    *newer.lock().unwrap() = Some((key(&sandbox), store, token));
    let spent = json!({"error": "invalid_grant", "error_description": "AADSTS54005: spent"});
    sandbox.fault(json(400, spent).on("POST", TOKEN));
    another(&source, &old).unwrap();
    assert_eq!(lines(&sandbox), ["token 400", "token 200"]);
    let sent = sent(&sandbox);
    assert_ne!(sent[0], sent[1]);
}

#[test]
fn an_outage_of_the_sign_in_is_sat_out() {
    let run = |fault: Fault| {
        let sandbox = Sandbox::start().unwrap();
        let store = MemoryStore::new();
        let source = signed_in(&sandbox, store.clone());
        let old = token(&source).unwrap();
        let what = format!("{fault:?}");
        sandbox.fault(fault.on("POST", TOKEN));
        let new = another(&source, &old).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_ne!(new, old);
        let sent = sent(&sandbox);
        assert_eq!((sent.len(), &sent[0]), (2, &sent[1]), "{what}");
        assert!(store.load(&key(&sandbox)).unwrap().is_some());
    };
    // Side by side, for they wait.
    thread::scope(|scope| {
        for fault in
            [Fault::status(503), Fault::status(429).retry_after("1"), Fault::close(), Fault::html()]
        {
            scope.spawn(move || run(fault));
        }
    });
}

#[test]
fn a_page_where_a_token_should_be_is_no_token_and_takes_none_away() {
    let sandbox = Sandbox::start().unwrap();
    let store = MemoryStore::new();
    let source = signed_in(&sandbox, store.clone());
    let old = token(&source).unwrap();
    sandbox.fault(Fault::html().on("POST", TOKEN).always());
    let error = another(&source, &old).unwrap_err();
    assert!(!error.needs_sign_in(), "{error}");
    assert!(answers(&sandbox).len() > 1, "it was tried again");
    assert!(store.load(&key(&sandbox)).unwrap().is_some());
}

/// An answer of the token endpoint in which only what is said is missing or odd.
fn given(sandbox: &Sandbox, expires_in: serde_json::Value) -> Fault {
    let mut body = json!({"token_type": "Bearer", "access_token": sandbox.token()});
    if !expires_in.is_null() {
        body["expires_in"] = expires_in;
    }
    json(200, body).on("POST", TOKEN)
}

#[test]
fn an_answer_without_a_refresh_token_leaves_the_old_one() {
    let sandbox = Sandbox::start().unwrap();
    let source = signed_in(&sandbox, MemoryStore::new());
    let old = token(&source).unwrap();
    sandbox.fault(given(&sandbox, 3_600.into()));
    let new = another(&source, &old).unwrap();
    another(&source, &new).unwrap();
    let sent = sent(&sandbox);
    assert_eq!((sent.len(), &sent[0]), (2, &sent[1]));
}

#[test]
fn odd_lifetimes_are_read_or_good_once() {
    for (expires_in, requests) in [
        (json!("3599"), 1),
        (json!(null), 1),
        // Due at once: used for this call, and the next call asks again.
        (json!(0), 2),
        (json!(-5), 2),
    ] {
        let sandbox = Sandbox::start().unwrap();
        let source = signed_in(&sandbox, MemoryStore::new());
        let old = token(&source).unwrap();
        sandbox.fault(given(&sandbox, expires_in.clone()));
        assert_ne!(another(&source, &old).unwrap(), old);
        token(&source).unwrap();
        assert_eq!(answers(&sandbox), vec![200; requests], "{expires_in}");
    }
}

#[test]
fn a_clock_that_is_wrong_renews_no_token_early() {
    for date in ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 2399 23:59:59 GMT"] {
        let sandbox = Sandbox::start().unwrap();
        let source = signed_in(&sandbox, MemoryStore::new());
        let old = token(&source).unwrap();
        // The service's clock and ours have nothing in common; only the lifetime counts.
        sandbox.fault(given(&sandbox, 3_600.into()).header("Date", date));
        let new = another(&source, &old).unwrap();
        for _ in 0..3 {
            assert_eq!(token(&source).unwrap(), new);
        }
        assert_eq!(answers(&sandbox), [200], "{date}");
    }
}

/// A disk that is full.
#[derive(Clone, Debug)]
struct Full(MemoryStore, Arc<Mutex<bool>>);

impl TokenStore for Full {
    fn load(&self, key: &StoreKey) -> Result<Option<Token>> {
        self.0.load(key)
    }
    fn save(&self, key: &StoreKey, token: &Token) -> Result<()> {
        match *self.1.lock().unwrap() {
            true => Err(Error::io("/full", std::io::ErrorKind::StorageFull.into())),
            false => self.0.save(key, token),
        }
    }
    fn delete(&self, key: &StoreKey) -> Result<()> {
        self.0.delete(key)
    }
    fn lock(&self, _: &StoreKey) -> Result<StoreLock> {
        Ok(StoreLock::none())
    }
}

#[test]
fn a_store_that_takes_nothing_loses_no_token() {
    let sandbox = Sandbox::start().unwrap();
    let (inner, is_full) = (MemoryStore::new(), Arc::new(Mutex::new(false)));
    let source = signed_in(&sandbox, Full(inner.clone(), Arc::clone(&is_full)));
    let old = token(&source).unwrap();
    *is_full.lock().unwrap() = true;
    let error = another(&source, &old).unwrap_err();
    assert!(error.to_string().contains("/full"), "{error}");
    assert_eq!(inner.load(&key(&sandbox)).unwrap().unwrap().access_token().secret(), old);
    *is_full.lock().unwrap() = false;
    let new = token(&source).unwrap();
    assert_ne!(new, old);
    assert_eq!(inner.load(&key(&sandbox)).unwrap().unwrap().access_token().secret(), new);
    assert_eq!(answers(&sandbox), [200], "what was renewed once is kept until the disk takes it");
}

#[test]
fn a_program_can_go_on_without_its_store() {
    let sandbox = Sandbox::start().unwrap();
    let (inner, is_full) = (MemoryStore::new(), Arc::new(Mutex::new(false)));
    drop(signed_in(&sandbox, inner.clone()));
    *is_full.lock().unwrap() = true;
    let store = Full(inner, is_full);
    let source = person(&sandbox).account(USER).store(store);
    let source = source.on_store_failure(StoreFailure::Warn).build().unwrap();
    let old = token(&source).unwrap();
    let second = another(&source, &old).unwrap();
    // The second renewal goes with what the first one brought, though the disk has the old one.
    another(&source, &second).unwrap();
    let sent = sent(&sandbox);
    assert_eq!((answers(&sandbox), sent[0] != sent[1]), (vec![200, 200], true));
}

#[test]
fn a_throttled_sign_in_and_a_throttled_mailbox_are_two_things() {
    let sandbox = Sandbox::start().unwrap();
    let account = account(&sandbox, signed_in(&sandbox, MemoryStore::new()));
    sandbox.expire_tokens();
    sandbox.fault(Fault::status(429).retry_after("1").on("POST", TOKEN));
    sandbox.fault(Fault::status(429).retry_after("1").on("GET", "/me/mailFolders/*").after(1));
    account.mailbox().inbox().get().unwrap();
    let expected = ["GET 401", "token 429", "token 200", "GET 429", "GET 200"];
    assert_eq!(lines(&sandbox), expected);
    let requests = sandbox.requests();
    let gap = |from: usize, to: usize| requests[to].received - requests[from].received;
    assert!(gap(1, 2) >= Duration::from_secs(1) && gap(3, 4) >= Duration::from_secs(1));
}

#[test]
fn a_mailbox_that_is_held_back_holds_no_renewal() {
    let sandbox = Sandbox::start().unwrap();
    let account = account(&sandbox, signed_in(&sandbox, MemoryStore::new()));
    sandbox.fault(Fault::status(429).retry_after("3").on("GET", "/me/mailFolders/*"));
    thread::scope(|scope| {
        scope.spawn(|| account.mailbox().inbox().get().unwrap());
        while lines(&sandbox) != ["GET 429"] {
            thread::sleep(Duration::from_millis(5));
        }
        sandbox.expire_tokens();
        account.api().get("/me/drive").send().unwrap();
        assert_eq!(lines(&sandbox), ["GET 429", "GET 401", "token 200", "GET 200"]);
    });
    let lines = lines(&sandbox);
    assert_eq!(lines.last().unwrap(), "GET 200");
    assert_eq!(lines.iter().filter(|line| line.starts_with("token")).count(), 1, "{lines:?}");
}

#[test]
fn a_token_that_lapses_between_two_pages_costs_no_item() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.seed_inbox(30);
    let account = account(&sandbox, signed_in(&sandbox, MemoryStore::new()));
    let mailbox = account.mailbox();
    let mut pager = mailbox.inbox().messages().page_size(10).into_iter();
    let first = pager.by_ref().take(10).map(Result::unwrap).count();
    sandbox.expire_tokens();
    assert_eq!(first + pager.map(Result::unwrap).count(), 30);
    let lines = lines(&sandbox);
    assert_eq!(lines[..5], ["GET 200", "GET 401", "token 200", "GET 200", "GET 200"], "{lines:?}");
}
