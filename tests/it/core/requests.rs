//! Raw requests: what goes over the wire.

use std::{
    collections::HashSet,
    io::Read,
    time::{Duration, Instant},
};

use o365_core::{
    Connection, Endpoint, Error, ErrorKind, Resource, Result,
    auth::{AccessToken, Identity, TokenRequest, TokenSource},
    query::{Query, field},
    transport::Timeouts,
};
use o365_sandbox::Fault;
use serde_json::{Value, json};

use super::{RawServer, asked, builder, connect, json, sandbox};

#[test]
fn each_method_goes_out_and_its_answer_comes_back() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({"id": "AAMk"})).always());
    let connection = connect(&sandbox);
    let body = json!({"subject": "Testing!"});
    let requests = [
        connection.get("/me/messages/1"),
        connection.post("/me/messages").json(&body),
        connection.patch("/me/messages/1").json(&body),
        connection.put("/me/photo/$value").bytes("image/jpeg", "JFIF"),
        connection.delete("/me/messages/1").if_match("W/\"1\""),
        connection.post("/me/messages/1/send"),
        connection.post("/me/messages").reader("text/plain", &b"TUlNRQ=="[..], 8),
    ];
    for request in requests {
        let answer = request.send().unwrap();
        assert_eq!(answer.json::<Value>().unwrap()["id"], "AAMk");
        assert!(answer.header("request-id").is_some());
    }
    let log = sandbox.requests();
    let told: Vec<_> = log
        .iter()
        .map(|request| {
            let text = |name| request.header(name).unwrap_or("-").to_owned();
            (request.method.as_str(), text("content-type"), text("content-length"))
        })
        .collect();
    let expected = [
        ("GET", "-", "-"),
        ("POST", "application/json", "22"),
        ("PATCH", "application/json", "22"),
        ("PUT", "image/jpeg", "4"),
        ("DELETE", "-", "-"),
        ("POST", "-", "0"),
        ("POST", "text/plain", "8"),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(m, t, l)| (*m, (*t).to_owned(), (*l).to_owned())).collect();
    assert_eq!(told, expected);
    assert_eq!(log[1].body, body.to_string().as_bytes());
    assert_eq!((log[3].body.as_slice(), log[6].body.as_slice()), (&b"JFIF"[..], &b"TUlNRQ=="[..]));
    assert_eq!(log[4].header("if-match"), Some("W/\"1\""));
    assert!(log.iter().all(|request| request.header("accept") == Some("application/json")));
    assert_eq!(sandbox.connection_count(), 1);
}

#[test]
fn a_query_is_encoded_once() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({})).always());
    let connection = connect(&sandbox);
    let filter = field("subject").eq("O'Brien & #1+2 = 50%/ü?");
    let query = Query::new().filter(filter).select(["subject", "received_date_time"]).top(5);
    connection.get("/me/messages").query(&query).send().unwrap();
    connection.get("/me/messages?$top=1").param("$search", "\"george best\"").send().unwrap();
    connection.get("/me/messages").param("$top", "1").param("$top", "2").send().unwrap();
    let asked = asked(&sandbox);
    assert!(asked[0].contains("O''Brien%20%26%20%231%2B2%20"), "{}", asked[0]);
    assert!(asked[0].contains("50%25") && asked[0].contains("%C3%BC"), "{}", asked[0]);
    assert!(asked[0].contains("subject,receivedDateTime"), "{}", asked[0]);
    assert_eq!(asked[1], "GET /v1.0/me/messages?$top=1&$search=%22george%20best%22");
    assert_eq!(asked[2], "GET /v1.0/me/messages?$top=2");
    assert!(asked.iter().all(|line| !line.contains('+') && line.matches(' ').count() == 1));
}

fn not_sent(request: o365_core::connection::Request) -> Error {
    let error = request.send().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
    assert_eq!(error.attempts(), 0);
    assert_eq!(error.to_string().lines().count(), 1, "{error}");
    error
}

#[test]
fn what_would_break_a_request_is_refused() {
    let sandbox = sandbox();
    let connection = connect(&sandbox);
    let get = |path: &str| connection.get(path);
    for (name, value) in [
        ("x-app", "1\r\nX-Evil: 1"),
        ("x-app", "1\nX-Evil: 1"),
        ("x-app\r\nX-Evil", "1"),
        ("x app", "1"),
        ("", "1"),
        ("x-app", "a\0b"),
        ("Authorization", "Bearer x"),
    ] {
        not_sent(get("/me").header(name, value));
    }
    not_sent(get("/me").prefer("a\r\nX-Evil: 1"));
    not_sent(get("/me").if_match("a\nb"));
    not_sent(connection.put("/me").bytes("text/plain\r\nX-Evil: 1", "x"));
    for path in [
        "/me/drive/root:/a b.txt",
        "/me/x#y",
        "/me\r\nHost: evil",
        "/me\tx",
        "/me/\u{7f}",
        "/me/drive/root:/Büro.txt",
    ] {
        let error = not_sent(get(path));
        assert!(error.to_string().contains("encoded"), "{error}");
    }
    assert_eq!(sandbox.request_count(), 0);
}

#[test]
fn a_mistake_in_a_body_is_told_and_not_sent() {
    let sandbox = sandbox();
    let body = std::collections::HashMap::from([(vec![1], 1)]);
    let error = not_sent(connect(&sandbox).post("/me/messages").json(&body));
    assert!(error.to_string().contains("JSON"), "{error}");
    assert_eq!(sandbox.request_count(), 0);
}

#[test]
fn an_empty_id_never_means_the_whole_collection() {
    let sandbox = sandbox();
    let message = Endpoint::new(&connect(&sandbox), &Resource::Me).child("messages").child("");
    for error in [
        message.delete().unwrap_err(),
        message.get::<Value>(&Query::new()).unwrap_err(),
        message.child("send").call(&json!({})).unwrap_err(),
        message.value().get::<Value>(&Query::new()).unwrap_err(),
    ] {
        assert!(
            matches!(error.kind(), ErrorKind::Input(_)) && error.to_string().contains("empty"),
            "{error}"
        );
    }
    assert_eq!(sandbox.request_count(), 0);
}

#[test]
fn ids_stay_one_segment() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({})).always());
    let messages = Endpoint::new(&connect(&sandbox), &Resource::Me).child("messages");
    for (id, segment) in [
        ("AAMk/a+b==", "AAMk%2Fa%2Bb=="),
        ("../../users", "..%2F..%2Fusers"),
        ("..", "%2E%2E"),
        ("a?b#c d", "a%3Fb%23c%20d"),
        ("ü%20", "%C3%BC%2520"),
    ] {
        sandbox.clear_requests();
        messages.child(id).delete().unwrap();
        assert_eq!(asked(&sandbox), [format!("DELETE /v1.0/me/messages/{segment}")]);
    }
}

#[test]
fn beta_is_a_matter_of_one_request() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({})).always());
    let connection = connect(&sandbox);
    connection.get("/me").beta().param("$select", "id").send().unwrap();
    connection.get("/me").send().unwrap();
    assert_eq!(asked(&sandbox), ["GET /beta/me?$select=id", "GET /v1.0/me"]);
}

#[test]
fn a_request_can_have_its_own_limits() {
    let sandbox = sandbox();
    sandbox.fault(Fault::stall(Duration::from_secs(30)).body("application/json", "{}").always());
    let connection = builder(&sandbox).retry(o365_core::Retry::none()).build().unwrap();
    for timeouts in [
        Timeouts::default().read(Duration::from_millis(150)),
        Timeouts::default().total(Duration::from_millis(150)),
    ] {
        let start = Instant::now();
        let error = connection.get("/me/messages").timeouts(timeouts).send().unwrap_err();
        let spent = start.elapsed();
        assert!(error.is_timeout(), "{error}");
        assert!(
            spent >= Duration::from_millis(150) && spent < Duration::from_secs(15),
            "{spent:?}"
        );
    }
}

#[test]
fn each_try_has_its_own_number() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(502).times(2));
    sandbox.fault(json(&json!({})).always());
    let connection = connect(&sandbox);
    connection.get("/me").send().unwrap();
    connection.get("/me").send().unwrap();
    let numbers: HashSet<String> = sandbox
        .requests()
        .iter()
        .map(|request| request.header("client-request-id").unwrap().to_owned())
        .collect();
    assert_eq!(numbers.len(), 4);
    assert!(numbers.iter().all(|number| number.len() == 36 && number.matches('-').count() == 4));
}

#[test]
fn the_application_names_itself_first() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({})).always());
    let product = concat!("o365-rust/", env!("CARGO_PKG_VERSION"));
    connect(&sandbox).get("/me").send().unwrap();
    let decorated = builder(&sandbox).user_agent("NONISV|Contoso|Reporter/1.2").build().unwrap();
    decorated.get("/me").send().unwrap();
    let requests = sandbox.requests();
    assert_eq!(requests[0].header("user-agent"), Some(product));
    let both = format!("NONISV|Contoso|Reporter/1.2 {product}");
    assert_eq!(requests[1].header("user-agent"), Some(both.as_str()));
    assert!(builder(&sandbox).user_agent("a\r\nX-Evil: 1").build().is_err());
}

/// A token of an application.
#[derive(Debug)]
struct App(String);

impl TokenSource for App {
    fn token(&self, _: &TokenRequest<'_>) -> Result<AccessToken> {
        Ok(AccessToken::new(self.0.as_str()))
    }

    fn identity(&self) -> Identity {
        Identity::Application
    }
}

#[test]
fn an_application_has_no_me() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({})).always());
    let connection = builder(&sandbox).tokens(App(sandbox.app_token())).build().unwrap();
    for path in ["/me", "me", "/me/messages", "/ME/messages?$top=1", "/me?$select=id"] {
        let error = not_sent(connection.get(path));
        assert!(error.to_string().contains("with_resource"), "{error}");
    }
    let at = Endpoint::new(&connection, &Resource::Me).child("messages");
    assert!(at.get::<Value>(&Query::new()).is_err());
    assert_eq!(sandbox.request_count(), 0);
    connection.get("/users/denis@law.com/messages").send().unwrap();
    connection.get("/memberships").send().unwrap();
    assert_eq!(sandbox.request_count(), 2);
}

#[test]
fn chunked_answers_are_read_and_streams_come_as_they_are() {
    let server = RawServer::always(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n3\r\n 1}\r\n0\r\n\r\n",
    );
    let connection: Connection = server.connect();
    let body: Value = connection.get("/me").send().unwrap().json().unwrap();
    assert_eq!(body["a"], 1);
    let mut text = String::new();
    let mut stream = connection.get("/me").stream().unwrap();
    assert_eq!((stream.status(), stream.content_length()), (200, None));
    stream.read_to_string(&mut text).unwrap();
    assert_eq!(text, "{\"a\": 1}");
}

#[test]
fn a_stream_that_breaks_off_is_no_end() {
    let sandbox = sandbox();
    sandbox.fault(Fault::reset_in_body().body("application/pdf", vec![b'x'; 100_000]));
    let mut stream = connect(&sandbox).get("/me/drive/items/1/content").stream().unwrap();
    assert_eq!(stream.content_length(), Some(100_000));
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap_err();
    assert!(bytes.len() <= 50_000);
    assert_eq!(sandbox.request_count(), 1);
}
