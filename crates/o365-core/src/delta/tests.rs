//! Rounds of changes over the mock.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::*;
use crate::auth::StaticToken;
use crate::connection::Connection;
use crate::endpoint::Endpoint;
use crate::list::List;
use crate::mock::Mock;
use crate::resource::Resource;
use crate::retry::Retry;

const DELTA: &str = "https://graph.microsoft.com/v1.0/me/contacts/delta";

#[derive(Debug, Deserialize)]
#[allow(dead_code)] // it must be a number
struct Thing {
    id: String,
    size: Option<u32>,
}

fn list(mock: &Mock) -> List<Thing> {
    let connection = Connection::builder(StaticToken::new("t"))
        .transport(mock.clone())
        .retry(Retry::default().base(Duration::ZERO))
        .build()
        .unwrap();
    List::new(Endpoint::new(&connection, &Resource::Me).child("contacts"))
}

fn page(items: Value, next: Option<&str>, delta: Option<&str>) -> Value {
    let mut page = json!({"value": items});
    let link = |text: &str| json!(format!("{DELTA}?{text}"));
    if let Some(next) = next {
        page["@odata.nextLink"] = link(next);
    }
    if let Some(delta) = delta {
        page["@odata.deltaLink"] = link(delta);
    }
    page
}

fn gone(code: &str) -> Value {
    json!({"error": {"code": "resyncRequired", "message": "", "innererror": {"code": code}}})
}

/// `+1`, `-1` (removed), `R` (reset), `E` (error)
fn told(delta: &mut Delta<Thing>) -> String {
    let word = |change| match change {
        Ok(Change::Upsert(Thing { id, .. })) => format!("+{id}"),
        Ok(Change::Removed { id, reason: Removal::Changed }) => format!("~{id}"),
        Ok(Change::Removed { id, .. }) => format!("-{id}"),
        Ok(Change::Reset(Resync::UploadDifferences)) => "U".into(),
        Ok(Change::Reset(Resync::ApplyDifferences)) => "A".into(),
        Ok(Change::Reset(_)) => "R".into(),
        Err(_) => "E".into(),
    };
    delta.map(word).collect::<Vec<String>>().join(" ")
}

fn targets(mock: &Mock) -> Vec<String> {
    mock.requests().iter().map(|request| request.url().replace(DELTA, "")).collect()
}

#[test]
fn a_first_round_and_the_next_one() {
    let mock = Mock::new()
        .answer(
            200,
            page(
                json!([{"id": "1"}, {"id": "2", "@removed": {"reason": "changed"}}]),
                Some("$skiptoken=a%2B"),
                None,
            ),
        )
        .answer(200, page(json!([]), Some("$skiptoken=b"), None))
        .answer(200, page(json!([{"id": "1", "size": 3}]), None, Some("$deltatoken=c")))
        .answer(
            200,
            page(
                json!([{"id": "1", "@removed": {"reason": "deleted"}}, {"id": "3", "deleted": {}}]),
                None,
                Some("$deltatoken=d"),
            ),
        );
    let list = list(&mock).select(["id", "size"]).page_size(7).prefer("x=1");
    let mut round = list.clone().delta(None);
    assert!(round.next().unwrap().is_ok());
    assert_eq!(round.link(), None);
    assert_eq!(told(&mut round), "~2 +1");
    let link = round.link().unwrap();
    assert_eq!(link.as_str(), format!("{DELTA}?$deltatoken=c"));
    let link: DeltaLink = serde_json::from_str(&serde_json::to_string(&link).unwrap()).unwrap();
    let mut round = list.delta(link);
    assert_eq!(told(&mut round), "-1 -3");
    assert_eq!(round.link().unwrap().to_string(), format!("{DELTA}?$deltatoken=d"));
    assert_eq!(
        targets(&mock),
        ["?$select=id,size", "?$skiptoken=a%2B", "?$skiptoken=b", "?$deltatoken=c"]
    );
    for request in mock.requests() {
        let prefer = request.header("prefer").unwrap();
        assert!(prefer.contains("odata.maxpagesize=7") && prefer.contains("x=1"), "{prefer}");
    }
}

#[test]
fn a_broken_round_goes_on_where_it_stopped() {
    let mock = Mock::new()
        .answer(200, page(json!([{"id": "1"}]), Some("a"), None))
        .answer(400, json!({}))
        .answer(200, page(json!([{"id": "2"}, {"id": "3"}]), None, Some("b")))
        .answer(200, page(json!([{"id": "2"}, {"id": "3"}]), None, Some("b")));
    let list = list(&mock);
    let mut round = list.clone().delta(None);
    assert_eq!(told(&mut round), "+1 E");
    assert_eq!(round.link(), None);
    let mut round = list.clone().delta(round.resume_link());
    assert!(round.next().unwrap().is_ok());
    // Its page isn't used up: it comes again.
    let mut again = list.delta(round.resume_link());
    assert_eq!(told(&mut again), "+2 +3");
    assert_eq!(told(&mut round), "+3");
    assert_eq!(round.resume_link(), round.link());
    assert_eq!(targets(&mock), ["", "?a", "?a", "?a"]);
}

#[test]
fn a_lapsed_link_starts_over_where_the_service_says() {
    let mock = Mock::new()
        .answer(410, gone("resyncChangesApplyDifferences"))
        .header("location", &format!("{DELTA}?token="))
        .answer(200, page(json!([{"id": "1"}]), None, Some("b")));
    let mut round = list(&mock).delta(DeltaLink::from(format!("{DELTA}?old")));
    assert_eq!(told(&mut round), "A +1");
    assert_eq!(targets(&mock), ["?old", "?token="]);
    assert!(round.link().is_some());
}

#[test]
fn a_lapsed_link_without_a_good_location_starts_from_the_beginning() {
    for location in [
        None,
        Some("https://evil.example/v1.0/x"),
        Some("http://graph.microsoft.com/x"),
        Some("/x"),
    ] {
        let mut mock = Mock::new().answer(410, gone("resyncUploadDifferences"));
        if let Some(location) = location {
            mock = mock.header("location", location);
        }
        let mock = mock.answer(200, page(json!([{"id": "1"}]), None, Some("b")));
        let mut round = list(&mock).select(["id"]).delta(DeltaLink::from(format!("{DELTA}?old")));
        assert_eq!(told(&mut round), "U +1");
        assert_eq!(targets(&mock), ["?old", "?$select=id"]);
    }
}

#[test]
fn a_location_that_leads_nowhere_is_given_up() {
    let mock = Mock::new()
        .answer(410, gone("resyncRequired"))
        .header("location", &format!("{DELTA}?broken"))
        .answer(400, json!({}))
        .answer(200, page(json!([{"id": "1"}]), None, Some("b")));
    let mut round = list(&mock).delta(DeltaLink::from(format!("{DELTA}?old")));
    assert_eq!(told(&mut round), "R +1");
    assert_eq!(targets(&mock), ["?old", "?broken", ""]);
}

#[test]
fn a_round_may_lapse_in_its_middle_but_not_for_ever() {
    let lapsed = json!({"error": {"code": "SyncStateNotFound", "message": ""}});
    let mut mock = Mock::new();
    for _ in 0..4 {
        mock = mock
            .answer(200, page(json!([{"id": "1"}]), Some("a"), None))
            .answer(410, lapsed.clone());
    }
    let mut round = list(&mock).delta(None);
    assert_eq!(told(&mut round), "+1 R +1 R +1 R +1 E");
    assert_eq!(round.link(), None);
    let hopeless = Mock::new().answer(410, gone("x"));
    assert_eq!(told(&mut list(&hopeless).delta(None)), "E");
}

#[test]
fn a_round_without_an_end_is_an_error() {
    let mock = Mock::new().answer(200, page(json!([{"id": "1"}]), None, None));
    let mut round = list(&mock).delta(None);
    assert_eq!(told(&mut round), "+1 E");
    assert_eq!((round.link(), round.next().is_none()), (None, true));
}

#[test]
fn foreign_links_get_no_token() {
    let mock = Mock::new();
    let mut round =
        list(&mock).delta(DeltaLink::from("https://evil.example/v1.0/me/contacts/delta?x"));
    assert_eq!(told(&mut round), "E");
    let mut foreign = page(json!([]), None, None);
    foreign["@odata.nextLink"] = json!("https://evil.example/x");
    let mock = mock.answer(200, foreign);
    assert_eq!(told(&mut list(&mock).delta(None)), "E");
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn an_odd_item_is_one_error_and_other_deleted_properties_are_none() {
    let items = json!([{"id": "1", "size": "x"}, {"id": "2", "deleted": false}, {"@removed": {"reason": "deleted"}}, {"id": "4", "@removed": {}}]);
    let mock = Mock::new().answer(200, page(items, None, Some("b")));
    let mut round = list(&mock).delta(None);
    let error = round.next().unwrap().unwrap_err();
    assert!(error.to_string().contains("size"), "{error}");
    assert_eq!(told(&mut round), "+2 E -4");
}

#[test]
fn a_limit_ends_the_loop_without_a_link() {
    let mock = Mock::new().answer(200, page(json!([{"id": "1"}, {"id": "2"}]), None, Some("b")));
    let mut round = list(&mock).limit(1).delta(None);
    assert_eq!(told(&mut round), "+1");
    assert_eq!(round.link(), None);
    assert!(round.resume_link().is_some());
}

#[test]
fn a_hollow_place_sends_nothing() {
    let mock = Mock::new();
    let connection =
        Connection::builder(StaticToken::new("t")).transport(mock.clone()).build().unwrap();
    let hollow = List::<Thing>::new(Endpoint::new(&connection, &Resource::Me).child("").child("x"));
    assert_eq!(told(&mut hollow.delta(None)), "E");
    assert!(mock.requests().is_empty());
}
