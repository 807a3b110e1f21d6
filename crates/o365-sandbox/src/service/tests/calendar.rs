//! Calendars, events and series.

use serde_json::{Value, json};

use super::{Desk, ROOT, next, text, to};

fn time(at: &str, zone: &str) -> Value {
    json!({"dateTime": at, "timeZone": zone})
}

fn event(subject: &str, start: &str, end: &str, zone: &str) -> Value {
    json!({"subject": subject, "start": time(start, zone), "end": time(end, zone)})
}

/// Every day from the day of its start, so many times.
fn daily(start: &str, end: &str, zone: &str, count: usize) -> Value {
    let mut series = event("Stand-up", start, end, zone);
    series["recurrence"] = json!({"pattern": {"type": "daily", "interval": 1},
        "range": {"type": "numbered", "startDate": start[..10], "numberOfOccurrences": count}});
    series
}

fn starts(page: &Value) -> Vec<String> {
    page["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| text(&e["start"]["dateTime"])[..16].to_owned())
        .collect()
}

#[test]
fn calendars_and_groups_come_and_go() {
    let desk = Desk::new();
    let default = desk.get("/me/calendar");
    assert_eq!(
        (&default["name"], &default["isDefaultCalendar"]),
        (&json!("Calendar"), &json!(true))
    );
    assert_eq!(default["owner"]["address"], super::ME);
    let group = desk.post("/me/calendarGroups", json!({"name": "Football"}), 201);
    let group = text(&group["id"]);
    let made = desk.post(
        &format!("/me/calendarGroups/{group}/calendars"),
        json!({"name": "Matches", "color": "lightRed"}),
        201,
    );
    assert_eq!(made["hexColor"], "#f88c9b");
    let id = text(&made["id"]);
    assert_eq!(
        desk.refused("POST", "/me/calendars", Some(json!({"name": "matches"})), 409),
        "ErrorFolderExists"
    );
    desk.refused("POST", "/me/calendars", Some(json!({"color": "auto"})), 400);
    assert_eq!(desk.get("/me/calendars?$filter=name eq 'Matches'")["value"][0]["id"], id.as_str());
    assert_eq!(
        desk.get(&format!("/me/calendarGroups/{group}/calendars"))["value"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    desk.refused("DELETE", &format!("/me/calendarGroups/{group}"), None, 400);
    let path = format!("/me/calendars/{id}");
    let patched = desk.patch(&path, json!({"name": "Games", "isDefaultCalendar": true}), 200);
    assert_eq!((&patched["name"], &patched["isDefaultCalendar"]), (&json!("Games"), &json!(true)));
    assert_eq!(desk.get("/me/calendar")["id"], id.as_str());
    desk.refused("DELETE", &path, None, 400);
    desk.patch(
        &format!("/me/calendars/{}", text(&default["id"])),
        json!({"isDefaultCalendar": true}),
        200,
    );
    let inside = desk.post(
        &format!("{path}/events"),
        event("x", "2026-01-01T10:00:00", "2026-01-01T11:00:00", "UTC"),
        201,
    );
    desk.ask("DELETE", &path, None, 204);
    assert_eq!(desk.refused("GET", &path, None, 404), "ErrorItemNotFound");
    desk.refused("GET", &format!("/me/events/{}", text(&inside["id"])), None, 404);
    desk.ask("DELETE", &format!("/me/calendarGroups/{group}"), None, 204);
}

#[test]
fn an_event_is_made_shown_in_a_zone_changed_and_deleted() {
    let desk = Desk::new().with("prefer", "outlook.timezone=\"Romance Standard Time\"");
    let mut body = event("Match", "2026-07-01T20:45:00", "2026-07-01T22:30:00", "Europe/London");
    body["location"] = json!({"displayName": "Old Trafford"});
    body["isOnlineMeeting"] = true.into();
    body["body"] = json!({"contentType": "html", "content": "<p>Bring boots</p>"});
    let made = desk.post("/me/events", body, 201);
    assert_eq!(made["start"], time("2026-07-01T21:45:00.0000000", "Romance Standard Time"));
    assert_eq!(made["originalStartTimeZone"], "Europe/London");
    assert_eq!((&made["type"], &made["isOrganizer"]), (&json!("singleInstance"), &json!(true)));
    assert_eq!(made["bodyPreview"], "Bring boots");
    assert_eq!(made["locations"][0]["displayName"], "Old Trafford");
    assert!(text(&made["onlineMeeting"]["joinUrl"]).starts_with("https://teams."));
    assert_eq!(made["responseStatus"]["response"], "organizer");
    let path = format!("/me/events/{}", text(&made["id"]));
    let changed = desk.patch(
        &path,
        json!({"subject": "Final", "categories": ["Red category"], "showAs": "oof"}),
        200,
    );
    assert_eq!((&changed["subject"], &changed["showAs"]), (&json!("Final"), &json!("oof")));
    assert_ne!(changed["changeKey"], made["changeKey"]);
    assert_eq!(changed["iCalUId"], made["iCalUId"]);
    let few = desk.get(&format!("{path}?$select=subject"));
    assert!(few["start"].is_null() && few["id"] == made["id"]);
    assert_eq!(
        desk.get("/me/events?$filter=start/dateTime ge '2026-07-01T00:00'&$orderby=start/dateTime")
            ["value"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    desk.ask("DELETE", &path, None, 204);
    desk.refused("GET", &path, None, 404);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let desk = Desk::new();
    let refused = |body: Value| desk.refused("POST", "/me/events", Some(body), 400);
    assert_eq!(
        refused(event("x", "2026-01-01T10:00:00", "2026-01-01T11:00:00", "Mars/Base")),
        "TimeZoneNotSupportedException"
    );
    assert_eq!(
        refused(event("x", "2026-01-01T10:00:00", "2026-01-01T09:00:00", "UTC")),
        "ErrorCalendarEndDateIsEarlierThanStartDate"
    );
    assert_eq!(refused(json!({"subject": "x"})), "ErrorPropertyValidationFailure");
    assert_eq!(refused(json!({"Subject": "x"})), "RequestBodyRead");
    for (start, end, zone, other) in [
        ("2026-01-01T10:00:00", "2026-01-02T00:00:00", "UTC", "UTC"),
        ("2026-01-01T00:00:00", "2026-01-01T00:00:00", "UTC", "UTC"),
        ("2026-01-01T00:00:00", "2026-01-02T00:00:00", "UTC", "Europe/Madrid"),
    ] {
        refused(json!({"isAllDay": true, "start": time(start, zone), "end": time(end, other)}));
    }
    let mut series = daily("2026-01-01T10:00:00", "2026-01-01T11:00:00", "UTC", 3);
    series["recurrence"]["range"]["startDate"] = "2026-01-02".into();
    refused(series);
    let odd = Desk::new().with("prefer", "outlook.timezone=\"Nowhere\"");
    assert_eq!(odd.refused("GET", "/me/events", None, 400), "TimeZoneNotSupportedException");
    assert_eq!(desk.refused("GET", "/me/calendarView", None, 400), "ErrorInvalidParameter");
}

#[test]
fn all_day_is_midnight_in_every_zone() {
    let desk = Desk::new().with("prefer", "outlook.timezone=\"Asia/Tokyo\"");
    let mut body =
        event("Holiday", "2026-05-01T00:00:00", "2026-05-02T00:00:00", "America/New_York");
    body["isAllDay"] = true.into();
    let made = desk.post("/me/events", body, 201);
    assert_eq!(made["start"], time("2026-05-01T00:00:00.0000000", "Asia/Tokyo"));
    assert_eq!(made["showAs"], "free");
}

#[test]
fn a_repeated_transaction_makes_one_event() {
    let desk = Desk::new();
    let mut body = event("Once", "2026-01-01T10:00:00", "2026-01-01T11:00:00", "UTC");
    body["transactionId"] = "t-1".into();
    let first = desk.post("/me/events", body.clone(), 201);
    assert_eq!(desk.post("/me/events", body.clone(), 201)["id"], first["id"]);
    body["subject"] = "Other".into();
    assert_eq!(desk.refused("POST", "/me/events", Some(body), 409), "ErrorDuplicateTransactionId");
    assert_eq!(desk.get("/me/events/$count"), 1);
}

#[test]
fn a_series_keeps_its_clock_over_the_change_to_summer_time() {
    let desk = Desk::new();
    desk.post(
        "/me/events",
        daily("2026-03-27T02:30:00", "2026-03-27T03:00:00", "Europe/Madrid", 4),
        201,
    );
    let view = desk.get("/me/calendarView?startDateTime=2026-03-20&endDateTime=2026-04-20");
    // On the 29th there is no 02:30: it is 03:30 of summer time.
    assert_eq!(
        starts(&view),
        ["2026-03-27T01:30", "2026-03-28T01:30", "2026-03-29T01:30", "2026-03-30T00:30"]
    );
    let view = &view["value"];
    assert_eq!(view[2]["end"]["dateTime"], "2026-03-29T02:00:00.0000000");
    assert_eq!(view[0]["type"], "occurrence");
    let desk = Desk::new();
    desk.post(
        "/me/events",
        daily("2026-10-31T01:30:00", "2026-10-31T02:30:00", "America/New_York", 3),
        201,
    );
    let view = desk.get(
        "/me/calendarView?startDateTime=2026-10-01T00:00:00-04:00&endDateTime=2026-12-01T00:00:00",
    );
    assert_eq!(starts(&view), ["2026-10-31T05:30", "2026-11-01T05:30", "2026-11-02T06:30"]);
}

#[test]
fn days_of_a_series_are_changed_and_taken_out() {
    let desk = Desk::new();
    let made =
        desk.post("/me/events", daily("2026-06-01T10:00:00", "2026-06-01T11:00:00", "UTC", 5), 201);
    assert_eq!(made["type"], "seriesMaster");
    assert_eq!(made["recurrence"]["range"]["recurrenceTimeZone"], "UTC");
    let master = format!("/me/events/{}", text(&made["id"]));
    let window = "startDateTime=2026-06-01T00:00:00Z&endDateTime=2026-07-01T00:00:00Z";
    let all = desk.get(&format!("{master}/instances?{window}"));
    assert_eq!(starts(&all).len(), 5);
    let day = |n: usize| format!("/me/events/{}", text(&all["value"][n]["id"]));
    assert_eq!(all["value"][0]["seriesMasterId"], made["id"]);
    assert_ne!(all["value"][0]["iCalUId"], all["value"][1]["iCalUId"]);
    let later = json!({"subject": "Late", "start": time("2026-06-02T15:00:00", "UTC"), "end": time("2026-06-02T16:00:00", "UTC")});
    let exception = desk.patch(&day(1), later, 200);
    assert_eq!(
        (&exception["type"], &exception["originalStart"]),
        (&json!("exception"), &json!("2026-06-02T10:00:00Z"))
    );
    let over = json!({"start": time("2026-06-04T15:00:00", "UTC"), "end": time("2026-06-04T16:00:00", "UTC")});
    assert_eq!(desk.refused("PATCH", &day(2), Some(over), 400), "ErrorOccurrenceCrossingBoundary");
    desk.ask("DELETE", &day(3), None, 204);
    desk.refused("GET", &day(3), None, 404);
    desk.patch(&master, json!({"subject": "Coffee"}), 200);
    let all = desk.get(&format!("/me/calendarView?{window}"));
    assert_eq!(
        starts(&all),
        ["2026-06-01T10:00", "2026-06-02T15:00", "2026-06-03T10:00", "2026-06-05T10:00"]
    );
    assert_eq!(
        (&all["value"][0]["subject"], &all["value"][1]["subject"]),
        (&json!("Coffee"), &json!("Late"))
    );
    assert_eq!(desk.get("/me/events")["value"].as_array().unwrap().len(), 1);
    let single = desk.patch(&master, json!({"recurrence": null}), 200);
    assert_eq!((&single["type"], &single["recurrence"]), (&json!("singleInstance"), &Value::Null));
    desk.refused("GET", &format!("{master}/instances?{window}"), None, 400);
}

#[test]
fn a_view_comes_in_pages_and_its_changes_are_told() {
    let desk = Desk::new();
    let made = desk.post(
        "/me/events",
        daily("2026-06-01T10:00:00", "2026-06-01T11:00:00", "UTC", 12),
        201,
    );
    let window = "startDateTime=2026-06-01T00:00:00Z&endDateTime=2026-07-01T00:00:00Z";
    let page = desk.get(&format!("/me/calendarView?{window}"));
    let second = desk.get(&next(&page).unwrap());
    assert_eq!((starts(&page).len(), starts(&second).len()), (10, 2));
    let page = desk.get(&format!("/me/calendarView/delta?{window}"));
    let page = desk.get(&next(&page).unwrap());
    let link =
        |page: &Value| text(&page["@odata.deltaLink"]).strip_prefix(ROOT).unwrap().to_owned();
    let delta = link(&page);
    assert_eq!(desk.get(&delta)["value"], json!([]));
    let day = text(&page["value"][0]["id"]);
    desk.ask("DELETE", &format!("/me/events/{day}"), None, 204);
    desk.post("/me/events", event("New", "2026-06-03T08:00:00", "2026-06-03T09:00:00", "UTC"), 201);
    desk.post(
        "/me/events",
        event("Elsewhere", "2027-06-03T08:00:00", "2027-06-03T09:00:00", "UTC"),
        201,
    );
    let page = desk.get(&delta);
    let rows = page["value"].as_array().unwrap();
    assert_eq!(
        rows[0],
        json!({"@odata.type": "#microsoft.graph.event", "id": day, "@removed": {"reason": "deleted"}})
    );
    assert_eq!(rows[1]["subject"], "New");
    desk.ask("DELETE", &format!("/me/events/{}", text(&made["id"])), None, 204);
    assert_eq!(desk.get(&link(&page))["value"][0]["@removed"]["reason"], "deleted");
    desk.refused("GET", &format!("/me/calendarView/delta?{window}&$select=subject"), None, 400);
}

#[test]
fn attachments_of_events() {
    let desk = Desk::new();
    let made =
        desk.post("/me/events", daily("2026-06-01T10:00:00", "2026-06-01T11:00:00", "UTC", 2), 201);
    let path = format!("/me/events/{}/attachments", text(&made["id"]));
    let file = json!({"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentBytes": "aGVsbG8="});
    let added = desk.post(&path, file.clone(), 201);
    let one = format!("{path}/{}", text(&added["id"]));
    assert_eq!(desk.get(&one)["contentBytes"], "aGVsbG8=");
    assert_eq!(desk.raw("GET", &format!("{one}/$value"), None).body, b"hello");
    assert_eq!(
        desk.get(&format!("/me/events/{}?$expand=attachments", text(&made["id"])))["attachments"]
            [0]["name"],
        "a.txt"
    );
    let session =
        json!({"AttachmentItem": {"attachmentType": "file", "name": "b", "size": 4_000_000}});
    let session = desk.post(&format!("{path}/createUploadSession"), session, 201);
    assert!(text(&session["uploadUrl"]).starts_with(super::MEDIA));
    desk.ask("DELETE", &one, None, 204);
    assert_eq!(desk.get(&path)["value"], json!([]));
    let window = "startDateTime=2026-06-01&endDateTime=2026-07-01";
    let day = desk.get(&format!("/me/calendarView?{window}"));
    let path = format!("/me/events/{}/attachments", text(&day["value"][1]["id"]));
    let added = desk.post(&path, file, 201);
    assert_eq!(desk.get(&path)["value"][0]["id"], added["id"]);
}

#[test]
fn permissions_are_given_changed_and_taken() {
    let desk = Desk::new();
    let path = "/me/calendar/calendarPermissions";
    assert_eq!(desk.get(path)["value"][0]["role"], "freeBusyRead");
    let body = json!({"emailAddress": to("denis@law.com")[0]["emailAddress"], "role": "read"});
    let made = desk.post(path, body.clone(), 201);
    assert_eq!((&made["isRemovable"], &made["isInsideOrganization"]), (&json!(true), &json!(true)));
    desk.refused("POST", path, Some(body), 409);
    let one = format!("{path}/{}", text(&made["id"]));
    assert_eq!(desk.patch(&one, json!({"role": "write"}), 200)["role"], "write");
    desk.ask("DELETE", &one, None, 204);
    desk.refused("GET", &one, None, 404);
    desk.refused("DELETE", &format!("{path}/RGVmYXVsdA=="), None, 400);
}
