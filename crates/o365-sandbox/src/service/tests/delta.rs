use super::*;

fn delta(page: &Value) -> String {
    text(&page["@odata.deltaLink"]).strip_prefix(ROOT).expect("an absolute link").to_owned()
}

/// Follows a round to its end: all items, and the link for the next one.
fn round(desk: &Desk, start: &str) -> (Vec<Value>, String) {
    let mut items = Vec::new();
    let mut page = desk.get(start);
    loop {
        items.extend(page["value"].as_array().unwrap().iter().cloned());
        match next(&page) {
            Some(link) => page = desk.get(&link),
            None => return (items, delta(&page)),
        }
    }
}

const INBOX: &str = "/me/mailFolders/inbox/messages/delta";

#[test]
fn a_round_gives_everything_and_the_next_one_what_changed() {
    let desk = Desk::seeded(25).with("prefer", "odata.maxpagesize=10");
    let (items, link) = round(&desk, INBOX);
    assert_eq!(items.len(), 25);
    assert_eq!(items[0]["@odata.type"], "#microsoft.graph.message");
    assert_eq!(round(&desk, &link).0, Vec::<Value>::new());
    let ids: Vec<_> = items.iter().map(|item| text(&item["id"])).collect();

    desk.patch(&format!("/me/messages/{}", ids[0]), json!({"isRead": true}), 200);
    desk.patch(&format!("/me/messages/{}", ids[1]), json!({"importance": "high"}), 200);
    desk.ask("DELETE", &format!("/me/messages/{}", ids[2]), None, 204);
    desk.ask("POST", &format!("/me/messages/{}/permanentDelete", ids[3]), None, 204);
    let new = desk.add(json!({"subject": "new"}));
    let (changes, link) = round(&desk, &link);
    let members = |item: &Value| item.as_object().unwrap().len();
    assert_eq!(changes.len(), 5, "{changes:?}");
    assert_eq!((&changes[0]["id"], members(&changes[0])), (&json!(ids[0]), 4));
    assert_eq!(changes[1]["importance"], "high");
    assert!(members(&changes[1]) > 20);
    for (change, id, reason) in [(2, &ids[2], "changed"), (3, &ids[3], "deleted")] {
        assert_eq!(changes[change]["id"], **id);
        assert_eq!(changes[change]["@removed"]["reason"], reason);
    }
    assert_eq!(changes[4]["id"], new);
    assert_eq!(round(&desk, &link).0.len(), 0);
}

#[test]
fn changes_during_a_round_come_with_the_next_one() {
    let desk = Desk::seeded(5).with("prefer", "odata.maxpagesize=3");
    let first = desk.get(INBOX);
    let id = text(&first["value"][0]["id"]);
    desk.ask("DELETE", &format!("/me/messages/{id}"), None, 204);
    let (rest, link) = round(&desk, &next(&first).unwrap());
    assert_eq!(rest.len(), 2);
    assert_eq!(round(&desk, &link).0[0]["id"], id);
}

#[test]
fn what_moved_away_and_back_has_another_id_unless_ids_are_immutable() {
    let plain = Desk::seeded(1);
    let immutable = Desk::seeded(1).with("prefer", "IdType=\"ImmutableId\"");
    for (desk, count) in [(plain, 2), (immutable, 1)] {
        let (items, link) = round(&desk, INBOX);
        let mut id = text(&items[0]["id"]);
        for folder in ["archive", "inbox"] {
            let to = json!({"destinationId": folder});
            id = text(&desk.post(&format!("/me/messages/{id}/move"), to, 201)["id"]);
        }
        let (changes, _) = round(&desk, &link);
        assert_eq!(changes.len(), count, "{changes:?}");
        assert_eq!(changes.last().unwrap()["id"], id);
    }
}

#[test]
fn options_of_the_first_request_hold_for_the_round() {
    let desk = Desk::seeded(30);
    let filtered = format!(
        "{INBOX}?$select=subject&$filter=receivedDateTime ge 2025-06-30T00:00:00Z&$orderby=receivedDateTime desc&$top=4"
    );
    let (items, link) = round(&desk, &filtered);
    assert!(items.len() > 4 && items.len() < 30, "{}", items.len());
    assert!(items.iter().all(|item| item.as_object().unwrap().len() == 4), "{:?}", items[0]);
    desk.add(json!({"subject": "old", "receivedDateTime": "2020-01-01T00:00:00Z"}));
    desk.add(json!({"subject": "new", "receivedDateTime": "2025-07-01T00:00:00Z"}));
    let (changes, _) = round(&desk, &link);
    assert_eq!((changes.len(), &changes[0]["subject"]), (1, &json!("new")));
    for refused in [
        "$search=\"a\"",
        "$count=true",
        "$skip=1",
        "$filter=isRead eq true",
        "$filter=receivedDateTime le 2025-06-30T00:00:00Z",
        "$orderby=receivedDateTime",
        "$orderby=subject",
    ] {
        desk.refused("GET", &format!("{INBOX}?{refused}"), None, 400);
    }
    desk.refused("GET", "/me/messages/delta", None, 400);
}

#[test]
fn links_are_taken_as_they_were_given_or_not_at_all() {
    let desk = Desk::seeded(12);
    let page = desk.get(INBOX);
    let skip = next(&page).unwrap();
    let link = delta(&desk.get(&skip));
    for link in [&skip, &link] {
        let (start, last) = link.split_at(link.len() - 5);
        let other: String = last.chars().map(|c| if c == 'A' { 'B' } else { 'A' }).collect();
        let as_another = if link.contains("skiptoken") {
            link.replace("skiptoken", "deltatoken")
        } else {
            link.replace("deltatoken", "skiptoken")
        };
        for altered in [
            format!("{start}{other}"),
            format!("{link}&$select=id"),
            start.to_owned(),
            as_another,
            link.replace("inbox", "archive"),
        ] {
            desk.refused("GET", &altered, None, 400);
        }
    }
    desk.service.lapse_deltas();
    assert_eq!(desk.refused("GET", &skip, None, 410), "SyncStateNotFound");
    assert_eq!(desk.refused("GET", &link, None, 410), "SyncStateNotFound");
    desk.get(INBOX);
}

#[test]
fn folders_have_a_delta_of_their_own() {
    let desk = Desk::new().with("prefer", "odata.maxpagesize=3");
    let top = desk.post("/me/mailFolders", json!({"displayName": "Top"}), 201);
    let place = format!("/me/mailFolders/{}", text(&top["id"]));
    let (items, link) = round(&desk, "/me/mailFolders/delta");
    assert!(items.len() >= 8 && items.iter().any(|item| item["id"] == top["id"]));
    let child = desk.post(&format!("{place}/childFolders"), json!({"displayName": "Child"}), 201);
    desk.patch(&place, json!({"displayName": "Renamed"}), 200);
    let (changes, link) = round(&desk, &link);
    let names: Vec<_> = changes.iter().map(|change| text(&change["displayName"])).collect();
    assert_eq!(names, ["Child", "Renamed"]);
    desk.ask("POST", &format!("{place}/permanentDelete"), None, 204);
    let (changes, _) = round(&desk, &link);
    assert_eq!(changes.len(), 2);
    assert!(changes.iter().all(|change| change["@removed"]["reason"] == "deleted"));
    assert!(changes.iter().any(|change| change["id"] == child["id"]));
    desk.refused("GET", "/me/mailFolders/delta?$filter=displayName eq 'a'", None, 400);
}
