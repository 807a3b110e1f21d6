use std::fs;
use std::path::Path;

use o365::attachment::{AttachmentKind, ReferenceDraft};
use o365::mail::{AttachmentDraft, Message, MessageDraft, ReferenceProvider};
use o365_sandbox::Fault;
use serde_json::{Value, json};

use super::mailbox;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The names come from whoever sent the mail.
#[test]
fn no_name_leads_out_of_the_folder_and_nothing_is_replaced() {
    let (_sandbox, mailbox) = mailbox(0);
    let nasty = [
        "../../evil.txt",
        "/etc/passwd",
        "..\\..\\evil.exe",
        "con.txt",
        "a.txt",
        "a.txt",
        "a\u{202e}fdp.exe",
    ];
    let draft = nasty
        .iter()
        .fold(MessageDraft::new().subject("x"), |draft, name| draft.attach((*name, *name)));
    let message = mailbox.message(&mailbox.save_draft(&draft).unwrap());
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("saved/here");
    let paths = message.save_attachments(&folder).unwrap();
    assert_eq!(paths.len(), nasty.len());
    for (path, name) in paths.iter().zip(nasty) {
        assert_eq!(path.parent(), Some(folder.as_path()));
        assert_eq!(fs::read_to_string(path).unwrap(), name);
    }
    assert_eq!(
        names(&folder),
        [
            ".._.._evil.exe",
            ".._.._evil.txt",
            "_con.txt",
            "_etc_passwd",
            "a (2).txt",
            "a.txt",
            "a_fdp.exe"
        ]
    );
    assert_eq!(names(root.path()), ["saved"]);
}

#[test]
fn a_file_is_there_when_it_is_whole() {
    let (sandbox, mailbox) = mailbox(0);
    let draft = MessageDraft::new().subject("x").attach(("a.bin", vec![7; 200_000]));
    let message = mailbox.message(&mailbox.save_draft(&draft).unwrap());
    let attachment = message.attachment(&message.attachments().first().unwrap().unwrap());
    let folder = tempfile::tempdir().unwrap();
    sandbox
        .fault(Fault::reset_in_body().on("GET", "/me/messages/*/attachments/*/$value").times(10));
    assert!(attachment.save_to(folder.path()).is_err());
    assert!(names(folder.path()).is_empty());
    sandbox.clear_faults();
    let path = attachment.save_to(folder.path()).unwrap();
    assert!(path.ends_with("a.bin") && fs::read(&path).unwrap() == vec![7; 200_000]);
}

/// An item on a saved draft: no size is known beforehand.
#[test]
fn items_are_attached_read_and_saved() {
    let (_sandbox, mailbox) = mailbox(0);
    let inner = mailbox
        .save_draft(&MessageDraft::new().subject("Inner/one").to("a@b.c").html("<p>deep</p>"))
        .unwrap();
    let event = json!({"subject": "Lunch"});
    let outer = mailbox.message(
        &mailbox.save_draft(&MessageDraft::new().subject("Outer").attach(&inner)).unwrap(),
    );
    outer.attach(AttachmentDraft::item("Lunch", "microsoft.graph.event", &event)).unwrap();
    outer.attach(&MessageDraft::new().subject("Another").attach(("a.txt", "1"))).unwrap();
    outer.attach(("plain.txt", "1")).unwrap();

    let all = outer.attachments().all().unwrap();
    assert_eq!(all.iter().filter(|one| one.kind() == AttachmentKind::Item).count(), 3);
    let message: Message = outer.attachment(&all[0]).item().unwrap().unwrap();
    assert_eq!(message.subject.as_deref(), Some("Inner/one"));
    assert!(message.body.unwrap().content.contains("deep"));
    let event: Value = outer.attachment(&all[1]).item().unwrap().unwrap();
    assert_eq!(event["subject"], "Lunch");
    assert_eq!(outer.attachment(&all[3]).item::<Value>().unwrap(), None, "a file has no item");

    let folder = tempfile::tempdir().unwrap();
    outer.save_attachments(folder.path()).unwrap();
    let names = names(folder.path());
    assert_eq!(names.len(), 4, "{names:?}");
    for (name, begin) in names.iter().zip(["Another.eml", "Inner_one.eml", "Lunch.", "plain.txt"]) {
        assert!(name.starts_with(begin), "{names:?}");
    }
    let eml = fs::read_to_string(folder.path().join("Inner_one.eml")).unwrap();
    assert!(eml.contains("Subject: Inner/one"), "{eml}");
}

#[test]
fn inline_images_are_found_by_the_text() {
    let (_sandbox, mailbox) = mailbox(0);
    let (logo, cid) = AttachmentDraft::bytes("logo.png", [1, 2, 3]).embed();
    let draft = MessageDraft::new()
        .to("a@b.c")
        .subject("With a picture")
        .html(format!("<p>Hello <img src=\"cid:{cid}\"></p>"))
        .attach(logo);
    mailbox.send(&draft).unwrap();
    let sent = mailbox.sent_items().messages().expand("attachments").first().unwrap().unwrap();
    let image = &sent.attachments[0];
    assert_eq!((image.is_inline, image.content_id.as_deref()), (Some(true), Some(cid.as_str())));
    assert!(sent.body.unwrap().content.contains(&cid));
}

#[test]
fn references_have_no_content_to_save() {
    let (sandbox, mailbox) = mailbox(0);
    let saved =
        mailbox.save_draft(&MessageDraft::new().subject("x").attach(("a.txt", "1"))).unwrap();
    let message = mailbox.message(&saved);
    let link =
        json!({"@odata.type": "#microsoft.graph.referenceAttachment", "name": "Budget.xlsx"});
    let link: o365::attachment::Attachment =
        message.endpoint().child("attachments").post(&link).unwrap();
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(message.save_attachments(folder.path()).unwrap().len(), 1);
    let error = message.attachment(&link).save_to(folder.path()).unwrap_err();
    assert!(error.to_string().contains("reference()"), "{error}");
    assert_eq!(names(folder.path()), ["a.txt"]);

    let before = sandbox.request_count();
    let nameless = ReferenceDraft::new().provider_type(ReferenceProvider::Dropbox);
    assert!(message.attach_reference(&nameless).is_err());
    assert_eq!(sandbox.request_count(), before);
}

/// Whether something is attached is the service's word: it isn't made of the text.
#[test]
fn has_attachments_is_what_the_service_says() {
    let (_sandbox, mailbox) = mailbox(0);
    for (attachment, html) in [
        (AttachmentDraft::bytes("a.png", [1]).inline("logo"), "<p>no image</p>"),
        (AttachmentDraft::bytes("a.png", [1]).inline("logo"), "<img src=\"cid:logo\">"),
        (AttachmentDraft::bytes("a.txt", [1]), "<img src=\"cid:a.txt\">"),
    ] {
        let inline = attachment.load().unwrap()["isInline"] == true;
        let saved = mailbox.save_draft(&MessageDraft::new().html(html).attach(attachment)).unwrap();
        let message = mailbox.message(&saved);
        let raw: Value = message.endpoint().get(&Default::default()).unwrap();
        assert_eq!(message.get().unwrap().has_attachments, raw["hasAttachments"].as_bool());
        assert_eq!(raw["hasAttachments"], !inline);
        assert_eq!(message.attachments().all().unwrap().len(), 1, "inline ones are listed");
    }
}
