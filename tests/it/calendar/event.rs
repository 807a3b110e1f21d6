//! Events one by one.

use o365::calendar::{EventDraft, FreeBusyStatus, Sensitivity, prop};
use o365::time::{Duration, macros::datetime};
use o365_sandbox::Fault;

use super::{sent, start};

fn training() -> EventDraft {
    EventDraft::new().subject("Training").start((datetime!(2026-03-16 9:00), "Europe/London"))
}

#[test]
fn an_event_is_made_read_changed_and_deleted() {
    let (_sandbox, schedule) = start();
    let draft = training()
        .duration(Duration::minutes(90))
        .html("<p>Bring <b>boots</b>.</p>")
        .location("Old Trafford")
        .categories(vec!["Red".to_owned()])
        .show_as(FreeBusyStatus::OutOfOffice)
        .sensitivity(Sensitivity::Private)
        .reminder_minutes_before_start(45);
    let made = schedule.create(&draft).unwrap();
    let place = schedule.event(&made);
    let read = place.get().unwrap();
    assert_eq!(read.subject.as_deref(), Some("Training"));
    assert_eq!(read.location.unwrap().display_name.as_deref(), Some("Old Trafford"));
    assert_eq!(read.categories, ["Red"]);
    assert_eq!(read.show_as, Some(FreeBusyStatus::OutOfOffice));
    assert_eq!(read.sensitivity, Some(Sensitivity::Private));
    assert_eq!(read.reminder_minutes_before_start, Some(45));
    let end = read.end.unwrap().instant().unwrap();
    assert_eq!(end, datetime!(2026-03-16 10:30 UTC));

    // Only what is said changes.
    place.update(&EventDraft::new().subject("Match").categories(Vec::new())).unwrap();
    let read = place.get().unwrap();
    assert_eq!(read.subject.as_deref(), Some("Match"));
    assert!(read.categories.is_empty());
    assert_eq!(read.reminder_minutes_before_start, Some(45));

    place.delete().unwrap();
    assert_eq!(place.get().unwrap_err().status(), Some(404));
    assert!(schedule.events().all().unwrap().is_empty());
}

#[test]
fn an_event_is_deleted_for_good() {
    let (_sandbox, schedule) = start();
    let place = schedule.event(&schedule.create(&training()).unwrap());
    place.permanent_delete().unwrap();
    assert_eq!(place.get().unwrap_err().status(), Some(404));
}

#[test]
fn a_lost_answer_books_once() {
    let (sandbox, schedule) = start();
    sandbox.fault(Fault::close().after_execution().on("POST", "/me/events"));
    let made = schedule.create(&training()).unwrap();
    assert_eq!(sandbox.pending_faults(), 0);
    let bodies = sent(&sandbox, "POST");
    assert_eq!(bodies.len(), 2, "{bodies:?}");
    assert_eq!(bodies[0]["transactionId"], bodies[1]["transactionId"]);
    assert!(bodies[0]["transactionId"].is_string());
    let all = schedule.events().all().unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].id, made.id);
}

#[test]
fn a_draft_books_once_and_its_copy_another() {
    let (_sandbox, schedule) = start();
    let draft = training();
    let first = schedule.create(&draft).unwrap();
    let again = schedule.create(&draft).unwrap();
    assert_eq!(first.id, again.id);
    let copy = schedule.create(&draft.clone()).unwrap();
    assert_ne!(first.id, copy.id);
    assert_eq!(schedule.events().all().unwrap().len(), 2);
}

#[test]
fn an_event_without_a_start_is_never_sent() {
    let (sandbox, schedule) = start();
    schedule.create(&EventDraft::new().subject("Some time")).unwrap_err();
    assert_eq!(sandbox.request_count(), 0);
}

#[test]
fn a_meeting_online_has_a_link() {
    let (_sandbox, schedule) = start();
    let made = schedule.create(&training().online_meeting()).unwrap();
    assert!(made.join_url().unwrap().starts_with("https://"), "{made:?}");
    assert!(schedule.create(&training()).unwrap().join_url().is_none());
}

#[test]
fn forwarding_is_forbidden_where_it_is_said() {
    let (_sandbox, schedule) = start();
    let made = schedule.create(&training().no_forwarding(true)).unwrap();
    let query = o365::query::Query::new()
        .expand(o365::query::Expand::from(o365::calendar::Event::no_forwarding_id()));
    let read = schedule.event(&made).get_with(&query).unwrap();
    assert_eq!(read.no_forwarding(), Some(true));
    let other = schedule.create(&training()).unwrap();
    assert_eq!(schedule.event(&other).get_with(&query).unwrap().no_forwarding(), None);
}

#[test]
fn events_are_found_by_their_properties() {
    let (_sandbox, schedule) = start();
    for (subject, start) in [
        ("Second", datetime!(2026-03-17 9:00)),
        ("First", datetime!(2026-03-16 9:00)),
        ("It's late", datetime!(2026-05-16 9:00)),
    ] {
        schedule.create(&EventDraft::new().subject(subject).start(start)).unwrap();
    }
    let subjects = |events: Vec<o365::calendar::Event>| -> Vec<String> {
        events.into_iter().filter_map(|event| event.subject).collect()
    };
    let early = prop::START.lt(datetime!(2026-04-01 0:00 UTC));
    let found = schedule.events().filter(early).order_by(prop::START.asc()).all().unwrap();
    assert_eq!(subjects(found), ["First", "Second"]);
    let found = schedule.events().filter(prop::SUBJECT.eq("It's late")).all().unwrap();
    assert_eq!(subjects(found), ["It's late"]);
}
