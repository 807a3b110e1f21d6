//! Prints what takes place this week, from Monday on.

mod common;

use o365::calendar::prop;
use o365::time::{Duration, OffsetDateTime};
use o365::{Result, scopes};

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::CALENDARS_READ])?;
    if let Some(sandbox) = &sandbox {
        common::fill_calendars(sandbox)?;
    }
    let zone = account.api().time_zone();
    let schedule = account.schedule().in_zone(&zone);

    let today = zone.to_wall_clock(OffsetDateTime::now_utc()).map_or_else(
        |_| OffsetDateTime::now_utc().date(), // a zone of nobody's
        |now| now.date(),
    );
    let monday = today - Duration::days(today.weekday().number_days_from_monday().into());
    let week = monday..=monday + Duration::days(6);

    let events = schedule
        .view(week)
        .select(["subject", "start", "end", "isAllDay", "location"])
        .order_by(prop::START.asc());
    for event in events {
        let event = event?;
        let place = event.location.as_ref().and_then(|place| place.display_name.as_deref());
        match place.filter(|place| !place.is_empty()) {
            Some(place) => println!("{event} ({place})"),
            None => println!("{event}"),
        }
    }
    Ok(())
}
