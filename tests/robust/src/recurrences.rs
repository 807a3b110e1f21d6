//! How events come back: rules of RFC 5545 and the service's own JSON.

use o365::calendar::{Recurrence, RecurrenceRange};
use o365::time::{Date, DateTimeTimeZone};
use time::macros::{date, time as clock};

use crate::input::{Input, text};
use crate::service::is_harmless;

/// Of a series without an end so many are looked at.
const MANY: usize = 300;

/// A rule or JSON, behind a line with the number of the first day.
pub fn check(data: &[u8]) {
    let mut input = Input::new(data);
    let day = input
        .line()
        .parse::<i32>()
        .ok()
        .and_then(|days| date!(2024 - 01 - 01).checked_add(time::Duration::days(days.into())));
    let first = day.unwrap_or(date!(2024 - 01 - 31));
    let rest = input.rest();
    match Recurrence::from_rrule(&text(rest), first) {
        Err(error) => is_harmless(&error),
        Ok(read) => {
            read.check().unwrap();
            let rule = read.to_rrule().unwrap();
            let again = Recurrence::from_rrule(&rule, first).unwrap();
            assert_eq!(again.to_rrule().as_deref(), Some(&*rule));
            comes_back(&read, first);
        }
    }
    if let Ok(read) = serde_json::from_slice::<Recurrence>(rest) {
        let written = serde_json::to_value(&read).unwrap();
        let again: Recurrence = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&again).unwrap(), written);
        comes_back(&read, first);
    }
}

fn comes_back(recurrence: &Recurrence, first: Date) {
    let dates: Vec<Date> = recurrence.dates(first).take(MANY).collect();
    assert!(dates.is_sorted_by(|a, b| a < b), "{recurrence:?}: {dates:?}");
    let begins = recurrence.start().unwrap_or(first);
    assert!(dates.iter().all(|day| *day >= begins), "{recurrence:?}: {dates:?}");
    match recurrence.range() {
        RecurrenceRange::Times(count) => {
            assert!(dates.len() <= usize::try_from(*count).unwrap(), "{recurrence:?}");
        }
        RecurrenceRange::Until(last) => {
            assert!(dates.iter().all(|day| day <= last), "{recurrence:?}");
        }
        _ => {}
    }
    for zone in ["Eastern Standard Time", "Pacific/Apia", "UTC"] {
        let start = DateTimeTimeZone::new(first.with_time(clock!(02:30)), zone);
        match recurrence.occurrences(&start) {
            Err(error) => is_harmless(&error),
            Ok(all) => {
                let all: Vec<_> = all.take(MANY).collect();
                assert!(all.is_sorted(), "{recurrence:?} in {zone}");
            }
        }
    }
}
