use base64::{Engine, engine::general_purpose::STANDARD};

use super::*;
use crate::schema::iso;

#[test]
fn a_thread_keeps_its_index() {
    let mut desk = Desk::new();
    let message = json!({"message": {"subject": "Plan", "toRecipients": to("denis@law.com")}});
    desk.post("/me/sendMail", message, 202);
    let index = |message: &Value| STANDARD.decode(text(&message["conversationIndex"])).unwrap();
    let sent = desk.get("/me/mailFolders/sentitems/messages")["value"][0].clone();
    desk.caller = Caller::User("denis@law.com".to_owned());
    let received = desk.get("/me/messages")["value"][0].clone();
    assert_eq!(index(&received), index(&sent));
    let place = format!("/me/messages/{}", text(&received["id"]));
    let reply = desk.post(
        &format!("{place}/createReply"),
        json!({"message": {"body": {"contentType": "html", "content": "<p>own</p>"}}}),
        201,
    );
    assert!(
        index(&reply).starts_with(&index(&sent)) && index(&reply).len() == index(&sent).len() + 5
    );
    assert_eq!(reply["conversationId"], received["conversationId"]);
    let thread =
        format!("/me/messages?$filter=conversationId eq '{}'", text(&reply["conversationId"]));
    assert_eq!(desk.get(&thread)["value"].as_array().unwrap().len(), 2);
    let by_id = format!(
        "/me/messages?$filter=internetMessageId eq '{}'",
        text(&received["internetMessageId"])
    );
    assert_eq!(desk.get(&by_id)["value"][0]["id"], received["id"]);
}

#[test]
fn a_unique_body_has_no_quote() {
    let desk = Desk::new();
    let id = desk.add(
        json!({"subject": "s", "body": {"contentType": "html", "content": "<body>old</body>"}}),
    );
    let reply =
        desk.post(&format!("/me/messages/{id}/createReply"), json!({"comment": "new"}), 201);
    let unique = desk.get(&format!("/me/messages/{}?$select=body,uniqueBody", text(&reply["id"])));
    let content = |name: &str| text(&unique[name]["content"]);
    assert!(content("body").contains("old") && content("body").contains("new"));
    assert!(!content("uniqueBody").contains("old") && content("uniqueBody").contains("new"));
}

#[test]
fn a_meeting_request_shows_its_event() {
    let desk = Desk::new();
    let at = |hour: u8| json!({"dateTime": format!("2025-07-01T{hour}:00:00"), "timeZone": "UTC"});
    let id = desk
        .add(json!({"@odata.type": "#microsoft.graph.eventMessageRequest", "subject": "Kick-off",
        "meetingMessageType": "meetingRequest", "startDateTime": at(10), "endDateTime": at(11)}));
    desk.add(json!({"subject": "plain"}));
    let place = format!("/me/messages/{id}");
    let message = desk.get(&format!("{place}?$expand=microsoft.graph.eventMessage/event"));
    assert_eq!(message["@odata.type"], "#microsoft.graph.eventMessageRequest");
    assert_eq!(message["meetingMessageType"], "meetingRequest");
    assert_eq!(message["event"]["start"]["dateTime"], "2025-07-01T10:00:00");
    assert!(desk.get(&place).get("event").is_none());
    let list = desk.get("/me/messages?$expand=microsoft.graph.eventMessage/event($select=subject)");
    let events: Vec<_> =
        list["value"].as_array().unwrap().iter().map(|m| m.get("event").is_some()).collect();
    assert_eq!(events.iter().filter(|has| **has).count(), 1);
    desk.refused("GET", &format!("{place}?$expand=event"), None, 400);
}

#[test]
fn extended_properties_are_written_found_and_shown() {
    let desk = Desk::new();
    let id = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Colour";
    let single = json!({"subject": "s", "singleValueExtendedProperties": [{"id": id, "value": "green"}],
        "multiValueExtendedProperties": [{"id": id.replace("String", "StringArray"), "value": ["a", "b"]}]});
    desk.post("/me/messages", json!({"subject": "other"}), 201);
    let made = desk.post("/me/messages", single, 201);
    assert!(made.get("singleValueExtendedProperties").is_none());
    let place = format!("/me/messages/{}", text(&made["id"]));
    let expand = |name: &str, id: &str| {
        desk.get(&format!("{place}?$expand={name}($filter=id eq '{id}')"))[name].clone()
    };
    assert_eq!(expand("singleValueExtendedProperties", id)[0]["value"], "green");
    assert_eq!(
        expand("multiValueExtendedProperties", &id.replace("String", "StringArray"))[0]["value"],
        json!(["a", "b"])
    );
    let found = desk.get(&format!("/me/messages?$filter=singleValueExtendedProperties/any(ep: ep/id eq '{id}' and ep/value eq 'green')"));
    assert_eq!(found["value"].as_array().unwrap().len(), 1);
    desk.patch(&place, json!({"singleValueExtendedProperties": [{"id": id, "value": "red"}]}), 200);
    assert_eq!(expand("singleValueExtendedProperties", id)[0]["value"], "red");
    for bad in [
        "",
        "Colour",
        "String Colour",
        "String {66f5a359} Name x",
        "Integer 0x",
        "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name",
    ] {
        let body = json!({"singleValueExtendedProperties": [{"id": bad, "value": "x"}]});
        desk.refused("POST", "/me/messages", Some(body), 400);
    }
}

#[test]
fn headers_flags_and_items_have_rules() {
    let desk = Desk::new();
    let headers = |count: usize| {
        let all = (0..count).map(|n| json!({"name": format!("X-{n}"), "value": "v"}));
        json!({"internetMessageHeaders": all.collect::<Vec<_>>()})
    };
    desk.post("/me/messages", headers(5), 201);
    assert_eq!(
        desk.refused("POST", "/me/messages", Some(headers(6)), 400),
        "InvalidInternetMessageHeaderCollection"
    );
    let at = json!({"dateTime": "2025-07-01T10:00:00", "timeZone": "UTC"});
    let id = desk.add(json!({"subject": "s"}));
    let place = format!("/me/messages/{id}");
    desk.refused(
        "PATCH",
        &place,
        Some(json!({"flag": {"flagStatus": "flagged", "dueDateTime": at}})),
        400,
    );
    let flag = json!({"flag": {"flagStatus": "flagged", "startDateTime": at, "dueDateTime": at}});
    assert_eq!(desk.patch(&place, flag, 200)["flag"]["dueDateTime"], at);
    let item = |item: Value| {
        Some(json!({"@odata.type": "#microsoft.graph.itemAttachment", "name": "i", "item": item}))
    };
    let attachments = format!("{place}/attachments");
    desk.refused("POST", &attachments, item(json!({"subject": "no type"})), 400);
    desk.refused(
        "POST",
        &attachments,
        item(json!({"@odata.type": "#microsoft.graph.message", "subjekt": 1})),
        400,
    );
    let event = json!({"@odata.type": "#microsoft.graph.event", "subject": "Ev", "start": at});
    let made = desk.ask("POST", &attachments, item(event), 201);
    let value = desk.raw("GET", &format!("{attachments}/{}/$value", text(&made["id"])), None).body;
    assert!(
        String::from_utf8(value).unwrap().contains("SUMMARY:Ev\r\nDTSTART:20250701T100000\r\n")
    );
    let reference = json!({"@odata.type": "#microsoft.graph.referenceAttachment", "name": "r"});
    let made = desk.post(&attachments, reference, 201);
    desk.refused("GET", &format!("{attachments}/{}/$value", text(&made["id"])), None, 405);
}

#[test]
fn a_deferred_message_waits_in_the_outbox() {
    let desk = Desk::new();
    let in_a_while = iso(crate::schema::now() + 3600);
    let deferred = |when: &str| json!({"toRecipients": to("denis@law.com"), "singleValueExtendedProperties": [{"id": "SystemTime 0x3FEF", "value": when}]});
    desk.post("/me/sendMail", json!({"message": deferred(&in_a_while)}), 202);
    let draft = desk.post("/me/messages", deferred(&in_a_while), 201);
    desk.ask("POST", &format!("/me/messages/{}/send", text(&draft["id"])), None, 202);
    let waiting = desk.service.message_count("denis@law.com", "inbox");
    assert_eq!((desk.count("outbox"), desk.count("sentitems"), waiting), (2, 0, 0));
    desk.service.release(crate::schema::now() + 3601);
    let arrived = desk.service.message_count("denis@law.com", "inbox");
    assert_eq!((desk.count("outbox"), desk.count("sentitems"), arrived), (0, 2, 2));
    desk.post("/me/sendMail", json!({"message": deferred("2020-01-01T00:00:00Z")}), 202);
    assert_eq!(desk.count("sentitems"), 3);
}

#[test]
fn a_search_folder_finds() {
    let desk = Desk::seeded(40);
    let body = json!({"@odata.type": "microsoft.graph.mailSearchFolder", "displayName": "Best", "includeNestedFolders": true,
        "sourceFolderIds": ["inbox"], "filterQuery": "contains(subject, 'best')"});
    let folder = desk.post("/me/mailFolders/searchfolders/childFolders", body.clone(), 201);
    let found = desk
        .get("/me/mailFolders/inbox/messages?$filter=contains(subject, 'best')&$count=true&$top=1");
    assert!(
        folder["totalItemCount"].as_u64() > Some(0)
            && folder["totalItemCount"] == found["@odata.count"]
    );
    assert_eq!(folder["@odata.type"], "#microsoft.graph.mailSearchFolder");
    let place = format!("/me/mailFolders/{}", text(&folder["id"]));
    let mut link = Some(format!("{place}/messages?$orderby=subject&$top=2"));
    let mut subjects = Vec::new();
    while let Some(target) = link {
        let page = desk.get(&target);
        subjects.extend(
            page["value"].as_array().unwrap().iter().map(|m| text(&m["subject"]).to_lowercase()),
        );
        link = next(&page);
    }
    assert_eq!(Some(subjects.len() as u64), folder["totalItemCount"].as_u64());
    assert!(subjects.iter().all(|subject| subject.contains("best")));
    let count = desk.get(&format!("{place}/messages/$count"));
    assert_eq!(count, folder["totalItemCount"]);
    let updated = desk.patch(&place, json!({"@odata.type": "#microsoft.graph.mailSearchFolder", "filterQuery": "isRead eq false"}), 200);
    assert_eq!(updated["totalItemCount"], updated["unreadItemCount"]);
    for (name, value) in [
        ("filterQuery", json!("frob eq 1")),
        ("sourceFolderIds", json!([])),
        ("filterQuery", json!(null)),
    ] {
        let mut bad = body.clone();
        bad["displayName"] = json!("Other");
        bad[name] = value;
        desk.refused("POST", "/me/mailFolders/searchfolders/childFolders", Some(bad), 400);
    }
}
