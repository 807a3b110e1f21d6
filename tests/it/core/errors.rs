//! What a person and a program are told when it goes wrong.

use std::error::Error as _;

use o365_core::{Error, ErrorKind, error::ServiceError, mock::Mock};
use o365_sandbox::Fault;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{SECRET, asked, builder, connect, messages, mocked, sandbox};

/// The error that an answer with this status and body becomes.
fn error(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Error {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(status).body(content_type, body));
    let error = connect(&sandbox).get("/me/messages").send().unwrap_err();
    assert_eq!(sandbox.request_count(), 1);
    assert_eq!(error.status(), Some(status));
    let text = error.to_string();
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.len() < 4_000, "{} bytes", text.len());
    assert!(text.starts_with("GET /me/messages: "), "{text}");
    error
}

fn service(error: &Error) -> &ServiceError {
    error.service().unwrap()
}

#[test]
fn an_answer_in_the_shape_of_graph_is_read_whole() {
    let body = json!({"error": {
        "code": "invalidRequest", "message": "One\nor more", "target": "subject",
        "details": [{"code": "d", "message": "Too long", "target": "t"}],
        "innerError": {"code": "nameTooLong", "innererror": {"code": "deepest"}},
    }});
    let sandbox = sandbox();
    let answer = Fault::status(400).body("application/json", body.to_string());
    sandbox.fault(answer.header("Location", "/here"));
    let error = connect(&sandbox).post("/me/messages").json(&json!({})).send().unwrap_err();
    let told = service(&error);
    assert_eq!((told.status, told.code.as_str()), (400, "invalidRequest"));
    assert_eq!(told.inner_codes, ["nameTooLong", "deepest"]);
    assert_eq!((told.message.as_str(), told.target.as_deref()), ("One or more", Some("subject")));
    assert_eq!(told.details[0].message, "Too long");
    assert_eq!(told.location.as_deref(), Some("/here"));
    assert!(told.date.is_some());
    // The number that we gave came back, and the service's own.
    let request = &sandbox.requests()[0];
    assert_eq!(told.client_request_id.as_deref(), request.header("client-request-id"));
    let line = error.request().unwrap();
    assert_eq!((line.method.as_str(), line.path.as_str()), ("POST", "/me/messages"));
    let text = error.to_string();
    assert!(text.contains(error.request_id().unwrap()), "{text}");
    assert!(text.contains("400 invalidRequest/deepest: One or more [Too long]"), "{text}");
}

#[test]
fn bodies_of_other_shapes_give_what_they_have() {
    let json = "application/json";
    let html = error(400, "text/html", "<html><h1>Bad\nRequest</h1><p>Too odd</p></html>");
    assert_eq!(service(&html).code, "Bad Request");
    assert!(html.to_string().contains("Too odd") && !html.to_string().contains('<'));
    let oauth =
        error(400, json, r#"{"error": "invalid_grant", "error_description": "AADSTS70000: no"}"#);
    assert_eq!(
        (oauth.code(), service(&oauth).message.as_str()),
        (Some("invalid_grant"), "AADSTS70000: no")
    );
    let sharepoint = error(
        400,
        json,
        r#"{"odata.error": {"code": "-1, X", "message": {"lang": "en", "value": "No"}}}"#,
    );
    assert_eq!((sharepoint.code(), service(&sharepoint).message.as_str()), (Some("-1, X"), "No"));
    let cut = error(403, json, r#"{"error": {"code": "ErrorAccessDenied", "message": "Acc"#);
    assert_eq!(cut.code(), Some("Forbidden"));
    assert!(cut.to_string().contains("ErrorAccessDenied"), "{cut}");
    let value = error(400, json, r#"{"error": {"code": 7, "message": {"value": "Nested"}}}"#);
    assert_eq!((value.code(), service(&value).message.as_str()), (Some("7"), "Nested"));
    for body in ["", "{}", "[]", "null", "{\"error\": {}}", "{\"error\": null}", "\u{feff}{}"] {
        let error = error(409, json, body);
        assert_eq!(error.code(), Some("Conflict"), "{body}");
        assert!(error.is_conflict());
    }
    assert_eq!(error(418, "application/octet-stream", [0xff, 0, 0xfe]).status(), Some(418));
}

#[test]
fn huge_bodies_are_cut() {
    for body in [
        "x".repeat(5_000_000),
        format!(r#"{{"error": {{"code": "Huge", "message": "{}"}}}}"#, "long ".repeat(100_000)),
        format!(r#"{{"error": {{"code": "{}", "message": "m"}}}}"#, "C".repeat(100_000)),
        format!("<p>{}</p>", "ü".repeat(700_000)),
    ] {
        let error = error(400, "application/json", body);
        assert!(service(&error).body.len() <= 64 * 1024 + 3);
    }
}

#[test]
fn the_deepest_code_of_a_deep_error_is_found_and_the_stack_holds() {
    let deep = |levels| {
        let inner = r#"{"code": "inner", "innerError": "#.repeat(levels);
        format!(
            r#"{{"error": {{"code": "outer", "message": "Deep", "innerError": {inner}{{}}{}}}}}"#,
            "}".repeat(levels)
        )
    };
    for levels in [3, 100, 200, 5_000] {
        let error = error(400, "application/json", deep(levels));
        assert_eq!(
            (error.code(), service(&error).message.as_str()),
            (Some("outer"), "Deep"),
            "{levels}"
        );
        assert_eq!(service(&error).inner_codes.last().map(String::as_str), Some("inner"));
    }
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let body =
        r#"{"error": {"code": "a\u001b[2Jb", "message": "x\u001b]0;y\u0007\u0000z\u2028w"}}"#;
    for error in [
        error(400, "application/json", body),
        error(400, "text/plain", "a\u{1b}[2J\u{7}b\r\nc"),
        error(400, "application/json", r#"{"error": "a\u001b[2J\nb"}"#),
    ] {
        let text = format!("{error} {error:?}");
        assert!(!text.contains(char::is_control), "{text:?}");
    }
    // Nor those of a path that is refused for them.
    let refused = connect(&sandbox()).get("/me\r\n\u{1b}[2JHost: evil").send().unwrap_err();
    assert!(!refused.to_string().contains(char::is_control), "{:?}", refused.to_string());
}

#[test]
fn each_status_has_its_predicate_and_its_advice() {
    type Predicate = fn(&Error) -> bool;
    let cases: [(u16, &str, Predicate, &str); 10] = [
        (403, "ErrorAccessDenied", Error::is_forbidden, "permission"),
        (404, "ErrorItemNotFound", Error::is_not_found, "immutable ids"),
        (400, "ErrorItemNotFound", Error::is_not_found, ""),
        (400, "InefficientFilter", |e| e.code() == Some("InefficientFilter"), "filter"),
        (409, "nameAlreadyExists", Error::is_conflict, ""),
        (410, "SyncStateNotFound", Error::needs_resync, "start over"),
        (412, "ErrorIrresolvableConflict", Error::is_stale, "read it again"),
        (413, "RequestEntityTooLarge", |e| e.status() == Some(413), "upload session"),
        (423, "resourceLocked", |e| e.status() == Some(423), "locked"),
        (507, "insufficientStorage", |e| e.status() == Some(507), "space"),
    ];
    for (status, code, predicate, advice) in cases {
        let body = json!({"error": {"code": code, "message": "m"}}).to_string();
        let error = error(status, "application/json", body);
        assert!(predicate(&error), "{error}");
        assert!(error.to_string().contains(advice), "{error}");
        assert_eq!(error.advice().is_some(), !advice.is_empty(), "{error}");
    }
    let sandbox = sandbox();
    sandbox.fault(Fault::status(403));
    let foreign = connect(&sandbox).get("/users/denis@law.com/messages").send().unwrap_err();
    assert!(foreign.to_string().contains(".Shared"), "{foreign}");
}

#[test]
fn a_token_that_is_not_accepted_asks_for_a_sign_in() {
    let sandbox = sandbox();
    sandbox.expire_tokens();
    let connection = connect(&sandbox);
    sandbox.expire_tokens();
    let error = connection.get("/me/messages").send().unwrap_err();
    assert!(error.needs_sign_in() && error.to_string().contains("sign in again"), "{error}");
    assert_eq!(asked(&sandbox).len(), 1);
    // The service's own words are kept beneath.
    assert!(format!("{error:?}").contains("token is expired"), "{error:?}");
    let cause = error.source().and_then(|cause| cause.downcast_ref::<Error>());
    assert_eq!(cause.and_then(Error::status), Some(401));
}

#[test]
fn a_challenge_with_claims_is_not_answered_blindly() {
    // {"access_token":{"nbf":{"essential":true}}}
    let claims = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==";
    for status in [401, 403] {
        let sandbox = sandbox();
        let challenge =
            format!("Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{claims}\"");
        let body = json!({"error": {"code": "InvalidAuthenticationToken", "message": "m"}});
        let fault = Fault::status(status).body("application/json", body.to_string());
        sandbox.fault(fault.header("WWW-Authenticate", challenge).always());
        let error = connect(&sandbox).get("/me").send().unwrap_err();
        assert_eq!(sandbox.request_count(), 1);
        let asked = service(&error).claims.as_deref();
        assert_eq!(asked, Some(r#"{"access_token":{"nbf":{"essential":true}}}"#));
        assert!(error.needs_sign_in(), "{error}");
    }
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Message {
    from: Option<Box<Message>>,
    size: Option<u32>,
}

#[test]
fn an_answer_that_does_not_fit_says_where() {
    let text = |body: &str| {
        let sandbox = sandbox();
        sandbox.fault(Fault::status(200).body("application/json", body));
        let answer = connect(&sandbox).get("/me/messages/1").send().unwrap();
        let error = answer.json::<Message>().unwrap_err();
        let ErrorKind::Decode(decode) = error.kind() else { panic!("{error}") };
        let text = error.to_string();
        assert!(text.starts_with("GET /me/messages/1: ") && text.lines().count() == 1, "{text}");
        assert!(text.len() < 1_000);
        (decode.path().to_owned(), decode.snippet().to_owned(), text)
    };
    let (path, snippet, _) = text(r#"{"from": {"from": {"size": "big"}}}"#);
    assert_eq!(path, "from.from.size");
    assert!(snippet.contains("big"));
    assert_eq!(text(r#"{"size": -1}"#).0, "size");
    assert!(text("").2.contains("the answer is empty"));
    assert!(text("<html>\n<h1>Wi-Fi</h1>").2.contains("is there a proxy"));
    let (_, snippet, _) = text(&format!("{{\"size\": 1,\n{}}}", "ü".repeat(9_000)));
    assert!(snippet.chars().count() <= 160);
}

#[test]
fn a_page_of_a_captive_portal_is_no_list() {
    let sandbox = sandbox();
    sandbox.fault(Fault::html().always());
    let items: Vec<_> = messages(&connect(&sandbox)).into_iter().collect();
    assert_eq!(items.len(), 1);
    assert!(items[0].as_ref().unwrap_err().to_string().contains("is there a proxy"));
    assert!(sandbox.request_count() <= 2);
}

#[test]
fn a_byte_order_mark_is_no_harm() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(200).body("application/json", "\u{feff}{\"a\": 1}"));
    let body: Value = connect(&sandbox).get("/me").send().unwrap().json().unwrap();
    assert_eq!(body["a"], 1);
}

#[test]
fn no_error_and_no_debug_shows_a_secret() {
    let mock = Mock::new()
        .answer(403, json!({"error": {"code": "ErrorAccessDenied", "message": "no"}}))
        .answer(200, "<html>")
        .answer(302, ())
        .header("location", "http://evil.example/?tempauth=s3cret-t0ken")
        .fail(o365_core::error::TransportErrorKind::Tls, false)
        .answer(403, ())
        .answer(403, ())
        .answer(403, ());
    let connection = mocked(&mock);
    let shares = format!("/shares/u!{SECRET}/driveItem?$deltatoken={SECRET}");
    let delta = format!("/me/drive/root/delta(token='{SECRET}')");
    let link = format!("{}/me/messages?$skiptoken={SECRET}", super::HOST);
    let mut texts =
        vec![format!("{connection:?} {:?} {:?}", connection.protocol(), connection.transport())];
    for path in ["/me/1", "/me/2", "/me/3", "/me/4", &shares, &delta, &link] {
        let request = connection.get(path).param("$skiptoken", SECRET);
        let error = match request.send() {
            Ok(answer) => {
                texts.push(format!("{answer:?}"));
                answer.json::<Value>().unwrap_err()
            }
            Err(error) => error,
        };
        texts.push(format!("{error} {error:?} {:?} {:?}", error.request(), error.kind()));
    }
    assert_eq!(mock.unused(), 0);
    // Refused before anything is sent.
    let evil = format!("https://evil.example/{SECRET}?{SECRET}");
    texts.push(format!("{:?}", connection.get(&evil).send().unwrap_err()));
    texts.push(format!("{:?}", connection.get(&link).header("x-key", SECRET).param("x", SECRET)));
    let request = connection.get("/me").header("Authorization", &format!("Bearer {SECRET}"));
    texts.push(format!("{request:?}"));
    texts.push(format!("{:?}", request.send().unwrap_err()));
    texts.push(format!("{:?}", connection.get("/me").json(&json!({"password": SECRET}))));
    for text in texts {
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[test]
fn a_token_that_no_header_can_hold_is_not_shown() {
    let sandbox = sandbox();
    let token = o365_core::auth::StaticToken::new(format!("{SECRET}\r\nX-Evil: 1"));
    let connection = builder(&sandbox).tokens(token).build().unwrap();
    let error = connection.get("/me").send().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)), "{error}");
    assert!(!format!("{error:?}").contains(SECRET));
    assert_eq!(sandbox.request_count(), 0);
}
