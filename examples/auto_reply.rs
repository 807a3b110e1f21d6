//! Answers mail automatically for the next two weeks, and shows what was set. With `O365_BACK` set: turns it off again.

mod common;

use o365::mail::{AutomaticRepliesDraft, AutomaticRepliesStatus, ExternalAudienceScope};
use o365::{Result, scopes};
use time::{Duration, UtcDateTime};

fn main() -> Result<()> {
    let (account, _sandbox) = common::account(&[scopes::MAILBOX_SETTINGS_READ_WRITE])?;
    let settings = account.mailbox().settings();

    let now = UtcDateTime::now();
    let draft = match std::env::var_os("O365_BACK") {
        Some(_) => AutomaticRepliesDraft::off(),
        // A wall clock without a zone would be in the account's zone.
        None => AutomaticRepliesDraft::scheduled(now, now + Duration::weeks(2))
            .internal_reply_message("I'm away for two weeks. <b>Pelé</b> stands in for me.")
            .external_reply_message("I'm away for two weeks.")
            .external_audience(ExternalAudienceScope::ContactsOnly),
    };
    settings.set_automatic_replies(&draft)?;

    let replies = settings.automatic_replies()?;
    match &replies.status {
        Some(AutomaticRepliesStatus::Scheduled) => {
            let zone = account.api().time_zone();
            let times = [&replies.scheduled_start_date_time, &replies.scheduled_end_date_time];
            for time in times.into_iter().flatten() {
                // In a zone that isn't known it stays as it came.
                println!("{}", time.in_zone(&zone).unwrap_or_else(|_| time.clone()));
            }
        }
        Some(status) => println!("automatic replies: {status}"),
        None => println!("the service doesn't say"),
    }
    Ok(())
}
