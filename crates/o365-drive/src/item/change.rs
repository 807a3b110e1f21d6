//! What changes an item: its name, its place, its end.

use http::Method;
use o365_core::connection::Request;
use o365_core::query::Query;
use o365_core::time::{OffsetDateTime, parse_http_date};
use o365_core::{Error, Result};
use serde_json::{Map, Value, json};

use super::destination::Parent;
use super::{Destination, ItemHandle};
use crate::copying::Copying;
use crate::model::{CONFLICT, Conflict, DriveItem, ItemDraft, name};
use crate::place::Place;
use crate::prop;

impl ItemHandle {
    /// Changes what the draft says, and gives the item back as it is now. A text is a new name.
    ///
    /// `PATCH …/drive/items/{id}`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-update).
    ///
    /// # Errors
    /// Bad input for a name that breaks a [rule](crate::NameRule); a conflict of names; stale, with
    /// [`if_match`](Self::if_match); not found; those of every request.
    #[doc(alias = "rename")]
    pub fn update(&self, draft: impl Into<ItemDraft>) -> Result<DriveItem> {
        self.at.patch(draft.into().checked()?)
    }

    /// Makes a folder in it and gives it back: by name, or by a draft.
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// use o365_drive::{Conflict, ItemDraft};
    ///
    /// let reports = drive.root().create_folder("Reports")?;
    /// let march = drive.item(&reports).create_folder(ItemDraft::from("March").on_conflict(Conflict::Rename))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST …/drive/items/{id}/children`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-post-children).
    ///
    /// # Errors
    /// Bad input for a name that is missing or breaks a [rule](crate::NameRule); a conflict when there is an item by that
    /// name; not found; those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    pub fn create_folder(&self, draft: impl Into<ItemDraft>) -> Result<DriveItem> {
        let draft = draft.into();
        let Some(name) = draft.said_name() else {
            return Err(Error::input("a folder needs a name"));
        };
        name::check_path(self.child(name).at.path())?;
        self.at.child("children").post(&draft.checked()?.clone().set("folder", json!({})))
    }

    /// The folder at a path of names from here, with all folders on the way to it: those that aren't there are made. One
    /// request where it is there, else up to three for each name. An empty path is this folder.
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// let march = drive.root().create_all("Reports/2024/March")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST …/drive/items/{id}/children`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-post-children).
    ///
    /// # Errors
    /// Bad input for a name that breaks a [rule](crate::NameRule); a conflict where a file is in the way; not found, where
    /// this isn't there itself; those of every request.
    #[doc(alias = "create_path")]
    #[doc(alias = "mkdir")]
    pub fn create_all(&self, path: &str) -> Result<DriveItem> {
        let names: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
        names.iter().try_for_each(|name| name::check(name))?;
        if let Some(whole) = self.path(path).find()?
            && whole.is_folder()
        {
            return Ok(whole);
        }
        let mut at = self.clone();
        let mut last = None;
        for name in names {
            let folder = at.folder_in(name)?;
            at = at.beside(&folder);
            last = Some(folder);
        }
        last.ok_or_else(|| self.no_folder())
    }

    /// The folder by that name in it, which is made if it isn't there.
    fn folder_in(&self, name: &str) -> Result<DriveItem> {
        let there = |error: Option<Error>| match self.child(name).find()? {
            Some(item) if item.is_folder() => Ok(Some(item)),
            Some(_) => Err(error.unwrap_or_else(|| self.no_folder())),
            None => error.map_or(Ok(None), Err),
        };
        if let Some(folder) = there(None)? {
            return Ok(folder);
        }
        match self.create_folder(name) {
            // Somebody else was quicker, or this was and the answer got lost.
            Err(error) if error.is_conflict() || error.is_outcome_unknown() => {
                there(Some(error))?.ok_or_else(|| self.no_folder())
            }
            answer => answer,
        }
    }

    /// Where that item is, as it was found in here.
    fn beside(&self, item: &DriveItem) -> ItemHandle {
        let (drive, id) = item.target();
        match drive.filter(|_| item.is_remote()) {
            Some(drive) => ItemHandle::by_id(&Place::by_id(self.at.connection(), drive), id),
            None => ItemHandle::by_id(&self.drive, id),
        }
    }

    fn no_folder(&self) -> Error {
        Error::input(format!("{} is no folder", self.at.path()))
    }

    /// Moves it to another folder of its drive, under another name if one is said, and gives it back. It keeps its id.
    ///
    /// What is told by its path, a special folder, and the root are looked up first: the service wants their ids.
    ///
    /// `PATCH …/drive/items/{id}`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-move).
    ///
    /// # Errors
    /// Bad input for a name that breaks a [rule](crate::NameRule); a conflict when there is an item by that name; a folder of
    /// another drive, which the service refuses: [`copy_to`](Self::copy_to) and [`delete`](Self::delete) do that; stale, with
    /// [`if_match`](Self::if_match); not found; those of every request.
    #[doc(alias = "move")]
    pub fn move_to(&self, destination: impl Into<Destination>) -> Result<DriveItem> {
        let body = self.going(&destination.into())?;
        self.at.patch(&body)
    }

    /// Copies it, with all that is in it, to a folder of any drive, under another name if one is said. The service does it by
    /// and by: the answer is what to follow it by.
    ///
    /// The copy is an item of its own: times, permissions and columns aren't copied, versions only if
    /// [asked for](Destination::with_versions). 30,000 items at most. OneDrive at home is known not to heed
    /// [`on_conflict`](Destination::on_conflict) here.
    ///
    /// `POST …/drive/items/{id}/copy`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-copy).
    ///
    /// # Errors
    /// Bad input for a name that breaks a [rule](crate::NameRule); not found; those of every request. A conflict of names is
    /// told by what follows it. When the answer is lost the error [says so](o365_core::Error::is_outcome_unknown).
    pub fn copy_to(&self, destination: impl Into<Destination>) -> Result<Copying> {
        let destination = destination.into();
        destination.check(true)?;
        let folder = destination.folder(self)?;
        let mut body = going(&destination, folder.as_ref());
        let conflict = body.remove(CONFLICT);
        if destination.children_only {
            body.insert("childrenOnly".into(), true.into());
        }
        if destination.with_versions {
            body.insert("includeAllVersionHistory".into(), true.into());
        }
        // OneDrive at home wants to be told that nobody waits.
        let request = self.at.child("copy").request(Method::POST).prefer("respond-async");
        let mut request = request.json(&body);
        if let Some(conflict) = conflict.as_ref().and_then(Value::as_str) {
            request = request.param(CONFLICT, conflict);
        }
        let answer = request.send()?;
        let drive = match &folder {
            Some(folder) => folder.place(&self.drive),
            None => self.drive.clone(),
        };
        let since = answer.header("date").and_then(parse_http_date);
        let (source, place) = (self.clone(), drive.clone());
        Copying::started(&answer, drive, move || {
            look(&source, &destination, folder.as_ref(), &place, since)
        })
    }

    /// Deletes it, with all that is in it. It goes to the recycle bin.
    ///
    /// `DELETE …/drive/items/{id}`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-delete).
    ///
    /// # Errors
    /// Not found; stale, with [`if_match`](Self::if_match); locked, while somebody works on it; those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }

    /// Deletes it for good, with all that is in it. OneDrive for work and SharePoint only.
    ///
    /// `POST …/drive/items/{id}/permanentDelete`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-permanentdelete).
    ///
    /// # Errors
    /// Not found; held back by a retention label; those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    pub fn permanent_delete(&self) -> Result<()> {
        self.to_child("permanentDelete").send().map(drop)
    }

    /// Takes it out of the recycle bin, to where it was: by its id. OneDrive at home only.
    ///
    /// `POST …/drive/items/{id}/restore`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-restore).
    ///
    /// # Errors
    /// Not found; a conflict when its name is taken; those of every request.
    pub fn restore(&self) -> Result<DriveItem> {
        self.to_child("restore").json(&json!({})).send()?.json()
    }

    /// Takes it out of the recycle bin, to another folder or under another name. OneDrive at home only.
    ///
    /// `POST …/drive/items/{id}/restore`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-restore).
    ///
    /// # Errors
    /// Bad input for a name that breaks a [rule](crate::NameRule); not found; a conflict when the name is taken; those of every
    /// request.
    pub fn restore_to(&self, destination: impl Into<Destination>) -> Result<DriveItem> {
        let body = self.going(&destination.into())?;
        self.to_child("restore").json(&body).send()?.json()
    }

    /// What says where it goes.
    fn going(&self, destination: &Destination) -> Result<Map<String, Value>> {
        destination.check(false)?;
        Ok(going(destination, destination.folder(self)?.as_ref()))
    }

    /// A request that does something with it.
    pub(super) fn to_child(&self, action: &str) -> Request {
        self.conditional(self.at.child(action).request(Method::POST))
    }
}

fn going(destination: &Destination, folder: Option<&Parent>) -> Map<String, Value> {
    let mut body = Map::new();
    if let Some(folder) = folder {
        body.insert("parentReference".into(), folder.reference());
    }
    if let Some(name) = &destination.name {
        body.insert("name".into(), name.as_str().into());
    }
    if let Some(conflict) = destination.conflict {
        body.insert(CONFLICT.into(), conflict.as_str().into());
    }
    body
}

/// The copy, where nobody tells any more what became of it: what has its name and was made since. Anything else may have been
/// there before.
fn look(
    source: &ItemHandle,
    destination: &Destination,
    folder: Option<&Parent>,
    drive: &Place,
    since: Option<OffsetDateTime>,
) -> Result<Option<String>> {
    let (Some(folder), Some(since)) = (folder, since) else { return Ok(None) };
    if destination.children_only || destination.conflict == Some(Conflict::Rename) {
        return Ok(None);
    }
    let name = match destination.name.as_deref().or(source.leaf()) {
        Some(name) => name.to_owned(),
        None => source.get_with(&Query::new().select(prop::NAME))?.name.unwrap_or_default(),
    };
    let found = ItemHandle::by_id(drive, folder.id.clone()).child(&name).find()?;
    let found = found.filter(|item| item.created_date_time.is_some_and(|made| made >= since));
    Ok(found.map(|item| item.id.as_str().to_owned()))
}
