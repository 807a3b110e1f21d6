//! Prints the newest unread messages and marks them as read.

mod common;

use o365::mail::prop;
use o365::{Result, scopes};

fn main() -> Result<()> {
    let (account, _sandbox) = common::account(&[scopes::MAIL_READ_WRITE])?;
    let mailbox = account.mailbox();

    let unread = mailbox
        .inbox()
        .messages()
        .filter(prop::IS_READ.eq(false))
        .select(["subject", "from", "receivedDateTime"])
        .order_by(prop::RECEIVED.desc())
        .limit(10)
        .all()?;
    for message in unread {
        let from = message.from.as_ref().map(ToString::to_string).unwrap_or_default();
        let received = message.received_date_time.map(|time| time.to_string()).unwrap_or_default();
        println!("{received}  {from}  {}", message.subject.as_deref().unwrap_or("(no subject)"));
        mailbox.message(&message).mark_read(true)?;
    }
    println!("{} are left unread", mailbox.inbox().get()?.unread_item_count.unwrap_or_default());
    Ok(())
}
