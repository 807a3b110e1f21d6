//! Zones, whole days, and clocks that change.

use o365::calendar::EventDraft;
use o365::time::macros::{date, datetime};
use o365::time::{AllDay, Disambiguation};

use super::{sent, start};

#[test]
fn a_wall_clock_is_in_the_accounts_zone() {
    let (sandbox, schedule) = start();
    let draft =
        EventDraft::new().subject("Recruit George Best!").start(datetime!(2018-09-05 19:45));
    let made = schedule.create(&draft).unwrap();
    let body = &sent(&sandbox, "POST")[0]["start"];
    assert_eq!(body["dateTime"], "2018-09-05T19:45:00");
    assert_eq!(body["timeZone"], "Romance Standard Time");
    let start = schedule.event(&made).get().unwrap().start.unwrap();
    assert_eq!(start.instant().unwrap(), datetime!(2018-09-05 17:45 UTC));
    let paris = schedule.in_zone("Europe/Paris").event(&made).get().unwrap();
    assert_eq!(paris.start.unwrap().date_time, datetime!(2018-09-05 19:45));
}

#[test]
fn the_zone_of_an_event_is_kept() {
    let (_sandbox, schedule) = start();
    let tokyo = EventDraft::new().start((datetime!(2026-03-16 9:00), "Asia/Tokyo"));
    let made = schedule.create(&tokyo).unwrap();
    let read = schedule.event(&made).get().unwrap();
    let zone = read.original_start_time_zone.unwrap();
    assert_eq!(zone.iana(), Some("Asia/Tokyo"));
    assert_eq!(read.start.unwrap().instant().unwrap(), datetime!(2026-03-16 0:00 UTC));
    let back = schedule.in_zone(&zone).event(&made).get().unwrap();
    assert_eq!(back.start.unwrap().date_time, datetime!(2026-03-16 9:00));
}

#[test]
fn whole_days_are_days_in_every_zone() {
    let (_sandbox, schedule) = start();
    let days = AllDay::from_to(date!(2026 - 03 - 28), date!(2026 - 03 - 29)).unwrap();
    let made = schedule.create(&EventDraft::new().subject("Cup").all_day(days)).unwrap();
    for zone in ["UTC", "Asia/Tokyo", "America/Los_Angeles", "Europe/Paris"] {
        let read = schedule.in_zone(zone).event(&made).get().unwrap();
        assert_eq!(read.all_day(), Some(days), "{zone}");
    }
    let single =
        EventDraft::new().start(datetime!(2026-03-28 0:00)).end(datetime!(2026-03-29 0:00));
    assert_eq!(schedule.create(&single).unwrap().all_day(), None);
}

#[test]
fn a_time_that_clocks_skip_is_an_error_or_a_choice() {
    let (sandbox, schedule) = start();
    let skipped = || EventDraft::new().start(datetime!(2026-03-29 2:30));
    let error = schedule.create(&skipped()).unwrap_err();
    assert!(error.to_string().contains("2026-03-29"), "{error}");
    assert_eq!(sandbox.request_count(), 0);
    for (rule, instant) in [
        (Disambiguation::Earlier, datetime!(2026-03-29 0:30 UTC)),
        (Disambiguation::Later, datetime!(2026-03-29 1:30 UTC)),
        (Disambiguation::Compatible, datetime!(2026-03-29 1:30 UTC)),
    ] {
        let made = schedule.create(&skipped().disambiguation(rule)).unwrap();
        let start = schedule.event(&made).get().unwrap().start.unwrap();
        assert_eq!(start.instant().unwrap(), instant, "{rule:?}");
    }
}

#[test]
fn a_time_that_clocks_show_twice_is_an_error_or_a_choice() {
    let (sandbox, schedule) = start();
    let twice = || EventDraft::new().start(datetime!(2026-10-25 2:30));
    schedule.create(&twice()).unwrap_err();
    assert_eq!(sandbox.request_count(), 0);
    for (rule, instant) in [
        (Disambiguation::Earlier, datetime!(2026-10-25 0:30 UTC)),
        (Disambiguation::Later, datetime!(2026-10-25 1:30 UTC)),
    ] {
        let made = schedule.create(&twice().disambiguation(rule)).unwrap();
        let start = schedule.event(&made).get().unwrap().start.unwrap();
        assert_eq!(start.instant().unwrap(), instant, "{rule:?}");
    }
}

#[test]
fn a_window_of_a_day_is_that_of_the_account() {
    let (_sandbox, schedule) = start();
    // 23:30 of the day before in UTC.
    let late = EventDraft::new().subject("Late").start(datetime!(2026-03-16 0:30));
    schedule.create(&late).unwrap();
    assert_eq!(schedule.view(date!(2026 - 03 - 16)).all().unwrap().len(), 1);
    assert!(schedule.view(date!(2026 - 03 - 15)).all().unwrap().is_empty());
}
