//! What goes out of a draft.

use o365_core::time::TimeZone;
use serde_json::{Value, json};
use time::Weekday;
use time::macros::{date, datetime};

use super::*;
use crate::model::WeekIndex;

fn madrid() -> TimeZone {
    TimeZone::new("Europe/Madrid")
}

fn created(draft: &EventDraft) -> Value {
    let mut json = draft.to_create(&madrid()).unwrap();
    assert!(json.as_object_mut().unwrap().remove("transactionId").is_some());
    json
}

fn refused(draft: &EventDraft) -> String {
    draft.to_create(&madrid()).unwrap_err().to_string()
}

#[test]
fn the_seed_s_own_example() {
    let paris = TimeZone::new("Europe/Paris");
    let event = EventDraft::new()
        .subject("Recruit George Best!")
        .location("England")
        .start(datetime!(2018-09-05 19:45))
        .recurrence(Recurrence::daily().until(date!(2018 - 09 - 10)))
        .reminder_minutes_before_start(45);
    let mut json = event.to_create(&paris).unwrap();
    json.as_object_mut().unwrap().remove("transactionId");
    assert_eq!(
        json,
        json!({
            "subject": "Recruit George Best!",
            "location": {"displayName": "England"},
            "start": {"dateTime": "2018-09-05T19:45:00", "timeZone": "Romance Standard Time"},
            "end": {"dateTime": "2018-09-05T20:15:00", "timeZone": "Romance Standard Time"},
            "recurrence": {
                "pattern": {"type": "daily", "interval": 1},
                "range": {"type": "endDate", "startDate": "2018-09-05", "endDate": "2018-09-10"},
            },
            "reminderMinutesBeforeStart": 45,
        })
    );
}

#[test]
fn says_only_what_was_said() {
    let updated = |draft: EventDraft| draft.to_update(&madrid()).unwrap();
    assert_eq!(updated(EventDraft::new()), json!({}));
    assert_eq!(
        updated(EventDraft::new().recurrence(None).location(None).subject("x").set("x", 1)),
        json!({"recurrence": null, "location": null, "subject": "x", "x": 1})
    );
    let people = EventDraft::new().attendee("a@b.c").optional(("D", "d@e.f")).resource("room@b.c");
    assert_eq!(
        updated(people.clone())["attendees"],
        json!([
            {"emailAddress": {"address": "a@b.c"}, "type": "required"},
            {"emailAddress": {"name": "D", "address": "d@e.f"}, "type": "optional"},
            {"emailAddress": {"address": "room@b.c"}, "type": "resource"},
        ])
    );
    assert_eq!(updated(people.attendees([] as [Attendee; 0])), json!({"attendees": []}));
    let meeting = updated(EventDraft::new().online_meeting());
    assert_eq!(
        meeting,
        json!({"isOnlineMeeting": true, "onlineMeetingProvider": "teamsForBusiness"})
    );
    let fixed = updated(EventDraft::new().no_forwarding(false).no_forwarding(true));
    assert_eq!(
        fixed,
        json!({"singleValueExtendedProperties": [
            {"id": "Boolean {00020329-0000-0000-c000-000000000046} Name DoNotForward", "value": "true"},
        ]})
    );
    let places = updated(EventDraft::new().locations(["A", "B"]));
    assert_eq!(places, json!({"locations": [{"displayName": "A"}, {"displayName": "B"}]}));
}

#[test]
fn the_last_word_about_times_counts() {
    let days = EventDraft::new().start(datetime!(2024-05-01 9:00)).all_day(date!(2024 - 05 - 01));
    let midnight = |day: &str| json!({"dateTime": format!("{day}T00:00:00"), "timeZone": "Romance Standard Time"});
    let json =
        json!({"start": midnight("2024-05-01"), "end": midnight("2024-05-02"), "isAllDay": true});
    assert_eq!(created(&days), json);
    let series = days.recurrence(Recurrence::yearly_on(time::Month::May, 1));
    assert_eq!(created(&series)["recurrence"]["range"]["startDate"], "2024-05-01");

    let timed =
        EventDraft::new().all_day(date!(2024 - 05 - 01)).start(datetime!(2024-05-01 9:00 +5));
    let json = created(&timed.clone().duration(Duration::HOUR));
    assert_eq!(json["start"], json!({"dateTime": "2024-05-01T04:00:00", "timeZone": "UTC"}));
    assert_eq!(
        (&json["end"]["dateTime"], json.get("isAllDay")),
        (&json!("2024-05-01T05:00:00"), None)
    );
    // An event of whole days that gets times in an update is to be told that it isn't one any more.
    let update = |draft: &EventDraft| draft.to_update(&madrid()).unwrap();
    assert_eq!(update(&timed).get("isAllDay"), None);
    assert_eq!(update(&timed.end(datetime!(2024-05-01 9:00 UTC)))["isAllDay"], false);
}

#[test]
fn clocks_that_change_are_told() {
    let at = |hour: u8, minute: u8| {
        datetime!(2024-03-31 0:00).replace_hour(hour).unwrap().replace_minute(minute).unwrap()
    };
    let gap = EventDraft::new().start(at(2, 30));
    assert!(refused(&gap).contains("skip"), "{}", refused(&gap));
    let later = created(&gap.clone().disambiguation(Disambiguation::Compatible));
    assert_eq!(
        later["start"],
        json!({"dateTime": "2024-03-31T03:30:00", "timeZone": "Romance Standard Time"})
    );
    let earlier = created(&gap.disambiguation(Disambiguation::Earlier));
    assert_eq!(earlier["start"]["dateTime"], "2024-03-31T01:30:00");
    // Half an hour from a quarter to two on is a quarter past three.
    let over = created(&EventDraft::new().start(at(1, 45)));
    assert_eq!(over["end"]["dateTime"], "2024-03-31T03:15:00");

    let fold = EventDraft::new().start(datetime!(2024-10-27 2:30));
    assert!(refused(&fold).contains("twice"));
    let second =
        fold.disambiguation(Disambiguation::Later).recurrence(Recurrence::weekly(Weekday::Sunday));
    let json = created(&second);
    assert_eq!(json["start"], json!({"dateTime": "2024-10-27T01:30:00", "timeZone": "UTC"}));
    assert_eq!(json["end"]["dateTime"], "2024-10-27T02:00:00");
    assert_eq!(json["recurrence"]["range"]["recurrenceTimeZone"], "Romance Standard Time");
    // An end that the clocks show twice can't be said by them: an hour and a half from half past one on.
    let into = EventDraft::new().start(datetime!(2024-10-27 1:30)).duration(Duration::minutes(90));
    assert_eq!(
        created(&into)["end"],
        json!({"dateTime": "2024-10-27T01:00:00", "timeZone": "UTC"})
    );

    let custom = (datetime!(2024-03-31 2:30), "tzone://Microsoft/Custom");
    let json = created(&EventDraft::new().start(custom));
    assert_eq!(
        json["end"],
        json!({"dateTime": "2024-03-31T03:00:00", "timeZone": "tzone://Microsoft/Custom"})
    );
}

#[test]
fn refuses_what_the_service_would() {
    let nine = datetime!(2024-05-01 9:00);
    assert!(refused(&EventDraft::new().subject("x")).contains("start"));
    assert!(
        refused(&EventDraft::new().start(nine).end(datetime!(2024-05-01 8:00))).contains("before")
    );
    let across = EventDraft::new().start((nine, "Asia/Tokyo")).end((nine, "Europe/Madrid"));
    assert!(across.to_create(&madrid()).is_ok());
    assert!(refused(&EventDraft::new().start(nine).attendee("george")).contains("george"));
    let never = Recurrence::monthly_on(WeekIndex::First, Weekday::Monday).every(0);
    assert!(refused(&EventDraft::new().start(nine).recurrence(never)).contains("every 0"));
    let ended = Recurrence::daily().until(date!(2024 - 04 - 30));
    assert!(refused(&EventDraft::new().start(nine).recurrence(ended)).contains("before"));
    let update = |draft: EventDraft| draft.to_update(&madrid()).unwrap_err().to_string();
    assert!(update(EventDraft::new().recurrence(Recurrence::daily())).contains("first day"));
    assert!(update(EventDraft::new().duration(Duration::HOUR)).contains("start"));
    assert!(update(EventDraft::new().attach(("a.txt", "x"))).contains("attach"));
    let begun = Recurrence::daily().starting(date!(2024 - 05 - 01));
    assert!(EventDraft::new().recurrence(begun).to_update(&madrid()).is_ok());
}

#[test]
fn one_draft_is_one_event() {
    let id = |draft: &EventDraft| draft.to_create(&madrid()).unwrap()["transactionId"].clone();
    let draft = EventDraft::new().start(datetime!(2024-05-01 9:00));
    assert_eq!(id(&draft), id(&draft));
    assert_eq!(id(&draft).as_str().unwrap().len(), 36);
    assert_ne!(id(&draft), id(&draft.clone()));
    let said = draft.clone().transaction_id("mine");
    assert_eq!(id(&said), "mine");
    assert_eq!(id(&said.clone().subject("x")), "mine", "who says it means it");
    assert_eq!(id(&draft.clone().transaction_id("mine").set("transactionId", "ours")), "ours");
    assert!(draft.to_update(&madrid()).unwrap().get("transactionId").is_none());
}
