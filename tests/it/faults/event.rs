//! Events that are booked twice or not at all, days without an end, and calendars that aren't told of.

use o365::calendar::{EventDraft, FreeBusyRequest};
use o365::time::macros::{date, datetime};
use o365_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use super::{json, start};

fn sent(sandbox: &Sandbox) -> Vec<Value> {
    let requests = sandbox.requests();
    requests.iter().filter_map(|request| serde_json::from_slice(&request.body).ok()).collect()
}

fn match_day() -> EventDraft {
    EventDraft::new().subject("Match").start(datetime!(2026-03-16 15:00 UTC))
}

#[test]
fn a_booking_whose_answer_is_lost_is_booked_once() {
    let (sandbox, account) = start();
    sandbox.fault(Fault::close().after_execution().on("POST", "/me/events"));
    account.schedule().create(&match_day()).unwrap();
    let sent = sent(&sandbox);
    assert_eq!(sent.len(), 2);
    assert!(sent[0]["transactionId"].is_string());
    assert_eq!(sent[0], sent[1]);
    assert_eq!(account.schedule().events().all().unwrap().len(), 1);
}

#[test]
fn a_booking_that_met_its_own_traces_is_found() {
    let (sandbox, account) = start();
    sandbox.fault(Fault::close().after_execution().on("POST", "/me/events"));
    sandbox.fault(Fault::status(409).code("ErrorDuplicateTransactionId").on("POST", "/me/events"));
    let event = account.schedule().create(&match_day()).unwrap();
    let methods: Vec<_> = sandbox.requests().iter().map(|it| it.method.clone()).collect();
    assert_eq!(methods[..2], ["POST", "POST"]);
    assert!(methods.len() > 2 && methods[2..].iter().all(|method| method == "GET"), "{methods:?}");
    let all = account.schedule().events().all().unwrap();
    assert_eq!((all.len(), &all[0].id), (1, &event.id));
}

#[test]
fn a_whole_day_ends_on_the_next() {
    let (sandbox, account) = start();
    let schedule = account.schedule().in_zone("Europe/Paris");
    schedule.create(&EventDraft::new().subject("Cup").all_day(date!(2026 - 03 - 28))).unwrap();
    let sent = &sent(&sandbox)[0];
    let day = |name: &str| sent[name]["dateTime"].as_str().unwrap()[..10].to_owned();
    assert_eq!((day("start"), day("end")), ("2026-03-28".into(), "2026-03-29".into()));
    assert_eq!(sent["start"]["timeZone"], sent["end"]["timeZone"]);
    assert_eq!(sent["isAllDay"], true);
}

#[test]
fn one_calendar_that_is_not_told_of_spoils_no_other() {
    let (sandbox, account) = start();
    let error =
        json!({"message": "Unable to resolve", "responseCode": "ErrorMailRecipientNotFound"});
    let answer = json!({"value": [
        {"scheduleId": "a@b.c", "availabilityView": "00", "scheduleItems": []},
        {"scheduleId": "nobody@b.c", "error": error},
    ]});
    sandbox.fault(json(200, answer).on("POST", "/me/calendar/getSchedule"));
    let window = datetime!(2026-03-16 9:00 UTC)..datetime!(2026-03-16 10:00 UTC);
    let request = FreeBusyRequest::new(["a@b.c", "nobody@b.c"], window);
    let found = account.schedule().availability(&request).unwrap().schedules;
    assert!(found[0].error.is_none());
    let code = found[1].error.as_ref().and_then(|error| error.response_code.as_deref());
    assert_eq!(code, Some("ErrorMailRecipientNotFound"));
    assert_eq!(sandbox.request_count(), 1);
}
