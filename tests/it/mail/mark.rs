use o365::Error;
use o365::mail::{FlagStatus, FollowupFlag, MessageDraft};
use o365::time::DateTimeTimeZone;
use time::macros::datetime;

use super::mailbox;

#[test]
fn flagged_done_and_not_flagged() {
    let (sandbox, mailbox) = mailbox(1);
    let message = mailbox.message(&mailbox.inbox().messages().first().unwrap().unwrap());
    let status = || message.get().unwrap().flag.and_then(|flag| flag.flag_status);
    message.flag(FollowupFlag::flagged()).unwrap();
    assert_eq!(status(), Some(FlagStatus::Flagged));

    let day = |at| DateTimeTimeZone::new(at, "Europe/Madrid");
    let (start, due) = (day(datetime!(2024-05-01 0:00)), day(datetime!(2024-05-03 0:00)));
    message.flag(FollowupFlag::between(start.clone(), due.clone())).unwrap();
    let flag = message.get().unwrap().flag.unwrap();
    assert_eq!(flag.due_date_time.unwrap().instant().unwrap(), due.instant().unwrap());
    assert_eq!(flag.start_date_time.unwrap().instant().unwrap(), start.instant().unwrap());

    message.complete().unwrap();
    assert_eq!(status(), Some(FlagStatus::Complete));
    message.unflag().unwrap();
    assert_eq!(status(), Some(FlagStatus::NotFlagged));

    let before = sandbox.request_count();
    let is_input = |error: Error| assert!(error.to_string().contains("due"), "{error}");
    is_input(message.flag(FollowupFlag::between(due.clone(), start)).unwrap_err());
    let mut flag = FollowupFlag::flagged();
    flag.due_date_time = Some(due);
    is_input(message.flag(flag.clone()).unwrap_err());
    is_input(message.update(&MessageDraft::new().flag(flag)).unwrap_err());
    assert_eq!(sandbox.request_count(), before, "the service would have refused it");
}

#[test]
fn categories_are_added_to_and_taken_from() {
    let (sandbox, mailbox) = mailbox(1);
    let message = mailbox.message(&mailbox.inbox().messages().first().unwrap().unwrap());
    message.update(&MessageDraft::new().categories(["Red"])).unwrap();
    assert_eq!(message.add_category("Blue").unwrap(), ["Red", "Blue"]);
    sandbox.clear_requests();
    assert_eq!(message.add_category("BLUE").unwrap(), ["Red", "Blue"]);
    assert_eq!(sandbox.request_count(), 1, "nothing to change");
    assert_eq!(message.remove_category("red").unwrap(), ["Blue"]);
    assert_eq!(message.get().unwrap().categories, ["Blue"]);
}

/// Settings on saved drafts are sent, whatever they are.
#[test]
fn what_is_set_on_a_saved_draft_is_kept() {
    let (_sandbox, mailbox) = mailbox(0);
    let saved = mailbox
        .save_draft(
            &MessageDraft::new()
                .subject("x")
                .is_read(false)
                .categories(["Red"])
                .header("x-project", "Apollo"),
        )
        .unwrap();
    assert_eq!(
        (saved.is_read, saved.categories.as_slice()),
        (Some(false), &["Red".to_owned()][..])
    );
    let message = mailbox.message(&saved);
    let query = o365::query::Query::new().select("internetMessageHeaders");
    let headers = message.get_with(&query).unwrap().internet_message_headers;
    assert_eq!((headers[0].name.as_str(), headers[0].value.as_str()), ("x-project", "Apollo"));
    let changed = message
        .update(
            &MessageDraft::new()
                .is_read_receipt_requested(true)
                .is_delivery_receipt_requested(true),
        )
        .unwrap();
    assert_eq!(
        (changed.is_read_receipt_requested, changed.is_delivery_receipt_requested),
        (Some(true), Some(true))
    );
    let error = message.update(&MessageDraft::new().header("x-b", "c")).unwrap_err();
    assert!(error.to_string().contains("when a message is made"), "{error}");
}

#[test]
fn deleted_for_good() {
    let (_sandbox, mailbox) = mailbox(1);
    let message = mailbox.message(&mailbox.inbox().messages().first().unwrap().unwrap());
    message.permanent_delete().unwrap();
    assert!(message.get().unwrap_err().is_not_found());
    assert_eq!(mailbox.deleted_items().messages().all().unwrap().len(), 0);
}
