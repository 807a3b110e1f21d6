//! Who is free when, rooms, reminders.

use o365::calendar::{EventDraft, FreeBusyRequest, FreeBusyStatus, MeetingTimesRequest};
use o365::time::{Duration, macros::datetime};
use o365_sandbox::Fault;
use serde_json::json;

use super::{DENIS, start};

#[test]
fn an_hour_in_which_all_are_free() {
    let (sandbox, schedule) = start();
    let busy = |from: &str, to: &str, status: &str| {
        let at =
            |time: &str| json!({"dateTime": format!("2026-03-16T{time}:00"), "timeZone": "UTC"});
        json!({"subject": "x", "start": at(from), "end": at(to), "showAs": status})
    };
    sandbox.add_event(DENIS, busy("09:00", "10:30", "busy")).unwrap();
    sandbox.add_event(DENIS, busy("12:00", "13:00", "oof")).unwrap();
    sandbox.add_event(sandbox.user(), busy("10:30", "11:30", "tentative")).unwrap();
    let window = datetime!(2026-03-16 9:00 UTC)..datetime!(2026-03-16 15:00 UTC);
    let people = [DENIS, sandbox.user()];
    let ask = FreeBusyRequest::new(people, window.clone()).interval(Duration::minutes(30));
    let availability = schedule.availability(&ask).unwrap();
    let denis = &availability.schedules[0];
    assert_eq!(denis.schedule_id, DENIS);
    assert_eq!(denis.busy().count(), 2);
    let statuses: Vec<_> = denis.statuses().collect();
    assert_eq!(statuses.len(), 12);
    assert_eq!(statuses[2], FreeBusyStatus::Busy);
    assert_eq!(statuses[3], FreeBusyStatus::Free);
    assert_eq!(statuses[6], FreeBusyStatus::OutOfOffice);
    assert_eq!(
        availability.free(Duration::HOUR),
        [datetime!(2026-03-16 13:00 UTC)..datetime!(2026-03-16 15:00 UTC)]
    );
    assert_eq!(availability.free(Duration::minutes(30)).len(), 2);

    let ask = FreeBusyRequest::new([DENIS, "nobody@nowhere.com"], window);
    let availability = schedule.availability(&ask).unwrap();
    assert!(availability.schedules[1].error.is_some());
    assert!(availability.free(Duration::HOUR).is_empty(), "nothing is known of nobody");
}

#[test]
fn times_for_a_meeting_are_suggested() {
    let (sandbox, schedule) = start();
    let at = |time: &str| json!({"dateTime": time, "timeZone": "UTC"});
    let morning = json!({"subject": "x", "start": at("2026-03-16T08:00:00"), "end": at("2026-03-16T12:00:00")});
    sandbox.add_event(DENIS, morning).unwrap();
    let ask = MeetingTimesRequest::new()
        .attendee(DENIS)
        .within(datetime!(2026-03-16 8:00 UTC)..datetime!(2026-03-16 17:00 UTC))
        .duration(Duration::HOUR)
        .minimum_attendee_percentage(100.0);
    let times = schedule.find_meeting_times(&ask).unwrap();
    assert!(!times.meeting_time_suggestions.is_empty(), "{times:?}");
    for suggestion in &times.meeting_time_suggestions {
        let slot = suggestion.meeting_time_slot.as_ref().unwrap();
        let start = slot.start.instant().unwrap();
        assert!(start >= datetime!(2026-03-16 12:00 UTC), "{slot:?}");
        assert_eq!(slot.end.instant().unwrap() - start, Duration::HOUR);
    }
}

#[test]
fn rooms_and_lists_of_them() {
    let (_sandbox, schedule) = start();
    let rooms = schedule.rooms().all().unwrap();
    assert_eq!(rooms.len(), 4);
    let lists = schedule.room_lists().all().unwrap();
    assert_eq!(lists.len(), 2);
    let of_first = schedule.room_list(&lists[0]).rooms().all().unwrap();
    assert_eq!(of_first.len(), 3);
    let room = schedule.room(&rooms[0]).get().unwrap();
    assert_eq!(room.capacity, Some(4));
    schedule.room("nowhere@best.com").get().unwrap_err();
}

#[test]
fn a_reminder_is_put_off_and_dismissed() {
    let (_sandbox, schedule) = start();
    let draft = EventDraft::new()
        .subject("Match")
        .start(datetime!(2026-03-16 9:00 UTC))
        .is_reminder_on(true)
        .reminder_minutes_before_start(15);
    let made = schedule.create(&draft).unwrap();
    let day = || datetime!(2026-03-16 0:00 UTC)..datetime!(2026-03-17 0:00 UTC);
    let reminders = || schedule.reminders(day()).all().unwrap();
    let fires = || reminders()[0].reminder_fire_time.as_ref().unwrap().instant().unwrap();
    assert_eq!(reminders()[0].event_id, made.id);
    assert_eq!(fires(), datetime!(2026-03-16 8:45 UTC));
    let place = schedule.event(&reminders()[0]);
    place.snooze_reminder(datetime!(2026-03-16 8:55 UTC)).unwrap();
    assert_eq!(fires(), datetime!(2026-03-16 8:55 UTC));
    place.dismiss_reminder().unwrap();
    assert!(reminders().is_empty());
}

#[test]
fn the_time_of_many_people() {
    let (sandbox, schedule) = start();
    let people: Vec<String> = (0..45).map(|number| format!("player{number}@best.com")).collect();
    for person in &people {
        sandbox.add_user(person, person);
    }
    let at = |time: &str| json!({"dateTime": time, "timeZone": "UTC"});
    let busy = json!({"subject": "x", "start": at("2026-03-16T09:00:00"), "end": at("2026-03-16T10:00:00")});
    sandbox.add_event(&people[44], busy).unwrap();
    let window = datetime!(2026-03-16 9:00 UTC)..datetime!(2026-03-16 11:00 UTC);
    let found = schedule.availability(&FreeBusyRequest::new(people.clone(), window)).unwrap();
    assert!(found.schedules.iter().map(|one| &one.schedule_id).eq(&people), "in their order");
    assert_eq!(super::sent(&sandbox, "POST").len(), 3, "twenty in a request");
    assert_eq!(
        found.free(Duration::HOUR),
        [datetime!(2026-03-16 10:00 UTC)..datetime!(2026-03-16 11:00 UTC)]
    );
}

#[test]
fn a_question_whose_answer_is_lost_is_asked_again() {
    let (sandbox, schedule) = start();
    let window = || datetime!(2026-03-16 9:00 UTC)..datetime!(2026-03-16 11:00 UTC);
    for path in ["/me/calendar/getSchedule", "/me/findMeetingTimes"] {
        sandbox.fault(Fault::status(504).on("POST", path).after_execution());
    }
    schedule.availability(&FreeBusyRequest::new(DENIS, window())).unwrap();
    schedule.find_meeting_times(&MeetingTimesRequest::new().within(window())).unwrap();
    assert_eq!(sandbox.pending_faults(), 0);
}
