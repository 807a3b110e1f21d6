use o365::mail::{
    CategoryColor, CategoryDraft, ExchangeIdFormat, FocusedOverrideDraft, InferenceClassification,
    MailTipsType, RecipientScopeType, TimeZoneStandard,
};
use o365_core::mock::Mock;
use serde_json::{Value, json};

use super::mocked;

#[test]
fn a_category_s_life() {
    let category = json!({"id": "bac262b7", "displayName": "Project expenses", "color": "preset9"});
    let mock = Mock::new()
        .answer(201, category.clone())
        .answer(200, json!({"value": [category, {"id": "2", "displayName": "Red category", "color": "none"}]}))
        .answer(200, category.clone())
        .answer(200, category.clone())
        .answer(204, ())
        .answer(409, json!({"error": {"code": "ErrorDuplicateCategory", "message": "there is one"}}));
    let mailbox = mocked(&mock);
    let made = mailbox.create_category(("Project expenses", CategoryColor::Preset9)).unwrap();
    assert_eq!(mailbox.categories().all().unwrap()[1].color, Some(CategoryColor::None));
    let handle = mailbox.category(&made);
    handle.get().unwrap();
    handle.update(&CategoryDraft::new().color(CategoryColor::Preset0)).unwrap();
    handle.delete().unwrap();
    let again = CategoryDraft::new().display_name("Project expenses");
    assert!(mailbox.create_category(&again).unwrap_err().is_conflict());

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/v1.0/me/outlook/masterCategories");
    assert_eq!(
        requests[0].json().unwrap(),
        json!({"displayName": "Project expenses", "color": "preset9"})
    );
    assert_eq!(
        (requests[3].method(), requests[3].path()),
        ("PATCH", "/v1.0/me/outlook/masterCategories/bac262b7")
    );
    assert_eq!(requests[3].json().unwrap(), json!({"color": "preset0"}));
}

#[test]
fn a_focused_override_s_life() {
    let answer = json!({"id": "98f5bdef", "classifyAs": "focused", "senderEmailAddress": {"address": "samanthab@adatum.com"}});
    let mock = Mock::new()
        .answer(201, answer.clone())
        .answer(200, json!({"value": [answer]}))
        .answer(200, answer.clone())
        .answer(204, ());
    let mailbox = mocked(&mock);
    let draft = FocusedOverrideDraft::new()
        .sender("Samantha Booth <samanthab@adatum.com>")
        .classify_as(InferenceClassification::Focused);
    let made = mailbox.create_focused_override(&draft).unwrap();
    assert_eq!(mailbox.focused_overrides().all().unwrap().len(), 1);
    let other = FocusedOverrideDraft::new().classify_as(InferenceClassification::Other);
    mailbox.focused_override(&made).update(&other).unwrap();
    mailbox.focused_override(&made).delete().unwrap();
    assert!(mailbox.create_focused_override(&other).is_err(), "nobody is meant");

    let requests = mock.requests();
    assert_eq!(requests.len(), 4);
    assert_eq!(requests[0].path(), "/v1.0/me/inferenceClassification/overrides");
    assert_eq!(
        requests[0].json().unwrap(),
        json!({"classifyAs": "focused", "senderEmailAddress": {"name": "Samantha Booth", "address": "samanthab@adatum.com"}})
    );
    assert_eq!(requests[2].json().unwrap(), json!({"classifyAs": "other"}));
}

#[test]
fn mail_tips_are_asked_for_by_name() {
    let mock = Mock::new().answer(200, json!({"value": [
        {"emailAddress": {"name": "", "address": "danas@contoso.com"}, "mailboxFull": false, "recipientScope": "internal"},
        {"emailAddress": {"address": "nobody@contoso.com"}, "error": {"code": "RecipientNotFound", "message": "who?"}},
    ]}));
    let tips = mocked(&mock)
        .mail_tips(
            ["danas@contoso.com", "Nobody <nobody@contoso.com>"],
            MailTipsType::MAILBOX_FULL_STATUS | MailTipsType::RECIPIENT_SCOPE,
        )
        .unwrap();
    assert_eq!(tips[0].recipient_scope, [RecipientScopeType::Internal]);
    assert_eq!(tips[1].error.as_ref().unwrap().code.as_deref(), Some("RecipientNotFound"));
    assert_eq!(
        mock.requests()[0].json().unwrap(),
        json!({
            "EmailAddresses": ["danas@contoso.com", "nobody@contoso.com"],
            "MailTipsOptions": "mailboxFullStatus,recipientScope"
        })
    );
    assert!(mocked(&mock).mail_tips("nobody", MailTipsType::ALL).is_err());
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn zones_and_languages() {
    let mock = Mock::new()
        .answer(200, json!({"value": [{"alias": "Europe/Madrid", "displayName": "(UTC+01:00) Madrid"}]}))
        .answer(200, json!({"value": [{"locale": "es-ES", "displayName": "Spanish (Spain)"}, {"locale": null}]}));
    let mailbox = mocked(&mock);
    let zones = mailbox.supported_time_zones(TimeZoneStandard::Iana).unwrap();
    assert_eq!(zones[0].alias.as_ref().unwrap().windows(), Some("Romance Standard Time"));
    assert_eq!(mailbox.supported_languages().unwrap().len(), 2);
    let paths: Vec<_> = mock.requests().iter().map(|request| request.path().to_owned()).collect();
    assert_eq!(
        paths,
        [
            "/v1.0/me/outlook/supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'iana')",
            "/v1.0/me/outlook/supportedLanguages",
        ]
    );
}

#[test]
fn ids_are_translated_a_thousand_at_a_time_as_the_loop_goes_on() {
    let translated = |ids: std::ops::Range<u32>| -> Value {
        json!({"value": ids.map(|id| json!({"sourceId": id.to_string(), "targetId": format!("t{id}")})).collect::<Vec<_>>()})
    };
    let mock = Mock::new()
        .answer(200, translated(0..1_000))
        .answer(400, json!({"error": {"code": "ErrorInvalidIdMalformed", "message": "bad"}}))
        .answer(200, translated(2_000..2_001));
    let ids = (0..2_001).map(|id| id.to_string());
    let mut translation = mocked(&mock).translate_ids(
        ids,
        ExchangeIdFormat::RestId,
        ExchangeIdFormat::RestImmutableEntryId,
    );
    assert!(mock.requests().is_empty());
    let first: Vec<_> = translation.by_ref().take(1_000).map(Result::unwrap).collect();
    assert_eq!((first.len(), first[999].target_id.as_deref()), (1_000, Some("t999")));
    assert_eq!(mock.requests().len(), 1, "no request before its turn");
    assert!(translation.next().unwrap().is_err());
    assert_eq!(translation.next().unwrap().unwrap().target_id.as_deref(), Some("t2000"));
    assert!(translation.next().is_none());

    let body = mock.requests()[2].json().unwrap();
    assert_eq!(
        body,
        json!({"inputIds": ["2000"], "sourceIdType": "restId", "targetIdType": "restImmutableEntryId"})
    );
}
