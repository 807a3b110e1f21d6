//! Attachments of an event.

use serde_json::Value;

use crate::odata::{Options, Scope};
use crate::schema::{ATTACHMENT, Purpose, Refusal};
use crate::service::{
    Attachment, Call, Mailbox, agenda::At, attachments::content, body, event_write::attach,
    ids::Named, list, state::State,
};
use crate::wire::Reply;

pub(crate) fn list(call: &Call<'_>, state: &State, id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &ATTACHMENT, Scope::List)?;
    let mailbox = &call.user(state)?.mailbox;
    let item = mailbox.item(mailbox.find_event(id)?)?;
    let (key, all) = item.attachments();
    let content = options.select.as_ref().is_none_or(|names| names.contains(&"contentBytes"));
    let one = |a: &Attachment| a.json(mailbox.ids.attachment(key, a.number), content, false);
    list::values(call, &options, all.iter().map(one).collect())
}

fn find(mailbox: &Mailbox, event: &str, id: &str) -> Result<(At, Attachment), Refusal> {
    let at = mailbox.find_event(event)?;
    let Named::Attachment { key: wanted, number } = mailbox.ids.read(id)? else {
        return Err(Refusal::not_found());
    };
    let item = mailbox.item(at)?;
    let (key, all) = item.attachments();
    let found = all.iter().find(|a| a.number == number && key == wanted);
    found.map(|attachment| (at, attachment.clone())).ok_or_else(Refusal::not_found)
}

fn alone(call: &Call<'_>, event: &str, mut json: Value, status: u16) -> Reply {
    if let Some(members) = json.as_object_mut() {
        let context = call.context(&format!("events('{event}')/attachments"), None);
        members.insert("@odata.context".to_owned(), context.into());
    }
    Reply::value(status, &json)
}

pub(crate) fn get(call: &Call<'_>, state: &State, event: &str, id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &ATTACHMENT, Scope::One)?;
    let (_, attachment) = find(&call.user(state)?.mailbox, event, id)?;
    let item = options.expand.iter().any(|expand| expand.item);
    let json = attachment.json(id.to_owned(), true, item);
    let json = list::selected(json, options.select.as_deref(), &options.expand);
    Ok(alone(call, event, json, 200))
}

pub(crate) fn value(
    call: &Call<'_>,
    state: &State,
    event: &str,
    id: &str,
) -> Result<Reply, Refusal> {
    let (_, attachment) = find(&call.user(state)?.mailbox, event, id)?;
    content(&attachment)
}

/// Adds an attachment to an event, or to one day of it; gives its id.
pub(crate) fn add(
    mailbox: &mut Mailbox,
    at: At,
    attachment: Attachment,
) -> Result<String, Refusal> {
    let number = match at.day {
        None => mailbox.edit_event(at.key, |event| Ok(attach(&mut event.attachments, attachment))),
        Some(day) => {
            mailbox.edit_day(at.key, day, |own| Ok(attach(&mut own.attachments, attachment)))
        }
    }?;
    let (key, _) = mailbox.item(at)?.attachments();
    Ok(mailbox.ids.attachment(key, number))
}

pub(crate) fn create(call: &Call<'_>, state: &mut State, event: &str) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let at = mailbox.find_event(event)?;
    let body = body::object(call.request, &ATTACHMENT, Purpose::Create)?;
    let id = add(mailbox, at, Attachment::from_body(&body)?)?;
    let (_, attachment) = find(mailbox, event, &id)?;
    let location = call.location(&format!("events('{event}')/attachments('{id}')"));
    Ok(alone(call, event, attachment.json(id, true, false), 201).header("Location", &location))
}

pub(crate) fn delete(
    call: &Call<'_>,
    state: &mut State,
    event: &str,
    id: &str,
) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let (at, attachment) = find(mailbox, event, id)?;
    let keep = |known: &Attachment| known.number != attachment.number;
    match at.day {
        Some(day) => mailbox.edit_day(at.key, day, |own| {
            own.attachments.retain(keep);
            Ok(())
        }),
        None => mailbox.edit_event(at.key, |event| {
            event.attachments.retain(keep);
            Ok(())
        }),
    }?;
    Ok(Reply::new(204))
}
