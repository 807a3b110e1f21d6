//! Moves old mails to the deleted items, twenty a request, with a progress bar. Ctrl-C stops between two batches: what was
//! moved is moved, the rest stays.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use o365::mail::{WellKnownFolder, prop};
use o365::{Error, Result, scopes};
use time::{Duration, OffsetDateTime};

fn main() -> Result<()> {
    let (account, _sandbox) = common::account(&[scopes::MAIL_READ_WRITE])?;
    let mailbox = account.mailbox();
    let stop = stop_on_ctrl_c()?;

    let half_a_year_ago = OffsetDateTime::now_utc() - Duration::days(180);
    let old = mailbox.inbox().messages().filter(prop::RECEIVED.lt(half_a_year_ago));
    // What is moved leaves the list that is read: collect first, then move.
    let looking = ProgressBar::new_spinner().with_message("looking for old mails");
    let mut ids = Vec::new();
    for message in old.select(["id"]) {
        ids.push(message?.id);
        looking.inc(1);
        if stop.load(Ordering::Relaxed) {
            return Ok(());
        }
    }
    looking.finish_and_clear();

    let style = ProgressStyle::with_template("{bar:40} {pos}/{len}, {eta} left");
    let bar = ProgressBar::new(ids.len() as u64)
        .with_style(style.map_err(|error| Error::config(error.to_string()))?);
    let (mut moved, mut failed) = (0, 0);
    for (id, answer) in mailbox.many(&ids).move_to(WellKnownFolder::DeletedItems) {
        match answer {
            Ok(_) => moved += 1,
            Err(error) => {
                failed += 1;
                bar.suspend(|| eprintln!("{id}: {error}"));
            }
        }
        bar.inc(1);
        // Answers come twenty at a time, and no batch is sent before the next one is asked for.
        if (moved + failed) % 20 == 0 && stop.load(Ordering::Relaxed) {
            break;
        }
    }
    bar.abandon();
    println!("{moved} of {} old mails moved, {failed} failed", ids.len());
    Ok(())
}

/// What is true from the first Ctrl-C on.
fn stop_on_ctrl_c() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&stop);
    ctrlc::set_handler(move || set.store(true, Ordering::Relaxed))
        .map_err(|error| Error::config(error.to_string()))?;
    Ok(stop)
}
