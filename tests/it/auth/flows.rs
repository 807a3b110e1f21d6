//! People who sign in, each from the first request to a token that Graph takes.

use std::thread;

use o365::auth::{
    AuthCode, Credential, Identity, MemoryStore, Password, PendingSignIn, RefreshToken, TokenFn,
    TokenStore,
};
use o365::protocol::Graph;
use o365::{Account, Result};
use o365_sandbox::{CLIENT_SECRET, PASSWORD, Sandbox, USER};

use super::{answers, app, browse, get, person, transport, works};

pub(super) fn browser(url: &str) -> std::io::Result<()> {
    let url = url.to_owned();
    thread::spawn(move || {
        let page = get(&browse(&url));
        assert!(page.contains("You are signed in"), "{page}");
    });
    Ok(())
}

#[test]
fn a_browser_on_this_machine() {
    let sandbox = Sandbox::start().unwrap();
    // the sandbox checks PKCE and the redirect URI
    works(&sandbox, person(&sandbox).flow(AuthCode::open_with(browser)).build().unwrap());
    let confidential = AuthCode::open_with(browser).credential(Credential::secret(CLIENT_SECRET));
    works(&sandbox, person(&sandbox).flow(confidential).build().unwrap());
    assert_eq!(answers(&sandbox), [200, 200]);
}

#[test]
fn an_address_pasted_by_hand() {
    let sandbox = Sandbox::start().unwrap();
    let flow = AuthCode::pasted(|url| Ok(browse(url)));
    works(&sandbox, person(&sandbox).flow(flow).build().unwrap());
}

#[test]
fn a_web_application_in_two_steps() {
    let sandbox = Sandbox::start().unwrap();
    let store = MemoryStore::new();
    let source = || {
        let flow = AuthCode::new().credential(Credential::secret(CLIENT_SECRET));
        person(&sandbox).flow(flow).store(store.clone()).build().unwrap()
    };
    let session =
        serde_json::to_string(&source().begin("https://app.example/back").unwrap()).unwrap();
    // .. the browser goes, and comes back to another process
    let pending: PendingSignIn = serde_json::from_str(&session).unwrap();
    let came_back = browse(pending.url());
    assert!(came_back.starts_with("https://app.example/back?code="));
    source().finish(&transport(), &pending, &came_back).unwrap();
    // a code is good once
    let error = source().finish(&transport(), &pending, &came_back).unwrap_err();
    assert_eq!((error.code(), error.needs_sign_in()), (Some("invalid_grant"), true));
    works(&sandbox, source());
}

#[test]
fn a_name_and_a_password() {
    let sandbox = Sandbox::start().unwrap();
    works(&sandbox, person(&sandbox).flow(Password::new(USER, PASSWORD)).build().unwrap());
    let wrong = person(&sandbox).flow(Password::new(USER, "wrong")).build().unwrap();
    assert_eq!(wrong.sign_in(&transport()).unwrap_err().code(), Some("invalid_grant"));
    assert_eq!(answers(&sandbox), [200, 400], "a wrong password is sent once");
}

#[test]
fn a_refresh_token_from_elsewhere() {
    let sandbox = Sandbox::start().unwrap();
    let store = MemoryStore::new();
    let flow = Password::new(USER, PASSWORD);
    let source = person(&sandbox).flow(flow).account(USER).store(store.clone()).build().unwrap();
    source.sign_in(&transport()).unwrap();
    let key = o365::auth::StoreKey::new(&app(&sandbox), Identity::Person, Some(USER)).unwrap();
    let given = store.load(&key).unwrap().unwrap().refresh_token().unwrap().clone();
    works(&sandbox, person(&sandbox).flow(RefreshToken::new(given)).build().unwrap());
}

#[test]
fn tokens_from_a_closure() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let tokens = [sandbox.token(), sandbox.token()];
    sandbox.revoke(&tokens[0]);
    let source = TokenFn::new(move |ask| {
        let place = usize::from(ask.rejected.is_some());
        Ok(o365::auth::AccessToken::new(tokens[place].as_str()))
    });
    let account = Account::with_token_source(source);
    let account = account.protocol(Graph::at(sandbox.graph_url())).build()?;
    account.mailbox().inbox().messages().first()?;
    Ok(())
}

#[test]
fn a_token_that_is_given() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.token();
    let account = Account::with_token(token.as_str()).protocol(Graph::at(sandbox.graph_url()));
    let account = account.build()?;
    account.mailbox().inbox().get()?;
    sandbox.expire_tokens();
    let error = account.mailbox().inbox().get().unwrap_err();
    assert!(error.needs_sign_in() && error.to_string().contains("can't be renewed"), "{error}");
    Ok(())
}

#[test]
fn somebody_else_signs_in() {
    let sandbox = Sandbox::builder().user("denis@law.com").start().unwrap();
    let flow = AuthCode::pasted(|url| Ok(browse(url)));
    let source = person(&sandbox).account(USER).flow(flow).build().unwrap();
    let error = source.sign_in(&transport()).unwrap_err();
    assert!(
        error.to_string().contains("`denis@law.com` signed in, not `george@best.com`"),
        "{error}"
    );
    assert!(!source.is_signed_in().unwrap());
}
