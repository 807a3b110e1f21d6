//! Attachments that go by upload sessions.

use std::fs::File;

use o365::Id;
use o365::mail::{AttachmentDraft, Mailbox, Message, MessageDraft, ReplyDraft};
use o365::upload::Cancel;
use o365_sandbox::{Fault, Sandbox};

use super::mailbox;

const MB: usize = 1_000_000;

/// Bytes of which no fragment can be taken for another.
fn bytes(size: usize) -> Vec<u8> {
    (0..size as u32).map(|at| (at ^ (at >> 8) ^ (at >> 16)) as u8).collect()
}

/// What the service has of the only attachment.
fn arrived(mailbox: &Mailbox, message: impl Into<Id<Message>>) -> Vec<u8> {
    let message = mailbox.message(message);
    let attachments = message.attachments().all().unwrap();
    assert_eq!(attachments.len(), 1, "{attachments:?}");
    let mut content = Vec::new();
    let mut stream = message.attachment(&attachments[0]).content().unwrap();
    std::io::copy(&mut stream, &mut content).unwrap();
    content
}

fn draft(mailbox: &Mailbox) -> Message {
    mailbox.save_draft(&MessageDraft::new().subject("x")).unwrap()
}

/// Requests to the other host.
fn fragments(sandbox: &Sandbox) -> usize {
    sandbox.requests().iter().filter(|request| request.method == "PUT").count()
}

/// Complaint 3, defect 39: mail of more than 3 MB failed with 413.
#[test]
fn a_message_with_8_mb_is_sent() {
    let (sandbox, mailbox) = mailbox(0);
    let content = bytes(8 * MB);
    let message = MessageDraft::new()
        .to(sandbox.user())
        .subject("large")
        .attach(("large.bin", content.clone()));
    mailbox.send(&message).unwrap();
    let received = mailbox.inbox().messages().first().unwrap().unwrap();
    assert!(arrived(&mailbox, &received) == content);
    assert!(
        arrived(&mailbox, &mailbox.sent_items().messages().first().unwrap().unwrap()) == content
    );
    assert_eq!(mailbox.drafts().messages().all().unwrap().len(), 0, "the draft is sent");
    let uploads = sandbox.requests();
    let mut uploads = uploads.iter().filter(|request| request.method == "PUT");
    assert!(uploads.all(|upload| upload.header("authorization").is_none()));
}

#[test]
fn a_draft_gets_20_mb_with_progress() {
    let (sandbox, mailbox) = mailbox(0);
    let content = bytes(20 * MB);
    let saved = draft(&mailbox);
    let mut seen = Vec::new();
    let attachment = mailbox
        .message(&saved)
        .attach_watched(("film.mp4", content.clone()), &Cancel::new(), |at| seen.push(at))
        .unwrap();
    assert!(seen.len() > 4 && seen.windows(2).all(|two| two[0].done <= two[1].done));
    assert!(seen.iter().all(|at| at.total == content.len() as u64));
    assert_eq!(seen.last().unwrap().done, content.len() as u64);
    assert!(sandbox.requests().iter().all(|request| request.body.len() <= 4 << 20));
    assert!(arrived(&mailbox, &saved) == content);
    mailbox.message(&saved).attachment(&attachment).delete().unwrap();
    assert_eq!(mailbox.message(&saved).attachments().all().unwrap().len(), 0, "by its id");
}

/// Whatever happens to a fragment, it arrives once and in its place.
#[test]
fn fragments_that_get_lost_come_again() {
    let (sandbox, mailbox) = mailbox(0);
    let content = bytes(9 * MB);
    for fault in [
        Fault::close(),
        Fault::close().after_execution(),
        Fault::reset_in_body(),
        Fault::status(503).retry_after("0"),
        Fault::status(429).retry_after("0"),
        Fault::status(500),
    ] {
        let said = format!("{fault:?}");
        let saved = draft(&mailbox);
        sandbox.clear_requests();
        sandbox.fault(fault.on("PUT", "/**").after(1));
        mailbox.message(&saved).attach(("large.bin", content.clone())).unwrap();
        assert_eq!(sandbox.pending_faults(), 0, "{said}");
        assert!(arrived(&mailbox, &saved) == content, "{said}");
        assert!(fragments(&sandbox) <= 5, "it goes on where it stopped");
        mailbox.message(&saved).permanent_delete().unwrap();
    }
}

#[test]
fn a_session_that_ended_is_replaced() {
    let (sandbox, mailbox) = mailbox(0);
    let content = bytes(9 * MB);
    let saved = draft(&mailbox);
    let mut ended = false;
    let watch = |at: o365::upload::Progress| {
        if at.done > 0 && !std::mem::replace(&mut ended, true) {
            sandbox.expire_upload_sessions();
        }
    };
    mailbox
        .message(&saved)
        .attach_watched(("large.bin", content.clone()), &Cancel::new(), watch)
        .unwrap();
    assert!(arrived(&mailbox, &saved) == content);
    let sessions = sandbox.requests();
    let sessions = sessions.iter().filter(|r| r.target.ends_with("/createUploadSession"));
    assert_eq!(sessions.count(), 2);
}

#[test]
fn a_cancelled_upload_leaves_nothing() {
    let (_sandbox, mailbox) = mailbox(0);
    let saved = draft(&mailbox);
    let cancel = Cancel::new();
    let error = mailbox
        .message(&saved)
        .attach_watched(("large.bin", bytes(9 * MB)), &cancel, |_| cancel.cancel())
        .unwrap_err();
    assert!(matches!(error.kind(), o365::ErrorKind::Cancelled), "{error}");
    assert_eq!(mailbox.message(&saved).attachments().all().unwrap().len(), 0);
}

#[test]
fn too_large_is_refused_before_anything_is_sent() {
    let (sandbox, mailbox) = mailbox(0);
    let saved = draft(&mailbox);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.bin");
    File::create(&path).unwrap().set_len((150 << 20) + 1).unwrap();
    sandbox.clear_requests();
    let message = MessageDraft::new().to("a@b.c").attach(AttachmentDraft::path(&path));
    for error in [
        mailbox.send(&message).unwrap_err(),
        mailbox.save_draft(&message).unwrap_err(),
        mailbox.message(&saved).attach(AttachmentDraft::path(&path)).unwrap_err(),
    ] {
        assert!(matches!(error.kind(), o365::ErrorKind::Input(_)), "{error}");
    }
    assert_eq!(sandbox.request_count(), 0);
}

/// A mail that somebody sent, to be answered.
fn received(sandbox: &Sandbox) -> Id<Message> {
    let message = serde_json::json!({
        "subject": "Minutes", "from": {"emailAddress": {"address": "bobby@manutd.uk"}},
        "toRecipients": [{"emailAddress": {"address": sandbox.user()}}],
        "body": {"contentType": "html", "content": "<p>Nothing was decided.</p>"},
    });
    sandbox.add_message(sandbox.user(), "inbox", message).unwrap().into()
}

#[test]
fn answers_bring_what_doesn_t_fit_into_their_request() {
    let (sandbox, mailbox) = mailbox(0);
    let content = bytes(5 * MB);
    let message = mailbox.message(received(&sandbox));
    let heavy = || MessageDraft::new().attach(("large.bin", content.clone()));
    let newest = || mailbox.sent_items().messages().first().unwrap().unwrap();

    message.reply(ReplyDraft::from("Here").message(heavy())).unwrap();
    let sent = newest();
    assert!(arrived(&mailbox, &sent) == content);
    let text = sent.body.unwrap().content;
    assert_eq!(text.matches("Here").count(), 1, "{text}");
    message.reply_all(heavy().html("<p>Here</p>")).unwrap();
    assert!(arrived(&mailbox, &newest()) == content);
    message.forward("a@b.c", heavy()).unwrap();
    assert!(arrived(&mailbox, &newest()) == content);
    assert_eq!(newest().to_recipients[0].address(), Some("a@b.c"));
    assert_eq!(mailbox.drafts().messages().all().unwrap().len(), 0, "all drafts are sent");

    let draft = message.create_reply(heavy()).unwrap();
    assert_eq!(draft.has_attachments, Some(true));
    assert!(arrived(&mailbox, &draft) == content);
}

#[test]
fn an_answer_that_can_t_be_completed_leaves_no_draft_and_is_not_sent() {
    let (sandbox, mailbox) = mailbox(0);
    let message = mailbox.message(received(&sandbox));
    let heavy = || MessageDraft::new().attach(("large.bin", bytes(5 * MB)));
    sandbox.fault(
        Fault::status(403).on("POST", "/me/messages/*/attachments/createUploadSession").always(),
    );
    assert!(message.reply(heavy()).unwrap_err().is_forbidden());
    assert!(message.create_forward(heavy().to("a@b.c")).unwrap_err().is_forbidden());
    assert!(mailbox.send_tracked(&heavy().to("a@b.c")).unwrap_err().is_forbidden());
    sandbox.clear_faults();
    sandbox.fault(
        Fault::status(504)
            .on("POST", "/me/messages/*/attachments/createUploadSession")
            .after_execution()
            .always(),
    );
    assert!(mailbox.send_tracked(&heavy().to("a@b.c")).is_err());
    assert_eq!(mailbox.drafts().messages().all().unwrap().len(), 0);
    assert_eq!(mailbox.sent_items().messages().all().unwrap().len(), 0);
}
