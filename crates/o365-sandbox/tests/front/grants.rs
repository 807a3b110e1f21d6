//! The other grants, and what all have in common.

use crate::client::{Answer, agent, get, post_form, read};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use o365_sandbox::{CLIENT_ID, CLIENT_SECRET, PASSWORD, Sandbox, TENANT_ID, USER};
use serde_json::Value;

const DEFAULT: &str = "https://graph.microsoft.com/.default";

fn token(sandbox: &Sandbox, form: &[(&str, &str)]) -> Answer {
    post_form(sandbox, TENANT_ID, "token", form)
}

fn by_secret(id: &str, secret: &str, scope: &str) -> [(&'static str, String); 4] {
    [
        ("grant_type", "client_credentials".into()),
        ("client_id", id.into()),
        ("client_secret", secret.into()),
        ("scope", scope.into()),
    ]
}

fn by_password(sandbox: &Sandbox, scope: &str) -> Value {
    let form = [
        ("grant_type", "password"),
        ("client_id", "any"),
        ("username", sandbox.user()),
        ("password", PASSWORD),
        ("scope", scope),
    ];
    token(sandbox, &form).json()
}

fn refresh(sandbox: &Sandbox, refresh_token: &str, scope: &str) -> Value {
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", "any"),
        ("refresh_token", refresh_token),
        ("scope", scope),
    ];
    token(sandbox, &form).json()
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} in {value}"))
}

#[test]
fn an_application_shows_its_secret() {
    let sandbox = Sandbox::builder().client("mine", "p@ss+word").start().unwrap();
    let ask = |tenant: &str, id: &str, secret: &str, scope: &str| {
        let form = by_secret(id, secret, scope);
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        post_form(&sandbox, tenant, "token", &form)
    };
    for (id, secret) in [(CLIENT_ID, CLIENT_SECRET), ("mine", "p@ss+word")] {
        let answer = ask(TENANT_ID, id, secret, DEFAULT);
        assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-store, no-cache");
        let answer = answer.json();
        assert_eq!(answer["expires_in"], 3600);
        assert!(answer.get("refresh_token").is_none() && answer.get("scope").is_none());
        let bearer = text(&answer, "access_token");
        assert_ne!(get(&agent(), &sandbox.graph_url(), bearer).unwrap().status, 401);
    }
    for (tenant, id, secret, scope, status, error, number) in [
        (TENANT_ID, CLIENT_ID, "wrong", DEFAULT, 401, "invalid_client", 7_000_215),
        (TENANT_ID, CLIENT_ID, "", DEFAULT, 401, "invalid_client", 7_000_218),
        (TENANT_ID, "unknown", "x", DEFAULT, 401, "invalid_client", 700_025),
        (TENANT_ID, CLIENT_ID, CLIENT_SECRET, "Mail.Read", 400, "invalid_scope", 1_002_012),
        (TENANT_ID, CLIENT_ID, CLIENT_SECRET, "", 400, "invalid_request", 900_144),
        ("common", CLIENT_ID, CLIENT_SECRET, DEFAULT, 400, "invalid_request", 50_059),
        ("organizations", CLIENT_ID, CLIENT_SECRET, DEFAULT, 400, "invalid_request", 50_059),
        ("consumers", CLIENT_ID, CLIENT_SECRET, DEFAULT, 400, "invalid_request", 50_059),
    ] {
        let answer = ask(tenant, id, secret, scope);
        let body = answer.json();
        assert_eq!((answer.status, &body["error"]), (status, &error.into()), "{body}");
        assert_eq!(body["error_codes"][0], number);
    }
}

#[test]
fn a_secret_may_come_as_basic_authentication() {
    let sandbox = Sandbox::builder().client("mine", "p@ss+word").start().unwrap();
    let url = format!("{}/{TENANT_ID}/oauth2/v2.0/token", sandbox.login_url());
    let ask = |pair: &str| {
        let request = agent().post(&url);
        let request =
            request.header("Authorization", format!("Basic {}", BASE64_STANDARD.encode(pair)));
        let form = [("grant_type", "client_credentials"), ("scope", DEFAULT)];
        read(request.send_form(form).unwrap()).unwrap().status
    };
    assert_eq!(ask("mine:p%40ss%2Bword"), 200);
    assert_eq!(ask("mine:wrong"), 401);
}

#[test]
fn a_refresh_token_is_good_once() {
    let sandbox = Sandbox::start().unwrap();
    let first = by_password(&sandbox, "Mail.Read Mail.Send offline_access");
    let second = refresh(&sandbox, text(&first, "refresh_token"), "");
    assert_eq!(second["scope"], "Mail.Read Mail.Send");
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    let old = refresh(&sandbox, text(&first, "refresh_token"), "");
    assert_eq!(old["error"], "invalid_grant");
    let narrow =
        refresh(&sandbox, text(&second, "refresh_token"), "https://graph.microsoft.com/Mail.Read");
    assert_eq!(narrow["scope"], "https://graph.microsoft.com/Mail.Read");
    let bearer = text(&narrow, "access_token");
    assert_ne!(get(&agent(), &sandbox.graph_url(), bearer).unwrap().status, 401);
    let wide = refresh(&sandbox, text(&narrow, "refresh_token"), "Files.Read");
    assert_eq!(wide["error_codes"][0], 65001, "no more is granted than was consented to");
    let next = refresh(&sandbox, text(&narrow, "refresh_token"), "");
    assert!(next["access_token"].is_string(), "a refusal doesn't use the token up: {next}");
    sandbox.revoke_refresh_tokens();
    assert_eq!(refresh(&sandbox, text(&next, "refresh_token"), "")["error_codes"][0], 50173);
    assert_eq!(refresh(&sandbox, "made-up", "")["error"], "invalid_grant");
}

#[test]
fn what_is_not_asked_for_is_not_given() {
    let sandbox = Sandbox::start().unwrap();
    let plain = by_password(&sandbox, "Mail.Read");
    assert!(plain.get("refresh_token").is_none() && plain.get("id_token").is_none());
    assert!(by_password(&sandbox, "openid").get("id_token").is_some());
    assert_eq!(by_password(&sandbox, "Mail.Read a/.default")["error"], "invalid_scope");
}

#[test]
fn a_password_is_checked() {
    let sandbox = Sandbox::start().unwrap();
    for (user, password, number) in [(USER, "wrong", 50126), ("who@best.com", PASSWORD, 50034)] {
        let form = [
            ("grant_type", "password"),
            ("client_id", "any"),
            ("username", user),
            ("password", password),
            ("scope", "Mail.Read"),
        ];
        let answer = token(&sandbox, &form).json();
        assert_eq!(
            (&answer["error"], &answer["error_codes"][0]),
            (&"invalid_grant".into(), &number.into())
        );
    }
}

#[test]
fn requests_that_are_no_token_request_are_refused() {
    let sandbox = Sandbox::start().unwrap();
    let number = |form: &[(&str, &str)]| token(&sandbox, form).json()["error_codes"][0].clone();
    assert_eq!(number(&[]), 900_144);
    assert_eq!(number(&[("grant_type", "password")]), 900_144);
    assert_eq!(number(&[("grant_type", "x"), ("client_id", "x")]), 70003);
    assert_eq!(number(&[("grant_type", "x"), ("grant_type", "y")]), 9_000_411);
    let url = format!("{}/common/oauth2/v2.0/token", sandbox.login_url());
    let answer = read(agent().get(&url).call().unwrap()).unwrap().json();
    assert_eq!(answer["error_codes"][0], 900_561);
    let answer = read(agent().post(&url).content_type("application/json").send("{}").unwrap());
    let answer = answer.unwrap();
    assert_eq!(answer.status, 400);
    let body = answer.json();
    assert_eq!(body["error"], "invalid_request");
    for name in ["error_description", "timestamp", "trace_id", "correlation_id"] {
        assert!(body[name].is_string(), "{name}");
    }
}
