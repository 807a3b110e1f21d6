//! The umbrella: how an account is put together, and what crosses threads.

use o365::auth::{MemoryStore, StaticToken};
use o365::mail::Mailbox;
use o365::protocol::Graph;
use o365::{Account, Cloud, Resource, Retry, scopes};
use o365_sandbox::Sandbox;

#[test]
fn signs_in_by_a_code_once_and_out_again() {
    let sandbox = std::sync::Arc::new(
        Sandbox::builder().device_interval(std::time::Duration::ZERO).start().unwrap(),
    );
    let store = MemoryStore::new();
    let person = std::sync::Arc::clone(&sandbox);
    let builder = |store: MemoryStore| {
        let person = std::sync::Arc::clone(&person);
        Account::builder(o365_sandbox::CLIENT_ID)
            .protocol(Graph::at(sandbox.graph_url()))
            .login_url(sandbox.login_url())
            .scopes([scopes::MAIL_READ])
            .store(store)
            .device_code(move |prompt| assert!(person.approve(&prompt.user_code)))
    };
    let account = builder(store.clone()).build().unwrap();
    assert!(!account.is_signed_in().unwrap());
    assert!(account.mailbox().inbox().get().unwrap_err().needs_sign_in());

    let account = builder(store.clone()).sign_in().unwrap();
    assert!(account.is_signed_in().unwrap());
    assert_eq!(
        account.user().unwrap().and_then(|user| user.username).as_deref(),
        Some(sandbox.user())
    );
    assert!(account.mailbox().inbox().get().is_ok());

    sandbox.clear_requests();
    let again = builder(store).sign_in().unwrap();
    assert_eq!(sandbox.request_count(), 0, "what is kept is used");
    again.sign_out().unwrap();
    assert!(!again.is_signed_in().unwrap());
}

#[test]
fn a_revoked_sign_in_is_asked_for_again() {
    let sandbox = std::sync::Arc::new(
        Sandbox::builder().device_interval(std::time::Duration::ZERO).start().unwrap(),
    );
    let store = MemoryStore::new();
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let builder = || {
        let (person, asked) = (std::sync::Arc::clone(&sandbox), std::sync::Arc::clone(&asked));
        Account::builder(o365_sandbox::CLIENT_ID)
            .protocol(Graph::at(sandbox.graph_url()))
            .login_url(sandbox.login_url())
            .scopes([scopes::MAIL_READ])
            .store(store.clone())
            .device_code(move |prompt| {
                asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                assert!(person.approve(&prompt.user_code));
            })
    };
    let account = builder().sign_in().unwrap();
    sandbox.revoke_refresh_tokens();
    sandbox.expire_tokens();
    // By our clock the token is good: only the service can tell that it isn't.
    let error = account.mailbox().inbox().get().unwrap_err();
    assert!(error.needs_sign_in(), "{error}");
    // The next run of the program asks the person, and is well again.
    let account = builder().sign_in().unwrap();
    assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 2);
    assert!(account.mailbox().inbox().get().is_ok());
}

#[test]
fn what_can_not_work_is_told_before_anything_is_sent() {
    let error = Account::with_token("x").scopes([scopes::MAIL_READ]).build().unwrap_err();
    assert!(error.to_string().contains("`scopes`"), "{error}");
    let error = Account::with_token("x").client_secret("hush").build().unwrap_err();
    assert!(!error.to_string().contains("hush"), "{error}");
    assert!(Account::with_token("x").build().unwrap().sign_out().is_err());
    let error = Account::with_token("x")
        .protocol(Graph::at("http://graph.example/v1.0"))
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("https"), "{error}");
    let secret = Account::builder("app")
        .client_secret("hush")
        .store(MemoryStore::new())
        .retry(Retry::none());
    let error = secret.sign_in().unwrap_err();
    assert!(error.to_string().contains("tenant"), "an application needs one tenant: {error}");
}

#[test]
fn a_cloud_brings_its_graph_unless_a_protocol_is_given() {
    let root = |account: &Account| account.api().protocol().root().to_owned();
    let builder = || Account::builder("app").store(MemoryStore::new());
    let china = builder().cloud(Cloud::China).build().unwrap();
    assert_eq!(root(&china), "https://microsoftgraph.chinacloudapi.cn/v1.0");
    for account in [
        builder()
            .cloud(Cloud::China)
            .protocol(Graph::at("http://127.0.0.1:1/v1.0"))
            .build()
            .unwrap(),
        builder()
            .protocol(Graph::at("http://127.0.0.1:1/v1.0"))
            .cloud(Cloud::China)
            .build()
            .unwrap(),
    ] {
        assert_eq!(root(&account), "http://127.0.0.1:1/v1.0");
    }
}

#[test]
fn resources_are_read_as_the_ancestor_read_them() {
    let account = Account::with_token_source(StaticToken::new("x"))
        .resource("shared@best.com")
        .build()
        .unwrap();
    assert_eq!(account.resource(), &Resource::user("shared@best.com"));
    assert_eq!(account.with_resource("group:1").resource(), &Resource::group("1"));
    assert!(account.with_resource("").mailbox().inbox().get().is_err(), "an empty name is nobody");
}

#[test]
fn everything_crosses_threads() {
    fn check<T: Send + Sync>() {}
    fn check_send<T: Send>() {}
    check::<Account>();
    check::<o365::Connection>();
    check::<o365::Endpoint>();
    check::<Mailbox>();
    check::<o365::mail::FolderHandle>();
    check::<o365::mail::MessageHandle>();
    check::<o365::List<o365::mail::Message>>();
    check::<o365::Error>();
    check_send::<o365::Pager<o365::mail::Message>>();
    check_send::<o365::AccountBuilder>();
    check_send::<o365::connection::Stream>();
    check_send::<o365::connection::Request>();
}
