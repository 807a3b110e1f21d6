//! Who signed in.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;

/// Who signed in, as the id token says.
///
/// The token comes from the identity platform itself over TLS, so that its signature isn't checked (OpenID Connect Core
/// 3.1.3.7). Use this to greet people and to tell accounts apart; don't grant anybody anything because of it.
///
/// [Claims of id tokens](https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct IdClaims {
    /// The name to show.
    #[serde(default)]
    pub name: Option<String>,
    /// What people sign in with, mostly an address. It can change and be given to another.
    #[serde(default, rename = "preferred_username")]
    pub username: Option<String>,
    /// An e-mail address, where the account has one and the scope `email` was granted.
    #[serde(default)]
    pub email: Option<String>,
    /// The person's id in the tenant, the same for every application.
    #[serde(default, rename = "oid")]
    pub object_id: Option<String>,
    /// The tenant's id; `9188040d-6c67-4c5b-b112-36a304b66dad` for personal accounts.
    #[serde(default, rename = "tid")]
    pub tenant_id: Option<String>,
}

impl IdClaims {
    /// Reads an id token (a JWT). `None` if it isn't one.
    pub fn read(id_token: &str) -> Option<Self> {
        let payload = id_token.split('.').nth(1)?;
        let json = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
        serde_json::from_slice(&json).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_claims_and_forgives_rubbish() {
        let payload = URL_SAFE_NO_PAD
            .encode(r#"{"name":"Zoë","preferred_username":"z@x","oid":"o","tid":"t","iat":1}"#);
        let claims = IdClaims::read(&format!("e30.{payload}.sig")).unwrap();
        assert_eq!(claims.name.as_deref(), Some("Zoë"));
        assert_eq!(claims.username.as_deref(), Some("z@x"));
        assert_eq!(claims.object_id.as_deref(), Some("o"));
        for rubbish in ["", ".", "a.b.c", "e30", "e30.!!.x", "..", "x.bnVsbA.x"] {
            assert_eq!(IdClaims::read(rubbish), None, "{rubbish}");
        }
    }
}
