//! Where a drive is.

use o365_core::{Connection, Endpoint, Id, Resource};

use crate::model::{Drive, DriveItem, whole_drive_id};

/// A drive: what items are found by their ids in.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) at: Endpoint,
    /// Its id, where it is known without asking.
    pub(crate) id: Option<Id<Drive>>,
}

impl Place {
    /// The drive with this id, wherever its owner has it.
    pub(crate) fn by_id(connection: &Connection, id: Id<Drive>) -> Self {
        let id = whole_drive_id(id.as_str());
        Place { at: Endpoint::new(connection, Resource::drive(&id)), id: Some(Id::from(id)) }
    }

    pub(crate) fn item(&self, id: &Id<DriveItem>) -> Endpoint {
        let id = id.as_str();
        let at = self.at.child("items").child(id);
        match id.starts_with('/') {
            true => at.refuse(format!("{id:?} is no id: an item by its path is `drive.path(..)`")),
            false => at,
        }
    }

    pub(crate) fn root(&self) -> Endpoint {
        self.at.child("root")
    }

    pub(crate) fn is(&self, other: &Place) -> bool {
        self.at.path() == other.at.path()
    }
}
