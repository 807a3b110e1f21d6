//! Requests as Microsoft's pages show them, and their answers.

use o365_core::auth::StaticToken;
use o365_core::error::TransportErrorKind;
use o365_core::mock::{Mock, MockRequest};
use o365_core::time::{DateTimeTimeZone, Duration};
use o365_core::{Connection, MeetingResponse, Resource, ResponseType};
use serde_json::{Value, json};
use time::macros::{date, datetime};

use crate::model::{
    CalendarRole, Event, EventDraft, FreeBusyRequest, MeetingTimesRequest, RoomDraft,
};
use crate::schedule::Schedule;

fn schedule(mock: &Mock) -> Schedule {
    of(mock, Resource::Me)
}

fn of(mock: &Mock, resource: Resource) -> Schedule {
    let connection = Connection::builder(StaticToken::new("t")).transport(mock.clone());
    Schedule::new(&connection.time_zone("Europe/Madrid").build().unwrap(), resource)
}

fn last(mock: &Mock) -> MockRequest {
    mock.requests().pop().unwrap()
}

fn asked(mock: &Mock) -> String {
    let request = last(mock);
    format!("{} {}", request.method(), request.path().trim_start_matches("/v1.0"))
}

#[test]
fn invitations_are_answered_as_the_pages_show() {
    let mock = (0..6).fold(Mock::new(), |mock, _| mock.answer(202, ()));
    let schedule = schedule(&mock);
    let event = schedule.event("AAMk=");
    event.cancel("Cancelling for this week due to all hands").unwrap();
    assert_eq!(asked(&mock), "POST /me/events/AAMk=/cancel");
    assert_eq!(
        last(&mock).json(),
        Some(json!({"comment": "Cancelling for this week due to all hands"}))
    );
    event
        .forward(
            ("Dana Swope", "danas@contoso.onmicrosoft.com"),
            "Dana, hope you can make this meeting.",
        )
        .unwrap();
    assert_eq!(
        last(&mock).json(),
        Some(json!({
            "toRecipients": [{"emailAddress": {"address": "danas@contoso.onmicrosoft.com", "name": "Dana Swope"}}],
            "comment": "Dana, hope you can make this meeting.",
        }))
    );
    let at = |time| DateTimeTimeZone::new(time, "Pacific Standard Time");
    let next = MeetingResponse::from("I may not be able to make this week. How about next week?")
        .propose(at(datetime!(2019-12-02 18:00)), at(datetime!(2019-12-02 19:00)));
    event.tentatively_accept(next.clone()).unwrap();
    assert_eq!(asked(&mock), "POST /me/events/AAMk=/tentativelyAccept");
    let time = |hour| json!({"dateTime": format!("2019-12-02T{hour}:00:00"), "timeZone": "Pacific Standard Time"});
    assert_eq!(
        last(&mock).json(),
        Some(json!({
            "comment": "I may not be able to make this week. How about next week?",
            "proposedNewTime": {"start": time(18), "end": time(19)},
        }))
    );
    event.decline(MeetingResponse::new().silent()).unwrap();
    assert_eq!(last(&mock).json(), Some(json!({"sendResponse": false})));
    event.accept("Yes").unwrap();
    assert_eq!(asked(&mock), "POST /me/events/AAMk=/accept");
    event.snooze_reminder(datetime!(2017-06-09 17:45)).unwrap();
    assert_eq!(
        last(&mock).json(),
        Some(
            json!({"newReminderTime": {"dateTime": "2017-06-09T17:45:00", "timeZone": "Romance Standard Time"}})
        )
    );
    let before = mock.requests().len();
    assert!(event.accept(next.clone()).is_err() && event.decline(next.silent()).is_err());
    assert!(event.forward(Vec::<&str>::new(), "").is_err() && event.forward("dana", "").is_err());
    assert_eq!(mock.requests().len(), before);
}

#[test]
fn answers_of_the_pages_are_read() {
    let mock = Mock::new()
        .answer(200, json!({"value": [{
            "@odata.etag": "W/\"ZlnW4RIAV06KYYwlrfNZvQAAKGWwbw==\"", "id": "AAMkAGIAAAoZDOFAAA=", "subject": "Orientation ",
            "bodyPreview": "Dana, this is the time you selected.",
            "body": {"contentType": "html", "content": "<html><head></head><body><p>Dana</p></body></html>"},
            "start": {"dateTime": "2017-04-21T10:00:00.0000000", "timeZone": "Pacific Standard Time"},
            "end": {"dateTime": "2017-04-21T12:00:00.0000000", "timeZone": "Pacific Standard Time"},
            "location": {"displayName": "Assembly Hall", "locationType": "default", "uniqueId": "Assembly Hall", "uniqueIdType": "private"},
            "locations": [{"displayName": "Assembly Hall", "locationType": "default", "uniqueIdType": "unknown"}],
            "attendees": [{"type": "required", "status": {"response": "none", "time": "0001-01-01T00:00:00Z"},
                "emailAddress": {"name": "Dana Swope", "address": "danas@contoso.com"}}],
            "organizer": {"emailAddress": {"name": "Samantha Booth", "address": "samanthab@contoso.com"}},
        }]}))
        .answer(200, json!({"value": [{
            "originalStartTimeZone": "Pacific Standard Time", "originalEndTimeZone": "Pacific Standard Time",
            "responseStatus": {"response": "accepted", "time": "2016-10-19T10:37:00Z"}, "iCalUId": "0400",
            "reminderMinutesBeforeStart": 15, "isReminderOn": true}]}))
        .answer(200, json!({"value": [{
            "eventId": "AAMkADNsvAAA=", "changeKey": "SuFH", "eventSubject": "Plan summer company picnic",
            "eventWebLink": "https://outlook.office365.com/owa/", "eventLocation": {"displayName": "Conf Room 3"},
            "eventStartTime": {"dateTime": "2017-06-09T18:00:00.0000000", "timeZone": "UTC"},
            "eventEndTime": {"dateTime": "2017-06-09T19:00:00.0000000", "timeZone": "UTC"},
            "reminderFireTime": {"dateTime": "2017-06-09T17:45:00.0000000", "timeZone": "UTC"}}]}))
        .answer(200, json!({"value": [{"name": "My Calendars", "classId": "0006f0b7-0000-0000-c000-000000000046",
            "changeKey": "NreqLYgxdE2DpHBBId74XwAAAAAGZw==", "id": "AQMkADIx"}]}))
        .answer(201, json!({"id": "AAMkADJmMVAAA=", "name": "Volunteer", "color": "auto", "changeKey": "DxYS", "canShare": true,
            "canViewPrivateItems": true, "hexColor": "", "canEdit": true, "allowedOnlineMeetingProviders": ["teamsForBusiness"],
            "defaultOnlineMeetingProvider": "teamsForBusiness", "isTallyingResponses": true, "isRemovable": false,
            "owner": {"name": "Samantha Booth", "address": "samanthab@adatum.onmicrosoft.com"}}));
    let schedule = schedule(&mock);

    let event = schedule.in_zone("America/Los_Angeles").events().first().unwrap().unwrap();
    assert_eq!(last(&mock).header("prefer"), Some("outlook.timezone=\"Pacific Standard Time\""));
    assert_eq!(event.start.as_ref().unwrap().instant().unwrap(), datetime!(2017-04-21 17:00 UTC));
    assert_eq!(event.attendees[0].response(), Some(&ResponseType::None));
    assert_eq!(event.attendees[0].status.as_ref().unwrap().time, None);
    assert_eq!(event.to_string(), "2017-04-21T10:00:00 Pacific Standard Time: Orientation ");
    assert!(event.extra.is_empty(), "{:?}", event.extra);

    let window = datetime!(2020-01-01 19:00 -8)..datetime!(2020-01-02 19:00 -8);
    let event = schedule.view(window).limit(1).first().unwrap().unwrap();
    assert_eq!(asked(&mock), "GET /me/calendarView");
    let query = last(&mock).query().to_owned();
    assert!(
        query.contains("startDateTime=2020-01-02T03:00:00Z&endDateTime=2020-01-03T03:00:00Z"),
        "{query}"
    );
    assert_eq!(last(&mock).header("prefer"), None);
    assert_eq!(event.original_start_time_zone.unwrap().iana(), Some("America/Los_Angeles"));

    let reminder = schedule.reminders(date!(2017 - 06 - 09)).first().unwrap().unwrap();
    assert_eq!(
        asked(&mock),
        "GET /me/reminderView(StartDateTime='2017-06-08T22:00:00Z',EndDateTime='2017-06-09T22:00:00Z')"
    );
    assert_eq!(reminder.event_id.as_str(), "AAMkADNsvAAA=");

    let group = schedule.calendar_groups().first().unwrap().unwrap();
    assert_eq!(group.name.as_deref(), Some("My Calendars"));
    let calendar = schedule.create_calendar("Volunteer").unwrap();
    assert_eq!(last(&mock).json(), Some(json!({"name": "Volunteer"})));
    assert_eq!(calendar.owner.unwrap().name.as_deref(), Some("Samantha Booth"));
    assert!(calendar.extra.is_empty() && group.extra.is_empty());
}

#[test]
fn rooms_are_changed_as_the_page_shows() {
    let room = json!({"@odata.type": "#microsoft.graph.room", "id": "3162F1E1", "emailAddress": "cf100@contoso.com",
        "displayName": "Conf Room 100", "address": {"street": "4567 Main Street", "city": "Buffalo", "state": "NY",
        "postalCode": "98052", "countryOrRegion": "USA"}, "geoCoordinates": {"latitude": 47.0, "longitude": -122.0},
        "phone": "555-555-0100", "nickname": "Conf Room", "label": "100", "capacity": 50, "building": "1", "floorLabel": "1P",
        "floorNumber": 1, "isManaged": true, "isWheelChairAccessible": false, "bookingType": "standard", "tags": ["bean bags"],
        "audioDeviceName": null, "videoDeviceName": null, "displayDevice": "surface hub"});
    let mock = Mock::new().answer(200, room);
    let draft = RoomDraft::new().nickname("Conf Room").building("1").label("100").capacity(50);
    let room = schedule(&mock)
        .room("cf100@contoso.com")
        .update(&draft.is_wheel_chair_accessible(false))
        .unwrap();
    assert_eq!(asked(&mock), "PATCH /places/cf100@contoso.com");
    assert_eq!(
        last(&mock).json(),
        Some(
            json!({"@odata.type": "microsoft.graph.room", "nickname": "Conf Room", "building": "1", "label": "100",
            "capacity": 50, "isWheelChairAccessible": false})
        )
    );
    assert_eq!(
        (room.capacity, room.tags.as_slice()),
        (Some(50), ["bean bags".to_owned()].as_slice())
    );
}

#[test]
fn a_lost_answer_books_once() {
    let start = datetime!(2024-05-06 9:00);
    let mock = Mock::new()
        .fail(TransportErrorKind::Closed, true)
        .answer(409, json!({"error": {"code": "ErrorDuplicateTransactionId", "message": "double"}}))
        .answer(200, json!({"value": [{"id": "AAMk"}]}))
        .answer(200, json!({"value": [{"id": "1", "name": "a.txt"}]}))
        .answer(201, json!({"id": "2"}));
    let draft = EventDraft::new().start(start).attach(("a.txt", "x")).attach(("b.txt", "y"));
    let event = schedule(&mock).create(&draft).unwrap();
    assert_eq!((event.id.as_str(), mock.unused()), ("AAMk", 0));
    let requests = mock.requests();
    let id = |at: usize| requests[at].json().unwrap()["transactionId"].clone();
    assert_eq!(id(0), id(1));
    let filter = format!("$filter=transactionId%20eq%20'{}'", id(0).as_str().unwrap());
    assert!(requests[2].query().contains(&filter), "{}", requests[2].query());
    assert_eq!(requests[4].path(), "/v1.0/me/events/AAMk/attachments");
    assert_eq!(requests[4].json().unwrap()["name"], "b.txt");

    let conflict = json!({"error": {"code": "ErrorIrresolvableConflict", "message": "other"}});
    let mock = Mock::new().answer(409, conflict).answer(200, json!({"value": []}));
    assert!(schedule(&mock).create(&draft).unwrap_err().is_conflict());
    // What can't be read is told before there is an event.
    let mock = Mock::new();
    assert!(schedule(&mock).create(&draft.attach("/does/not/exist")).is_err());
    assert!(mock.requests().is_empty());
}

#[test]
fn free_time_of_several_people() {
    let mock = Mock::new().answer(200, json!({"value": [
        {"scheduleId": "a@b.c", "availabilityView": "0220", "scheduleItems": []},
        {"scheduleId": "x@b.c", "availabilityView": null, "error": {"message": "who?", "responseCode": "ErrorMailRecipientNotFound"}},
    ]}));
    let schedule = schedule(&mock);
    let day = datetime!(2024-05-06 8:00)..datetime!(2024-05-06 10:00);
    let found =
        schedule.availability(&FreeBusyRequest::new(["a@b.c", "x@b.c"], day.clone())).unwrap();
    assert_eq!(asked(&mock), "POST /me/calendar/getSchedule");
    let time = |hour| json!({"dateTime": format!("2024-05-06T{hour}:00:00"), "timeZone": "UTC"});
    assert_eq!(
        last(&mock).json(),
        Some(
            json!({"schedules": ["a@b.c", "x@b.c"], "startTime": time("06"), "endTime": time("08"),
            "availabilityViewInterval": 30})
        )
    );
    assert!(found.schedules[0].error.is_none() && found.schedules[1].error.is_some());
    assert!(found.free(Duration::minutes(30)).is_empty(), "of one nothing is known");
    for minutes in [4, 1441] {
        let ask = FreeBusyRequest::new("a@b.c", day.clone()).interval(Duration::minutes(minutes));
        assert!(schedule.availability(&ask).is_err());
    }
    let ask = FreeBusyRequest::new("a@b.c", day.clone()).interval(Duration::seconds(330));
    assert!(schedule.availability(&ask).is_err());
    assert!(schedule.availability(&FreeBusyRequest::new(Vec::<&str>::new(), day)).is_err());
}

#[test]
fn times_that_suit_all() {
    let mock = Mock::new().answer(200, json!({
        "emptySuggestionsReason": "",
        "meetingTimeSuggestions": [{
            "confidence": 100.0, "order": 1, "organizerAvailability": "free", "suggestionReason": "nearby",
            "attendeeAvailability": [{"availability": "unknown", "attendee": {"type": "required", "emailAddress": {"address": "a@b.c"}}}],
            "locations": [{"displayName": "Conf room Hood"}],
            "meetingTimeSlot": {"start": {"dateTime": "2024-05-06T14:00:00.0000000", "timeZone": "UTC"},
                                "end": {"dateTime": "2024-05-06T15:00:00.0000000", "timeZone": "UTC"}},
        }],
    }));
    let ask = MeetingTimesRequest::new()
        .attendee("a@b.c")
        .within(datetime!(2024-05-06 9:00)..datetime!(2024-05-06 17:00))
        .duration(Duration::minutes(90));
    let found = schedule(&mock).find_meeting_times(&ask).unwrap();
    let time = |hour| json!({"dateTime": format!("2024-05-06T{hour}:00:00"), "timeZone": "Romance Standard Time"});
    assert_eq!(
        last(&mock).json(),
        Some(json!({
            "attendees": [{"type": "required", "emailAddress": {"address": "a@b.c"}}],
            "returnSuggestionReasons": true,
            "timeConstraint": {"timeSlots": [{"start": time("09"), "end": time("17")}]},
            "meetingDuration": "PT1H30M",
        }))
    );
    assert_eq!(found.meeting_time_suggestions[0].confidence, Some(100.0));
    let never = MeetingTimesRequest::new().duration(Duration::minutes(-30));
    assert!(schedule(&Mock::new()).find_meeting_times(&never).is_err());
    let odd = MeetingTimesRequest::new().minimum_attendee_percentage(101.0);
    assert!(schedule(&Mock::new()).find_meeting_times(&odd).is_err());
}

#[test]
fn a_group_has_one_calendar() {
    let mock = Mock::new().answer(200, json!({"id": "1"})).answer(201, json!({"id": "2"}));
    let schedule = of(&mock, Resource::group("8a3b"));
    schedule.default_calendar().get().unwrap();
    assert_eq!(asked(&mock), "GET /groups/8a3b/calendar");
    schedule.create(&EventDraft::new().all_day(date!(2024 - 05 - 01))).unwrap();
    assert_eq!(asked(&mock), "POST /groups/8a3b/events");
    for error in [
        schedule.calendars().first().unwrap_err(),
        schedule.calendar("x").get().unwrap_err(),
        schedule.create_calendar("x").unwrap_err(),
        schedule.calendar_groups().all().unwrap_err(),
        schedule.reminders(date!(2024 - 05 - 01)).all().unwrap_err(),
        schedule.find_meeting_times(&MeetingTimesRequest::new()).unwrap_err(),
    ] {
        assert!(error.to_string().contains("one calendar"), "{error}");
    }
    assert_eq!(mock.requests().len(), 2);
}

#[test]
fn a_window_that_is_none_sends_nothing() {
    let mock = Mock::new();
    let schedule = schedule(&mock);
    let nowhere = (datetime!(2024-05-01 0:00), "Nowhere")..(datetime!(2024-05-02 0:00), "Nowhere");
    assert!(schedule.view(nowhere.clone()).all().unwrap_err().to_string().contains("Nowhere"));
    assert!(schedule.view(nowhere.clone()).delta(None).next().unwrap().is_err());
    assert!(schedule.event("x").instances(nowhere).all().is_err());
    let back = datetime!(2024-05-02 0:00)..datetime!(2024-05-01 0:00);
    assert!(schedule.default_calendar().view(back).first().is_err());
    assert!(schedule.calendar_by_name("x").is_err(), "the mock has no answer");
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn changes_of_a_view() {
    let link = "https://graph.microsoft.com/v1.0/me/calendarView/delta?$deltatoken=R0usmc";
    let mock = Mock::new().answer(200, json!({"value": [{"id": "1", "subject": "x"}, {"id": "2", "@removed": {"reason": "deleted"}}],
        "@odata.deltaLink": link}));
    let view = schedule(&mock).in_zone("Asia/Tokyo").view(date!(2024 - 05 - 01));
    let mut round = view.delta(None);
    assert_eq!(round.by_ref().filter_map(Result::ok).count(), 2);
    assert!(round.link().is_some());
    let request = last(&mock);
    assert_eq!(request.path(), "/v1.0/me/calendarView/delta");
    assert_eq!(
        request.query(),
        "startDateTime=2024-04-30T22:00:00Z&endDateTime=2024-05-01T22:00:00Z"
    );
    assert!(request.header("prefer").unwrap().contains("outlook.timezone=\"Tokyo Standard Time\""));
}

#[test]
fn places_of_a_calendar() {
    let mock = (0..6).fold(Mock::new(), |mock, _| {
        mock.answer(200, json!({"id": "1", "value": ["read", "odd"]}))
    });
    let schedule = schedule(&mock);
    let calendar = schedule.calendar("AAMk");
    calendar.share("pele@santos.br", CalendarRole::Read).unwrap();
    assert_eq!(asked(&mock), "POST /me/calendars/AAMk/calendarPermissions");
    assert_eq!(
        last(&mock).json(),
        Some(json!({"emailAddress": {"address": "pele@santos.br"}, "role": "read"}))
    );
    assert_eq!(calendar.allowed_sharing_roles("o'brien@b.c").unwrap().len(), 2);
    assert_eq!(
        asked(&mock),
        "GET /me/calendars/AAMk/allowedCalendarSharingRoles(User='o''brien@b.c')"
    );
    calendar.event("E").get().unwrap();
    assert_eq!(asked(&mock), "GET /me/calendars/AAMk/events/E");
    schedule.default_calendar().permanent_delete().unwrap();
    assert_eq!(asked(&mock), "POST /me/calendar/permanentDelete");
    schedule.event("E").update(&EventDraft::new().recurrence(None)).unwrap();
    assert_eq!(
        (asked(&mock).as_str(), last(&mock).json()),
        ("PATCH /me/events/E", Some(json!({"recurrence": null})))
    );
    schedule.calendar_group("G").create_calendar("x").unwrap();
    assert_eq!(asked(&mock), "POST /me/calendarGroups/G/calendars");
}

#[test]
fn null_missing_and_unknown_never_break() {
    let full: Value = serde_json::from_str(
        r#"{
        "@odata.etag": "W/\"1\"", "id": "1", "changeKey": "k", "subject": "s", "body": {"contentType": "text", "content": "x"},
        "bodyPreview": "x", "start": {"dateTime": "2024-05-06T09:00:00", "timeZone": "tzone://Microsoft/Custom"},
        "end": {"dateTime": "2024-05-06T10:00:00", "timeZone": "tzone://Microsoft/Custom"}, "isAllDay": false,
        "originalStartTimeZone": "tzone://Microsoft/Custom", "originalEndTimeZone": "Customized Time Zone",
        "originalStart": "2024-05-06T09:00:00Z", "location": {"displayName": "x"}, "locations": [{"displayName": "x"}],
        "attendees": [{"type": "required", "emailAddress": {"address": "a@b.c"}, "status": {"response": "accepted", "time": "2024-01-01T00:00:00Z"},
            "proposedNewTime": {"start": {"dateTime": "2024-05-06T09:00:00", "timeZone": "UTC"}, "end": {"dateTime": "2024-05-06T10:00:00", "timeZone": "UTC"}}}],
        "organizer": {"emailAddress": {"address": "a@b.c"}}, "isOrganizer": true, "responseStatus": {"response": "organizer"},
        "responseRequested": true, "allowNewTimeProposals": true, "hideAttendees": false,
        "recurrence": {"pattern": {"type": "daily", "interval": 1}, "range": {"type": "noEnd", "startDate": "2024-05-06"}}, "type": "seriesMaster", "seriesMasterId": "0",
        "exceptionOccurrences": [{"id": "2"}], "cancelledOccurrences": ["OID.1.2024-05-07"], "showAs": "busy", "importance": "normal",
        "sensitivity": "normal", "categories": ["Red"], "isReminderOn": true, "reminderMinutesBeforeStart": 15,
        "isOnlineMeeting": true, "onlineMeetingProvider": "teamsForBusiness", "onlineMeetingUrl": "https://old.example",
        "onlineMeeting": {"joinUrl": "https://teams.example", "conferenceId": "1", "tollNumber": "1", "quickDial": "tel:1",
            "tollFreeNumbers": ["2"], "phones": [{"type": "mobile", "number": "1", "region": "x", "language": "x"}]},
        "isCancelled": false, "isDraft": false, "hasAttachments": true, "attachments": [{"id": "1"}], "iCalUId": "u",
        "transactionId": "t", "webLink": "https://x.example", "createdDateTime": "2024-01-01T00:00:00Z",
        "lastModifiedDateTime": "2024-01-01T00:00:00Z",
        "singleValueExtendedProperties": [{"id": "Boolean {00020329-0000-0000-C000-000000000046} Name DoNotForward", "value": "true"}],
        "multiValueExtendedProperties": [{"id": "x", "value": ["a"]}]
    }"#,
    )
    .unwrap();
    let event: Event = serde_json::from_value(full.clone()).unwrap();
    assert!(event.extra.is_empty(), "{:?}", event.extra);
    assert_eq!(serde_json::to_value(&event).unwrap(), full);
    assert_eq!(
        (event.join_url(), event.no_forwarding()),
        (Some("https://teams.example"), Some(true))
    );
    assert!(event.start.unwrap().instant().is_err(), "a zone that nobody knows is never guessed");

    let nulls = full.as_object().unwrap().keys().map(|name| (name.clone(), Value::Null));
    let event: Event = serde_json::from_value(Value::Object(nulls.collect())).unwrap();
    assert!(event.id.is_empty() && event.attendees.is_empty() && event.recurrence.is_none());
    // What is new of smaller things isn't dropped either.
    let slot = json!({"reminderFireTime": {"dateTime": "2024-05-06T09:00:00", "timeZone": "UTC"}, "eventId": "1", "brandNew": 1});
    let reminder: crate::Reminder = serde_json::from_value(slot.clone()).unwrap();
    assert_eq!(serde_json::to_value(&reminder).unwrap(), slot);
    let online = json!({"joinUrl": "https://teams.example", "brandNew": [1]});
    let read: crate::OnlineMeeting = serde_json::from_value(online.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), online);
    let odd = json!({"id": "1", "showAs": "asleep", "type": "x", "responseStatus": {"response": "maybe"}, "brandNew": [1]});
    let event: Event = serde_json::from_value(odd.clone()).unwrap();
    assert_eq!(serde_json::to_value(&event).unwrap(), odd);
}
