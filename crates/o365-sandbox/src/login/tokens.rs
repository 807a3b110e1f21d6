//! The tokens that were issued, and the clients they are issued to.

use crate::{
    login::{
        error::LoginError,
        form::{Credentials, is_oidc},
        options::Options,
    },
    people::{TENANT_ID, display_name, object_id},
    random,
    service::Caller,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use std::{
    collections::HashMap,
    time::{Duration, Instant, SystemTime},
};

/// Where Graph's own scopes live; they are the same with and without it.
const GRAPH: &str = "https://graph.microsoft.com/";

/// What a sign-in grants.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    pub(super) caller: Caller,
    pub(super) client_id: String,
    pub(super) scopes: Vec<String>,
    /// Comes back in the id token.
    pub(super) nonce: Option<String>,
}

/// Why a bearer token isn't taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denied {
    Unknown,
    Expired,
    Revoked,
}

#[derive(Debug, Default)]
pub(super) struct Tokens {
    access: HashMap<String, Access>,
    refresh: HashMap<String, Refresh>,
}

#[derive(Debug)]
struct Access {
    caller: Caller,
    /// `None`: never.
    expires: Option<Instant>,
    revoked: bool,
}

#[derive(Debug)]
struct Refresh {
    grant: Grant,
    state: RefreshState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RefreshState {
    Newest,
    Used,
    Revoked,
}

impl Tokens {
    /// A new access token.
    pub(super) fn access(&mut self, caller: Caller, lifetime: Duration) -> String {
        let token = format!("EwB{}{}", random::opaque(), random::opaque());
        let expires = Instant::now().checked_add(lifetime);
        self.access.insert(token.clone(), Access { caller, expires, revoked: false });
        token
    }

    /// The whole answer to a sign-in.
    pub(super) fn issue(&mut self, grant: Grant, options: &Options, origin: &str) -> Value {
        let lifetime = options.token_lifetime.as_secs();
        let mut answer = Map::new();
        answer.insert("token_type".into(), "Bearer".into());
        answer.insert("expires_in".into(), lifetime.into());
        answer.insert("ext_expires_in".into(), lifetime.into());
        let token = self.access(grant.caller.clone(), options.token_lifetime);
        answer.insert("access_token".into(), token.into());
        if let Caller::User(user) = &grant.caller {
            let has = |name: &str| grant.scopes.iter().any(|scope| scope == name);
            let granted: Vec<&str> = grant
                .scopes
                .iter()
                .map(String::as_str)
                .filter(|s| *s != "offline_access")
                .collect();
            answer.insert("scope".into(), granted.join(" ").into());
            if has("openid") {
                answer.insert("id_token".into(), id_token(user, &grant, options, origin).into());
            }
            if has("offline_access") {
                let token = format!("0.A{}{}", random::opaque(), random::opaque());
                answer.insert("refresh_token".into(), token.clone().into());
                self.refresh.insert(token, Refresh { grant, state: RefreshState::Newest });
            }
        }
        Value::Object(answer)
    }

    /// Takes a refresh token out of use and gives what it stood for.
    pub(super) fn redeem(
        &mut self,
        token: &str,
        credentials: &Credentials,
        scopes: Vec<String>,
    ) -> Result<Grant, LoginError> {
        let refused = |number, text: &str| LoginError::invalid_grant(number, text);
        let refresh = self
            .refresh
            .get_mut(token)
            .ok_or_else(|| refused(70_000, "The provided grant is invalid or malformed."))?;
        match refresh.state {
            RefreshState::Newest => {}
            RefreshState::Used => {
                return Err(refused(
                    70_000,
                    "The refresh token was used before; a newer one was issued.",
                ));
            }
            RefreshState::Revoked => {
                return Err(refused(
                    50_173,
                    "The provided grant has expired due to it being revoked, a fresh auth token \
                     is needed.",
                ));
            }
        }
        if refresh.grant.client_id != credentials.client_id {
            return Err(refused(70_000, "The refresh token was issued to another client."));
        }
        let plain = |scope: &str| scope.strip_prefix(GRAPH).unwrap_or(scope).to_lowercase();
        let granted = |scope: &String| {
            is_oidc(scope)
                || plain(scope) == ".default"
                || refresh
                    .grant
                    .scopes
                    .iter()
                    .any(|g| plain(g) == plain(scope) || plain(g) == ".default")
        };
        if let Some(scope) = scopes.iter().find(|scope| !granted(scope)) {
            let text = format!(
                "The user or administrator has not consented to use the application with the \
                 scope '{scope}'."
            );
            return Err(LoginError::invalid_grant(65_001, text));
        }
        refresh.state = RefreshState::Used;
        let mut grant = refresh.grant.clone();
        grant.nonce = None;
        if !scopes.is_empty() {
            grant.scopes = scopes;
            if !grant.scopes.iter().any(|scope| scope == "offline_access") {
                grant.scopes.push("offline_access".into());
            }
        }
        Ok(grant)
    }

    /// Who calls with this token.
    pub(super) fn caller(&self, token: &str) -> Result<Caller, Denied> {
        let access = self.access.get(token).ok_or(Denied::Unknown)?;
        if access.revoked {
            return Err(Denied::Revoked);
        }
        match access.expires {
            Some(end) if end <= Instant::now() => Err(Denied::Expired),
            _ => Ok(access.caller.clone()),
        }
    }

    pub(super) fn revoke(&mut self, token: &str) -> bool {
        let Some(access) = self.access.get_mut(token) else { return false };
        access.revoked = true;
        true
    }

    pub(super) fn expire_all(&mut self) {
        let now = Instant::now();
        for access in self.access.values_mut() {
            access.expires = Some(now);
        }
    }

    pub(super) fn revoke_refresh_tokens(&mut self) {
        for refresh in self.refresh.values_mut() {
            refresh.state = RefreshState::Revoked;
        }
    }
}

/// A JWT of the right form whose signature is worth nothing.
fn id_token(user: &str, grant: &Grant, options: &Options, origin: &str) -> String {
    let now =
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let mut claims = json!({
        "aud": grant.client_id,
        "iss": format!("{origin}/{TENANT_ID}/v2.0"),
        "iat": now,
        "nbf": now,
        "exp": now.saturating_add(options.token_lifetime.as_secs()),
        "name": display_name(user),
        "preferred_username": user,
        "oid": object_id(user),
        "sub": BASE64_URL_SAFE_NO_PAD.encode(user),
        "tid": TENANT_ID,
        "ver": "2.0",
    });
    if let (Some(nonce), Some(claims)) = (&grant.nonce, claims.as_object_mut()) {
        claims.insert("nonce".into(), nonce.as_str().into());
    }
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let head = part(&json!({"typ": "JWT", "alg": "RS256", "kid": "sandbox"}));
    let signature = BASE64_URL_SAFE_NO_PAD.encode([0; 256]);
    format!("{head}.{}.{signature}", part(&claims))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifetime_beyond_all_clocks_never_ends() {
        let mut tokens = Tokens::default();
        let token = tokens.access(Caller::App, Duration::MAX);
        assert!(tokens.caller(&token).is_ok());
        tokens.expire_all();
        assert_eq!(tokens.caller(&token).unwrap_err(), Denied::Expired);
        assert!(tokens.revoke(&token));
        assert_eq!(tokens.caller(&token).unwrap_err(), Denied::Revoked);
    }
}
