//! Content types, and those that sites and lists have from the beginning.

use serde_json::{Map, Value, json};

use crate::service::ids::guid_of;

/// Content types as Graph shows them.
pub(crate) type Types = Vec<Map<String, Value>>;

pub(crate) fn built_in(id: &str, name: &str, group: &str) -> Map<String, Value> {
    let kind = json!({
        "id": id, "name": name, "description": "", "group": group, "hidden": false, "readOnly": false,
        "sealed": false, "isBuiltIn": true, "parentId": parent_of(id),
    });
    match kind {
        Value::Object(kind) => kind,
        _ => Map::new(),
    }
}

/// What a site has to choose from.
pub(crate) fn of_site() -> Types {
    let listed = "List Content Types";
    [
        ("0x01", "Item", listed),
        ("0x0101", "Document", "Document Content Types"),
        ("0x0102", "Event", listed),
        ("0x0104", "Announcement", listed),
        ("0x0105", "Link", listed),
        ("0x0106", "Contact", listed),
        ("0x0108", "Task", listed),
        ("0x0120", "Folder", "Folder Content Types"),
    ]
    .into_iter()
    .map(|(id, name, group)| built_in(id, name, group))
    .collect()
}

/// What a new list has: children of the site's.
pub(crate) fn of_list(template: &str, list: &str) -> Types {
    let (base, name) = match template {
        "documentLibrary" | "webPageLibrary" | "pictureLibrary" => ("0x0101", "Document"),
        "tasks" => ("0x0108", "Task"),
        "events" => ("0x0102", "Event"),
        _ => ("0x01", "Item"),
    };
    let own = |base: &str, name: &str| {
        built_in(&child_of(base, &format!("{list} {name}")), name, "List Content Types")
    };
    vec![own(base, name), own("0x0120", "Folder")]
}

pub(crate) fn child_of(base: &str, seed: &str) -> String {
    format!("{base}00{}", guid_of(seed).replace('-', "").to_uppercase())
}

/// The id that a content type's own id begins with.
fn parent_of(id: &str) -> &str {
    let parent = match id.len() {
        0..=4 => Some("0x"),
        length if length > 34 => id.get(..length - 34),
        length => id.get(..length - 2),
    };
    parent.unwrap_or("0x")
}

pub(crate) fn text<'a>(kind: &'a Map<String, Value>, name: &str) -> &'a str {
    kind.get(name).and_then(Value::as_str).unwrap_or_default()
}
