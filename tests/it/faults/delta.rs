//! Rounds of changes that lapse, break off, or tell things twice.

use o365::Result;
use o365::delta::{Change, Delta, DeltaLink, Resync, merge};
use o365::mail::{Mailbox, Message};
use o365_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use super::{json, lines, start};

const DELTA: &str = "/me/mailFolders/inbox/messages/delta";

fn link(sandbox: &Sandbox, query: &str) -> String {
    format!("{}{DELTA}?{query}", sandbox.graph_url())
}

fn page(sandbox: &Sandbox, items: Value, next: Option<&str>, last: Option<&str>) -> Fault {
    let mut page = json!({ "value": items });
    if let Some(next) = next {
        page["@odata.nextLink"] = link(sandbox, next).into();
    }
    if let Some(last) = last {
        page["@odata.deltaLink"] = link(sandbox, last).into();
    }
    json(200, page).on("GET", DELTA)
}

fn gone(code: &str) -> Fault {
    let body =
        json!({"error": {"code": "resyncRequired", "message": "", "innererror": {"code": code}}});
    json(410, body).on("GET", DELTA)
}

fn round(mailbox: &Mailbox, from: Option<String>) -> Delta<Message> {
    mailbox.inbox().messages().select(["subject"]).delta(from.map(DeltaLink::from))
}

/// `+1` is there, `-1` is gone, `A` and `R` a fresh start, `E` an error.
fn told(round: &mut Delta<Message>) -> String {
    let word = |change: Result<Change<Message>>| match change {
        Ok(Change::Upsert(message)) => format!("+{}", message.id),
        Ok(Change::Removed { id, .. }) => format!("-{id}"),
        Ok(Change::Reset(Resync::ApplyDifferences)) => "A".into(),
        Ok(Change::Reset(_)) => "R".into(),
        Err(_) => "E".into(),
    };
    round.map(word).collect::<Vec<_>>().join(" ")
}

/// The queries of the requests.
fn asked(sandbox: &Sandbox) -> Vec<String> {
    let query = |line: String| {
        let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
        target.split_once('?').map_or(String::new(), |(_, query)| query.to_owned())
    };
    lines(sandbox).into_iter().map(query).collect()
}

#[test]
fn a_lapsed_link_starts_over_where_the_service_points() {
    let (sandbox, account) = start();
    let fault = gone("resyncChangesApplyDifferences");
    sandbox.fault(fault.header("Location", link(&sandbox, "$skiptoken=anew")));
    sandbox.fault(page(&sandbox, json!([{"id": "1"}]), None, Some("$deltatoken=b")));
    let mut round = round(&account.mailbox(), Some(link(&sandbox, "$deltatoken=old")));
    assert_eq!(told(&mut round), "A +1");
    assert_eq!(asked(&sandbox), ["$deltatoken=old", "$skiptoken=anew"]);
    assert_eq!(round.link().unwrap().as_str(), link(&sandbox, "$deltatoken=b"));
}

#[test]
fn a_round_that_lapses_in_its_middle_starts_from_the_beginning() {
    let (sandbox, account) = start();
    sandbox.fault(page(&sandbox, json!([{"id": "1"}]), Some("$skiptoken=a"), None));
    let body = json!({"error": {"code": "SyncStateNotFound", "message": ""}});
    sandbox.fault(json(410, body).on("GET", DELTA));
    sandbox.fault(page(&sandbox, json!([{"id": "1"}, {"id": "2"}]), None, Some("$deltatoken=b")));
    let mut round = round(&account.mailbox(), None);
    assert_eq!(told(&mut round), "+1 R +1 +2");
    assert_eq!(asked(&sandbox), ["$select=subject", "$skiptoken=a", "$select=subject"]);
    assert!(round.link().is_some());
}

#[test]
fn a_fresh_start_at_another_host_is_not_made() {
    let (sandbox, account) = start();
    let other = Sandbox::start().unwrap();
    let elsewhere = format!("{}{DELTA}?$skiptoken=x", other.graph_url());
    sandbox.fault(gone("resyncRequired").header("Location", elsewhere));
    sandbox.fault(page(&sandbox, json!([{"id": "1"}]), None, Some("$deltatoken=b")));
    let mut round = round(&account.mailbox(), Some(link(&sandbox, "$deltatoken=old")));
    assert_eq!(told(&mut round), "R +1");
    assert_eq!(asked(&sandbox), ["$deltatoken=old", "$select=subject"]);
    assert_eq!(other.request_count(), 0);
}

#[test]
fn a_fresh_start_that_fails_is_made_from_the_beginning() {
    let (sandbox, account) = start();
    let fault = gone("resyncRequired");
    sandbox.fault(fault.header("Location", link(&sandbox, "$skiptoken=broken")));
    sandbox.fault(Fault::status(500).on("GET", DELTA).times(5));
    sandbox.fault(page(&sandbox, json!([{"id": "1"}]), None, Some("$deltatoken=b")));
    let mut round = round(&account.mailbox(), Some(link(&sandbox, "$deltatoken=old")));
    assert_eq!(told(&mut round), "R +1");
    let broken = "$skiptoken=broken";
    let expected = ["$deltatoken=old", broken, broken, broken, broken, broken, "$select=subject"];
    assert_eq!(asked(&sandbox), expected);
    assert!(round.link().is_some());
}

#[test]
fn what_comes_several_times_ends_as_the_last_says() {
    let (sandbox, account) = start();
    let first = json!([
        {"id": "child", "subject": "before its parent", "parentFolderId": "parent"},
        {"id": "1", "subject": "a", "isRead": true},
        {"id": "2", "subject": "x"},
        {"id": "2", "@removed": {"reason": "deleted"}},
    ]);
    let second = json!([
        {"id": "1", "isRead": false},
        {"id": "2", "subject": "again"},
        {"id": "1", "subject": "b"},
        {"id": "3", "@removed": {"reason": "changed"}},
    ]);
    sandbox.fault(page(&sandbox, first, Some("$skiptoken=a"), None));
    sandbox.fault(page(&sandbox, second, None, Some("$deltatoken=b")));
    let mut known = std::collections::BTreeMap::<String, Value>::new();
    let messages = account.mailbox().inbox().messages().as_type::<Value>();
    for change in messages.delta(None) {
        match change.unwrap() {
            Change::Upsert(item) => {
                let id = item["id"].as_str().unwrap().to_owned();
                merge(known.entry(id).or_insert_with(|| json!({})), item);
            }
            Change::Removed { id, .. } => _ = known.remove(id.as_str()),
            Change::Reset(_) => known.clear(),
        }
    }
    assert_eq!(known.keys().collect::<Vec<_>>(), ["1", "2", "child"]);
    assert_eq!(known["1"], json!({"id": "1", "subject": "b", "isRead": false}));
    assert_eq!(known["2"]["subject"], "again");
    assert_eq!(sandbox.request_count(), 2);
}

#[test]
fn a_round_whose_link_was_not_kept_is_told_again() {
    let (sandbox, account) = start();
    sandbox.seed_inbox(3);
    let mailbox = account.mailbox();
    let mut first = round(&mailbox, None);
    assert_eq!(told(&mut first).split(' ').count(), 3);
    let kept = first.link().unwrap().to_string();
    let message = mailbox.inbox().messages().first().unwrap().unwrap();
    mailbox.message(&message).permanent_delete().unwrap();
    sandbox.clear_requests();
    // A program that stopped before it kept the second link.
    let tellings: Vec<_> = (0..2).map(|_| told(&mut round(&mailbox, Some(kept.clone())))).collect();
    assert_eq!(tellings, [format!("-{}", message.id), format!("-{}", message.id)]);
    let asked = asked(&sandbox);
    assert!(asked.iter().all(|query| kept.ends_with(query.as_str())), "{asked:?}");
}

#[test]
fn a_round_without_a_link_at_its_end_is_not_whole() {
    let (sandbox, account) = start();
    sandbox.fault(page(&sandbox, json!([{"id": "1"}]), None, None));
    let mut round = round(&account.mailbox(), None);
    assert_eq!(told(&mut round), "+1 E");
    assert_eq!((round.link(), sandbox.request_count()), (None, 1));
}
