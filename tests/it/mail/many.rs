use std::cell::Cell;

use o365::Id;
use o365::mail::{FlagStatus, FollowupFlag, Mailbox, Message, MessageDraft, WellKnownFolder};
use o365::time::DateTimeTimeZone;
use o365_sandbox::Fault;
use time::macros::datetime;

use super::mailbox;

fn inbox(mailbox: &Mailbox) -> Vec<Message> {
    mailbox.inbox().messages().all().unwrap()
}

/// A thousand marks are fifty requests, and each message has its own result.
#[test]
fn a_thousand_are_marked_in_fifty_requests() {
    let (sandbox, mailbox) = mailbox(1_000);
    let messages = inbox(&mailbox);
    sandbox.clear_requests();
    let answers: Vec<_> = mailbox.many(&messages).mark_read(true).collect();
    assert_eq!(sandbox.request_count(), 50);
    assert!(sandbox.requests().iter().all(|request| request.target == "/v1.0/$batch"));
    assert!(answers.iter().all(|(_, answer)| answer.is_ok()));
    let ids: Vec<_> = answers.iter().map(|(id, _)| id).collect();
    assert!(ids.iter().eq(&messages.iter().map(|message| &message.id).collect::<Vec<_>>()));
    assert!(inbox(&mailbox).iter().all(|message| message.is_read == Some(true)));
}

#[test]
fn flagged_categorised_and_changed() {
    let (sandbox, mailbox) = mailbox(25);
    let messages = inbox(&mailbox);
    let all_ok = |count: usize| assert_eq!(count, 25);
    let flags = mailbox.many(&messages).flag(FollowupFlag::flagged()).unwrap();
    all_ok(flags.filter(|(_, answer)| answer.is_ok()).count());
    let marks = mailbox.many(&messages).categories(["Red category"]);
    all_ok(marks.filter(|(_, answer)| answer.is_ok()).count());
    let draft = MessageDraft::new().is_read(true);
    for (id, message) in mailbox.many(&messages).update(&draft).unwrap() {
        let message = message.unwrap();
        assert_eq!((message.id, message.is_read), (id, Some(true)));
        assert_eq!(message.categories, ["Red category"]);
        assert_eq!(message.flag.unwrap().flag_status, Some(FlagStatus::Flagged));
    }
    let none: [&str; 0] = [];
    all_ok(mailbox.many(&messages).categories(none).filter(|(_, answer)| answer.is_ok()).count());
    assert!(inbox(&mailbox).iter().all(|message| message.categories.is_empty()));

    sandbox.clear_requests();
    let mut flag = FollowupFlag::flagged();
    flag.due_date_time = Some(DateTimeTimeZone::new(datetime!(2024-05-01 0:00), "UTC"));
    assert!(mailbox.many(&messages).flag(flag).is_err(), "refused before anything is sent");
    assert!(mailbox.many(&messages).update(&MessageDraft::new().attach(("a", "b"))).is_err());
    assert_eq!(sandbox.request_count(), 0);
}

#[test]
fn copied_moved_deleted_and_deleted_for_good() {
    let (_sandbox, mailbox) = mailbox(45);
    let messages = inbox(&mailbox);
    let copies: Vec<_> = mailbox
        .many(&messages)
        .copy_to(WellKnownFolder::Drafts)
        .map(|(_, copy)| copy.unwrap().id)
        .collect();
    assert_eq!(mailbox.drafts().messages().all().unwrap().len(), 45);
    assert_eq!(
        mailbox.many(copies).permanent_delete().filter(|(_, done)| done.is_ok()).count(),
        45
    );
    assert_eq!(mailbox.drafts().messages().all().unwrap().len(), 0);
    assert_eq!(mailbox.deleted_items().messages().all().unwrap().len(), 0);

    let mut moved = Vec::new();
    for (old, message) in mailbox.many(&messages).move_to(WellKnownFolder::Archive) {
        let message = message.unwrap();
        assert_ne!(message.id, old, "a move gives a new id");
        moved.push(message.id);
    }
    assert_eq!(mailbox.archive().messages().all().unwrap().len(), 45);
    assert!(
        mailbox
            .many(&messages)
            .mark_read(true)
            .all(|(_, answer)| { answer.is_err_and(|error| error.is_not_found()) })
    );
    assert_eq!(mailbox.many(moved).delete().filter(|(_, done)| done.is_ok()).count(), 45);
    assert_eq!(mailbox.deleted_items().messages().all().unwrap().len(), 45);
}

/// One that fails stops no other, one that is throttled comes again, and an empty id acts on nothing.
#[test]
fn each_has_its_own_result() {
    let (sandbox, mailbox) = mailbox(6);
    let mut messages = inbox(&mailbox);
    let gone = messages.pop().unwrap();
    mailbox.message(&gone).permanent_delete().unwrap();
    let mut ids: Vec<Id<Message>> = messages.iter().map(Id::from).collect();
    ids.insert(1, gone.id);
    ids.insert(3, Id::from(""));
    sandbox.fault(Fault::status(429).retry_after("0").on("PATCH", "/me/messages/*").times(2));
    let answers: Vec<_> = mailbox.many(ids).mark_read(true).map(|(_, answer)| answer).collect();
    assert!(answers[1].as_ref().unwrap_err().is_not_found());
    assert!(answers[3].is_err());
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 5);
    assert_eq!(sandbox.pending_faults(), 0);
}

/// Nothing is sent before it is asked for, and no more than is asked for.
#[test]
fn ids_are_taken_as_the_loop_goes_on() {
    let (sandbox, mailbox) = mailbox(200);
    let messages = inbox(&mailbox);
    sandbox.clear_requests();
    let taken = Cell::new(0);
    let ids = messages.iter().inspect(|_| taken.set(taken.get() + 1));
    let mut answers = mailbox.many(ids).mark_read(true);
    assert_eq!((taken.get(), sandbox.request_count()), (0, 0));
    assert!(answers.by_ref().take(20).all(|(_, answer)| answer.is_ok()));
    assert_eq!((taken.get(), sandbox.request_count()), (20, 1));
    drop(answers);
    assert_eq!(sandbox.request_count(), 1, "what wasn't asked for isn't done");
}

/// A move that may have been done isn't done again; a mark is.
#[test]
fn a_lost_batch_repeats_marks_but_no_moves() {
    let (sandbox, mailbox) = mailbox(3);
    let messages = inbox(&mailbox);
    sandbox.fault(Fault::close().after_execution().on("POST", "/$batch"));
    assert!(mailbox.many(&messages).mark_read(true).all(|(_, answer)| answer.is_ok()));
    sandbox.fault(Fault::close().after_execution().on("POST", "/$batch"));
    for (_, answer) in mailbox.many(&messages).move_to(WellKnownFolder::Archive) {
        assert!(answer.unwrap_err().is_outcome_unknown());
    }
    assert_eq!(mailbox.archive().messages().all().unwrap().len(), 3);
}
