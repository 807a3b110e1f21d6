use serde_json::{Value, json};

use super::super::{Desk, text};
use super::{LISTS, players};

fn names(page: &Value, member: &str) -> Vec<String> {
    page["value"].as_array().unwrap().iter().map(|row| text(&row[member])).collect()
}

#[test]
fn lists_of_the_service_are_shown_to_those_who_select_system() {
    let desk = Desk::new();
    let plain = names(&desk.get(LISTS), "displayName");
    assert_eq!(plain, ["Documents", "Site Pages"]);
    let all = desk.get(&format!("{LISTS}?$select=displayName,system"));
    assert!(names(&all, "displayName").contains(&"User Information List".to_owned()));
    let people = desk.get(&format!("{LISTS}/User Information List/items?$expand=fields"));
    assert_eq!(people["value"][0]["id"], "6");
    assert_eq!(people["value"][0]["fields"]["EMail"], "george@best.com");
}

#[test]
fn lists_are_made_found_by_title_changed_and_deleted() {
    let desk = Desk::new();
    let by_id = players(&desk);
    let by_title = format!("{LISTS}/players");
    let list = desk.get(&format!("{by_title}?$expand=columns($select=name)"));
    assert_eq!(list["list"]["template"], "genericList");
    let internal: Vec<_> =
        list["columns"].as_array().unwrap().iter().map(|column| text(&column["name"])).collect();
    assert!(internal.contains(&"Shirt_x0020_Number".to_owned()), "{internal:?}");
    let changed = desk.patch(&by_id, json!({"displayName": "Squad", "description": "d"}), 200);
    assert_eq!((&changed["displayName"], &changed["name"]), (&json!("Squad"), &json!("Players")));
    desk.ask("DELETE", &format!("{LISTS}/Squad"), None, 204);
    assert_eq!(desk.refused("GET", &by_id, None, 404), "itemNotFound");
}

#[test]
fn refuses_lists_and_columns_as_the_service_does() {
    let desk = Desk::new();
    let list = players(&desk);
    let columns = format!("{list}/columns");
    for (target, body, status, code) in [
        (LISTS, json!({"name": "x"}), 400, "invalidRequest"),
        (
            LISTS,
            json!({"displayName": "x", "list": {"template": "generic"}}),
            400,
            "invalidRequest",
        ),
        (LISTS, json!({"displayName": "PLAYERS"}), 409, "nameAlreadyExists"),
        (LISTS, json!({"displayname": "x"}), 400, "RequestBodyRead"),
        (&columns, json!({"name": "x"}), 400, "invalidRequest"),
        (&columns, json!({"name": "x", "text": {}, "number": {}}), 400, "invalidRequest"),
        (&columns, json!({"name": "x", "text": {"lines": 1}}), 400, "RequestBodyRead"),
        (&columns, json!({"name": "shirt number", "text": {}}), 409, "nameAlreadyExists"),
        (&columns, json!({"text": {}}), 400, "invalidRequest"),
        (
            &columns,
            json!({"name": "y", "hyperlinkOrPicture": {}, "indexed": true}),
            400,
            "invalidRequest",
        ),
        (&columns, json!({"name": "y", "lookup": {}}), 400, "invalidRequest"),
    ] {
        assert_eq!(desk.refused("POST", target, Some(body.clone()), status), code, "{body}");
    }
    let position = format!("{columns}/Position");
    desk.refused("PATCH", &position, Some(json!({"text": {}})), 400);
    desk.refused("DELETE", &format!("{columns}/Modified"), None, 403);
}

#[test]
fn columns_are_changed_and_take_their_values_with_them() {
    let desk = Desk::new();
    let list = players(&desk);
    let item = super::add(&desk, &list, json!({"Title": "George", "Position": "Winger"}));
    let position = format!("{list}/columns/Position");
    let changed =
        desk.patch(&position, json!({"displayName": "Place", "choice": {"choices": ["A"]}}), 200);
    assert_eq!(changed["name"], "Position");
    assert_eq!(
        changed["choice"],
        json!({"choices": ["A"], "displayAs": "dropDownMenu", "allowTextEntry": false})
    );
    desk.ask("DELETE", &position, None, 204);
    let fields = desk.get(&format!("{list}/items/{}/fields", text(&item["id"])));
    assert!(fields.get("Position").is_none() && fields["Title"] == "George");
}

#[test]
fn a_list_has_twenty_indexes_at_most() {
    let desk = Desk::new();
    let list = players(&desk);
    let column = |name: String| json!({"name": name, "text": {}, "indexed": true});
    for number in 0..18 {
        desk.post(&format!("{list}/columns"), column(format!("c{number}")), 201);
    }
    desk.refused("POST", &format!("{list}/columns"), Some(column("one".into())), 400);
}

#[test]
fn content_types_are_copied_into_lists() {
    let desk = Desk::new();
    let list = players(&desk);
    assert_eq!(names(&desk.get(&format!("{list}/contentTypes")), "name"), ["Item", "Folder"]);
    let copy =
        json!({"contentType": "https://graph.microsoft.com/v1.0/sites/root/contentTypes/0x0108"});
    let made = desk.post(&format!("{list}/contentTypes/addCopy"), copy.clone(), 201);
    assert!(text(&made["id"]).starts_with("0x010800"));
    desk.refused("POST", &format!("{list}/contentTypes/addCopy"), Some(copy), 409);
    let body = json!({"fields": {"Title": "t"}, "contentType": {"id": made["id"]}});
    let item = desk.post(&format!("{list}/items"), body, 201);
    assert_eq!(item["contentType"]["name"], "Task");
    let own = json!({"name": "Match", "base": {"id": "0x01"}});
    let made = desk.post("/sites/root/contentTypes", own, 201);
    assert!(text(&made["id"]).starts_with("0x0100"));
    let columns =
        desk.get(&format!("{list}/contentTypes/{}/columns", text(&copy_id(&desk, &list))));
    assert!(names(&columns, "name").contains(&"Title".to_owned()));
}

fn copy_id(desk: &Desk, list: &str) -> Value {
    desk.get(&format!("{list}/contentTypes"))["value"][0]["id"].clone()
}
