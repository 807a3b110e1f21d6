//! Books a meeting for every other week, with people and a link to Teams, and prints when it takes place.

mod common;

use o365::calendar::{EventDraft, Recurrence};
use o365::time::{Duration, Weekday, macros::datetime};
use o365::{Result, scopes};

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::CALENDARS_READ_WRITE])?;
    if let Some(sandbox) = &sandbox {
        common::fill_calendars(sandbox)?;
    }
    let schedule = account.schedule();

    let training = EventDraft::new()
        .subject("Training")
        .html("<p>Bring <b>boots</b>.</p>")
        .location("Old Trafford")
        .start((datetime!(2026-03-16 9:00), "Europe/London"))
        .duration(Duration::HOUR)
        .recurrence(Recurrence::weekly([Weekday::Monday, Weekday::Thursday]).every(2).times(10))
        .attendee(["George Best <george@best.com>", "pele@santos.br"])
        .optional("bobby@manutd.uk")
        .online_meeting();
    let event = schedule.create(&training)?;

    println!("{event}");
    println!("join by {}", event.join_url().unwrap_or("no link yet"));
    if let Some(recurrence) = &event.recurrence {
        println!("{recurrence}");
    }
    let spring = datetime!(2026-03-01 0:00 UTC)..datetime!(2026-06-01 0:00 UTC);
    for one in schedule.event(&event).in_zone("Europe/London").instances(spring) {
        if let Some(start) = one?.start {
            println!("  {start}");
        }
    }
    Ok(())
}
