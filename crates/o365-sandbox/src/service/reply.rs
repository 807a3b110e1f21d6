//! Answers, made.

use serde_json::{Value, json};

use crate::schema::{Refusal, iso, now};
use crate::wire::{Reply, Request};

impl Reply {
    pub(crate) fn new(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), content: None }
    }

    /// JSON, written already.
    pub(crate) fn json(status: u16, body: Vec<u8>) -> Self {
        let kind = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
        Self { body, ..Self::new(status) }.header("Content-Type", kind)
    }

    pub(crate) fn value(status: u16, body: &Value) -> Self {
        Self::json(status, body.to_string().into_bytes())
    }

    pub(crate) fn bytes(kind: &str, body: Vec<u8>) -> Self {
        Self { body, ..Self::new(200) }.header("Content-Type", kind)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A refusal in Graph's shape.
    pub(crate) fn refused(refusal: &Refusal, request: &Request) -> Self {
        let id = |name: &str| header(request, name).map(str::to_owned);
        let client = id("client-request-id");
        let date = iso(now());
        let own =
            super::ids::guid_of(&format!("{}{:?}", request.target, std::time::SystemTime::now()));
        let mut body = json!({"error": {"code": refusal.code, "message": refusal.message, "innerError": {
            "date": date.trim_end_matches('Z'),
            "request-id": own,
            "client-request-id": client.as_deref().unwrap_or(&own),
        }}});
        let inner = body.pointer_mut("/error/innerError").and_then(Value::as_object_mut);
        if let (Some(code), Some(inner)) = (refusal.inner, inner) {
            inner.insert("code".to_owned(), code.into());
        }
        Self::value(refusal.status, &body)
    }
}

/// The first header of that name (in lower case).
pub(crate) fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
