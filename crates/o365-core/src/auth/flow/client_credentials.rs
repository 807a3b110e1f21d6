//! An application signs in for itself.

use oauth2::Scope;

use super::{
    Credential, Flow, SignIn,
    credential::extras,
    wire::{Wire, client},
};
use crate::auth::{App, Identity, Secret, Token};
use crate::error::{Error, Result};

/// An application signs in for itself, without a person: for services and scheduled jobs.
///
/// It has the application permissions that an administrator granted it, and no `me`. It needs one tenant.
/// [Get access without a user](https://learn.microsoft.com/graph/auth-v2-service).
///
/// ```
/// use o365_core::auth::{App, ClientCredentials, Credential, OAuth};
///
/// let app = App::new("6731de76-14a6-49ae-97bc-6eba6914391e").tenant("contoso.com");
/// let credential = Credential::assertion_file("/var/run/secrets/azure/tokens/azure-identity-token");
/// let source = OAuth::builder(app).flow(ClientCredentials::new(credential)).build()?;
/// # Ok::<_, o365_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ClientCredentials(Credential);

impl ClientCredentials {
    /// With this proof.
    pub fn new(credential: Credential) -> Self {
        ClientCredentials(credential)
    }
}

impl Flow for ClientCredentials {
    fn run(&self, ask: &SignIn<'_>) -> Result<Token> {
        one_tenant(ask.app)?;
        let client = client(ask.app)?;
        let scopes = ask.scopes.iter().map(|name| Scope::new(name.to_owned()));
        let request = extras(Some(&self.0), ask.app, ask.claims)?.into_iter().fold(
            client.exchange_client_credentials().add_scopes(scopes),
            |request, (name, value)| request.add_extra_param(name, value),
        );
        let wire = Wire::repeating(ask.transport).unattended();
        let answer = request.request(&|request| wire.send(request));
        wire.finish(answer)?.into_token()
    }

    fn is_interactive(&self) -> bool {
        false
    }

    fn identity(&self) -> Identity {
        Identity::Application
    }

    fn credential(&self) -> Option<&Credential> {
        Some(&self.0)
    }
}

/// An application signs in for itself with a client secret: [`ClientCredentials`] in one word.
///
/// ```
/// use o365_core::auth::{App, ClientSecret, OAuth};
///
/// let app = App::new("6731de76-14a6-49ae-97bc-6eba6914391e").tenant("contoso.com");
/// let source = OAuth::builder(app).flow(ClientSecret::new("the secret's value")).build()?;
/// # Ok::<_, o365_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ClientSecret(ClientCredentials);

impl ClientSecret {
    /// With this secret: its value, not its id.
    pub fn new(secret: impl Into<Secret>) -> Self {
        ClientSecret(ClientCredentials::new(Credential::secret(secret)))
    }
}

impl Flow for ClientSecret {
    fn run(&self, ask: &SignIn<'_>) -> Result<Token> {
        self.0.run(ask)
    }

    fn is_interactive(&self) -> bool {
        false
    }

    fn identity(&self) -> Identity {
        Identity::Application
    }

    fn credential(&self) -> Option<&Credential> {
        self.0.credential()
    }
}

fn one_tenant(app: &App) -> Result<()> {
    if app.tenant.is_one() {
        return Ok(());
    }
    Err(Error::config(format!(
        "an application signs in for itself in one tenant, not in `{}`: give the tenant's id or domain",
        app.tenant
    )))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::json;

    use super::*;
    use crate::auth::{
        Scopes,
        testing::{Call, Net, Reply},
    };

    fn run(credential: Credential) -> (Result<Token>, Vec<Call>) {
        let net = Net::new(|_, _| Reply::Json(200, json!({"access_token": "a"})));
        let (app, scopes) = (App::new("id").tenant("t.com"), Scopes::default());
        let result = ClientCredentials::new(credential).run(&SignIn::new(&app, &scopes, &net));
        (result, net.calls())
    }

    #[test]
    fn an_assertion_file_is_read_each_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let credential = Credential::assertion_file(&path);
        let error = run(credential.clone()).0.unwrap_err();
        assert!(error.to_string().contains("token"), "{error}");
        for text in ["one", "two"] {
            fs::write(&path, format!(" {text}\n")).unwrap();
            let (result, calls) = run(credential.clone());
            result.unwrap();
            assert_eq!(calls[0].field("client_assertion"), text);
            assert!(calls[0].field("client_assertion_type").ends_with(":jwt-bearer"));
            assert!(!calls[0].form.contains_key("client_secret"));
        }
        fs::write(&path, "\n").unwrap();
        assert!(run(credential).0.is_err());
    }

    #[test]
    fn an_assertion_that_can_not_be_had_sends_nothing() {
        let (result, calls) = run(Credential::assertion(|| Err(Error::input("none"))));
        assert!(result.is_err() && calls.is_empty());
    }
}
