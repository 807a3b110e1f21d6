//! What is measured, each a function of its own that isn't inlined, so that callgrind finds it by its name.

use o365::mail::{Mailbox, Message, prop};
use o365::query::{Query, field};
use o365::{Casing, Result};
use serde_json::Value;
use time::macros::datetime;

/// A page of messages: from the bytes that came to things in a `for`.
#[inline(never)]
pub(crate) fn decode_page(mailbox: &Mailbox) -> Result<usize> {
    let unread = |message: Result<Message>| Ok(usize::from(message?.is_read == Some(false)));
    mailbox.messages().into_iter().map(unread).sum()
}

/// The same page as JSON values: what models save.
#[inline(never)]
pub(crate) fn decode_page_as_values(mailbox: &Mailbox) -> Result<usize> {
    let unread =
        |message: Result<Value>| Ok(usize::from(message?.get("isRead") == Some(&false.into())));
    mailbox.messages().as_type().into_iter().map(unread).sum()
}

/// One message, from the call to the thing: all that a call costs but the network.
#[inline(never)]
pub(crate) fn get_message(mailbox: &Mailbox, id: &str) -> Result<Message> {
    mailbox.message(id).get()
}

/// A typed query, made and printed.
#[inline(never)]
pub(crate) fn print_query() -> String {
    let since = prop::RECEIVED.ge(datetime!(2024-03-21 0:00 UTC));
    let wanted = since & prop::SUBJECT.contains("it's late") & prop::IS_READ.eq(false);
    Query::new()
        .filter(wanted)
        .select(["id", "subject", "receivedDateTime"])
        .order_by(prop::RECEIVED.desc())
        .top(50)
        .to_string()
}

/// A filter on a free name, from Rust's spelling to that of the wire.
#[inline(never)]
pub(crate) fn respell_name() -> String {
    field("last_modified_date_time").is_null().to_wire(Casing::Camel)
}

/// A thousand changes in batches: fifty requests written, fifty answers taken apart.
#[inline(never)]
pub(crate) fn mark_thousand(mailbox: &Mailbox, ids: &[String]) -> usize {
    mailbox.many(ids).mark_read(true).filter(|(_, answer)| answer.is_ok()).count()
}
