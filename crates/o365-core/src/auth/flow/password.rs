//! A user name and a password.

use oauth2::{ResourceOwnerPassword, ResourceOwnerUsername, Scope};

use super::{
    Credential, Flow, SignIn,
    credential::extras,
    wire::{Wire, client},
};
use crate::auth::{Secret, Tenant, Token};
use crate::error::{Error, Result};

/// Signs in with a user name and a password. **Don't, if there is another way.**
///
/// Microsoft advises against it: it fails with a second factor, with conditional access, with federated and with
/// personal accounts, and the program sees the password. [`DeviceCode`](super::DeviceCode) is as easy, and a service has
/// [`ClientCredentials`](super::ClientCredentials).
/// [Resource owner password credentials](https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc).
#[derive(Clone, Debug)]
pub struct Password {
    user: String,
    password: Secret,
    credential: Option<Credential>,
}

impl Password {
    /// As this person.
    pub fn new(user_name: impl Into<String>, password: impl Into<Secret>) -> Self {
        Password { user: user_name.into(), password: password.into(), credential: None }
    }

    /// How the application proves itself, if it is a confidential one.
    #[must_use]
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credential = Some(credential);
        self
    }
}

impl Flow for Password {
    fn run(&self, ask: &SignIn<'_>) -> Result<Token> {
        if ask.app.tenant == Tenant::Consumers {
            return Err(Error::config(
                "personal accounts can't sign in by password: use a device code",
            ));
        }
        let client = client(ask.app)?;
        let user = ResourceOwnerUsername::new(self.user.clone());
        let password = ResourceOwnerPassword::new(self.password.reveal().to_owned());
        let scopes = ask.scopes.iter().map(|name| Scope::new(name.to_owned()));
        let request = extras(self.credential.as_ref(), ask.app, ask.claims)?.into_iter().fold(
            client.exchange_password(&user, &password).add_scopes(scopes),
            |request, (name, value)| request.add_extra_param(name, value),
        );
        let wire = Wire::repeating(ask.transport).claiming(ask.claims);
        let answer = request.request(&|request| wire.send(request));
        wire.finish(answer)?.into_token()
    }

    fn is_interactive(&self) -> bool {
        false
    }

    fn credential(&self) -> Option<&Credential> {
        self.credential.as_ref()
    }

    fn subject(&self) -> Option<String> {
        Some(self.user.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::auth::{
        App, OAuth, TokenRequest, TokenSource,
        testing::{Net, Reply},
    };

    #[test]
    fn sends_name_and_password_once_and_shows_them_to_nobody() {
        let net = Net::new(|_, call| {
            assert_eq!(call.field("grant_type"), "password");
            assert_eq!((call.field("username"), call.field("password")), ("me@t.com", "hüsh&=+"));
            let body = json!({"error": "invalid_grant", "error_description": "AADSTS50126: no."});
            Reply::Json(400, body)
        });
        let flow = Password::new("me@t.com", "hüsh&=+");
        assert!(!format!("{flow:?}").contains("hüsh"));
        let app = App::new("id").tenant("organizations");
        let source = OAuth::builder(app).flow(flow).build().unwrap();
        for _ in 0..3 {
            let error = source.token(&TokenRequest::new(&net)).unwrap_err();
            assert_eq!(error.code(), Some("invalid_grant"));
            assert!(!format!("{error:?}").contains("hüsh"));
        }
        // a wrong password that is sent again and again locks the account
        assert_eq!(net.calls().len(), 1);
    }

    #[test]
    fn personal_accounts_are_refused_before_anything_is_sent() {
        let net = Net::new(|_, _| Reply::Broken);
        let (app, scopes) = (App::new("id").tenant("consumers"), Default::default());
        assert!(Password::new("a", "b").run(&SignIn::new(&app, &scopes, &net)).is_err());
        assert!(net.calls().is_empty());
    }
}
