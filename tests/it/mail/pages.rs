//! Folders, rules, categories and the rest are asked for and written as on Microsoft's pages.

use o365::mail::{
    AttachmentDraft, CategoryColor, CategoryDraft, FocusedOverrideDraft, FolderDraft, Importance,
    InferenceClassification, MessageDraft, MessageRuleActions, MessageRulePredicates, RuleDraft,
};
use o365::subscriptions::{ChangeType, SubscriptionDraft};
use o365_core::mock::Mock;
use serde_json::{Value, json};
use time::macros::datetime;

use super::on;

/// A mock with an answer for each of so many requests.
fn answers(count: usize) -> Mock {
    (0..count).fold(Mock::new(), |mock, _| mock.answer(201, json!({"id": "1"})))
}

/// A mock with an empty page for each of so many requests.
fn pages(count: usize) -> Mock {
    let page = json!({"value": [], "@odata.deltaLink": "https://graph.microsoft.com/v1.0/me/mailFolders/delta?$deltatoken=1"});
    (0..count).fold(Mock::new(), |mock, _| mock.answer(200, page.clone()))
}

/// What was asked last: method, path without the version, body.
fn last(mock: &Mock) -> (String, Option<Value>) {
    let request = mock.requests().pop().unwrap();
    let path = request.path().trim_start_matches("/v1.0").to_owned();
    (format!("{} {path}", request.method()), request.json())
}

fn asked(request: &str, body: Option<Value>) -> (String, Option<Value>) {
    (request.to_owned(), body)
}

#[test]
fn folders_are_read_made_and_moved() {
    let mock = answers(7);
    let mailbox = on(&mock).mailbox();
    let folder = mailbox.folder("AAMkAGVmMDEzM");
    folder.get().unwrap();
    assert_eq!(last(&mock), asked("GET /me/mailFolders/AAMkAGVmMDEzM", None));
    folder.move_to("destinationId-value").unwrap();
    let body = json!({"destinationId": "destinationId-value"});
    assert_eq!(last(&mock), asked("POST /me/mailFolders/AAMkAGVmMDEzM/move", Some(body)));
    let draft = FolderDraft::new().display_name("displayName-value").is_hidden(true);
    folder.create_folder(draft).unwrap();
    let body = json!({"displayName": "displayName-value", "isHidden": true});
    assert_eq!(last(&mock), asked("POST /me/mailFolders/AAMkAGVmMDEzM/childFolders", Some(body)));
    folder.update("displayName-value").unwrap();
    let body = json!({"displayName": "displayName-value"});
    assert_eq!(last(&mock), asked("PATCH /me/mailFolders/AAMkAGVmMDEzM", Some(body)));
    mailbox.create_folder(FolderDraft::new().display_name("Clutter").is_hidden(true)).unwrap();
    let body = json!({"displayName": "Clutter", "isHidden": true});
    assert_eq!(last(&mock), asked("POST /me/mailFolders", Some(body)));
    folder.save_draft(&MessageDraft::new().subject("subject-value").body("content-value")).unwrap();
    let body = json!({"subject": "subject-value", "body": {"contentType": "text", "content": "content-value"}});
    assert_eq!(last(&mock), asked("POST /me/mailFolders/AAMkAGVmMDEzM/messages", Some(body)));
    mailbox.message("AAMkADYAAAImV_lAAA=").get().unwrap();
    assert_eq!(last(&mock), asked("GET /me/messages/AAMkADYAAAImV_lAAA=", None));
}

#[test]
fn lists_and_what_changed_in_them() {
    let mock = pages(6);
    let mailbox = on(&mock).mailbox();
    mailbox.folders().all().unwrap();
    assert_eq!(last(&mock), asked("GET /me/mailFolders", None));
    mailbox.folders_with_hidden().all().unwrap();
    assert_eq!(last(&mock), asked("GET /me/mailFolders", None));
    assert!(mock.requests().pop().unwrap().query().contains("includeHiddenFolders=true"));
    mailbox.folder("id").messages().all().unwrap();
    assert_eq!(last(&mock), asked("GET /me/mailFolders/id/messages", None));
    mailbox.categories().all().unwrap();
    assert_eq!(last(&mock), asked("GET /me/outlook/masterCategories", None));

    // The page's size is a preference there, and no `$top`.
    for (list, path) in [
        (mailbox.folders().page_size(2).delta(None).count(), "GET /me/mailFolders/delta"),
        (
            mailbox.folder("id").messages().page_size(2).delta(None).count(),
            "GET /me/mailFolders/id/messages/delta",
        ),
    ] {
        assert_eq!(list, 0);
        let request = mock.requests();
        let request =
            request.iter().find(|it| path.ends_with(it.path().trim_start_matches("/v1.0")));
        let preference = request.unwrap().header("prefer").unwrap();
        assert!(preference.contains("odata.maxpagesize=2"), "{preference}");
        assert!(!request.unwrap().query().contains("top"));
    }
}

#[test]
fn rules_and_categories_and_senders() {
    let mock = answers(6);
    let mailbox = on(&mock).mailbox();
    let rule = RuleDraft::new()
        .display_name("From partner")
        .sequence(2)
        .is_enabled(true)
        .conditions(MessageRulePredicates::new().sender_contains(["adele"]))
        .actions(
            MessageRuleActions::new()
                .forward_to(("Alex Wilbur", "AlexW@contoso.onmicrosoft.com"))
                .stop_processing_rules(true),
        );
    mailbox.create_rule(&rule).unwrap();
    let body = json!({"displayName": "From partner", "sequence": 2, "isEnabled": true, "conditions": {"senderContains": ["adele"]},
        "actions": {"forwardTo": [{"emailAddress": {"name": "Alex Wilbur", "address": "AlexW@contoso.onmicrosoft.com"}}],
            "stopProcessingRules": true}});
    assert_eq!(last(&mock), asked("POST /me/mailFolders/inbox/messageRules", Some(body)));
    let rule = mailbox.rule("AQAAAJ5dZqA=");
    rule.get().unwrap();
    assert_eq!(last(&mock), asked("GET /me/mailFolders/inbox/messageRules/AQAAAJ5dZqA=", None));
    let change = RuleDraft::new()
        .display_name("Important from partner")
        .actions(MessageRuleActions::new().mark_importance(Importance::High));
    rule.update(&change).unwrap();
    let body =
        json!({"displayName": "Important from partner", "actions": {"markImportance": "high"}});
    assert_eq!(
        last(&mock),
        asked("PATCH /me/mailFolders/inbox/messageRules/AQAAAJ5dZqA=", Some(body))
    );

    let category =
        CategoryDraft::new().display_name("Project expenses").color(CategoryColor::Preset9);
    mailbox.create_category(&category).unwrap();
    let body = json!({"displayName": "Project expenses", "color": "preset9"});
    assert_eq!(last(&mock), asked("POST /me/outlook/masterCategories", Some(body)));
    mailbox.category("de912e4d-c790-4da9-949c-ccd933aaa0f7").get().unwrap();
    let path = "GET /me/outlook/masterCategories/de912e4d-c790-4da9-949c-ccd933aaa0f7";
    assert_eq!(last(&mock), asked(path, None));

    let sender = FocusedOverrideDraft::new()
        .classify_as(InferenceClassification::Focused)
        .sender(("Samantha Booth", "samanthab@adatum.onmicrosoft.com"));
    mailbox.create_focused_override(&sender).unwrap();
    let body = json!({"classifyAs": "focused",
        "senderEmailAddress": {"name": "Samantha Booth", "address": "samanthab@adatum.onmicrosoft.com"}});
    assert_eq!(last(&mock), asked("POST /me/inferenceClassification/overrides", Some(body)));
}

#[test]
fn what_is_attached_is_asked_for_and_announced() {
    let session = json!({"uploadUrl": "https://outlook.office.com/api/v2.0/x?authtoken=t", "expirationDateTime": "2049-09-25T01:09:30.7671707Z",
        "nextExpectedRanges": ["0-"]});
    let location =
        "https://outlook.office.com/api/v2.0/Users('u')/Messages('m')/Attachments('AAMkADI5=')";
    let mock = Mock::new()
        .answer(200, json!({"id": "1"}))
        .answer(201, session)
        .answer(201, ())
        .header("location", location)
        .answer(200, json!({"id": "AAMkADI5=", "size": 3_483_322}));
    let message = on(&mock).mailbox().message("AAMkADI5MAAIT3drCAAA=");
    message.attachment("AAMkAGUz=").get().unwrap();
    assert_eq!(
        last(&mock),
        asked("GET /me/messages/AAMkADI5MAAIT3drCAAA=/attachments/AAMkAGUz=", None)
    );
    message.attach(AttachmentDraft::bytes("flower", vec![0; 3_483_322])).unwrap();
    let request = &mock.requests()[1];
    assert_eq!(
        request.path(),
        "/v1.0/me/messages/AAMkADI5MAAIT3drCAAA=/attachments/createUploadSession"
    );
    let body =
        json!({"AttachmentItem": {"attachmentType": "file", "name": "flower", "size": 3_483_322}});
    let mut sent = request.json().unwrap();
    // What kind of file it is we say in addition.
    sent["AttachmentItem"].as_object_mut().unwrap().remove("contentType");
    assert_eq!(sent, body);
}

#[test]
fn subscriptions_are_made_and_ended() {
    let mock = answers(1).answer(204, ());
    let subscriptions = on(&mock).api().subscriptions();
    let draft = SubscriptionDraft::new()
        .changes([ChangeType::Created])
        .notification_url("https://webhook.azurewebsites.net/api/send/myNotifyClient")
        .resource("me/mailFolders('Inbox')/messages")
        .expiration_date_time(datetime!(2016-11-20 18:23:45.9356913 UTC))
        .client_state("secretClientValue")
        .latest_supported_tls_version("v1_2");
    subscriptions.create(&draft).unwrap();
    let body = json!({"changeType": "created", "notificationUrl": "https://webhook.azurewebsites.net/api/send/myNotifyClient",
        "resource": "me/mailFolders('Inbox')/messages", "expirationDateTime": "2016-11-20T18:23:45.9356913Z",
        "clientState": "secretClientValue", "latestSupportedTlsVersion": "v1_2"});
    assert_eq!(last(&mock), asked("POST /subscriptions", Some(body)));
    subscriptions.subscription("7f105c7d-2dc5-4530-97cd-4e7ae6534c07").delete().unwrap();
    assert_eq!(
        last(&mock),
        asked("DELETE /subscriptions/7f105c7d-2dc5-4530-97cd-4e7ae6534c07", None)
    );
}
