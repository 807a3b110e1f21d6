//! Watches the inbox by delta: asks every minute what changed, until Ctrl-C. The link to go on from is kept in a file, so
//! that the next run tells what happened in between. On the sandbox it makes a change itself and ends after two rounds.

mod common;

use std::sync::mpsc::{self, RecvTimeoutError};
use std::{env, fs, path::Path, time::Duration};

use o365::delta::{Change, DeltaLink};
use o365::mail::{Mailbox, MessageDraft};
use o365::{Error, Result, scopes};

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::MAIL_READ_WRITE])?;
    let mailbox = account.mailbox();
    let folder = sandbox.as_ref().map(|_| tempfile::tempdir()).transpose();
    let folder = folder.map_err(|error| Error::io(env::temp_dir(), error))?;
    let kept = folder.as_ref().map_or_else(env::temp_dir, |folder| folder.path().to_owned());
    let kept = kept.join("o365-watch-folder.link");

    // Sent to by Ctrl-C: it ends the pause between two rounds.
    let (stop, stopped) = mpsc::channel();
    ctrlc::set_handler(move || _ = stop.send(()))
        .map_err(|error| Error::config(error.to_string()))?;
    round(&mailbox, &kept)?;
    if sandbox.is_some() {
        let read = mailbox.inbox().messages().first()?;
        let draft = MessageDraft::new().subject("A note in the inbox");
        mailbox.inbox().save_draft(&draft)?;
        read.map_or(Ok(()), |read| mailbox.message(&read).delete())?;
        return round(&mailbox, &kept);
    }
    while stopped.recv_timeout(Duration::from_secs(60)) == Err(RecvTimeoutError::Timeout) {
        round(&mailbox, &kept)?;
    }
    println!("stopped; the next run goes on from here");
    Ok(())
}

/// One round: what changed since the one before.
fn round(mailbox: &Mailbox, kept: &Path) -> Result<()> {
    let link = fs::read_to_string(kept).ok().map(DeltaLink::from);
    let is_first = link.is_none();
    let mut round = mailbox.inbox().messages().select(["subject", "isRead"]).delta(link);
    let mut known = 0;
    for change in &mut round {
        match change? {
            Change::Upsert(_) if is_first => known += 1,
            Change::Upsert(message) => {
                println!("new or changed: {}", message.subject.as_deref().unwrap_or("…"));
            }
            Change::Removed { id, .. } => println!("gone: {id}"),
            Change::Reset(_) => println!("the link had lapsed; all there is:"),
        }
    }
    if is_first {
        println!("{known} messages to begin with");
    }
    // Kept when everything in the round was seen, and not before.
    if let Some(link) = round.link() {
        fs::write(kept, link.as_str()).map_err(|error| Error::io(kept, error))?;
    }
    Ok(())
}
