//! What a client shows instead of a secret: an assertion that its certificate signed, or the token
//! of a workload that it trusts.

use crate::{
    login::{error::LoginError, options::Options},
    random,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::{
    collections::{HashMap, HashSet},
    time::{Duration, SystemTime},
};

pub(super) const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Who the tokens of workloads are meant for.
const EXCHANGE: &str = "api://AzureADTokenExchange";
/// Clocks differ by so much.
const SKEW: u64 = 300;
/// The bytes of a signature with the shortest key that is allowed.
const SHORTEST_SIGNATURE: usize = 256;

/// What is known of assertions that came, and of workloads that were given tokens.
#[derive(Debug, Default)]
pub(super) struct Assertions {
    /// Tokens and their subjects.
    workloads: HashMap<String, String>,
    seen: HashSet<String>,
}

impl Assertions {
    /// A token for a workload, as Kubernetes puts into its file.
    pub(super) fn workload(&mut self, subject: &str, lifetime: Duration, origin: &str) -> String {
        let claims = json!({
            "iss": format!("{origin}/sandbox/issuer"), "sub": subject, "aud": EXCHANGE,
            "exp": now().saturating_add(lifetime.as_secs()), "jti": random::guid(),
        });
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let head = part(&json!({"typ": "JWT", "alg": "RS256", "kid": "workloads"}));
        let signature = BASE64_URL_SAFE_NO_PAD.encode([0; SHORTEST_SIGNATURE]);
        let token = format!("{head}.{}.{signature}", part(&claims));
        self.workloads.insert(token.clone(), subject.to_owned());
        token
    }

    /// Whether it proves that the client is itself. Without the feature `signatures` only the size of a
    /// signature is looked at: what counts is the certificate that the assertion names.
    pub(super) fn check(
        &mut self,
        assertion: &str,
        client_id: &str,
        tenant: &str,
        options: &Options,
    ) -> Result<(), LoginError> {
        let (head, claims, signature) =
            read(assertion).ok_or_else(|| refused(50_027, "JWT token is invalid or malformed."))?;
        in_time(&claims)?;
        if let Some(subject) = self.workloads.get(assertion) {
            return is_trusted(subject, client_id, options);
        }
        let thumbprint = head.get("x5t#S256").and_then(Value::as_str).unwrap_or_default();
        if thumbprint.is_empty() && head.get("x5t").is_none() {
            let issuer = claims.get("iss").and_then(Value::as_str).unwrap_or_default();
            let text = format!(
                "No matching federated identity record found for presented assertion issuer \
                 '{issuer}'."
            );
            return Err(refused(700_211, &text));
        }
        let algorithm = head.get("alg").and_then(Value::as_str).unwrap_or_default();
        if !["PS256", "RS256"].contains(&algorithm) || signature.len() < SHORTEST_SIGNATURE {
            return Err(refused(700_027, "The signature is not one of RS256 or PS256."));
        }
        let mut own = options.certificates.iter().filter(|(id, _)| id == client_id);
        let Some((_, certificate)) = own.find(|(_, known)| known.thumbprint == thumbprint) else {
            let text = "The certificate with identifier used to sign the client assertion is not \
             registered on application.";
            return Err(refused(700_027, text));
        };
        let text = assertion.rsplit_once('.').map_or("", |(text, _)| text);
        if !certificate.signed(algorithm, text, &signature) {
            let text = "Client assertion failed signature validation.";
            return Err(refused(700_027, text));
        }
        let is_client = |name: &str| claims.get(name).and_then(Value::as_str) == Some(client_id);
        if !is_client("iss") || !is_client("sub") {
            let text = "The 'iss' and 'sub' of a client assertion must be the client's id.";
            return Err(refused(700_021, text));
        }
        let audience = claims.get("aud").and_then(Value::as_str).unwrap_or_default();
        let endpoints = [format!("/{tenant}/oauth2/v2.0/token"), format!("/{tenant}/v2.0")];
        if !endpoints.iter().any(|endpoint| audience.ends_with(endpoint)) {
            let text = "Client assertion audience claim does not match Realm issuer.";
            return Err(refused(700_023, text));
        }
        let id = claims.get("jti").and_then(Value::as_str).unwrap_or_default();
        if id.is_empty() || !self.seen.insert(id.to_owned()) {
            let text = "The 'jti' of a client assertion must be there, and another one each time.";
            return Err(refused(50_027, text));
        }
        Ok(())
    }
}

fn read(assertion: &str) -> Option<(Value, Value, Vec<u8>)> {
    let mut parts = assertion.split('.').map(|part| BASE64_URL_SAFE_NO_PAD.decode(part).ok());
    let (head, claims, signature) = (parts.next()??, parts.next()??, parts.next()??);
    let json = |bytes: &[u8]| serde_json::from_slice(bytes).ok();
    parts.next().is_none().then_some((json(&head)?, json(&claims)?, signature))
}

fn in_time(claims: &Value) -> Result<(), LoginError> {
    let number = |name: &str| claims.get(name).and_then(Value::as_u64);
    let (now, end) = (now(), number("exp").unwrap_or_default());
    let start = number("nbf").unwrap_or_default();
    if end <= now || start > now.saturating_add(SKEW) {
        return Err(refused(700_024, "Client assertion is not within its valid time range."));
    }
    Ok(())
}

fn is_trusted(subject: &str, client_id: &str, options: &Options) -> Result<(), LoginError> {
    if options.workloads.iter().any(|(id, known)| id == client_id && known == subject) {
        return Ok(());
    }
    let text = format!(
        "No matching federated identity record found for presented assertion subject '{subject}'."
    );
    Err(refused(700_213, &text))
}

fn refused(number: u32, text: &str) -> LoginError {
    LoginError::new("invalid_client", number, text)
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::login::certificate::{
        Registered,
        testing::{PEM, sign},
    };

    fn options() -> Options {
        Options {
            certificates: vec![("id".into(), Registered::from_pem(PEM).unwrap())],
            workloads: vec![("id".into(), "pod".into())],
            ..Options::default()
        }
    }

    fn good() -> (Value, Value) {
        let thumbprint = Registered::from_pem(PEM).unwrap().thumbprint;
        let head = json!({"alg": "PS256", "typ": "JWT", "x5t#S256": thumbprint});
        let claims = json!({"iss": "id", "sub": "id", "jti": random::guid(), "exp": now() + 60,
            "nbf": now() - 60, "aud": "http://l/t.com/oauth2/v2.0/token"});
        (head, claims)
    }

    fn signed(head: &Value, claims: &Value) -> String {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(head), part(claims));
        let signature = sign(head["alg"].as_str().unwrap_or_default(), &text);
        format!("{text}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }

    fn number(change: impl Fn(&mut Value, &mut Value)) -> Option<u32> {
        let (mut head, mut claims) = good();
        change(&mut head, &mut claims);
        let text = signed(&head, &claims);
        let result = Assertions::default().check(&text, "id", "t.com", &options());
        result.err().map(|error| error.number)
    }

    #[test]
    fn each_part_of_an_assertion_counts() {
        assert_eq!(number(|_, _| ()), None);
        assert_eq!(number(|head, _| head["alg"] = "RS256".into()), None);
        assert_eq!(number(|_, claims| claims["aud"] = "http://l/t.com/v2.0".into()), None);
        assert_eq!(number(|head, _| head["alg"] = "none".into()), Some(700_027));
        assert_eq!(number(|head, _| head["x5t#S256"] = "other".into()), Some(700_027));
        assert_eq!(number(|head, _| head["x5t#S256"] = Value::Null), Some(700_211));
        assert_eq!(number(|_, claims| claims["sub"] = "other".into()), Some(700_021));
        assert_eq!(number(|_, claims| claims["aud"] = "http://l/x/v2.0".into()), Some(700_023));
        assert_eq!(number(|_, claims| claims["exp"] = (now() - 1).into()), Some(700_024));
        assert_eq!(number(|_, claims| claims["nbf"] = (now() + 900).into()), Some(700_024));
        assert_eq!(number(|_, claims| claims["jti"] = Value::Null), Some(50_027));
    }

    #[test]
    fn an_assertion_is_good_once_and_rubbish_never() {
        let (head, claims) = good();
        let text = signed(&head, &claims);
        let mut known = Assertions::default();
        assert!(known.check(&text, "id", "t.com", &options()).is_ok());
        assert!(known.check(&text, "id", "t.com", &options()).is_err());
        for rubbish in ["", ".", "a.b.c", "e30.e30", "e30.e30.", "e30.e30.AA.AA"] {
            assert!(known.check(rubbish, "id", "t.com", &options()).is_err(), "{rubbish}");
        }
    }

    #[cfg(feature = "signatures")]
    #[test]
    fn what_another_key_signed_is_refused() {
        let (head, claims) = good();
        let text = signed(&head, &claims);
        let (signed, _) = text.rsplit_once('.').unwrap();
        let forged = format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode([7; 256]));
        let error = Assertions::default().check(&forged, "id", "t.com", &options()).unwrap_err();
        assert_eq!(error.number, 700_027);
    }

    #[test]
    fn a_workload_is_known_by_the_token_that_it_was_given() {
        let mut known = Assertions::default();
        let token = known.workload("pod", Duration::from_secs(60), "http://o");
        assert!(known.check(&token, "id", "t", &options()).is_ok());
        assert!(known.check(&token, "id", "t", &options()).is_ok(), "it may be used again");
        let number = |result: Result<(), LoginError>| result.unwrap_err().number;
        assert_eq!(number(known.check(&token, "other", "t", &options())), 700_213);
        let stranger = known.workload("stranger", Duration::from_secs(60), "http://o");
        assert_eq!(number(known.check(&stranger, "id", "t", &options())), 700_213);
        let mut elsewhere = Assertions::default();
        assert_eq!(number(elsewhere.check(&token, "id", "t", &options())), 700_211);
        let late = known.workload("pod", Duration::ZERO, "http://o");
        assert_eq!(number(known.check(&late, "id", "t", &options())), 700_024);
    }
}
