//! Sends a message with an attachment, by way of a draft.

mod common;

use o365::mail::{Importance, MessageDraft};
use o365::{Result, scopes};

fn main() -> Result<()> {
    let (account, _sandbox) = common::account(&[scopes::MAIL_READ_WRITE, scopes::MAIL_SEND])?;
    let mailbox = account.mailbox();

    let draft = MessageDraft::new()
        .to(["george@best.com", "Pelé <pele@santos.br>"])
        .subject("Minutes")
        .html("<p>The minutes are <b>attached</b>.</p>")
        .importance(Importance::High);
    let saved = mailbox.save_draft(&draft)?;
    let message = mailbox.message(&saved);
    message.attach(("minutes.txt", "Nothing was decided."))?;
    for attachment in message.attachments() {
        let attachment = attachment?;
        println!(
            "attached {} ({} bytes)",
            attachment.name.unwrap_or_default(),
            attachment.size.unwrap_or_default()
        );
    }
    message.send()?;
    println!("sent");
    Ok(())
}
