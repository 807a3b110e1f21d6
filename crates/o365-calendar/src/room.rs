//! Places: one room, one list of rooms.

use o365_core::query::Query;
use o365_core::{Connection, Endpoint, Id, List, Resource, Result};

use crate::model::{Room, RoomDraft, RoomList, RoomListDraft};

/// Rooms that the service puts on a page.
const ROOMS: u32 = 100;
const ROOM: &str = "microsoft.graph.room";
const ROOM_LIST: &str = "microsoft.graph.roomList";

/// One room.
///
/// Made by [`Schedule::room`](crate::Schedule::room).
#[derive(Clone, Debug)]
pub struct RoomHandle {
    at: Endpoint,
}

impl RoomHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        RoomHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET /places/{id}`; needs `Place.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/place-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<Room> {
        self.at.get(&Query::new())
    }

    /// Changes what the draft says.
    ///
    /// `PATCH /places/{id}`; needs `Place.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/place-update).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn update(&self, draft: &RoomDraft) -> Result<Room> {
        self.at.patch(&draft.clone().set("@odata.type", ROOM))
    }
}

/// One list of rooms.
///
/// Made by [`Schedule::room_list`](crate::Schedule::room_list).
#[derive(Clone, Debug)]
pub struct RoomListHandle {
    at: Endpoint,
}

impl RoomListHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        RoomListHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET /places/{id}`; needs `Place.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/place-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<RoomList> {
        self.at.get(&Query::new())
    }

    /// Changes what the draft says.
    ///
    /// `PATCH /places/{id}`; needs `Place.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/place-update).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn update(&self, draft: &RoomListDraft) -> Result<RoomList> {
        self.at.patch(&draft.clone().set("@odata.type", ROOM_LIST))
    }

    /// Its rooms.
    ///
    /// `GET /places/{id}/microsoft.graph.roomList/rooms`; needs `Place.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/place-list).
    pub fn rooms(&self) -> List<Room> {
        List::new(self.at.child(ROOM_LIST).child("rooms")).largest_page(ROOMS)
    }
}

fn places(connection: &Connection) -> Endpoint {
    Endpoint::new(connection, Resource::Root).child("places")
}

pub(crate) fn rooms(connection: &Connection) -> List<Room> {
    List::new(places(connection).child(ROOM)).largest_page(ROOMS)
}

pub(crate) fn room_lists(connection: &Connection) -> List<RoomList> {
    List::new(places(connection).child(ROOM_LIST)).largest_page(ROOMS)
}

pub(crate) fn room(connection: &Connection, room: Id<Room>) -> RoomHandle {
    RoomHandle::new(places(connection).child(room))
}

pub(crate) fn room_list(connection: &Connection, list: Id<RoomList>) -> RoomListHandle {
    RoomListHandle::new(places(connection).child(list))
}
