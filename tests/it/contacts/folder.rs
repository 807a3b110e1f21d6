use o365::contacts::ContactDraft;

use super::book;

#[test]
fn a_folder_s_life() {
    let (_sandbox, book) = book();
    let clubs = book.create_folder("Clubs").unwrap();
    let england = book.folder(&clubs).create_folder("England").unwrap();
    assert_eq!(england.parent_folder_id.as_ref(), Some(&clubs.id));
    assert!(book.create_folder("clubs").unwrap_err().is_conflict());

    let renamed = book.folder(&england).update("O'Brien & #1 50%").unwrap();
    assert_eq!(
        (renamed.display_name.as_deref(), &renamed.id),
        (Some("O'Brien & #1 50%"), &england.id)
    );
    let found = book.folder_by_path("/Clubs/O'Brien & #1 50%").unwrap().unwrap();
    assert_eq!(found.id, england.id);
    assert!(book.folder(&clubs).folder_by_path("Scotland/Glasgow").unwrap().is_none());
    assert!(book.folder_by_path("").is_err());
    let slash = book.folder(&clubs).create_folder("Home/Away").unwrap();
    let found = book.folder_by_path(["Clubs", "Home/Away"]).unwrap().unwrap();
    assert_eq!(found.id, slash.id);
    assert!(book.folder_by_path("Clubs/Home/Away").unwrap().is_none());
    book.folder(&slash).delete().unwrap();

    let top = book.create_folder("Top").unwrap();
    let moved = book.folder(&england).move_to(&top).unwrap();
    assert_eq!((&moved.id, moved.parent_folder_id.as_ref()), (&england.id, Some(&top.id)));
    assert!(book.folder(&clubs).folders().all().unwrap().is_empty());
    assert!(book.folder(&top).move_to(&england).is_err(), "not into itself");

    let inside =
        book.folder(&england).create_contact(ContactDraft::new().given_name("George")).unwrap();
    book.folder(&top).delete().unwrap();
    assert!(book.folder(&england).get().unwrap_err().is_not_found(), "what is in it goes with it");
    assert!(book.contact(&inside).get().unwrap_err().is_not_found());
    book.folder(&clubs).permanent_delete().unwrap();
    assert!(book.folders().all().unwrap().is_empty());
}

/// The ancestor made it in the root folder.
#[test]
fn a_contact_is_made_in_the_folder_that_was_asked() {
    let (sandbox, book) = book();
    let clubs = book.create_folder("Clubs").unwrap();
    let child = book.folder(&clubs).create_folder("England").unwrap();
    let at = book.folder(&child);
    let made = at.create_contact(ContactDraft::new().email_addresses("george@best.com")).unwrap();
    assert_eq!(made.parent_folder_id.as_ref(), Some(&child.id));
    let batched = at.create_contacts([ContactDraft::new().given_name("Denis")]).next().unwrap();
    assert_eq!(batched.unwrap().parent_folder_id.as_ref(), Some(&child.id));

    assert_eq!(at.contacts().all().unwrap().len(), 2);
    assert!(book.folder(&clubs).contacts().all().unwrap().is_empty());
    assert!(book.contacts().all().unwrap().is_empty());
    assert!(at.contact_by_email("george@best.com").unwrap().is_some());
    assert!(book.contact_by_email("george@best.com").unwrap().is_none());
    let posted =
        sandbox.requests().into_iter().find(|request| request.target.contains("/contacts"));
    assert!(posted.unwrap().target.starts_with("/v1.0/me/contactFolders/"));
}

/// The service leaves it out of the list; the ancestor had no way to its id.
#[test]
fn the_default_folder() {
    let (_sandbox, book) = book();
    assert_eq!(book.default_folder_id().unwrap(), None, "an empty one can't be told");
    let made = book.create_contact(ContactDraft::new().given_name("George")).unwrap();
    let default = book.default_folder_id().unwrap().unwrap();
    assert_eq!(Some(&default), made.parent_folder_id.as_ref());
    assert!(book.folders().all().unwrap().is_empty());
    assert_eq!(book.folder(&default).get().unwrap().display_name.as_deref(), Some("Contacts"));
    assert_eq!(book.folder(&default).contacts().all().unwrap().len(), 1);
    assert!(book.folder(&default).delete().is_err());
}
