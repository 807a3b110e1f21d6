//! Rooms and lists of them, the same in every sandbox.

use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::people::object_id;
use crate::schema::{PLACE, Refusal};
use crate::service::{Call, calendar_place::no_segment, list};
use crate::wire::Reply;

/// Address, name, building, floor, seats.
const ROOMS: &[(&str, &str, &str, i32, i32)] = &[
    ("best.room@best.com", "Best Room", "Old Trafford", 1, 4),
    ("law.room@best.com", "Law Room", "Old Trafford", 1, 8),
    ("charlton.room@best.com", "Charlton Room", "Old Trafford", 2, 20),
    ("hall@best.com", "Great Hall", "The Cliff", 0, 120),
];
/// Address, name.
const LISTS: &[(&str, &str)] =
    &[("old.trafford@best.com", "Old Trafford"), ("the.cliff@best.com", "The Cliff")];

fn room((address, name, building, floor, seats): &(&str, &str, &str, i32, i32)) -> Value {
    json!({
        "id": object_id(address),
        "emailAddress": address,
        "displayName": name,
        "nickname": name,
        "building": building,
        "floorNumber": floor,
        "floorLabel": floor.to_string(),
        "capacity": seats,
        "bookingType": "standard",
        "isWheelChairAccessible": true,
        "audioDeviceName": null,
        "videoDeviceName": null,
        "displayDeviceName": null,
        "phone": "",
        "tags": [],
        "label": "",
        "geoCoordinates": null,
        "address": {"street": "", "city": "Manchester", "state": "", "postalCode": "", "countryOrRegion": "GB"},
    })
}

fn room_list((address, name): &(&str, &str)) -> Value {
    json!({
        "id": object_id(address),
        "emailAddress": address,
        "displayName": name,
        "phone": "",
        "geoCoordinates": null,
        "address": {"street": "", "city": "Manchester", "state": "", "postalCode": "", "countryOrRegion": "GB"},
    })
}

/// `GET places/microsoft.graph.room`, `places/microsoft.graph.roomlist`, the rooms of a list, one place.
pub(crate) fn get(call: &Call<'_>) -> Result<Reply, Refusal> {
    let words: Vec<String> = call.path.iter().map(|segment| segment.to_ascii_lowercase()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let all = |rows: Vec<Value>| {
        let options = Options::parse(&call.request.query, &PLACE, Scope::List)?;
        list::values(call, &options, rows)
    };
    let named = |place: &Value, name: &str| place["id"] == name || place["emailAddress"] == name;
    match words.as_slice() {
        ["microsoft.graph.room"] => all(ROOMS.iter().map(room).collect()),
        ["microsoft.graph.roomlist"] => all(LISTS.iter().map(room_list).collect()),
        [name, "microsoft.graph.roomlist", "rooms"] => {
            let known = LISTS.iter().map(room_list).find(|place| named(place, name));
            let building = known.ok_or_else(Refusal::not_found)?.get("displayName").cloned();
            all(ROOMS
                .iter()
                .map(room)
                .filter(|room| room.get("building") == building.as_ref())
                .collect())
        }
        [name] => {
            let options = Options::parse(&call.request.query, &PLACE, Scope::One)?;
            let mut places = ROOMS.iter().map(room).chain(LISTS.iter().map(room_list));
            let place = places.find(|place| named(place, name)).ok_or_else(Refusal::not_found)?;
            let mut place = list::selected(place, options.select.as_deref(), &[]);
            if let Some(members) = place.as_object_mut() {
                let context = format!("{}/$metadata#places/$entity", call.request.root);
                members.insert("@odata.context".to_owned(), context.into());
            }
            Ok(Reply::value(200, &place))
        }
        [] => Err(no_segment("places")),
        [.., last] => Err(no_segment(last)),
    }
}
