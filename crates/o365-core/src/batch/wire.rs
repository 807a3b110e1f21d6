//! A batch and its answer as JSON.

use std::{borrow::Cow, collections::HashMap};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeMap};
use serde_json::{Value, value::RawValue};

use crate::connection::{Connection, Part, Response, is_json};
use crate::error::{DecodeError, Error, Result, ServiceError};

/// Requests that a batch takes. [Limit](https://learn.microsoft.com/graph/json-batching#batch-size-limitations).
pub(super) const MOST_PARTS: usize = 20;
/// Bytes that a batch takes: 4 MB, less some for what we count roughly.
pub(super) const MOST_BYTES: usize = 3_900_000;

#[derive(Serialize)]
struct Batch<'a> {
    requests: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    method: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Headers::is_empty")]
    headers: Headers<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a RawValue>,
}

struct Headers<'a>(&'a HeaderMap);

impl Headers<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.0 {
            if let Ok(value) = value.to_str() {
                map.serialize_entry(spelled(name), value)?;
            }
        }
        map.end()
    }
}

/// Some services look for these in the spelling of the documentation.
fn spelled(name: &HeaderName) -> &str {
    match name.as_str() {
        "content-type" => "Content-Type",
        "if-match" => "If-Match",
        "if-none-match" => "If-None-Match",
        "prefer" => "Prefer",
        "consistencylevel" => "ConsistencyLevel",
        other => other,
    }
}

/// The batch of these parts; a part's id is its place.
pub(super) fn write(parts: &[&Part]) -> Vec<u8> {
    let items = parts.iter().enumerate().map(|(place, part)| Item {
        id: (place + 1).to_string(),
        method: part.method.as_str(),
        url: &part.url,
        headers: Headers(&part.headers),
        body: part.body.as_deref(),
    });
    // Texts as keys, and values that are JSON already: nothing that could fail.
    serde_json::to_vec(&Batch { requests: items.collect() }).unwrap_or_default()
}

#[derive(Deserialize)]
struct Answers<'a> {
    #[serde(borrow)]
    responses: Vec<Answer<'a>>,
}

#[derive(Deserialize)]
struct Answer<'a> {
    id: Value,
    status: u16,
    #[serde(default)]
    headers: Option<HashMap<String, Value>>,
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
}

/// Each part's own answer, in the order of the parts.
pub(super) fn read(answer: &Response, parts: &[&Part]) -> Vec<Result<Response>> {
    let text = String::from_utf8_lossy(answer.bytes());
    let own = ["date", "request-id", "client-request-id"];
    let outer = own.map(|name| (name, answer.header(name)));
    spread(answer.connection(), &text, parts, &outer).unwrap_or_else(|_| {
        let lost = || DecodeError::unexpected("the batch's answer can't be read", &text);
        parts.iter().map(|part| Err(unclear(part, lost()))).collect()
    })
}

/// As [`read`], of an answer whose status isn't 200; `None` if it isn't the answer to a batch.
pub(super) fn read_text(
    connection: &Connection,
    text: &str,
    parts: &[&Part],
) -> Option<Vec<Result<Response>>> {
    spread(connection, text, parts, &[]).ok()
}

fn spread(
    connection: &Connection,
    text: &str,
    parts: &[&Part],
    outer: &[(&'static str, Option<&str>)],
) -> Result<Vec<Result<Response>>, serde_json::Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let answers: Answers<'_> = serde_json::from_str(text)?;
    // The order is the service's. Of two answers to one part the first is taken.
    let mut by_id = HashMap::new();
    for answer in answers.responses {
        let id = match &answer.id {
            Value::String(id) => id.clone(),
            other => other.to_string(),
        };
        by_id.entry(id).or_insert(answer);
    }
    Ok(parts
        .iter()
        .enumerate()
        .map(|(place, part)| match by_id.remove(&(place + 1).to_string()) {
            Some(answer) => one(connection, part, answer, outer),
            None => Err(unclear(
                part,
                DecodeError::unexpected("the batch's answer leaves this request out", text),
            )),
        })
        .collect())
}

/// The answer to one part: a response, or what the service says against it.
fn one(
    connection: &Connection,
    part: &Part,
    answer: Answer<'_>,
    outer: &[(&'static str, Option<&str>)],
) -> Result<Response> {
    let mut headers = headers(answer.headers.unwrap_or_default());
    for (name, value) in outer {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
            headers.entry(*name).or_insert(value);
        }
    }
    let body = answer.body.map(|body| bytes(body, &headers)).unwrap_or_default();
    let Ok(status) = StatusCode::from_u16(answer.status) else {
        let odd = DecodeError::unexpected("the batch's answer has no status", "");
        return Err(unclear(part, odd));
    };
    if status.is_client_error() || status.is_server_error() {
        return Err(part.at(ServiceError::parse(answer.status, &headers, &body).into()));
    }
    Ok(part.answer(connection, status, headers, body.into_owned()))
}

/// The body as it would have come by itself: JSON is JSON, anything else is base64.
fn bytes<'a>(body: &'a RawValue, headers: &HeaderMap) -> Cow<'a, [u8]> {
    let text = body.get();
    if text == "null" {
        return Cow::Borrowed(&[]);
    }
    let json = headers.get(header::CONTENT_TYPE).is_none_or(is_json);
    match serde_json::from_str::<Cow<'_, str>>(text) {
        Ok(inner) if !json => Cow::Owned(
            STANDARD.decode(inner.as_bytes()).unwrap_or_else(|_| inner.into_owned().into_bytes()),
        ),
        _ => Cow::Borrowed(text.as_bytes()),
    }
}

fn headers(wire: HashMap<String, Value>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in wire {
        let value = match value {
            Value::String(text) => text,
            other => other.to_string(),
        };
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value))
        {
            headers.insert(name, value);
        }
    }
    headers
}

/// There is no answer to it, though the service may have carried it out.
fn unclear(part: &Part, error: DecodeError) -> Error {
    let error = part.at(error.into());
    if part.repeatable { error } else { error.with_outcome_unknown() }
}
