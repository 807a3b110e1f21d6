use serde_json::{Value, json};

use super::super::{Desk, next, text};
use crate::service::{seed_item, seed_list};

use super::{LISTS, add, players, titles};

/// A list of so many rows, of which every second one is even.
fn numbered(desk: &Desk, count: usize) {
    let text = |name: &str| json!({"name": name, "text": {}, "indexed": true});
    let list = json!({"displayName": "Numbers", "columns": [text("Even"), text("Half")]});
    let mut state = desk.service.write();
    seed_list(&mut state, "root", list).unwrap();
    for number in 1..=count {
        let even = if number % 2 == 0 { "yes" } else { "no" };
        let row = json!({"Title": number.to_string(), "Even": even, "Half": "all"});
        seed_item(&mut state, super::super::ME, "root", "Numbers", &row).unwrap();
    }
}

#[test]
fn fields_are_shown_to_those_who_expand_them() {
    let desk = Desk::new();
    let list = players(&desk);
    let made = add(
        &desk,
        &list,
        json!({"Title": "George Best", "Shirt_x0020_Number": 7,
        "Born": "1946-05-22", "Retired": true, "AgentLookupId": "7"}),
    );
    assert_eq!(made["fields"]["Born"], "1946-05-22T00:00:00Z");
    let at = format!("{list}/items/{}", text(&made["id"]));
    assert!(desk.get(&at).get("fields").is_none());
    let fields = &desk.get(&format!("{at}?$expand=fields"))["fields"];
    assert_eq!((&fields["AgentLookupId"], fields.get("Agent")), (&json!("7"), None));
    assert_eq!((&fields["id"], &fields["LinkTitle"]), (&json!("1"), &json!("George Best")));
    assert!(fields.get("Position").is_none(), "what is empty isn't shown");
    let fields = &desk.get(&format!("{at}?$expand=fields($select=Agent,Title,Position)"))["fields"];
    assert_eq!((&fields["Agent"], &fields["Title"]), (&json!("Denis Law"), &json!("George Best")));
    assert_eq!(fields.as_object().map(|fields| fields.len()), Some(3), "{fields}");
    let select = desk.get(&format!("{list}/items?$select=id&$expand=fields($select=Title)"));
    let row = select["value"][0].as_object().unwrap();
    assert!(row.contains_key("fields") && !row.contains_key("webUrl"));
    desk.refused("GET", &format!("{list}/items?$expand=fields(select=Title)"), None, 400);
    desk.refused("GET", &format!("{list}/items?$expand=attachments"), None, 400);
    assert!(desk.get(&format!("{list}/items?expand=fields"))["value"][0].get("fields").is_none());
}

#[test]
fn several_values_need_the_name_of_their_type() {
    let desk = Desk::new();
    let list = players(&desk);
    let items = format!("{list}/items");
    for bare in [json!({"Clubs": ["United"]}), json!({"FriendsLookupId": [6, 7]})] {
        assert_eq!(
            desk.refused("POST", &items, Some(json!({"fields": bare})), 400),
            "invalidRequest"
        );
    }
    let whole = json!({
        "Clubs@odata.type": "Collection(Edm.String)", "Clubs": ["United", "Fulham"],
        "FriendsLookupId@odata.type": "Collection(Edm.Int32)", "FriendsLookupId": [6, 7],
    });
    let fields = &add(&desk, &list, whole)["fields"];
    assert_eq!(fields["Clubs"], json!(["United", "Fulham"]));
    assert_eq!(
        fields["Friends"][1],
        json!({"LookupId": 7, "LookupValue": "Denis Law", "Email": "denis@law.com"})
    );
}

#[test]
fn values_that_a_column_cannot_have_are_refused() {
    let desk = Desk::new();
    let list = players(&desk);
    let items = format!("{list}/items");
    add(&desk, &list, json!({"Licence": "A1"}));
    for (fields, words) in [
        (json!({"Shirt Number": 7}), "'Shirt Number' is not recognized"),
        (json!({"title": "t"}), "'title' is not recognized"),
        (json!({"Author": "x"}), "'Author' is read-only"),
        (json!({"Modified": "2026-01-01T00:00:00Z"}), "read-only"),
        (json!({"Age": 3}), "read-only"),
        (json!({"id": "3"}), "read-only"),
        (json!({"Title": 7}), "not acceptable"),
        (json!({"Title": "x".repeat(256)}), "not acceptable"),
        (json!({"Shirt_x0020_Number": "7"}), "not acceptable"),
        (json!({"Shirt_x0020_Number": 100}), "not acceptable"),
        (json!({"Retired": "yes"}), "not acceptable"),
        (json!({"Born": "yesterday"}), "not acceptable"),
        (json!({"AgentLookupId": 99}), "not acceptable"),
        (json!({"Agent": "Denis Law"}), "not acceptable"),
        (json!({"Page": {"Url": "https://x", "Description": "x"}}), "Invalid request"),
    ] {
        let answer = desk.ask("POST", &items, Some(json!({"fields": fields})), 400);
        assert!(text(&answer["error"]["message"]).contains(words), "{fields}: {answer}");
        assert_eq!(answer["error"]["code"], "invalidRequest");
    }
    let twice = json!({"fields": {"Licence": "a1"}});
    assert_eq!(desk.refused("POST", &items, Some(twice), 409), "nameAlreadyExists");
    assert_eq!(titles_or_none(&desk, &items), 1, "nothing was made");
}

fn titles_or_none(desk: &Desk, items: &str) -> usize {
    desk.get(items)["value"].as_array().unwrap().len()
}

#[test]
fn columns_without_an_index_are_refused_unless_the_risk_is_taken() {
    let desk = Desk::new();
    let list = players(&desk);
    for (name, number) in [("b", 2), ("a", 10), ("c", 1)] {
        add(
            &desk,
            &list,
            json!({"Title": name, "Shirt_x0020_Number": number, "Position": "Winger"}),
        );
    }
    let items = format!("{list}/items?$expand=fields");
    let filter = format!("{items}&$filter=fields/Title eq 'a'");
    let refusal = desk.ask("GET", &filter, None, 400);
    let words = text(&refusal["error"]["message"]);
    assert!(words.starts_with("Field 'Title' cannot be referenced in filter or orderby"));
    assert!(words.contains("HonorNonIndexedQueriesWarningMayFailRandomly"));
    desk.refused("GET", &format!("{items}&$orderby=fields/Title"), None, 400);
    let both = format!("{items}&$filter=fields/Position eq 'Winger' and fields/Title eq 'a'");
    desk.refused("GET", &both, None, 400);
    assert_eq!(titles(&desk.get(&format!("{items}&$filter=fields/Position eq 'winger'"))).len(), 3);

    let desk = desk.with("prefer", "HonorNonIndexedQueriesWarningMayFailRandomly");
    assert_eq!(titles(&desk.get(&filter)), ["a"]);
    let by_number = format!("{items}&$orderby=fields/Shirt_x0020_Number desc");
    assert_eq!(titles(&desk.get(&by_number)), ["a", "b", "c"]);
    let page = desk.get(&format!("{by_number}&$top=2"));
    assert_eq!(titles(&page), ["a", "b"]);
    assert_eq!(titles(&desk.get(&next(&page).unwrap())), ["c"]);
    for (filter, found) in [
        ("fields/Shirt_x0020_Number gt 1 and startswith(fields/Title,'a')", 1),
        ("fields/Created ge '2020-01-01'", 3),
        ("fields/Created lt '2020-01-01T00:00:00Z'", 0),
        ("fields/AuthorLookupId eq 6", 3),
        ("fields/AuthorLookupId eq '7'", 0),
        ("fields/id eq 2 or fields/id eq 3", 2),
        ("fields/Born eq null", 3),
    ] {
        assert_eq!(
            titles(&desk.get(&format!("{items}&$filter={filter}"))).len(),
            found,
            "{filter}"
        );
    }
    for filter in [
        "fields/Nope eq 1",
        "createdDateTime gt 2020-01-01T00:00:00Z",
        "contains(fields/Title,'a')",
        "fields/Retired eq 'x'",
        "not (fields/id eq 1)",
        "fields eq null",
    ] {
        desk.refused("GET", &format!("{items}&$filter={filter}"), None, 400);
    }
}

#[test]
fn pages_follow_their_links() {
    let desk = Desk::new();
    numbered(&desk, 450);
    let items = format!("{LISTS}/Numbers/items?$expand=fields($select=Title)");
    let (mut seen, mut at) = (Vec::new(), Some(items.clone()));
    while let Some(target) = at {
        let page = desk.get(&target);
        seen.push(page["value"].as_array().unwrap().len());
        at = next(&page);
    }
    assert_eq!(seen, [200, 200, 50]);
    let page = desk.get(&format!("{items}&$top=9999"));
    assert_eq!((page["value"].as_array().unwrap().len(), next(&page)), (450, None));
    let second = next(&desk.get(&format!("{items}&$top=2"))).unwrap();
    desk.refused("GET", &format!("{second}x"), None, 400);
    desk.refused("GET", &format!("{items}&$skip=5"), None, 400);
    desk.refused("GET", &format!("{items}&$top=0"), None, 400);
}

#[test]
fn above_the_threshold_the_first_clause_must_be_indexed_and_narrow() {
    let desk = Desk::new();
    numbered(&desk, 5001);
    let items = format!("{LISTS}/Numbers/items");
    let desk = desk.with("prefer", "HonorNonIndexedQueriesWarningMayFailRandomly");
    for refused in ["Title eq '7'", "Half eq 'all' and fields/Title eq '7'"] {
        let answer = desk.ask("GET", &format!("{items}?$filter=fields/{refused}"), None, 400);
        assert!(text(&answer["error"]["message"]).contains("list view threshold"), "{refused}");
    }
    desk.refused("GET", &format!("{items}?$orderby=fields/Title"), None, 400);
    let narrow = "$filter=fields/Even eq 'yes' and fields/Title eq '8'";
    let found = desk.get(&format!("{items}?$expand=fields&{narrow}"));
    assert_eq!(titles(&found), ["8"]);
    assert_eq!(desk.get(&format!("{items}?$top=5000"))["value"].as_array().unwrap().len(), 5000);
}

#[test]
fn changes_are_whole_or_of_fields_and_keep_versions() {
    let desk = Desk::new();
    let list = players(&desk);
    let made = add(&desk, &list, json!({"Title": "George", "Position": "Winger"}));
    let at = format!("{list}/items/1");
    let fields =
        desk.patch(&format!("{at}/fields"), json!({"Title": "Denis", "Position": null}), 200);
    assert_eq!((&fields["Title"], fields.get("Position")), (&json!("Denis"), None));
    let item = desk.patch(&at, json!({"fields": {"Retired": false}}), 200);
    assert_eq!(
        (&item["fields"]["Retired"], &item["fields"]["Title"]),
        (&json!(false), &json!("Denis"))
    );
    let versions = desk.get(&format!("{at}/versions?$expand=fields($select=Title)"));
    let ids: Vec<_> =
        versions["value"].as_array().unwrap().iter().map(|v| text(&v["id"])).collect();
    assert_eq!(ids, ["3.0", "2.0", "1.0"]);
    assert_eq!(versions["value"][2]["fields"]["Title"], "George");
    desk.ask("POST", &format!("{at}/versions/1.0/restoreVersion"), None, 204);
    assert_eq!(desk.get(&format!("{at}/fields?$select=Title,Position"))["Position"], "Winger");
    assert!(desk.get(&format!("{at}/versions/4.0")).get("fields").is_none());
    desk.refused("GET", &format!("{at}/versions/9.0"), None, 404);

    let stale = Desk { headers: vec![("if-match".to_owned(), text(&made["eTag"]))], ..desk };
    let body = Some(json!({"Title": "x"}));
    assert_eq!(stale.refused("PATCH", &format!("{at}/fields"), body, 412), "resourceModified");
    assert_eq!(stale.refused("DELETE", &at, None, 412), "resourceModified");
    let desk = Desk { headers: Vec::new(), ..stale };
    let now = text(&desk.get(&at)["eTag"]);
    let desk = desk.with("if-match", &now);
    desk.ask("DELETE", &at, None, 204);
    assert_eq!(desk.refused("GET", &at, None, 404), "itemNotFound");
}

#[test]
fn lookups_show_what_they_find() {
    let desk = Desk::new();
    let players = players(&desk);
    add(&desk, &players, json!({"Title": "George"}));
    add(&desk, &players, json!({"Title": "Denis"}));
    let id = players.rsplit('/').next().unwrap();
    let list = json!({"displayName": "Matches", "columns": [
        {"name": "Captain", "lookup": {"listId": id, "columnName": "Title"}},
        {"name": "Team", "lookup": {"listId": id, "columnName": "Title", "allowMultipleValues": true}},
        {"name": "Note", "text": {}, "defaultValue": {"value": "none"}},
    ]});
    desk.post(LISTS, list, 201);
    let list = format!("{LISTS}/Matches");
    let made = add(
        &desk,
        &list,
        json!({"CaptainLookupId": 2,
        "TeamLookupId@odata.type": "#Collection(Edm.String)", "TeamLookupId": ["1", "2"]}),
    );
    assert_eq!(
        (&made["fields"]["CaptainLookupId"], &made["fields"]["Note"]),
        (&json!("2"), &json!("none"))
    );
    assert_eq!(made["fields"]["Team"][0], json!({"LookupId": 1, "LookupValue": "George"}));
    let at = format!("{list}/items/1/fields?$select=Captain");
    assert_eq!(desk.get(&at)["Captain"], "Denis");
    desk.patch(&format!("{list}/items/1/fields"), json!({"CaptainLookupId": null}), 200);
    assert_eq!(desk.get(&at).get("Captain"), None::<&Value>);
}

#[test]
fn delta_tells_everything_and_then_what_changed() {
    let desk = Desk::new();
    let list = players(&desk);
    for name in ["a", "b", "c"] {
        add(&desk, &list, json!({"Title": name}));
    }
    let page = desk.get(&format!("{list}/items/delta?$top=2&$expand=fields"));
    assert_eq!(titles(&page), ["a", "b"]);
    let page = desk.get(&next(&page).unwrap());
    assert_eq!(titles(&page), ["c"]);
    let link =
        |page: &Value| text(&page["@odata.deltaLink"]).split_once("/v1.0").unwrap().1.to_owned();
    desk.patch(&format!("{list}/items/2/fields"), json!({"Title": "B"}), 200);
    desk.patch(&format!("{list}/items/2/fields"), json!({"Title": "BB"}), 200);
    desk.ask("DELETE", &format!("{list}/items/1"), None, 204);
    let changed = desk.get(&link(&page));
    assert_eq!(changed["value"][0]["fields"]["Title"], "BB");
    assert_eq!(changed["value"][1]["deleted"], json!({"state": "deleted"}));
    assert_eq!(desk.get(&link(&changed))["value"], json!([]));
    let latest = desk.get(&format!("{list}/items/delta?token=latest"));
    assert_eq!(latest["value"], json!([]));
    desk.refused("GET", &format!("{}x", link(&page)), None, 400);
    desk.service.lapse_deltas();
    let reply = desk.raw("GET", &link(&page), None);
    let location = reply.headers.iter().find(|(name, _)| name == "Location");
    assert!(reply.status == 410 && location.is_some());
}
