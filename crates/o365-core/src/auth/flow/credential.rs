//! How an application proves that it is itself.

use std::{fmt, fs, path::PathBuf, sync::Arc};

use crate::auth::{App, Secret};
use crate::error::{Error, Result};

/// What a confidential application proves itself with.
#[derive(Clone, Debug)]
pub struct Credential(Kind);

type Sign = dyn Fn(&App) -> Result<Secret> + Send + Sync;

#[derive(Clone)]
enum Kind {
    Secret(Secret),
    Assertion(Arc<Sign>),
}

impl Credential {
    /// A client secret: its value, not its id.
    pub fn secret(secret: impl Into<Secret>) -> Self {
        Credential(Kind::Secret(secret.into()))
    }

    /// A signed assertion (a JWT) that somebody else gives: workload identity federation. The closure is called for
    /// each request, because an assertion is good for minutes only.
    ///
    /// [Federated credentials](https://learn.microsoft.com/entra/workload-id/workload-identity-federation).
    pub fn assertion(give: impl Fn() -> Result<Secret> + Send + Sync + 'static) -> Self {
        Credential::signer(move |_| give())
    }

    /// An assertion that stands in a file, which is read for each request. In Kubernetes on Azure the path is the
    /// variable `AZURE_FEDERATED_TOKEN_FILE`.
    pub fn assertion_file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Credential::assertion(move || {
            let text = fs::read_to_string(&path).map_err(|error| Error::io(&path, error))?;
            match text.trim() {
                "" => Err(Error::config(format!("no assertion stands in {}", path.display()))),
                text => Ok(Secret::from(text)),
            }
        })
    }

    /// An assertion that is made for this application.
    pub(super) fn signer(sign: impl Fn(&App) -> Result<Secret> + Send + Sync + 'static) -> Self {
        Credential(Kind::Assertion(Arc::new(sign)))
    }

    fn parameters(&self, app: &App) -> Result<Vec<(&'static str, String)>> {
        let assertion = match &self.0 {
            Kind::Secret(secret) => {
                return Ok(vec![("client_secret", secret.reveal().to_owned())]);
            }
            Kind::Assertion(sign) => sign(app)?,
        };
        Ok(vec![
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer".into(),
            ),
            ("client_assertion", assertion.reveal().to_owned()),
        ])
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Secret(_) => "Secret",
            Kind::Assertion(_) => "Assertion",
        })
    }
}

/// What goes into a request beside what oauth2 puts there.
pub(super) fn extras(
    credential: Option<&Credential>,
    app: &App,
    claims: Option<&str>,
) -> Result<Vec<(&'static str, String)>> {
    let mut all = credential.map_or(Ok(Vec::new()), |credential| credential.parameters(app))?;
    all.extend(claims.map(|claims| ("claims", claims.to_owned())));
    Ok(all)
}
