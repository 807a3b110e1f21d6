use o365::sharepoint::prop::{self, column};
use o365::sharepoint::{ColumnDraft, FieldsDraft};
use o365::time::macros::{date, datetime};
use serde_json::json;

use super::players;

const HEADER: &str = "HonorNonIndexedQueriesWarningMayFailRandomly";

#[test]
fn rows_are_filtered_and_ordered_by_their_columns() {
    let (_sandbox, _, list) = players();
    for (title, goals) in [("O'Brien", 3), ("Best", 179), ("Law", 237)] {
        let draft = FieldsDraft::new().set("Title", title).set("Goals", goals);
        list.create_item(draft.date("Born", date!(1946 - 05 - 22))).unwrap();
    }
    let titles = |items: o365::sharepoint::Items| -> Vec<String> {
        let all = items.all().unwrap();
        all.iter().map(|item| item.fields.text("Title").unwrap().to_owned()).collect()
    };
    let many = list.items().filter(column("Goals").gt(100)).order_by(column("Goals").desc());
    assert_eq!(titles(many), ["Law", "Best"]);
    let named = list.items().filter(prop::TITLE.eq("O'Brien")).allow_non_indexed();
    assert_eq!(titles(named), ["O'Brien"]);
    let born = column("Born").eq(date!(1946 - 05 - 22)) & column("Goals").lt(100);
    assert_eq!(titles(list.items().filter(born).allow_non_indexed()), ["O'Brien"]);
    let recent = prop::MODIFIED.ge(datetime!(2020-01-01 0:00 UTC));
    assert_eq!(titles(list.items().filter(recent).allow_non_indexed()).len(), 3);
}

#[test]
fn a_column_without_index_needs_the_caller_s_word_on_every_page() {
    let (sandbox, _, list) = players();
    for number in 0..5 {
        list.create_item(FieldsDraft::new().set("Title", format!("P{number}"))).unwrap();
    }
    let wanted = list.items().filter(prop::TITLE.starts_with("P")).page_size(2);
    let error = wanted.clone().all().unwrap_err();
    assert_eq!(error.status(), Some(400));
    assert!(error.advice().unwrap().contains("allow_non_indexed"), "{error}");

    sandbox.clear_requests();
    assert_eq!(wanted.allow_non_indexed().all().unwrap().len(), 5);
    let sent = sandbox.requests();
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|page| page.header("prefer").is_some_and(|all| all.contains(HEADER))));

    // An index makes it unnecessary.
    let title = list.column_by_name("Title").unwrap().unwrap();
    list.column(&title).update(ColumnDraft::new().indexed(true)).unwrap();
    assert_eq!(list.items().filter(prop::TITLE.eq("P3")).all().unwrap().len(), 1);
}

#[test]
fn a_long_list_is_read_whole_and_filtered_by_indexed_columns_only() {
    let (sandbox, site, list) = players();
    let id = site.get().unwrap().id;
    for number in 0..5_050 {
        let row = json!({"Title": format!("P{number}"), "Goals": number});
        sandbox.add_list_item(id.as_str(), "Players", row).unwrap();
    }
    sandbox.clear_requests();
    let all = list.items().select_fields("Title");
    assert_eq!(all.into_iter().filter(|item| item.is_ok()).count(), 5_050);
    let sent = sandbox.requests();
    assert_eq!(sent.len(), 2, "5,000 on a page");
    assert!(sent[0].target.contains("$top=5000"), "{}", sent[0].target);

    let risky = list.items().filter(prop::TITLE.eq("P7")).allow_non_indexed().all();
    assert!(risky.unwrap_err().to_string().contains("threshold"));
    let narrow = column("Goals").ge(5_040) & column("Title").eq("P5049");
    assert_eq!(list.items().filter(narrow).allow_non_indexed().all().unwrap().len(), 1);
    assert_eq!(list.items().limit(12).all().unwrap().len(), 12);
}

#[test]
fn fields_come_by_themselves_and_can_be_chosen() {
    let (sandbox, _, list) = players();
    list.create_item(FieldsDraft::new().set("Title", "A").set("Goals", 1)).unwrap();
    sandbox.clear_requests();
    let whole = list.items().all().unwrap();
    assert_eq!(whole[0].fields.number("Goals"), Some(1.0));
    let some = list.items().select_fields(["Title", "Due_x0020_date"]).select("id").all().unwrap();
    assert!(some[0].fields.get("Goals").is_none() && some[0].web_url.is_none());
    let sent = sandbox.requests();
    assert!(sent[0].target.contains("$expand=fields&"), "{}", sent[0].target);
    assert!(
        sent[1].target.contains("$expand=fields($select%3DTitle,Due_x0020_date)"),
        "{}",
        sent[1].target
    );
}
