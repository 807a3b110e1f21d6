use o365::contacts::AddressBook;
use o365::contacts::{Contact, ContactDraft};
use o365::delta::{Change, DeltaLink};

use super::book;

/// Names that came, ids that went, and where the next round starts.
fn round(book: &AddressBook, saved: Option<DeltaLink>) -> (Vec<String>, Vec<String>, DeltaLink) {
    let mut delta = book.contacts().page_size(2).delta(saved);
    let (mut came, mut went) = (Vec::new(), Vec::new());
    for change in &mut delta {
        match change.unwrap() {
            Change::Upsert(contact) => came.push(contact.display_name.unwrap_or_default()),
            Change::Removed { id, .. } => went.push(id.to_string()),
            Change::Reset(_) => came.clear(),
        }
    }
    (came, went, delta.link().unwrap())
}

#[test]
fn what_changed_among_contacts() {
    let (_sandbox, book) = book();
    let named = |name: &str| ContactDraft::new().display_name(name);
    let made: Vec<Contact> = ["A", "B", "C", "D", "E"]
        .iter()
        .map(|name| book.create_contact(named(name)).unwrap())
        .collect();
    let (came, went, link) = round(&book, None);
    assert_eq!((came.len(), went.len()), (5, 0));

    let (came, went, link) = round(&book, Some(link));
    assert_eq!((came.len(), went.len()), (0, 0));

    book.contact(&made[1]).update(&named("B2")).unwrap();
    book.contact(&made[2]).delete().unwrap();
    book.create_contact(named("F")).unwrap();
    let folder = book.create_folder("Elsewhere").unwrap();
    book.folder(&folder).create_contact(named("G")).unwrap();
    let (mut came, went, link) = round(&book, Some(link));
    came.sort();
    assert_eq!(came, ["B2", "F"]);
    assert_eq!(went, [made[2].id.as_str()]);
    assert_eq!(round(&book, Some(link)).0.len(), 0);
    assert_eq!(book.folder(&folder).contacts().delta(None).count(), 1);
}

#[test]
fn what_changed_among_folders() {
    let (_sandbox, book) = book();
    let clubs = book.create_folder("Clubs").unwrap();
    let mut delta = book.folders().delta(None);
    assert!(delta.by_ref().all(|change| matches!(change, Ok(Change::Upsert(_)))));
    let link = delta.link().unwrap();
    book.folder(&clubs).delete().unwrap();
    book.create_folder("Teams").unwrap();
    let changes: Vec<_> = book.folders().delta(link).map(Result::unwrap).collect();
    assert_eq!(changes.len(), 2);
    assert!(matches!(&changes[0], Change::Removed { id, .. } if *id == clubs.id));
}

#[test]
fn a_link_that_lapsed_starts_over() {
    let (sandbox, book) = book();
    book.create_contact(ContactDraft::new().display_name("A")).unwrap();
    let (_, _, link) = round(&book, None);
    sandbox.lapse_deltas();
    let changes: Vec<_> = book.contacts().delta(link).map(Result::unwrap).collect();
    assert!(matches!(changes[0], Change::Reset(_)));
    assert_eq!(changes.len(), 2);
}
