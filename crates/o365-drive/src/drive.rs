//! A place: one drive.

use o365_core::delta::{Delta, DeltaLink};
use o365_core::monitor::SavedMonitor;
use o365_core::query::Query;
use o365_core::{Connection, Endpoint, Id, List, Result};
use serde::de::DeserializeOwned;

use crate::copying::Copying;
use crate::item::{self, ItemHandle};
use crate::model::{Drive, DriveItem, SpecialFolder};
use crate::place::Place;

/// One drive: a OneDrive, or a document library.
///
/// Made by [`Storage::default_drive`](crate::Storage::default_drive) and [`Storage::drive`](crate::Storage::drive). No request
/// is made until a verb is called.
///
/// ```no_run
/// # fn run(storage: o365_drive::Storage) -> o365_core::Result<()> {
/// use o365_drive::SpecialFolder;
///
/// let drive = storage.default_drive();
/// for item in drive.root().children().limit(25) {
///     let item = item?;
///     match item.dimensions() {
///         Some(size) => println!("{} {size}", item.name.as_deref().unwrap_or_default()),
///         None => println!("{}", item.name.as_deref().unwrap_or_default()),
///     }
/// }
/// let quotes = drive.path("/Documents/George's 100 % best quotes.docx").find()?;
/// let documents = drive.special(SpecialFolder::Documents);
/// # let _ = (quotes, documents);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct DriveHandle {
    place: Place,
}

impl DriveHandle {
    pub(crate) fn at(at: Endpoint) -> Self {
        DriveHandle { place: Place { at, id: None } }
    }

    pub(crate) fn by_id(connection: &Connection, id: Id<Drive>) -> Self {
        DriveHandle { place: Place::by_id(connection, id) }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.place.at
    }

    /// Reads it: its kind, its owner, its space.
    ///
    /// `GET …/drive`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/drive-get).
    ///
    /// # Errors
    /// Not found, also where there is none yet because its owner never opened it; those of every request.
    pub fn get(&self) -> Result<Drive> {
        self.get_with(&Query::new())
    }

    /// Reads it with a query: `select`, which is the only way to its
    /// [`share_point_ids`](Drive::share_point_ids).
    ///
    /// `GET …/drive`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/drive-get).
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn get_with(&self, query: &Query) -> Result<Drive> {
        self.place.at.get(query)
    }

    /// The folder that everything is in.
    pub fn root(&self) -> ItemHandle {
        ItemHandle::root(&self.place)
    }

    /// One item, by id or from what a list gave. A link to another's item is the link itself; what it leads to is its
    /// [`target`](Self::target).
    pub fn item(&self, item: impl Into<Id<DriveItem>>) -> ItemHandle {
        ItemHandle::by_id(&self.place, item.into())
    }

    /// The item at a path of names from the root: `/Reports/March.xlsx`. Any characters can stand in the names: they are
    /// encoded. An empty path is the root.
    pub fn path(&self, path: &str) -> ItemHandle {
        self.root().path(path)
    }

    /// A folder that programs find whatever it is called: `drive.special(SpecialFolder::Documents)`.
    ///
    /// The service makes it when something is put into it first; before that it may be not found, and
    /// [`find`](ItemHandle::find) gives `None`.
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/drive-get-specialfolder).
    pub fn special(&self, folder: impl Into<SpecialFolder>) -> ItemHandle {
        ItemHandle::special(&self.place, &folder.into())
    }

    /// Where an item that was read really is: a link to another's item, in that drive; any other, in its own drive. Its
    /// content and its children are read there.
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// for item in drive.root().children() {
    ///     let item = item?;
    ///     if item.is_remote() && item.is_folder() {
    ///         println!("{} items of another's", drive.target(&item).children().all()?.len());
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn target(&self, item: &DriveItem) -> ItemHandle {
        let (drive, id) = item.target();
        match drive {
            Some(drive) => ItemHandle::by_id(&Place::by_id(self.place.at.connection(), drive), id),
            None => ItemHandle::by_id(&self.place, id),
        }
    }

    /// What has these words in its name, its properties or its content, and what is shared with the owner likewise.
    /// [`ItemHandle::search`] looks below a folder. The service's index may lag behind.
    ///
    /// `GET …/drive/search(q='…')`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-search).
    pub fn search(&self, text: &str) -> List<DriveItem> {
        item::search(&self.place.at, text)
    }

    /// What changed in it since `saved`; with `None`, everything that there is. As [`ItemHandle::delta`] of the root.
    ///
    /// ```no_run
    /// # fn kept() -> Option<o365_core::delta::DeltaLink> { None }
    /// # fn keep(link: o365_core::delta::DeltaLink) {}
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// use o365_core::delta::Change;
    ///
    /// let mut round = drive.delta(kept());
    /// for change in &mut round {
    ///     match change? {
    ///         Change::Upsert(item) => println!("is there: {}", item.name.unwrap_or_default()),
    ///         Change::Removed { id, .. } => println!("is gone: {id}"),
    ///         _ => println!("forget everything: what follows is all there is"),
    ///     }
    /// }
    /// if let Some(link) = round.link() {
    ///     keep(link);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `GET …/drive/root/delta`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-delta).
    pub fn delta(&self, saved: impl Into<Option<DeltaLink>>) -> Delta<DriveItem> {
        self.root().delta(saved)
    }

    /// A copy to this drive that another process began and [saved](Copying::save): asks on how far it is.
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/long-running-actions-overview).
    ///
    /// # Errors
    /// An address that must not be asked.
    pub fn resume_copy(&self, saved: &SavedMonitor) -> Result<Copying> {
        Copying::resumed(self.place.clone(), saved)
    }

    /// What its owner follows. OneDrive for work only.
    ///
    /// `GET …/drive/following`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/drive-list-following).
    pub fn following(&self) -> List<DriveItem> {
        List::new(self.place.at.child("following"))
    }

    /// What its owner used lately.
    ///
    /// **Microsoft retires it**: answers are incomplete until November 2026 and empty from then on. The Insights API
    /// (`/me/insights/used`) is what they name instead.
    ///
    /// `GET …/drive/recent`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/drive-recent).
    pub fn recent(&self) -> List<DriveItem> {
        List::new(self.place.at.child("recent"))
    }

    /// What others share with its owner: links to items of other drives, to be opened by [`target`](Self::target).
    ///
    /// **Microsoft retires it**: answers are incomplete until November 2026 and empty from then on. The search API
    /// (`/search/query`) is what they name instead.
    ///
    /// `GET …/drive/sharedWithMe`; needs `Files.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/drive-sharedwithme).
    pub fn shared_with_me(&self) -> List<DriveItem> {
        List::new(self.place.at.child("sharedWithMe"))
    }

    /// The list of SharePoint that it is, into a type of your own or `serde_json::Value`. Document libraries and OneDrive for
    /// work only.
    ///
    /// `GET …/drive/list`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/list-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn list<T: DeserializeOwned>(&self) -> Result<T> {
        self.place.at.child("list").get(&Query::new())
    }
}
