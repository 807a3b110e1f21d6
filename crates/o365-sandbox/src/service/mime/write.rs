//! A message as RFC 5322 text: nothing in it but ASCII, no line too long.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use crate::service::{Attachment, Content, Message, Person, apply_all, text};

/// Writes a message with its attachments.
pub(crate) fn write(message: &Message) -> Vec<u8> {
    let mut out = headers(message);
    out.push_str(&entity(message));
    out.into_bytes()
}

/// Writes the item of an attachment: a message as MIME, a contact as a vCard, an event as iCalendar.
pub(crate) fn write_item(item: &Value) -> Vec<u8> {
    let kind = item.get("@odata.type").and_then(Value::as_str).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    let value = |name: &str| plain(item.get(name).and_then(Value::as_str).unwrap_or_default());
    if kind.ends_with(".contact") {
        let name = value("displayName");
        return format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nN:{name};;;;\r\nEND:VCARD\r\n")
            .into_bytes();
    }
    if kind.ends_with(".event") {
        let at = |name: &str| {
            let wall = item.get(name).and_then(|at| at.get("dateTime")).and_then(Value::as_str);
            let digits = |c: &char| c.is_ascii_digit() || *c == 'T';
            wall.unwrap_or_default().chars().filter(digits).take(15).collect::<String>()
        };
        return format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:{}\r\nDTSTART:{}\r\nDTEND:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            value("subject"),
            at("start"),
            at("end")
        )
        .into_bytes();
    }
    let mut message = Message::default();
    if let Some(body) = item.as_object() {
        // What doesn't fit a message is left out of its MIME.
        let _ = apply_all(body, &mut message);
    }
    write(&message)
}

fn headers(message: &Message) -> String {
    let mut out = String::new();
    let people = |people: &[Arc<Person>]| {
        people.iter().map(|person| mailbox(person)).collect::<Vec<_>>().join(",\r\n ")
    };
    let mut header = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!("{name}: {value}\r\n"));
        }
    };
    let from = message.from.as_deref();
    let sender = message.sender.as_deref().filter(|sender| {
        from.is_some_and(|from| !from.address.eq_ignore_ascii_case(&sender.address))
    });
    header("From", &from.map(mailbox).unwrap_or_default());
    header("Sender", &sender.map(mailbox).unwrap_or_default());
    header("To", &people(&message.to));
    header("CC", &people(&message.cc));
    header("BCC", &people(&message.bcc));
    header("Reply-To", &people(&message.reply_to));
    header("Subject", &words(message.subject.as_deref().unwrap_or_default()));
    header("Date", &date(message.sent));
    header("Message-ID", &plain(&message.internet_id()));
    header("Importance", message.importance.filter(|known| *known != "normal").unwrap_or(""));
    if message.read_receipt {
        header("Disposition-Notification-To", &from.map(mailbox).unwrap_or_default());
    }
    for (name, value) in message.rare.iter().flat_map(|rare| &rare.headers) {
        let name: String = name.chars().filter(|c| c.is_ascii_graphic() && *c != ':').collect();
        header(&name, &words(value));
    }
    header("MIME-Version", "1.0");
    out
}

/// The body with everything that belongs to it: its headers, an empty line, its content.
fn entity(message: &Message) -> String {
    let (inline, attached): (Vec<_>, Vec<_>) =
        message.attachments.iter().partition(|attachment| attachment.inline && message.html);
    let mut body = if message.html {
        let parts = [
            part_of_text("plain", &text::plain(&message.content)),
            part_of_text("html", &message.content),
        ];
        multipart("alternative", message.key, parts.into())
    } else {
        part_of_text("plain", &message.content)
    };
    for (kind, attachments) in [("related", inline), ("mixed", attached)] {
        if !attachments.is_empty() {
            let parts = attachments.into_iter().map(part);
            body = multipart(kind, message.key, std::iter::once(body).chain(parts).collect());
        }
    }
    body
}

fn multipart(kind: &str, key: u64, parts: Vec<String>) -> String {
    // No line of a part begins so: base64 has no underscore, and what is inside has another name.
    let depth = parts.iter().map(|part| part.matches("boundary=").count()).sum::<usize>();
    let boundary = format!("_{depth:03}_sandbox{key:016x}_{kind}_");
    let mut out = format!("Content-Type: multipart/{kind};\r\n boundary=\"{boundary}\"\r\n\r\n");
    for part in parts {
        out.push_str(&format!("--{boundary}\r\n{part}\r\n"));
    }
    out.push_str(&format!("--{boundary}--\r\n"));
    out
}

fn part_of_text(kind: &str, content: &str) -> String {
    format!(
        "Content-Type: text/{kind}; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        lines(content.as_bytes())
    )
}

fn part(attachment: &Attachment) -> String {
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
    let id = attachment.content_id.as_deref();
    let id = id.map(|id| format!("Content-ID: <{}>\r\n", plain(id))).unwrap_or_default();
    format!(
        "Content-Type: {};\r\n {}\r\nContent-Disposition: {disposition};\r\n {}\r\n{id}Content-Transfer-Encoding: {encoding}\r\n\r\n{content}",
        plain(kind),
        parameter("name", &attachment.name),
        parameter("filename", &attachment.name),
    )
}

/// A parameter of a header; RFC 2231 where ASCII won't do.
fn parameter(name: &str, value: &str) -> String {
    if value.is_ascii() && !value.contains(char::is_control) {
        return format!("{name}={}", quoted(value));
    }
    let mut escaped = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{name}*=utf-8''{escaped}")
}

fn mailbox(person: &Person) -> String {
    let address = plain(&person.address);
    let name = person.name.trim();
    if name.is_empty() || name == &*person.address {
        return format!("<{address}>");
    }
    let is_plain = name.is_ascii() && !name.contains("=?") && !name.contains(char::is_control);
    let name = if is_plain { quoted(name) } else { words(name) };
    format!("{name} <{address}>")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Text in a header: encoded words where ASCII won't do, each on a line of its own.
fn words(text: &str) -> String {
    if text.is_ascii() && !text.contains("=?") {
        return plain(text);
    }
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().filter(|c| !c.is_control()) {
        // 45 bytes are 60 of base64: with what stands around them fewer than the 75 that are allowed.
        if word.len() + c.len_utf8() > 45 {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
    let words = words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word)));
    words.collect::<Vec<_>>().join("\r\n ")
}

/// Without the line breaks that would begin another header, and in ASCII.
fn plain(text: &str) -> String {
    let ascii = |c: char| if c.is_ascii() { c } else { '?' };
    text.chars().filter(|c| !c.is_control()).map(ascii).collect()
}

fn lines(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() / 57 * 78 + 80);
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
