//! Answers that point elsewhere.

use o365_core::{ErrorKind, error::TransportErrorKind, mock::Mock};
use o365_sandbox::Fault;
use serde_json::{Value, json};

use super::{RawServer, SECRET, asked, connect, json, mocked, sandbox};

fn to(status: u16, location: impl Into<String>) -> Fault {
    Fault::status(status).header("Location", location)
}

fn refused(error: &o365_core::Error) {
    let ErrorKind::Transport(failure) = error.kind() else { panic!("{error}") };
    assert_eq!(failure.kind(), TransportErrorKind::Refused, "{error}");
}

#[test]
fn on_the_same_host_everything_goes_along() {
    for status in [301, 302, 303, 307, 308] {
        let sandbox = sandbox();
        for location in
            [format!("{}/me/photos/2?x=%2B", sandbox.graph_url()), "/v1.0/me/photos/2?x=%2B".into()]
        {
            sandbox.clear_requests();
            // The body of the redirect is read, so that the connection can be used again.
            let away = to(status, location).body("text/html", "<a>moved</a>".repeat(2_000));
            sandbox.fault(away.on("GET", "/me/photos/1"));
            sandbox.fault(json(&json!({"a": 1})).on("GET", "/me/photos/2"));
            let connection = connect(&sandbox);
            let request = connection.get("/me/photos/1").header("x-app", "1").prefer("p=1");
            let body: Value = request.send().unwrap().json().unwrap();
            assert_eq!(body["a"], 1);
            assert_eq!(asked(&sandbox), ["GET /v1.0/me/photos/1", "GET /v1.0/me/photos/2?x=%2B"]);
            let requests = sandbox.requests();
            for name in ["authorization", "x-app", "prefer", "accept", "user-agent"] {
                assert_eq!(requests[0].header(name), requests[1].header(name), "{name}");
                assert!(requests[1].header(name).is_some(), "{name}");
            }
            assert_eq!(requests[0].connection, requests[1].connection);
        }
    }
}

#[test]
fn another_host_gets_neither_token_nor_headers() {
    for status in [301, 302, 303, 307, 308] {
        let (sandbox, other) = (sandbox(), sandbox());
        let link = format!("{}/files/a%20b?tempauth=v1.ey%2Bx%252F==", other.url());
        sandbox.fault(to(status, link).on("GET", "/me/drive/items/1/content"));
        other.fault(Fault::status(206).body("image/png", "PNG").on("GET", "/files/*"));
        let answer = connect(&sandbox)
            .get("/me/drive/items/1/content")
            .header("range", "bytes=0-2")
            .header("cookie", SECRET)
            .header("x-app", SECRET)
            .if_match(SECRET)
            .prefer(SECRET)
            .json(&json!({"secret": SECRET}))
            .send()
            .unwrap();
        assert_eq!((answer.status(), answer.bytes()), (206, &b"PNG"[..]));
        assert!(sandbox.requests()[0].header("authorization").is_some());
        let request = &other.requests()[0];
        assert_eq!(request.target, "/files/a%20b?tempauth=v1.ey%2Bx%252F==");
        assert_eq!(request.header("range"), Some("bytes=0-2"));
        for name in ["authorization", "cookie", "prefer", "if-match", "x-app", "client-request-id"]
        {
            assert_eq!(request.header(name), None, "{name}");
        }
        let told: String = request.headers.iter().map(|(_, value)| value.as_str()).collect();
        assert!(!told.contains(SECRET));
        assert_eq!(request.body, b"");
    }
}

#[test]
fn what_another_host_says_of_a_token_is_not_about_ours() {
    let (sandbox, other) = (sandbox(), sandbox());
    let link = format!("{}/files/1", other.url());
    sandbox.fault(to(302, link).on("GET", "/me/drive/items/1/content").always());
    other.fault(Fault::status(401).html_body().always());
    let error = connect(&sandbox).get("/me/drive/items/1/content").send().unwrap_err();
    assert_eq!(error.status(), Some(401), "{error}");
    assert_eq!((sandbox.request_count(), other.request_count()), (1, 1));
}

#[test]
fn what_another_host_throttles_is_asked_for_again_from_the_start() {
    let (sandbox, other) = (sandbox(), sandbox());
    let link = format!("{}/files/1", other.url());
    sandbox.fault(to(302, link).on("GET", "/me/drive/items/1/content").always());
    other.fault(Fault::status(503).retry_after("0.1"));
    other.fault(Fault::status(200).body("text/plain", "hello"));
    let answer = connect(&sandbox).get("/me/drive/items/1/content").send().unwrap();
    assert_eq!(answer.text().unwrap(), "hello");
    assert_eq!((sandbox.request_count(), other.request_count()), (2, 2));
}

#[test]
fn https_leads_to_https_only() {
    for location in [
        "http://graph.example/v1.0/me",
        "http://127.0.0.1:8365/v1.0/me",
        "http://localhost/v1.0/me",
        "ftp://graph.example/v1.0/me",
        "file:///etc/passwd",
        "//evil.example/v1.0/me",
        "https://graph.example@evil.example/v1.0/me",
        "https://graph.example:x/",
        "javascript:alert(1)",
        "https://",
        "",
    ] {
        let mock = Mock::new().answer(302, ()).header("location", location);
        let error = mocked(&mock).get("/me/photo/$value").send().unwrap_err();
        refused(&error);
        assert_eq!(mock.requests().len(), 1, "{location}");
        assert_eq!(error.attempts(), 1);
    }
    let mock = Mock::new().answer(302, ());
    refused(&mocked(&mock).get("/me").send().unwrap_err());
}

#[test]
fn a_host_that_only_looks_alike_gets_no_token() {
    for location in [
        "https://graph.example.evil.example/v1.0/me",
        "https://graph.example:444/v1.0/me",
        "https://evil.example/?graph.example",
        "https://evil.example/#@graph.example/",
        "https://evil.example\\@graph.example/v1.0/me",
    ] {
        let mock = Mock::new().answer(302, ()).header("location", location).answer(200, json!({}));
        _ = mocked(&mock).get("/me").header("x-app", "1").send();
        for request in mock.requests().iter().skip(1) {
            assert_eq!(request.header("authorization"), None, "{location}");
            assert_eq!(request.header("x-app"), None, "{location}");
        }
    }
    // The same host in other words.
    let mock = Mock::new()
        .answer(302, ())
        .header("location", "HTTPS://GRAPH.EXAMPLE:443/v1.0/you")
        .answer(200, json!({}));
    mocked(&mock).get("/me").send().unwrap();
    assert!(mock.requests()[1].header("authorization").is_some());
}

#[test]
fn a_token_that_went_home_by_a_detour_is_sent_again_only_at_home() {
    let (sandbox, other) = (sandbox(), sandbox());
    sandbox.fault(to(302, format!("{}/x", other.url())).on("GET", "/me/1"));
    other.fault(to(302, format!("{}/me/2", sandbox.graph_url())));
    sandbox.fault(json(&json!({})).on("GET", "/me/2"));
    connect(&sandbox).get("/me/1").send().unwrap();
    assert!(sandbox.requests()[1].header("authorization").is_some());
    assert_eq!(other.requests()[0].header("authorization"), None);
}

#[test]
fn a_circle_ends() {
    let sandbox = sandbox();
    sandbox.fault(to(302, "/v1.0/me/2").on("GET", "/me/1").always());
    sandbox.fault(to(302, "/v1.0/me/1").on("GET", "/me/2").always());
    let error = connect(&sandbox).get("/me/1").send().unwrap_err();
    refused(&error);
    assert!(sandbox.request_count() <= 11, "{}", sandbox.request_count());
}

#[test]
fn a_change_is_not_carried_elsewhere() {
    for (status, abroad) in
        [(301, false), (302, false), (303, false), (302, true), (307, true), (308, true)]
    {
        let (sandbox, other) = (sandbox(), sandbox());
        let home = if abroad { other.url().to_owned() } else { sandbox.graph_url() };
        sandbox.fault(to(status, format!("{home}/elsewhere")).on("*", "/me/**").always());
        let connection = connect(&sandbox);
        for request in [
            connection.post("/me/sendMail").json(&json!({})),
            connection.patch("/me/messages/1").json(&json!({})),
            connection.delete("/me/messages/1"),
            connection.put("/me/photo/$value").bytes("image/png", "x"),
        ] {
            refused(&request.send().unwrap_err());
        }
        assert_eq!((sandbox.request_count(), other.request_count()), (4, 0), "{status}");
    }
}

/// A body that is read as it goes out is gone after that; what follows would be an empty one.
#[test]
fn a_body_that_is_gone_is_not_sent_elsewhere() {
    let sandbox = sandbox();
    sandbox.fault(to(307, "/v1.0/me/2").on("PUT", "/me/1"));
    let put = connect(&sandbox).put("/me/1").reader("text/plain", &b"hello"[..], 5);
    refused(&put.send().unwrap_err());
    assert_eq!(asked(&sandbox), ["PUT /v1.0/me/1"]);
    // Bytes in memory can go again, as 307 demands.
    sandbox.fault(to(307, "/v1.0/me/2").on("PUT", "/me/1"));
    sandbox.fault(json(&json!({})).on("PUT", "/me/2"));
    connect(&sandbox).put("/me/1").bytes("text/plain", "hello").send().unwrap();
    assert_eq!(sandbox.requests()[2].body, b"hello");
}

#[test]
fn a_redirect_can_be_looked_at() {
    let sandbox = sandbox();
    sandbox.fault(to(302, "https://files.example/x?tempauth=1").on("GET", "/me/1"));
    let answer = connect(&sandbox).get("/me/1").no_redirect().send().unwrap();
    assert_eq!(answer.status(), 302);
    assert_eq!(answer.header("location"), Some("https://files.example/x?tempauth=1"));
    assert_eq!(sandbox.request_count(), 1);
}

#[test]
fn not_modified_is_an_answer() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(304).on("GET", "/me/1"));
    let answer = connect(&sandbox).get("/me/1").header("if-none-match", "\"1\"").send().unwrap();
    assert_eq!((answer.status(), answer.bytes()), (304, &b""[..]));
    assert_eq!(sandbox.requests()[0].header("if-none-match"), Some("\"1\""));
}

#[test]
fn an_address_that_cannot_be_written_is_refused() {
    let server = RawServer::always(
        b"HTTP/1.1 302 Found\r\nLocation: /v1.0/caf\xc3\xa9 x\r\nContent-Length: 0\r\n\r\n"
            .to_vec(),
    );
    server.connect().get("/me").send().unwrap_err();
    assert_eq!(server.heads().len(), 1);
}
