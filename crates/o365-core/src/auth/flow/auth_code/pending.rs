//! A sign-in that has begun and not ended.

use std::{borrow::Cow, fmt};

use oauth2::{
    AuthUrl, AuthorizationCode, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use super::super::{
    Credential, SignIn,
    credential::extras,
    wire::{Wire, client},
};
use crate::auth::{App, Scopes, Secret, Token, secret::plain};
use crate::error::{AuthError, Error, ErrorKind, Result};

/// A sign-in that waits for its person: where to send the browser, and what is needed when it comes back.
///
/// It can be stored by serde, in a session of the server say, and finished in another process. It holds a secret that
/// only this sign-in is good with: don't give it to the browser.
///
/// See [`OAuth::begin`](crate::auth::OAuth::begin).
#[derive(Clone, Serialize, Deserialize)]
pub struct PendingSignIn {
    url: String,
    redirect_uri: String,
    #[serde(with = "plain")]
    state: Option<Secret>,
    #[serde(with = "plain")]
    verifier: Option<Secret>,
}

/// What came back.
pub(super) enum Redirected {
    /// The code of this sign-in.
    Code(Secret),
    /// This sign-in is refused.
    Refused(Error),
    /// Something else, and why.
    Foreign(&'static str),
}

impl PendingSignIn {
    pub(in crate::auth) fn begin(
        app: &App,
        scopes: &Scopes,
        redirect_uri: &str,
        hints: &[(&'static str, Option<&str>)],
    ) -> Result<Self> {
        let url = AuthUrl::new(app.authorize_url()?);
        let url = url.map_err(|_| Error::config("the login URL is no URL"))?;
        let redirect = RedirectUrl::new(redirect_uri.to_owned());
        let redirect = redirect.map_err(|_| Error::config("the redirect URI is no URI"))?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = client(app)?.set_auth_uri(url);
        let mut request = client
            .authorize_url(CsrfToken::new_random)
            .add_scopes(scopes.iter().map(|name| Scope::new(name.to_owned())))
            .set_pkce_challenge(challenge)
            .set_redirect_uri(Cow::Borrowed(&redirect))
            .add_extra_param("response_mode", "query");
        for &(name, value) in hints {
            if let Some(value) = value {
                request = request.add_extra_param(name, value);
            }
        }
        let (url, state) = request.url();
        Ok(PendingSignIn {
            url: url.into(),
            redirect_uri: redirect_uri.to_owned(),
            state: Some(Secret::new(state.into_secret())),
            verifier: Some(Secret::new(verifier.into_secret())),
        })
    }

    /// Where to send the person's browser.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where the browser comes back to.
    pub fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// Ends it with the address that the browser ended on, or the query of it.
    pub(in crate::auth) fn finish(
        &self,
        ask: &SignIn<'_>,
        credential: Option<&Credential>,
        redirected: &str,
    ) -> Result<Token> {
        let address = redirected.trim().trim_matches(['"', '\'', '<', '>']);
        let query = address.split_once('?').map_or(address, |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        match self.read(query) {
            Redirected::Code(code) => self.exchange(ask, credential, &code),
            Redirected::Refused(error) => Err(error),
            Redirected::Foreign(reason) => Err(AuthError::sign_in(reason).into()),
        }
    }

    /// Looks for the code in a query.
    pub(super) fn read(&self, query: &str) -> Redirected {
        let field = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name).map(|(_, value)| decode(value))
        };
        let (code, error) = (field("code"), field("error"));
        if code.is_none() && error.is_none() {
            return Redirected::Foreign("the address holds no code: paste the whole address");
        }
        if self.state.is_none() || field("state").map(Secret::new) != self.state {
            return Redirected::Foreign("the answer belongs to another sign-in: begin anew");
        }
        match (error, code) {
            (Some(code), _) => Redirected::Refused(refused(code, field("error_description"))),
            (None, code) => Redirected::Code(Secret::new(code.unwrap_or_default())),
        }
    }

    pub(super) fn exchange(
        &self,
        ask: &SignIn<'_>,
        credential: Option<&Credential>,
        code: &Secret,
    ) -> Result<Token> {
        let redirect = RedirectUrl::new(self.redirect_uri.clone());
        let redirect = redirect.map_err(|_| Error::config("the redirect URI is no URI"))?;
        let verifier = self.verifier.as_ref().map(Secret::reveal).unwrap_or_default();
        let client = client(ask.app)?.set_redirect_uri(redirect);
        let request = extras(credential, ask.app, ask.claims)?.into_iter().fold(
            client
                .exchange_code(AuthorizationCode::new(code.reveal().to_owned()))
                .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned())),
            |request, (name, value)| request.add_extra_param(name, value),
        );
        // A code is good once: nobody knows whether an answer that is lost has spent it.
        let wire = Wire::once(ask.transport).claiming(ask.claims);
        let answer = request.request(&|request| wire.send(request));
        let is_lost = answer.is_err() && wire.last_is_transient();
        wire.finish(answer).map_err(|error| if is_lost { lost(error) } else { error })?.into_token()
    }
}

impl fmt::Debug for PendingSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingSignIn")
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

/// The page where the person was said no, for a reason that stands in the address.
fn refused(code: String, description: Option<String>) -> Error {
    let words = description.unwrap_or_else(|| "the sign-in page says no".into());
    let words = words.split("Trace ID:").next().unwrap_or_default();
    let mut error = AuthError::sign_in(words.split_whitespace().collect::<Vec<_>>().join(" "));
    error.code = Some(code);
    error.into()
}

fn lost(error: Error) -> Error {
    let status = match error.kind() {
        ErrorKind::Auth(auth) => auth.status,
        _ => None,
    };
    let mut lost = AuthError::sign_in("the answer to the code was lost, and a code is good once")
        .with_source(error);
    lost.status = status;
    lost.into()
}

/// Decodes once: the code itself may hold a `%`.
fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
