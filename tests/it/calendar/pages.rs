//! What is written as on Microsoft's pages; most of it is tested beside the code.

use o365::calendar::RoomListDraft;
use o365::{Account, GeoCoordinates, PhysicalAddress};
use o365_core::mock::Mock;
use serde_json::json;

#[test]
fn a_list_of_rooms_is_changed() {
    let mock = Mock::new().answer(200, json!({"id": "1", "displayName": "Building 1"}));
    let account = Account::with_token("t").transport(mock.clone()).build().unwrap();
    let list = account.schedule().room_list("Building1RroomList@contoso.onmicrosoft.com");
    let address = PhysicalAddress::new().street("4567 Main Street").city("Buffalo");
    let place = GeoCoordinates {
        latitude: Some(47.0),
        longitude: Some(-122.0),
        ..GeoCoordinates::default()
    };
    let draft = RoomListDraft::new().display_name("Building 1").phone("555-555-0100");
    let changed = list.update(&draft.address(address).geo_coordinates(place)).unwrap();
    assert_eq!(changed.display_name.as_deref(), Some("Building 1"));
    let request = mock.requests().pop().unwrap();
    assert_eq!(request.method(), "PATCH");
    assert_eq!(request.path(), "/v1.0/places/Building1RroomList@contoso.onmicrosoft.com");
    assert_eq!(
        request.json(),
        Some(
            json!({"@odata.type": "microsoft.graph.roomList", "displayName": "Building 1", "phone": "555-555-0100",
            "address": {"street": "4567 Main Street", "city": "Buffalo"},
            "geoCoordinates": {"latitude": 47.0, "longitude": -122.0}})
        )
    );
}
