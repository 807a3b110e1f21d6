//! The tasks, written as the documentation tells users to.

use std::{error::Error, hint::black_box, thread};

use o365::drive::{Conflict, DriveHandle};
use o365::mail::{Mailbox, Message};
use o365::{Account, List, Result};

use crate::options::Options;

/// What was done, for the bench to check.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) items: u64,
    pub(crate) bytes: u64,
    /// The sum over all messages of the length of the id, the length of the subject, and the minute of the date.
    pub(crate) check: u64,
}

impl Done {
    fn add(&mut self, message: &Message) {
        let subject = message.subject.as_deref().unwrap_or_default();
        let minute = message.received_date_time.map_or(0, |date| date.minute());
        self.items += 1;
        self.check += (message.id.as_str().len() + subject.chars().count()) as u64;
        self.check += u64::from(minute);
        // The other properties are built too, though nobody reads them here.
        black_box(message);
    }
}

pub(crate) fn run(options: &Options, account: &Account) -> Result<Done, Box<dyn Error>> {
    let mailbox = account.mailbox();
    let done = match options.task.as_str() {
        "T1" | "T3" => list(options, mailbox.messages())?,
        "T2" => {
            let selected = ["id", "subject", "from", "received_date_time", "is_read"];
            list(options, mailbox.messages().select(selected))?
        }
        "T4" | "T9" => each(options, &mailbox)?,
        "T5" => mark_read(options, &mailbox)?,
        "T6" | "T8" => upload(options, &account.storage().default_drive())?,
        "T7" => download(options, &account.storage().default_drive())?,
        task => return Err(format!("{task} is no task of this client").into()),
    };
    Ok(done)
}

/// Reads many messages.
fn list(options: &Options, messages: List<Message>) -> Result<Done> {
    let mut messages = messages.limit(options.items);
    if options.variant.contains("-top") {
        messages = messages.page_size(options.top);
    }
    // Where pages are large, or the loop does something.
    let pays = options.task != "T2" || !options.work.is_zero();
    if pays && !options.variant.ends_with("-plain") {
        messages = messages.prefetch();
    }
    let mut done = Done::default();
    if options.work.is_zero() {
        for message in messages {
            done.add(&message?);
        }
        return Ok(done);
    }
    // One pause a page: a thousand short ones take longer than they say.
    for page in messages.pages() {
        let page = page?.into_vec()?;
        page.iter().for_each(|message| done.add(message));
        let messages = u32::try_from(page.len()).unwrap_or(u32::MAX);
        thread::sleep(options.work.saturating_mul(messages));
    }
    Ok(done)
}

/// Gets messages, one after the other.
fn each(options: &Options, mailbox: &Mailbox) -> Result<Done> {
    let mut done = Done::default();
    for id in &options.ids {
        done.add(&mailbox.message(id).get()?);
    }
    Ok(done)
}

/// Marks messages as read.
fn mark_read(options: &Options, mailbox: &Mailbox) -> Result<Done> {
    let mut done = Done::default();
    for (_, answer) in mailbox.many(&options.ids).mark_read(true) {
        answer?;
        done.items += 1;
    }
    Ok(done)
}

/// Sends a file.
fn upload(options: &Options, drive: &DriveHandle) -> Result<Done> {
    let file = drive.root().upload_file(&options.file)?.on_conflict(Conflict::Replace).send()?;
    Ok(Done { items: 1, bytes: file.size.unwrap_or_default(), check: 0 })
}

/// Saves a file.
fn download(options: &Options, drive: &DriveHandle) -> Result<Done> {
    let mut download = drive.item("DOWNLOAD").download();
    if !options.variant.ends_with("-plain") {
        download = download.ranges(4);
    }
    let saved = download.to_path(&options.out)?;
    Ok(Done { items: 1, bytes: saved.bytes, check: 0 })
}
