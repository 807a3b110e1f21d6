//! Rooms and lists of rooms.

use o365_core::json::{Extra, null_default};
use o365_core::{GeoCoordinates, Id, PhysicalAddress, draft, open_enum};
use serde::{Deserialize, Serialize};

open_enum! {
    /// Who may book a room.
    pub enum BookingType {
        /// Anybody.
        Standard = "standard",
        /// Only who is there first.
        Reserved = "reserved",
    }
}

/// A room that can be invited to an event.
///
/// [room](https://learn.microsoft.com/graph/api/resources/room).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Room {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Room>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The address by which it is invited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// How many people it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<i32>,
    /// Its building.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub building: Option<String>,
    /// Its floor, by number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor_number: Option<i32>,
    /// Its floor, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor_label: Option<String>,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// What stands at its door.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What it has: `bean bags`.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Who may book it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub booking_type: Option<BookingType>,
    /// Its microphone and loudspeaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_device_name: Option<String>,
    /// Its camera.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_device_name: Option<String>,
    /// Its screen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_device_name: Option<String>,
    /// Whether a wheelchair gets in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_wheel_chair_accessible: Option<bool>,
    /// Its telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its address for letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<PhysicalAddress>,
    /// Its place on the globe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo_coordinates: Option<GeoCoordinates>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A list of rooms, mostly a building.
///
/// [roomList](https://learn.microsoft.com/graph/api/resources/roomlist).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct RoomList {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<RoomList>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Its mail address, which is as good as its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// Its telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its address for letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<PhysicalAddress>,
    /// Its place on the globe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo_coordinates: Option<GeoCoordinates>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&Room> for Id<Room> {
    fn from(room: &Room) -> Self {
        room.id.clone()
    }
}
impl From<&RoomList> for Id<RoomList> {
    fn from(list: &RoomList) -> Self {
        list.id.clone()
    }
}

draft! {
    /// What to say of a room: to change it.
    ///
    /// [place: update](https://learn.microsoft.com/graph/api/place-update).
    pub struct RoomDraft {
        /// Its name.
        display_name: String,
        /// How many people it holds.
        capacity: i32,
        /// Its building.
        building: String,
        /// Its floor, by number.
        floor_number: i32,
        /// Its floor, by name.
        floor_label: String,
        /// What people call it.
        nickname: String,
        /// What stands at its door.
        label: String,
        /// What it has.
        tags: Vec<String>,
        /// Who may book it.
        booking_type: BookingType,
        /// Its microphone and loudspeaker.
        audio_device_name: String,
        /// Its camera.
        video_device_name: String,
        /// Its screen.
        display_device_name: String,
        /// Whether a wheelchair gets in.
        is_wheel_chair_accessible: bool,
        /// Its telephone.
        phone: String,
        /// Its address for letters.
        address: PhysicalAddress,
        /// Its place on the globe.
        geo_coordinates: GeoCoordinates,
    }
}

draft! {
    /// What to say of a list of rooms: to change it.
    ///
    /// [place: update](https://learn.microsoft.com/graph/api/place-update).
    pub struct RoomListDraft {
        /// Its name.
        display_name: String,
        /// Its telephone.
        phone: String,
        /// Its address for letters.
        address: PhysicalAddress,
        /// Its place on the globe.
        geo_coordinates: GeoCoordinates,
    }
}
