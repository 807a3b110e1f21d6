//! Lists whose pages are odd, and times that are none.

use o365::mail::{Importance, MessageDraft, prop};
use o365::{Account, ErrorKind};
use o365_sandbox::{Fault, Sandbox};
use serde_json::json;

use super::{json, lines, start};

#[test]
fn a_page_by_another_scheme_is_another_host() {
    let (sandbox, account) = start();
    let link = sandbox.graph_url().replace("http:", "https:") + "/me/messages?$skip=1";
    let page = json!({"value": [{"id": "1"}], "@odata.nextLink": link});
    sandbox.fault(json(200, page).on("GET", "/me/messages"));
    let items: Vec<_> = account.mailbox().messages().into_iter().collect();
    assert_eq!(items.len(), 2);
    assert!(items[0].is_ok());
    let error = items[1].as_ref().unwrap_err();
    assert!(error.to_string().contains("leads away"), "{error}");
    assert_eq!(sandbox.request_count(), 1);
}

#[test]
fn what_nobody_knew_of_stays_as_it_came() {
    let (sandbox, account) = start();
    let items = json!([
        {"id": "1", "subject": "plain"},
        {
            "id": "2", "@odata.type": "#microsoft.graph.messageOfTomorrow",
            "importance": "utmost", "subject": null, "from": null, "flag": null,
            "receivedDateTime": "2026-03-16T09:00:00.1234567Z",
            "holograms": [{"depth": 3}],
        },
        {"id": "3", "subject": "plain"},
    ]);
    sandbox.fault(json(200, json!({ "value": items })).on("GET", "/me/messages"));
    let messages = account.mailbox().messages().all().unwrap();
    let odd = &messages[1];
    assert_eq!(odd.importance.as_ref().map(Importance::as_str), Some("utmost"));
    assert!(odd.subject.is_none() && odd.from.is_none());
    assert_eq!(odd.received_date_time.unwrap().nanosecond(), 123_456_700);
    assert_eq!(odd.extra["holograms"][0]["depth"], 3);
    assert_eq!(messages[2].subject.as_deref(), Some("plain"));
    assert_eq!(sandbox.request_count(), 1);
}

#[test]
fn an_order_that_the_filter_must_name_first_is_put_there() {
    let (sandbox, account) = start();
    sandbox.seed_inbox(20);
    let mailbox = account.mailbox();
    let list = mailbox.inbox().messages().filter(prop::FROM.eq("x@y.z"));
    list.order_by(prop::RECEIVED.desc()).all().unwrap();
    let line = lines(&sandbox).pop().unwrap();
    assert!(line.contains("$filter=receivedDateTime%20ge%201900-01-01T00:00:00Z%20and%20from/"));
    assert!(line.contains("$orderby=receivedDateTime%20desc"), "{line}");
    // Where the service finds it too hard all the same, it says so once.
    sandbox.clear_requests();
    let fault = Fault::status(400).code("InefficientFilter");
    sandbox.fault(fault.on("GET", "/me/mailFolders/inbox/messages"));
    let error = mailbox.inbox().messages().filter(prop::FROM.eq("x@y.z")).first().unwrap_err();
    assert_eq!(error.code(), Some("InefficientFilter"));
    assert!(error.advice().is_some_and(|advice| advice.contains("filter")), "{error}");
    assert_eq!(sandbox.request_count(), 1);
}

/// One event of the calendar, in which these properties are odd.
fn event(account: &Account, sandbox: &Sandbox, more: serde_json::Value) -> o365::calendar::Event {
    let mut event = json!({
        "id": "1", "subject": "x",
        "start": {"dateTime": "2026-03-16T09:00:00.0000000", "timeZone": "UTC"},
        "end": {"dateTime": "2026-03-16T10:00:00.0000000", "timeZone": "UTC"},
    });
    event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    sandbox.fault(json(200, json!({"value": [event]})).on("GET", "/me/events"));
    account.schedule().events().first().unwrap().unwrap()
}

#[test]
fn times_at_the_edge_of_time_are_read() {
    let (sandbox, account) = start();
    let never = "0001-01-01T00:00:00Z";
    let read =
        event(&account, &sandbox, json!({"responseStatus": {"response": "none", "time": never}}));
    assert!(read.response_status.is_some_and(|status| status.time.is_none()));
    for odd in ["9999-12-31T23:59:59.9999999Z", "-0001-11-30T00:00:00Z"] {
        let page = json!({"value": [{"id": "1", "lastModifiedDateTime": odd}, {"id": "2"}]});
        sandbox.fault(json(200, page).on("GET", "/me/messages"));
        let items: Vec<_> = account.mailbox().messages().into_iter().collect();
        assert_eq!(items.len(), 2, "{odd}");
        assert!(items[1].is_ok());
        if let Err(error) = &items[0] {
            assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
        }
    }
}

#[test]
fn zones_that_nobody_knows_are_kept_as_they_came() {
    let (sandbox, account) = start();
    for name in ["tzone://Microsoft/Custom", "", "Customized Time Zone", "Mars/Olympus"] {
        let start = json!({"dateTime": "2026-03-16T09:00:00.0000000", "timeZone": name});
        let read = event(&account, &sandbox, json!({ "start": start }));
        let start = read.start.unwrap();
        assert_eq!(start.time_zone.name(), name);
        assert!(start.time_zone.iana().is_none() && start.instant().is_err(), "{name}");
    }
    assert_eq!(sandbox.request_count(), 4);
}

#[test]
fn a_draft_that_may_be_there_is_not_saved_twice() {
    for lost in [Fault::status(504).after_execution(), Fault::close().after_execution()] {
        let (sandbox, account) = start();
        sandbox.fault(lost.on("POST", "/me/messages"));
        let draft = MessageDraft::new().to("a@b.c").subject("once");
        let error = account.mailbox().save_draft(&draft).unwrap_err();
        assert!(error.is_outcome_unknown(), "{error}");
        assert_eq!(sandbox.request_count(), 1);
        assert_eq!(account.mailbox().drafts().messages().all().unwrap().len(), 1);
    }
}
