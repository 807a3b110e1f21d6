use o365::query::{Expand, Query};
use o365::sharepoint::{ListDraft, ListTemplate, NumberColumn, TextColumn};

use super::football;

#[test]
fn a_list_s_life() {
    let (sandbox, _, site) = football();
    let draft = ListDraft::from("Books")
        .description("Read them")
        .column(("Writer", TextColumn::new()))
        .column(("PageCount", NumberColumn::new()));
    let made = site.create_list(&draft).unwrap();
    assert_eq!(made.display_name.as_deref(), Some("Books"));
    assert_eq!(made.list.as_ref().unwrap().template, Some(ListTemplate::GenericList));
    let list = site.list(&made);
    let whole = list.get_with(&Query::new().expand(Expand::new("columns"))).unwrap();
    assert!(whole.columns.iter().any(|column| column.name.as_deref() == Some("PageCount")));
    assert!(site.create_list("Books").unwrap_err().is_conflict());

    let changed = list.update(ListDraft::from("Tomes").description("Heavy")).unwrap();
    assert_eq!(changed.display_name.as_deref(), Some("Tomes"));
    assert_eq!(changed.name, made.name, "the name in the address stays");
    assert_eq!(list.get().unwrap().description.as_deref(), Some("Heavy"));

    list.delete().unwrap();
    assert!(list.get().unwrap_err().is_not_found());
    assert!(sandbox.requests().iter().all(|request| !request.target.contains("//")));
}

#[test]
fn a_list_by_title_and_by_the_name_in_its_address() {
    let (sandbox, _, site) = football();
    let made = site.create_list("O'Brien & #1 / 50%").unwrap();
    sandbox.clear_requests();
    let found = site.list_by_name("O'Brien & #1 / 50%").unwrap().unwrap();
    assert_eq!((found.id == made.id, sandbox.request_count()), (true, 1));
    assert_eq!(site.list("O'Brien & #1 / 50%").get().unwrap().id, made.id);

    let plain = site.create_list("Players").unwrap();
    site.list(&plain).update("The players").unwrap();
    let name = plain.name.clone().unwrap();
    assert_eq!(site.list_by_name("The players").unwrap().unwrap().id, plain.id);
    assert_eq!(site.list_by_name(&name.to_uppercase()).unwrap().unwrap().id, plain.id);
    assert!(site.list_by_name("Nobody").unwrap().is_none());
    assert!(site.list_by_name("").is_err());
}

#[test]
fn lists_are_read_without_their_columns() {
    let (sandbox, _, site) = football();
    for number in 0..12 {
        site.create_list(format!("List {number}")).unwrap();
    }
    sandbox.clear_requests();
    let all = site.lists().page_size(5).all().unwrap();
    assert!(all.len() >= 12 && all.iter().all(|list| list.columns.is_empty()));
    assert_eq!(sandbox.request_count(), all.len().div_ceil(5), "pages, and nothing for each list");
}
