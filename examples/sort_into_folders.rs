//! Moves messages into a folder below the inbox, which it makes if there is none.

mod common;

use o365::mail::prop;
use o365::{Result, scopes};

fn main() -> Result<()> {
    let (account, _sandbox) = common::account(&[scopes::MAIL_READ_WRITE])?;
    let mailbox = account.mailbox();
    let inbox = mailbox.inbox();

    let folder = match inbox.folder_by_name("George Best Quotes")? {
        Some(folder) => folder,
        None => inbox.create_folder("George Best Quotes")?,
    };
    // What is moved leaves the list that is read: collect first, then move.
    let found =
        inbox.messages().filter(prop::SUBJECT.contains("best")).select(["id"]).limit(20).all()?;
    for message in &found {
        mailbox.message(message).move_to(&folder)?;
    }
    let folder = mailbox.folder(&folder).get()?;
    println!(
        "moved {}, {} are there now",
        found.len(),
        folder.total_item_count.unwrap_or_default()
    );
    Ok(())
}
