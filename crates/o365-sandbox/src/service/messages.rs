//! Messages: one at a time.

use crate::odata::{Options, Scope};
use crate::schema::{MESSAGE, Purpose, Refusal, now};
use crate::service::{
    Call, Mailbox, Message, body, folders, list,
    mailbox::DELETED,
    mime,
    state::State,
    write::{apply, only_of_drafts},
};
use crate::wire::Reply;

pub(crate) fn get(call: &Call<'_>, state: &State, id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &MESSAGE, Scope::One)?;
    let mailbox = &call.user(state)?.mailbox;
    Ok(shown(call, mailbox, mailbox.find_message(id)?, &options, 200))
}

/// `GET messages/{id}/$value`.
pub(crate) fn value(call: &Call<'_>, state: &State, id: &str) -> Result<Reply, Refusal> {
    let mailbox = &call.user(state)?.mailbox;
    let message = mailbox.find_message(id)?;
    Ok(Reply::bytes("text/plain", mime::write(message)))
}

fn shown(
    call: &Call<'_>,
    mailbox: &Mailbox,
    message: &Message,
    options: &Options,
    status: u16,
) -> Reply {
    let view = mailbox.view(&call.prefer);
    let select = options.select.as_deref();
    let context = call.context("messages", select);
    let mut out = Vec::with_capacity(4096);
    list::write_message(message, &view, select, &options.expand, Some(&context), &mut out);
    call.applied(Reply::json(status, out)).header("ETag", &message.etag())
}

/// The message with this key, as an answer.
pub(crate) fn reply(
    call: &Call<'_>,
    mailbox: &Mailbox,
    key: u64,
    status: u16,
) -> Result<Reply, Refusal> {
    let message = mailbox.message(key).ok_or_else(Refusal::not_found)?;
    let reply = shown(call, mailbox, message, &Options::default(), status);
    if status != 201 {
        return Ok(reply);
    }
    let id = mailbox.view(&call.prefer).id(message);
    Ok(reply.header("Location", &call.location(&format!("messages('{id}')"))))
}

/// A draft as it begins: of its owner, now.
pub(crate) fn draft(call: &Call<'_>, state: &State, folder: u32) -> Result<Message, Refusal> {
    let (at, owner) = (now(), call.user(state)?.person());
    Ok(Message {
        folder,
        created: at,
        modified: at,
        received: at,
        sent: at,
        from: Some(owner.clone()),
        sender: Some(owner),
        read: true,
        draft: true,
        ..Message::default()
    })
}

pub(crate) fn create(call: &Call<'_>, state: &mut State, folder: u32) -> Result<Reply, Refusal> {
    let mut message = draft(call, state, folder)?;
    if mime::is_mime(call.request) {
        message = mime::read(call.request, message)?;
    } else {
        let body = body::object(call.request, &MESSAGE, Purpose::Create)?;
        apply(&body, &mut message)?;
    }
    let mailbox = state.mailbox(call.owner)?;
    let key = mailbox.insert(message)?;
    reply(call, mailbox, key, 201)
}

pub(crate) fn update(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let message = mailbox.find_message(id)?;
    let (key, is_draft) = (message.key, message.draft);
    call.must_match(&message.etag())?;
    let body = body::object(call.request, &MESSAGE, Purpose::Update)?;
    if !is_draft {
        only_of_drafts(&body)?;
    }
    mailbox.edit(key, |message| apply(&body, message))?;
    if body.keys().eq(["isRead"]) {
        mailbox.changes.only_read_state();
    }
    reply(call, mailbox, key, 200)
}

/// To Deleted Items, and from there for good.
pub(crate) fn delete(
    call: &Call<'_>,
    state: &mut State,
    id: &str,
    at_once: bool,
) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let message = mailbox.find_message(id)?;
    let (key, folder) = (message.key, message.folder);
    call.must_match(&message.etag())?;
    if at_once || mailbox.is_within(folder, DELETED) {
        mailbox.remove(key);
    } else {
        mailbox.relocate(key, DELETED)?;
    }
    Ok(Reply::new(204))
}

pub(crate) fn relocate(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let key = mailbox.find_message(id)?.key;
    let to = folders::destination(call, mailbox)?;
    mailbox.relocate(key, to)?;
    reply(call, mailbox, key, 201)
}

pub(crate) fn copy(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let message = mailbox.find_message(id)?.clone();
    let folder = folders::destination(call, mailbox)?;
    let key = mailbox.insert(Message { folder, ..message })?;
    reply(call, mailbox, key, 201)
}
