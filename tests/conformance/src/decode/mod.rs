//! Recorded answers, decoded into the models and written back.
//!
//! An example is a line of JSON: `{"name": .., "response": {"type": .., "collection": .., "body": ..}}`. A type is Graph's name
//! for it (`microsoft.graph.message`, `Collection(microsoft.graph.message)`); a body that is a collection has its items in
//! `value`.

mod compare;
mod models;

use std::fmt::Write as _;
use std::io::{self, BufRead, Write};

use serde::Deserialize;
use serde_json::Value;

use compare::differences;
pub use models::has_model;

/// How many there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Came out as they went in.
    pub decoded: usize,
    /// Couldn't be decoded, or lost something.
    pub failed: usize,
    /// Are of a type that the SDK has no model for.
    pub unknown: usize,
}

#[derive(Deserialize)]
struct Example {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    response: Option<Response>,
}

#[derive(Deserialize)]
struct Response {
    #[serde(rename = "type", default)]
    type_name: Option<String>,
    #[serde(default)]
    collection: Option<bool>,
    #[serde(default)]
    body: Option<Value>,
}

/// Decodes each example; tells `out` what is wrong, a line for each finding, and at last how many there were.
///
/// Examples without a body aren't counted: there is nothing to decode.
///
/// # Errors
/// When `lines` can't be read, or `out` not be written. A line that is no example counts as failed.
pub fn run(lines: impl BufRead, mut out: impl Write) -> io::Result<Tally> {
    let mut tally = Tally::default();
    for (number, line) in lines.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let example: Example = match serde_json::from_str(&line) {
            Ok(example) => example,
            Err(error) => {
                tally.failed += 1;
                writeln!(out, "line {}: no example: {error}", number + 1)?;
                continue;
            }
        };
        let name = example.name.unwrap_or_else(|| format!("line {}", number + 1));
        let Some(Response { type_name, collection, body: Some(body) }) = example.response else {
            continue;
        };
        let Some((type_name, is_collection)) = type_of(type_name.as_deref(), collection, &body)
        else {
            tally.unknown += 1;
            continue;
        };
        match try_one(&type_name, is_collection, &body) {
            None => tally.unknown += 1,
            Some(found) if found.is_empty() => tally.decoded += 1,
            Some(found) => {
                tally.failed += 1;
                for what in found {
                    writeln!(out, "{name}: {type_name}: {what}")?;
                }
            }
        }
    }
    let Tally { decoded, failed, unknown } = tally;
    writeln!(out, "{decoded} decoded, {failed} failed, {unknown} without a model")?;
    Ok(tally)
}

/// Its type, and whether there are many in `value`.
///
/// Many examples say that they are no collection, and are one: `value` in a body whose type has no such property decides.
fn type_of(name: Option<&str>, collection: Option<bool>, body: &Value) -> Option<(String, bool)> {
    let name = name?;
    let inner = name.strip_prefix("Collection(").and_then(|name| name.strip_suffix(')'));
    let is_collection = inner.is_some() || collection == Some(true);
    let is_page = body.get("value").is_some_and(Value::is_array);
    Some((inner.unwrap_or(name).to_owned(), is_collection && is_page))
}

/// What is wrong with one; `None` where there is no model.
fn try_one(type_name: &str, is_collection: bool, body: &Value) -> Option<Vec<String>> {
    let own =
        body.get("@odata.type").and_then(Value::as_str).map(|name| name.trim_start_matches('#'));
    let model = own.and_then(models::find).or_else(|| models::find(type_name))?;
    let back = if is_collection { (model.page)(body) } else { (model.one)(body) };
    Some(match back {
        Ok(back) => differences(body, &back),
        Err(error) => vec![error.to_string()],
    })
}

/// A finding on one line.
fn line(path: &[String], what: &str) -> String {
    let mut text = String::new();
    for step in path {
        let dot = if text.is_empty() || step.starts_with('[') { "" } else { "." };
        _ = write!(text, "{dot}{step}");
    }
    format!("{text}: {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(lines: &str) -> (Tally, String) {
        let mut out = Vec::new();
        let tally = run(lines.as_bytes(), &mut out).unwrap();
        (tally, String::from_utf8(out).unwrap())
    }

    #[test]
    fn counts_what_is_decoded_and_what_has_no_model() {
        let (tally, out) = decode(
            r##"{"name": "a", "response": {"type": "microsoft.graph.mailFolder", "collection": true, "body": {"value": [{"id": "1", "displayName": "Inbox", "x": {"y": 1}}]}}}
            {"name": "b", "response": {"type": "microsoft.graph.workbookRange", "collection": false, "body": {"a": 1}}}
            {"name": "c", "response": {"type": null, "collection": false, "body": null}}
            {"name": "d"}"##,
        );
        assert_eq!(tally, Tally { decoded: 1, failed: 0, unknown: 1 });
        assert_eq!(out, "1 decoded, 0 failed, 1 without a model\n");
    }

    #[test]
    fn tells_what_cannot_be_decoded() {
        let (tally, out) = decode(
            r##"{"name": "a", "response": {"type": "microsoft.graph.message", "collection": false, "body": {"id": "1", "isRead": "yes"}}}
            nonsense"##,
        );
        assert_eq!(tally, Tally { decoded: 0, failed: 2, unknown: 0 });
        let mut lines = out.lines();
        assert!(
            lines.next().is_some_and(|line| line.starts_with("a: microsoft.graph.message: ")),
            "{out}"
        );
        assert!(lines.next().is_some_and(|line| line.starts_with("line 2: no example")), "{out}");
    }
}
