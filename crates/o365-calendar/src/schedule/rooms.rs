//! Rooms of the organisation.

use o365_core::{Id, List};

use super::Schedule;
use crate::model::{Room, RoomList};
use crate::room::{self, RoomHandle, RoomListHandle};

impl Schedule {
    /// All rooms of the organisation. A room is invited by its address: [`EventDraft::resource`](crate::EventDraft::resource).
    ///
    /// `GET /places/microsoft.graph.room`; needs `Place.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/place-list).
    pub fn rooms(&self) -> List<Room> {
        room::rooms(self.spot.at().connection())
    }

    /// All lists of rooms, mostly buildings.
    ///
    /// `GET /places/microsoft.graph.roomList`; needs `Place.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/place-list).
    pub fn room_lists(&self) -> List<RoomList> {
        room::room_lists(self.spot.at().connection())
    }

    /// One room, by id or address.
    pub fn room(&self, room: impl Into<Id<Room>>) -> RoomHandle {
        room::room(self.spot.at().connection(), room.into())
    }

    /// One list of rooms, by id or address.
    pub fn room_list(&self, list: impl Into<Id<RoomList>>) -> RoomListHandle {
        room::room_list(self.spot.at().connection(), list.into())
    }
}
