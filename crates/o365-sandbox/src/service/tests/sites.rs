mod items;
mod library;
mod lists;
mod rest;

use serde_json::{Value, json};

use super::{Desk, text};

/// Where the root's lists are.
const LISTS: &str = "/sites/root/lists";

/// A list of players with a column of each kind; gives its path.
fn players(desk: &Desk) -> String {
    let list = json!({
        "displayName": "Players", "list": {"template": "genericList"},
        "columns": [
            {"name": "Position", "choice": {"choices": ["Winger", "Forward"]}, "indexed": true},
            {"name": "Shirt Number", "number": {"minimum": 1, "maximum": 99}},
            {"name": "Born", "dateTime": {"format": "dateOnly"}},
            {"name": "Retired", "boolean": {}},
            {"name": "Clubs", "choice": {"choices": ["United"], "displayAs": "checkBoxes"}},
            {"name": "Agent", "personOrGroup": {}},
            {"name": "Friends", "personOrGroup": {"allowMultipleSelection": true}},
            {"name": "Page", "hyperlinkOrPicture": {}},
            {"name": "Story", "text": {"allowMultipleLines": true}},
            {"name": "Licence", "text": {}, "enforceUniqueValues": true},
            {"name": "Age", "calculated": {"formula": "=1+1", "outputType": "number"}},
        ],
    });
    let made = desk.post(LISTS, list, 201);
    format!("{LISTS}/{}", text(&made["id"]))
}

fn add(desk: &Desk, list: &str, fields: Value) -> Value {
    desk.post(&format!("{list}/items"), json!({"fields": fields}), 201)
}

fn titles(page: &Value) -> Vec<String> {
    page["value"].as_array().unwrap().iter().map(|row| text(&row["fields"]["Title"])).collect()
}
