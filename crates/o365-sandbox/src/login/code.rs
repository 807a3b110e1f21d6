//! Authorization codes: handed out at once, signed in as the sandbox's user.

use crate::{
    answers,
    login::{
        error::LoginError,
        form::{Credentials, Form},
    },
    random,
    wire::Reply,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest as _, Sha256};
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

const LIFETIME: Duration = Duration::from_secs(600);

#[derive(Debug, Default)]
pub(super) struct Codes {
    issued: HashMap<String, Code>,
}

#[derive(Debug)]
struct Code {
    client_id: String,
    redirect_uri: String,
    scopes: Vec<String>,
    nonce: Option<String>,
    challenge: Option<Challenge>,
    at: Instant,
    used: bool,
}

#[derive(Debug)]
struct Challenge {
    text: String,
    hashed: bool,
}

impl Codes {
    /// The answer of `authorize`: a redirect, or a page when there is nowhere to redirect to.
    pub(super) fn authorize(&mut self, form: &Form) -> Reply {
        let (client_id, redirect) = match (form.need("client_id"), form.need("redirect_uri")) {
            (Ok(client_id), Ok(redirect)) if is_allowed(redirect) => (client_id, redirect),
            (Err(error), _) | (_, Err(error)) => return page(&error),
            _ => {
                let text = "The redirect URI is not one that may be registered: https, or http \
                 to this machine, without a fragment.";
                return page(&LoginError::new("invalid_request", 50_011, text));
            }
        };
        let mut answer = match self.issue(form, client_id, redirect) {
            Ok(code) => vec![("code", code)],
            Err(error) => {
                vec![("error", error.code.to_owned()), ("error_description", error.description())]
            }
        };
        if let Some(state) = form.get("state") {
            answer.push(("state", state.to_owned()));
        }
        let pairs: Vec<String> = answer
            .iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
            .collect();
        let mark = match form.get("response_mode") {
            Some("fragment") => '#',
            _ if redirect.contains('?') => '&',
            _ => '?',
        };
        let mut reply = answers::empty(302);
        reply.headers.push(("Location".into(), format!("{redirect}{mark}{}", pairs.join("&"))));
        reply
    }

    fn issue(
        &mut self,
        form: &Form,
        client_id: &str,
        redirect: &str,
    ) -> Result<String, LoginError> {
        let refused = |text: &str| LoginError::new("invalid_request", 90_014, text);
        if !form.need("response_type")?.split_whitespace().any(|kind| kind == "code") {
            return Err(LoginError::new(
                "unsupported_response_type",
                700_051,
                "The sandbox answers with codes only.",
            ));
        }
        if !matches!(form.get("response_mode"), None | Some("query" | "fragment")) {
            return Err(refused("The sandbox knows the response modes query and fragment."));
        }
        form.need("scope")?;
        let challenge = match (form.get("code_challenge"), form.get("code_challenge_method")) {
            (None, None) => None,
            (Some(text), method @ (None | Some("plain" | "S256"))) if is_pkce(text) => {
                Some(Challenge { text: text.to_owned(), hashed: method == Some("S256") })
            }
            _ => return Err(refused("The code challenge or its method is not valid.")),
        };
        let code = format!("1.AAA{}", random::opaque());
        let issued = Code {
            client_id: client_id.to_owned(),
            redirect_uri: redirect.to_owned(),
            scopes: form.scopes()?,
            nonce: form.get("nonce").map(str::to_owned),
            challenge,
            at: Instant::now(),
            used: false,
        };
        self.issued.insert(code.clone(), issued);
        Ok(code)
    }

    /// Takes a code; gives the scopes and the nonce of the request that it answered.
    pub(super) fn redeem(
        &mut self,
        form: &Form,
        credentials: &Credentials,
    ) -> Result<(Vec<String>, Option<String>), LoginError> {
        let refused = LoginError::invalid_grant;
        let code = self
            .issued
            .get_mut(form.need("code")?)
            .filter(|code| code.client_id == credentials.client_id)
            .ok_or_else(|| {
                refused(70_000, "The code is not known, or was issued to another client.")
            })?;
        if code.used {
            return Err(refused(
                54_005,
                "OAuth2 Authorization code was already redeemed, please retry with a new valid \
                 code.",
            ));
        }
        if code.at.elapsed() > LIFETIME {
            return Err(refused(70_008, "The provided authorization code has expired."));
        }
        if form.need("redirect_uri")? != code.redirect_uri {
            return Err(refused(
                50_011,
                "The redirect URI differs from the one of the authorize request.",
            ));
        }
        code.check(form.get("code_verifier"))?;
        code.used = true;
        Ok((code.scopes.clone(), code.nonce.clone()))
    }
}

impl Code {
    fn check(&self, verifier: Option<&str>) -> Result<(), LoginError> {
        let refused = LoginError::invalid_grant;
        let (challenge, verifier) = match (&self.challenge, verifier) {
            (None, None) => return Ok(()),
            (None, Some(_)) => {
                return Err(refused(
                    501_481,
                    "A Code_Verifier was sent without an earlier code challenge.",
                ));
            }
            (Some(_), None) => {
                return Err(refused(
                    50_148,
                    "The code_verifier is missing though a code_challenge was sent.",
                ));
            }
            (Some(challenge), Some(verifier)) => (challenge, verifier),
        };
        let computed = match challenge.hashed {
            true => BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
            false => verifier.to_owned(),
        };
        match is_pkce(verifier) && computed == challenge.text {
            true => Ok(()),
            false => Err(refused(
                501_481,
                "The Code_Verifier does not match the code_challenge supplied in the \
                 authorization request.",
            )),
        }
    }
}

/// 43 to 128 unreserved characters, as RFC 7636 has it.
fn is_pkce(text: &str) -> bool {
    (43..=128).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
}

fn is_allowed(redirect: &str) -> bool {
    let Some((scheme, rest)) = redirect.split_once("://") else { return false };
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let local = ["localhost", "127.0.0.1", "[::1]"].contains(&name);
    !redirect.contains('#')
        && !redirect.contains(char::is_control)
        && (!scheme.eq_ignore_ascii_case("http") || local)
}

fn page(error: &LoginError) -> Reply {
    // The description may quote a parameter; markup in it must stay text.
    let text = error.description().replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<html><head><title>Sign in to your account</title></head><body>{text}</body></html>"
    );
    answers::bytes(400, "text/html; charset=utf-8", page.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_lead_to_https_or_to_this_machine() {
        for good in [
            "http://localhost",
            "http://127.0.0.1:8400/x?y",
            "http://[::1]:1/",
            "https://a.b/c",
            "msal12://auth",
        ] {
            assert!(is_allowed(good), "{good}");
        }
        for bad in [
            "http://example.com",
            "http://localhost.evil.com",
            "localhost",
            "https://a#b",
            "http://localhost@evil.com/",
        ] {
            assert!(!is_allowed(bad), "{bad}");
        }
    }

    #[test]
    fn the_challenge_is_that_of_the_standard() {
        // RFC 7636, appendix B.
        let code = Code {
            client_id: String::new(),
            redirect_uri: String::new(),
            scopes: Vec::new(),
            nonce: None,
            challenge: Some(Challenge {
                text: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".into(),
                hashed: true,
            }),
            at: Instant::now(),
            used: false,
        };
        assert_eq!(code.check(Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")), Ok(()));
        assert_eq!(
            code.check(Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl")).unwrap_err().number,
            501_481
        );
        assert_eq!(code.check(None).unwrap_err().number, 50_148);
    }
}
