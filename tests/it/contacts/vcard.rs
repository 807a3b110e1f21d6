use o365::contacts::vcard::{self, Version};
use o365::contacts::{ContactDraft, PhysicalAddress};

use super::book;

#[test]
fn a_folder_to_one_file_and_back() {
    let (_sandbox, book) = book();
    let george = ContactDraft::new()
        .given_name("George")
        .surname("Best")
        .email_addresses([("George, at work", "george@best.com")])
        .business_address(
            PhysicalAddress::new().street("Sir Matt Busby Way\nGate 1").city("Manchester"),
        )
        .personal_notes("A; B, C\nD");
    let george = book.create_contact(george).unwrap();
    book.contact(&george).photo().set(b"\xff\xd8\xff\xe0 a photo").unwrap();
    book.create_contact(ContactDraft::new().given_name("Denis").file_as("Law, D.")).unwrap();

    for version in [Version::V3, Version::V4] {
        let mut file = Vec::new();
        assert_eq!(book.write_vcards(book.contacts(), &mut file, version).unwrap(), 2);
        let file = String::from_utf8(file).unwrap();
        let folder = book.create_folder(format!("{version:?}")).unwrap();
        let made: Vec<_> = book.folder(&folder).read_vcards(&file).map(Result::unwrap).collect();
        assert_eq!(made.len(), 2);
        let same = book.contact(&made[0]).get().unwrap();
        assert_eq!(same.parent_folder_id.as_ref(), Some(&folder.id));
        assert_eq!(same.email_addresses, george.email_addresses);
        assert_eq!(same.business_address, george.business_address);
        assert_eq!(same.personal_notes, george.personal_notes);
        let photo = book.contact(&made[0]).photo().get().unwrap().unwrap();
        assert_eq!(photo.bytes(), b"\xff\xd8\xff\xe0 a photo");
        assert_eq!(made[1].file_as.as_deref(), Some("Law, D."));
        assert!(book.contact(&made[1]).photo().get().unwrap().is_none());
    }
}

#[test]
fn a_card_that_is_none_spoils_no_other() {
    let (_sandbox, book) = book();
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nEND:VCARD\r\n";
    let text = format!("{card}BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n{card}");
    assert_eq!(vcard::read(&text).count(), 3);
    let results: Vec<bool> = book.read_vcards(&text).map(|made| made.is_ok()).collect();
    assert_eq!(results, [true, false, true]);
    assert_eq!(book.contacts().total().unwrap(), 2);
}
