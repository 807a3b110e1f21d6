//! Messages: created, changed, moved, deleted.

use super::*;

#[test]
fn a_draft_is_created_in_drafts_with_all_properties() {
    let desk = Desk::new();
    let draft = desk.post(
        "/me/messages",
        json!({"subject": "Testing!", "body": {"contentType": "HTML", "content": "<p>Hi &amp; bye</p>"},
            "toRecipients": to("denis@law.com"), "importance": "high", "categories": ["Red"], "id": "ignored",
            "internetMessageHeaders": [{"name": "X-Mine", "value": "1"}], "receivedDateTime": "2001-01-01T00:00:00Z"}),
        201,
    );
    assert_eq!((&draft["isDraft"], &draft["hasAttachments"]), (&json!(true), &json!(false)));
    assert_eq!(draft["body"], json!({"contentType": "html", "content": "<p>Hi &amp; bye</p>"}));
    assert_eq!(draft["bodyPreview"], "Hi & bye");
    assert_eq!(
        draft["toRecipients"][0]["emailAddress"],
        json!({"name": "denis@law.com", "address": "denis@law.com"})
    );
    assert_eq!(draft["from"]["emailAddress"]["address"], ME);
    assert_eq!(draft["parentFolderId"], desk.get("/me/mailFolders/drafts")["id"]);
    assert_eq!(draft["flag"], json!({"flagStatus": "notFlagged"}));
    let created = text(&draft["createdDateTime"]);
    assert!(
        created.ends_with('Z')
            && created.len() == 20
            && !text(&draft["receivedDateTime"]).starts_with("2001")
    );
    assert_eq!(draft["@odata.etag"], format!("W/\"{}\"", text(&draft["changeKey"])));
    let again = desk.get(&format!("/me/messages/{}", text(&draft["id"])));
    assert_eq!(again, draft);
    for missing in crate::schema::MESSAGE.all().filter(|p| !p.kind.is_navigation()) {
        let hidden = ["uniqueBody", "internetMessageHeaders"].contains(&missing.name);
        assert_eq!(draft.get(missing.name).is_none(), hidden, "{}", missing.name);
    }
    let in_folder = desk.post("/me/mailFolders/archive/messages", json!({}), 201);
    assert_eq!(in_folder["parentFolderId"], desk.get("/me/mailFolders/archive")["id"]);
    let header = json!({"internetMessageHeaders": [{"name": "Subject", "value": "1"}]});
    assert_eq!(
        desk.refused("POST", "/me/messages", Some(header), 400),
        "InvalidInternetMessageHeader"
    );
}

#[test]
fn only_drafts_let_everything_change() {
    let desk = Desk::new();
    let draft = text(&desk.post("/me/messages", json!({"subject": "a"}), 201)["id"]);
    let changed = desk.patch(
        &format!("/me/messages/{draft}"),
        json!({"subject": "b", "toRecipients": to("x@y.z"), "isRead": false}),
        200,
    );
    assert_eq!((&changed["subject"], &changed["isRead"]), (&json!("b"), &json!(false)));
    assert_eq!(
        desk.patch(&format!("/me/messages/{draft}"), json!({"subject": null}), 200)["subject"],
        Value::Null
    );
    let received = desk.add(json!({"subject": "r"}));
    let target = format!("/me/messages/{received}");
    for body in [
        json!({"subject": "x"}),
        json!({"body": {"content": "x"}}),
        json!({"toRecipients": []}),
        json!({"from": null}),
    ] {
        assert_eq!(desk.refused("PATCH", &target, Some(body), 400), "ErrorInvalidPropertySet");
    }
    let flag = json!({"flagStatus": "flagged", "startDateTime": {"dateTime": "2025-03-01T00:00:00", "timeZone": "UTC"}});
    let changed = desk.patch(&target, json!({"isRead": true, "categories": ["Red"], "importance": "low", "flag": flag, "receivedDateTime": "2001-01-01T00:00:00Z"}), 200);
    assert_eq!(
        (&changed["categories"], &changed["importance"], &changed["flag"]),
        (&json!(["Red"]), &json!("low"), &flag)
    );
    assert!(!text(&changed["receivedDateTime"]).starts_with("2001"));
    let cleared =
        desk.patch(&target, json!({"categories": [], "flag": null, "importance": null}), 200);
    assert_eq!(
        (&cleared["categories"], &cleared["flag"]["flagStatus"], &cleared["importance"]),
        (&json!([]), &json!("notFlagged"), &json!("normal"))
    );
}

#[test]
fn a_change_of_what_has_changed_is_refused() {
    let desk = Desk::new();
    let id = desk.add(json!({"subject": "a"}));
    let target = format!("/me/messages/{id}");
    let etag = text(&desk.get(&target)["@odata.etag"]);
    let mut desk = desk.with("if-match", &etag);
    let changed = desk.patch(&target, json!({"isRead": true}), 200);
    assert_ne!(changed["@odata.etag"], etag);
    assert_eq!(
        desk.refused("PATCH", &target, Some(json!({"isRead": true})), 412),
        "ErrorIrresolvableConflict"
    );
    assert_eq!(desk.refused("DELETE", &target, None, 412), "ErrorIrresolvableConflict");
    desk.headers[0].1 = "*".to_owned();
    desk.ask("DELETE", &target, None, 204);
}

#[test]
fn a_move_gives_a_new_id_unless_ids_are_immutable() {
    let desk = Desk::new();
    let id = desk.add(json!({"subject": "a"}));
    let moved =
        desk.post(&format!("/me/messages/{id}/move"), json!({"destinationId": "Archive"}), 201);
    assert_ne!(moved["id"], id);
    assert_eq!(desk.refused("GET", &format!("/me/messages/{id}"), None, 404), "ErrorItemNotFound");
    let id = text(&moved["id"]);
    let copy =
        desk.post(&format!("/me/messages/{id}/copy"), json!({"DestinationId": "inbox"}), 201);
    assert_ne!(copy["id"], id);
    desk.get(&format!("/me/messages/{id}"));
    desk.refused(
        "POST",
        &format!("/me/messages/{id}/move"),
        Some(json!({"destinationId": "nowhere"})),
        400,
    );
    desk.refused("POST", &format!("/me/messages/{id}/move"), Some(json!({"folder": "inbox"})), 400);

    let desk = desk.with("prefer", "outlook.body-content-type=\"text\", IdType=\"ImmutableId\"");
    let fixed = text(&desk.get(&format!("/me/messages/{id}"))["id"]);
    assert_ne!(fixed, id);
    let moved =
        desk.post(&format!("/me/messages/{fixed}/move"), json!({"destinationId": "inbox"}), 201);
    assert_eq!(moved["id"], fixed);
    assert_eq!(desk.get("/me/mailFolders/inbox/messages?$filter=id eq 'x'")["value"], json!([]));
    desk.get(&format!("/me/messages/{fixed}"));
}

#[test]
fn deleting_goes_through_deleted_items() {
    let desk = Desk::new();
    let id = desk.add(json!({"subject": "a"}));
    desk.ask("DELETE", &format!("/me/messages/{id}"), None, 204);
    assert_eq!((desk.count("inbox"), desk.count("deleteditems")), (0, 1));
    desk.refused("DELETE", &format!("/me/messages/{id}"), None, 404);
    let there = text(&desk.get("/me/mailFolders/deleteditems/messages")["value"][0]["id"]);
    desk.ask("DELETE", &format!("/me/messages/{there}"), None, 204);
    assert_eq!(desk.get("/me/messages/$count"), 0);
    let id = desk.add(json!({}));
    desk.ask("POST", &format!("/me/messages/{id}/permanentDelete"), None, 204);
    assert_eq!(desk.get("/me/messages/$count"), 0);
}

#[test]
fn bodies_come_as_they_are_preferred() {
    let desk = Desk::new();
    let html =
        desk.add(json!({"body": {"contentType": "html", "content": "<p>a&lt;b</p><p>c</p>"}}));
    let plain = desk.add(json!({"body": {"content": "a<b"}}));
    let desk =
        desk.with("prefer", "IdType=\"X\"").with("prefer", "outlook.body-content-type=\"text\"");
    assert_eq!(
        desk.get(&format!("/me/messages/{html}"))["body"],
        json!({"contentType": "text", "content": "a<b\r\nc"})
    );
    let reply = desk.raw("GET", &format!("/me/messages/{html}"), None);
    assert!(
        reply
            .headers
            .contains(&("Preference-Applied".into(), "outlook.body-content-type=\"text\"".into()))
    );
    let desk =
        Desk { headers: Vec::new(), ..desk }.with("prefer", "outlook.body-content-type=\"html\"");
    let body = desk.get(&format!("/me/messages/{plain}"))["body"].clone();
    assert!(body["contentType"] == "html" && text(&body["content"]).contains("a&lt;b"));
}
