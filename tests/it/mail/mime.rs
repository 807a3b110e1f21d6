use std::fs;
use std::io::Read;

use o365::mail::{MessageDraft, TEXT_BODIES};
use o365_core::mock::Mock;
use o365_sandbox::Fault;
use serde_json::json;

use super::{mailbox, on};

#[test]
fn a_message_is_saved_as_eml_whole_or_not_at_all() {
    let (sandbox, mailbox) = mailbox(0);
    let saved = mailbox
        .save_draft(
            &MessageDraft::new()
                .to("a@b.c")
                .subject("Testing!")
                .attach(("a.txt", "in the attachment")),
        )
        .unwrap();
    let message = mailbox.message(&saved);
    let mut text = String::new();
    message.mime().unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains("Subject: Testing!") && text.contains("a.txt"), "{text}");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.eml");
    fs::write(&path, "older").unwrap();
    sandbox.fault(Fault::reset_in_body().on("GET", "/me/messages/*/$value").times(10));
    assert!(message.save_mime(&path).is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "older");
    sandbox.clear_faults();
    assert_eq!(message.save_mime(&path).unwrap(), text.len() as u64);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    message.permanent_delete().unwrap();
    let gone = message.save_mime(folder.path().join("b.eml")).unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn bodies_come_as_text_if_that_is_preferred() {
    let (sandbox, mailbox) = mailbox(0);
    let html = MessageDraft::new().subject("x").html("<p>Hello <b>there</b></p><script>x</script>");
    let message = mailbox.message(&mailbox.save_draft(&html).unwrap());
    let body = message.get_text().unwrap().body.unwrap();
    assert_eq!((body.content_type.as_str(), body.content.trim()), ("text", "Hello there"));
    let listed = mailbox.drafts().messages().prefer(TEXT_BODIES).first().unwrap().unwrap();
    assert_eq!(listed.body.unwrap().content.trim(), "Hello there");
    let prefer = sandbox.requests().pop().unwrap().header("prefer").map(str::to_owned);
    assert_eq!(prefer.as_deref(), Some("outlook.body-content-type=\"text\""));
}

#[test]
fn mime_that_can_t_go_is_refused_before_anything_is_sent() {
    let (sandbox, mailbox) = mailbox(0);
    let large = vec![b'x'; 3_000_001];
    assert!(mailbox.send_mime(large.as_slice()).unwrap_err().to_string().contains("3000000"));
    assert!(mailbox.import_mime(&b""[..]).is_err());
    assert_eq!(sandbox.request_count(), 0);
}

#[test]
fn mime_goes_out_as_base64_of_text() {
    let mock = Mock::new()
        .answer(202, ())
        .answer(201, json!({"id": "1", "isDraft": true}))
        .answer(201, json!({"id": "2"}));
    let mailbox = on(&mock).mailbox();
    let text = "To: a@b.c\r\nSubject: =?utf-8?q?=C3=9C?=\r\n\r\nHello\r\n";
    mailbox.send_mime(text.as_bytes()).unwrap();
    assert_eq!(mailbox.import_mime(text.as_bytes()).unwrap().is_draft, Some(true));
    mailbox.inbox().import_mime(text.as_bytes()).unwrap();
    let paths = ["/v1.0/me/sendMail", "/v1.0/me/messages", "/v1.0/me/mailFolders/inbox/messages"];
    for (request, path) in mock.requests().iter().zip(paths) {
        assert_eq!((request.method(), request.path()), ("POST", path));
        assert_eq!(request.header("content-type"), Some("text/plain"));
        assert_eq!(
            std::str::from_utf8(request.body()).unwrap(),
            "VG86IGFAYi5jDQpTdWJqZWN0OiA9P3V0Zi04P3E/PUMzPTlDPz0NCg0KSGVsbG8NCg=="
        );
    }
}
