//! An application signs in for itself, with a secret.

use oauth2::Scope;

use super::{
    super::{
        App, Identity, Secret, Token,
        oauth::wire::{Wire, client},
    },
    Credential, Flow, SignIn,
};
use crate::error::{Error, Result};

/// An application signs in for itself, with a client secret and without a person: for services and scheduled jobs.
///
/// It has the application permissions that an administrator granted it, and no `me`. It needs one tenant.
/// [Get access without a user](https://learn.microsoft.com/graph/auth-v2-service).
///
/// ```
/// use o365_core::auth::{App, ClientSecret, MemoryStore, OAuth};
///
/// let app = App::new("6731de76-14a6-49ae-97bc-6eba6914391e").tenant("contoso.com");
/// let source = OAuth::builder(app).flow(ClientSecret::new("value")).store(MemoryStore::new()).build()?;
/// # Ok::<_, o365_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ClientSecret(Credential);

impl ClientSecret {
    /// With this secret: its value, not its id.
    pub fn new(secret: impl Into<Secret>) -> Self {
        ClientSecret(Credential::secret(secret))
    }
}

impl Flow for ClientSecret {
    fn run(&self, ask: &SignIn<'_>) -> Result<Token> {
        sign_in(&self.0, ask)
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

/// The client credentials grant, whatever the application proves itself with.
pub(super) fn sign_in(credential: &Credential, ask: &SignIn<'_>) -> Result<Token> {
    one_tenant(ask.app)?;
    let client = client(ask.app)?;
    let mut request = client.exchange_client_credentials();
    request = request.add_scopes(ask.scopes.iter().map(|name| Scope::new(name.to_owned())));
    for (name, value) in credential.parameters(ask.app)? {
        request = request.add_extra_param(name, value.reveal().to_owned());
    }
    if let Some(claims) = ask.claims {
        request = request.add_extra_param("claims", claims);
    }
    let wire = Wire::repeating(ask.transport).unattended();
    let answer = request.request(&|request| wire.send(request));
    wire.finish(answer)?.into_token()
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
