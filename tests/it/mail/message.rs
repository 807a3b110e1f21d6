use o365::Id;
use o365::mail::{FlagStatus, FollowupFlag, Message, MessageDraft, WellKnownFolder, prop};
use o365::query::{Expand, Query};

use super::mailbox;

#[test]
fn reads_changes_moves_copies_and_deletes() {
    let (sandbox, mailbox) = mailbox(2);
    let first = mailbox.inbox().messages().first().unwrap().unwrap();
    let message = mailbox.message(&first);
    assert_eq!(message.get().unwrap().subject, first.subject);

    message.mark_read(true).unwrap();
    assert_eq!(message.get().unwrap().is_read, Some(true));
    message.mark_read(false).unwrap();
    let changed = message
        .update(
            &MessageDraft::new()
                .categories(vec!["Red category".to_owned()])
                .flag(FollowupFlag::flagged()),
        )
        .unwrap();
    assert_eq!(changed.is_read, Some(false));
    assert_eq!(changed.categories, ["Red category"]);
    assert_eq!(changed.flag.and_then(|flag| flag.flag_status), Some(FlagStatus::Flagged));
    let sent: serde_json::Value =
        serde_json::from_slice(&sandbox.requests().last().unwrap().body).unwrap();
    assert_eq!(sent.as_object().unwrap().len(), 2, "only what was said: {sent}");

    let copy = message.copy_to(WellKnownFolder::Archive).unwrap();
    assert_ne!(copy.id, first.id);
    let moved = message.move_to("archive").unwrap();
    assert_ne!(moved.id, first.id, "a move gives a new id");
    assert!(message.get().unwrap_err().is_not_found(), "the old one leads nowhere");
    assert_eq!(mailbox.archive().messages().all().unwrap().len(), 2);

    mailbox.message(&moved).delete().unwrap();
    assert_eq!(mailbox.deleted_items().messages().all().unwrap().len(), 1);
}

#[test]
fn a_body_is_replaced_not_added_to() {
    let (_sandbox, mailbox) = mailbox(0);
    let saved = mailbox.save_draft(&MessageDraft::new().subject("x").body("first")).unwrap();
    let message = mailbox.message(&saved);
    message.update(&MessageDraft::new().html("<p>second</p>")).unwrap();
    let body = message.get().unwrap().body.unwrap();
    assert!(body.content.contains("second") && !body.content.contains("first"), "{body:?}");
    message.update(&MessageDraft::new().subject(None)).unwrap();
    assert_eq!(message.get().unwrap().subject.unwrap_or_default(), "");
}

#[test]
fn selects_and_expands() {
    let (_sandbox, mailbox) = mailbox(0);
    let saved = mailbox
        .save_draft(&MessageDraft::new().subject("x").attach(("a.txt", "1")).attach(("b.txt", "2")))
        .unwrap();
    let query = Query::new()
        .select((prop::SUBJECT, prop::HAS_ATTACHMENTS))
        .expand(Expand::new("attachments").select(["id", "name"]));
    let message = mailbox.message(&saved).get_with(&query).unwrap();
    assert_eq!((message.subject.as_deref(), message.body), (Some("x"), None));
    let names: Vec<_> =
        message.attachments.iter().filter_map(|attachment| attachment.name.as_deref()).collect();
    assert_eq!(names, ["a.txt", "b.txt"]);
}

#[test]
fn acts_on_an_id_and_never_on_an_empty_one() {
    let (sandbox, mailbox) = mailbox(1);
    let first = mailbox.inbox().messages().first().unwrap().unwrap();
    let text = first.id.to_string();
    assert!(mailbox.message(text.as_str()).get().is_ok());
    assert!(mailbox.message(Id::<Message>::from(text)).get().is_ok());
    let before = sandbox.request_count();
    assert!(mailbox.message("").delete().is_err());
    assert!(mailbox.message(Id::<Message>::default()).delete().is_err());
    assert_eq!(sandbox.request_count(), before);
    let error = mailbox.message("AAMkAGVmMDEz/+=").get().unwrap_err();
    assert!(error.is_not_found() || error.status() == Some(400), "{error}");
    assert!(sandbox.requests().last().unwrap().target.ends_with("AAMkAGVmMDEz%2F%2B="));
}

#[test]
fn what_somebody_else_has_changed_isn_t_changed_unseen() {
    let (_sandbox, mailbox) = mailbox(1);
    let read = mailbox.inbox().messages().first().unwrap().unwrap();
    let message = mailbox.message(&read);
    let guarded = message.if_match(read.etag.as_deref().unwrap());
    message.add_category("Red").unwrap();
    let change = MessageDraft::new().categories(vec!["Blue".to_owned()]);
    for error in [
        guarded.update(&change).unwrap_err(),
        guarded.mark_read(true).unwrap_err(),
        guarded.delete().unwrap_err(),
    ] {
        assert!(error.is_stale(), "{error}");
    }
    let now = guarded.get().unwrap();
    assert_eq!(now.categories, ["Red"]);
    let guarded = message.if_match(now.etag.as_deref().unwrap());
    assert_eq!(guarded.update(&change).unwrap().categories, ["Blue"]);
}
