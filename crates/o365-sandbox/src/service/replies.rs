//! Replies and forwards: as drafts, or sent at once.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::schema::{FORWARD, REPLY, Refusal, Type, iso};
use crate::service::{
    Call, Message, Person, body,
    mailbox::DRAFTS,
    message::QUOTE,
    messages, send,
    state::State,
    text,
    write::{apply, people},
};
use crate::wire::Reply;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Reply,
    ReplyAll,
    Forward,
}

impl Answer {
    fn parameters(self) -> &'static Type {
        if self == Self::Forward { &FORWARD } else { &REPLY }
    }
}

/// `createReply`, `createReplyAll`, `createForward`: 201 with the draft.
pub(crate) fn create(
    call: &Call<'_>,
    state: &mut State,
    id: &str,
    answer: Answer,
) -> Result<Reply, Refusal> {
    let message = compose(call, state, id, answer)?;
    let mailbox = state.mailbox(call.owner)?;
    let key = mailbox.insert(message)?;
    messages::reply(call, mailbox, key, 201)
}

/// `reply`, `replyAll`, `forward`: 202 with nothing.
pub(crate) fn send(
    call: &Call<'_>,
    state: &mut State,
    id: &str,
    answer: Answer,
) -> Result<Reply, Refusal> {
    let message = compose(call, state, id, answer)?;
    send::submit(call, state, message, true)?;
    Ok(Reply::new(202))
}

fn compose(call: &Call<'_>, state: &State, id: &str, answer: Answer) -> Result<Message, Refusal> {
    let owner = call.user(state)?;
    let original = owner.mailbox.find_message(id)?;
    let body = body::optional(call.request, answer.parameters())?;
    let comment = body.get("comment").and_then(Value::as_str);
    let empty = Map::new();
    let given = body.get("message").and_then(Value::as_object).unwrap_or(&empty);
    let both = |a: &str, b: &str| {
        Refusal::new(
            400,
            "ErrorInvalidRequest",
            format!("Specify either '{a}' or '{b}', not both."),
        )
    };
    if comment.is_some() && given.contains_key("body") {
        return Err(both("comment", "message.body"));
    }
    if body.contains_key("toRecipients") && given.contains_key("toRecipients") {
        return Err(both("toRecipients", "message.toRecipients"));
    }

    let mut message = messages::draft(call, state, DRAFTS)?;
    let subject = original.subject.as_deref().unwrap_or_default();
    let prefix = if answer == Answer::Forward { "FW: " } else { "RE: " };
    let has = subject.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    message.subject = Some(if has { subject.into() } else { format!("{prefix}{subject}").into() });
    message.conversation = original.conversation;
    let (begun, mut answers) = original.thread();
    let delay = message.created.saturating_sub(begun).to_be_bytes();
    answers.extend(delay.iter().skip(4));
    answers.push((answers.len() / 5) as u8);
    message.rare().thread = Some((begun, answers));
    message.importance = original.importance;
    match answer {
        Answer::Reply => message.to = back(original),
        Answer::ReplyAll => {
            let others = |people: &[Arc<Person>], known: &[Arc<Person>]| -> Vec<Arc<Person>> {
                let is_new = |person: &&Arc<Person>| {
                    !person.address.eq_ignore_ascii_case(&owner.address)
                        && !known
                            .iter()
                            .any(|other| other.address.eq_ignore_ascii_case(&person.address))
                };
                people.iter().filter(is_new).cloned().collect()
            };
            message.to = back(original);
            message.to.extend(others(&original.to, &message.to));
            message.cc = others(&original.cc, &message.to);
        }
        Answer::Forward => message.attachments.clone_from(&original.attachments),
    }
    let quoted = format!(
        "{}{}",
        comment.map(|comment| text::escaped(comment).replace('\n', "<br>\r\n")).unwrap_or_default(),
        quote(original)
    );
    message.set_body(true, &format!("<html><head></head><body>{quoted}</body></html>"));
    if let Some(to) = body.get("toRecipients") {
        message.to = people(to);
    }
    apply(given, &mut message)?;
    Ok(message)
}

/// Whom a reply goes to.
fn back(original: &Message) -> Vec<Arc<Person>> {
    if original.reply_to.is_empty() {
        original.from.iter().cloned().collect()
    } else {
        original.reply_to.clone()
    }
}

fn quote(original: &Message) -> String {
    let people = |people: &[Arc<Person>]| {
        let one = |person: &Arc<Person>| {
            format!("{} &lt;{}&gt;", text::escaped(&person.name), text::escaped(&person.address))
        };
        people.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    let from: Vec<_> = original.from.iter().cloned().collect();
    let inner = if original.html {
        body_of(&original.content)
    } else {
        text::escaped(&original.content).replace('\n', "<br>\r\n")
    };
    format!(
        "{QUOTE}<b>From:</b> {}<br><b>Sent:</b> {}<br><b>To:</b> {}<br><b>Subject:</b> {}<br></div>{inner}",
        people(&from),
        iso(original.sent),
        people(&original.to),
        text::escaped(original.subject.as_deref().unwrap_or_default()),
    )
}

/// What is between the body tags.
fn body_of(html: &str) -> String {
    let after = html
        .split_once("<body")
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or(html, |(_, rest)| rest);
    after.split_once("</body>").map_or(after, |(inner, _)| inner).to_owned()
}
