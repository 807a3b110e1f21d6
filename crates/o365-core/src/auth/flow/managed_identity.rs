//! A machine in Azure signs in as itself.

use std::{env, fmt, time::Duration};

use http::Request;

use super::{Flow, SignIn, answer::TokenAnswer, wire::Wire};
use crate::auth::{Identity, Secret, Token, app::is_safe};
use crate::error::{Error, Result};

/// Where every machine in Azure finds its own identity. It never leaves the machine's host.
const IMDS: &str = "http://169.254.169.254/metadata/identity/oauth2/token";
/// It is near or not there.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A machine, container or web app in Azure signs in as the identity that Azure gave it, without any secret.
///
/// In App Service, Functions and Container Apps it uses the endpoint that stands in the environment
/// (`IDENTITY_ENDPOINT`, `IDENTITY_HEADER`), elsewhere the metadata service of the machine (IMDS). The application's
/// client id isn't sent; it names the tokens in the store only.
/// [Managed identities](https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token).
///
/// ```
/// use o365_core::auth::{App, ManagedIdentity, OAuth};
///
/// let source = OAuth::builder(App::new("managed-identity")).flow(ManagedIdentity::system()).build()?;
/// # Ok::<_, o365_core::Error>(())
/// ```
#[derive(Clone)]
pub struct ManagedIdentity {
    which: Option<(&'static str, String)>,
    place: Option<Place>,
}

#[derive(Clone)]
enum Place {
    Imds(String),
    AppService(String, Secret),
}

impl ManagedIdentity {
    /// The identity that belongs to the resource itself.
    pub fn system() -> Self {
        ManagedIdentity { which: None, place: None }
    }

    /// A user-assigned identity, by its client id.
    pub fn client_id(id: impl Into<String>) -> Self {
        ManagedIdentity { which: Some(("client_id", id.into())), place: None }
    }

    /// A user-assigned identity, by its object id.
    pub fn object_id(id: impl Into<String>) -> Self {
        ManagedIdentity { which: Some(("object_id", id.into())), place: None }
    }

    /// Another address of the metadata service.
    #[must_use]
    pub fn imds(mut self, url: impl Into<String>) -> Self {
        self.place = Some(Place::Imds(url.into()));
        self
    }

    /// App Service's endpoint and header, where they aren't in the environment.
    #[must_use]
    pub fn app_service(mut self, endpoint: impl Into<String>, header: impl Into<Secret>) -> Self {
        self.place = Some(Place::AppService(endpoint.into(), header.into()));
        self
    }

    fn request(&self, place: &Place, resource: &str) -> Result<Request<Vec<u8>>> {
        let (url, version, header, value) = match place {
            Place::Imds(url) => (url, "2018-02-01", "metadata", "true"),
            Place::AppService(url, header) => {
                (url, "2019-08-01", "x-identity-header", header.reveal())
            }
        };
        // To the metadata service itself, and to nothing else beyond this machine, in the clear.
        if url != IMDS && !is_safe(url) && !is_link_local(url) {
            return Err(Error::config("the identity endpoint must be on this machine or https"));
        }
        let mut url = format!("{url}?api-version={version}&resource={}", encode(resource));
        if let Some((name, id)) = &self.which {
            // App Service says "principal" where IMDS says "object".
            let name = match (place, *name) {
                (Place::AppService(..), "object_id") => "principal_id",
                (_, name) => name,
            };
            url.push_str(&format!("&{name}={}", encode(id)));
        }
        let request = Request::get(url).header(header, value).header("accept", "application/json");
        request.body(Vec::new()).map_err(|_| Error::config("the identity endpoint is no URL"))
    }
}

impl fmt::Debug for ManagedIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManagedIdentity").field("which", &self.which).finish_non_exhaustive()
    }
}

impl Flow for ManagedIdentity {
    fn run(&self, ask: &SignIn<'_>) -> Result<Token> {
        let place = match &self.place {
            Some(place) => place.clone(),
            None => from_environment(|name| env::var(name).ok()),
        };
        // These endpoints know resources, not scopes.
        let scope = ask.scopes.iter().next().unwrap_or_default();
        let resource = scope.strip_suffix("/.default").unwrap_or(scope);
        let request = self.request(&place, resource)?;
        let wire = Wire::repeating(ask.transport).unattended().within(TIMEOUT);
        wire.call::<TokenAnswer>(request)?.into_token()
    }

    fn is_interactive(&self) -> bool {
        false
    }

    fn identity(&self) -> Identity {
        Identity::Application
    }

    fn subject(&self) -> Option<String> {
        self.which.as_ref().map(|(_, id)| id.to_lowercase())
    }
}

fn from_environment(var: impl Fn(&str) -> Option<String>) -> Place {
    match (var("IDENTITY_ENDPOINT"), var("IDENTITY_HEADER")) {
        (Some(endpoint), Some(header)) => Place::AppService(endpoint, Secret::from(header)),
        _ => Place::Imds(IMDS.to_owned()),
    }
}

/// App Service's own endpoint is in 169.254/16, which no router forwards.
fn is_link_local(url: &str) -> bool {
    let uri = url.parse::<http::Uri>().ok();
    let authority = uri.as_ref().and_then(|uri| uri.authority());
    authority.is_some_and(|authority| {
        let address = authority.host().parse::<std::net::Ipv4Addr>();
        !authority.as_str().contains('@') && address.is_ok_and(|address| address.is_link_local())
    })
}

fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::OffsetDateTime;

    use super::*;
    use crate::auth::{
        App, Scopes,
        testing::{Call, Net, Reply},
    };

    fn run(flow: &ManagedIdentity, net: &Net) -> Result<Token> {
        let scopes = Scopes::new(["https://graph.microsoft.com/.default"]).unwrap();
        flow.run(&SignIn::new(&App::new("managed-identity"), &scopes, net))
    }

    #[test]
    fn asks_the_metadata_service() {
        let net = Net::new(|_, call: &Call| {
            let start =
                "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01";
            assert!(call.url.starts_with(start), "{}", call.url);
            assert!(
                call.url.contains("resource=https%3A%2F%2Fgraph%2Emicrosoft%2Ecom&client_id=a%26b")
            );
            assert_eq!(call.headers["metadata"], "true");
            Reply::Json(
                200,
                json!({"access_token": "a", "expires_in": "86399",
                "expires_on": "1", "token_type": "Bearer"}),
            )
        });
        let flow = ManagedIdentity::client_id("a&b").imds(IMDS);
        let token = run(&flow, &net).unwrap();
        assert!(token.expires_at() > OffsetDateTime::now_utc() + time::Duration::hours(23));
    }

    #[test]
    fn asks_app_service() {
        let soon = (OffsetDateTime::now_utc() + time::Duration::hours(2)).unix_timestamp();
        let net = Net::new(move |_, call: &Call| {
            assert!(
                call.url.starts_with("http://169.254.129.2:8081/msi/token?api-version=2019-08-01")
            );
            assert!(call.url.ends_with("&principal_id=o"));
            assert_eq!(call.headers["x-identity-header"], "hush");
            Reply::Json(200, json!({"access_token": "a", "expires_on": soon.to_string()}))
        });
        let flow = ManagedIdentity::object_id("o");
        let flow = flow.app_service("http://169.254.129.2:8081/msi/token", "hush");
        assert!(!format!("{flow:?}").contains("hush"));
        // this endpoint tells the end and not the lifetime
        let left = run(&flow, &net).unwrap().expires_at() - OffsetDateTime::now_utc();
        assert!(left > time::Duration::minutes(115) && left < time::Duration::minutes(125));
    }

    #[test]
    fn the_environment_decides() {
        let both = |name: &str| Some(format!("http://127.0.0.1/{name}"));
        assert!(matches!(from_environment(both), Place::AppService(..)));
        assert!(matches!(from_environment(|_| None), Place::Imds(_)));
        let one = |name: &str| (name == "IDENTITY_ENDPOINT").then(String::new);
        assert!(matches!(from_environment(one), Place::Imds(_)));
    }

    #[test]
    fn nothing_goes_elsewhere_in_the_clear() {
        let net = Net::new(|_, _| Reply::Broken);
        for url in [
            "http://example.com/",
            "http://169.254.1.1@evil/",
            "ftp://x",
            "",
            "http://169.254.1.1.evil/",
        ] {
            assert!(run(&ManagedIdentity::system().imds(url), &net).is_err(), "{url}");
            assert!(run(&ManagedIdentity::system().app_service(url, "h"), &net).is_err(), "{url}");
        }
        assert!(run(&ManagedIdentity::system().app_service(IMDS, "h\nx"), &net).is_err());
        assert!(net.calls().is_empty());
    }

    #[test]
    fn a_refusal_is_told() {
        let body = json!({"error": "invalid_request", "error_description": "Identity not found"});
        let net = Net::new(move |_, _| Reply::Json(400, body.clone()));
        let error = run(&ManagedIdentity::system().imds(IMDS), &net).unwrap_err();
        assert!(error.to_string().contains("Identity not found") && !error.needs_sign_in());
    }
}
