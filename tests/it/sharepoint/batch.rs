use o365::sharepoint::FieldsDraft;

use super::players;

#[test]
fn many_are_created_changed_and_deleted_with_a_result_for_each() {
    let (sandbox, _, list) = players();
    let mut drafts: Vec<_> =
        (0..45).map(|number| FieldsDraft::new().set("Title", format!("P{number}"))).collect();
    drafts[7] = FieldsDraft::new().lookup("Club", "United");
    drafts[30] = FieldsDraft::new().set("Nonsense", true);
    let made: Vec<_> = list.create_items(drafts).collect();
    assert_eq!(made.len(), 45);
    assert!(made[7].as_ref().unwrap_err().to_string().contains("isn't the number"));
    assert_eq!(made[30].as_ref().unwrap_err().status(), Some(400));
    let made: Vec<_> = made.into_iter().filter_map(Result::ok).collect();
    assert_eq!(made[8].fields.text("Title"), Some("P9"), "in the order of the drafts");
    assert_eq!(sandbox.request_count(), 3, "twenty in a request");

    let changes = made.iter().map(|item| (item, FieldsDraft::new().set("Goals", 7)));
    assert!(list.update_items(changes).all(|fields| fields.unwrap().number("Goals") == Some(7.0)));

    list.item(&made[3]).delete().unwrap();
    let results: Vec<_> = list.delete_items(&made).collect();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 42);
    assert!(results[3].as_ref().unwrap_err().is_not_found());
    assert!(list.items().first().unwrap().is_none());
}

#[test]
fn a_thousand_rows_go_in_fifty_requests() {
    let (sandbox, _, list) = players();
    let rows = (0..1_000).map(|number| FieldsDraft::new().set("Title", format!("P{number}")));
    assert_eq!(list.create_items(rows).filter(|made| made.is_ok()).count(), 1_000);
    assert_eq!(sandbox.request_count(), 50);
    assert_eq!(list.items().all().unwrap().len(), 1_000);
}
