use o365::mail::MessageDraft;
use o365_sandbox::Fault;

use super::mailbox;

fn draft() -> MessageDraft {
    MessageDraft::new().to("a@b.c").subject("once")
}

#[test]
fn the_id_leads_to_the_sent_message() {
    let (sandbox, mailbox) = mailbox(0);
    let id = mailbox.send_tracked(&draft()).unwrap();
    for request in sandbox.requests() {
        assert_eq!(request.header("prefer"), Some("IdType=\"ImmutableId\""), "{}", request.target);
    }
    let sent = mailbox.message(&id).get().unwrap();
    assert_eq!((sent.subject.as_deref(), sent.is_draft), (Some("once"), Some(false)));
    assert_eq!(mailbox.drafts().messages().all().unwrap().len(), 0);
}

#[test]
fn a_lost_answer_is_looked_into_and_nothing_is_sent_twice() {
    let (sandbox, mailbox) = mailbox(0);
    sandbox.fault(Fault::status(504).on("POST", "/me/messages/*/send").after_execution());
    let id = mailbox.send_tracked(&draft()).unwrap();
    assert_eq!(mailbox.message(&id).get().unwrap().is_draft, Some(false));
    assert_eq!(mailbox.sent_items().messages().all().unwrap().len(), 1);
    let sends =
        sandbox.requests().iter().filter(|request| request.target.ends_with("/send")).count();
    assert_eq!(sends, 1);
}

#[test]
fn what_was_not_sent_is_sent_again() {
    let (sandbox, mailbox) = mailbox(0);
    sandbox.fault(Fault::status(504).on("POST", "/me/messages/*/send"));
    let id = mailbox.send_tracked(&draft()).unwrap();
    assert_eq!(mailbox.message(&id).get().unwrap().is_draft, Some(false));
    assert_eq!(mailbox.sent_items().messages().all().unwrap().len(), 1);
}

#[test]
fn a_refusal_leaves_no_draft_behind() {
    let (sandbox, mailbox) = mailbox(0);
    sandbox.add_user("boss@best.com", "Boss");
    let error = mailbox.send_tracked(&draft().from("boss@best.com")).unwrap_err();
    assert!(error.is_forbidden() && !error.is_outcome_unknown(), "{error}");
    assert_eq!(mailbox.drafts().messages().all().unwrap().len(), 0);
    assert!(mailbox.send_tracked(&MessageDraft::new().subject("for no one")).is_err());
    assert_eq!(mailbox.drafts().messages().all().unwrap().len(), 0);
}

#[test]
fn an_outcome_that_can_t_be_found_out_is_said_to_be_unknown() {
    let (sandbox, mailbox) = mailbox(0);
    sandbox.fault(Fault::status(504).on("POST", "/me/messages/*/send").after_execution());
    sandbox.fault(Fault::status(404).on("GET", "/me/messages/*").always());
    assert!(mailbox.send_tracked(&draft()).unwrap_err().is_outcome_unknown());
    sandbox.clear_faults();
    assert_eq!(mailbox.sent_items().messages().all().unwrap().len(), 1);
}
