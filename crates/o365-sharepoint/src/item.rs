//! A place: one item of a list.

use std::sync::Arc;

use o365_core::query::{Expand, Query};
use o365_core::{Endpoint, Id, ItemReference, List, Result, SharepointIds};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::model::{
    ContentType, DocumentSetVersion, DocumentSetVersionDraft, FieldValues, FieldsDraft, ListItem,
    ListItemVersion,
};
use crate::version::{DocumentSetVersionHandle, VersionHandle};

/// One item of a list: made by [`ListHandle::item`](crate::ListHandle::item), or, of a file, by [`of_file`](Self::of_file). No
/// request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct ItemHandle {
    at: Endpoint,
}

impl ItemHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        ItemHandle { at }
    }

    /// The row of a document library that a file is: its columns, its versions. The file is said by its place in a drive:
    /// `ItemHandle::of_file(drive.path("/Reports/March.xlsx").endpoint())`. The way back is [`file`](Self::file).
    ///
    /// ```no_run
    /// # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
    /// use o365_core::{Endpoint, Resource};
    /// use o365_sharepoint::{FieldsDraft, ItemHandle};
    ///
    /// let root = Endpoint::new(&connection, Resource::drive("b!x")).child("root");
    /// let row = ItemHandle::of_file(&root.item_path("/Reports/March.xlsx"));
    /// row.update(FieldsDraft::new().set("Status", "Final"))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn of_file(file: &Endpoint) -> Self {
        ItemHandle::new(file.child("listItem"))
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// The same place, where what changes it goes through only if it still has this version: its
    /// [`e_tag`](ListItem::e_tag). Else the error [is stale](o365_core::Error::is_stale), and nothing is changed.
    ///
    /// It goes for [`update`](Self::update), [`set_content_type`](Self::set_content_type) and [`delete`](Self::delete).
    ///
    /// ```no_run
    /// # fn run(list: o365_sharepoint::ListHandle, item: o365_sharepoint::ListItem) -> o365_core::Result<()> {
    /// use o365_sharepoint::FieldsDraft;
    ///
    /// let place = list.item(&item).if_match(item.e_tag.as_deref().unwrap_or("*"));
    /// match place.update(FieldsDraft::new().set("Goals", 180)) {
    ///     Err(error) if error.is_stale() => println!("somebody else was faster"),
    ///     changed => _ = changed?,
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn if_match(&self, etag: impl Into<Arc<str>>) -> Self {
        ItemHandle::new(self.at.if_match(etag))
    }

    /// Reads it, with its fields.
    ///
    /// `GET …/lists/{id}/items/{id}?$expand=fields`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<ListItem> {
        self.get_as()
    }

    /// Reads it, with its fields in a type of your own.
    ///
    /// `GET …/lists/{id}/items/{id}?$expand=fields`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-get).
    ///
    /// # Errors
    /// Not found; a decoding error for columns that aren't as the type has them; those of every request.
    pub fn get_as<F: DeserializeOwned>(&self) -> Result<ListItem<F>> {
        self.at.get(&Query::new().expand(Expand::new("fields")))
    }

    /// Reads it with a query, which says whether the fields come along: `Expand::new("fields").select(["Title"])`.
    ///
    /// `GET …/lists/{id}/items/{id}`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get_with(&self, query: &Query) -> Result<ListItem> {
        self.at.get(query)
    }

    /// Changes the columns that the draft names, empty ones too, and gives the fields back as they are now.
    ///
    /// `PATCH …/lists/{id}/items/{id}/fields`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-update).
    ///
    /// # Errors
    /// Bad input for what can't be written; a column that is read only or not in the list (400); not found; stale, if
    /// [`if_match`](Self::if_match) was said; those of every request.
    pub fn update(&self, draft: impl Into<FieldsDraft>) -> Result<FieldValues> {
        let fields = self.at.child("fields");
        // The version is that of the item.
        let fields = match self.at.etag() {
            Some(etag) => fields.if_match(etag),
            None => fields,
        };
        fields.patch(draft.into().for_update()?)
    }

    /// Makes it one of another content type of its list.
    ///
    /// `PATCH …/lists/{id}/items/{id}` of `contentType`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-update).
    ///
    /// # Errors
    /// A content type that the list hasn't; not found; stale; those of every request.
    pub fn set_content_type(&self, content_type: impl Into<Id<ContentType>>) -> Result<ListItem> {
        self.at.patch(&json!({"contentType": {"id": content_type.into()}}))
    }

    /// Deletes it: to the recycle bin of the site.
    ///
    /// `DELETE …/lists/{id}/items/{id}`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-delete).
    ///
    /// # Errors
    /// Not found; stale, if [`if_match`](Self::if_match) was said; those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }

    /// Its versions with their values, the latest first.
    ///
    /// `GET …/lists/{id}/items/{id}/versions?$expand=fields`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-list-versions).
    pub fn versions(&self) -> List<ListItemVersion> {
        List::new(self.at.child("versions")).expand(Expand::new("fields"))
    }

    /// One of its versions, by number (`2.0`) or from what a list gave.
    pub fn version(&self, version: impl Into<Id<ListItemVersion>>) -> VersionHandle {
        VersionHandle::new(self.at.child("versions").child(version.into()))
    }

    /// Versions of the document set that it is, as people captured them.
    ///
    /// `GET …/lists/{id}/items/{id}/documentSetVersions`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-list-documentsetversions).
    pub fn document_set_versions(&self) -> List<DocumentSetVersion> {
        List::new(self.at.child("documentSetVersions"))
    }

    /// One captured version of the document set that it is.
    pub fn document_set_version(
        &self,
        version: impl Into<Id<DocumentSetVersion>>,
    ) -> DocumentSetVersionHandle {
        DocumentSetVersionHandle::new(self.at.child("documentSetVersions").child(version.into()))
    }

    /// Captures a version of the document set that it is. A text is its comment.
    ///
    /// `POST …/lists/{id}/items/{id}/documentSetVersions`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-post-documentsetversions).
    ///
    /// # Errors
    /// What is no document set; those of every request.
    pub fn capture_document_set(
        &self,
        draft: impl Into<DocumentSetVersionDraft>,
    ) -> Result<DocumentSetVersion> {
        self.at.child("documentSetVersions").post(&draft.into())
    }

    /// The file or folder that it is, in a document library: its drive and its id there. `None` for a row of another list.
    ///
    /// `account.with_resource(Resource::drive(drive_id)).storage()` has the file.
    ///
    /// `GET …/lists/{id}/items/{id}/driveItem?$select=id,name,parentReference,sharepointIds`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-get).
    ///
    /// # Errors
    /// Those of every request.
    pub fn file(&self) -> Result<Option<ItemReference>> {
        let query = Query::new().select(["id", "name", "parentReference", "sharepointIds"]);
        match self.at.child("driveItem").get::<File>(&query) {
            Ok(file) => Ok(Some(file.reference())),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// As much of a file as leads to it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    id: Option<String>,
    name: Option<String>,
    parent_reference: Option<ItemReference>,
    sharepoint_ids: Option<Box<SharepointIds>>,
}

impl File {
    /// The file itself, where the reference that comes with it is to the folder above.
    fn reference(self) -> ItemReference {
        let mut reference = self.parent_reference.unwrap_or_default();
        reference.path = None;
        reference.id = self.id;
        reference.name = self.name;
        reference.sharepoint_ids = self.sharepoint_ids.or(reference.sharepoint_ids);
        reference
    }
}
