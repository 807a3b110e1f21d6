//! A refresh token from elsewhere.

use oauth2::Scope;

use super::{
    Credential, Flow, SignIn,
    credential::extras,
    wire::{Wire, client},
};
use crate::auth::{Secret, Token};
use crate::error::Result;

/// Starts with a refresh token that was got elsewhere, for the same application.
///
/// The identity platform may give a newer one with each renewal: the store keeps it, and it is the one that counts from
/// then on.
///
/// ```no_run
/// use o365_core::auth::{App, OAuth, RefreshToken};
///
/// let app = App::new("6731de76-14a6-49ae-97bc-6eba6914391e");
/// let source = OAuth::builder(app).flow(RefreshToken::new("0.AX…")).build()?;
/// # Ok::<_, o365_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct RefreshToken {
    token: Secret,
    credential: Option<Credential>,
}

impl RefreshToken {
    /// Starts with this one.
    pub fn new(token: impl Into<Secret>) -> Self {
        RefreshToken { token: token.into(), credential: None }
    }

    /// How the application proves itself, if it is a confidential one.
    #[must_use]
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credential = Some(credential);
        self
    }
}

impl Flow for RefreshToken {
    fn run(&self, ask: &SignIn<'_>) -> Result<Token> {
        renew(&self.token, self.credential.as_ref(), ask)
    }

    fn is_interactive(&self) -> bool {
        false
    }

    fn credential(&self) -> Option<&Credential> {
        self.credential.as_ref()
    }

    fn is_worth_keeping(&self) -> bool {
        true
    }
}

/// The refresh token grant.
pub(in crate::auth) fn renew(
    token: &Secret,
    credential: Option<&Credential>,
    ask: &SignIn<'_>,
) -> Result<Token> {
    let client = client(ask.app)?;
    let refresh = oauth2::RefreshToken::new(token.reveal().to_owned());
    let scopes = ask.scopes.iter().map(|name| Scope::new(name.to_owned()));
    let request = extras(credential, ask.app, ask.claims)?.into_iter().fold(
        client.exchange_refresh_token(&refresh).add_scopes(scopes),
        |request, (name, value)| request.add_extra_param(name, value),
    );
    let wire = Wire::repeating(ask.transport).claiming(ask.claims);
    let answer = request.request(&|request| wire.send(request));
    let token_then = wire.finish(answer)?.into_token()?;
    Ok(token_then.or_refresh(token))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::auth::{
        App, Identity, MemoryStore, OAuth, StoreKey, TokenRequest, TokenSource, TokenStore,
        testing::{Net, Reply},
    };

    #[test]
    fn the_given_one_counts_until_there_is_a_newer_one() {
        let net = Net::new(|n, call| {
            assert_eq!(call.field("refresh_token"), if n == 0 { "given" } else { "newer" });
            Reply::Json(
                200,
                json!({"access_token": "a", "refresh_token": "newer", "expires_in": 0}),
            )
        });
        let store = MemoryStore::new();
        for _ in 0..2 {
            let flow = RefreshToken::new("given");
            let builder = OAuth::builder(App::new("id")).store(store.clone());
            builder.flow(flow).build().unwrap().token(&TokenRequest::new(&net)).unwrap();
        }
        let key = StoreKey::new(&App::new("id"), Identity::Person, None).unwrap();
        let kept = store.load(&key).unwrap().unwrap();
        assert_eq!(kept.refresh_token().unwrap().reveal(), "newer");
    }

    #[test]
    fn an_answer_without_one_keeps_the_given_one() {
        let net = Net::new(|_, _| Reply::Json(200, json!({"access_token": "a"})));
        let (app, scopes) = (App::new("id"), crate::auth::Scopes::default());
        let token = RefreshToken::new("given").run(&SignIn::new(&app, &scopes, &net)).unwrap();
        assert_eq!(token.refresh_token().unwrap().reveal(), "given");
    }
}
