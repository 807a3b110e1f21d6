//! Every operation and its refusals, asked as the front asks.

mod access;
mod attachments;
mod away;
mod calendar;
mod contacts;
mod delta;
mod drive;
mod drive_work;
mod folders;
mod lists;
mod mail_rest;
mod meetings;
mod messages;
mod mime;
mod sending;
mod notices;
mod settings;
mod sites;
mod uploads;

use serde_json::{Value, json};

use super::{Caller, Service};
use crate::wire::{Reply, Request};

const ME: &str = "george@best.com";
const ROOT: &str = "http://127.0.0.1:1/v1.0";
const MEDIA: &str = "http://127.0.0.1:2";

/// A service with a caller; answers are checked for their status and read as JSON.
struct Desk {
    service: Service,
    caller: Caller,
    headers: Vec<(String, String)>,
}

impl Desk {
    fn new() -> Self {
        let service = Service::new(MEDIA);
        service.add_user(ME, "George Best");
        service.add_user("denis@law.com", "Denis Law");
        Self { service, caller: Caller::User(ME.to_owned()), headers: Vec::new() }
    }

    fn seeded(count: usize) -> Self {
        let desk = Self::new();
        desk.service.seed_inbox(ME, count);
        desk
    }

    /// With one more header on every request.
    fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn raw(&self, method: &str, target: &str, body: Option<&Value>) -> Reply {
        let body = body.map(|body| body.to_string().into_bytes());
        self.service.answer(&self.caller, &request(method, target, body, &self.headers))
    }

    #[track_caller]
    fn ask(&self, method: &str, target: &str, body: Option<Value>, status: u16) -> Value {
        let reply = self.raw(method, target, body.as_ref());
        let text = String::from_utf8_lossy(&reply.body).into_owned();
        assert_eq!(reply.status, status, "{method} {target}: {text}");
        if text.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&text).unwrap_or(Value::String(text))
        }
    }

    #[track_caller]
    fn get(&self, target: &str) -> Value {
        self.ask("GET", target, None, 200)
    }

    #[track_caller]
    fn post(&self, target: &str, body: Value, status: u16) -> Value {
        self.ask("POST", target, Some(body), status)
    }

    #[track_caller]
    fn patch(&self, target: &str, body: Value, status: u16) -> Value {
        self.ask("PATCH", target, Some(body), status)
    }

    /// The code of a refusal.
    #[track_caller]
    fn refused(&self, method: &str, target: &str, body: Option<Value>, status: u16) -> String {
        let answer = self.ask(method, target, body, status);
        for key in ["message", "innerError"] {
            assert!(!answer["error"][key].is_null(), "{answer}");
        }
        text(&answer["error"]["code"])
    }

    fn count(&self, folder: &str) -> usize {
        self.service.message_count(ME, folder)
    }

    fn add(&self, message: Value) -> String {
        self.service.add_message(ME, "inbox", message).unwrap()
    }
}

/// What the front makes of a target.
fn request(
    method: &str,
    target: &str,
    body: Option<Vec<u8>>,
    headers: &[(String, String)],
) -> Request {
    let decode =
        |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    let target = target.replace(' ', "%20");
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    };
    let mut headers = headers.to_vec();
    if body.is_some() && !headers.iter().any(|(name, _)| name == "content-type") {
        headers.push(("content-type".to_owned(), "application/json".to_owned()));
    }
    Request {
        method: method.to_owned(),
        segments: path.split('/').filter(|part| !part.is_empty()).map(decode).collect(),
        query: query.split('&').filter(|part| !part.is_empty()).map(pair).collect(),
        headers,
        body: body.unwrap_or_default(),
        blob: None,
        root: ROOT.to_owned(),
        target: format!("/v1.0{target}"),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}")).to_owned()
}

fn next(page: &Value) -> Option<String> {
    page["@odata.nextLink"]
        .as_str()
        .map(|link| link.strip_prefix(ROOT).expect("an absolute link").to_owned())
}

fn to(address: &str) -> Value {
    json!([{"emailAddress": {"address": address}}])
}

#[test]
fn a_refusal_has_the_shape_of_graph() {
    let desk = Desk::new().with("client-request-id", "mine");
    let answer = desk.ask("GET", "/me/messages/x", None, 400);
    let inner = &answer["error"]["innerError"];
    assert_eq!(answer["error"]["code"], "ErrorInvalidIdMalformed");
    assert_eq!(inner["client-request-id"], "mine");
    assert!(inner["date"].is_string() && text(&inner["request-id"]).len() == 36);
}
