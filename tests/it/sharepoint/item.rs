use o365::query::{Expand, Query};
use o365::sharepoint::FieldsDraft;
use serde::{Deserialize, Serialize};

use super::players;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Player {
    title: String,
    goals: Option<f64>,
    #[serde(rename = "Due_x0020_date", skip_serializing_if = "Option::is_none")]
    due: Option<String>,
}

#[test]
fn an_item_s_life() {
    let (sandbox, _, list) = players();
    let draft = FieldsDraft::new().set("Title", "George Best").set("Goals", 179);
    let made = list.create_item(draft).unwrap();
    assert_eq!(made.fields.text("Title"), Some("George Best"));
    assert!(made.created_by.as_ref().unwrap().display_name().is_some());

    let item = list.item(&made);
    // A column that was empty, one that wasn't, and one to be emptied.
    let fields = item
        .update(FieldsDraft::new().set("Foot", "Right").set("Title", "G. Best").clear("Goals"))
        .unwrap();
    assert_eq!((fields.text("Foot"), fields.number("Goals")), (Some("Right"), None));
    let read = item.get().unwrap();
    assert_eq!(read.fields["Foot"], fields["Foot"]);
    assert_eq!(read.fields.text("Title"), Some("G. Best"));
    let some = Query::new().expand(Expand::new("fields").select(["Title"])).select("id");
    assert_eq!(item.get_with(&some).unwrap().fields.get("Foot"), None);

    item.delete().unwrap();
    assert!(item.get().unwrap_err().is_not_found());
    assert!(item.delete().unwrap_err().is_not_found());
    let sent = sandbox.requests();
    let change = sent.iter().find(|request| request.method == "PATCH").unwrap();
    assert!(change.target.ends_with("/fields"), "{}", change.target);
}

#[test]
fn what_the_list_has_not_is_refused_by_the_service_and_told() {
    let (_sandbox, _, list) = players();
    for (column, word) in
        [("Nonsense", "not recognized"), ("Author", "read-only"), ("Due date", "not recognized")]
    {
        let error = list.create_item(FieldsDraft::new().set(column, "x")).unwrap_err();
        assert_eq!(error.status(), Some(400));
        assert!(error.to_string().contains(word), "{error}");
    }
    list.create_item(FieldsDraft::new().set("Due_x0020_date", "x")).unwrap();
}

#[test]
fn rows_of_one_s_own_type() {
    let (sandbox, _, list) = players();
    let row = |title: &str, goals| Player { title: title.into(), goals, due: None };
    list.create_item(FieldsDraft::of(&row("George Best", Some(179.0)))).unwrap();
    let made = list
        .create_item(FieldsDraft::of(&row("Alex Stepney", None)).set("Due_x0020_date", "May"))
        .unwrap();
    let all = list.items().as_type::<Player>().all().unwrap();
    assert_eq!(all[0].fields, row("George Best", Some(179.0)));
    assert!(all[0].created_date_time.is_some(), "the rest of the item is there, too");
    let one = list.item(&made).get_as::<Player>().unwrap();
    assert_eq!(one.fields.due.as_deref(), Some("May"));

    // One row that doesn't fit is one error.
    list.create_item(FieldsDraft::new().set("Goals", 1)).unwrap();
    let results: Vec<_> = list.items().as_type::<Player>().into_iter().collect();
    assert_eq!(results.iter().filter(|row| row.is_ok()).count(), 2);
    let error = results[2].as_ref().unwrap_err();
    assert!(error.to_string().contains("value[2].fields"), "{error}");
    drop(sandbox);
}

#[test]
fn nothing_is_overwritten_that_somebody_else_changed() {
    let (_sandbox, _, list) = players();
    let made = list.create_item(FieldsDraft::new().set("Title", "A")).unwrap();
    let item = list.item(&made);
    item.update(FieldsDraft::new().set("Title", "B")).unwrap();
    let guarded = item.if_match(made.e_tag.as_deref().unwrap());
    assert!(guarded.update(FieldsDraft::new().set("Title", "C")).unwrap_err().is_stale());
    assert!(guarded.delete().unwrap_err().is_stale());
    assert_eq!(item.get().unwrap().fields.text("Title"), Some("B"));
    let now = item.get().unwrap().e_tag.unwrap();
    item.if_match(now).update(FieldsDraft::new().set("Title", "C")).unwrap();
}

#[test]
fn versions_are_read_and_restored() {
    let (_sandbox, _, list) = players();
    let made = list.create_item(FieldsDraft::new().set("Title", "A").set("Goals", 1)).unwrap();
    let item = list.item(&made);
    item.update(FieldsDraft::new().set("Title", "B")).unwrap();
    let versions = item.versions().all().unwrap();
    let title = |at: usize| versions[at].fields.as_ref().unwrap().text("Title").unwrap();
    assert_eq!((versions.len(), title(0), title(1)), (2, "B", "A"));
    let first = item.version(&versions[1]);
    assert_eq!(first.get().unwrap().fields.unwrap().number("Goals"), Some(1.0));
    first.restore().unwrap();
    assert_eq!(item.get().unwrap().fields.text("Title"), Some("A"));
    assert_eq!(item.versions().all().unwrap().len(), 3);
    assert!(item.version("9.0").get().unwrap_err().is_not_found());
}
