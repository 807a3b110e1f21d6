//! Each pattern to the wire and back, its days, its rule.

use o365_core::time::DateTimeTimeZone;
use proptest::prelude::*;
use serde_json::{Value, json};
use time::macros::{date, datetime};
use time::{Date, Duration, Month, OffsetDateTime, Weekday};

use super::*;

fn read(json: Value) -> Recurrence {
    serde_json::from_value(json).unwrap()
}

#[test]
fn goes_out_as_graph_writes_it() {
    use Weekday::{Monday, Tuesday};
    let json = |recurrence: Recurrence| serde_json::to_value(recurrence).unwrap();
    let first = date!(2018 - 09 - 05);
    assert_eq!(
        json(
            Recurrence::weekly([Tuesday, Monday])
                .every(2)
                .until(date!(2018 - 09 - 10))
                .starting(first)
        ),
        json!({
            "pattern": {"type": "weekly", "interval": 2, "daysOfWeek": ["monday", "tuesday"], "firstDayOfWeek": "sunday"},
            "range": {"type": "endDate", "startDate": "2018-09-05", "endDate": "2018-09-10"},
        })
    );
    let zoned = Recurrence::daily().times(5).starting(first).in_zone("Europe/Madrid");
    assert_eq!(
        json(zoned),
        json!({
            "pattern": {"type": "daily", "interval": 1},
            "range": {"type": "numbered", "numberOfOccurrences": 5, "startDate": "2018-09-05",
                      "recurrenceTimeZone": "Romance Standard Time"},
        })
    );
    for (recurrence, pattern) in [
        (
            Recurrence::monthly_on_day(15),
            json!({"type": "absoluteMonthly", "interval": 1, "dayOfMonth": 15}),
        ),
        (
            Recurrence::monthly_on(WeekIndex::First, Monday).every(3),
            json!({"type": "relativeMonthly", "interval": 3, "daysOfWeek": ["monday"], "index": "first"}),
        ),
        (
            Recurrence::yearly_on(Month::March, 5),
            json!({"type": "absoluteYearly", "interval": 1, "dayOfMonth": 5, "month": 3}),
        ),
        (
            Recurrence::yearly_on_weekday(WeekIndex::Last, Weekdays::WEEKEND, Month::May),
            json!({"type": "relativeYearly", "interval": 1, "daysOfWeek": ["saturday", "sunday"], "index": "last", "month": 5}),
        ),
    ] {
        let out = json(recurrence.clone());
        assert_eq!((&out["pattern"], &out["range"]), (&pattern, &json!({"type": "noEnd"})));
        assert_eq!(read(out), recurrence);
    }
}

#[test]
fn reads_what_the_service_says() {
    let full = read(json!({
        "pattern": {"type": "weekly", "interval": 1, "month": 0, "dayOfMonth": 0, "daysOfWeek": ["monday"],
                    "firstDayOfWeek": "sunday", "index": "first"},
        "range": {"type": "noEnd", "startDate": "2017-09-04", "endDate": "0001-01-01", "recurrenceTimeZone": "",
                  "numberOfOccurrences": 0},
    }));
    assert_eq!(full, Recurrence::weekly(Weekday::Monday).starting(date!(2017 - 09 - 04)));
    let custom = read(json!({
        "pattern": {"type": "daily", "interval": 1},
        "range": {"type": "noEnd", "startDate": "2017-09-04", "recurrenceTimeZone": "tzone://Microsoft/Custom"},
    }));
    assert_eq!(custom.time_zone().map(TimeZone::name), Some("tzone://Microsoft/Custom"));
}

#[test]
fn what_isn_t_known_is_kept() {
    for pattern in [
        json!({"type": "hourly", "interval": 3}),
        json!({"type": "weekly", "interval": 1, "daysOfWeek": ["someday"]}),
        json!({"type": "relativeMonthly", "interval": 1, "daysOfWeek": ["monday"], "index": "fifth"}),
        json!({"type": "absoluteMonthly", "interval": 0, "dayOfMonth": 77}),
        json!({}),
    ] {
        let odd = read(json!({"pattern": pattern, "range": {"type": "untilBored", "x": 1}}));
        assert!(matches!(odd.pattern(), Pattern::Unknown(_)), "{odd:?}");
        let out = serde_json::to_value(&odd).unwrap();
        assert_eq!(out, json!({"pattern": pattern, "range": {"type": "untilBored", "x": 1}}));
        assert_eq!(odd.dates(date!(2024 - 01 - 01)).next(), None);
        assert_eq!(odd.to_rrule(), None);
        let start = DateTimeTimeZone::new(datetime!(2024-01-01 9:00), "UTC");
        assert!(odd.occurrences(&start).is_err());
    }
    for null in [json!({}), json!({"pattern": null, "range": null})] {
        assert!(matches!(read(null).pattern(), Pattern::Unknown(_)));
    }
}

#[test]
fn a_mistake_never_goes_out() {
    for (wrong, word) in [
        (Recurrence::daily().every(0), "every 0"),
        (Recurrence::daily().every(u32::MAX), "every"),
        (Recurrence::monthly_on_day(32), "32"),
        (Recurrence::yearly_on(Month::February, 30), "February"),
        (Recurrence::daily().times(0), "0 times"),
        (
            Recurrence::daily().starting(date!(2024 - 01 - 02)).until(date!(2024 - 01 - 01)),
            "before",
        ),
    ] {
        assert!(wrong.check().unwrap_err().to_string().contains(word), "{wrong:?}");
        assert!(serde_json::to_value(&wrong).is_err());
        assert_eq!((wrong.dates(date!(2024 - 01 - 01)).next(), wrong.to_rrule()), (None, None));
    }
    assert!(Recurrence::yearly_on(Month::February, 29).check().is_ok());
}

#[test]
fn sentences() {
    use Weekday::{Friday, Monday, Tuesday};
    for (recurrence, text) in [
        (Recurrence::daily(), "every day"),
        (Recurrence::daily().every(3).times(1), "every 3 days, once"),
        (Recurrence::weekly([Monday, Tuesday, Friday]), "every week on Monday, Tuesday and Friday"),
        (Recurrence::monthly_on_day(15).every(2), "every 2 months on day 15"),
        (
            Recurrence::monthly_on(WeekIndex::First, [Monday, Friday]),
            "every month on the first Monday or Friday",
        ),
        (
            Recurrence::yearly_on(Month::March, 5).starting(date!(2020 - 03 - 05)),
            "every year on 5 March from 2020-03-05",
        ),
        (
            Recurrence::yearly_on_weekday(WeekIndex::Last, Weekdays::WEEKEND, Month::May),
            "every year on the last weekend day of May",
        ),
    ] {
        assert_eq!(recurrence.to_string(), text);
    }
}

#[test]
fn days_of_known_calendars() {
    let take =
        |recurrence: Recurrence, first: Date| recurrence.dates(first).take(4).collect::<Vec<_>>();
    // Every other week on Tuesday and Sunday from a Tuesday: it matters when weeks begin (the RFC's own example).
    let both = [Weekday::Tuesday, Weekday::Sunday];
    assert_eq!(
        take(
            Recurrence::weekly(both).every(2).first_day_of_week(Weekday::Monday),
            date!(1997 - 08 - 05)
        ),
        [
            date!(1997 - 08 - 05),
            date!(1997 - 08 - 10),
            date!(1997 - 08 - 19),
            date!(1997 - 08 - 24)
        ]
    );
    assert_eq!(
        take(Recurrence::weekly(both).every(2), date!(1997 - 08 - 05)),
        [
            date!(1997 - 08 - 05),
            date!(1997 - 08 - 17),
            date!(1997 - 08 - 19),
            date!(1997 - 08 - 31)
        ]
    );
    assert_eq!(
        take(Recurrence::monthly_on_day(31), date!(2023 - 01 - 31)),
        [
            date!(2023 - 01 - 31),
            date!(2023 - 02 - 28),
            date!(2023 - 03 - 31),
            date!(2023 - 04 - 30)
        ]
    );
    assert_eq!(
        take(Recurrence::yearly_on(Month::February, 29), date!(2023 - 01 - 01)),
        [
            date!(2023 - 02 - 28),
            date!(2024 - 02 - 29),
            date!(2025 - 02 - 28),
            date!(2026 - 02 - 28)
        ]
    );
    // Thanksgiving, and election day: the first Tuesday after the first Monday is not the first Tuesday.
    assert_eq!(
        take(
            Recurrence::yearly_on_weekday(WeekIndex::Fourth, Weekday::Thursday, Month::November),
            date!(2023 - 12 - 01)
        ),
        [
            date!(2024 - 11 - 28),
            date!(2025 - 11 - 27),
            date!(2026 - 11 - 26),
            date!(2027 - 11 - 25)
        ]
    );
    assert_eq!(
        take(Recurrence::monthly_on(WeekIndex::Last, Weekdays::WORKDAYS), date!(2024 - 05 - 01)),
        [
            date!(2024 - 05 - 31),
            date!(2024 - 06 - 28),
            date!(2024 - 07 - 31),
            date!(2024 - 08 - 30)
        ]
    );
    // The seed's own: daily from the 5th until the 10th.
    let seed = Recurrence::daily().until(date!(2018 - 09 - 10));
    assert_eq!(seed.dates(date!(2018 - 09 - 05)).count(), 6);
    let end = Recurrence::daily().dates(Date::MAX).collect::<Vec<_>>();
    assert_eq!(end, [Date::MAX]);
    assert_eq!(Recurrence::weekly(Weekdays::ALL).dates(Date::MIN).next(), Some(Date::MIN));
}

#[test]
fn the_clocks_change_and_the_time_of_day_doesn_t() {
    let times = |recurrence: Recurrence, start, zone: &str| {
        recurrence
            .occurrences(&DateTimeTimeZone::new(start, zone))
            .unwrap()
            .collect::<Vec<OffsetDateTime>>()
    };
    // Nine in Madrid, over the end of summer time.
    assert_eq!(
        times(
            Recurrence::weekly(Weekday::Saturday).times(2),
            datetime!(2024-10-26 9:00),
            "Romance Standard Time"
        ),
        [datetime!(2024-10-26 9:00 +2), datetime!(2024-11-02 9:00 +1)]
    );
    // New York springs forward on 10 March 2024 at two; half past two is the first time round in November.
    assert_eq!(
        times(Recurrence::daily().times(2), datetime!(2024-03-09 2:30), "Eastern Standard Time"),
        [datetime!(2024-03-09 2:30 -5), datetime!(2024-03-10 3:30 -4)]
    );
    assert_eq!(
        times(Recurrence::daily().times(2), datetime!(2024-11-02 1:30), "America/New_York"),
        [datetime!(2024-11-02 1:30 -4), datetime!(2024-11-03 1:30 -4)]
    );
    // South of the equator, and with half an hour only.
    assert_eq!(
        times(Recurrence::daily().times(2), datetime!(2024-10-05 2:15), "Australia/Lord_Howe"),
        [datetime!(2024-10-05 2:15 +10:30), datetime!(2024-10-06 2:45 +11)]
    );
    // A series that recurs in another zone than it was said in.
    let start = DateTimeTimeZone::new(datetime!(2024-03-30 8:00), "UTC");
    let in_madrid =
        Recurrence::daily().times(2).in_zone("Europe/Madrid").occurrences(&start).unwrap();
    assert!(in_madrid.eq([datetime!(2024-03-30 9:00 +1), datetime!(2024-03-31 9:00 +2)]));
    let custom = DateTimeTimeZone::new(datetime!(2024-03-30 8:00), "tzone://Microsoft/Custom");
    assert!(Recurrence::daily().occurrences(&custom).unwrap_err().to_string().contains("Custom"));
}

#[test]
fn rules_that_others_write() {
    let start = date!(2024 - 01 - 31); // a Wednesday
    for (rule, recurrence) in [
        (
            "RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
            Recurrence::weekly(Weekdays::WORKDAYS).first_day_of_week(Weekday::Monday),
        ),
        ("freq=weekly", Recurrence::weekly(Weekday::Wednesday).first_day_of_week(Weekday::Monday)),
        ("FREQ=MONTHLY", Recurrence::monthly_on_day(31)),
        ("FREQ=MONTHLY;BYMONTHDAY=30", Recurrence::monthly_on_day(30)),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            Recurrence::monthly_on(WeekIndex::Last, Weekdays::WORKDAYS),
        ),
        ("FREQ=MONTHLY;BYDAY=+1MO", Recurrence::monthly_on(WeekIndex::First, Weekday::Monday)),
        ("FREQ=YEARLY", Recurrence::yearly_on(Month::January, 31)),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", Recurrence::yearly_on(Month::February, 29)),
        ("FREQ=DAILY;UNTIL=20240210T225900Z", Recurrence::daily().until(date!(2024 - 02 - 10))),
    ] {
        assert_eq!(
            Recurrence::from_rrule(rule, start).unwrap(),
            recurrence.starting(start),
            "{rule}"
        );
    }
    for odd in [
        "",
        "FREQ",
        "FREQ=HOURLY",
        "INTERVAL=2",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=x",
        "FREQ=DAILY;COUNT=1;UNTIL=20240101",
        "FREQ=DAILY;UNTIL=2024",
        "FREQ=DAILY;UNTIL=20240230",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=MONTHLY;BYDAY=1MO,3MO",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=WEEKLY;BYDAY=é",
        "FREQ=YEARLY;BYMONTHDAY=5",
        "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
        "FREQ=DAILY;UNTIL=20230101",
    ] {
        assert!(Recurrence::from_rrule(odd, start).is_err(), "{odd}");
    }
}

fn weekday() -> impl Strategy<Value = Weekday> {
    (0_u8..7).prop_map(|day| Weekday::Monday.nth_next(day))
}
fn weekdays() -> impl Strategy<Value = Weekdays> {
    proptest::collection::vec(weekday(), 1..7).prop_map(|days| Weekdays::new(days).unwrap())
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
    (0_u8..12).prop_map(|number| Month::January.nth_next(number))
}
fn day() -> impl Strategy<Value = Date> {
    (0_i64..80_000).prop_map(|days| date!(1950 - 01 - 01) + Duration::days(days))
}
fn recurrence() -> impl Strategy<Value = Recurrence> {
    let pattern = prop_oneof![
        Just(Recurrence::daily()),
        (weekdays(), weekday())
            .prop_map(|(days, first)| Recurrence::weekly(days).first_day_of_week(first)),
        (1_u8..=31).prop_map(Recurrence::monthly_on_day),
        (index(), weekdays()).prop_map(|(index, days)| Recurrence::monthly_on(index, days)),
        (month(), 1_u8..=31)
            .prop_map(|(month, day)| Recurrence::yearly_on(month, day.min(month.length(2024)))),
        (index(), weekdays(), month())
            .prop_map(|(index, days, month)| Recurrence::yearly_on_weekday(index, days, month)),
    ];
    (pattern, 1_u32..40, day(), 0..3, 1_u32..100).prop_map(
        |(pattern, interval, start, range, size)| {
            let recurrence = pattern.every(interval).starting(start);
            match range {
                0 => recurrence.for_ever(),
                1 => recurrence.times(size),
                _ => recurrence.until(start + Duration::days(i64::from(size) * 40)),
            }
        },
    )
}

/// Whether a day can be one of a pattern, by other means than the iterator's.
fn fits(recurrence: &Recurrence, day: Date) -> bool {
    let is_nth = |index: &WeekIndex, days: &Weekdays| {
        let all =
            (1..=day.month().length(day.year())).filter_map(|number| day.replace_day(number).ok());
        let all: Vec<Date> = all.filter(|day| days.contains(day.weekday())).collect();
        let at = match index {
            WeekIndex::First => 0,
            WeekIndex::Second => 1,
            WeekIndex::Third => 2,
            WeekIndex::Fourth => 3,
            _ => all.len() - 1,
        };
        all[at] == day
    };
    let is_day = |number: u8| day.day() == number.min(day.month().length(day.year()));
    let start = recurrence.start().unwrap();
    let months = (day.year() - start.year()) * 12 + i32::from(u8::from(day.month()))
        - i32::from(u8::from(start.month()));
    let every = i64::from(recurrence.interval());
    let in_turn = |units: i64| units % every == 0;
    match recurrence.pattern() {
        Pattern::Daily => in_turn((day - start).whole_days()),
        Pattern::Weekly { days, first_day_of_week } => {
            let begin = |mut day: Date| {
                while day.weekday() != *first_day_of_week {
                    day = day.previous_day().unwrap();
                }
                day
            };
            days.contains(day.weekday()) && in_turn((begin(day) - begin(start)).whole_weeks())
        }
        Pattern::MonthlyOnDay { day } => is_day(*day) && in_turn(months.into()),
        Pattern::MonthlyOn { index, days } => is_nth(index, days) && in_turn(months.into()),
        Pattern::YearlyOnDay { month, day: number } => {
            day.month() == *month && is_day(*number) && in_turn((day.year() - start.year()).into())
        }
        Pattern::YearlyOn { month, index, days } => {
            day.month() == *month
                && is_nth(index, days)
                && in_turn((day.year() - start.year()).into())
        }
        Pattern::Unknown(_) => false,
    }
}

proptest! {
    #[test]
    fn wire_and_rule_lose_nothing(recurrence in recurrence()) {
        let wire = serde_json::to_value(&recurrence).unwrap();
        prop_assert_eq!(&read(wire), &recurrence);
        let rule = recurrence.to_rrule().unwrap();
        let back = Recurrence::from_rrule(&rule, recurrence.start().unwrap()).unwrap();
        // A rule names no first day where it makes no difference.
        prop_assert_eq!(&back, &recurrence, "{}", rule);
    }

    #[test]
    fn days_are_those_that_fit_and_no_others(recurrence in recurrence()) {
        let start = recurrence.start().unwrap();
        let told: Vec<Date> = recurrence.dates(start).take(30).collect();
        prop_assert!(told.is_sorted_by(|a, b| a < b), "{:?}", told);
        match recurrence.range() {
            RecurrenceRange::Until(last) => prop_assert!(told.iter().all(|day| day <= last)),
            RecurrenceRange::Times(count) => prop_assert_eq!(told.len() as u32, (*count).min(30)),
            _ => prop_assert_eq!(told.len(), 30),
        }
        // Each day of the first three years, against the iterator.
        let days = (0..1_100).map(|step| start + Duration::days(step));
        let expected: Vec<Date> = days.filter(|day| fits(&recurrence, *day)).take(30).collect();
        let common = told.len().min(expected.len());
        prop_assert_eq!(&told[..common], &expected[..common], "{}", recurrence);
    }

    #[test]
    fn occurrences_are_in_order_and_at_their_time(recurrence in recurrence(), minute in 0_u16..1440) {
        let start = recurrence.start().unwrap();
        let time = time::Time::from_hms((minute / 60) as u8, (minute % 60) as u8, 0).unwrap();
        for zone in ["Romance Standard Time", "America/New_York", "Australia/Lord_Howe", "UTC"] {
            let first = DateTimeTimeZone::new(start.with_time(time), zone);
            let times: Vec<_> = recurrence.occurrences(&first).unwrap().take(40).collect();
            prop_assert!(times.is_sorted(), "{:?}", times);
            let moved = times.iter().filter(|at| at.time() != time).count();
            prop_assert!(moved <= times.len().div_ceil(2), "{:?}", times);
        }
    }

    #[test]
    fn no_text_is_too_odd_to_read(rule in "(RRULE:)?(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY))?(;[A-Z]{2,10}=[-+0-9A-Zé,]{0,9}){0,4}") {
        _ = Recurrence::from_rrule(&rule, date!(2024-02-29));
    }
}
