//! Automatic replies: one to each sender, as long as they are on.

use std::sync::Arc;

use serde_json::Value;

use crate::schema::Refusal;
use crate::service::{INBOX, Message, Person, book::Contact, state::State};

/// What the mailbox says to a message that came in; `None` if it says nothing, or has said it to this sender.
///
/// # Errors
/// When there is no such user.
pub(crate) fn reply(
    state: &mut State,
    owner: usize,
    received: &Message,
    at: i64,
) -> Result<Option<Message>, Refusal> {
    let user = state.user(owner)?;
    let (Some(replies), Some(from)) = (user.mailbox.settings.replies(at), &received.from) else {
        return Ok(None);
    };
    let sender = from.address.to_lowercase();
    if sender == user.address.to_lowercase() || user.answered.contains(&sender) {
        return Ok(None);
    }
    let is_contact = || user.book.contacts.values().any(|contact| has_address(contact, &sender));
    let Some(text) = text(replies, &user.address, &sender, is_contact) else {
        return Ok(None);
    };
    let own = user.person();
    let message = answer(received, from, &own, &text, at);
    state.user_mut(owner)?.answered.insert(sender);
    Ok(Some(message))
}

/// What people outside are told is something else, and may be nothing.
fn text(replies: &Value, own: &str, sender: &str, is_contact: impl Fn() -> bool) -> Option<String> {
    let domain = |address: &str| address.rsplit('@').next().map(str::to_lowercase);
    let said = |name: &str| replies.get(name).and_then(Value::as_str).map(str::to_owned);
    if domain(own) == domain(sender) {
        return said("internalReplyMessage");
    }
    match replies.get("externalAudience").and_then(Value::as_str) {
        Some("none") => None,
        Some("contactsOnly") if !is_contact() => None,
        _ => said("externalReplyMessage"),
    }
}

fn has_address(contact: &Contact, address: &str) -> bool {
    let known = contact.properties.get("emailAddresses").and_then(Value::as_array);
    let mut known = known.into_iter().flatten().filter_map(|known| known.get("address")?.as_str());
    known.any(|known| known.eq_ignore_ascii_case(address))
}

fn answer(
    received: &Message,
    to: &Arc<Person>,
    from: &Arc<Person>,
    text: &str,
    at: i64,
) -> Message {
    let subject = received.subject.as_deref().unwrap_or_default();
    let mut message = Message {
        folder: INBOX,
        created: at,
        modified: at,
        received: at,
        sent: at,
        subject: Some(format!("Automatic reply: {subject}").into()),
        from: Some(Arc::clone(from)),
        sender: Some(Arc::clone(from)),
        to: vec![Arc::clone(to)],
        conversation: received.conversation,
        ..Message::default()
    };
    message.set_body(true, text);
    // Nobody answers an answer that nobody wrote.
    message.rare().headers = vec![
        ("Auto-Submitted".to_owned(), "auto-generated".to_owned()),
        ("X-Auto-Response-Suppress".to_owned(), "All".to_owned()),
        ("In-Reply-To".to_owned(), received.internet_id()),
    ];
    message
}
