//! Codes with PKCE.

use crate::client::{Answer, agent, post_form, read};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use o365_sandbox::{CLIENT_ID, Sandbox, TENANT_ID};
use serde_json::Value;

// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const REDIRECT: &str = "http://localhost:8400/back";

fn authorize(sandbox: &Sandbox, query: &str) -> Answer {
    let url = format!("{}/common/oauth2/v2.0/authorize?{query}", sandbox.login_url());
    read(agent().get(url).call().unwrap()).unwrap()
}

/// Asks for a code as it should be asked for.
fn code(sandbox: &Sandbox) -> String {
    let answer = authorize(
        sandbox,
        &format!(
            "client_id={CLIENT_ID}&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%3A8400%2Fback\
             &scope=openid%20profile%20offline_access%20Mail.Read&state=a%26b&nonce=n1\
             &code_challenge={CHALLENGE}&code_challenge_method=S256"
        ),
    );
    assert_eq!(answer.status, 302);
    let rest = answer.header("location").strip_prefix("http://localhost:8400/back?code=").unwrap();
    let (code, state) = rest.split_once('&').unwrap();
    assert_eq!(state, "state=a%26b");
    code.replace("%2E", ".").replace("%5F", "_").replace("%2D", "-")
}

fn redeem(sandbox: &Sandbox, code: &str, redirect: &str, verifier: Option<&str>) -> Value {
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT_ID),
        ("code", code),
        ("redirect_uri", redirect),
    ];
    form.extend(verifier.map(|verifier| ("code_verifier", verifier)));
    post_form(sandbox, "common", "token", &form).json()
}

#[test]
fn a_code_becomes_tokens() {
    let sandbox = Sandbox::start().unwrap();
    let code = code(&sandbox);
    let token = redeem(&sandbox, &code, REDIRECT, Some(VERIFIER));
    assert_eq!(token["scope"], "openid profile Mail.Read");
    assert!(token["refresh_token"].is_string());
    let id_token = token["id_token"].as_str().unwrap();
    let parts: Vec<&str> = id_token.split('.').collect();
    assert_eq!(parts.len(), 3);
    let claims = BASE64_URL_SAFE_NO_PAD.decode(parts[1]).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["preferred_username"], sandbox.user());
    assert_eq!((&claims["aud"], &claims["tid"]), (&CLIENT_ID.into(), &TENANT_ID.into()));
    assert_eq!((&claims["nonce"], &claims["name"]), (&"n1".into(), &"George".into()));

    let again = redeem(&sandbox, &code, REDIRECT, Some(VERIFIER));
    assert_eq!(again["error_codes"][0], 54005, "a code is good once");
}

#[test]
fn a_code_is_guarded() {
    let sandbox = Sandbox::start().unwrap();
    let code = code(&sandbox);
    let wrong = VERIFIER.replace('d', "e");
    for (redirect, verifier, number) in [
        (REDIRECT, None, 50148),
        (REDIRECT, Some(wrong.as_str()), 501_481),
        (REDIRECT, Some(CHALLENGE), 501_481),
        ("http://localhost:8400/other", Some(VERIFIER), 50011),
    ] {
        let answer = redeem(&sandbox, &code, redirect, verifier);
        assert_eq!(
            (&answer["error"], &answer["error_codes"][0]),
            (&"invalid_grant".into(), &number.into())
        );
    }
    assert_eq!(redeem(&sandbox, "made-up", REDIRECT, None)["error"], "invalid_grant");
    let token = redeem(&sandbox, &code, REDIRECT, Some(VERIFIER));
    assert!(token["access_token"].is_string(), "failures don't use the code up: {token}");
}

#[test]
fn bad_requests_go_back_to_the_application_or_nowhere() {
    let sandbox = Sandbox::start().unwrap();
    let redirect = "redirect_uri=http://localhost/&state=s";
    for query in [
        format!("client_id=x&scope=a&{redirect}"),
        format!("client_id=x&response_type=token&scope=a&{redirect}"),
        format!("client_id=x&response_type=code&{redirect}"),
        format!("client_id=x&response_type=code&scope=a&code_challenge=short&{redirect}"),
        format!("client_id=x&response_type=code&scope=a&code_challenge_method=S256&{redirect}"),
    ] {
        let answer = authorize(&sandbox, &query);
        let location = answer.header("location");
        assert!(location.starts_with("http://localhost/?error="), "{query}: {location}");
        assert!(location.ends_with("&state=s"), "{location}");
    }
    for query in ["response_type=code", "client_id=x", "client_id=x&redirect_uri=http://evil.com/"]
    {
        let answer = authorize(&sandbox, query);
        assert_eq!((answer.status, answer.header("location")), (400, ""), "{query}");
    }
}
