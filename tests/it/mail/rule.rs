use o365::mail::{MessageDraft, MessageRuleActions, MessageRulePredicates, RuleDraft};
use o365_core::mock::Mock;
use serde_json::json;

use super::{mailbox, mocked};

#[test]
fn a_rule_s_life() {
    let rule = json!({"id": "AQAAAJ5dZqA=", "displayName": "From partner", "sequence": 2, "isEnabled": true});
    let mock = Mock::new()
        .answer(201, rule.clone())
        .answer(200, json!({"value": [rule, {"id": "2", "actions": {"markImportance": "huge"}}]}))
        .answer(200, rule.clone())
        .answer(200, rule.clone())
        .answer(200, rule.clone())
        .answer(200, rule.clone())
        .answer(204, ());
    let mailbox = mocked(&mock);
    let draft = RuleDraft::new()
        .display_name("From partner")
        .sequence(2)
        .conditions(MessageRulePredicates::new().sender_contains(["adele"]))
        .actions(MessageRuleActions::new().forward_to("alexw@contoso.com"));
    let made = mailbox.create_rule(&draft).unwrap();
    assert_eq!(mailbox.rules().all().unwrap().len(), 2);
    let handle = mailbox.rule(&made);
    handle.get().unwrap();
    handle.disable().unwrap();
    handle.enable().unwrap();
    handle.set_sequence(1).unwrap();
    handle.delete().unwrap();

    let requests = mock.requests();
    assert_eq!(
        (requests[0].method(), requests[0].path()),
        ("POST", "/v1.0/me/mailFolders/inbox/messageRules")
    );
    assert_eq!(
        requests[0].json().unwrap(),
        json!({
            "displayName": "From partner", "sequence": 2, "conditions": {"senderContains": ["adele"]},
            "actions": {"forwardTo": [{"emailAddress": {"address": "alexw@contoso.com"}}]}
        })
    );
    assert!(requests[2..].iter().all(|request| request.path() == "/v1.0/me/mailFolders/inbox/messageRules/AQAAAJ5dZqA="));
    let said: Vec<_> = requests[3..6].iter().map(|request| request.json().unwrap()).collect();
    assert_eq!(
        said,
        [json!({"isEnabled": false}), json!({"isEnabled": true}), json!({"sequence": 1})]
    );
    assert_eq!(requests[6].method(), "DELETE");
}

/// A rule acts on mail that arrives, as long as it is on and no exception holds.
#[test]
fn a_rule_acts_on_what_arrives() {
    let (sandbox, mailbox) = mailbox(0);
    let archive = mailbox.archive().get().unwrap();
    let draft = RuleDraft::new()
        .display_name("Best")
        .sequence(1)
        .is_enabled(true)
        .conditions(MessageRulePredicates::new().subject_contains(["best"]))
        .exceptions(MessageRulePredicates::new().subject_contains(["not this"]))
        .actions(
            MessageRuleActions::new()
                .move_to_folder(&archive)
                .mark_as_read(true)
                .assign_categories(["Red category"]),
        );
    let rule = mailbox.rule(&mailbox.create_rule(&draft).unwrap());
    let send = |subject: &str| {
        let message = MessageDraft::new().to(sandbox.user()).subject(subject);
        mailbox.send_without_copy(&message).unwrap();
    };
    send("The best");
    send("The best, but not this");
    let moved = mailbox.archive().messages().all().unwrap();
    assert_eq!(moved.len(), 1);
    assert_eq!(
        (moved[0].is_read, &moved[0].categories[..]),
        (Some(true), &["Red category".to_owned()][..])
    );
    assert_eq!(mailbox.inbox().messages().all().unwrap().len(), 1);

    assert_eq!(rule.disable().unwrap().is_enabled, Some(false));
    send("Still the best");
    assert_eq!(mailbox.inbox().messages().all().unwrap().len(), 2);
    assert_eq!(rule.enable().unwrap().is_enabled, Some(true));
    assert_eq!(rule.set_sequence(3).unwrap().sequence, Some(3));
    let read = rule.get().unwrap();
    assert_eq!(read.conditions.unwrap().subject_contains, ["best"]);
    rule.delete().unwrap();
    assert!(rule.get().unwrap_err().is_not_found());
    assert_eq!(mailbox.rules().all().unwrap().len(), 0);
}
