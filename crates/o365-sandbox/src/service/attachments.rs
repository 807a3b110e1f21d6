//! Attachments of a message.

use serde_json::Value;

use crate::odata::{Options, Scope};
use crate::schema::{ATTACHMENT, Purpose, Refusal};
use crate::service::{
    Attachment, Call, Content, Mailbox, Message, body, ids::Named, list, mime, state::State,
};
use crate::wire::Reply;

pub(crate) fn list(call: &Call<'_>, state: &State, id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &ATTACHMENT, Scope::List)?;
    let mailbox = &call.user(state)?.mailbox;
    let message = mailbox.find_message(id)?;
    let item = options.expand.iter().any(|expand| expand.item);
    let content = options.select.as_ref().is_none_or(|names| names.contains(&"contentBytes"));
    let one = |a: &Attachment| a.json(mailbox.ids.attachment(message.key, a.number), content, item);
    list::values(call, &options, message.attachments.iter().map(one).collect())
}

fn find<'a>(
    mailbox: &'a Mailbox,
    message: &str,
    id: &str,
) -> Result<(&'a Message, &'a Attachment), Refusal> {
    let message = mailbox.find_message(message)?;
    let Named::Attachment { key, number } = mailbox.ids.read(id)? else {
        return Err(Refusal::not_found());
    };
    let found = message.attachments.iter().find(|a| a.number == number && message.key == key);
    found.map(|attachment| (message, attachment)).ok_or_else(Refusal::not_found)
}

pub(crate) fn get(
    call: &Call<'_>,
    state: &State,
    message: &str,
    id: &str,
) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &ATTACHMENT, Scope::One)?;
    let (_, attachment) = find(&call.user(state)?.mailbox, message, id)?;
    let item = options.expand.iter().any(|expand| expand.item);
    let json = list::selected(
        attachment.json(id.to_owned(), true, item),
        options.select.as_deref(),
        &options.expand,
    );
    Ok(alone(call, message, json, 200))
}

fn alone(call: &Call<'_>, message: &str, mut json: Value, status: u16) -> Reply {
    if let Some(members) = json.as_object_mut() {
        let context = call.context(&format!("messages('{message}')/attachments"), None);
        members.insert("@odata.context".to_owned(), context.into());
    }
    Reply::value(status, &json)
}

/// `GET .../$value`: the bytes of a file, the MIME of an item; a reference has none.
pub(crate) fn value(
    call: &Call<'_>,
    state: &State,
    message: &str,
    id: &str,
) -> Result<Reply, Refusal> {
    let (_, attachment) = find(&call.user(state)?.mailbox, message, id)?;
    content(attachment)
}

/// What `$value` of an attachment is.
pub(crate) fn content(attachment: &Attachment) -> Result<Reply, Refusal> {
    match &attachment.content {
        Content::File(bytes) => {
            let kind = attachment.kind.as_deref().unwrap_or("application/octet-stream");
            Ok(Reply::bytes(kind, bytes.to_vec()))
        }
        Content::Item(item) => Ok(Reply::bytes("text/plain", mime::write_item(item))),
        Content::Reference => Err(Refusal::new(
            405,
            "ErrorInvalidRequest",
            "The content of a reference attachment cannot be read.",
        )),
    }
}

pub(crate) fn create(call: &Call<'_>, state: &mut State, message: &str) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let key = mailbox.find_message(message)?.key;
    let body = body::object(call.request, &ATTACHMENT, Purpose::Create)?;
    let attachment = Attachment::from_body(&body)?;
    let number = mailbox.edit(key, |message| Ok(message.add_attachment(attachment)))?;
    let id = mailbox.ids.attachment(key, number);
    let (_, attachment) = find(mailbox, message, &id)?;
    let location = call.location(&format!("messages('{message}')/attachments('{id}')"));
    Ok(alone(call, message, attachment.json(id, true, false), 201).header("Location", &location))
}

pub(crate) fn delete(
    call: &Call<'_>,
    state: &mut State,
    message: &str,
    id: &str,
) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let (found, attachment) = find(mailbox, message, id)?;
    let (key, number) = (found.key, attachment.number);
    mailbox.edit(key, |message| {
        message.attachments.retain(|attachment| attachment.number != number);
        Ok(())
    })?;
    Ok(Reply::new(204))
}
