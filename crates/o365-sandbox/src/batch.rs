//! `$batch`: up to twenty requests in one.

use crate::{
    answers, uri,
    wire::{Reply, Request},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// The most parts that one batch may have.
const MAX_PARTS: usize = 20;

#[derive(Debug)]
struct Part {
    id: String,
    depends_on: Vec<String>,
    request: Request,
}

/// Answers a batch; `answer` answers a part. The version's segments are not part of a URL in it.
pub(crate) fn answer(batch: &Request, answer: impl Fn(Request) -> Reply) -> Reply {
    let ordered = match parts(batch).and_then(order) {
        Ok(ordered) => ordered,
        Err(message) => return answers::graph_error(400, "BadRequest", &message),
    };
    let mut failed = HashSet::new();
    let mut responses = Vec::with_capacity(ordered.len());
    for Part { id, depends_on, request } in ordered {
        let reply = if depends_on.iter().any(|other| failed.contains(other)) {
            let text = "The request depends on another one that failed.";
            answers::graph_error(424, "FailedDependency", text)
        } else {
            answer(request)
        };
        if reply.status >= 400 {
            failed.insert(key(&id));
        }
        responses.push(response(&id, &reply));
    }
    // The service promises no order, so that of the requests would be a trap.
    responses.reverse();
    answers::json(200, &json!({ "responses": responses }))
}

fn parts(batch: &Request) -> Result<Vec<Part>, String> {
    let payload: Value =
        serde_json::from_slice(&batch.body).map_err(|_| "Invalid batch payload format.")?;
    let requests = payload
        .get("requests")
        .and_then(Value::as_array)
        .filter(|requests| !requests.is_empty())
        .ok_or("Invalid batch payload format.")?;
    if requests.len() > MAX_PARTS {
        return Err(format!("Number of batch requests exceeds the maximum of {MAX_PARTS}."));
    }
    let parts = requests.iter().map(|value| part(batch, value)).collect::<Result<Vec<_>, _>>()?;
    let mut ids = HashSet::new();
    for part in &parts {
        if !ids.insert(key(&part.id)) {
            return Err(format!("Request id: {} is not unique in the batch.", part.id));
        }
    }
    match parts.iter().flat_map(|p| &p.depends_on).find(|id| !ids.contains(*id)) {
        Some(id) => Err(format!("dependsOn names a request that is not in the batch: {id}.")),
        None => Ok(parts),
    }
}

fn part(batch: &Request, value: &Value) -> Result<Part, String> {
    let text =
        |name: &str| {
            value.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).ok_or_else(
                || format!("Invalid batch payload format: {name} is missing or no string."),
            )
        };
    let (id, method, url) = (text("id")?, text("method")?.to_ascii_uppercase(), text("url")?);
    if url.contains("://") && !url.starts_with('/') {
        return Err(format!("Request id: {id} has an absolute URL; it must be relative: {url}."));
    }
    let uri = uri::parse(&format!("/{}", url.trim_start_matches('/')))
        .ok_or_else(|| format!("Request id: {id} has an invalid URL: {url}."))?;
    if uri.segments.first().is_some_and(|segment| segment.eq_ignore_ascii_case("$batch")) {
        return Err(format!("Request id: {id} is itself a batch."));
    }
    let headers = headers(value)
        .ok_or_else(|| format!("Request id: {id} has headers that are no object of strings."))?;
    let content_type = answers::header(&headers, "content-type");
    let body = value.get("body").filter(|body| !body.is_null());
    let writes = matches!(method.as_str(), "POST" | "PUT" | "PATCH");
    if writes && (content_type.is_none() || body.is_none()) {
        return Err(format!(
            "Write request id : {id} does not contain Content-Type header or body."
        ));
    }
    let is_json = content_type.is_none_or(|t| t.to_ascii_lowercase().contains("json"));
    let body = match body {
        None => Vec::new(),
        Some(body) if is_json => body.to_string().into_bytes(),
        Some(Value::String(text)) => BASE64_STANDARD
            .decode(text)
            .map_err(|_| format!("Request id: {id} has a body that is not base64."))?,
        Some(_) => return Err(format!("Request id: {id} has a body that is not base64.")),
    };
    let version = batch.target.split('?').next().unwrap_or_default().rsplit_once('/');
    let target =
        format!("{}/{}", version.map_or("", |(version, _)| version), url.trim_start_matches('/'));
    let request = Request {
        method,
        target,
        segments: uri.segments,
        query: uri.query,
        headers,
        body,
        blob: None,
        root: batch.root.clone(),
    };
    Ok(Part { id: id.to_owned(), depends_on: depends_on(id, value)?, request })
}

fn headers(part: &Value) -> Option<Vec<(String, String)>> {
    match part.get("headers") {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(headers) => headers
            .as_object()?
            .iter()
            .map(|(name, value)| Some((name.to_ascii_lowercase(), value.as_str()?.to_owned())))
            .collect(),
    }
}

fn depends_on(id: &str, part: &Value) -> Result<Vec<String>, String> {
    match part.get("dependsOn") {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(ids) => {
            ids.as_array().and_then(|ids| ids.iter().map(|id| id.as_str().map(key)).collect())
        }
    }
    .ok_or_else(|| format!("Request id: {id} has a dependsOn that is no array of ids."))
}

/// Puts each part behind those it depends on.
fn order(parts: Vec<Part>) -> Result<Vec<Part>, String> {
    let mut done = HashSet::new();
    let mut ordered = Vec::with_capacity(parts.len());
    let mut waiting = parts;
    while !waiting.is_empty() {
        let before = waiting.len();
        let (ready, later): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|part| part.depends_on.iter().all(|id| done.contains(id)));
        done.extend(ready.iter().map(|part| key(&part.id)));
        ordered.extend(ready);
        waiting = later;
        if waiting.len() == before {
            return Err("The requests of the batch depend on each other in a circle.".into());
        }
    }
    Ok(ordered)
}

/// Ids are compared without regard to case.
fn key(id: &str) -> String {
    id.to_lowercase()
}

fn response(id: &str, reply: &Reply) -> Value {
    let mut response = Map::new();
    response.insert("id".into(), id.into());
    response.insert("status".into(), reply.status.into());
    let headers: HashMap<&str, &str> =
        reply.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    if !headers.is_empty() {
        response.insert("headers".into(), json!(headers));
    }
    if !reply.body.is_empty() {
        let body = match serde_json::from_slice(&reply.body) {
            Ok(body) if answers::is_json(reply) => body,
            _ => Value::String(BASE64_STANDARD.encode(&reply.body)),
        };
        response.insert("body".into(), body);
    }
    Value::Object(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    fn batch(requests: &Value) -> Request {
        Request {
            method: "POST".into(),
            target: "/v1.0/$batch".into(),
            segments: vec!["$batch".into()],
            query: Vec::new(),
            headers: Vec::new(),
            body: json!({ "requests": requests }).to_string().into_bytes(),
            blob: None,
            root: "http://x/v1.0".into(),
        }
    }

    /// Runs a batch in which the part `/fail` fails; also gives the targets in order.
    fn run(requests: &Value) -> (Reply, Vec<String>) {
        let seen = RefCell::new(Vec::new());
        let reply = answer(&batch(requests), |part| {
            seen.borrow_mut().push(part.target.clone());
            match part.segments[0].as_str() {
                "fail" => answers::graph_error(409, "Conflict", "no"),
                "text" => answers::bytes(200, "text/plain", b"hi".to_vec()),
                _ => answers::json(200, &json!({"got": String::from_utf8(part.body).unwrap()})),
            }
        });
        (reply, seen.into_inner())
    }

    fn by_id(reply: &Reply) -> HashMap<String, Value> {
        let body: Value = serde_json::from_slice(&reply.body).unwrap();
        let responses = body["responses"].as_array().unwrap();
        responses.iter().map(|r| (r["id"].as_str().unwrap().to_owned(), r.clone())).collect()
    }

    #[test]
    fn parts_are_answered_with_status_headers_and_body() {
        let (reply, seen) = run(&json!([
            {"id": "1", "method": "GET", "url": "/me?$select=id"},
            {"id": "2", "method": "get", "url": "text"},
            {"id": "3", "method": "POST", "url": "/x", "body": {"a": 1},
             "headers": {"Content-Type": "application/json"}},
            {"id": "4", "method": "PUT", "url": "/x", "body": "aGk=",
             "headers": {"content-type": "text/plain"}},
        ]));
        assert_eq!(seen, ["/v1.0/me?$select=id", "/v1.0/text", "/v1.0/x", "/v1.0/x"]);
        let parts = by_id(&reply);
        assert_eq!(parts["2"]["body"], "aGk=");
        assert_eq!(parts["2"]["headers"]["Content-Type"], "text/plain");
        assert_eq!(parts["3"]["body"]["got"], r#"{"a":1}"#);
        assert_eq!(parts["4"]["body"]["got"], "hi");
    }

    #[test]
    fn what_depends_on_a_failure_is_not_tried() {
        let get = |id: &str, url: &str, on: &[&str]| json!({"id": id, "method": "GET", "url": url, "dependsOn": on});
        let (reply, seen) = run(&json!([
            get("c", "/c", &["B"]),
            get("b", "/b", &["a"]),
            get("a", "/fail", &[]),
            get("d", "/d", &[]),
        ]));
        assert_eq!(seen, ["/v1.0/fail", "/v1.0/d"]);
        let status = |id: &str| by_id(&reply)[id]["status"].clone();
        assert_eq!([status("a"), status("b"), status("c"), status("d")], [409, 424, 424, 200]);
    }

    #[test]
    fn malformed_batches_are_refused_whole() {
        let get =
            |id: &str, on: Value| json!({"id": id, "method": "GET", "url": "/me", "dependsOn": on});
        let write = |url: &str, body: Value, kind: &str| {
            let headers = json!({"content-type": kind});
            json!([{"id": "1", "method": "PUT", "url": url, "body": body, "headers": headers}])
        };
        let many: Vec<Value> = (0..21).map(|n| get(&n.to_string(), json!([]))).collect();
        for requests in [
            json!([]),
            json!({}),
            json!(many),
            json!([{"method": "GET", "url": "/me"}]),
            json!([{"id": 1, "method": "GET", "url": "/me"}]),
            json!([{"id": "1", "url": "/me"}]),
            json!([{"id": "1", "method": "GET"}]),
            json!([get("a", json!([])), get("A", json!([]))]),
            json!([get("a", json!(["b"]))]),
            json!([get("a", json!("a"))]),
            json!([get("a", json!(["b"])), get("b", json!(["a"]))]),
            json!([{"id": "1", "method": "GET", "url": "https://graph.microsoft.com/v1.0/me"}]),
            json!([{"id": "1", "method": "GET", "url": "/me/%zz"}]),
            write("/$batch", json!({}), "application/json"),
            json!([{"id": "1", "method": "POST", "url": "/me/sendMail", "body": {}}]),
            write("/x", Value::Null, "application/json"),
            write("/x", json!({}), "text/plain"),
            json!([{"id": "1", "method": "GET", "url": "/x", "headers": {"a": 1}}]),
        ] {
            let (reply, seen) = run(&requests);
            assert_eq!(reply.status, 400, "{requests}");
            assert!(seen.is_empty(), "{requests}");
        }
    }
}
