use o365::contacts::ContactDraft;

use super::book;

#[test]
fn many_are_created_changed_and_deleted_with_a_result_for_each() {
    let (sandbox, book) = book();
    let mut drafts: Vec<_> =
        (0..45).map(|number| ContactDraft::new().given_name(format!("N{number}"))).collect();
    drafts[7] = ContactDraft::new().home_phones(["1", "2", "3"]);
    drafts[30] = ContactDraft::new().set("nonsense", true);
    let made: Vec<_> = book.create_contacts(drafts).collect();
    assert_eq!(made.len(), 45);
    assert!(made[7].as_ref().unwrap_err().to_string().contains("at home"));
    assert_eq!(made[30].as_ref().unwrap_err().status(), Some(400));
    let made: Vec<_> = made.into_iter().filter_map(Result::ok).collect();
    assert_eq!(made.len(), 43);
    assert_eq!(made[8].given_name.as_deref(), Some("N9"), "in the order of the drafts");
    assert_eq!(sandbox.requests().len(), 3, "twenty in a request");

    let changes = made.iter().map(|contact| (contact, ContactDraft::new().company_name("United")));
    assert!(
        book.update_contacts(changes)
            .all(|changed| { changed.unwrap().company_name.as_deref() == Some("United") })
    );

    let gone = made[3].id.clone();
    book.contact(&gone).delete().unwrap();
    let results: Vec<_> = book.delete_contacts(&made).collect();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 42);
    assert!(results[3].as_ref().unwrap_err().is_not_found());
    assert_eq!(book.contacts().total().unwrap(), 0);
}
