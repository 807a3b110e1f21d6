//! What the program around the sandbox does with drives: it fills them, and looks into them.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::blob::Blob;
use crate::schema::Refusal;
use crate::service::{
    Service,
    drive::{
        DriveKind, Drives,
        address::Owner,
        ask::identity,
        item::{Identity, Item},
        names::{Conflict, invalid},
        tree::{Drive, ROOT, no_item},
    },
    sites,
};

/// A drive as the program names it.
#[derive(Clone, Debug)]
pub(crate) enum Named {
    User(String),
    /// A library of a site: the site and the name.
    Library(String, String),
}

fn segments(path: &str) -> Vec<String> {
    path.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

impl Service {
    /// Does something with a drive, which is made if it isn't there.
    pub(crate) fn with_drive<T>(
        &self,
        named: &Named,
        act: impl FnOnce(&mut Drives, usize) -> T,
    ) -> T {
        let number = |drives: &mut Drives| match named {
            Named::User(address) => {
                let owner = Arc::new(identity(&self.read(), address));
                drives.default_of(&Owner::User(address.clone()), DriveKind::Business, &owner)
            }
            Named::Library(site, name) => {
                let library = sites::library(&mut self.write(), site, name);
                // The site's default comes first, whichever is asked for first.
                let all = sites::libraries(&self.read(), &library.id).unwrap_or_default();
                all.into_iter().for_each(|library| _ = drives.library(library));
                drives.library(library)
            }
        };
        let mut drives = self.drives();
        let number = number(&mut drives);
        act(&mut drives, number)
    }
}

impl Drives {
    /// Puts a file at a path, with the folders above it; what is there gets a new version. Gives its id.
    pub(crate) fn put_file(
        &mut self,
        number: usize,
        path: &str,
        bytes: Vec<u8>,
    ) -> Result<String, Refusal> {
        let drive = self.drive_mut(number)?;
        let names = segments(path);
        let (name, folders) = names.split_last().ok_or_else(|| invalid("The path is empty."))?;
        let owner = Arc::clone(&drive.owner);
        let parent = drive.folders(ROOT, folders, &owner)?;
        let (name, taken) = drive.slot(parent, name, false, Conflict::Replace, None)?;
        let key = match taken {
            Some(key) => {
                drive.write(key, Blob::new(bytes), &owner)?;
                key
            }
            None => drive.insert_file(parent, &name, Blob::new(bytes), &owner),
        };
        Ok(drive.item(key)?.id.clone())
    }

    /// Makes a folder with those above it. Gives its id.
    pub(crate) fn put_folder(&mut self, number: usize, path: &str) -> Result<String, Refusal> {
        let drive = self.drive_mut(number)?;
        let owner = Arc::clone(&drive.owner);
        let key = drive.folders(ROOT, &segments(path), &owner)?;
        Ok(drive.item(key)?.id.clone())
    }

    pub(crate) fn at(&self, number: usize, path: &str) -> Option<&Item> {
        let drive = self.drive(number).ok()?;
        drive.item(drive.walk(ROOT, &segments(path))?).ok()
    }

    fn at_mut(&mut self, number: usize, path: &str) -> Result<(&mut Drive, u64), Refusal> {
        let drive = self.drive_mut(number)?;
        let key = drive.walk(ROOT, &segments(path)).ok_or_else(no_item)?;
        Ok((drive, key))
    }

    /// The content of a file.
    pub(crate) fn blob_at(&self, number: usize, path: &str) -> Option<Blob> {
        self.at(number, path)?.blob().cloned()
    }

    /// Gives an item facets that only the service sets.
    pub(crate) fn set_facets(
        &mut self,
        number: usize,
        path: &str,
        facets: Map<String, Value>,
    ) -> Result<(), Refusal> {
        let known = |name: &str| crate::schema::DRIVE_ITEM.find(name).is_some();
        if let Some(unknown) = facets.keys().find(|name| !known(name)) {
            return Err(Refusal::no_property(unknown, crate::schema::DRIVE_ITEM.name));
        }
        let (drive, key) = self.at_mut(number, path)?;
        let item = drive.item_mut(key)?;
        item.facets.extend(facets);
        item.version += 1;
        drive.note(key);
        Ok(())
    }

    pub(crate) fn set_locked(
        &mut self,
        number: usize,
        path: &str,
        locked: bool,
    ) -> Result<(), Refusal> {
        let (drive, key) = self.at_mut(number, path)?;
        drive.item_mut(key)?.locked = locked;
        Ok(())
    }

    pub(crate) fn remove(&mut self, number: usize, path: &str) -> Result<(), Refusal> {
        let (drive, key) = self.at_mut(number, path)?;
        drive.trash(key);
        Ok(())
    }

    /// Makes it a drive of another kind, which is empty.
    pub(crate) fn set_kind(&mut self, number: usize, kind: DriveKind) -> Result<(), Refusal> {
        let drive = self.drive_mut(number)?;
        let owner: &Identity = &drive.owner;
        let seed = format!("{}/{number}/{kind:?}", owner.id);
        drive.become_kind(&seed, kind);
        Ok(())
    }

    /// The paths of all files, and of folders with a slash at their end.
    pub(crate) fn paths(&self, number: usize) -> Vec<String> {
        let Ok(drive) = self.drive(number) else { return Vec::new() };
        let below = drive.all().filter(|item| item.key != ROOT);
        let mut paths: Vec<_> = below
            .map(|item| {
                format!("{}{}", drive.path(item.key), if item.is_folder() { "/" } else { "" })
            })
            .collect();
        paths.sort();
        paths
    }
}
