//! Bodies put into messages.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::schema::{Access, MESSAGE, Refusal, instant};
use crate::service::{
    attachment::Attachment,
    message::Message,
    person::{People, Person},
};

/// Custom headers that one message may have.
const MOST_HEADERS: usize = 5;

/// Sets what a checked body of a client says; `null` clears.
///
/// # Errors
/// 400 for headers that don't start with `x-` or are too many, for a flag that is due but never starts,
/// for extended properties without a proper id, and what attachments refuse.
pub(crate) fn apply(body: &Map<String, Value>, message: &mut Message) -> Result<(), Refusal> {
    if let Some(headers) = body.get("internetMessageHeaders").and_then(Value::as_array) {
        own_headers(headers)?;
    }
    if let Some(flag) = body.get("flag") {
        let set = |name: &str| flag.get(name).is_some_and(|at| !at.is_null());
        if set("dueDateTime") && !set("startDateTime") {
            return Err(Refusal::new(
                400,
                "ErrorInvalidRequest",
                "A flag with a dueDateTime needs a startDateTime as well.",
            ));
        }
    }
    for name in ["singleValueExtendedProperties", "multiValueExtendedProperties"] {
        let properties = body.get(name).and_then(Value::as_array).into_iter().flatten();
        for id in properties.map(|p| p.get("id").and_then(Value::as_str).unwrap_or_default()) {
            if !is_extended_id(id) {
                return Err(Refusal::new(
                    400,
                    "ErrorInvalidExtendedPropertyId",
                    format!("The id '{id}' does not name an extended property."),
                ));
            }
        }
    }
    apply_all(body, message)
}

/// Like [`apply`], for what the program around the sandbox says: mail that came in has any headers.
///
/// # Errors
/// What attachments refuse.
pub(crate) fn apply_all(body: &Map<String, Value>, message: &mut Message) -> Result<(), Refusal> {
    for (name, value) in body {
        set(name, value, message)?;
    }
    Ok(())
}

/// Refuses a PATCH of what only a draft lets change.
pub(crate) fn only_of_drafts(body: &Map<String, Value>) -> Result<(), Refusal> {
    let fixed = |name: &&String| {
        MESSAGE.find(name).is_some_and(|property| property.access == Access::Draft)
    };
    match body.keys().find(fixed) {
        None => Ok(()),
        Some(name) => Err(Refusal::new(
            400,
            "ErrorInvalidPropertySet",
            format!("Property '{name}' is read-only and can't be set: the message is not a draft."),
        )),
    }
}

fn set(name: &str, value: &Value, message: &mut Message) -> Result<(), Refusal> {
    let text = || value.as_str().map(Into::into);
    let flag = value.as_bool().unwrap_or(false);
    let seconds =
        || value.as_str().and_then(instant).map_or(0, |micros| micros.div_euclid(1_000_000));
    match name {
        "subject" => message.subject = text(),
        "body" => {
            let kind = value.get("contentType").and_then(Value::as_str).unwrap_or("text");
            message.set_body(
                kind == "html",
                value.get("content").and_then(Value::as_str).unwrap_or_default(),
            );
        }
        "importance" => message.importance = known(value, &["low", "normal", "high"]),
        "inferenceClassification" => message.inference = known(value, &["focused", "other"]),
        "isRead" => message.read = flag,
        "isDraft" => message.draft = flag,
        "isReadReceiptRequested" => message.read_receipt = flag,
        "isDeliveryReceiptRequested" => message.delivery_receipt = flag,
        "internetMessageId" => message.internet_id = text(),
        "from" => message.from = person(value),
        "sender" => message.sender = person(value),
        "toRecipients" => message.to = people(value),
        "ccRecipients" => message.cc = people(value),
        "bccRecipients" => message.bcc = people(value),
        "replyTo" => message.reply_to = people(value),
        "categories" => {
            let texts = value.as_array().into_iter().flatten();
            message.categories = texts.filter_map(Value::as_str).map(Into::into).collect();
        }
        "flag" => message.flag = value.as_object().map(|flag| Box::new(whole_flag(flag))),
        "receivedDateTime" => message.received = seconds(),
        "sentDateTime" => message.sent = seconds(),
        "createdDateTime" => message.created = seconds(),
        "lastModifiedDateTime" => message.modified = seconds(),
        "internetMessageHeaders" => headers(value, message),
        "attachments" => {
            for attachment in value.as_array().into_iter().flatten().filter_map(Value::as_object) {
                message.add_attachment(Attachment::from_body(attachment)?);
            }
        }
        "singleValueExtendedProperties" => extend(value, &mut message.rare().single),
        "multiValueExtendedProperties" => extend(value, &mut message.rare().multi),
        "@odata.type" => {
            let kind = value.as_str().unwrap_or_default();
            if kind.to_ascii_lowercase().contains("eventmessage") {
                message.rare().subtype = Some(format!("#{}", kind.trim_start_matches('#')));
            }
        }
        // The rest is computed, unless it belongs to a derived type.
        _ if MESSAGE.find(name).is_some() => {}
        _ => {
            message.rare().derived.insert(name.to_owned(), value.clone());
        }
    }
    Ok(())
}

fn known(value: &Value, words: &[&'static str]) -> Option<&'static str> {
    words.iter().find(|word| value.as_str() == Some(word)).copied()
}

fn whole_flag(flag: &Map<String, Value>) -> Value {
    let mut flag = flag.clone();
    flag.retain(|_, value| !value.is_null());
    flag.entry("flagStatus").or_insert_with(|| "notFlagged".into());
    Value::Object(flag)
}

fn person(value: &Value) -> Option<Arc<Person>> {
    let of = value.get("emailAddress")?;
    let text = |name: &str| of.get(name).and_then(Value::as_str);
    let address = text("address").unwrap_or_default();
    Some(Arc::new(Person { name: text("name").unwrap_or(address).into(), address: address.into() }))
}

pub(crate) fn people(value: &Value) -> People {
    value.as_array().into_iter().flatten().filter_map(person).collect()
}

fn own_headers(headers: &[Value]) -> Result<(), Refusal> {
    for header in headers {
        let name = header.get("name").and_then(Value::as_str).unwrap_or_default();
        if !name.to_ascii_lowercase().starts_with("x-") {
            return Err(Refusal::new(
                400,
                "InvalidInternetMessageHeader",
                format!(
                    "The internet message header name '{name}' should start with 'x-' or 'X-'."
                ),
            ));
        }
    }
    if headers.len() > MOST_HEADERS {
        return Err(Refusal::new(
            400,
            "InvalidInternetMessageHeaderCollection",
            format!(
                "Maximum number of headers in one message should be less than or equal to {MOST_HEADERS}."
            ),
        ));
    }
    Ok(())
}

fn headers(value: &Value, message: &mut Message) {
    for header in value.as_array().into_iter().flatten() {
        let text =
            |name: &str| header.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        message.rare().headers.push((text("name"), text("value")));
    }
}

/// Whether it is `String {guid} Name x`, `Integer {guid} Id 0x8012` or `SystemTime 0x3FEF`.
fn is_extended_id(id: &str) -> bool {
    let (kind, rest) = id.split_once(' ').unwrap_or_default();
    let tag = |text: &str| {
        let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
        digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let named = || {
        let (guid, rest) = rest.strip_prefix('{')?.split_once("} ")?;
        let (how, name) = rest.split_once(' ')?;
        let is_guid = guid.len() == 36 && guid.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit());
        let is_id = how.eq_ignore_ascii_case("id") && (tag(name) || name.parse::<u32>().is_ok());
        Some(is_guid && (is_id || how.eq_ignore_ascii_case("name") && !name.is_empty()))
    };
    let is_kind = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_alphanumeric());
    is_kind && (tag(rest) || named() == Some(true))
}

/// Sets extended properties by id; a null value removes.
fn extend(value: &Value, known: &mut Vec<Value>) {
    for property in value.as_array().into_iter().flatten() {
        let id = property.get("id").cloned().unwrap_or_default();
        known.retain(|other| other.get("id") != Some(&id));
        if property.get("value").is_some_and(|value| !value.is_null()) {
            known.push(property.clone());
        }
    }
}
