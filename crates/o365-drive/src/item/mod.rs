//! A place: one item of a drive.

use std::sync::Arc;

use o365_core::connection::Request;
use o365_core::delta::{Delta, DeltaLink};
use o365_core::query::Query;
use o365_core::{Endpoint, Error, Id, List, Result};

use crate::model::{DriveItem, SpecialFolder, name};
use crate::place::Place;
use crate::prop;
use crate::walk::Walk;

mod change;
mod clock;
mod content;
mod destination;
mod fit;
mod office;
mod label;
mod sharing;
mod tree;
mod upload;

pub use content::Format;
pub use destination::Destination;
pub use tree::{Compare, Step, StepKind, Tree, TreePlan, TreeProgress, TreeReport};
pub use upload::Upload;

/// Items that the service puts on a page of a folder.
pub(crate) const CHILDREN: u32 = 1_000;
/// Items that the service puts on a page of what it found.
const FOUND: u32 = 200;

/// One item of a drive: a file, a folder, or what may become one.
///
/// Made by [`DriveHandle::item`](crate::DriveHandle::item) from a [`DriveItem`], its id or a text; by
/// [`DriveHandle::path`](crate::DriveHandle::path), [`DriveHandle::root`](crate::DriveHandle::root) and
/// [`DriveHandle::special`](crate::DriveHandle::special); by [`child`](Self::child) of another. No request is made until a verb is
/// called.
///
/// ```no_run
/// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
/// use o365_drive::{ItemDraft, prop};
///
/// let reports = drive.path("/Reports");
/// for item in reports.children().select((prop::NAME, prop::SIZE)) {
///     println!("{}", item?.name.unwrap_or_default());
/// }
/// if let Some(march) = reports.child("March #1.xlsx").find()? {
///     let march = drive.item(&march).if_match(march.e_tag.as_deref().unwrap_or("*"));
///     march.update(ItemDraft::from("March.xlsx"))?;
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ItemHandle {
    at: Endpoint,
    drive: Place,
    key: Key,
}

/// What an item is found by.
#[derive(Clone, Debug)]
enum Key {
    Id(Id<DriveItem>),
    /// Names below an item; the last of them.
    Name(Arc<str>),
    Root,
    Special,
    Share,
}

impl ItemHandle {
    pub(crate) fn by_id(drive: &Place, id: Id<DriveItem>) -> Self {
        match id.as_str() {
            "root" => ItemHandle::root(drive),
            _ => ItemHandle::new(drive.item(&id), drive, Key::Id(id)),
        }
    }

    pub(crate) fn root(drive: &Place) -> Self {
        ItemHandle::new(drive.root(), drive, Key::Root)
    }

    pub(crate) fn special(drive: &Place, folder: &SpecialFolder) -> Self {
        let at = drive.at.child("special").child(folder.as_str());
        ItemHandle::new(at, drive, Key::Special)
    }

    /// What a sharing link leads to.
    pub(crate) fn shared(share: &Endpoint) -> Self {
        let drive = Place { at: share.clone(), id: None };
        ItemHandle::new(share.child("driveItem"), &drive, Key::Share)
    }

    fn new(at: Endpoint, drive: &Place, key: Key) -> Self {
        ItemHandle { at, drive: drive.clone(), key }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// The same place, where what changes it goes through only if the item still has this version: its
    /// [`e_tag`](DriveItem::e_tag). Else the error [is stale](o365_core::Error::is_stale), and nothing is changed.
    ///
    /// It goes for [`update`](Self::update), [`move_to`](Self::move_to), [`delete`](Self::delete) and what writes content.
    #[must_use]
    pub fn if_match(&self, etag: impl Into<Arc<str>>) -> Self {
        ItemHandle { at: self.at.if_match(etag), ..self.clone() }
    }

    /// What is in it under this name. Names are compared without regard to case.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        let below = self.below(name);
        match name.contains('/') || name.is_empty() {
            true => ItemHandle {
                at: below.at.refuse(format!("{name:?} is no name: below a folder goes `path`")),
                ..below
            },
            false => below,
        }
    }

    /// What is at a path of names from here: `Reports/March.xlsx`. Any characters can stand in them; an empty path is the item
    /// itself.
    #[must_use]
    pub fn path(&self, path: &str) -> Self {
        self.below(path)
    }

    fn below(&self, path: &str) -> Self {
        let Some(leaf) = path.split('/').rfind(|name| !name.is_empty()) else {
            return ItemHandle { at: self.at.any_version(), ..self.clone() };
        };
        let at = self.at.item_path(path);
        let at = match name::unreachable_path(path) {
            Some(reason) => at.refuse(reason),
            None => at,
        };
        ItemHandle::new(at, &self.drive, Key::Name(leaf.into()))
    }

    /// Reads it.
    ///
    /// `GET …/drive/items/{id}`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<DriveItem> {
        self.get_with(&Query::new())
    }

    /// Reads it with a query: `select`, or `expand` for its children, thumbnails, versions or permissions.
    ///
    /// `GET …/drive/items/{id}`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get_with(&self, query: &Query) -> Result<DriveItem> {
        self.at.get(query)
    }

    /// Reads it, or `None` where nothing is: for a look by path. A special folder that was never written to is `None` too.
    ///
    /// `GET …/drive/items/{id}`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-get).
    ///
    /// # Errors
    /// Those of every request.
    pub fn find(&self) -> Result<Option<DriveItem>> {
        match self.get() {
            Err(error) if error.is_not_found() => Ok(None),
            // Who may only read can't have it made, and is told so in that way.
            Err(error) if error.is_forbidden() && matches!(self.key, Key::Special) => Ok(None),
            answer => answer.map(Some),
        }
    }

    /// The items in it, not those of the folders in it. Order by [`prop::NAME`], [`prop::SIZE`] or [`prop::LAST_MODIFIED`];
    /// drives differ in what filters they take.
    ///
    /// `GET …/drive/items/{id}/children`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-list-children).
    pub fn children(&self) -> List<DriveItem> {
        List::new(self.at.child("children")).largest_page(CHILDREN)
    }

    /// The folders in it, those of other drives that are linked here among them. All items are read and the others left out:
    /// drives differ in what filters they take.
    ///
    /// `GET …/drive/items/{id}/children`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-list-children).
    pub fn folders(&self) -> impl Iterator<Item = Result<DriveItem>> + use<> {
        self.children().into_iter().filter(|item| item.as_ref().map_or(true, DriveItem::is_folder))
    }

    /// Everything below it, each folder before what is in it: see [`Walk`].
    ///
    /// `GET …/drive/items/{id}/children`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-list-children).
    pub fn walk(&self) -> Walk {
        Walk::new(self.drive.clone(), self.at.clone())
    }

    /// What is below it and has these words in its name, its properties or its content. The service's index may lag behind.
    ///
    /// `GET …/drive/items/{id}/search(q='…')`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-search).
    pub fn search(&self, text: &str) -> List<DriveItem> {
        search(&self.at, text)
    }

    /// What changed below it since `saved`; with `None`, everything that there is. See [`delta`](o365_core::delta).
    ///
    /// OneDrive for work and SharePoint tell it of a drive's root only. A change doesn't bring the parent's path, and the children
    /// of a folder that was renamed aren't among the changes: keep items by their ids.
    ///
    /// `GET …/drive/items/{id}/delta`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-delta).
    pub fn delta(&self, saved: impl Into<Option<DeltaLink>>) -> Delta<DriveItem> {
        self.delta_with(&Query::new(), saved)
    }

    /// What changed, with a query: `select`.
    ///
    /// `GET …/drive/items/{id}/delta`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-delta).
    pub fn delta_with(
        &self,
        query: &Query,
        saved: impl Into<Option<DeltaLink>>,
    ) -> Delta<DriveItem> {
        List::new(self.at.clone()).largest_page(CHILDREN).query(query).delta(saved)
    }

    /// Where changes from now on start: [`delta`](Self::delta) with this link tells what happens after this call, without
    /// telling first what there is.
    ///
    /// `GET …/drive/items/{id}/delta?token=latest`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-delta).
    ///
    /// # Errors
    /// Those of every request.
    pub fn delta_from_now(&self) -> Result<DeltaLink> {
        let mut round = self.delta_with(&Query::new().set("token", "latest"), None);
        for change in &mut round {
            change?;
        }
        round.link().ok_or_else(|| Error::input("the service gave no link to start from"))
    }

    /// The folder it is in, or `None` for the root of the drive and for what is shared without its folder. One request by
    /// path, two by id.
    ///
    /// `GET …/drive/items/{id}`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn parent(&self) -> Result<Option<DriveItem>> {
        if let Key::Name(_) = self.key {
            return self.at.parent().get(&Query::new()).map(Some);
        }
        let item = self.get_with(&Query::new().select((prop::ID, prop::PARENT_REFERENCE)))?;
        let Some(id) = item.parent_id().filter(|id| !id.is_empty()) else { return Ok(None) };
        let drive = match item.drive_id() {
            Some(id) => Place::by_id(self.at.connection(), id),
            None => self.drive.clone(),
        };
        drive.item(&id).get(&Query::new()).map(Some)
    }

    /// The last of the names that it is found by, where it is found by names.
    pub(crate) fn leaf(&self) -> Option<&str> {
        match &self.key {
            Key::Name(name) => Some(name),
            _ => None,
        }
    }

    /// A request to something of the item, which goes through only if the item still has the version that was said.
    pub(crate) fn conditional(&self, request: Request) -> Request {
        match self.at.etag() {
            Some(etag) => request.if_match(etag),
            None => request,
        }
    }
}

/// What a search finds at a drive or below an item.
pub(crate) fn search(at: &Endpoint, text: &str) -> List<DriveItem> {
    let at = match text.trim().is_empty() {
        true => at.refuse("a search needs a text to search for"),
        false => at.clone(),
    };
    List::new(at.function("search", &[("q", text)])).largest_page(FOUND)
}
