use serde_json::json;

use super::super::{Desk, next, text};
use crate::service::NamedDrive;

const SITE: &str = "/sites/sandbox.sharepoint.com:/sites/team:";

/// A library with two files.
fn filled() -> Desk {
    let desk = Desk::new();
    let named = NamedDrive::Library("sites/team".into(), "Plans".into());
    for (path, content) in [("/a.txt", "hello"), ("/2026/b.txt", "there")] {
        let put = |drives: &mut crate::service::Drives, number| {
            drives.put_file(number, path, content.into())
        };
        desk.service.with_drive(&named, put).unwrap();
    }
    desk
}

#[test]
fn the_files_of_a_library_are_items_and_back() {
    let desk = filled();
    let items = format!("{SITE}/lists/Plans/items");
    let page = desk.get(&format!("{items}?$expand=fields"));
    let rows: Vec<_> = page["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (text(&row["fields"]["FileLeafRef"]), text(&row["contentType"]["name"])))
        .collect();
    let row = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
    assert_eq!(rows, [row("a.txt", "Document"), row("2026", "Folder"), row("b.txt", "Document")]);
    assert!(text(&page["value"][2]["webUrl"]).ends_with("/sites/team/Plans/2026/b.txt"));
    let file = desk.get(&format!("{items}/1/driveItem"));
    assert_eq!((&file["name"], &file["size"]), (&json!("a.txt"), &json!(5)));
    let drive = desk.get(&format!("{SITE}/lists/Plans/drive"));
    assert_eq!(drive["id"], file["parentReference"]["driveId"]);
    let at = format!("/drives/{}/items/{}", text(&drive["id"]), text(&file["id"]));
    assert_eq!(desk.get(&format!("{at}/listItem"))["id"], "1");
    let by_path =
        format!("/drives/{}/root:/2026/b.txt:/listItem?$expand=fields", text(&drive["id"]));
    assert_eq!(desk.get(&by_path)["fields"]["FileLeafRef"], "b.txt");
    let both = desk.get(&format!("{items}?$expand=driveItem,fields($select=FileLeafRef)"));
    assert_eq!(both["value"][2]["driveItem"]["name"], both["value"][2]["fields"]["FileLeafRef"]);
    assert_eq!(desk.get(&format!("{items}/1?$expand=driveItem"))["driveItem"]["size"], 5);
    desk.refused("GET", &format!("{items}/9/driveItem"), None, 404);
    desk.refused("GET", &format!("{SITE}/lists/Site Pages/drive"), None, 404);
}

#[test]
fn columns_are_written_on_either_side() {
    let desk = filled();
    let list = format!("{SITE}/lists/Plans");
    desk.post(
        &format!("{list}/columns"),
        json!({"name": "State", "choice": {"choices": ["Draft"]}}),
        201,
    );
    let drive = text(&desk.get(&format!("{list}/drive"))["id"]);
    let fields = desk.patch(
        &format!("/drives/{drive}/root:/a.txt:/listItem/fields"),
        json!({"State": "Draft"}),
        200,
    );
    assert_eq!(fields["State"], "Draft");
    assert_eq!(desk.get(&format!("{list}/items/1/fields"))["State"], "Draft");
    desk.refused("POST", &format!("{list}/items"), Some(json!({"fields": {"Title": "x"}})), 400);
}

#[test]
fn a_change_of_a_file_is_one_of_its_item_and_back() {
    let desk = filled();
    let items = format!("{SITE}/lists/Plans/items");
    let page = desk.get(&format!("{items}/delta"));
    assert_eq!(next(&page), None);
    let link = text(&page["@odata.deltaLink"]).split_once("/v1.0").unwrap().1.to_owned();
    let drive = text(&desk.get(&format!("{SITE}/lists/Plans/drive"))["id"]);
    let at = |path: &str| format!("/drives/{drive}/root:{path}");
    desk.patch(&at("/2026/b.txt"), json!({"name": "c.txt"}), 200);
    desk.ask("DELETE", &at("/a.txt"), None, 204);
    let changed = desk.get(&link);
    let deleted: Vec<_> = changed["value"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row.get("deleted").is_some())
        .map(|row| text(&row["id"]))
        .collect();
    assert_eq!(deleted, ["1"]);
    assert_eq!(desk.get(&format!("{items}/3/fields"))["FileLeafRef"], "c.txt");

    desk.patch(&format!("{items}/3/fields"), json!({"FileLeafRef": "d.txt"}), 200);
    assert_eq!(desk.get(&at("/2026/d.txt"))["name"], "d.txt");
    desk.refused("PATCH", &format!("{items}/3/fields"), Some(json!({"FileLeafRef": ""})), 400);
    desk.ask("DELETE", &format!("{items}/3"), None, 204);
    desk.refused("GET", &at("/2026/d.txt"), None, 404);
    assert_eq!(desk.get(&items)["value"].as_array().unwrap().len(), 1);
}
