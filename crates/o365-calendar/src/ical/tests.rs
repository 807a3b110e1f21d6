//! Out and in again.

use o365_core::time::TimeZone;
use serde_json::{Value, json};

use super::*;
use crate::model::{Event, EventDraft};

fn event(json: Value) -> Event {
    serde_json::from_value(json).unwrap()
}

fn created(draft: &EventDraft) -> Value {
    let mut json = draft.to_create(&TimeZone::new("Europe/Madrid")).unwrap();
    json.as_object_mut().unwrap().remove("transactionId");
    json
}

fn series() -> Event {
    event(json!({
        "id": "AAMk", "iCalUId": "0400", "subject": "C:\\new, old; \u{e9}\nline", "createdDateTime": "2024-01-01T00:00:00Z",
        "body": {"contentType": "text", "content": "Bring boots,\r\nplease: \\n"},
        "start": {"dateTime": "2024-03-18T08:00:00.0000000", "timeZone": "UTC"},
        "end": {"dateTime": "2024-03-18T09:00:00.0000000", "timeZone": "UTC"},
        "originalStartTimeZone": "Romance Standard Time", "isAllDay": false,
        "recurrence": {
            "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"], "firstDayOfWeek": "sunday"},
            "range": {"type": "endDate", "startDate": "2024-03-18", "endDate": "2024-04-15", "recurrenceTimeZone": "Romance Standard Time"},
        },
        "cancelledOccurrences": ["OID.AAMk.2024-04-01"],
        "location": {"displayName": "Old Trafford"}, "categories": ["Red", "Blue"], "sensitivity": "private",
        "importance": "high", "showAs": "oof", "isReminderOn": true, "reminderMinutesBeforeStart": 15,
        "organizer": {"emailAddress": {"name": "Me", "address": "me@b.c"}},
        "attendees": [
            {"type": "optional", "emailAddress": {"name": "Best; \"George\"", "address": "george@best.com"}, "status": {"response": "declined"}},
            {"type": "resource", "emailAddress": {"address": "room@b.c"}},
        ],
    }))
}

#[test]
fn a_series_there_and_back() {
    let text = write(&[series()]).unwrap();
    let unfolded = text.replace("\r\n ", "");
    for line in [
        "UID:0400",
        "DTSTART;TZID=Europe/Paris:20240318T090000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO;WKST=SU;UNTIL=20240415T070000Z",
        "EXDATE;TZID=Europe/Paris:20240401T090000",
        "ATTENDEE;CN=\"Best; 'George'\";CUTYPE=INDIVIDUAL;PARTSTAT=DECLINED;ROLE=OPT-PARTICIPANT:mailto:george@best.com",
        "DTSTAMP:20240101T000000Z",
    ] {
        assert!(unfolded.contains(&format!("\r\n{line}\r\n")), "{line}\n{unfolded}");
    }
    let read = read(&text).unwrap();
    let [back] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!(back.left_out, ["EXDATE:20240401T090000", "ORGANIZER:mailto:me@b.c"]);
    assert_eq!(
        created(&back.draft),
        json!({
            "subject": "C:\\new, old; \u{e9}\nline",
            "body": {"contentType": "text", "content": "Bring boots,\nplease: \\n"},
            "start": {"dateTime": "2024-03-18T09:00:00", "timeZone": "Romance Standard Time"},
            "end": {"dateTime": "2024-03-18T10:00:00", "timeZone": "Romance Standard Time"},
            "recurrence": {
                "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"], "firstDayOfWeek": "sunday"},
                "range": {"type": "endDate", "startDate": "2024-03-18", "endDate": "2024-04-15"},
            },
            "location": {"displayName": "Old Trafford"}, "categories": ["Red", "Blue"], "sensitivity": "private",
            "importance": "high", "showAs": "oof", "isReminderOn": true, "reminderMinutesBeforeStart": 15,
            "attendees": [
                {"type": "optional", "emailAddress": {"name": "Best; 'George'", "address": "george@best.com"}},
                {"type": "resource", "emailAddress": {"name": "room@b.c", "address": "room@b.c"}},
            ],
        })
    );
}

#[test]
fn whole_days_and_moved_ones() {
    let midnight =
        |day: &str| json!({"dateTime": format!("{day}T00:00:00.0000000"), "timeZone": "UTC"});
    let mut days = event(json!({"id": "1", "subject": "Trip", "isAllDay": true,
        "start": midnight("2024-05-01"), "end": midnight("2024-05-04")}));
    let text = write([&days]).unwrap();
    assert!(
        text.contains("DTSTART;VALUE=DATE:20240501\r\n")
            && text.contains("DTEND;VALUE=DATE:20240504\r\n")
    );
    let back = created(&read(&text).unwrap()[0].draft);
    assert_eq!(
        (&back["isAllDay"], &back["end"]["dateTime"]),
        (&json!(true), &json!("2024-05-04T00:00:00"))
    );

    days.body = Some(o365_core::ItemBody::html("<p>a, b; c</p>\n"));
    let back = created(&read(&write([&days]).unwrap()).unwrap()[0].draft);
    assert_eq!(back["body"], json!({"contentType": "html", "content": "<p>a, b; c</p>\n"}));

    let mut whole = series();
    let mut moved = whole.clone();
    (moved.recurrence, moved.i_cal_uid) = (None, Some("other".into()));
    moved.original_start = Some(time::macros::datetime!(2024-03-25 8:00 UTC));
    whole.exception_occurrences = vec![moved];
    let text = write([&whole]).unwrap();
    assert_eq!(text.matches("UID:0400").count(), 2);
    let back = read(&text).unwrap();
    assert_eq!(back.len(), 1);
    assert!(
        back[0].left_out.contains(&"RECURRENCE-ID:20240325T080000Z".to_owned()),
        "{:?}",
        back[0].left_out
    );
}

fn file(lines: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

#[test]
fn files_of_others() {
    let of = |lines: &str| created(&read(&file(lines)).unwrap()[0].draft);
    let floating = of("DTSTART:20240506T090000\r\nDURATION:PT1H30M\r\nSUMMARY:A folded\r\n  line");
    assert_eq!(floating["subject"], "A folded line");
    assert_eq!(
        floating["end"],
        json!({"dateTime": "2024-05-06T10:30:00", "timeZone": "Romance Standard Time"})
    );
    let maker = of("DTSTART;TZID=\"/mozilla.org/20050126_1/Europe/Berlin\":20240506T090000");
    assert_eq!(maker["start"]["timeZone"], "W. Europe Standard Time");
    assert_eq!(maker["start"], maker["end"]);
    let windows = of(
        "DTSTART;TZID=Pacific Standard Time:20240506T090000\r\nDTEND;TZID=Pacific Standard Time:20240506T100000",
    );
    assert_eq!(windows["end"]["timeZone"], "Pacific Standard Time");
    let day = of("DTSTART;VALUE=DATE:20240501\r\nRRULE:FREQ=YEARLY");
    assert_eq!(
        day["recurrence"]["pattern"],
        json!({"type": "absoluteYearly", "interval": 1, "dayOfMonth": 1, "month": 5})
    );
    // Until noon in UTC, which is before the one of that day in Los Angeles.
    let until = of(
        "DTSTART;TZID=America/Los_Angeles:20240506T090000\r\nRRULE:FREQ=DAILY;UNTIL=20240510T120000Z",
    );
    assert_eq!(until["recurrence"]["range"]["endDate"], "2024-05-09");
}

#[test]
fn what_can_t_be_read_is_told() {
    for odd in [
        "SUMMARY:no start",
        "DTSTART:yesterday",
        "DTSTART;TZID=Nowhere:20240506T090000",
        "DTSTART:20240506T090000Z\r\nRRULE:FREQ=HOURLY",
        "DTSTART:20240506\r\nDTEND:20240506T090000Z",
        "DTSTART:20240506T090000Z\r\nDURATION:long",
    ] {
        assert!(read(&file(odd)).is_err(), "{odd}");
    }
    for broken in ["", "hello", "BEGIN:", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"] {
        assert!(read(broken).is_err(), "{broken}");
    }
    assert!(write([&event(json!({"id": "1"}))]).is_err());
    let injected = event(
        json!({"id": "1\r\nX:1", "subject": "a\r\nX-B:1", "start": {"dateTime": "2024-05-06T09:00:00"},
        "end": {"dateTime": "2024-05-06T09:00:00"}, "categories": ["c\nX-D:1"],
        "attendees": [{"emailAddress": {"name": "n\r\nX-E:1", "address": "a@b.c\r\nX-F:1"}}]}),
    );
    let text = write([&injected]).unwrap();
    assert!(!text.lines().any(|line| line.starts_with('X')), "{text}");
}

#[test]
fn nothing_is_left_out_in_silence() {
    let alarm =
        |trigger: &str| format!("BEGIN:VALARM\r\nACTION:DISPLAY\r\n{trigger}\r\nEND:VALARM");
    let alarms = [
        "TRIGGER:-PT15M",
        "TRIGGER:PT5M",
        "TRIGGER;RELATED=END:-PT5M",
        "TRIGGER:-P1D",
        "TRIGGER;VALUE=DATE-TIME:20240506T080000Z",
    ];
    let text = file(&format!(
        "DTSTART:20240506T090000Z\r\nSTATUS:CANCELLED\r\nATTENDEE;CN=Nobody:urn:uuid:1\r\nATTENDEE:mailto:a@b.c\r\n\
         URL:https://b.example/\r\nORGANIZER:mailto:x@b.c\r\n{}",
        alarms.map(alarm).join("\r\n")
    ));
    let read = read(&text).unwrap();
    let mut left_out = read[0].left_out.clone();
    left_out.sort();
    assert_eq!(
        left_out,
        [
            "ATTENDEE:urn:uuid:1",
            "ORGANIZER:mailto:x@b.c",
            "STATUS:CANCELLED",
            "TRIGGER:-PT15M",
            "TRIGGER:-PT5M",
            "TRIGGER:20240506T080000Z",
            "TRIGGER:PT5M",
            "URL:https://b.example/",
        ]
    );
    let draft = created(&read[0].draft);
    assert_eq!(draft["reminderMinutesBeforeStart"], 1440);
    assert_eq!(draft["attendees"].as_array().map(Vec::len), Some(1));
}

#[test]
fn control_characters_are_left_out() {
    let event = event(
        json!({"id": "1", "subject": "a\u{0}\u{1b}b\tc\r\nd\u{85}", "categories": ["e\u{7f}"],
        "start": {"dateTime": "2024-05-06T09:00:00"}, "end": {"dateTime": "2024-05-06T09:00:00"}}),
    );
    let text = write([&event]).unwrap();
    assert!(!text.contains(|c: char| c.is_control() && !"\r\n\t".contains(c)), "{text:?}");
    let back = created(&read(&text).unwrap()[0].draft);
    assert_eq!((&back["subject"], &back["categories"]), (&json!("ab\tc\nd"), &json!(["e"])));
}

proptest::proptest! {
    #[test]
    fn no_file_is_too_odd(lines in "(([A-Z-]{2,9}|DTSTART|DTEND|RRULE|TRIGGER|BEGIN|END)(;[A-Z]{2,5}=[^\r\n]{0,9})?:[^\r]{0,20}\r\n){0,6}") {
        _ = read(&file(&lines));
        _ = read(&lines);
    }

    #[test]
    fn texts_come_back(subject in "[^\r\u{F8FF}\\p{Cc}]{0,90}") {
        let event = event(json!({"id": "1", "subject": subject, "start": {"dateTime": "2024-05-06T09:00:00"},
            "end": {"dateTime": "2024-05-06T09:00:00"}}));
        let back = created(&read(&write([&event]).unwrap()).unwrap()[0].draft);
        proptest::prop_assert_eq!(back["subject"].as_str(), Some(&*subject));
    }
}
