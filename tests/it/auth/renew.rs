//! Renewing against an identity platform that takes a refresh token once.

use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use o365::Account;
use o365::auth::{AccessToken, FileStore, OAuth, Password, TokenRequest, TokenSource};
use o365::protocol::Graph;
use o365_sandbox::{Fault, PASSWORD, Sandbox, USER};

use super::{answers, person, token, transport};

/// Somebody signed in before; only the store knows.
fn signed_in(sandbox: &Sandbox, store: &FileStore) {
    let flow = Password::new(USER, PASSWORD);
    let source = person(sandbox).account(USER).flow(flow).store(store.clone()).build().unwrap();
    source.sign_in(&transport()).unwrap();
    sandbox.clear_requests();
}

fn later(sandbox: &Sandbox, store: &FileStore) -> OAuth {
    person(sandbox).account(USER).store(store.clone()).build().unwrap()
}

#[test]
fn threads_and_sources_with_one_file_renew_once() {
    // half of two seconds is over at once
    let sandbox = Sandbox::builder().token_lifetime(Duration::from_secs(2)).start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::folder(folder.path());
    signed_in(&sandbox, &store);
    thread::sleep(Duration::from_millis(1_100));
    let sources = [later(&sandbox, &store), later(&sandbox, &store)];
    let start = Barrier::new(32);
    let tokens: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..32)
            .map(|n| {
                let (sources, start) = (&sources, &start);
                scope.spawn(move || {
                    start.wait();
                    token(&sources[n % 2]).unwrap()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(tokens.iter().all(|token| *token == tokens[0]));
    assert_eq!(answers(&sandbox), [200]);
}

#[test]
fn renewals_follow_each_other_with_the_newest_refresh_token() {
    let sandbox = Sandbox::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::folder(folder.path());
    signed_in(&sandbox, &store);
    let mut seen = Vec::new();
    for _ in 0..3 {
        // a new run of the program each time
        let source = later(&sandbox, &store);
        let old = AccessToken::new(token(&source).unwrap());
        let transport = transport();
        let new = source.token(&TokenRequest::new(&transport).instead_of(&old)).unwrap();
        assert!(!seen.contains(&new), "{}", seen.len());
        seen.push(new);
    }
    assert_eq!(answers(&sandbox), [200, 200, 200]);
}

#[test]
fn a_challenge_of_claims_is_passed_on() {
    let sandbox = Sandbox::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::folder(folder.path());
    signed_in(&sandbox, &store);
    let source = later(&sandbox, &store);
    sandbox.revoke(&token(&source).unwrap());
    let account = Account::with_token_source(source).protocol(Graph::at(sandbox.graph_url()));
    account.build().unwrap().mailbox().inbox().get().unwrap();
    let requests = sandbox.requests();
    let renewal = requests.iter().find(|request| request.target.ends_with("/token")).unwrap();
    let form = String::from_utf8(renewal.body.clone()).unwrap();
    assert!(form.contains("&claims=%7B%22access_token%22%3A%7B%22nbf%22"), "{form}");
    let statuses: Vec<_> = requests.iter().filter_map(|request| request.status).collect();
    assert_eq!(statuses, [401, 200, 200]);
}

#[test]
fn claims_that_need_a_person_are_told() {
    let sandbox = Sandbox::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::folder(folder.path());
    signed_in(&sandbox, &store);
    let source = later(&sandbox, &store);
    sandbox.revoke(&token(&source).unwrap());
    sandbox.revoke_refresh_tokens();
    let account = Account::with_token_source(source).protocol(Graph::at(sandbox.graph_url()));
    let error = account.build().unwrap().mailbox().inbox().get().unwrap_err();
    assert!(error.needs_sign_in(), "{error}");
    assert!(error.claims().is_some_and(|claims| claims.contains("nbf")), "{error:?}");
    assert_eq!(store.accounts(&super::app(&sandbox)).unwrap(), [USER], "what is stored stays");
}

#[test]
fn a_revoked_sign_in_says_so_and_an_outage_does_not() {
    let sandbox = Sandbox::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::folder(folder.path());
    signed_in(&sandbox, &store);
    let source = later(&sandbox, &store);
    let old = AccessToken::new(token(&source).unwrap());
    let transport = transport();
    let another = || source.token(&TokenRequest::new(&transport).instead_of(&old));
    sandbox.fault(Fault::status(503).times(3).on("POST", "/*/oauth2/v2.0/token"));
    assert!(!another().unwrap_err().needs_sign_in());
    sandbox.clear_faults();
    sandbox.revoke_refresh_tokens();
    let error = another().unwrap_err();
    assert!(error.needs_sign_in(), "{error}");
    assert_eq!(error.code(), Some("invalid_grant"));
    assert_eq!(store.accounts(&super::app(&sandbox)).unwrap(), [USER], "what is stored stays");
}
