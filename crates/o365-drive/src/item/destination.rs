//! Where items are moved and copied to.

use o365_core::query::Query;
use o365_core::{Error, Id, Result};
use serde_json::{Value, json};

use super::{ItemHandle, Key};
use crate::model::{Conflict, Drive, DriveItem, name};
use crate::place::Place;
use crate::prop;

/// Where an item goes: a folder, a name, or both. For [`move_to`](ItemHandle::move_to),
/// [`copy_to`](ItemHandle::copy_to) and [`restore_to`](ItemHandle::restore_to).
///
/// A folder by itself is one: as it was read, by its id, or as a place.
///
/// ```no_run
/// # fn run(drive: o365_drive::DriveHandle, file: o365_drive::DriveItem, folder: o365_drive::DriveItem) -> o365_core::Result<()> {
/// use o365_drive::{Conflict, Destination};
///
/// let file = drive.item(&file);
/// file.move_to(&folder)?;
/// file.move_to(drive.path("/Archive"))?;
/// file.move_to(Destination::from(drive.root()).name("goals-2024.csv").on_conflict(Conflict::Replace))?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Destination {
    folder: Option<Folder>,
    pub(super) name: Option<String>,
    pub(super) conflict: Option<Conflict>,
    pub(super) children_only: bool,
    pub(super) with_versions: bool,
}

#[derive(Clone, Debug)]
enum Folder {
    Known { drive: Option<Id<Drive>>, id: Id<DriveItem> },
    Place(Box<ItemHandle>),
}

impl Destination {
    /// The folder that it is in already, under another name.
    pub fn named(name: impl Into<String>) -> Self {
        Destination::default().name(name)
    }

    /// Under this name. What the [rules for names](crate::NameRule) forbid is refused before it is sent.
    #[must_use]
    pub fn name(self, name: impl Into<String>) -> Self {
        Destination { name: Some(name.into()), ..self }
    }

    /// What to do where there is an item by that name already. The service refuses unless something is said.
    #[must_use]
    pub fn on_conflict(self, conflict: Conflict) -> Self {
        Destination { conflict: Some(conflict), ..self }
    }

    /// Not the folder, but what is in it. For copies.
    #[must_use]
    pub fn children_only(self) -> Self {
        Destination { children_only: true, ..self }
    }

    /// With the versions of the files, as far as the destination keeps them. For copies. The service is known to forget it where
    /// another name is said too: name the copy when it is there.
    #[must_use]
    pub fn with_versions(self) -> Self {
        Destination { with_versions: true, ..self }
    }

    /// Refuses what isn't for moves, names that break a rule, and a destination that is none.
    pub(super) fn check(&self, is_copy: bool) -> Result<()> {
        if let Some(name) = &self.name {
            name::check(name)?;
        }
        if self.folder.is_none() && self.name.is_none() {
            return Err(Error::input("the destination is neither a folder nor a name"));
        }
        if !is_copy && (self.children_only || self.with_versions) {
            return Err(Error::input("children alone, and versions, are for copies"));
        }
        Ok(())
    }

    /// The folder by drive and id, as the service wants it told. What is a path, a special folder or the root is looked up.
    pub(super) fn folder(&self, of: &ItemHandle) -> Result<Option<Parent>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let (drive, id) = match folder {
            Folder::Known { id, .. } if id.is_empty() => {
                let reason = "the folder has no id, since it wasn't read from the service";
                return Err(Error::input(reason));
            }
            Folder::Known { id, .. } if id.as_str() == "root" => {
                look_up(&ItemHandle::root(&of.drive))?
            }
            Folder::Known { id, .. } if id.as_str().starts_with('/') => {
                let id = id.as_str();
                let reason = format!("{id:?} is no id: a folder by its path is `drive.path(..)`");
                return Err(Error::input(reason));
            }
            Folder::Known { drive, id } => (drive.clone(), id.clone()),
            Folder::Place(place) => match &place.key {
                Key::Id(id) if place.drive.is(&of.drive) || place.drive.id.is_some() => {
                    (place.drive.id.clone(), id.clone())
                }
                _ => look_up(place)?,
            },
        };
        Ok(Some(Parent { drive: drive.or_else(|| of.drive.id.clone()), id }))
    }
}

/// A folder that something goes to.
#[derive(Clone, Debug)]
pub(super) struct Parent {
    /// Its drive; where it isn't known, that of what goes there.
    pub(super) drive: Option<Id<Drive>>,
    pub(super) id: Id<DriveItem>,
}

impl Parent {
    pub(super) fn reference(&self) -> Value {
        match &self.drive {
            Some(drive) => json!({"driveId": drive.as_str(), "id": self.id.as_str()}),
            None => json!({"id": self.id.as_str()}),
        }
    }

    /// Its place, for something that is in `drive`.
    pub(super) fn place(&self, drive: &Place) -> Place {
        match &self.drive {
            Some(id) => Place::by_id(drive.at.connection(), id.clone()),
            None => drive.clone(),
        }
    }
}

/// Drive and id of what is at a place, or of what a link there leads to.
fn look_up(place: &ItemHandle) -> Result<(Option<Id<Drive>>, Id<DriveItem>)> {
    let names = (prop::ID, prop::PARENT_REFERENCE, prop::REMOTE_ITEM);
    let item = place.get_with(&Query::new().select(names))?;
    let (drive, id) = item.target();
    Ok((drive.or_else(|| place.drive.id.clone()), id))
}

impl From<&DriveItem> for Destination {
    fn from(folder: &DriveItem) -> Self {
        let (drive, id) = folder.target();
        Destination { folder: Some(Folder::Known { drive, id }), ..Default::default() }
    }
}
impl From<Id<DriveItem>> for Destination {
    fn from(id: Id<DriveItem>) -> Self {
        Destination { folder: Some(Folder::Known { drive: None, id }), ..Default::default() }
    }
}
impl From<&Id<DriveItem>> for Destination {
    fn from(id: &Id<DriveItem>) -> Self {
        Destination::from(id.clone())
    }
}
impl From<&str> for Destination {
    /// The folder with this id.
    fn from(id: &str) -> Self {
        Destination::from(Id::from(id))
    }
}
impl From<ItemHandle> for Destination {
    fn from(folder: ItemHandle) -> Self {
        Destination { folder: Some(Folder::Place(Box::new(folder))), ..Default::default() }
    }
}
impl From<&ItemHandle> for Destination {
    fn from(folder: &ItemHandle) -> Self {
        Destination::from(folder.clone())
    }
}
impl From<&Destination> for Destination {
    fn from(destination: &Destination) -> Self {
        destination.clone()
    }
}
