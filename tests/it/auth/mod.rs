//! Signing in, over real HTTP against the sandbox.

mod devices;
mod elsewhere;
mod flows;
mod renew;
mod secrets;
mod services;

use std::io::{Read, Write};
use std::net::TcpStream;

use o365::Account;
use o365::auth::{App, Identity, MemoryStore, OAuth, OAuthBuilder, TokenRequest, TokenSource};
use o365::protocol::Graph;
use o365::transport::UreqTransport;
use o365_sandbox::{CLIENT_ID, LoggedRequest, Sandbox, TENANT_ID, USER};

pub(crate) fn transport() -> UreqTransport {
    UreqTransport::default()
}

pub(crate) fn app(sandbox: &Sandbox) -> App {
    App::new(CLIENT_ID).tenant(TENANT_ID).login_url(sandbox.login_url())
}

/// A person's sign-in that lasts, kept in memory.
pub(crate) fn person(sandbox: &Sandbox) -> OAuthBuilder {
    OAuth::builder(app(sandbox)).scopes(["Mail.Read"]).store(MemoryStore::new())
}

pub(crate) fn token(source: &OAuth) -> o365::Result<String> {
    source.token(&TokenRequest::new(&transport())).map(|token| token.secret().to_owned())
}

/// Signs in, and reads mail with the token.
pub(crate) fn works(sandbox: &Sandbox, source: OAuth) {
    source.sign_in(&transport()).unwrap();
    let is_person = source.identity() == Identity::Person;
    let user = source.user().unwrap().and_then(|user| user.username);
    assert_eq!(user.as_deref(), is_person.then_some(USER));
    let account = Account::with_token(token(&source).unwrap())
        .protocol(Graph::at(sandbox.graph_url()))
        .resource(USER)
        .build()
        .unwrap();
    account.mailbox().inbox().messages().first().unwrap();
}

/// The statuses of the token endpoint's answers.
pub(crate) fn answers(sandbox: &Sandbox) -> Vec<u16> {
    let is_token = |request: &LoggedRequest| request.target.ends_with("/oauth2/v2.0/token");
    sandbox
        .requests()
        .iter()
        .filter(|request| is_token(request))
        .filter_map(|it| it.status)
        .collect()
}

/// What a browser does: follows the redirect of the sign-in page to wherever it leads. Gives that address.
pub(crate) fn browse(url: &str) -> String {
    let head = get(url);
    let location = head.lines().find_map(|line| {
        line.split_once(": ").filter(|(name, _)| name.eq_ignore_ascii_case("location"))
    });
    location.expect("a redirect").1.to_owned()
}

pub(crate) fn get(url: &str) -> String {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
