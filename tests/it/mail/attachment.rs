use std::io::Read;

use o365::attachment::AttachmentKind;
use o365::mail::MessageDraft;

use super::mailbox;

#[test]
fn attached_listed_read_and_taken_off() {
    let (_sandbox, mailbox) = mailbox(0);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a b.txt");
    std::fs::write(&path, "from a file").unwrap();
    let saved = mailbox.save_draft(&MessageDraft::new().subject("x").attach(&path)).unwrap();
    let message = mailbox.message(&saved);
    let image = message
        .attach(o365::mail::AttachmentDraft::bytes("logo.png", [1, 2, 3]).inline("logo"))
        .unwrap();
    assert_eq!((image.content_type.as_deref(), image.is_inline), (Some("image/png"), Some(true)));

    let all = message.attachments().all().unwrap();
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|attachment| attachment.content_bytes.is_none()
        && attachment.kind() == AttachmentKind::File));
    let file = all.iter().find(|attachment| attachment.name.as_deref() == Some("a b.txt")).unwrap();
    let whole = message.attachment(file).get().unwrap();
    assert_eq!(whole.content_bytes.unwrap().decode().as_deref(), Some(&b"from a file"[..]));
    let mut text = String::new();
    message.attachment(file).content().unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "from a file");

    message.attachment(file).delete().unwrap();
    assert_eq!(message.attachments().all().unwrap().len(), 1);
    assert!(message.attachment(file).get().unwrap_err().is_not_found());
}
