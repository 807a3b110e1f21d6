use o365::delta::{Change, DeltaLink};
use o365::sharepoint::{FieldsDraft, ListHandle};

use super::players;

/// Titles that came, ids that went, and where the next round starts.
fn round(list: &ListHandle, saved: Option<DeltaLink>) -> (Vec<String>, Vec<String>, DeltaLink) {
    let mut delta = list.items().page_size(2).delta(saved);
    let (mut came, mut went) = (Vec::new(), Vec::new());
    for change in &mut delta {
        match change.unwrap() {
            Change::Upsert(item) => came.extend(item.fields.text("Title").map(str::to_owned)),
            Change::Removed { id, .. } => went.push(id.to_string()),
            Change::Reset(_) => came.clear(),
        }
    }
    (came, went, delta.link().unwrap())
}

#[test]
fn what_changed_among_items() {
    let (_sandbox, _, list) = players();
    let named = |name: &str| FieldsDraft::new().set("Title", name);
    let made: Vec<_> = ["A", "B", "C", "D", "E"]
        .iter()
        .map(|name| list.create_item(named(name)).unwrap())
        .collect();
    let (came, went, link) = round(&list, None);
    assert_eq!((came.len(), went.len()), (5, 0));
    let (came, went, link) = round(&list, Some(link));
    assert_eq!((came.len(), went.len()), (0, 0));
    list.item(&made[1]).update(named("B2")).unwrap();
    list.item(&made[2]).delete().unwrap();
    list.create_item(named("F")).unwrap();
    let (mut came, went, link) = round(&list, Some(link));
    came.sort();
    assert_eq!(came, ["B2", "F"]);
    assert_eq!(went, [made[2].id.as_str()]);
    assert!(round(&list, Some(link)).0.is_empty());
}

#[test]
fn a_link_that_lapsed_starts_over() {
    let (sandbox, _, list) = players();
    list.create_item(FieldsDraft::new().set("Title", "A")).unwrap();
    let link = round(&list, None).2;
    sandbox.lapse_deltas();
    let changes: Vec<_> = list.items().delta(link).map(Result::unwrap).collect();
    assert!(matches!(changes[0], Change::Reset(_)), "{changes:?}");
    assert_eq!(changes.len(), 2);
}
