use o365::mail::{MeetingMessageType, MeetingResponse, Message};
use o365::time::DateTimeTimeZone;
use o365::{ResponseType, mail::MeetingRequestType};
use o365_core::mock::Mock;
use serde_json::{Value, json};
use time::macros::datetime;

use super::{mailbox, on};

#[test]
fn event_messages_are_read_as_what_they_are() {
    let (sandbox, mailbox) = mailbox(3);
    let at = |text: &str| json!({"dateTime": text, "timeZone": "UTC"});
    for (kind, json) in [
        (
            "eventMessageRequest",
            json!({"meetingMessageType": "meetingRequest", "meetingRequestType": "newMeetingRequest",
            "startDateTime": at("2024-05-01T09:00:00"), "endDateTime": at("2024-05-01T10:00:00"), "location": {"displayName": "Canteen"}}),
        ),
        (
            "eventMessageResponse",
            json!({"meetingMessageType": "meetingTenativelyAccepted", "responseType": "tentativelyAccepted"}),
        ),
    ] {
        let mut json = json;
        json["@odata.type"] = format!("#microsoft.graph.{kind}").into();
        json["subject"] = "Lunch".into();
        sandbox.add_message(sandbox.user(), "inbox", json).unwrap();
    }
    let all = mailbox.inbox().messages().all().unwrap();
    let about = |kind: MeetingMessageType| {
        let found = |message: &&Message| {
            message
                .meeting()
                .is_some_and(|meeting| meeting.meeting_message_type == Some(kind.clone()))
        };
        all.iter().find(found).unwrap().meeting().unwrap()
    };
    let invitation = about(MeetingMessageType::MeetingRequest);
    assert_eq!(invitation.meeting_request_type, Some(MeetingRequestType::NewMeetingRequest));
    assert_eq!(
        invitation.start_date_time.unwrap().instant().unwrap(),
        datetime!(2024-05-01 9:00 UTC)
    );
    assert_eq!(invitation.location, Some("Canteen".into()));
    let answer = about(MeetingMessageType::MeetingTentativelyAccepted);
    assert_eq!(answer.response_type, Some(ResponseType::TentativelyAccepted));
    assert_eq!(all.iter().filter(|message| message.meeting().is_none()).count(), 3);
}

#[test]
fn the_event_is_read_with_its_mail() {
    let mail = json!({"@odata.type": "#microsoft.graph.eventMessageRequest", "id": "m", "event": {"id": "e", "subject": "Lunch"}});
    let mock =
        Mock::new().answer(200, mail.clone()).answer(200, mail).answer(200, json!({"id": "m"}));
    let message = on(&mock).mailbox().message("m");
    let event: Value = message.event().unwrap().unwrap();
    assert_eq!(event["subject"], "Lunch");
    let query = o365::query::Query::new().expand("microsoft.graph.eventMessage/event");
    let read = message.get_with(&query).unwrap();
    assert_eq!(read.event::<Value>().unwrap()["id"], "e");
    assert_eq!(message.event::<Value>().unwrap(), None);
    for request in &mock.requests()[..2] {
        assert_eq!(request.path(), "/v1.0/me/messages/m");
        assert_eq!(request.query(), "$expand=microsoft.graph.eventMessage/event");
    }
}

#[test]
fn invitations_are_answered_by_their_event() {
    let mail = json!({"id": "m", "event": {"id": "e/1"}});
    let mut mock = Mock::new();
    for _ in 0..3 {
        mock = mock.answer(200, mail.clone()).answer(202, ());
    }
    let mock = mock.answer(200, json!({"id": "m"}));
    let message = on(&mock).with_resource("boss@best.com").mailbox().message("m");
    let at = |at| DateTimeTimeZone::new(at, "UTC");
    let later = MeetingResponse::new()
        .propose(at(datetime!(2024-05-01 9:00)), at(datetime!(2024-05-01 10:00)));
    assert!(message.accept(later.clone()).is_err());
    assert!(mock.requests().is_empty(), "nothing was sent");
    message.accept("Yes").unwrap();
    message.tentatively_accept(later).unwrap();
    message.decline(MeetingResponse::new().silent()).unwrap();
    let requests = mock.requests();
    let answers: Vec<_> = requests
        .iter()
        .filter(|request| request.method() == "POST")
        .map(|r| (r.path().to_owned(), r.json().unwrap()))
        .collect();
    let slot = |text: &str| json!({"dateTime": text, "timeZone": "UTC"});
    assert_eq!(
        answers,
        [
            ("/v1.0/users/boss@best.com/events/e%2F1/accept".to_owned(), json!({"comment": "Yes"})),
            (
                "/v1.0/users/boss@best.com/events/e%2F1/tentativelyAccept".to_owned(),
                json!({"proposedNewTime": {"start": slot("2024-05-01T09:00:00"), "end": slot("2024-05-01T10:00:00")}}),
            ),
            (
                "/v1.0/users/boss@best.com/events/e%2F1/decline".to_owned(),
                json!({"sendResponse": false})
            ),
        ]
    );
    let error = message.accept("Yes").unwrap_err();
    assert!(error.to_string().contains("no invitation"), "{error}");
}

#[test]
fn an_invitation_is_read_with_its_event() {
    let (sandbox, mailbox) = mailbox(0);
    let at = |hour: u8| json!({"dateTime": format!("2025-07-01T{hour}:00:00"), "timeZone": "UTC"});
    let invitation = json!({
        "@odata.type": "#microsoft.graph.eventMessageRequest", "subject": "Kick-off",
        "meetingMessageType": "meetingRequest", "startDateTime": at(10), "endDateTime": at(11)
    });
    let id = sandbox.add_message(sandbox.user(), "inbox", invitation).unwrap();
    let event: Value = mailbox.message(id).event().unwrap().unwrap();
    assert!(event["start"]["dateTime"].as_str().unwrap().starts_with("2025-07-01T10:00"));
    let plain = sandbox.add_message(sandbox.user(), "inbox", json!({"subject": "x"})).unwrap();
    assert_eq!(mailbox.message(plain).event::<Value>().unwrap(), None);
}

#[test]
fn an_invitation_is_answered_where_it_came() {
    let (sandbox, organizer) = super::start();
    let events = organizer.mailbox().endpoint().child("events");
    let graph = || o365::protocol::Graph::at(sandbox.graph_url());
    let at = |hour: u8| json!({"dateTime": format!("2026-06-01T{hour}:00:00"), "timeZone": "UTC"});
    for (address, subject) in
        [("denis@law.com", "Lunch"), ("bobby@manutd.uk", "Tea"), ("pele@santos.br", "Dinner")]
    {
        sandbox.add_user(address, address);
        let guest =
            o365::Account::with_token(sandbox.app_token()).protocol(graph()).build().unwrap();
        let guest = guest.with_resource(address).mailbox();
        let meeting: Value = events
            .post(&json!({"subject": subject, "start": at(10), "end": at(11), "attendees": [
                {"type": "required", "emailAddress": {"address": address}}]}))
            .unwrap();
        let mail = guest.inbox().messages().first().unwrap().unwrap();
        assert_eq!(
            mail.meeting().unwrap().meeting_message_type,
            Some(MeetingMessageType::MeetingRequest)
        );
        let message = guest.message(&mail);
        let slot = |hour| DateTimeTimeZone::new(hour, "UTC");
        let later = MeetingResponse::from("Later?")
            .propose(slot(datetime!(2026-06-02 9:00)), slot(datetime!(2026-06-02 10:00)));
        let expected = match subject {
            "Lunch" => message.accept("I'll be there.").map(|()| "accepted"),
            "Tea" => message.tentatively_accept(later).map(|()| "tentativelyAccepted"),
            _ => message.decline("No").map(|()| "declined"),
        };
        let id = meeting["id"].as_str().unwrap();
        let seen: Value = events.child(id).get(&o365::query::Query::new()).unwrap();
        assert_eq!(seen["attendees"][0]["status"]["response"], expected.unwrap());
    }
    // A mail that is about no meeting can't be answered so.
    let plain = sandbox.add_message(sandbox.user(), "inbox", json!({"subject": "x"})).unwrap();
    let error = organizer.mailbox().message(plain).accept("Yes").unwrap_err();
    assert!(error.to_string().contains("no invitation"), "{error}");
}
