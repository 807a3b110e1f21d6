//! Attachments of all kinds.

use super::*;

fn file(bytes: usize) -> Value {
    use base64::{Engine, engine::general_purpose::STANDARD};
    json!({"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.bin", "contentType": "application/x-a",
        "contentBytes": STANDARD.encode(vec![7; bytes])})
}

#[test]
fn files_are_added_listed_read_and_deleted() {
    let desk = Desk::new();
    let id = text(&desk.post("/me/messages", json!({"subject": "a"}), 201)["id"]);
    let list = format!("/me/messages/{id}/attachments");
    let added = desk.post(&list, file(1000), 201);
    assert_eq!((&added["name"], &added["isInline"]), (&json!("a.bin"), &json!(false)));
    assert_eq!(added["@odata.type"], "#microsoft.graph.fileAttachment");
    assert_eq!(desk.get(&format!("/me/messages/{id}"))["hasAttachments"], true);
    let whole = desk.get(&list);
    assert!(whole["value"][0]["contentBytes"].is_string());
    let some = desk.get(&format!("{list}?$select=name,size"));
    assert!(
        some["value"][0]["contentBytes"].is_null()
            && some["value"][0]["size"].as_u64().unwrap() >= 1000
    );
    desk.refused("GET", &format!("{list}?$select=contentBytes"), None, 400);
    assert!(
        desk.get(&format!("{list}?$select=microsoft.graph.fileAttachment/contentBytes"))["value"]
            [0]["contentBytes"]
            .is_string()
    );
    let one = format!("{list}/{}", text(&added["id"]));
    assert_eq!(desk.get(&one)["contentBytes"], added["contentBytes"]);
    let reply = desk.raw("GET", &format!("{one}/$value"), None);
    assert_eq!((reply.status, reply.body), (200, vec![7; 1000]));
    assert!(reply.headers.contains(&("Content-Type".into(), "application/x-a".into())));
    let expanded =
        desk.get(&format!("/me/messages/{id}?$select=subject&$expand=attachments($select=name)"));
    assert_eq!(expanded["attachments"][0]["name"], "a.bin");
    assert!(expanded["attachments"][0]["size"].is_null());
    desk.ask("DELETE", &one, None, 204);
    desk.refused("GET", &one, None, 404);
    assert_eq!(desk.get(&format!("/me/messages/{id}"))["hasAttachments"], false);
}

#[test]
fn items_and_references_differ() {
    let desk = Desk::new();
    let id = desk.add(json!({}));
    let list = format!("/me/messages/{id}/attachments");
    let item = json!({"@odata.type": "#microsoft.graph.itemAttachment", "name": "i", "item": {"@odata.type": "#microsoft.graph.message", "subject": "inner"}});
    let item = format!("{list}/{}", text(&desk.post(&list, item, 201)["id"]));
    assert!(desk.get(&item)["item"].is_null());
    assert_eq!(
        desk.get(&format!("{item}?$expand=microsoft.graph.itemAttachment/item"))["item"]["subject"],
        "inner"
    );
    assert!(text(&desk.get(&format!("{item}/$value"))).contains("Subject: inner\r\n"));
    let reference = json!({"@odata.type": "#microsoft.graph.referenceAttachment", "name": "r"});
    let reference = format!("{list}/{}", text(&desk.post(&list, reference, 201)["id"]));
    desk.refused("GET", &format!("{reference}/$value"), None, 405);
}

#[test]
fn what_is_too_large_or_no_attachment_is_refused() {
    let desk = Desk::new();
    let id = desk.add(json!({}));
    let list = format!("/me/messages/{id}/attachments");
    assert_eq!(desk.refused("POST", &list, Some(file(3 * 1024 * 1024)), 413), "BadRequest");
    desk.post(&list, file(2 * 1024 * 1024), 201);
    for body in [
        json!({"name": "x", "contentBytes": "AAAA"}),
        json!({"@odata.type": "#microsoft.graph.fileAttachment", "contentBytes": "AAAA"}),
        json!({"@odata.type": "#microsoft.graph.fileAttachment", "name": "x"}),
        json!({"@odata.type": "#microsoft.graph.fileAttachment", "name": "x", "contentBytes": "***"}),
        json!({"@odata.type": "#microsoft.graph.fileAttachment", "name": "x", "contentBytes": "AAAA", "sizes": 1}),
        json!({"@odata.type": "#microsoft.graph.message"}),
    ] {
        desk.refused("POST", &list, Some(body), 400);
    }
    desk.refused("GET", &format!("{list}/x"), None, 400);
    desk.refused("GET", &format!("{list}/{id}"), None, 404);
}

#[test]
fn inline_attachments_do_not_count_as_attachments() {
    let desk = Desk::new();
    let mut picture = file(3);
    picture["isInline"] = json!(true);
    picture["contentId"] = json!("logo");
    let draft = desk.post("/me/messages", json!({"attachments": [picture]}), 201);
    assert_eq!(draft["hasAttachments"], false);
    let list = desk.get(&format!("/me/messages/{}/attachments", text(&draft["id"])));
    assert_eq!(list["value"][0]["contentId"], "logo");
}
