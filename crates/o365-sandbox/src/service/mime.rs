//! A message as RFC 822 text, plain but valid.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use crate::service::{Attachment, Content, Message, Person, apply};

/// Writes a message with its attachments.
pub(crate) fn write(message: &Message) -> Vec<u8> {
    let mut out = String::new();
    let people = |people: &[std::sync::Arc<Person>]| {
        people.iter().map(|p| mailbox(p)).collect::<Vec<_>>().join(",\r\n ")
    };
    let mut header = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!("{name}: {value}\r\n"));
        }
    };
    header("From", &message.from.as_deref().map(mailbox).unwrap_or_default());
    header("To", &people(&message.to));
    header("CC", &people(&message.cc));
    header("Subject", &word(message.subject.as_deref().unwrap_or_default()));
    header("Date", &date(message.sent));
    header("Message-ID", &message.internet_id());
    for (name, value) in message.rare.iter().flat_map(|rare| &rare.headers) {
        header(&plain(name), &plain(value));
    }
    header("MIME-Version", "1.0");
    let kind = if message.html { "text/html" } else { "text/plain" };
    let body = format!(
        "Content-Type: {kind}; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        lines(message.content.as_bytes())
    );
    if message.attachments.is_empty() {
        out.push_str(&body);
        return out.into_bytes();
    }
    let boundary = format!("_004_sandbox{:016x}_", message.key);
    out.push_str(&format!(
        "Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n{body}"
    ));
    for attachment in &message.attachments {
        out.push_str(&format!("\r\n--{boundary}\r\n{}", part(attachment)));
    }
    out.push_str(&format!("\r\n--{boundary}--\r\n"));
    out.into_bytes()
}

/// Writes the item of an attachment.
pub(crate) fn write_item(item: &Value) -> Vec<u8> {
    let mut message = Message::default();
    if let Some(body) = item.as_object() {
        // What doesn't fit a message is left out of its MIME.
        let _ = apply(body, &mut message);
    }
    write(&message)
}

fn part(attachment: &Attachment) -> String {
    let name = word(&attachment.name);
    let disposition = if attachment.inline { "inline" } else { "attachment" };
    let (kind, encoding, content) = match &attachment.content {
        Content::File(bytes) => (
            attachment.kind.as_deref().unwrap_or("application/octet-stream"),
            "base64",
            lines(bytes),
        ),
        Content::Item(item) => {
            ("message/rfc822", "7bit", String::from_utf8_lossy(&write_item(item)).into_owned())
        }
        Content::Reference => ("application/octet-stream", "base64", String::new()),
    };
    let id = attachment
        .content_id
        .as_deref()
        .map(|id| format!("Content-ID: <{}>\r\n", plain(id)))
        .unwrap_or_default();
    format!(
        "Content-Type: {}; name=\"{name}\"\r\nContent-Disposition: {disposition}; filename=\"{name}\"\r\n{id}Content-Transfer-Encoding: {encoding}\r\n\r\n{content}",
        plain(kind)
    )
}

fn mailbox(person: &Person) -> String {
    format!("{} <{}>", word(&person.name), plain(&person.address))
}

/// Text in a header: an encoded word where ASCII won't do.
fn word(text: &str) -> String {
    if text.is_ascii() {
        plain(text).replace('"', "'")
    } else {
        format!("=?utf-8?B?{}?=", STANDARD.encode(text))
    }
}

/// Without the line breaks that would begin another header.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn lines(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(57) {
        STANDARD.encode_string(chunk, &mut out);
        out.push_str("\r\n");
    }
    out
}

fn date(seconds: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    at.format(&Rfc2822).unwrap_or_default()
}
