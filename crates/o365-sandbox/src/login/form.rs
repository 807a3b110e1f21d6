//! What a client sends to the token endpoint.

use crate::{
    answers,
    http::Incoming,
    login::{assertion::ASSERTION_TYPE, error::LoginError},
    uri,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};

/// The parameters of a form, none twice.
#[derive(Debug)]
pub(super) struct Form {
    pairs: Vec<(String, String)>,
}

/// The client, and the secret it showed.
#[derive(Debug)]
pub(super) struct Credentials {
    pub(super) client_id: String,
    pub(super) secret: Option<String>,
    /// A signed assertion in place of the secret.
    pub(super) assertion: Option<String>,
}

impl Form {
    /// Reads the body of a POST.
    pub(super) fn read(incoming: &Incoming) -> Result<Self, LoginError> {
        if incoming.method != "POST" {
            let text = format!(
                "The endpoint only accepts POST requests. Received a {} request.",
                incoming.method
            );
            return Err(LoginError::new("invalid_request", 900_561, text));
        }
        let media = answers::header(&incoming.headers, "content-type").unwrap_or_default();
        let media = media.split(';').next().unwrap_or_default().trim();
        let text = std::str::from_utf8(&incoming.body)
            .ok()
            .filter(|_| media.eq_ignore_ascii_case("application/x-www-form-urlencoded"));
        let pairs = text.and_then(uri::pairs).ok_or_else(|| {
            LoginError::new("invalid_request", 900_144, "The request body must be a form.")
        })?;
        Form::of(pairs)
    }

    /// Parameters that were read elsewhere, as a query.
    pub(super) fn of(pairs: Vec<(String, String)>) -> Result<Self, LoginError> {
        let mut names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair.first() == pair.last()) {
            Some(twice) => {
                let text = format!("The parameter is duplicated: '{}'.", twice.concat());
                Err(LoginError::new("invalid_request", 9_000_411, text))
            }
            None => Ok(Form { pairs }),
        }
    }

    /// A parameter that is there and not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let pair = self.pairs.iter().find(|(n, _)| n == name)?;
        Some(pair.1.as_str()).filter(|value| !value.is_empty())
    }

    pub(super) fn need(&self, name: &str) -> Result<&str, LoginError> {
        self.get(name).ok_or_else(|| LoginError::missing(name))
    }

    /// The scopes that are asked for, each once.
    pub(super) fn scopes(&self) -> Result<Vec<String>, LoginError> {
        let mut scopes: Vec<String> = Vec::new();
        for scope in self.get("scope").unwrap_or_default().split_whitespace() {
            if !scopes.iter().any(|known| known == scope) {
                scopes.push(scope.to_owned());
            }
        }
        let of_resource = scopes.iter().filter(|scope| !is_oidc(scope)).count();
        if of_resource > 1 && scopes.iter().any(|scope| scope.ends_with(".default")) {
            let text = ".default can't be combined with resource-specific scopes.";
            return Err(LoginError::new("invalid_scope", 70_011, text));
        }
        Ok(scopes)
    }

    /// Who asks: by parameters, or by Basic authentication.
    pub(super) fn credentials(&self, incoming: &Incoming) -> Result<Credentials, LoginError> {
        if let Some((id, secret)) = basic(&incoming.headers) {
            return Ok(Credentials { client_id: id, secret: Some(secret), assertion: None });
        }
        let text = |name: &str| self.get(name).map(str::to_owned);
        let (secret, assertion) = (text("client_secret"), text("client_assertion"));
        if secret.is_some() && assertion.is_some() {
            let text = "Only one of 'client_secret' and 'client_assertion' may be there.";
            return Err(LoginError::new("invalid_request", 90_023, text));
        }
        if assertion.is_some() && self.get("client_assertion_type") != Some(ASSERTION_TYPE) {
            return Err(LoginError::missing("client_assertion_type"));
        }
        Ok(Credentials { client_id: self.need("client_id")?.to_owned(), secret, assertion })
    }
}

/// Scopes that belong to the sign-in and to no resource.
pub(super) fn is_oidc(scope: &str) -> bool {
    ["openid", "profile", "email", "offline_access"].contains(&scope)
}

/// `Basic`, whose two parts are form-encoded before they are joined.
fn basic(headers: &[(String, String)]) -> Option<(String, String)> {
    let value = answers::header(headers, "authorization")?;
    let (scheme, rest) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(BASE64_STANDARD.decode(rest.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |text: &str| uri::pairs(&format!("x={text}"))?.pop().map(|(_, value)| value);
    Some((plain(id)?, plain(secret)?))
}
