//! Events out to .ics files and in from them.

use o365::calendar::{EventDraft, Recurrence, ical, prop};
use o365::query::Query;
use o365::time::macros::{date, datetime};
use o365::time::{Duration, Weekday};

use super::start;

#[test]
fn what_goes_out_comes_in_again() {
    let (_sandbox, schedule) = start();
    let single = EventDraft::new()
        .subject("Dinner; with Denis, at eight")
        .location("The Cliff")
        .start(datetime!(2026-03-16 20:00));
    let series = EventDraft::new()
        .subject("Training")
        .start((datetime!(2026-03-16 9:00), "Europe/London"))
        .duration(Duration::HOUR)
        .recurrence(Recurrence::weekly(Weekday::Monday).times(5));
    let days = EventDraft::new().subject("Cup").all_day(date!(2026 - 03 - 20));
    for draft in [single, series, days] {
        schedule.create(&draft).unwrap();
    }
    let before = schedule.events().order_by(prop::SUBJECT.asc()).all().unwrap();
    let text = ical::write(&before).unwrap();

    let (_other, away) = start();
    for imported in ical::read(&text).unwrap() {
        assert!(imported.uid.is_some());
        away.create(&imported.draft).unwrap();
    }
    let after = away.events().order_by(prop::SUBJECT.asc()).all().unwrap();
    assert_eq!(after.len(), 3);
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.subject, after.subject);
        assert_eq!(before.all_day(), after.all_day());
        let instant =
            |event: &o365::calendar::Event| event.start.as_ref().unwrap().instant().unwrap();
        assert_eq!(instant(before), instant(after));
    }
    // Over the change of the clocks on 29 March.
    let window = || datetime!(2026-03-17 0:00 UTC)..datetime!(2026-05-01 0:00 UTC);
    let starts = |schedule: &o365::calendar::Schedule| -> Vec<_> {
        let all = schedule.view(window()).order_by(prop::START.asc()).all().unwrap();
        all.into_iter().filter_map(|event| event.start).collect()
    };
    assert_eq!(starts(&schedule).len(), 5);
    assert_eq!(starts(&schedule), starts(&away));
}

#[test]
fn a_moved_one_goes_out_with_its_series() {
    let (_sandbox, schedule) = start();
    let series = EventDraft::new()
        .subject("Training")
        .start(datetime!(2026-03-16 9:00))
        .duration(Duration::HOUR)
        .recurrence(Recurrence::daily().times(3));
    let made = schedule.create(&series).unwrap();
    let window = datetime!(2026-03-01 0:00 UTC)..datetime!(2026-04-01 0:00 UTC);
    let all = schedule.event(&made).instances(window).all().unwrap();
    let later = EventDraft::new().start(datetime!(2026-03-17 15:00)).duration(Duration::HOUR);
    schedule.event(&all[1]).update(&later).unwrap();
    let query = Query::new().expand(prop::EXCEPTION_OCCURRENCES);
    let whole = schedule.event(&made).get_with(&query).unwrap();
    let text = ical::write([&whole]).unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "{text}");
    assert_eq!(text.matches("RECURRENCE-ID").count(), 1, "{text}");
    let imported = ical::read(&text).unwrap();
    assert_eq!(imported.len(), 1);
    assert!(!imported[0].left_out.is_empty());
}
