//! What went in beside what came out.

use o365::time::{OffsetDateTime, UtcOffset, instant};
use serde_json::{Map, Value};

use super::line;

/// What is lost, changed or made up, a line each.
///
/// `null` and missing are the same, and an empty list or text where there was neither: so do the models read them. So is
/// `0001-01-01T00:00:00Z`, with which the service says *never*, and `datetime-value`, with which Microsoft's pages stand in for
/// a time. Instants are equal where they are the same moment, numbers where they have the same value, members of an
/// enumeration whatever the case of their first letter, which the service doesn't look at.
pub(super) fn differences(sent: &Value, back: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(sent, back, &mut Vec::new(), &mut found);
    found
}

/// What a model says of itself where the service says nothing: `ItemBody` is a text.
const DEFAULTS: [(&str, &str); 1] = [("contentType", "text")];
const NOTHING: [&str; 2] = ["0001-01-01T00:00:00Z", "datetime-value"];

fn compare(sent: &Value, back: &Value, path: &mut Vec<String>, found: &mut Vec<String>) {
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => objects(sent, back, path, found),
        (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
            for (at, (sent, back)) in sent.iter().zip(back).enumerate() {
                path.push(format!("[{at}]"));
                compare(sent, back, path, found);
                path.pop();
            }
        }
        (sent, back) if is_nothing(sent) && is_nothing(back) => {}
        (sent, back) if is_same(sent, back) => {}
        (sent, back) => found.push(line(path, &format!("{} became {}", short(sent), short(back)))),
    }
}

fn objects(
    sent: &Map<String, Value>,
    back: &Map<String, Value>,
    path: &mut Vec<String>,
    found: &mut Vec<String>,
) {
    for (name, value) in sent {
        path.push(name.clone());
        match back.get(name) {
            Some(back) if name == "birthday" && same_day(value, back) => {}
            Some(Value::String(back)) if is_nothing(value) && DEFAULTS.contains(&(name, back)) => {}
            Some(back) => compare(value, back, path, found),
            None if is_nothing(value) || is_filler(sent, name, value) => {}
            None => found.push(line(path, &format!("{} is lost", short(value)))),
        }
        path.pop();
    }
    for (name, value) in back {
        let is_default = value.as_str().is_some_and(|text| DEFAULTS.contains(&(name, text)));
        if !sent.contains_key(name) && !is_nothing(value) && !is_default {
            path.push(name.clone());
            found.push(line(path, &format!("{} is made up", short(value))));
            path.pop();
        }
    }
}

/// What says nothing: `null`, and what a model has in its place.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty() || NOTHING.contains(&text.as_str()),
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.values().all(is_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What the service puts into a recurrence beside what its kind of pattern or range says, and `Recurrence` leaves out.
fn is_filler(all: &Map<String, Value>, name: &str, value: &Value) -> bool {
    let kind = all.get("type").and_then(Value::as_str).unwrap_or_default();
    match name {
        "dayOfMonth" | "month" | "numberOfOccurrences" => value == 0,
        "endDate" => value == "0001-01-01",
        "firstDayOfWeek" => all.contains_key("interval") && kind != "weekly",
        "index" => all.contains_key("interval") && !kind.starts_with("relative"),
        _ => false,
    }
}

/// Birthdays are days: what the service keeps is some time of that day in UTC.
fn same_day(sent: &Value, back: &Value) -> bool {
    let day =
        |value: &Value| Some(instant::parse(value.as_str()?)?.to_offset(UtcOffset::UTC).date());
    day(sent).is_some_and(|sent| day(back) == Some(sent))
}

fn is_same(sent: &Value, back: &Value) -> bool {
    match (sent, back) {
        (Value::Number(sent), Value::Number(back)) => {
            sent == back || sent.as_f64() == back.as_f64()
        }
        (Value::String(sent), Value::String(back)) => {
            sent == back
                || same_moment(sent, back)
                || same_clock(sent, back)
                || same_member(sent, back)
        }
        (sent, back) => sent == back,
    }
}

/// `2019-04-02T05:41:29.000+02:00` and `2019-04-02T03:41:29Z`.
fn same_moment(sent: &str, back: &str) -> bool {
    let read = |text: &str| -> Option<OffsetDateTime> { instant::parse(text) };
    // What is read without a zone is in UTC; what is written says so.
    back.ends_with('Z') && read(sent).is_some_and(|sent| read(back) == Some(sent))
}

/// `2019-04-02T03:41:29` and `2019-04-02T03:41:29.0000000`, `08:00` and `08:00:00`: times without a zone.
fn same_clock(sent: &str, back: &str) -> bool {
    let core = |text: &str| match text.split_once('.') {
        Some((whole, part)) if part.bytes().all(|digit| digit.is_ascii_digit()) => {
            let part = part.trim_end_matches('0');
            if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
        }
        _ => text.to_owned(),
    };
    let is_time = |text: &str| {
        text.contains(':') && text.bytes().all(|c| c.is_ascii_digit() || b"-:T.".contains(&c))
    };
    is_time(sent) && is_time(back) && core(sent) == core(back)
}

/// `All` and `all`.
fn same_member(sent: &str, back: &str) -> bool {
    let is_word = |text: &str| text.bytes().all(|c| c.is_ascii_alphanumeric());
    let rest = |text: &str| text.get(1..).map(str::to_owned);
    is_word(sent) && sent.eq_ignore_ascii_case(back) && rest(sent) == rest(back)
}

fn short(value: &Value) -> String {
    const MOST: usize = 80;
    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}..", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_the_same() {
        for (sent, back) in [
            (json!({"a": null}), json!({})),
            (json!({}), json!({"a": [], "b": ""})),
            (json!({"a": null}), json!({"a": []})),
            (json!({"a": "2019-04-02T05:41:29.000+02:00"}), json!({"a": "2019-04-02T03:41:29Z"})),
            (json!({"a": "2019-04-02T03:41:29.5000000"}), json!({"a": "2019-04-02T03:41:29.5"})),
            (json!({"a": "All", "b": "0001-01-01T00:00:00Z"}), json!({"a": "all"})),
            (
                json!({"type": "daily", "interval": 1, "month": 0, "index": "first", "firstDayOfWeek": "sunday"}),
                json!({"type": "daily", "interval": 1}),
            ),
            (
                json!({"birthday": "1946-05-22T00:00:00Z"}),
                json!({"birthday": "1946-05-22T11:59:00Z"}),
            ),
            (json!({"contentType": null}), json!({"contentType": "text"})),
            (json!({"a": [1, {"b": 2.0}]}), json!({"a": [1.0, {"b": 2}]})),
        ] {
            assert_eq!(differences(&sent, &back), [""; 0], "{sent} {back}");
        }
    }

    #[test]
    fn what_is_not() {
        for (sent, back, what) in [
            (json!({"a": {"b": 1}}), json!({"a": {}}), "a.b: 1 is lost"),
            (json!({"a": [{"b": 1}]}), json!({"a": [{"b": 2}]}), "a[0].b: 1 became 2"),
            (json!({"a": [1, 2]}), json!({"a": [1]}), "a: [1,2] became [1]"),
            (
                json!({"type": "weekly", "interval": 1, "firstDayOfWeek": "sunday"}),
                json!({"type": "weekly", "interval": 1}),
                "firstDayOfWeek: \"sunday\" is lost",
            ),
            (
                json!({"birthday": "1946-05-22T00:00:00Z"}),
                json!({"birthday": "1946-05-23T11:59:00Z"}),
                "birthday: \"1946-05-22T00:00:00Z\" became \"1946-05-23T11:59:00Z\"",
            ),
            (json!({}), json!({"a": false}), "a: false is made up"),
            (json!({"a": "x"}), json!({"a": null}), "a: \"x\" became null"),
            (
                json!({"a": "2019-04-02T03:41:29Z"}),
                json!({"a": "2019-04-02T03:41:29"}),
                "a: \"2019-04-02T03:41:29Z\" became \"2019-04-02T03:41:29\"",
            ),
        ] {
            assert_eq!(differences(&sent, &back), [what]);
        }
    }
}
