use serde_json::json;

use super::{Desk, next, text};

#[test]
fn contacts_are_kept_whole_and_shown_whole() {
    let desk = Desk::new();
    let made = desk.post("/me/contacts", json!({"givenName": "George", "surname": "Best"}), 201);
    assert_eq!(made["displayName"], "George Best");
    for (name, empty) in
        [("emailAddresses", json!([])), ("homeAddress", json!({})), ("manager", json!(null))]
    {
        assert_eq!(made[name], empty, "{name}");
    }
    let at = format!("/me/contacts/{}", text(&made["id"]));
    let changed = desk.patch(&at, json!({"surname": null, "id": "x"}), 200);
    assert_eq!((&changed["surname"], &changed["id"]), (&json!(null), &made["id"]));
    assert_ne!(changed["@odata.etag"], made["@odata.etag"]);
    let desk = desk.with("if-match", &text(&made["@odata.etag"]));
    assert_eq!(desk.refused("DELETE", &at, None, 412), "ErrorIrresolvableConflict");
}

#[test]
fn lists_are_paged_and_the_default_folder_is_in_none() {
    let desk = Desk::new();
    for number in 0..5 {
        desk.post("/me/contacts", json!({"displayName": format!("{number}")}), 201);
    }
    let page = desk.get("/me/contacts?$top=3&$count=true&$orderby=displayName desc");
    assert_eq!(
        (page["@odata.count"].as_u64(), &page["value"][0]["displayName"]),
        (Some(5), &json!("4"))
    );
    assert_eq!(desk.get(&next(&page).unwrap())["value"].as_array().map(Vec::len), Some(2));
    assert_eq!(desk.get("/me/contacts/$count"), json!(5));
    assert_eq!(desk.get("/me/contactFolders")["value"], json!([]));
    assert_eq!(desk.get("/me/contactFolders/contacts")["displayName"], "Contacts");
}

#[test]
fn refuses_what_the_service_refuses() {
    let desk = Desk::new();
    for (body, code) in [
        (json!({"DisplayName": "x"}), "RequestBodyRead"),
        (json!({"birthday": "1946-05-22"}), "RequestBodyRead"),
        (json!({"emailAddresses": {"address": "a@b.c"}}), "RequestBodyRead"),
        (json!({"homePhones": ["1", "2", "3"]}), "ErrorInvalidRequest"),
    ] {
        assert_eq!(desk.refused("POST", "/me/contacts", Some(body.clone()), 400), code, "{body}");
    }
    desk.refused("GET", "/me/contacts?$search=george", None, 400);
    desk.refused("GET", "/me/contacts?$filter=mail eq 'x'", None, 400);
    assert_eq!(desk.refused("GET", "/me/contacts/x", None, 400), "ErrorInvalidIdMalformed");
    desk.refused("GET", "/me/contacts/delta?$filter=surname eq 'x'", None, 400);
    desk.refused("PUT", "/me/contacts", Some(json!({})), 405);
    desk.refused("POST", "/me/contactFolders", Some(json!({"displayName": " "})), 400);
    assert_eq!(desk.refused("GET", "/me/photo/$value", None, 404), "ImageNotFound");
    assert_eq!(desk.refused("PUT", "/me/photo/$value", Some(json!({})), 400), "ErrorInvalidImage");
}

#[test]
fn the_directory_has_rules_for_questions() {
    let desk = Desk::new();
    let advanced = [
        "/users?$search=\"displayName:george\"",
        "/users?$count=true",
        "/users?$filter=displayName ne 'x'",
        "/users?$filter=not startswith(displayName,'x')",
        "/users?$filter=endswith(mail,'best.com')",
        "/users?$filter=startswith(displayName,'G')&$orderby=displayName",
    ];
    for target in advanced {
        assert_eq!(desk.refused("GET", target, None, 400), "Request_UnsupportedQuery", "{target}");
    }
    assert_eq!(desk.get("/users?$filter=displayName eq 'not ne'")["value"], json!([]));
    let desk = desk.with("consistencylevel", "eventual");
    for target in advanced {
        let whole = if target.contains("$count") || target.contains("$search") {
            ""
        } else {
            "&$count=true"
        };
        desk.get(&format!("{target}{whole}"));
    }
    desk.refused("GET", "/users?$filter=displayName ne 'x'", None, 400);
    desk.refused("GET", "/users?$filter=contains(displayName,'x')&$count=true", None, 400);
    desk.refused("GET", "/users?$search=george", None, 400);
    desk.refused("GET", "/users?$search=\"jobTitle:x\"", None, 400);
    desk.refused("GET", "/users?$skip=1", None, 400);
    let user = &desk.get("/users?$top=1")["value"][0];
    assert!(user.get("mail").is_some() && user.get("department").is_none());
}

#[test]
fn the_directory_tells_who_was_added_or_changed() {
    let desk = Desk::new();
    let names = |page: &serde_json::Value| -> Vec<String> {
        page["value"].as_array().unwrap().iter().map(|user| text(&user["displayName"])).collect()
    };
    let link = |page: &serde_json::Value| {
        text(&page["@odata.deltaLink"]).strip_prefix(super::ROOT).unwrap().to_owned()
    };
    let page = desk.get("/users/delta?$select=displayName,jobTitle&$top=1");
    assert_eq!(names(&page), ["George Best"]);
    let page = desk.get(&next(&page).unwrap());
    assert_eq!(names(&page), ["Denis Law"]);
    assert_eq!(desk.get(&link(&page))["value"], json!([]));
    let winger = json!({"jobTitle": "Winger", "manager": "matt@busby.example"});
    crate::service::describe(&mut desk.service.write(), super::ME, winger).unwrap();
    let changed = desk.get(&link(&page));
    assert_eq!(names(&changed), ["Matt"]);
    let changed = desk.get(&next(&changed).unwrap());
    assert_eq!(
        (names(&changed), &changed["value"][0]["jobTitle"]),
        (vec!["George Best".to_owned()], &json!("Winger"))
    );
    assert_eq!(desk.get("/users/delta?$deltatoken=latest")["value"], json!([]));
    desk.refused("GET", "/users/delta?$orderby=displayName", None, 400);
    desk.refused("GET", &format!("{}x", link(&page)), None, 400);
    desk.service.lapse_deltas();
    assert_eq!(desk.refused("GET", &link(&page), None, 410), "SyncStateNotFound");
}
