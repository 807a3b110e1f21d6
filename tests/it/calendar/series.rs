//! Series: as they were made, each of them, and what differs.

use o365::EventType;
use o365::calendar::{Event, EventDraft, Pattern, Recurrence, Schedule, WeekIndex, Weekdays, prop};
use o365::delta::Change;
use o365::query::Query;
use o365::time::macros::{date, datetime};
use o365::time::{Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, TimeZone, Weekday};
use o365_sandbox::Fault;
use serde_json::json;

use super::start;

const MARCH: std::ops::Range<OffsetDateTime> =
    datetime!(2026-03-01 0:00 UTC)..datetime!(2026-04-15 0:00 UTC);

/// Mondays at nine in Paris, five of them: the clocks change before the fourth.
fn mondays(schedule: &Schedule) -> Event {
    let draft = EventDraft::new()
        .subject("Training")
        .start(datetime!(2026-03-09 9:00))
        .duration(Duration::HOUR)
        .recurrence(Recurrence::weekly(Weekday::Monday).times(5));
    schedule.create(&draft).unwrap()
}

fn starts(events: &[Event]) -> Vec<OffsetDateTime> {
    events.iter().map(|event| event.start.as_ref().unwrap().instant().unwrap()).collect()
}

#[test]
fn a_series_is_one_event_and_many_in_a_view() {
    let (_sandbox, schedule) = start();
    let series = mondays(&schedule);
    assert_eq!(series.event_type, Some(EventType::SeriesMaster));
    assert_eq!(schedule.events().all().unwrap().len(), 1);
    let seen = schedule.view(MARCH).order_by(prop::START.asc()).all().unwrap();
    assert!(seen.iter().all(|event| event.event_type == Some(EventType::Occurrence)));
    assert!(seen.iter().all(|event| event.series_master_id.as_ref() == Some(&series.id)));
    let expected = [
        datetime!(2026-03-09 8:00 UTC),
        datetime!(2026-03-16 8:00 UTC),
        datetime!(2026-03-23 8:00 UTC),
        datetime!(2026-03-30 7:00 UTC),
        datetime!(2026-04-06 7:00 UTC),
    ];
    assert_eq!(starts(&seen), expected);
    let instances = schedule.event(&series).instances(MARCH).all().unwrap();
    assert_eq!(starts(&instances), expected);
    let wide = schedule.view(datetime!(2026-03-16 8:30 UTC)..datetime!(2026-03-17 0:00 UTC));
    assert_eq!(wide.all().unwrap().len(), 1, "it reaches into the window");
    let narrow = schedule.view(datetime!(2026-03-16 9:00 UTC)..datetime!(2026-03-17 0:00 UTC));
    assert!(narrow.all().unwrap().is_empty(), "it only touches the window");
}

#[test]
fn one_of_a_series_is_moved_and_another_cancelled() {
    let (_sandbox, schedule) = start();
    let series = mondays(&schedule);
    let all = schedule.event(&series).instances(MARCH).all().unwrap();
    let moved = EventDraft::new()
        .subject("Late training")
        .start(datetime!(2026-03-16 18:00))
        .duration(Duration::HOUR);
    schedule.event(&all[1]).update(&moved).unwrap();
    schedule.event(&all[2]).delete().unwrap();
    let now = schedule.event(&series).instances(MARCH).all().unwrap();
    assert_eq!(now.len(), 4);
    let exception = now.iter().find(|one| one.event_type == Some(EventType::Exception)).unwrap();
    assert_eq!(exception.subject.as_deref(), Some("Late training"));
    assert_eq!(exception.original_start, Some(datetime!(2026-03-16 8:00 UTC)));
    assert_eq!(starts(std::slice::from_ref(exception)), [datetime!(2026-03-16 17:00 UTC)]);
    assert_eq!(now.iter().filter(|one| one.subject.as_deref() == Some("Training")).count(), 3);

    let whole = schedule
        .event(&series)
        .get_with(&Query::new().expand(prop::EXCEPTION_OCCURRENCES))
        .unwrap();
    assert_eq!(whole.exception_occurrences.len(), 1);
    let query = Query::new().select(prop::CANCELLED_OCCURRENCES);
    let whole = schedule.event(&series).get_with(&query).unwrap();
    assert_eq!(whole.cancelled_occurrences.len(), 1);
    assert!(whole.cancelled_occurrences[0].ends_with("2026-03-23"), "{whole:?}");
}

#[test]
fn a_series_becomes_a_single_event() {
    let (_sandbox, schedule) = start();
    let series = mondays(&schedule);
    assert_eq!(
        series.recurrence.as_ref().unwrap().to_string(),
        "every week on Monday from 2026-03-09, 5 times"
    );
    let single = schedule.event(&series).update(&EventDraft::new().recurrence(None)).unwrap();
    assert_eq!(single.event_type, Some(EventType::SingleInstance));
    assert!(single.recurrence.is_none());
    assert_eq!(schedule.view(MARCH).all().unwrap().len(), 1);
}

#[test]
fn a_series_is_deleted_whole() {
    let (_sandbox, schedule) = start();
    let series = mondays(&schedule);
    schedule.event(&series).delete().unwrap();
    assert!(schedule.view(MARCH).all().unwrap().is_empty());
}

#[test]
fn a_view_tells_what_has_changed() {
    let (_sandbox, schedule) = start();
    let draft =
        |subject: &str| EventDraft::new().subject(subject).start(datetime!(2026-03-10 9:00));
    let stays = schedule.create(&draft("Stays")).unwrap();
    let goes = schedule.create(&draft("Goes")).unwrap();
    let mut round = schedule.view(MARCH).delta(None);
    let first: Vec<_> = (&mut round).collect::<Result<_, _>>().unwrap();
    assert_eq!(first.len(), 2);
    let link = round.link();
    schedule.event(&goes).delete().unwrap();
    schedule.event(&stays).update(&EventDraft::new().subject("Still there")).unwrap();
    let outside = EventDraft::new().subject("Summer").start(datetime!(2026-07-10 9:00));
    schedule.create(&outside).unwrap();
    let (mut gone, mut subjects) = (Vec::new(), Vec::new());
    for change in schedule.view(MARCH).delta(link) {
        match change.unwrap() {
            Change::Upsert(event) => subjects.extend(event.subject),
            Change::Removed { id, .. } => gone.push(id),
            Change::Reset(why) => panic!("{why:?}"),
        }
    }
    assert!(gone.contains(&goes.id), "{gone:?}");
    assert!(!gone.contains(&stays.id), "{gone:?}");
    assert_eq!(subjects, ["Still there"]);
}

#[test]
fn all_patterns_are_read_in_their_parts() {
    let (_sandbox, schedule) = start();
    let first = date!(2026 - 03 - 09);
    for (recurrence, day) in [
        (Recurrence::daily().every(3).until(date!(2026 - 04 - 30)), first),
        (
            Recurrence::weekly([Weekday::Monday, Weekday::Friday])
                .every(2)
                .first_day_of_week(Weekday::Monday),
            first,
        ),
        (Recurrence::monthly_on_day(9).times(4), first),
        (Recurrence::monthly_on(WeekIndex::First, Weekday::Monday), date!(2026 - 03 - 02)),
        (Recurrence::monthly_on(WeekIndex::Second, Weekday::Monday), first),
        (Recurrence::monthly_on(WeekIndex::Third, Weekday::Monday), date!(2026 - 03 - 16)),
        (Recurrence::monthly_on(WeekIndex::Fourth, Weekday::Monday), date!(2026 - 03 - 23)),
        (Recurrence::monthly_on(WeekIndex::Last, Weekdays::WEEKEND), date!(2026 - 03 - 29)),
        (Recurrence::yearly_on(Month::March, 9).times(2), first),
        (Recurrence::yearly_on_weekday(WeekIndex::Second, Weekday::Monday, Month::March), first),
    ] {
        let start = PrimitiveDateTime::new(day, Time::MIDNIGHT) + Duration::hours(18);
        let draft = EventDraft::new().subject("x").start(start).recurrence(&recurrence);
        let made = schedule.create(&draft).unwrap();
        let read = schedule.event(&made).get().unwrap().recurrence.unwrap();
        assert_eq!(read.pattern(), recurrence.pattern());
        assert_eq!((read.interval(), read.range()), (recurrence.interval(), recurrence.range()));
        // It starts on the event's own day, not today; days are those of its zone.
        assert_eq!(read.start(), Some(day), "{recurrence}");
        let zone = read.time_zone().and_then(TimeZone::iana);
        assert!(zone.is_none_or(|zone| zone == "Europe/Paris"), "{read:?}");
        let event = schedule.event(&made).instances(start - Duration::DAY..start + Duration::DAY);
        assert_eq!(event.first().unwrap().unwrap().start.unwrap().date_time.date(), day);
    }
}

#[test]
fn a_pattern_that_isn_t_known_goes_back_as_it_came() {
    let (sandbox, schedule) = start();
    let recurrence = json!({
        "pattern": {"type": "hourly", "interval": 3, "new": true},
        "range": {"type": "untilBored", "startDate": "2026-03-09"},
    });
    let event =
        json!({"id": "E", "subject": "x", "type": "seriesMaster", "recurrence": recurrence});
    for method in ["GET", "PATCH"] {
        let answer = Fault::status(200).body("application/json", event.to_string());
        sandbox.fault(answer.on(method, "/me/events/E"));
    }
    let read = schedule.event("E").get().unwrap().recurrence.unwrap();
    assert!(matches!(read.pattern(), Pattern::Unknown(_)));
    assert!(!read.to_string().is_empty());
    schedule.event("E").update(&EventDraft::new().recurrence(read)).unwrap();
    assert_eq!(super::sent(&sandbox, "PATCH")[0]["recurrence"], recurrence);
}

/// Only a part of a day is asked for: nothing else of the day comes.
#[test]
fn a_window_within_a_day_is_not_made_the_day() {
    let (_sandbox, schedule) = start();
    let series = mondays(&schedule);
    let place = schedule.event(&series);
    let morning = datetime!(2026-03-09 8:00 UTC)..datetime!(2026-03-09 8:30 UTC);
    assert_eq!(place.instances(morning).all().unwrap().len(), 1);
    let evening = datetime!(2026-03-09 17:00 UTC)..datetime!(2026-03-09 18:00 UTC);
    assert!(place.instances(evening).all().unwrap().is_empty());
}
