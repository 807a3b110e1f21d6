//! Each flow against another server than the sandbox, which judges the requests: `O365_TEST_SERVER` is its address.

use std::env;
use std::fs;

use o365::auth::{
    AccessToken, App, AuthCode, ClientSecret, Credential, DeviceCode, Flow, MemoryStore, OAuth,
    OnBehalfOf, Password, PendingSignIn, RefreshToken, TokenRequest, TokenSource,
};
use o365::protocol::Graph;
use o365::{Account, Result};

use super::{browse, transport};

const CLIENT: &str = "6731de76-14a6-49ae-97bc-6eba6914391e";
const SECRET: &str = "a secret with & and %";

struct Server(String);

impl Server {
    fn app(&self) -> App {
        App::new(CLIENT).tenant("contoso.com").login_url(self.0.as_str())
    }

    /// Signs in, reads mail, and renews.
    fn run(&self, flow: impl Flow + 'static) -> Result<AccessToken> {
        let is_person = flow.identity() == o365::auth::Identity::Person;
        let builder = OAuth::builder(self.app()).store(MemoryStore::new()).flow(flow);
        let builder = if is_person { builder.scopes(["Mail.Read"]) } else { builder };
        let source = std::sync::Arc::new(builder.build()?);
        let transport = transport();
        source.sign_in(&transport)?;
        let first = source.token(&TokenRequest::new(&transport))?;
        let account = Account::with_token_source(std::sync::Arc::clone(&source))
            .protocol(Graph::at(format!("{}/v1.0", self.0)))
            .resource("jane@contoso.com")
            .build()?;
        account.mailbox().inbox().messages().first()?;
        let second = source.token(&TokenRequest::new(&transport).instead_of(&first))?;
        assert_ne!(first, second);
        Ok(second)
    }
}

#[test]
#[ignore = "needs a server"]
fn each_flow_elsewhere() {
    let server = Server(env::var("O365_TEST_SERVER").expect("O365_TEST_SERVER, an address"));
    server.run(AuthCode::pasted(|url| Ok(browse(url)))).unwrap();
    server.run(AuthCode::open_with(super::flows::browser)).unwrap();
    let confidential = AuthCode::open_with(super::flows::browser);
    server.run(confidential.credential(Credential::secret(SECRET))).unwrap();
    server.run(DeviceCode::new(|_| ())).unwrap();
    server.run(ClientSecret::new(SECRET)).unwrap();
    server.run(Password::new("jane@contoso.com", "pässwörd &=+%")).unwrap();
    let callers = server.run(Password::new("joe@contoso.com", "x")).unwrap();
    server.run(OnBehalfOf::new(Credential::secret(SECRET), callers.secret())).unwrap();

    let flow = || AuthCode::new().credential(Credential::secret(SECRET));
    let builder = || OAuth::builder(server.app()).scopes(["Mail.Read"]).store(MemoryStore::new());
    let pending =
        builder().flow(flow()).build().unwrap().begin("https://app.example/back").unwrap();
    let stored = serde_json::to_string(&pending).unwrap();
    let pending: PendingSignIn = serde_json::from_str(&stored).unwrap();
    let source = builder().flow(flow()).build().unwrap();
    source.finish(&transport(), &pending, &browse(pending.url())).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let store = o365::auth::FileStore::file(folder.path().join("token.json"));
    let first = OAuth::builder(server.app()).scopes(["Mail.Read"]).store(store.clone());
    let first = first.flow(Password::new("jane@contoso.com", "x")).build().unwrap();
    first.sign_in(&transport()).unwrap();
    let kept: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("token.json")).unwrap()).unwrap();
    let refresh = find(&kept, "refresh_token").expect("a refresh token").to_owned();
    server.run(RefreshToken::new(refresh)).unwrap();
}

#[cfg(feature = "certificate")]
#[test]
#[ignore = "needs a server"]
fn certificates_elsewhere() {
    use o365::auth::{Certificate, ClientCredentials};

    const KEY: &str = include_str!("../../../crates/o365-core/src/auth/flow/testdata/key.pem");
    const CERTIFICATE: &str =
        include_str!("../../../crates/o365-core/src/auth/flow/testdata/certificate.pem");
    let server = Server(env::var("O365_TEST_SERVER").expect("O365_TEST_SERVER, an address"));
    let certificate = || Certificate::from_pem(KEY, CERTIFICATE).unwrap();
    server.run(ClientCredentials::new(certificate().into())).unwrap();
    server.run(ClientCredentials::new(certificate().rs256().into())).unwrap();
    let flow = AuthCode::pasted(|url| Ok(browse(url))).credential(certificate().into());
    server.run(flow).unwrap();
}

fn find<'v>(value: &'v serde_json::Value, name: &str) -> Option<&'v str> {
    let object = value.as_object()?;
    let own = object.get(name).and_then(serde_json::Value::as_str);
    own.or_else(|| object.values().find_map(|value| find(value, name)))
}
