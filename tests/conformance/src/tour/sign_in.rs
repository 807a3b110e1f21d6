//! Signing in: each flow, on a sign-in page that answers by itself.
//!
//! A real one wants a person, a secret or a certificate, which nobody should give to a test: it is passed over there.

use std::sync::Arc;
use std::thread;

use o365::auth::{
    App, AuthCode, Certificate, ClientCredentials, ClientSecret, Credential, DeviceCode, Flow,
    Identity, MemoryStore, OAuth, OAuthBuilder, OnBehalfOf, Password, PendingSignIn, RefreshToken,
    StoreKey, TokenRequest, TokenSource, TokenStore,
};
use o365::protocol::Graph;
use o365::transport::{Body, Transport, UreqTransport, http};
use o365::{Account, Error};

use super::operation::{Operation, Outcome, Trouble, done, op};
use super::world::World;

/// Made up: what the page takes, it takes from anybody.
const CLIENT: &str = "6731de76-14a6-49ae-97bc-6eba6914391e";
const SECRET: &str = "a secret with & and %";
const PERSON: &str = "jane@contoso.com";
const KEY: &str = include_str!("../../../../crates/o365-core/src/auth/flow/testdata/key.pem");
const CERTIFICATE: &str =
    include_str!("../../../../crates/o365-core/src/auth/flow/testdata/certificate.pem");

pub(super) const OPERATIONS: &[Operation] = &[
    op("core::AuthCode::pasted", |w| {
        let transport = UreqTransport::default();
        let ask = move |url: &str| browse(&transport, url);
        signs_in(w, AuthCode::pasted(ask))
    }),
    op("core::AuthCode::open_with", |w| {
        signs_in(w, AuthCode::open_with(browser))?;
        signs_in(w, AuthCode::open_with(browser).credential(Credential::secret(SECRET)))
    }),
    op("core::DeviceCode::new", |w| signs_in(w, DeviceCode::new(|_| ()))),
    op("core::ClientSecret::new", |w| signs_in(w, ClientSecret::new(SECRET))),
    op("core::ClientCredentials::new", |w| {
        let certificate = Certificate::from_pem(KEY, CERTIFICATE)?;
        signs_in(w, ClientCredentials::new(certificate.into()))?;
        let certificate = Certificate::from_pem(KEY, CERTIFICATE)?;
        signs_in(w, ClientCredentials::new(certificate.rs256().into()))
    }),
    op("core::Password::new", |w| signs_in(w, password())),
    op("core::OnBehalfOf::new", |w| {
        let callers = source(w, Password::new("joe@contoso.com", "x"))?;
        let token = token(&callers)?;
        signs_in(w, OnBehalfOf::new(Credential::secret(SECRET), token))
    }),
    op("core::RefreshToken::new", |w| {
        let store = MemoryStore::new();
        let first = person(w)?.store(store.clone()).flow(Password::new(PERSON, "x")).build()?;
        first.sign_in(&UreqTransport::default())?;
        let kept = store.load(&StoreKey::new(&app(w)?, Identity::Person, Some(PERSON))?)?;
        let refresh = kept.as_ref().and_then(|token| token.refresh_token());
        let refresh = refresh.ok_or_else(|| Trouble::Wrong("no refresh token".to_owned()))?;
        signs_in(w, RefreshToken::new(refresh.clone()))
    }),
    op("core::OAuthBuilder::build", |w| done(person(w)?.flow(password()).build())),
    op("core::OAuth::begin", |w| done(begun(w))),
    op("core::OAuth::finish", |w| {
        let transport = UreqTransport::default();
        let (source, pending) = begun(w)?;
        let came_back = browse(&transport, pending.url())?;
        done(source.finish(&transport, &pending, &came_back))
    }),
    op("core::OAuth::sign_in", |w| done(source(w, password()))),
    op("core::OAuth::sign_in_anew", |w| {
        let source = source(w, password())?;
        done(source.sign_in_anew(&UreqTransport::default(), None))
    }),
    op("core::OAuth::is_signed_in", |w| match source(w, password())?.is_signed_in()? {
        true => Ok(()),
        false => Err(Trouble::Wrong("signed in, and not signed in".to_owned())),
    }),
    op("core::OAuth::user", |w| done(source(w, password())?.user())),
    op("core::OAuth::sign_out", |w| done(source(w, password())?.sign_out())),
    op("o365::AccountBuilder::sign_in", |w| done(account(w)?.mailbox().inbox().get())),
    op("o365::Account::sign_in", |w| done(account(w)?.sign_in())),
    op("o365::Account::sign_in_anew", |w| done(account(w)?.sign_in_anew(None))),
    op("o365::Account::is_signed_in", |w| done(account(w)?.is_signed_in())),
    op("o365::Account::user", |w| done(account(w)?.user())),
    op("o365::Account::sign_out", |w| done(account(w)?.sign_out())),
];

fn password() -> Password {
    Password::new(PERSON, "pässwörd &=+%")
}

/// Where one signs in, if that is a page on this machine.
fn login(w: &World) -> Result<&str, Trouble> {
    let login = w.options().login.as_deref();
    login.filter(|_| w.is_local()).ok_or(Trouble::Missing("--login, on this machine"))
}

fn app(w: &World) -> Result<App, Trouble> {
    Ok(App::new(CLIENT).tenant("contoso.com").login_url(login(w)?))
}

fn person(w: &World) -> Result<OAuthBuilder, Trouble> {
    Ok(OAuth::builder(app(w)?).scopes(["Mail.Read"]).store(MemoryStore::new()))
}

fn account(w: &World) -> Result<Account, Trouble> {
    let builder = Account::builder(CLIENT).tenant("contoso.com").login_url(login(w)?);
    let builder = builder.scopes(["Mail.Read"]).store(MemoryStore::new()).flow(password());
    Ok(builder.protocol(Graph::at(w.options().graph.as_str())).sign_in()?)
}

/// A sign-in by this flow.
fn source(w: &World, flow: impl Flow + 'static) -> Result<OAuth, Trouble> {
    let is_person = flow.identity() == Identity::Person;
    let builder = OAuth::builder(app(w)?).store(MemoryStore::new()).flow(flow);
    let builder = if is_person { builder.scopes(["Mail.Read"]) } else { builder };
    let source = builder.build()?;
    source.sign_in(&UreqTransport::default())?;
    Ok(source)
}

fn token(source: &OAuth) -> Result<String, Error> {
    let transport = UreqTransport::default();
    Ok(source.token(&TokenRequest::new(&transport))?.secret().to_owned())
}

/// Signs in, reads mail, and renews the token.
fn signs_in(w: &World, flow: impl Flow + 'static) -> Outcome {
    let source = Arc::new(source(w, flow)?);
    let transport = UreqTransport::default();
    let first = source.token(&TokenRequest::new(&transport))?;
    let account = Account::with_token_source(Arc::clone(&source))
        .protocol(Graph::at(w.options().graph.as_str()))
        .resource(PERSON)
        .build()?;
    account.mailbox().inbox().messages().first()?;
    let second = source.token(&TokenRequest::new(&transport).instead_of(&first))?;
    match first == second {
        true => Err(Trouble::Wrong("the renewed token is the old one".to_owned())),
        false => Ok(()),
    }
}

/// A sign-in that goes on in another process.
fn begun(w: &World) -> Result<(OAuth, PendingSignIn), Trouble> {
    let flow = AuthCode::new().credential(Credential::secret(SECRET));
    let source = person(w)?.flow(flow).build()?;
    let pending = source.begin("https://app.example/back")?;
    Ok((source, pending))
}

/// Plays the person who says yes; gives where the page leads.
fn browse(transport: &UreqTransport, url: &str) -> o365::Result<String> {
    let wrong = |what: String| Error::config(what);
    let request = http::Request::get(url).body(Body::Empty);
    let page = request.map_err(|error| wrong(error.to_string()))?;
    let page = transport.send(page).map_err(|error| wrong(error.to_string()))?;
    let leads = page.headers().get("location").and_then(|address| address.to_str().ok());
    leads.map(str::to_owned).ok_or_else(|| wrong("the sign-in page leads nowhere".to_owned()))
}

/// Opens the page and goes where it leads, while the program listens there.
fn browser(url: &str) -> std::io::Result<()> {
    let url = url.to_owned();
    thread::spawn(move || {
        let transport = UreqTransport::default();
        let request = browse(&transport, &url).ok();
        let request = request.and_then(|to| http::Request::get(to).body(Body::Empty).ok());
        request.map(|request| transport.send(request).map(drop))
    });
    Ok(())
}
