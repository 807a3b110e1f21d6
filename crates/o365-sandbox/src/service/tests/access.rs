//! Whose mailbox it is, and what paths there are.

use super::*;

#[test]
fn me_is_the_caller_and_users_go_by_address_and_id() {
    let desk = Desk::new();
    let me = desk.get("/me");
    assert_eq!((&me["displayName"], &me["userPrincipalName"]), (&json!("George Best"), &json!(ME)));
    let id = text(&me["id"]);
    assert_eq!(desk.get(&format!("/users/{id}"))["mail"], ME);
    assert_eq!(desk.get("/users/GEORGE@best.com")["id"], id.as_str());
    assert_eq!(desk.get("/users/george%40best.com/mailFolders/inbox")["displayName"], "Inbox");
    assert_eq!(desk.get("/users('george@best.com')/mailFolders('inbox')")["displayName"], "Inbox");
    let some = desk.get("/me?$select=mail");
    assert!(some["displayName"].is_null() && some["id"].is_string());
    assert_eq!(
        desk.get("/users?$filter=startswith(mail,'denis')")["value"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn whoever_has_a_token_has_a_mailbox() {
    let desk = Desk { caller: Caller::User("new.person@x.com".into()), ..Desk::new() };
    assert_eq!(desk.get("/me")["displayName"], "New Person");
    assert_eq!(desk.get("/me/mailFolders/inbox")["totalItemCount"], 0);
}

#[test]
fn an_application_has_no_me_and_every_mailbox() {
    let desk = Desk { caller: Caller::App, ..Desk::seeded(1) };
    let answer = desk.ask("GET", "/me/messages", None, 400);
    assert_eq!(
        answer["error"]["message"],
        "/me request is only valid with delegated authentication flow."
    );
    assert_eq!(desk.get("/users/george@best.com/messages")["value"].as_array().unwrap().len(), 1);
}

#[test]
fn the_mailbox_of_another_needs_to_be_shared() {
    let desk = Desk { caller: Caller::User("denis@law.com".into()), ..Desk::seeded(1) };
    assert_eq!(
        desk.refused("GET", "/users/george@best.com/messages", None, 403),
        "ErrorAccessDenied"
    );
    assert_eq!(
        desk.refused("POST", "/users/george@best.com/sendMail", None, 403),
        "ErrorAccessDenied"
    );
    // The person may be seen.
    desk.get("/users/george@best.com");
    desk.service.share(ME, "denis@law.com");
    assert_eq!(desk.get("/users/george@best.com/messages")["value"].as_array().unwrap().len(), 1);
}

#[test]
fn unknown_users_paths_and_methods_are_refused() {
    let desk = Desk::new();
    assert_eq!(desk.refused("GET", "/users/nobody@x.com", None, 404), "Request_ResourceNotFound");
    assert_eq!(desk.refused("GET", "/users/nobody@x.com/messages", None, 404), "ErrorInvalidUser");
    for path in [
        "/frobs",
        "/me/frobs",
        "/me/messages/x/frob",
        "/me/mailFolders/inbox/frob",
        "/me/sendMail/x",
        "/",
    ] {
        let answer = desk.ask("GET", path, None, 400);
        assert!(
            text(&answer["error"]["message"]).starts_with("Resource not found for the segment '"),
            "{answer}"
        );
    }
    for (method, path) in [
        ("GET", "/me/sendMail"),
        ("PUT", "/me/messages"),
        ("DELETE", "/me"),
        ("DELETE", "/me/messages"),
        ("POST", "/me/messages/x"),
        ("GET", "/me/messages/x/send"),
        ("PATCH", "/me/messages/x/attachments/y"),
        ("POST", "/users"),
    ] {
        desk.refused(method, path, None, 405);
    }
    // Words are read in any case, ids are not.
    desk.get("/ME/mailfolders/Inbox/Messages");
}

#[test]
fn bodies_are_json_and_say_so() {
    let desk = Desk::new();
    assert_eq!(desk.refused("POST", "/me/messages", None, 400), "BadRequest");
    let send = |kind: Option<&str>, body: &str| {
        let headers: Vec<_> =
            kind.map(|kind| ("content-type".to_owned(), kind.to_owned())).into_iter().collect();
        let mut asked = request("POST", "/me/messages", Some(body.as_bytes().to_vec()), &headers);
        if kind.is_none() {
            asked.headers.clear();
        }
        desk.service.answer(&desk.caller, &asked).status
    };
    assert_eq!(send(Some("application/json; charset=utf-8"), "{}"), 201);
    assert_eq!(send(Some("text/xml"), "{}"), 415);
    assert_eq!(send(None, "{}"), 400);
    for body in
        ["", "[]", "{", "\"x\"", "{\"subject\":\"\u{1}\"}", "{\"frob\":1}", "{\"isRead\":\"yes\"}"]
    {
        assert_eq!(send(Some("application/json"), body), 400, "{body}");
    }
    let large = json!({"body": {"content": "x".repeat(4 * 1024 * 1024)}});
    desk.refused("POST", "/me/messages", Some(large), 413);
}
