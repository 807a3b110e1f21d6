use o365::mail::{MessageRuleActions, MessageRulePredicates, RuleDraft};
use o365_core::mock::Mock;
use serde_json::json;

use super::mocked;

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
