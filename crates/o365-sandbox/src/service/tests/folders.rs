//! Folders: the well-known ones, trees, counts.

use super::*;

fn names(page: &Value) -> Vec<String> {
    page["value"].as_array().unwrap().iter().map(|folder| text(&folder["displayName"])).collect()
}

#[test]
fn an_english_mailbox_has_its_folders() {
    let desk = Desk::new();
    let page = desk.get("/me/mailFolders");
    let all = [
        "Archive",
        "Conversation History",
        "Deleted Items",
        "Drafts",
        "Inbox",
        "Junk Email",
        "Outbox",
        "Sent Items",
    ];
    assert_eq!(names(&page), all);
    assert!(
        names(&desk.get("/me/mailFolders?includeHiddenFolders=true"))
            .contains(&"Clutter".to_owned())
    );
    let top = desk.get("/me/mailFolders/msgfolderroot");
    assert_eq!(top["displayName"], "Top of Information Store");
    assert_eq!(top["childFolderCount"], 8);
    assert_eq!(page["value"][4]["parentFolderId"], top["id"]);
    assert_eq!(desk.get("/me/mailFolders/INBOX")["id"], page["value"][4]["id"]);
    assert_eq!(
        desk.refused("GET", "/me/mailFolders/postbox", None, 400),
        "ErrorInvalidIdMalformed"
    );
}

#[test]
fn folders_are_made_renamed_and_deleted() {
    let desk = Desk::new();
    let made =
        desk.post("/me/mailFolders", json!({"displayName": "Quotes", "totalItemCount": 9}), 201);
    assert_eq!(made["totalItemCount"], 0);
    let id = text(&made["id"]);
    assert_eq!(
        desk.refused("POST", "/me/mailFolders", Some(json!({"displayName": "QUOTES"})), 409),
        "ErrorFolderExists"
    );
    desk.refused("POST", "/me/mailFolders", Some(json!({"displayName": " "})), 400);
    desk.refused("POST", "/me/mailFolders", Some(json!({"name": "x"})), 400);
    let child = desk.post(
        &format!("/me/mailFolders/{id}/childFolders"),
        json!({"displayName": "2025"}),
        201,
    );
    assert_eq!(desk.get(&format!("/me/mailFolders/{id}"))["childFolderCount"], 1);
    assert_eq!(names(&desk.get(&format!("/me/mailFolders/{id}/childFolders"))), ["2025"]);
    let expanded =
        desk.get(&format!("/me/mailFolders/{id}?$expand=childFolders($select=displayName)"));
    assert_eq!(expanded["childFolders"], json!([{"id": child["id"], "displayName": "2025"}]));
    let renamed =
        desk.patch(&format!("/me/mailFolders/{id}"), json!({"displayName": "Offers"}), 200);
    assert_eq!((&renamed["displayName"], &renamed["id"]), (&json!("Offers"), &made["id"]));
    assert_eq!(
        desk.refused(
            "PATCH",
            &format!("/me/mailFolders/{id}"),
            Some(json!({"displayName": "Drafts"})),
            409
        ),
        "ErrorFolderExists"
    );
    // Deleted Items first, then away with all that is in it.
    desk.ask("DELETE", &format!("/me/mailFolders/{id}"), None, 204);
    assert_eq!(names(&desk.get("/me/mailFolders/deleteditems/childFolders")), ["Offers"]);
    desk.ask("DELETE", &format!("/me/mailFolders/{id}"), None, 204);
    assert_eq!(
        desk.refused("GET", &format!("/me/mailFolders/{id}"), None, 404),
        "ErrorItemNotFound"
    );
    desk.refused("GET", &format!("/me/mailFolders/{}", text(&child["id"])), None, 404);
}

#[test]
fn well_known_folders_stay_where_they_are() {
    let desk = Desk::new();
    assert_eq!(
        desk.refused("DELETE", "/me/mailFolders/inbox", None, 400),
        "ErrorDeleteDistinguishedFolder"
    );
    let to = json!({"destinationId": "archive"});
    assert_eq!(
        desk.refused("POST", "/me/mailFolders/inbox/move", Some(to), 400),
        "ErrorMoveDistinguishedFolder"
    );
    desk.refused(
        "PATCH",
        "/me/mailFolders/inbox",
        Some(json!({"displayName": "Posteingang"})),
        403,
    );
}

#[test]
fn folders_move_and_copy_with_their_messages() {
    let desk = Desk::seeded(5);
    let id = text(&desk.post("/me/mailFolders", json!({"displayName": "A"}), 201)["id"]);
    let child = text(
        &desk.post(&format!("/me/mailFolders/{id}/childFolders"), json!({"displayName": "B"}), 201)
            ["id"],
    );
    let copy = desk.post("/me/mailFolders/inbox/copy", json!({"destinationId": child}), 201);
    assert_eq!(copy["totalItemCount"], 5);
    assert_eq!(desk.count("inbox"), 5);
    desk.refused(
        "POST",
        &format!("/me/mailFolders/{id}/move"),
        Some(json!({"destinationId": child})),
        400,
    );
    desk.refused(
        "POST",
        &format!("/me/mailFolders/{id}/copy"),
        Some(json!({"destinationId": id})),
        400,
    );
    desk.refused("POST", &format!("/me/mailFolders/{id}/move"), Some(json!({})), 400);
    let moved = desk.post(
        &format!("/me/mailFolders/{child}/move"),
        json!({"destinationId": "Archive"}),
        200,
    );
    assert_eq!(moved["parentFolderId"], desk.get("/me/mailFolders/archive")["id"]);
    desk.ask("POST", &format!("/me/mailFolders/{child}/permanentDelete"), None, 204);
    assert_eq!(desk.get("/me/messages/$count"), 5);
}

#[test]
fn counts_follow_what_happens() {
    let desk = Desk::new();
    let counts = |folder: &str| {
        let folder = desk.get(&format!("/me/mailFolders/{folder}"));
        (folder["totalItemCount"].as_u64().unwrap(), folder["unreadItemCount"].as_u64().unwrap())
    };
    let id = desk.add(json!({"subject": "a"}));
    desk.add(json!({"subject": "b", "isRead": true}));
    assert_eq!(counts("inbox"), (2, 1));
    desk.patch(&format!("/me/messages/{id}"), json!({"isRead": true}), 200);
    assert_eq!(counts("inbox"), (2, 0));
    desk.patch(&format!("/me/messages/{id}"), json!({"isRead": false}), 200);
    let moved =
        desk.post(&format!("/me/messages/{id}/move"), json!({"destinationId": "archive"}), 201);
    assert_eq!((counts("inbox"), counts("archive")), ((1, 0), (1, 1)));
    let id = text(&moved["id"]);
    desk.post(&format!("/me/messages/{id}/copy"), json!({"destinationId": "junkemail"}), 201);
    desk.ask("DELETE", &format!("/me/messages/{id}"), None, 204);
    assert_eq!(
        (counts("archive"), counts("junkemail"), counts("deleteditems")),
        ((0, 0), (1, 1), (1, 1))
    );
}

#[test]
fn folder_lists_take_the_options_of_lists() {
    let desk = Desk::seeded(3);
    let page = desk.get("/me/mailFolders?$filter=totalItemCount gt 0 or displayName eq 'drafts'&$orderby=displayName desc&$select=displayName&$count=true");
    assert_eq!(names(&page), ["Inbox", "Drafts"]);
    assert_eq!(page["@odata.count"], 2);
    assert!(page["value"][0]["totalItemCount"].is_null() && page["value"][0]["id"].is_string());
    let (mut link, mut all) = (Some("/me/mailFolders?$top=3".to_owned()), Vec::new());
    while let Some(target) = link {
        let page = desk.get(&target);
        all.extend(names(&page));
        link = next(&page);
    }
    assert_eq!(all.len(), 8);
    assert_eq!(desk.get("/me/mailFolders/$count"), 8);
    assert_eq!(
        desk.refused("GET", "/me/mailFolders?$select=subject", None, 400),
        "RequestBroker--ParseUri"
    );
    desk.refused("GET", "/me/mailFolders/inbox?$top=1", None, 400);
}
