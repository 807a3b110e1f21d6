use o365::sharepoint::FieldsDraft;
use o365::time::macros::{date, datetime};
use serde_json::{Value, json};

use super::players;

#[test]
fn every_kind_of_column_is_written_and_read_back() {
    let (sandbox, site, list) = players();
    let clubs = site.list("Clubs");
    let united = clubs.create_item(FieldsDraft::new().set("Title", "United")).unwrap();
    let city = clubs.create_item(FieldsDraft::new().set("Title", "City")).unwrap();
    let user = site.site_user_id(sandbox.user()).unwrap().unwrap();
    sandbox.clear_requests();

    let draft = FieldsDraft::new()
        .set("Title", "George Best")
        .set("Goals", 179.5)
        .set("Foot", "Right")
        .set("Capped", true)
        .date("Born", date!(1946 - 05 - 22))
        .date_time("Seen", datetime!(2024-03-21 9:30 +1))
        .choices("Positions", ["Winger", "Striker"])
        .lookup("Club", &united)
        .lookups("Clubs", [&united, &city])
        .person("Agent", &user);
    let made = list.create_item(&draft).unwrap();
    let fields = list.items().first().unwrap().unwrap().fields;
    assert_eq!(fields, made.fields);
    assert_eq!((fields.number("Goals"), fields.boolean("Capped")), (Some(179.5), Some(true)));
    assert_eq!(fields.date("Born"), Some(date!(1946 - 05 - 22)));
    assert_eq!(fields.date_time("Seen"), Some(datetime!(2024-03-21 8:30 UTC)));
    assert_eq!(fields.choices("Positions"), ["Winger", "Striker"]);
    assert_eq!(fields.lookup("Club").unwrap().id, united.id);
    assert_eq!(fields.lookup("Club").unwrap().value, None, "only the id, unless it is selected");
    let names: Vec<_> = fields.lookups("Clubs").into_iter().filter_map(|club| club.value).collect();
    assert_eq!(names, ["United", "City"]);
    assert_eq!(fields.person("Agent").unwrap().id, user);

    let chosen = list.items().select_fields(["Club", "ClubLookupId", "Agent"]).first().unwrap();
    let club = chosen.unwrap().fields.lookup("Club").unwrap();
    assert_eq!((club.id, club.value.as_deref()), (united.id.clone(), Some("United")));

    // What went over the wire is what the service wants.
    let sent: Value = serde_json::from_slice(&sandbox.requests()[0].body).unwrap();
    let fields = &sent["fields"];
    assert_eq!(fields["Positions@odata.type"], "Collection(Edm.String)");
    assert_eq!(fields["ClubsLookupId@odata.type"], "Collection(Edm.Int32)");
    assert_eq!(fields["ClubLookupId"], united.id.as_str());
}

#[test]
fn every_kind_of_column_is_emptied() {
    let (_sandbox, site, list) = players();
    let club = site.list("Clubs").create_item(FieldsDraft::new().set("Title", "United")).unwrap();
    let full = FieldsDraft::new()
        .set("Title", "A")
        .set("Goals", 1)
        .date("Born", date!(1946 - 05 - 22))
        .choices("Positions", ["Winger"])
        .lookup("Club", &club)
        .lookups("Clubs", [&club]);
    let made = list.create_item(full).unwrap();
    let empty = FieldsDraft::new()
        .clear("Goals")
        .clear("Born")
        .choices("Positions", [""; 0])
        .clear_lookup("Club")
        .lookups("Clubs", [""; 0]);
    let fields = list.item(&made).update(empty).unwrap();
    assert!(fields.get("Goals").is_none() && fields.date("Born").is_none());
    assert!(fields.choices("Positions").is_empty() && fields.lookups("Clubs").is_empty());
    assert!(fields.lookup("Club").is_none());
    assert_eq!(fields.text("Title"), Some("A"), "what isn't said stays");
}

#[test]
fn several_values_without_their_type_are_refused() {
    let (_sandbox, _, list) = players();
    let error =
        list.create_item(FieldsDraft::new().set("Positions", json!(["Winger"]))).unwrap_err();
    assert!(error.to_string().contains("odata.type"), "{error}");
    // The number of an item, not an address.
    let error =
        list.create_item(FieldsDraft::new().person("Agent", "george@best.com")).unwrap_err();
    assert!(error.status().is_none() && error.to_string().contains("list of users"), "{error}");
}

#[test]
fn addresses_are_read_and_mostly_not_written() {
    let (sandbox, site, list) = players();
    let page =
        json!({"Title": "A", "Page": {"Url": "https://best.example/", "Description": "Best"}});
    let id = site.get().unwrap().id;
    sandbox.add_list_item(id.as_str(), "Players", page).unwrap();
    let link = list.items().first().unwrap().unwrap().fields.hyperlink("Page").unwrap();
    assert_eq!(
        (link.url.as_str(), link.description.as_deref()),
        ("https://best.example/", Some("Best"))
    );
    let draft = FieldsDraft::new().hyperlink("Page", "https://best.example/", "Best");
    assert_eq!(list.create_item(draft).unwrap_err().status(), Some(400));
}

#[test]
fn people_are_looked_up_by_their_address() {
    let (_sandbox, site, _) = players();
    assert!(site.site_user_id("o'nobody@best.com").unwrap().is_none());
}
