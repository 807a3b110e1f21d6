//! Invitations and answers, free and busy, reminders, rooms.

use serde_json::{Value, json};

use super::{Caller, Desk, ME, ROOT, text, to};

const DENIS: &str = "denis@law.com";

impl Desk {
    /// The same service, with another caller.
    fn turn_to(&mut self, address: &str) {
        self.caller = Caller::User(address.to_owned());
    }
}

fn time(at: &str) -> Value {
    json!({"dateTime": at, "timeZone": "UTC"})
}

fn meeting(start: &str, end: &str) -> Value {
    json!({"subject": "Team talk", "start": time(start), "end": time(end), "attendees": to(DENIS)})
}

fn only(page: &Value) -> Value {
    let rows = page["value"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{page}");
    rows[0].clone()
}

/// A meeting with Denis, seen by him: the organizer's id and his own.
fn invited(desk: &mut Desk, extra: Value) -> (String, String) {
    let mut body = meeting("2026-06-01T10:00:00", "2026-06-01T11:00:00");
    body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    let made = desk.post("/me/events", body, 201);
    assert_eq!(made["attendees"][0]["status"]["response"], "none");
    desk.turn_to(DENIS);
    let copy = only(&desk.get("/me/events"));
    (text(&made["id"]), text(&copy["id"]))
}

#[test]
fn an_invitation_arrives_and_is_accepted() {
    let mut desk = Desk::new();
    let (original, copy) = invited(&mut desk, json!({}));
    let seen = desk.get(&format!("/me/events/{copy}"));
    assert_eq!(
        (&seen["isOrganizer"], &seen["organizer"]["emailAddress"]["address"]),
        (&json!(false), &json!(ME))
    );
    assert_eq!(seen["responseStatus"]["response"], "notResponded");
    let mail = only(
        &desk.get("/me/mailFolders/inbox/messages?$expand=microsoft.graph.eventMessage/event"),
    );
    assert_eq!(mail["@odata.type"], "#microsoft.graph.eventMessageRequest");
    assert_eq!(
        (&mail["meetingMessageType"], &mail["event"]["id"]),
        (&json!("meetingRequest"), &json!(copy))
    );
    desk.post(
        &format!("/me/events/{copy}/accept"),
        json!({"comment": "Yes", "sendResponse": true}),
        202,
    );
    assert_eq!(desk.get(&format!("/me/events/{copy}"))["responseStatus"]["response"], "accepted");
    desk.turn_to(ME);
    let original = desk.get(&format!("/me/events/{original}"));
    assert_eq!(original["attendees"][0]["status"]["response"], "accepted");
    let mail = only(&desk.get("/me/mailFolders/inbox/messages"));
    assert_eq!(
        (&mail["subject"], &mail["meetingMessageType"]),
        (&json!("Accepted: Team talk"), &json!("meetingAccepted"))
    );
}

#[test]
fn another_time_is_proposed_by_the_rules() {
    let mut desk = Desk::new();
    let (original, copy) = invited(&mut desk, json!({}));
    let proposed =
        json!({"start": time("2026-06-02T10:00:00"), "end": time("2026-06-02T11:00:00")});
    let decline = format!("/me/events/{copy}/decline");
    desk.refused(
        "POST",
        &decline,
        Some(json!({"sendResponse": false, "proposedNewTime": proposed})),
        400,
    );
    desk.refused(
        "POST",
        &format!("/me/events/{copy}/accept"),
        Some(json!({"proposedNewTime": proposed})),
        400,
    );
    desk.post(&decline, json!({"proposedNewTime": proposed}), 202);
    desk.refused("GET", &format!("/me/events/{copy}"), None, 404);
    desk.turn_to(ME);
    let path = format!("/me/events/{original}");
    let attendee = desk.get(&path)["attendees"][0].clone();
    assert_eq!(attendee["status"]["response"], "declined");
    assert_eq!(attendee["proposedNewTime"], proposed);
    desk.refused("POST", &format!("{path}/accept"), Some(json!({})), 400);
    let mut desk = Desk::new();
    let (_, copy) = invited(&mut desk, json!({"allowNewTimeProposals": false}));
    let path = format!("/me/events/{copy}/tentativelyAccept");
    desk.refused("POST", &path, Some(json!({"proposedNewTime": proposed})), 400);
    desk.post(&path, json!({"sendResponse": false}), 202);
    desk.turn_to(ME);
    assert_eq!(desk.get("/me/events")["value"][0]["attendees"][0]["status"]["response"], "none");
}

#[test]
fn changes_and_cancellations_reach_who_is_invited() {
    let mut desk = Desk::new();
    desk.service.add_user("bobby@charlton.com", "Bobby Charlton");
    let (original, copy) = invited(&mut desk, json!({}));
    desk.refused("POST", &format!("/me/events/{copy}/cancel"), Some(json!({})), 400);
    desk.turn_to(ME);
    let path = format!("/me/events/{original}");
    desk.patch(&path, json!({"end": time("2026-06-01T12:00:00")}), 200);
    desk.post(&format!("{path}/forward"), json!({"toRecipients": to("bobby@charlton.com")}), 202);
    desk.refused("POST", &format!("{path}/forward"), Some(json!({"toRecipients": []})), 400);
    desk.turn_to("bobby@charlton.com");
    assert_eq!(only(&desk.get("/me/events"))["subject"], "Team talk");
    desk.turn_to(DENIS);
    assert_eq!(
        desk.get(&format!("/me/events/{copy}"))["end"]["dateTime"],
        "2026-06-01T12:00:00.0000000"
    );
    desk.turn_to(ME);
    desk.post(&format!("{path}/cancel"), json!({"comment": "It rains"}), 202);
    desk.refused("GET", &path, None, 404);
    desk.turn_to(DENIS);
    assert_eq!(desk.get("/me/events")["value"], json!([]));
    let mails = desk.get("/me/messages?$filter=startswith(subject,'Canceled')");
    assert_eq!(only(&mails)["meetingMessageType"], "meetingCancelled");
}

#[test]
fn one_day_of_a_series_is_answered_for_itself() {
    let mut desk = Desk::new();
    let recurrence = json!({"pattern": {"type": "daily", "interval": 1},
        "range": {"type": "numbered", "startDate": "2026-06-01", "numberOfOccurrences": 3}});
    invited(&mut desk, json!({"recurrence": recurrence}));
    let window = "/me/calendarView?startDateTime=2026-06-01&endDateTime=2026-06-10";
    let second = text(&desk.get(window)["value"][1]["id"]);
    desk.post(&format!("/me/events/{second}/decline"), json!({}), 202);
    assert_eq!(desk.get(window)["value"].as_array().unwrap().len(), 2);
    desk.turn_to(ME);
    let view = desk.get(window);
    let status = |n: usize| text(&view["value"][n]["attendees"][0]["status"]["response"]);
    assert_eq!([status(0), status(1), status(2)], ["none", "declined", "none"]);
}

#[test]
fn schedules_say_who_is_busy_when() {
    let desk = Desk::new();
    let add = |start: &str, end: &str, show: &str, sensitivity: &str| {
        let event = json!({"subject": "Secret", "start": time(start), "end": time(end), "showAs": show, "sensitivity": sensitivity});
        desk.service.add_event(DENIS, event).unwrap();
    };
    add("2026-06-01T09:00:00", "2026-06-01T10:00:00", "busy", "private");
    add("2026-06-01T09:30:00", "2026-06-01T10:30:00", "tentative", "normal");
    add("2026-06-01T11:00:00", "2026-06-01T11:30:00", "oof", "normal");
    add("2026-06-01T11:30:00", "2026-06-01T12:00:00", "workingElsewhere", "normal");
    let ask = |schedules: Value, interval: i64| {
        json!({"schedules": schedules, "startTime": time("2026-06-01T09:00:00"),
        "endTime": time("2026-06-01T12:30:00"), "availabilityViewInterval": interval})
    };
    let path = "/me/calendar/getSchedule";
    let answer = desk.post(path, ask(json!([DENIS, "nobody@x.com"]), 30), 200);
    let (denis, nobody) = (&answer["value"][0], &answer["value"][1]);
    assert_eq!(denis["availabilityView"], "2210340");
    assert_eq!(denis["scheduleItems"].as_array().unwrap().len(), 4);
    assert!(denis["scheduleItems"][0]["subject"].is_null());
    assert_eq!(denis["scheduleItems"][1]["subject"], "Secret");
    assert_eq!(denis["workingHours"]["startTime"], "08:00:00.0000000");
    assert_eq!(nobody["error"]["responseCode"], "ErrorMailRecipientNotFound");
    for (schedules, interval) in [(json!([]), 30), (json!([DENIS]), 4), (json!([DENIS]), 1441)] {
        desk.refused("POST", path, Some(ask(schedules, interval)), 400);
    }
}

#[test]
fn meeting_times_are_found_where_all_are_free() {
    let desk = Desk::new();
    let event = |day: &str| json!({"subject": "x", "start": time(&format!("{day}T08:00:00")), "end": time(&format!("{day}T16:00:00"))});
    desk.service.add_event(DENIS, event("2026-06-01")).unwrap();
    let ask = |end: &str| {
        json!({"attendees": to(DENIS), "meetingDuration": "PT1H", "minimumAttendeePercentage": 100.0,
        "timeConstraint": {"timeSlots": [{"start": time("2026-06-01T08:00:00"), "end": time(end)}]}})
    };
    let found = desk.post("/me/findMeetingTimes", ask("2026-06-01T23:00:00"), 200);
    let all = found["meetingTimeSuggestions"].as_array().unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["meetingTimeSlot"]["start"]["dateTime"], "2026-06-01T16:00:00.0000000");
    assert_eq!(all[0]["attendeeAvailability"][0]["availability"], "free");
    let none = desk.post("/me/findMeetingTimes", ask("2026-06-01T12:00:00"), 200);
    assert_eq!(none["emptySuggestionsReason"], "AttendeesUnavailable");
    let odd = json!({"meetingDuration": "an hour"});
    desk.refused("POST", "/me/findMeetingTimes", Some(odd), 400);
}

#[test]
fn reminders_are_shown_put_off_and_put_away() {
    let desk = Desk::new();
    let mut body = meeting("2026-06-01T10:00:00", "2026-06-01T11:00:00");
    body["reminderMinutesBeforeStart"] = 30.into();
    let made = desk.post("/me/events", body, 201);
    let view =
        "/me/reminderView(startDateTime='2026-06-01T00:00:00',endDateTime='2026-06-02T00:00:00')";
    let one = only(&desk.get(view));
    assert_eq!(
        (&one["eventId"], &one["reminderFireTime"]["dateTime"]),
        (&made["id"], &json!("2026-06-01T09:30:00.0000000"))
    );
    let path = format!("/me/events/{}", text(&made["id"]));
    desk.post(
        &format!("{path}/snoozeReminder"),
        json!({"newReminderTime": time("2026-06-01T09:55:00")}),
        200,
    );
    assert_eq!(
        only(&desk.get(view))["reminderFireTime"]["dateTime"],
        "2026-06-01T09:55:00.0000000"
    );
    desk.ask("POST", &format!("{path}/dismissReminder"), None, 200);
    assert_eq!(desk.get(view)["value"], json!([]));
    desk.refused("GET", "/me/reminderView(startDateTime='2026-06-01T00:00:00')", None, 400);
}

#[test]
fn rooms_are_listed() {
    let desk = Desk::new();
    let rooms = desk.get("/places/microsoft.graph.room?$filter=capacity ge 20");
    assert_eq!(rooms["value"].as_array().unwrap().len(), 2);
    let lists = desk.get("/places/microsoft.graph.roomlist");
    let list = text(&lists["value"][0]["emailAddress"]);
    let rooms = desk.get(&format!("/places/{list}/microsoft.graph.roomlist/rooms"));
    assert_eq!(rooms["value"].as_array().unwrap().len(), 3);
    assert_eq!(desk.get("/places/hall@best.com")["displayName"], "Great Hall");
    desk.refused("GET", "/places/nowhere@best.com", None, 404);
}

#[test]
fn other_peoples_calendars_open_when_they_are_shared() {
    let desk = Desk::new();
    assert_eq!(
        desk.refused("GET", "/users/denis@law.com/calendar", None, 403),
        "ErrorAccessDenied"
    );
    desk.service.share(DENIS, ME);
    let made = desk.post(
        "/users/denis@law.com/calendar/events",
        meeting("2026-06-01T10:00:00", "2026-06-01T11:00:00"),
        201,
    );
    assert_eq!(made["organizer"]["emailAddress"]["address"], DENIS);
    let context = desk.get("/users/denis@law.com/events")["@odata.context"].clone();
    assert!(text(&context).starts_with(&format!("{ROOT}/$metadata#users(")), "{context}");
}

#[test]
fn a_seeded_calendar_is_whole_and_may_have_other_organizers() {
    let desk = Desk::new();
    desk.service.seed_calendar(ME, 120);
    assert_eq!(desk.get("/me/events/$count"), 120);
    let event = json!({"subject": "Theirs", "start": time("2026-06-01T10:00:00"), "end": time("2026-06-01T11:00:00"),
        "organizer": to(DENIS)[0]});
    let id = desk.service.add_event(ME, event).unwrap();
    assert_eq!(desk.get(&format!("/me/events/{id}"))["isOrganizer"], false);
    assert!(desk.service.add_event(ME, json!({"subject": "x"})).is_err());
}
