//! Sending: out of one mailbox and into others.

use std::sync::Arc;

use serde_json::Value;

use crate::schema::{Purpose, Refusal, SEND_MAIL, instant, now};
use crate::service::{
    Call, INBOX, Message, Person, away, body,
    mailbox::{OUTBOX, SENT},
    messages, mime, rules,
    state::State,
    write::apply,
};
use crate::wire::Reply;

/// `POST sendMail`.
pub(crate) fn mail(call: &Call<'_>, state: &mut State) -> Result<Reply, Refusal> {
    if mime::is_mime(call.request) {
        let message = mime::read(call.request, messages::draft(call, state, SENT)?)?;
        submit(call, state, message, true)?;
        return Ok(Reply::new(202));
    }
    let body = body::object(call.request, &SEND_MAIL, Purpose::Action)?;
    let Some(given) = body.get("message").and_then(Value::as_object) else {
        return Err(Refusal::bad_request("The parameter 'message' is required."));
    };
    let keep = body.get("saveToSentItems").and_then(Value::as_bool).unwrap_or(true);
    let mut message = messages::draft(call, state, SENT)?;
    apply(given, &mut message)?;
    submit(call, state, message, keep)?;
    Ok(Reply::new(202))
}

/// `POST messages/{id}/send`.
pub(crate) fn draft(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let message = state.mailbox(call.owner)?.find_message(id)?.clone();
    if !message.draft {
        return Err(Refusal::new(
            400,
            "ErrorInvalidRequest",
            "The message has been sent: only a draft can be sent.",
        ));
    }
    check(call, state, &message)?;
    let key = message.key;
    let mailbox = state.mailbox(call.owner)?;
    let internet_id = message.internet_id();
    let thread = message.thread();
    mailbox.edit(key, |message| {
        message.read = true;
        message.internet_id = Some(internet_id.into());
        message.rare().thread = Some(thread);
        Ok(())
    })?;
    if let Some(due) = deferred(&message) {
        mailbox.relocate(key, OUTBOX)?;
        state.deferred.insert((due, call.owner, key));
        return Ok(Reply::new(202));
    }
    dispatch(state, call.owner, key)?;
    Ok(Reply::new(202))
}

/// Out of a folder into Sent Items, and to whom it is for.
fn dispatch(state: &mut State, owner: usize, key: u64) -> Result<(), Refusal> {
    let mailbox = state.mailbox(owner)?;
    mailbox.edit(key, |message| {
        message.draft = false;
        Ok(())
    })?;
    mailbox.restamp(key, now())?;
    mailbox.relocate(key, SENT)?;
    let sent = mailbox.message(key).cloned().ok_or_else(Refusal::not_found)?;
    deliver(state, &sent)
}

/// Sends what is due and still in the outbox.
pub(crate) fn release(state: &mut State, at: i64) {
    while let Some((due, owner, key)) =
        state.deferred.first().copied().filter(|first| first.0 <= at)
    {
        state.deferred.remove(&(due, owner, key));
        let waits = state.user(owner).ok().and_then(|user| user.mailbox.message(key));
        if waits.is_some_and(|message| message.folder == OUTBOX) {
            // Whoever is gone in the meantime gets nothing, as in life.
            let _ = dispatch(state, owner, key);
        }
    }
}

/// When the message is to be sent, if that is not now: the MAPI property PidTagDeferredSendTime.
fn deferred(message: &Message) -> Option<i64> {
    let properties = &message.rare.as_ref()?.single;
    let is_time = |property: &&Value| {
        let id = property.get("id").and_then(Value::as_str);
        id.is_some_and(|id| id.eq_ignore_ascii_case("SystemTime 0x3FEF"))
    };
    let value = properties.iter().find(is_time)?.get("value")?.as_str()?;
    let due = instant(value)?.div_euclid(1_000_000);
    (due > now()).then_some(due)
}

/// Sends a message that is in no folder yet.
pub(crate) fn submit(
    call: &Call<'_>,
    state: &mut State,
    mut message: Message,
    keep: bool,
) -> Result<(), Refusal> {
    check(call, state, &message)?;
    let mailbox = state.mailbox(call.owner)?;
    if message.conversation == 0 {
        message.conversation =
            crate::service::fnv(&mailbox.fresh().to_be_bytes()) ^ now().cast_unsigned();
    }
    let (internet_id, thread) = (message.internet_id(), message.thread());
    message.internet_id = Some(internet_id.into());
    message.rare().thread = Some(thread);
    message.read = true;
    if let Some(due) = deferred(&message) {
        let key = mailbox.insert(Message { folder: OUTBOX, ..message })?;
        state.deferred.insert((due, call.owner, key));
        return Ok(());
    }
    (message.draft, message.folder) = (false, SENT);
    if keep {
        mailbox.insert(message.clone())?;
    }
    deliver(state, &message)
}

fn recipients(message: &Message) -> impl Iterator<Item = &Arc<Person>> {
    message.to.iter().chain(&message.cc).chain(&message.bcc)
}

fn check(call: &Call<'_>, state: &State, message: &Message) -> Result<(), Refusal> {
    let invalid = |why: &str| {
        Refusal::new(
            400,
            "ErrorInvalidRecipients",
            format!("At least one recipient isn't valid., {why}"),
        )
    };
    if recipients(message).next().is_none() {
        return Err(invalid("A message can't be sent because it contains no recipients."));
    }
    for person in recipients(message) {
        let (local, domain) = person.address.split_once('@').unwrap_or_default();
        if local.is_empty()
            || domain.is_empty()
            || domain.contains('@')
            || person.address.contains(char::is_whitespace)
        {
            return Err(invalid(&format!(
                "Recipient '{}' is not resolved. All recipients must be resolved before a message can be submitted.",
                person.address
            )));
        }
    }
    let Some(from) = &message.from else { return Ok(()) };
    let as_whom = state.find(&from.address);
    let shared = as_whom.and_then(|index| state.user(index).ok()).is_some_and(|user| {
        call.caller
            .is_some_and(|caller| user.shared_with.contains(&caller) || as_whom == Some(caller))
    });
    if as_whom == Some(call.owner) || shared {
        return Ok(());
    }
    Err(Refusal::new(
        403,
        "ErrorSendAsDenied",
        "The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.",
    ))
}

/// Puts a message where the rules of the mailbox want it.
fn arrive(state: &mut State, index: usize, message: Message) -> Result<(), Refusal> {
    let owner = state.user(index)?.address.clone();
    let mailbox = state.mailbox(index)?;
    let verdict = rules::arrive(mailbox, &owner, message);
    for folder in verdict.copies {
        if let Some(message) = &verdict.message {
            mailbox.insert(Message { folder, ..message.clone() })?;
        }
    }
    if let Some(message) = verdict.message {
        mailbox.insert(message)?;
    }
    Ok(())
}

/// A copy into the inbox of everyone who has a mailbox here.
fn deliver(state: &mut State, sent: &Message) -> Result<(), Refusal> {
    let mut to: Vec<usize> =
        recipients(sent).filter_map(|person| state.find(&person.address)).collect();
    to.sort_unstable();
    to.dedup();
    let at = now();
    for index in to {
        let copy = Message {
            folder: INBOX,
            received: at,
            created: at,
            modified: at,
            read: false,
            draft: false,
            bcc: Vec::new(),
            categories: Vec::new(),
            flag: None,
            ..sent.clone()
        };
        arrive(state, index, copy)?;
        if let Some(reply) = away::reply(state, index, sent, at)?
            && let Some(from) = sent.from.as_ref().and_then(|from| state.find(&from.address))
        {
            arrive(state, from, reply)?;
        }
    }
    Ok(())
}
