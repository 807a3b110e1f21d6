//! Contacts and folders are asked for and written as on Microsoft's pages.

use o365::Account;
use o365::contacts::{ContactDraft, FolderDraft};
use o365_core::mock::Mock;
use serde_json::json;

#[test]
fn folders_and_contacts_as_the_pages_show() {
    let page = json!({"value": [], "@odata.deltaLink": "https://graph.microsoft.com/v1.0/me/contactFolders/delta?$deltatoken=1"});
    let mut mock = Mock::new();
    for _ in 0..3 {
        mock = mock.answer(201, json!({"id": "1"}));
    }
    for _ in 0..3 {
        mock = mock.answer(200, page.clone());
    }
    let book = Account::with_token("t").transport(mock.clone()).build().unwrap().address_book();
    let folder = book.folder("id");
    folder.create_folder("Family").unwrap();
    let contact = ContactDraft::new()
        .file_as("fileAs-value")
        .display_name("displayName-value")
        .given_name("givenName-value")
        .initials("initials-value");
    folder.create_contact(contact).unwrap();
    folder.update(FolderDraft::new().display_name("displayName-value")).unwrap();
    book.folders().all().unwrap();
    book.contacts().all().unwrap();
    assert_eq!(book.folders().page_size(2).delta(None).count(), 0);

    let requests = mock.requests();
    let seen = requests.iter().map(|request| {
        let path = request.path().trim_start_matches("/v1.0/me/");
        (format!("{} {path}", request.method()), request.json())
    });
    let contact = json!({"fileAs": "fileAs-value", "displayName": "displayName-value", "givenName": "givenName-value",
        "initials": "initials-value"});
    let expected = [
        ("POST contactFolders/id/childFolders", Some(json!({"displayName": "Family"}))),
        ("POST contactFolders/id/contacts", Some(contact)),
        ("PATCH contactFolders/id", Some(json!({"displayName": "displayName-value"}))),
        ("GET contactFolders", None),
        ("GET contacts", None),
        ("GET contactFolders/delta", None),
    ];
    let expected = expected.map(|(request, body)| (request.to_owned(), body));
    assert_eq!(seen.collect::<Vec<_>>(), expected);
    assert!(requests[5].header("prefer").unwrap().contains("odata.maxpagesize=2"));
}
