//! Events one by one.

use o365::calendar::{
    Event, EventDraft, FreeBusyStatus, Importance, OnlineMeetingProvider, Sensitivity, TEXT_BODIES,
    prop,
};
use o365::mail::MessageDraft;
use o365::time::macros::{date, datetime};
use o365::time::{AllDay, Duration, TimeZone};
use o365::{BodyType, EventType};
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

#[test]
fn bodies_come_as_text_if_that_is_preferred() {
    let (sandbox, schedule) = start();
    let made = schedule.create(&training().html("<p>Bring <b>boots</b>.</p>")).unwrap();
    let plain = training().subject("Plain").body("Bring boots.");
    let plain = schedule.event(&schedule.create(&plain).unwrap()).get().unwrap().body.unwrap();
    assert_eq!((plain.content_type, plain.content.trim()), (BodyType::Text, "Bring boots."));

    let html = schedule.event(&made).get().unwrap().body.unwrap();
    assert!(html.content_type == BodyType::Html && html.content.contains("<b>boots</b>"));
    let text = schedule.in_zone("Asia/Tokyo").event(&made).get_text().unwrap();
    assert_eq!(text.start.unwrap().time_zone.iana(), Some("Asia/Tokyo"));
    let body = text.body.unwrap();
    assert_eq!((body.content_type, body.content.trim()), (BodyType::Text, "Bring boots."));
    let prefer = sandbox.requests().pop().unwrap();
    let prefer = prefer.header("prefer").unwrap();
    assert_eq!(
        prefer,
        "outlook.timezone=\"Tokyo Standard Time\", outlook.body-content-type=\"text\""
    );
    let all = schedule.events().prefer(TEXT_BODIES).all().unwrap();
    assert!(all.iter().all(|event| event.body.as_ref().unwrap().content_type == BodyType::Text));
    let changed = EventDraft::new().html("<i>Or not</i>");
    let body = schedule.event(&made).update(&changed).unwrap().body.unwrap();
    assert!(!body.content.contains("boots"), "a body is replaced: {body:?}");
}

#[test]
fn an_event_goes_as_an_attachment() {
    let (sandbox, schedule) = start();
    let account = super::account(&sandbox, sandbox.token());
    let attachment = training().to_attachment("Training", &TimeZone::new("Europe/Paris")).unwrap();
    let message = MessageDraft::new().subject("Come").attach(attachment);
    let mailbox = account.mailbox();
    let saved = mailbox.message(&mailbox.save_draft(&message).unwrap());
    let all = saved.attachments().all().unwrap();
    assert_eq!(all[0].name.as_deref(), Some("Training"));
    let event: Event = saved.attachment(&all[0]).item().unwrap().unwrap();
    assert_eq!(event.subject.as_deref(), Some("Training"));
    assert_eq!(event.start.unwrap().instant().unwrap(), datetime!(2026-03-16 9:00 UTC));
    assert!(schedule.events().all().unwrap().is_empty(), "it is in no calendar");

    // One that was read, without what only the service can say.
    let made = schedule.create(&training().attendee(super::DENIS).location("The Cliff")).unwrap();
    let added = saved.attach(&made).unwrap();
    let event: Event = saved.attachment(&added).item().unwrap().unwrap();
    assert_eq!(event.location.unwrap().display_name.as_deref(), Some("The Cliff"));
    assert_eq!(event.attendees[0].address(), Some(super::DENIS));
}

#[test]
fn an_event_in_words() {
    let (_sandbox, schedule) = start();
    let made = schedule.create(&training().attendee(super::DENIS)).unwrap();
    assert_eq!(made.to_string(), "2026-03-16T09:00:00 UTC: Training");
    let days = AllDay::from_to(date!(2026 - 03 - 20), date!(2026 - 03 - 22)).unwrap();
    let made = schedule.create(&EventDraft::new().subject("Cup").all_day(days)).unwrap();
    assert_eq!(made.to_string(), "2026-03-20 to 2026-03-22: Cup");
    // Without a start and with an answer of none it was a crash.
    let query = o365::query::Query::new().select(["responseStatus"]);
    let bare = schedule.event(&made).get_with(&query).unwrap();
    assert_eq!(bare.to_string(), "(no subject)");
    assert!(format!("{:?}", bare.response_status).contains("ResponseStatus"));
}

#[test]
fn all_that_an_event_has_is_read() {
    let (_sandbox, schedule) = start();
    let all = training()
        .importance(Importance::High)
        .locations(["Old Trafford", "The Cliff"])
        .attendee(super::DENIS)
        .response_requested(false)
        .allow_new_time_proposals(false)
        .hide_attendees(true)
        .is_reminder_on(false)
        .online_meeting();
    let made = schedule.create(&all).unwrap();
    let read = schedule.event(&made).get().unwrap();
    assert_eq!(read.importance, Some(Importance::High));
    assert_eq!(read.locations.len(), 2);
    assert_eq!(
        (read.response_requested, read.allow_new_time_proposals),
        (Some(false), Some(false))
    );
    assert_eq!((read.hide_attendees, read.is_reminder_on), (Some(true), Some(false)));
    assert_eq!(read.is_online_meeting, Some(true), "a boolean");
    assert_eq!(read.online_meeting_provider, Some(OnlineMeetingProvider::TeamsForBusiness));
    assert_eq!((read.is_organizer, read.is_cancelled), (Some(true), Some(false)));
    assert!(read.organizer.as_ref().and_then(|who| who.address()).is_some());
    assert!(read.i_cal_uid.is_some() && read.web_link.is_some() && read.change_key.is_some());
    assert!(read.transaction_id.is_some() && read.created_date_time.is_some());
    assert_eq!(read.event_type, Some(EventType::SingleInstance));
    let unknown: Vec<_> = read.extra.keys().filter(|name| !name.starts_with("@odata")).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn what_somebody_else_has_changed_isn_t_changed_unseen() {
    let (_sandbox, schedule) = start();
    let made = schedule.create(&training()).unwrap();
    let event = schedule.event(&made);
    let guarded = event.if_match(made.etag.as_deref().unwrap());
    event.update(&EventDraft::new().subject("Match")).unwrap();
    let change = EventDraft::new().subject("Cup final");
    assert!(guarded.update(&change).unwrap_err().is_stale());
    assert!(guarded.delete().unwrap_err().is_stale());
    let now = event.get().unwrap();
    assert_eq!(now.subject.as_deref(), Some("Match"));
    event.if_match(now.etag.as_deref().unwrap()).update(&change).unwrap();
}
