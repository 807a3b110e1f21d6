//! Searches the mailbox and exports what is found: each message as `.eml`, what is attached to it into a folder beside.

mod common;

use std::{env, path::Path};

use o365::mail::{Mailbox, Message};
use o365::{Result, file_name, scopes};

fn main() -> Result<()> {
    let (account, _sandbox) = common::account(&[scopes::MAIL_READ])?;
    let mailbox = account.mailbox();
    let folder = env::temp_dir().join("o365-export");
    std::fs::create_dir_all(&folder).map_err(|error| o365::Error::io(&folder, error))?;

    let found = mailbox.messages().search("subject:best").select(["subject", "hasAttachments"]);
    let mut count = 0;
    for message in found.limit(10) {
        export(&mailbox, &message?, &folder)?;
        count += 1;
    }
    println!("{count} messages in {}", folder.display());
    Ok(())
}

fn export(mailbox: &Mailbox, message: &Message, folder: &Path) -> Result<()> {
    let subject = message.subject.as_deref().unwrap_or("(no subject)");
    let handle = mailbox.message(message);
    // A subject is what its sender wanted it to be: it must not lead out of the folder.
    let path = o365::save::into_folder(folder, &format!("{subject}.eml"), handle.mime()?)?;
    println!("{}", path.display());
    if message.has_attachments == Some(true) {
        let beside = folder.join(file_name::safe(&format!("{subject} (attachments)")));
        for saved in handle.save_attachments(beside)? {
            println!("  {}", saved.display());
        }
    }
    Ok(())
}
