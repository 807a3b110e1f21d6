//! Pages that are fetched while the caller works.

use std::{
    sync::mpsc,
    time::{Duration, Instant},
};

use o365_core::{Error, List};
use o365_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use super::{builder, connect, json, messages, sandbox};

const PAGES: usize = 4;

/// Four pages of two items.
fn fill(sandbox: &Sandbox) {
    for number in 0..PAGES {
        let mut page = json!({"value": [number * 2, number * 2 + 1]});
        if number + 1 < PAGES {
            page["@odata.nextLink"] =
                format!("{}/me/messages?page={}", sandbox.graph_url(), number + 1).into();
        }
        sandbox.fault(json(&page).on("GET", "/me/messages"));
    }
}

fn ahead(sandbox: &Sandbox) -> List<Value> {
    messages(&connect(sandbox)).prefetch()
}

/// Waits until so many requests came.
fn wait_for(sandbox: &Sandbox, requests: usize) {
    let start = Instant::now();
    while sandbox.request_count() < requests {
        assert!(start.elapsed() < Duration::from_secs(10), "{}", sandbox.request_count());
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn the_items_and_requests_are_the_same() {
    let (plain, early) = (sandbox(), sandbox());
    for sandbox in [&plain, &early] {
        fill(sandbox);
    }
    let one = messages(&connect(&plain)).prefer("p=1").all().unwrap();
    assert_eq!(ahead(&early).prefer("p=1").all().unwrap(), one);
    assert_eq!(one.len(), 2 * PAGES);
    let told = |sandbox: &Sandbox| -> Vec<_> {
        let requests = sandbox.requests().into_iter();
        requests.map(|r| (r.target.clone(), r.header("prefer").map(str::to_owned))).collect()
    };
    assert_eq!(told(&plain), told(&early));
}

#[test]
fn the_next_page_is_asked_for_before_its_items_are() {
    let sandbox = sandbox();
    fill(&sandbox);
    let mut pager = ahead(&sandbox).into_iter();
    assert_eq!(sandbox.request_count(), 0);
    assert_eq!(pager.next().unwrap().unwrap(), 0);
    wait_for(&sandbox, 2);
    assert_eq!(pager.next().unwrap().unwrap(), 1);
    assert_eq!(pager.next().unwrap().unwrap(), 2);
    wait_for(&sandbox, 3);
    drop(pager);

    // And without it, it isn't.
    let sandbox = super::sandbox();
    fill(&sandbox);
    let mut pager = messages(&connect(&sandbox)).into_iter();
    pager.next().unwrap().unwrap();
    pager.next().unwrap().unwrap();
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(sandbox.request_count(), 1);
}

#[test]
fn one_page_ahead_and_no_more() {
    let sandbox = sandbox();
    fill(&sandbox);
    let mut pager = ahead(&sandbox).into_iter();
    pager.next().unwrap().unwrap();
    wait_for(&sandbox, 2);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(sandbox.request_count(), 2);
    assert_eq!(pager.count(), 7);
}

#[test]
fn latency_hides_behind_the_work() {
    let delay = Duration::from_millis(50);
    let sandbox = sandbox();
    for number in 0..PAGES {
        let link = format!("{}/me/messages?page={}", sandbox.graph_url(), number + 1);
        let page = match number + 1 < PAGES {
            true => json!({"value": [number], "@odata.nextLink": link}),
            false => json!({"value": [number]}),
        };
        let slow = Fault::delay(delay).body("application/json", page.to_string());
        sandbox.fault(slow.on("GET", "/me/messages"));
    }
    // The work on a page ends when the request for the next one is there.
    for (number, item) in ahead(&sandbox).into_iter().enumerate() {
        assert_eq!(item.unwrap(), number);
        wait_for(&sandbox, (number + 2).min(PAGES));
    }
    assert_eq!(sandbox.request_count(), PAGES);
}

#[test]
fn nothing_is_fetched_beyond_the_limit() {
    for (limit, requests) in [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)] {
        let sandbox = sandbox();
        fill(&sandbox);
        assert_eq!(ahead(&sandbox).limit(limit).all().unwrap().len(), limit);
        std::thread::sleep(Duration::from_millis(20));
        assert_eq!(sandbox.request_count(), requests, "limit {limit}");
    }
}

#[test]
fn an_error_comes_when_its_page_is_due() {
    let sandbox = sandbox();
    let next = format!("{}/me/messages?page=1", sandbox.graph_url());
    sandbox.fault(json(&json!({"value": [1, 2], "@odata.nextLink": next})));
    sandbox.fault(Fault::status(403));
    let mut pager = ahead(&sandbox).into_iter();
    assert_eq!(pager.next().unwrap().unwrap(), 1);
    wait_for(&sandbox, 2);
    assert_eq!(pager.next().unwrap().unwrap(), 2);
    assert_eq!(pager.next().unwrap().unwrap_err().status(), Some(403));
    assert!(pager.next().is_none());
    assert_eq!(pager.resume_link(), Some(next.as_str()));
    assert_eq!(sandbox.request_count(), 2);
}

#[test]
fn a_link_to_another_host_is_not_followed_ahead_either() {
    let (sandbox, other) = (sandbox(), sandbox());
    let next = format!("{}/me/messages?page=1", other.graph_url());
    sandbox.fault(json(&json!({"value": [1], "@odata.nextLink": next})));
    let items: Vec<Result<Value, Error>> = ahead(&sandbox).into_iter().collect();
    assert_eq!(items.len(), 2);
    assert!(items[1].is_err());
    assert_eq!(other.request_count(), 0);
}

#[test]
fn a_link_inside_of_an_item_leads_no_one_astray() {
    let sandbox = sandbox();
    let link = |path: &str| format!("{}{path}", sandbox.graph_url());
    let item = json!({"related": [], "@odata.nextLink": link("/me/mailFolders")});
    let page = json!({"@odata.nextLink": link("/me/messages?page=1"), "value": [item]});
    sandbox.fault(json(&page).on("GET", "/me/messages"));
    sandbox.fault(json(&json!({"value": [2]})).on("GET", "/me/messages"));
    assert_eq!(ahead(&sandbox).all().unwrap(), [item, json!(2)]);
}

#[test]
fn links_that_go_in_a_circle_are_not_followed_ahead() {
    let sandbox = sandbox();
    let next = format!("{}/me/messages?page=1", sandbox.graph_url());
    for _ in 0..3 {
        sandbox.fault(json(&json!({"value": [1], "@odata.nextLink": next})));
    }
    let items: Vec<Result<Value, Error>> = ahead(&sandbox).into_iter().collect();
    assert_eq!(items.len(), 3);
    assert!(items[2].is_err());
    assert_eq!(sandbox.request_count(), 2);
}

#[test]
fn another_type_is_fetched_ahead_too() {
    let sandbox = sandbox();
    fill(&sandbox);
    let mut pager = ahead(&sandbox).as_type::<u32>().into_iter();
    assert_eq!(pager.next().unwrap().unwrap(), 0);
    wait_for(&sandbox, 2);
}

#[test]
fn a_loop_that_is_left_waits_for_nothing() {
    let sandbox = sandbox();
    let next = format!("{}/me/messages?page=1", sandbox.graph_url());
    sandbox.fault(json(&json!({"value": [1], "@odata.nextLink": next})));
    sandbox.fault(Fault::delay(Duration::from_secs(20)));
    let mut pager = ahead(&sandbox).into_iter();
    pager.next().unwrap().unwrap();
    wait_for(&sandbox, 2);
    let start = Instant::now();
    drop(pager);
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_page_ahead_is_tried_again_like_any_other() {
    let sandbox = sandbox();
    let next = format!("{}/me/messages?page=1", sandbox.graph_url());
    sandbox.fault(json(&json!({"value": [1], "@odata.nextLink": next})));
    sandbox.fault(Fault::status(429).retry_after("0.05"));
    sandbox.fault(json(&json!({"value": [2]})));
    let (told, events) = mpsc::channel();
    let connection = builder(&sandbox).on_retry(move |event| {
        told.send((event.attempts, event.error.status())).unwrap();
    });
    let items = messages(&connection.build().unwrap()).prefetch().all().unwrap();
    assert_eq!(items, [1, 2]);
    assert_eq!(events.try_iter().collect::<Vec<_>>(), [(1, Some(429))]);
}
