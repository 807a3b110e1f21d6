//! What a recurrence says here is what the service makes of it.

use std::sync::LazyLock;

use o365::calendar::{EventDraft, Recurrence, Schedule, WeekIndex, Weekdays};
use o365::time::Disambiguation;
use o365::time::{
    Date, DateTimeTimeZone, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, TimeZone,
    Weekday, macros::date,
};
use o365_sandbox::Sandbox;
use proptest::prelude::*;

use super::start;

static SERVICE: LazyLock<(Sandbox, Schedule)> = LazyLock::new(start);

/// Zones of both hemispheres, of half an hour's change, and without any.
const ZONES: [&str; 9] = [
    "Europe/Madrid",
    "America/New_York",
    "America/Los_Angeles",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "America/Santiago",
    "Asia/Kolkata",
    "Pacific/Chatham",
    "UTC",
];

fn weekdays() -> impl Strategy<Value = Weekdays> {
    prop::collection::vec(0_u8..7, 1..5).prop_map(|days| {
        let days = days.into_iter().map(|day| Weekday::Monday.nth_next(day));
        Weekdays::new(days).unwrap()
    })
}

fn index() -> impl Strategy<Value = WeekIndex> {
    prop_oneof![
        Just(WeekIndex::First),
        Just(WeekIndex::Second),
        Just(WeekIndex::Third),
        Just(WeekIndex::Fourth),
        Just(WeekIndex::Last),
    ]
}

fn month() -> impl Strategy<Value = Month> {
    (1_u8..=12).prop_map(|month| Month::try_from(month).unwrap())
}

fn pattern() -> impl Strategy<Value = Recurrence> {
    prop_oneof![
        Just(Recurrence::daily()),
        (weekdays(), 0_u8..7).prop_map(|(days, first)| {
            Recurrence::weekly(days).first_day_of_week(Weekday::Monday.nth_next(first))
        }),
        (1_u8..=31).prop_map(Recurrence::monthly_on_day),
        (index(), weekdays()).prop_map(|(index, days)| Recurrence::monthly_on(index, days)),
        (month(), 1_u8..=28).prop_map(|(month, day)| Recurrence::yearly_on(month, day)),
        (index(), weekdays(), month())
            .prop_map(|(index, days, month)| Recurrence::yearly_on_weekday(index, days, month)),
    ]
}

fn recurrence() -> impl Strategy<Value = Recurrence> {
    (pattern(), 1_u32..4, 0_u8..3, 1_u32..40, 0_i64..700).prop_map(
        |(pattern, every, range, count, days)| {
            let pattern = pattern.every(every);
            match range {
                0 => pattern.for_ever(),
                1 => pattern.times(count),
                _ => pattern.until(date!(2026 - 12 - 31) + Duration::days(days)),
            }
        },
    )
}

fn first() -> impl Strategy<Value = (Date, Time)> {
    // More of the hours in which clocks change.
    let hour = prop_oneof![0_u8..4, 0_u8..24];
    (0_i64..365, hour, prop_oneof![Just(0_u8), Just(30)]).prop_map(|(day, hour, minute)| {
        (date!(2026 - 01 - 01) + Duration::days(day), Time::from_hms(hour, minute, 0).unwrap())
    })
}

fn same_here_and_there(recurrence: Recurrence, (day, time): (Date, Time), zone: &str) {
    let (_, schedule) = &*SERVICE;
    // The first event is one of the series, as Outlook's own are.
    let Some(day) = recurrence.dates(day).next() else { return };
    let local = PrimitiveDateTime::new(day, time);
    let start = DateTimeTimeZone::new(local, zone);
    let zone = TimeZone::new(zone);
    if zone.to_instant_with(local, Disambiguation::Reject).is_err() {
        return; // A draft can't begin at a time that isn't there or is there twice.
    }
    let draft = EventDraft::new()
        .start((local, zone))
        .duration(Duration::minutes(30))
        .recurrence(&recurrence);
    let window = start.instant().unwrap()..start.instant().unwrap() + Duration::days(500);
    let made = schedule.create(&draft).unwrap();
    let there = schedule.event(&made).instances(window.clone()).page_size(500).all().unwrap();
    let mut there: Vec<OffsetDateTime> =
        there.iter().map(|one| one.start.as_ref().unwrap().instant().unwrap()).collect();
    there.sort();
    schedule.event(&made).delete().unwrap();
    let here = recurrence.occurrences(&start).unwrap();
    let here: Vec<OffsetDateTime> = here.take_while(|one| *one < window.end).collect();
    assert_eq!(here, there, "{recurrence} from {start}");
    assert!(!here.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn any_recurrence_in_any_zone(recurrence in recurrence(), first in first(), zone in prop::sample::select(&ZONES[..])) {
        same_here_and_there(recurrence, first, zone);
    }
}

/// Half past two every day, in a year in which clocks skip it once and show it twice once.
#[test]
fn the_hours_in_which_clocks_change() {
    let times = [(0, 30), (1, 30), (2, 0), (2, 30), (3, 0), (2, 45)];
    for zone in ZONES {
        for (hour, minute) in times {
            let time = Time::from_hms(hour, minute, 0).unwrap();
            same_here_and_there(Recurrence::daily(), (date!(2026 - 01 - 05), time), zone);
        }
    }
}
