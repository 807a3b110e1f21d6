//! MIME in the body of a request: base64 of RFC 5322 text.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use mail_parser::{Address, HeaderName, MessageParser, MimeHeaders, PartType};
use serde_json::{Map, Value, json};

use crate::schema::{Refusal, iso, now};
use crate::service::{Attachment, Content, Message, Person, body, reply::header};
use crate::wire::Request;

/// How deep messages in messages are read.
const DEEPEST: usize = 8;

/// Whether the body of the request is MIME, as its Content-Type says.
pub(crate) fn is_mime(request: &Request) -> bool {
    let kind = header(request, "content-type").unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("text/plain"))
}

/// Reads the body into a message that begins as `draft`.
///
/// # Errors
/// 400 if it isn't base64, or not a message; 413 above 4 MB.
pub(crate) fn read(request: &Request, mut draft: Message) -> Result<Message, Refusal> {
    body::must_fit(request)?;
    let text: Vec<u8> =
        request.body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let bytes = STANDARD.decode(text).map_err(|_| {
        Refusal::new(
            400,
            "ErrorMimeContentInvalidBase64String",
            "The MIME content is not a valid Base64 string.",
        )
    })?;
    let invalid =
        || Refusal::new(400, "ErrorMimeContentInvalid", "The MIME content cannot be read.");
    let parsed = MessageParser::default().parse(&bytes).ok_or_else(invalid)?;
    let is_known = |header: &mail_parser::Header<'_>| !matches!(header.name, HeaderName::Other(_));
    if !parsed.headers().iter().any(is_known) {
        return Err(invalid());
    }
    fill(&parsed, &mut draft, 0);
    Ok(draft)
}

fn fill(parsed: &mail_parser::Message<'_>, message: &mut Message, depth: usize) {
    message.subject = parsed.subject().map(Into::into);
    if let Some(from) = people(parsed.from()).into_iter().next() {
        (message.from, message.sender) = (Some(from.clone()), Some(from));
    }
    if let Some(sender) = people(parsed.sender()).into_iter().next() {
        message.sender = Some(sender);
    }
    message.to = people(parsed.to());
    message.cc = people(parsed.cc());
    message.bcc = people(parsed.bcc());
    message.reply_to = people(parsed.reply_to());
    if let Some(date) = parsed.date() {
        message.sent = date.to_timestamp();
    }
    message.internet_id = parsed.message_id().map(|id| format!("<{id}>").into());
    let text = |name: &'static str| parsed.header(name).and_then(|value| value.as_text());
    message.importance = text("Importance").and_then(|word| {
        ["low", "high"].into_iter().find(|known| known.eq_ignore_ascii_case(word.trim()))
    });
    for (name, value) in parsed.headers_raw() {
        if name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x-")) {
            message.rare().headers.push((name.to_owned(), value.trim().to_owned()));
        }
    }
    match parsed.html_part(0).map(|part| &part.body) {
        Some(PartType::Html(html)) => message.set_body(true, html),
        _ => message.set_body(false, &parsed.body_text(0).unwrap_or_default()),
    }
    for part in parsed.attachments() {
        let content = match &part.body {
            PartType::Message(inner) if depth < DEEPEST => {
                let mut item = Message::default();
                fill(inner, &mut item, depth + 1);
                Content::Item(Box::new(item_of(&item)))
            }
            _ => Content::File(part.contents().into()),
        };
        message.add_attachment(attachment(part, content));
    }
}

fn attachment(part: &mail_parser::MessagePart<'_>, content: Content) -> Attachment {
    let subject = match &content {
        Content::Item(item) => item.get("subject").and_then(Value::as_str),
        _ => None,
    };
    let kind = part.content_type().map(|kind| match &kind.c_subtype {
        Some(subtype) => format!("{}/{subtype}", kind.c_type),
        None => kind.c_type.to_string(),
    });
    let inline = part.content_disposition().is_some_and(|disposition| disposition.is_inline());
    Attachment {
        number: 0,
        name: part.attachment_name().or(subject).unwrap_or("Attachment").into(),
        kind: kind.filter(|_| !matches!(content, Content::Item(_))).map(Into::into),
        inline,
        content_id: part.content_id().map(Into::into),
        location: part.content_location().map(Into::into),
        modified: now(),
        content,
    }
}

/// A message as the item of an attachment.
pub(super) fn item_of(message: &Message) -> Value {
    let person = |person: &Arc<Person>| json!({"emailAddress": {"name": person.name, "address": person.address}});
    let mut item = Map::new();
    let mut set = |name: &str, value: Value| item.insert(name.to_owned(), value);
    set("@odata.type", "#microsoft.graph.message".into());
    set("subject", json!(message.subject));
    let kind = if message.html { "html" } else { "text" };
    set("body", json!({"contentType": kind, "content": *message.content}));
    set("from", json!(message.from.as_ref().map(person)));
    set("toRecipients", message.to.iter().map(person).collect());
    set("ccRecipients", message.cc.iter().map(person).collect());
    set("sentDateTime", iso(message.sent).into());
    set("internetMessageId", message.internet_id().into());
    Value::Object(item)
}

fn people(address: Option<&Address<'_>>) -> Vec<Arc<Person>> {
    let all = address.into_iter().flat_map(|address| address.iter());
    all.filter_map(|one| {
        let address = one.address()?;
        let name = one.name().unwrap_or(address);
        Some(Arc::new(Person { name: name.into(), address: address.into() }))
    })
    .collect()
}
