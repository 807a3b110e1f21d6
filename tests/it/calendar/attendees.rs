//! Who is invited, and how.

use o365::ResponseType;
use o365::calendar::{Attendee, AttendeeType, Event, EventDraft};
use o365::time::macros::datetime;
use serde_json::json;

use super::{DENIS, GEORGE, sent, start};

fn talk() -> EventDraft {
    EventDraft::new().subject("Team talk").start(datetime!(2026-06-01 10:00 UTC))
}

fn invited(event: &Event) -> Vec<(&str, Option<AttendeeType>)> {
    let each = |one| Attendee::address(one).unwrap_or_default();
    event.attendees.iter().map(|one| (each(one), one.attendee_type.clone())).collect()
}

#[test]
fn they_are_needed_or_not_or_things() {
    let (sandbox, schedule) = start();
    let draft = talk()
        .attendee([("Denis Law", DENIS)])
        .optional("George Best <george@best.com>")
        .resource("room@best.com");
    let made = schedule.create(&draft).unwrap();
    let expected = json!([
        {"type": "required", "emailAddress": {"name": "Denis Law", "address": DENIS}},
        {"type": "optional", "emailAddress": {"name": "George Best", "address": GEORGE}},
        {"type": "resource", "emailAddress": {"address": "room@best.com"}},
    ]);
    assert_eq!(sent(&sandbox, "POST")[0]["attendees"], expected);
    let read = schedule.event(&made).get().unwrap();
    assert_eq!(
        invited(&read),
        [
            (DENIS, Some(AttendeeType::Required)),
            (GEORGE, Some(AttendeeType::Optional)),
            ("room@best.com", Some(AttendeeType::Resource)),
        ]
    );
    assert_eq!(read.attendees[1].to_string(), "optional: George Best <george@best.com>");
}

#[test]
fn they_are_looked_for_taken_out_and_cleared() {
    let (sandbox, schedule) = start();
    let made = schedule.create(&talk().attendee([DENIS, GEORGE])).unwrap();
    let place = schedule.event(&made);
    let is = |address| move |one: &&Attendee| one.address() == Some(address);
    assert!(made.attendees.iter().any(|one| is(GEORGE)(&one)));
    let others = made.attendees.iter().filter(|one| !is(GEORGE)(one));
    let left = place.update(&EventDraft::new().attendees(others)).unwrap();
    assert_eq!(invited(&left), [(DENIS, Some(AttendeeType::Required))]);
    // What only the service can say isn't sent back to it.
    let body = &sent(&sandbox, "PATCH")[0]["attendees"][0];
    assert!(body.get("status").is_none() && body.get("proposedNewTime").is_none(), "{body}");
    let more = EventDraft::new().attendees(&left.attendees).optional(GEORGE);
    assert_eq!(place.update(&more).unwrap().attendees.len(), 2);
    let none = EventDraft::new().attendees([] as [Attendee; 0]);
    assert!(place.update(&none).unwrap().attendees.is_empty());
}

#[test]
fn an_answer_of_the_year_one_was_not_given() {
    let (sandbox, schedule) = start();
    sandbox.add_user(GEORGE, "George Best");
    let made = schedule.create(&talk().attendee(GEORGE)).unwrap();
    let status = made.attendees[0].status.clone().unwrap_or_default();
    assert!(matches!(
        status.response,
        None | Some(ResponseType::None | ResponseType::NotResponded)
    ));
    assert_eq!(status.time, None);
}

#[test]
fn nobody_without_an_address_is_invited() {
    let (sandbox, schedule) = start();
    let error = schedule.create(&talk().attendee(("Denis", ""))).unwrap_err();
    assert!(error.to_string().contains("Denis"), "{error}");
    assert!(schedule.create(&talk().optional("denis")).is_err());
    assert_eq!(sandbox.request_count(), 0);
}
