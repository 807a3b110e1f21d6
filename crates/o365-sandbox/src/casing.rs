//! The door of the retired Outlook REST API: the same service under PascalCase names.
//!
//! Property names are respelled in bodies and in the query, on the way in and on the way out.
//! Types in `@odata.type` change their namespace; other annotations, the envelope (`value`, `error`)
//! and strings stay as they are.

use crate::{
    answers,
    wire::{Reply, Request},
};
use serde_json::{Map, Value};

/// The namespace of Outlook's types, as its clients write it in `@odata.type`.
const OUTLOOK_TYPE: &str = "#Microsoft.OutlookServices.";
const GRAPH_TYPE: &str = "#microsoft.graph.";

/// Respells what came in PascalCase for the service.
pub(crate) fn to_camel(request: &mut Request) {
    if let Ok(body) = serde_json::from_slice::<Value>(&request.body) {
        request.body = respell(body, &lower).to_string().into_bytes();
    }
    for (name, value) in &mut request.query {
        if ["$select", "$filter", "$orderby", "$expand"].contains(&name.as_str()) {
            *value = words_to_camel(value);
        }
    }
}

/// Respells what the service answers.
pub(crate) fn to_pascal(reply: &mut Reply) {
    if !answers::is_json(reply) {
        return;
    }
    let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&reply.body) else { return };
    if body.contains_key("error") {
        return;
    }
    let body: Map<String, Value> = body
        .into_iter()
        .map(|(key, value)| match value {
            Value::Array(_) if key == "value" => (key, respell(value, &upper)),
            Value::String(name) if key == "@odata.type" => (key, respell_type(&name, &upper)),
            _ => (rename(&key, &upper), respell(value, &upper)),
        })
        .collect();
    reply.body = Value::Object(body).to_string().into_bytes();
}

fn respell(value: Value, spell: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| respell(item, spell)).collect(),
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(key, value)| match value {
                    Value::String(name) if key == "@odata.type" => {
                        (key, respell_type(&name, spell))
                    }
                    _ => (rename(&key, spell), respell(value, spell)),
                })
                .collect(),
        ),
        other => other,
    }
}

/// `#Microsoft.OutlookServices.FileAttachment` is `#microsoft.graph.fileAttachment` of Graph: the
/// spelling says which of the two is wanted.
fn respell_type(name: &str, spell: &impl Fn(&str) -> String) -> Value {
    let wanted = if spell("A") == "A" { OUTLOOK_TYPE } else { GRAPH_TYPE };
    let rest = [OUTLOOK_TYPE, GRAPH_TYPE].into_iter().find_map(|known| {
        let (start, rest) = name.split_at_checked(known.len())?;
        start.eq_ignore_ascii_case(known).then_some(rest)
    });
    Value::String(rest.map_or_else(|| name.to_owned(), |rest| format!("{wanted}{}", spell(rest))))
}

/// Annotations keep their own names; the property that one belongs to is respelled.
fn rename(key: &str, spell: &impl Fn(&str) -> String) -> String {
    match key.split_once('@') {
        Some((property, annotation)) => format!("{}@{annotation}", spell(property)),
        None => spell(key),
    }
}

fn lower(word: &str) -> String {
    first(word, |c| c.to_ascii_lowercase())
}

fn upper(word: &str) -> String {
    first(word, |c| c.to_ascii_uppercase())
}

fn first(word: &str, change: impl Fn(char) -> char) -> String {
    let mut chars = word.chars();
    chars.next().map(change).into_iter().chain(chars).collect()
}

/// Lowers the first letter of each name outside of quotes; what begins with a digit is a literal.
fn words_to_camel(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if !quoted && (c.is_alphanumeric() || "_-.:$".contains(c)) {
            word.push(c);
            continue;
        }
        out.push_str(&lower(&word));
        word.clear();
        quoted ^= c == '\'';
        out.push(c);
    }
    out.pop();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn pascal(body: &Value) -> Value {
        let mut reply = answers::json(200, body);
        to_pascal(&mut reply);
        serde_json::from_slice(&reply.body).unwrap()
    }

    #[test]
    fn answers_are_respelled_but_not_their_envelope() {
        let body = json!({"@odata.nextLink": "http://x/me?$select=subject", "value": [
            {"@odata.etag": "W/\"a\"", "@odata.type": "#microsoft.graph.eventMessage",
             "subject": "subject", "body@odata.type": "x",
             "from": {"emailAddress": {"name": "a", "address": "b"}}, "categories": ["red"]}
        ]});
        let expected = json!({"@odata.nextLink": "http://x/me?$select=subject", "value": [
            {"@odata.etag": "W/\"a\"", "@odata.type": "#Microsoft.OutlookServices.EventMessage",
             "Subject": "subject", "Body@odata.type": "x",
             "From": {"EmailAddress": {"Name": "a", "Address": "b"}}, "Categories": ["red"]}
        ]});
        assert_eq!(pascal(&body), expected);
        assert_eq!(pascal(&json!({"value": "x", "id": "y"})), json!({"Value": "x", "Id": "y"}));
        let error = json!({"error": {"code": "ErrorItemNotFound", "message": "m"}});
        assert_eq!(pascal(&error), error);
    }

    #[test]
    fn requests_are_respelled() {
        let body = json!({"Message": {"Subject": "Hello World", "Attachments": [
            {"@odata.type": "#Microsoft.OutlookServices.FileAttachment", "Name": "A.txt"}]}});
        let mut request = Request {
            method: "POST".into(),
            target: String::new(),
            segments: Vec::new(),
            query: vec![
                ("$select".into(), "Subject,ReceivedDateTime".into()),
                ("$search".into(), "\"Subject:Hello\"".into()),
                ("startDateTime".into(), "2024-01-01T00:00:00Z".into()),
            ],
            headers: Vec::new(),
            body: body.to_string().into_bytes(),
            blob: None,
            root: String::new(),
        };
        to_camel(&mut request);
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let expected = json!({"message": {"subject": "Hello World", "attachments": [
            {"@odata.type": "#microsoft.graph.fileAttachment", "name": "A.txt"}]}});
        assert_eq!(body, expected);
        let values: Vec<&str> = request.query.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(
            values,
            ["subject,receivedDateTime", "\"Subject:Hello\"", "2024-01-01T00:00:00Z"]
        );
    }

    #[test]
    fn literals_of_a_filter_are_kept() {
        let filter = "contains(Subject,'It''s Best') and ReceivedDateTime ge 2024-01-01T00:00:00Z \
                      and From/EmailAddress/Address eq 'A@B.C' and Categories/any(c:c eq 'Red')";
        let expected = "contains(subject,'It''s Best') and receivedDateTime ge 2024-01-01T00:00:00Z \
                        and from/emailAddress/address eq 'A@B.C' and categories/any(c:c eq 'Red')";
        assert_eq!(words_to_camel(filter), expected);
        assert_eq!(words_to_camel("Attachments($select=Name)"), "attachments($select=name)");
    }
}
