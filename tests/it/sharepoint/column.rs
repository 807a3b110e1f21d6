use o365::sharepoint::{
    ChoiceColumn, ColumnDraft, ColumnKind, ContentTypeDraft, NumberColumn, TextColumn,
    internal_name,
};

use super::{football, players};

#[test]
fn a_column_s_life() {
    let (_sandbox, _, list) = players();
    let draft = ColumnDraft::from(("Shirt number", NumberColumn::new().minimum(1.0).maximum(99.0)))
        .required(true)
        .indexed(true)
        .default_value("9");
    let made = list.create_column(&draft).unwrap();
    assert_eq!(made.name.as_deref(), Some(&*internal_name("Shirt number")));
    let Some(ColumnKind::Number(number)) = made.kind() else { panic!("{made:?}") };
    assert_eq!((number.minimum, made.required, made.indexed), (Some(1.0), Some(true), Some(true)));
    assert_eq!(made.default_value.unwrap().value.as_deref(), Some("9"));
    assert!(list.create_column(draft).unwrap_err().is_conflict());

    let at = list.column(&made.id);
    let changed = at.update(ColumnDraft::new().display_name("Number").required(false)).unwrap();
    assert_eq!((changed.display_name.as_deref(), changed.required), (Some("Number"), Some(false)));
    assert_eq!(changed.name, made.name, "the internal name stays");
    assert_eq!(list.column_by_name("Number").unwrap().unwrap().id, made.id);
    assert_eq!(list.column_by_name("Shirt_x0020_number").unwrap().unwrap().id, made.id);
    at.delete().unwrap();
    assert!(list.column_by_name("Number").unwrap().is_none());
    assert!(at.get().unwrap_err().is_not_found());
}

#[test]
fn the_title_that_can_be_written_is_found_among_those_that_are_shown() {
    let (_sandbox, _, list) = players();
    let title = list.column_by_name("Title").unwrap().unwrap();
    assert_eq!((title.name.as_deref(), title.read_only), (Some("Title"), Some(false)));
}

#[test]
fn the_kinds_of_all_columns_are_read() {
    let (_sandbox, _, list) = players();
    let columns = list.columns().all().unwrap();
    let kind = |name: &str| {
        columns.iter().find(|column| column.name.as_deref() == Some(name)).unwrap().kind().unwrap()
    };
    assert!(matches!(kind("Born"), ColumnKind::DateTime(_)));
    assert!(matches!(kind("Agent"), ColumnKind::PersonOrGroup(_)));
    assert!(matches!(kind("Club"), ColumnKind::Lookup(club) if club.list_id.is_some()));
    assert!(matches!(kind("Author"), ColumnKind::PersonOrGroup(_)));
    assert!(
        matches!(kind("Positions"), ColumnKind::Choice(all) if all.choices == ["Winger", "Striker"])
    );
}

#[test]
fn columns_and_content_types_of_a_site_go_into_its_lists() {
    let (_sandbox, _, site) = football();
    let rating = site.create_column(("Rating", ChoiceColumn::new(["Good", "Bad"]))).unwrap();
    assert_eq!(site.column(&rating).get().unwrap().id, rating.id);
    let draft = ContentTypeDraft::new().name("Match report").base("0x01");
    let report = site.create_content_type(draft).unwrap();
    assert!(report.id.as_str().starts_with("0x01"));

    let list = site.create_list("Reports").unwrap();
    let list = site.list(&list);
    let copy = list.add_content_type(&report).unwrap();
    assert_eq!(copy.name.as_deref(), Some("Match report"));
    let kinds = list.content_types().all().unwrap();
    assert!(kinds.iter().any(|kind| kind.id == copy.id));
    let item = list
        .create_item(o365::sharepoint::FieldsDraft::new().set("Title", "Final").content_type(&copy))
        .unwrap();
    assert_eq!(item.content_type.unwrap().name.as_deref(), Some("Match report"));

    site.column(&rating).update(("Rating", TextColumn::new())).unwrap_err();
    site.column(&rating).delete().unwrap();
    assert!(site.columns().all().unwrap().iter().all(|column| column.id != rating.id));
}
