//! Other people's calendars, and those of groups.

use o365::Resource;
use o365::calendar::{EventDraft, MeetingTimesRequest, Schedule};
use o365::time::macros::{date, datetime};
use o365_sandbox::{Fault, Sandbox};
use serde_json::json;

use super::{DENIS, account, start};

fn of(sandbox: &Sandbox, resource: Resource) -> Schedule {
    account(sandbox, sandbox.token()).with_resource(resource).schedule()
}

#[test]
fn a_calendar_that_is_shared_is_read_and_written() {
    let (sandbox, schedule) = start();
    let denis = of(&sandbox, Resource::user(DENIS));
    let error = denis.events().all().unwrap_err();
    assert!(error.is_forbidden() || error.is_not_found(), "it isn't shared: {error}");

    sandbox.share(DENIS, sandbox.user());
    let draft = EventDraft::new().subject("Kick-off").start(datetime!(2026-03-16 9:00));
    let made = denis.create(&draft).unwrap();
    assert!(
        sandbox
            .requests()
            .iter()
            .any(|asked| asked.target == format!("/v1.0/users/{DENIS}/events"))
    );
    assert_eq!(denis.view(date!(2026 - 03 - 16)).all().unwrap().len(), 1);
    let changed = denis.event(&made).update(&EventDraft::new().subject("Half time")).unwrap();
    assert_eq!(changed.subject.as_deref(), Some("Half time"));
    assert!(schedule.events().all().unwrap().is_empty(), "one's own calendar is another");
    let owner = denis.default_calendar().get().unwrap().owner.unwrap();
    assert_eq!(owner.address.as_deref(), Some(DENIS));
    denis.event(&made).delete().unwrap();
    assert!(denis.events().all().unwrap().is_empty());
}

#[test]
fn a_group_has_one_calendar() {
    let (sandbox, _) = start();
    let group = of(&sandbox, Resource::group("8a3b"));
    // The sandbox has no groups: what they answer is said here.
    let answers = |method: &str, path: &str, status: u16, body: serde_json::Value| {
        let path = format!("/groups/8a3b/{path}");
        let fault = Fault::status(status).body("application/json", body.to_string());
        sandbox.fault(fault.on(method, &path));
    };
    let at = |time: &str| json!({"dateTime": time, "timeZone": "UTC"});
    let event = json!({"id": "E", "subject": "Board", "start": at("2026-03-16T09:00:00"), "end": at("2026-03-16T10:00:00")});
    answers(
        "GET",
        "calendar",
        200,
        json!({"id": "C", "name": "Calendar", "owner": {"name": "Club", "address": "club@best.com"}}),
    );
    answers("GET", "calendarView", 200, json!({"value": [event]}));
    answers("GET", "events", 200, json!({"value": [event]}));
    answers("POST", "events", 201, event.clone());
    answers("PATCH", "events/E", 200, event.clone());
    answers("DELETE", "events/E", 204, json!(null));

    assert_eq!(group.default_calendar().get().unwrap().name.as_deref(), Some("Calendar"));
    assert_eq!(group.view(date!(2026 - 03 - 16)).all().unwrap().len(), 1);
    assert_eq!(group.events().all().unwrap().len(), 1);
    let made =
        group.create(&EventDraft::new().subject("Board").start(datetime!(2026-03-16 9:00 UTC)));
    let place = group.event(&made.unwrap());
    place.update(&EventDraft::new().subject("Board")).unwrap();
    place.delete().unwrap();
    assert_eq!(sandbox.pending_faults(), 0);

    let before = sandbox.request_count();
    assert!(group.calendars().all().is_err());
    assert!(group.calendar_by_name("x").is_err());
    assert!(group.calendar_groups().first().is_err());
    assert!(group.reminders(date!(2026 - 03 - 16)).all().is_err());
    assert!(group.find_meeting_times(&MeetingTimesRequest::new()).is_err());
    assert_eq!(sandbox.request_count(), before, "what groups haven't isn't asked for");
}
