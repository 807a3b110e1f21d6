//! Collections, page by page.

use o365_core::{ErrorKind, List, mock::Mock};
use o365_sandbox::{Fault, Sandbox};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{HOST, asked, connect, json, messages, mocked, sandbox};

/// A sandbox whose messages are these pages, each linked to the next by `?page=N`.
fn with_pages(pages: &[Value]) -> Sandbox {
    let sandbox = sandbox();
    for (number, items) in pages.iter().enumerate() {
        let mut page = json!({"value": items});
        if number + 1 < pages.len() {
            let link = format!("{}/me/messages?page={}", sandbox.graph_url(), number + 1);
            page["@odata.nextLink"] = link.into();
        }
        sandbox.fault(json(&page).on("GET", "/me/messages"));
    }
    sandbox
}

fn list(sandbox: &Sandbox) -> List<Value> {
    messages(&connect(sandbox))
}

#[test]
fn an_empty_page_is_not_the_end() {
    let sandbox =
        with_pages(&[json!([]), json!([1, 2]), json!([]), json!([]), json!([3]), json!([])]);
    assert_eq!(list(&sandbox).all().unwrap(), [1, 2, 3]);
    assert_eq!(sandbox.request_count(), 6);
}

#[test]
fn an_empty_collection_has_no_item_and_no_error() {
    let sandbox = with_pages(&[json!([])]);
    let mut pager = list(&sandbox).into_iter();
    assert!(pager.next().is_none() && pager.next().is_none());
    assert_eq!((pager.pages_read(), pager.resume_link()), (1, None));
}

#[test]
fn pages_are_as_large_as_may_be_and_no_larger_than_the_limit() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({"value": []})).on("GET", "/me/messages").always());
    let list = || list(&sandbox);
    let runs: [(List<Value>, &str); 7] = [
        (list(), "999"),
        (list().limit(5), "5"),
        (list().limit(5_000), "999"),
        (list().largest_page(100), "100"),
        (list().largest_page(5_000), "1000"),
        (list().page_size(50), "50"),
        (list().page_size(50).limit(7), "7"),
    ];
    for (list, size) in runs {
        sandbox.clear_requests();
        list.all().unwrap();
        assert_eq!(asked(&sandbox), [format!("GET /v1.0/me/messages?$top={size}")]);
    }
    sandbox.clear_requests();
    assert_eq!(list().first().unwrap(), None);
    assert_eq!(asked(&sandbox), ["GET /v1.0/me/messages?$top=1"]);
}

#[test]
fn a_limit_counts_over_pages_and_nothing_is_asked_beyond_it() {
    for (limit, expected, requests) in
        [(0, 0, 0), (1, 1, 1), (2, 2, 1), (3, 3, 2), (4, 4, 2), (5, 5, 3), (100, 6, 3)]
    {
        let sandbox = with_pages(&[json!([1, 2]), json!([3, 4]), json!([5, 6])]);
        assert_eq!(list(&sandbox).limit(limit).all().unwrap().len(), expected);
        assert_eq!(sandbox.request_count(), requests, "limit {limit}");
    }
}

#[test]
fn a_link_that_comes_again_is_an_error_after_the_items() {
    let sandbox = sandbox();
    let again = format!("{}/me/messages?page=1", sandbox.graph_url());
    for items in [json!([1, 2]), json!([3])] {
        sandbox.fault(json(&json!({"value": items, "@odata.nextLink": again})));
    }
    let items: Vec<_> = list(&sandbox).into_iter().collect();
    assert_eq!(items.len(), 4);
    let error = items[3].as_ref().unwrap_err();
    assert!(error.to_string().contains("circle"), "{error}");
    assert!(items[..3].iter().all(Result::is_ok));
    assert_eq!(sandbox.request_count(), 2);
}

#[test]
fn circles_end_wherever_they_start() {
    let link = |number| format!("{HOST}/me/messages?page={number}");
    let page = |next: String| json!({"value": [1], "@odata.nextLink": next});
    // 1 -> 2 -> 1, and back to the first page, whose address is our own.
    let two = Mock::new().answer(200, page(link(1))).answer(200, page(link(2)));
    let two = two.answer(200, page(link(1)));
    let first = Mock::new()
        .answer(200, page(link(1)))
        .answer(200, page(format!("{HOST}/me/messages?$top=999")));
    for (mock, pages) in [(two, 3), (first, 2)] {
        let items: Vec<_> = messages(&mocked(&mock)).into_iter().collect();
        assert_eq!(items.len(), pages + 1);
        assert!(items[pages].as_ref().unwrap_err().to_string().contains("circle"));
        assert_eq!((mock.requests().len(), mock.unused()), (pages, 0));
    }
}

#[test]
fn empty_pages_without_end_are_an_error() {
    let mut mock = Mock::new();
    for number in 0..1_100 {
        let next = format!("{HOST}/me/messages?page={number}");
        mock = mock.answer(200, json!({"value": [], "@odata.nextLink": next}));
    }
    let items: Vec<_> = messages(&mocked(&mock)).into_iter().collect();
    assert_eq!(items.len(), 1);
    assert!(items[0].as_ref().unwrap_err().to_string().contains("without end"));
    assert!(mock.unused() > 0);
}

#[derive(Debug, Deserialize)]
struct Message {
    subject: String,
    size: u32,
}

#[test]
fn a_bad_item_costs_one_item() {
    let sandbox = with_pages(&[
        json!([{"subject": "a", "size": 1}, {"subject": "b", "size": "big"}, {"subject": "c", "size": 3}]),
        json!([{"subject": "d", "size": 4}, 17, {"size": 6}]),
    ]);
    let items: Vec<_> = list(&sandbox).as_type::<Message>().into_iter().collect();
    let subjects: Vec<_> =
        items.iter().map(|item| item.as_ref().map_or("-", |item| item.subject.as_str())).collect();
    assert_eq!(subjects, ["a", "-", "c", "d", "-", "-"]);
    assert_eq!(items[2].as_ref().unwrap().size, 3);
    let paths: Vec<_> = items
        .iter()
        .filter_map(|item| match item.as_ref().err()?.kind() {
            ErrorKind::Decode(error) => Some(error.path().to_owned()),
            _ => None,
        })
        .collect();
    assert_eq!(paths, ["value[1].size", "value[1]", "value[2]"]);
    let error = items[1].as_ref().unwrap_err();
    assert!(error.to_string().starts_with("GET /me/messages: "), "{error}");
}

#[test]
fn a_page_that_fails_is_one_error_and_can_be_resumed() {
    for fault in [Fault::status(500), Fault::status(403), Fault::html(), Fault::close()] {
        let sandbox = sandbox();
        let next = format!("{}/me/messages?page=1", sandbox.graph_url());
        sandbox.fault(json(&json!({"value": [1, 2], "@odata.nextLink": next})));
        sandbox.fault(fault.always());
        let mut pager = list(&sandbox).into_iter();
        assert_eq!(pager.by_ref().map_while(Result::ok).count(), 2);
        assert!(pager.next().is_none() && pager.next().is_none());
        let link = pager.resume_link().unwrap().to_owned();
        assert_eq!(link, next);
        let requests = sandbox.request_count();
        sandbox.clear_faults();
        sandbox.fault(json(&json!({"value": [3]})));
        let rest: Vec<Value> = list(&sandbox).resume(link).map(Result::unwrap).collect();
        assert_eq!(rest, [3]);
        assert_eq!(sandbox.request_count(), requests + 1);
        assert_eq!(sandbox.requests()[requests].target, "/v1.0/me/messages?page=1");
    }
}

#[test]
fn a_throttled_page_is_asked_for_again_and_no_item_comes_twice() {
    let sandbox = sandbox();
    let next = format!("{}/me/messages?page=1", sandbox.graph_url());
    sandbox.fault(json(&json!({"value": [1, 2], "@odata.nextLink": next})));
    sandbox.fault(Fault::status(429).retry_after("0.05"));
    sandbox.fault(json(&json!({"value": [3]})));
    assert_eq!(list(&sandbox).all().unwrap(), [1, 2, 3]);
    let targets = asked(&sandbox);
    assert_eq!(targets.len(), 3);
    assert_eq!(targets[1], targets[2]);
}

#[test]
fn resuming_in_the_middle_of_a_page_misses_nothing() {
    let sandbox = with_pages(&[json!([1, 2, 3]), json!([4, 5, 6]), json!([7])]);
    let mut pager = list(&sandbox).page_size(3).into_iter();
    assert_eq!(pager.resume_link(), None);
    let link = |pager: &o365_core::Pager<Value>| {
        pager.resume_link().map(|link| link.rsplit_once('?').unwrap().1.to_owned())
    };
    let mut seen = Vec::new();
    while pager.next().is_some() {
        seen.push(link(&pager).unwrap_or_default());
    }
    let (first, second, third) = ("$top=3", "page=1", "page=2");
    assert_eq!(seen, [first, first, second, second, second, third, ""]);
}

#[test]
fn headers_go_with_each_page() {
    let sandbox = with_pages(&[json!([1]), json!([2]), json!([3])]);
    let connection = super::builder(&sandbox).immutable_ids(true).build().unwrap();
    let list = messages(&connection)
        .prefer("outlook.timezone=\"Europe/London\"")
        .prefer("outlook.body-content-type=\"text\"")
        .header("ConsistencyLevel", "eventual");
    assert_eq!(list.all().unwrap().len(), 3);
    for request in sandbox.requests() {
        let prefer = "outlook.timezone=\"Europe/London\", outlook.body-content-type=\"text\", IdType=\"ImmutableId\"";
        assert_eq!(request.header("prefer"), Some(prefer));
        assert_eq!(request.headers.iter().filter(|(name, _)| name == "prefer").count(), 1);
        assert_eq!(request.header("consistencylevel"), Some("eventual"));
    }
}

#[test]
fn a_first_page_that_takes_too_long_is_asked_for_in_halves() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(504).times(3));
    sandbox.fault(json(&json!({"value": [1, 2, 3]})));
    let mut pager = list(&sandbox).into_iter();
    assert_eq!(pager.next().unwrap().unwrap(), 1);
    let sizes: Vec<_> =
        asked(&sandbox).iter().map(|line| line.rsplit_once('=').unwrap().1.to_owned()).collect();
    assert_eq!(sizes, ["999", "499", "249", "124"]);
    // Who resumes gets the page that came about, not the one that didn't.
    assert!(pager.resume_link().unwrap().ends_with("?$top=124"), "{:?}", pager.resume_link());
    assert_eq!(pager.count(), 2);
}

#[test]
fn halving_ends_and_then_it_is_an_error() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(504).always());
    let error = list(&sandbox).page_size(50).all().unwrap_err();
    assert_eq!(error.status(), Some(504));
    let tops: Vec<_> = asked(&sandbox);
    assert_eq!(
        tops[..3],
        [
            "GET /v1.0/me/messages?$top=50",
            "GET /v1.0/me/messages?$top=25",
            "GET /v1.0/me/messages?$top=20"
        ]
    );
    assert!(tops.len() <= 8 && tops[2..].iter().all(|top| *top == tops[2]), "{tops:?}");
}

#[test]
fn a_page_without_items_to_read_is_no_empty_page() {
    for body in [
        "{}",
        r#"{"value": null}"#,
        r#"{"value": {}}"#,
        "[]",
        "null",
        "",
        "\"x\"",
        "{\"value\": [1",
    ] {
        let sandbox = sandbox();
        sandbox.fault(Fault::status(200).body("application/json", body));
        let items: Vec<_> = list(&sandbox).into_iter().collect();
        assert_eq!(items.len(), 1, "{body}");
        let error = items[0].as_ref().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{body}: {error}");
        assert_eq!(sandbox.request_count(), 1);
    }
}

#[test]
fn an_empty_link_is_none() {
    for link in [json!(""), Value::Null] {
        let sandbox = sandbox();
        sandbox.fault(json(&json!({"value": [1], "@odata.nextLink": link})));
        assert_eq!(list(&sandbox).all().unwrap(), [1]);
        assert_eq!(sandbox.request_count(), 1);
    }
}

#[test]
fn compressed_pages_are_read() {
    let sandbox = Sandbox::builder().gzip(true).start().unwrap();
    let items: Vec<Value> = (0..500).map(|n| json!({"subject": format!("Message {n}")})).collect();
    let next = format!("{}/me/messages?page=1", sandbox.graph_url());
    sandbox.fault(json(&json!({"value": items, "@odata.nextLink": next})));
    sandbox.fault(json(&json!({"value": items})));
    let read = list(&sandbox).all().unwrap();
    assert_eq!((read.len(), &read[999]["subject"]), (1_000, &json!("Message 499")));
    assert!(
        sandbox.requests().iter().all(|request| request.header("accept-encoding") == Some("gzip"))
    );
}

#[test]
fn the_total_is_asked_for_and_read() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({"@odata.count": 123_456, "value": [1]})));
    assert_eq!(list(&sandbox).limit(3).prefer("p=1").total().unwrap(), 123_456);
    let request = &sandbox.requests()[0];
    assert_eq!(request.target, "/v1.0/me/messages?$count=true&$top=1");
    assert_eq!(request.header("prefer"), Some("p=1"));
    sandbox.fault(json(&json!({"value": [1]})));
    assert!(list(&sandbox).total().unwrap_err().to_string().contains("no count"));

    sandbox.fault(json(&json!({"@odata.count": 2, "value": [1]})));
    let mut pager = list(&sandbox).into_iter();
    assert_eq!(pager.total(), None);
    pager.next();
    assert_eq!(pager.total(), Some(2));
}

#[test]
fn a_delta_round_ends_with_its_link() {
    let delta = format!("{HOST}/me/messages/delta?$deltatoken=1");
    let next = format!("{HOST}/me/messages/delta?$skiptoken=1");
    let mock = Mock::new()
        .answer(200, json!({"value": [1], "@odata.nextLink": next}))
        .answer(200, json!({"value": [], "@odata.deltaLink": delta}));
    let mut pager = messages(&mocked(&mock)).into_iter();
    pager.next();
    assert_eq!(pager.delta_link(), None);
    assert!(pager.next().is_none());
    assert_eq!(pager.delta_link(), Some(delta.as_str()));
}
