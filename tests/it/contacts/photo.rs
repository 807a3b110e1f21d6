use o365::contacts::{ContactDraft, Photo, PhotoSize};
use o365_sandbox::Fault;

use super::start;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a photo";

#[test]
fn a_contact_s_photo() {
    let (sandbox, account) = start();
    let book = account.address_book();
    let contact = book.create_contact(ContactDraft::new().given_name("George")).unwrap();
    let photo = book.contact(&contact).photo();
    assert!(photo.get().unwrap().is_none() && photo.info().unwrap().is_none());
    photo.set(JPEG).unwrap();
    let read = photo.get().unwrap().unwrap();
    assert_eq!((read.content_type(), read.bytes()), ("image/jpeg", JPEG));
    assert!(photo.info().unwrap().unwrap().width.is_some());

    photo.set(Photo::new("image/png", b"\x89PNG")).unwrap();
    assert_eq!(photo.get().unwrap().unwrap().content_type(), "image/png");
    photo.delete().unwrap();
    assert!(photo.get().unwrap().is_none());
    assert!(photo.delete().unwrap_err().is_not_found());

    assert!(photo.set(Vec::new()).is_err() && photo.set(vec![0; 5_000_000]).is_err());
    // None is what isn't there, and nothing else.
    sandbox.fault(Fault::status(403).on("GET", "/me/contacts/*/photo/$value"));
    assert!(photo.get().unwrap_err().is_forbidden());
}

#[test]
fn a_user_s_photo_in_its_sizes() {
    let (_sandbox, account) = start();
    let me = account.directory().me();
    assert!(me.photos().all().unwrap().is_empty());
    assert!(me.photo_sized(PhotoSize::Pixels48).get().unwrap().is_none());
    me.photo().set(JPEG).unwrap();
    let sizes = me.photos().all().unwrap();
    assert!(sizes.iter().any(|photo| PhotoSize::from(photo) == PhotoSize::Pixels648));
    assert_eq!(me.photo_sized(&sizes[0]).get().unwrap().unwrap().bytes(), JPEG);
    let info = me.photo_sized("240x240").info().unwrap().unwrap();
    assert_eq!(info.width, Some(240));
    me.photo().delete().unwrap();
    assert!(me.photo().get().unwrap().is_none());
}
