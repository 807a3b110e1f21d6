//! Zones, whole days, and clocks that change.

use o365::calendar::EventDraft;
use o365::time::macros::{date, datetime};
use o365::time::{AllDay, Disambiguation, TimeZone};
use o365_sandbox::Fault;
use serde_json::json;

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
    let again = EventDraft::new().all_day(date!(2026 - 03 - 28)..=date!(2026 - 03 - 29));
    assert_eq!(schedule.create(&again).unwrap().all_day(), Some(days));
    let back = EventDraft::new().all_day(date!(2026 - 03 - 29)..=date!(2026 - 03 - 28));
    assert!(schedule.create(&back).is_err(), "the last day before the first");
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

/// Names that the ancestors didn't know, or took for another place.
#[test]
fn zones_go_out_by_windows_names_and_come_back() {
    let (sandbox, schedule) = start();
    for (iana, windows) in [
        ("America/New_York", "Eastern Standard Time"),
        ("America/Argentina/Buenos_Aires", "Argentina Standard Time"),
        ("Asia/Kathmandu", "Nepal Standard Time"),
        ("Asia/Tokyo", "Tokyo Standard Time"),
        ("Europe/Berlin", "W. Europe Standard Time"),
        ("Europe/Kyiv", "FLE Standard Time"),
        ("Europe/London", "GMT Standard Time"),
        ("Europe/Madrid", "Romance Standard Time"),
        ("America/Los_Angeles", "Pacific Standard Time"),
        ("America/Whitehorse", "Yukon Standard Time"),
        ("Africa/Juba", "South Sudan Standard Time"),
    ] {
        sandbox.clear_requests();
        let clock = datetime!(2026-07-16 9:00);
        let made = schedule.create(&EventDraft::new().start((clock, iana))).unwrap();
        assert_eq!(sent(&sandbox, "POST")[0]["start"]["timeZone"], windows, "{iana}");
        let there = schedule.in_zone(iana).event(&made).get().unwrap();
        let original = there.original_start_time_zone.unwrap();
        assert_eq!(original.name(), windows);
        assert_eq!(there.start.unwrap().date_time, clock, "{iana}");
        // The place that CLDR names for all of it, and the same clocks.
        let by_windows = TimeZone::new(windows);
        let instant = |zone: &TimeZone| zone.to_instant(clock).unwrap();
        assert_eq!(instant(&by_windows), instant(&TimeZone::new(iana)), "{iana}");
    }
    for (windows, iana) in [
        ("Eastern Standard Time", "America/New_York"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("GMT Standard Time", "Europe/London"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Romance Standard Time", "Europe/Paris"),
        ("Tokyo Standard Time", "Asia/Tokyo"),
        ("FLE Standard Time", "Europe/Kiev"),
    ] {
        let zone = TimeZone::new(windows);
        let known = zone.iana().map(|name| name.replace("Kyiv", "Kiev"));
        assert_eq!(known.as_deref(), Some(iana));
    }
}

#[test]
fn a_zone_of_one_s_own_making_is_kept_and_never_guessed() {
    let (sandbox, schedule) = start();
    for name in ["tzone://Microsoft/Custom", "Customized Time Zone", "(UTC+01:00) Somewhere"] {
        let at = |hour: u8| json!({"dateTime": format!("2026-03-16T{hour:02}:00:00.0000000"), "timeZone": name});
        let event = json!({
            "id": "E", "subject": "Old", "start": at(9), "end": at(10), "originalStartTimeZone": name,
            "recurrence": {"pattern": {"type": "daily", "interval": 1},
                "range": {"type": "noEnd", "startDate": "2026-03-16", "recurrenceTimeZone": name}},
        });
        let answer = || Fault::status(200).body("application/json", event.to_string());
        sandbox.fault(answer().on("GET", "/me/events/E"));
        sandbox.fault(answer().on("PATCH", "/me/events/E"));
        let read = schedule.event("E").get().unwrap();
        let start = read.start.unwrap();
        assert_eq!((start.time_zone.name(), start.date_time), (name, datetime!(2026-03-16 9:00)));
        assert_eq!(read.original_start_time_zone.as_ref().map(TimeZone::name), Some(name));
        let error = start.instant().unwrap_err();
        assert!(error.to_string().contains(name), "{error}");

        sandbox.clear_requests();
        let back = EventDraft::new().start(start).recurrence(read.recurrence.unwrap());
        schedule.event("E").update(&back).unwrap();
        let body = &sent(&sandbox, "PATCH")[0];
        assert_eq!(body["start"]["timeZone"], name);
        assert_eq!(body["recurrence"]["range"]["recurrenceTimeZone"], name);
    }
    assert_eq!(sandbox.pending_faults(), 0);
}
