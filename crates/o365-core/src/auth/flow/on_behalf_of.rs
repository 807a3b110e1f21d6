//! A service acts for the person who called it.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Credential, Flow, SignIn, answer::TokenAnswer, credential::extras, wire::Wire};
use crate::auth::{Identity, Secret, Token};
use crate::error::Result;

/// A web service that got a token from its caller trades it for one of its own, for the same person.
///
/// One source for each caller: its tokens are kept apart by the caller's token.
/// [On-behalf-of](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow).
///
/// ```
/// use o365_core::auth::{App, Credential, OAuth, OnBehalfOf, scopes};
///
/// # fn example(callers_token: &str) -> o365_core::Result<()> {
/// let app = App::new("6731de76-14a6-49ae-97bc-6eba6914391e").tenant("contoso.com");
/// let flow = OnBehalfOf::new(Credential::secret("value"), callers_token);
/// let source = OAuth::builder(app).scopes([scopes::MAIL_READ]).flow(flow).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct OnBehalfOf {
    credential: Credential,
    callers: Secret,
}

impl OnBehalfOf {
    /// Trades the caller's access token, which was meant for this application.
    pub fn new(credential: Credential, callers_token: impl Into<Secret>) -> Self {
        OnBehalfOf { credential, callers: callers_token.into() }
    }
}

impl Flow for OnBehalfOf {
    fn run(&self, ask: &SignIn<'_>) -> Result<Token> {
        let scope = ask.scopes.to_string();
        let mut fields = vec![
            // oauth2 doesn't know this grant.
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer".to_owned()),
            ("requested_token_use", "on_behalf_of".to_owned()),
            ("client_id", ask.app.client_id.clone()),
            ("assertion", self.callers.reveal().to_owned()),
            ("scope", scope),
        ];
        fields.extend(extras(Some(&self.credential), ask.app, ask.claims)?);
        let wire = Wire::repeating(ask.transport).claiming(ask.claims);
        wire.post::<TokenAnswer>(&ask.app.token_url()?, &fields)?.into_token()
    }

    fn is_interactive(&self) -> bool {
        false
    }

    fn identity(&self) -> Identity {
        Identity::Person
    }

    fn credential(&self) -> Option<&Credential> {
        Some(&self.credential)
    }

    fn subject(&self) -> Option<String> {
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, self.callers.reveal()).hash(&mut hasher);
            hasher.finish()
        };
        Some(format!("caller-{:016x}{:016x}", half(0), half(1)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::auth::{
        App, MemoryStore, OAuth, TokenRequest, TokenSource,
        testing::{Net, Reply},
    };

    #[test]
    fn trades_the_callers_token_and_keeps_callers_apart() {
        let net = Net::new(|_, call| {
            assert_eq!(call.field("grant_type"), "urn:ietf:params:oauth:grant-type:jwt-bearer");
            assert_eq!(call.field("requested_token_use"), "on_behalf_of");
            assert_eq!(call.field("client_id"), "id");
            assert_eq!(call.field("client_secret"), "s& +%");
            assert!(call.field("scope").contains("https://graph.microsoft.com/Mail.Read"));
            let token = format!("for-{}", call.field("assertion"));
            Reply::Json(200, json!({"access_token": token, "refresh_token": "r"}))
        });
        let store = MemoryStore::new();
        let source = |caller: &str| {
            let flow = OnBehalfOf::new(Credential::secret("s& +%"), caller);
            let builder = OAuth::builder(App::new("id").tenant("t.com")).scopes(["Mail.Read"]);
            builder.flow(flow).store(store.clone()).build().unwrap()
        };
        for caller in ["ann", "bob", "ann"] {
            let token = source(caller).token(&TokenRequest::new(&net)).unwrap();
            assert_eq!(token.secret(), format!("for-{caller}"));
        }
        assert_eq!(net.calls().len(), 2);
    }

    #[test]
    fn what_the_person_has_to_do_is_told() {
        let net = Net::new(|_, _| {
            let body = json!({"error": "interaction_required", "claims": "{\"x\":1}",
                "error_description": "AADSTS50076: MFA"});
            Reply::Json(400, body)
        });
        let flow = OnBehalfOf::new(Credential::secret("s"), "caller");
        let app = App::new("id").tenant("t.com");
        let source = OAuth::builder(app).flow(flow).build().unwrap();
        let error = source.token(&TokenRequest::new(&net)).unwrap_err();
        assert!(error.needs_sign_in() && error.to_string().contains("AADSTS50076"));
    }
}
