//! Answers that the front itself gives, and what every answer of Graph carries.

use crate::{random, wire::Reply};
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::FormatItem, macros::format_description};

const DATE: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");
const JSON: &str = "application/json; charset=utf-8";

/// An answer with a JSON body.
pub(crate) fn json(status: u16, body: &Value) -> Reply {
    bytes(status, JSON, body.to_string().into_bytes())
}

/// An answer with any body.
pub(crate) fn bytes(status: u16, content_type: &str, body: Vec<u8>) -> Reply {
    Reply {
        status,
        headers: vec![("Content-Type".into(), content_type.into())],
        body,
        content: None,
    }
}

/// An answer without a body.
pub(crate) fn empty(status: u16) -> Reply {
    Reply { status, headers: Vec::new(), body: Vec::new(), content: None }
}

/// An error in Graph's shape.
pub(crate) fn graph_error(status: u16, code: &str, message: &str) -> Reply {
    json(status, &json!({"error": {"code": code, "message": message}}))
}

/// The code that Graph gives with a status when nothing more is known.
pub(crate) fn standard_code(status: u16) -> &'static str {
    match status {
        400 => "BadRequest",
        401 => "InvalidAuthenticationToken",
        403 => "ErrorAccessDenied",
        404 => "ErrorItemNotFound",
        405 => "MethodNotAllowed",
        409 => "Conflict",
        410 => "SyncStateNotFound",
        412 => "ErrorIrresolvableConflict",
        413 => "RequestEntityTooLarge",
        415 => "UnsupportedMediaType",
        423 => "ResourceLocked",
        424 => "FailedDependency",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        507 => "InsufficientStorage",
        509 => "BandwidthLimitExceeded",
        _ => "UnknownError",
    }
}

/// The value of a header; `name` in lower case.
pub(crate) fn header<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Whether the body is JSON, as its Content-Type says.
pub(crate) fn is_json(reply: &Reply) -> bool {
    header(&reply.headers, "content-type")
        .and_then(|value| value.split(';').next())
        .is_some_and(|media| media.trim().eq_ignore_ascii_case("application/json"))
}

/// The ids of one exchange: ours, and the client's if it sent one.
#[derive(Clone, Debug)]
pub(crate) struct Ids {
    pub(crate) request: String,
    pub(crate) client: String,
}

impl Ids {
    pub(crate) fn of(headers: &[(String, String)]) -> Self {
        let request = random::guid();
        let client = header(headers, "client-request-id").unwrap_or(&request).to_owned();
        Ids { request, client }
    }

    /// Puts the ids into the headers, and into the error of a JSON body; its inner codes stay.
    pub(crate) fn stamp(&self, reply: &mut Reply) {
        for (name, value) in [("request-id", &self.request), ("client-request-id", &self.client)] {
            if header(&reply.headers, name).is_none() {
                reply.headers.push((name.into(), value.clone()));
            }
        }
        if reply.status >= 400 && is_json(reply) {
            self.stamp_error(reply);
        }
    }

    fn stamp_error(&self, reply: &mut Reply) {
        let Ok(mut body) = serde_json::from_slice::<Value>(&reply.body) else { return };
        let Some(error) = body.get_mut("error").and_then(Value::as_object_mut) else { return };
        let inner = error.entry("innerError").or_insert_with(|| json!({}));
        let Some(inner) = inner.as_object_mut() else { return };
        let date = OffsetDateTime::now_utc().format(DATE).unwrap_or_default();
        inner.entry("date").or_insert_with(|| date.into());
        // These must agree with the headers, so the service's own don't stay.
        inner.insert("request-id".into(), self.request.as_str().into());
        inner.insert("client-request-id".into(), self.client.as_str().into());
        reply.body = body.to_string().into_bytes();
    }
}

/// `http://host:port` as the client names it, so that links lead back the same way.
pub(crate) fn origin(headers: &[(String, String)], fallback: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    match header(headers, "host") {
        Some(host) if !host.is_empty() && host.chars().all(plain) => format!("http://{host}"),
        _ => fallback.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Ids {
        Ids { request: "one".into(), client: "two".into() }
    }

    #[test]
    fn an_error_is_told_which_request_it_belongs_to() {
        let mut reply = graph_error(404, "ErrorItemNotFound", "gone");
        ids().stamp(&mut reply);
        let body: Value = serde_json::from_slice(&reply.body).unwrap();
        assert_eq!(body["error"]["innerError"]["request-id"], "one");
        assert_eq!(body["error"]["innerError"]["client-request-id"], "two");
        assert_eq!(header(&reply.headers, "request-id"), Some("one"));
    }

    #[test]
    fn inner_codes_are_kept() {
        let error = json!({"error": {"code": "a", "innerError": {"code": "b", "date": "c", "request-id": "d"}}});
        let mut reply = json(400, &error);
        ids().stamp(&mut reply);
        let body: Value = serde_json::from_slice(&reply.body).unwrap();
        let inner = &body["error"]["innerError"];
        assert_eq!((&inner["code"], &inner["date"]), (&json!("b"), &json!("c")));
        assert_eq!(inner["request-id"], "one");
    }

    #[test]
    fn bodies_that_are_no_graph_error_are_left_alone() {
        for text in ["<html>", "[1]", r#"{"error":"invalid_grant"}"#, r#"{"value":[]}"#, ""] {
            let mut reply = bytes(400, JSON, text.into());
            ids().stamp(&mut reply);
            assert_eq!(reply.body, text.as_bytes());
        }
    }

    #[test]
    fn a_host_that_could_break_a_link_is_not_used() {
        let host = |value: &str| origin(&[("host".into(), value.into())], "http://fallback");
        assert_eq!(host("localhost:80"), "http://localhost:80");
        assert_eq!(host("[::1]:80"), "http://[::1]:80");
        assert_eq!(host("a/b\"c"), "http://fallback");
        assert_eq!(host(""), "http://fallback");
    }
}
