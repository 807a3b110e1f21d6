//! Meetings, seen by who invites and by who is invited.

use o365::calendar::{Event, EventDraft, MeetingResponse, Schedule};
use o365::time::{DateTimeTimeZone, Duration, macros::datetime};
use o365::{Account, ResponseType};
use o365_sandbox::Sandbox;

use super::{DENIS, GEORGE, somebody, start};

/// A meeting with Denis: the organizer's event, Denis's account and his event.
fn invited(sandbox: &Sandbox, schedule: &Schedule) -> (Event, Account, Event) {
    let draft = EventDraft::new()
        .subject("Team talk")
        .start(datetime!(2026-06-01 10:00 UTC))
        .duration(Duration::HOUR)
        .attendee(("Denis", DENIS));
    let made = schedule.create(&draft).unwrap();
    let denis = somebody(sandbox, DENIS);
    let copies = denis.schedule().events().all().unwrap();
    assert_eq!(copies.len(), 1, "{copies:?}");
    let copy = copies.into_iter().next().unwrap();
    (made, denis, copy)
}

/// What the organizer knows of Denis's answer.
fn answer(schedule: &Schedule, meeting: &Event) -> Option<ResponseType> {
    let meeting = schedule.event(meeting).get().unwrap();
    assert_eq!(meeting.attendees.len(), 1);
    meeting.attendees[0].response().cloned()
}

fn response(event: &Event) -> Option<ResponseType> {
    event.response_status.as_ref().and_then(|status| status.response.clone())
}

#[test]
fn an_invitation_is_accepted() {
    let (sandbox, schedule) = start();
    let (meeting, denis, copy) = invited(&sandbox, &schedule);
    assert_eq!(meeting.is_organizer, Some(true));
    assert_eq!(copy.is_organizer, Some(false));
    assert_eq!(response(&copy), Some(ResponseType::NotResponded));
    let mail = denis.mailbox().inbox().messages().first().unwrap().unwrap();
    assert!(mail.meeting().is_some());
    let event: Option<Event> = denis.mailbox().message(&mail).event().unwrap();
    assert_eq!(event.unwrap().id, copy.id);

    denis.schedule().event(&copy).accept("I'll be there.").unwrap();
    assert_eq!(
        response(&denis.schedule().event(&copy).get().unwrap()),
        Some(ResponseType::Accepted)
    );
    assert_eq!(answer(&schedule, &meeting), Some(ResponseType::Accepted));
}

#[test]
fn a_silent_answer_is_known_to_oneself_only() {
    let (sandbox, schedule) = start();
    let (meeting, denis, copy) = invited(&sandbox, &schedule);
    let place = denis.schedule().event(&copy);
    place.accept(MeetingResponse::new().silent()).unwrap();
    assert_eq!(response(&place.get().unwrap()), Some(ResponseType::Accepted));
    assert_ne!(answer(&schedule, &meeting), Some(ResponseType::Accepted));
}

#[test]
fn another_time_is_proposed() {
    let (sandbox, schedule) = start();
    let (meeting, denis, copy) = invited(&sandbox, &schedule);
    let start = DateTimeTimeZone::new(datetime!(2026-06-02 10:00), "Europe/London");
    let end = DateTimeTimeZone::new(datetime!(2026-06-02 11:00), "Europe/London");
    let place = denis.schedule().event(&copy);
    let proposal = MeetingResponse::from("Next day?").propose(start.clone(), end);
    assert!(place.accept(proposal.clone()).is_err());
    let backwards =
        MeetingResponse::new().propose(datetime!(2026-06-02 11:00), datetime!(2026-06-02 10:00));
    assert!(place.decline(backwards).is_err());
    place.tentatively_accept(proposal).unwrap();
    let seen = schedule.event(&meeting).get().unwrap();
    assert_eq!(seen.attendees[0].response(), Some(&ResponseType::TentativelyAccepted));
    let proposed = seen.attendees[0].proposed_new_time.as_ref().unwrap();
    assert_eq!(proposed.start.instant().unwrap(), start.instant().unwrap());
}

#[test]
fn a_declined_meeting_is_gone() {
    let (sandbox, schedule) = start();
    let (meeting, denis, copy) = invited(&sandbox, &schedule);
    denis.schedule().event(&copy).decline("No way").unwrap();
    assert_eq!(denis.schedule().event(&copy).get().unwrap_err().status(), Some(404));
    assert_eq!(answer(&schedule, &meeting), Some(ResponseType::Declined));
}

#[test]
fn a_meeting_is_called_off() {
    let (sandbox, schedule) = start();
    let (meeting, denis, copy) = invited(&sandbox, &schedule);
    denis.schedule().event(&copy).cancel("Not mine").unwrap_err();
    schedule.event(&meeting).cancel("It snows").unwrap();
    assert_eq!(schedule.event(&meeting).get().unwrap_err().status(), Some(404));
    let mails = denis.mailbox().inbox().messages().all().unwrap();
    assert!(
        mails.iter().any(|mail| mail.subject.as_deref() == Some("Canceled: Team talk")),
        "{mails:?}"
    );
}

#[test]
fn an_invitation_is_forwarded() {
    let (sandbox, schedule) = start();
    sandbox.add_user(GEORGE, "George Best");
    let (_, denis, copy) = invited(&sandbox, &schedule);
    denis.schedule().event(&copy).forward(GEORGE, "You too").unwrap();
    let george = somebody(&sandbox, GEORGE);
    let mail = george.mailbox().inbox().messages().first().unwrap().unwrap();
    assert!(mail.subject.as_deref().unwrap().contains("Team talk"));
    assert_eq!(george.schedule().events().all().unwrap().len(), 1);
}
