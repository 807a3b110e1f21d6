//! Prints all folders as a tree, with how many messages are in them.

mod common;

use o365::{Result, scopes};

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::MAIL_READ_WRITE])?;
    let mailbox = account.mailbox();
    if sandbox.is_some() {
        mailbox.create_path("Inbox/Projects/2024")?;
        mailbox.create_path(["Inbox", "Projects", "Sales/Marketing"])?;
    }

    for entry in mailbox.folder_tree() {
        let entry = entry?;
        let folder = &entry.folder;
        let name = folder.display_name.as_deref().unwrap_or("(no name)");
        let unread = folder.unread_item_count.unwrap_or_default();
        let total = folder.total_item_count.unwrap_or_default();
        println!("{}{name}  {unread} unread of {total}", "  ".repeat(entry.depth));
    }
    Ok(())
}
