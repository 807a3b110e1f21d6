//! A place: one list.

use http::Method;
use o365_core::query::Query;
use o365_core::{Endpoint, Id, List, Result};
use serde_json::json;

use crate::batch;
use crate::column::ColumnHandle;
use crate::content_type::ContentTypeHandle;
use crate::item::ItemHandle;
use crate::items::Items;
use crate::model::{
    ColumnDefinition, ColumnDraft, ContentType, DocumentLibrary, FieldValues, FieldsDraft,
    ListDraft, ListItem, SharePointList,
};

/// One list, or one document library, of a site: made by [`SiteHandle::list`](crate::SiteHandle::list). No request is made
/// until a verb is called.
///
/// ```no_run
/// # fn run(site: o365_sharepoint::SiteHandle) -> o365_core::Result<()> {
/// use o365_sharepoint::FieldsDraft;
/// use o365_sharepoint::prop::column;
///
/// let players = site.list("Players");
/// let george = players.create_item(FieldsDraft::new().set("Title", "George Best").set("Goals", 179))?;
/// players.item(&george).update(FieldsDraft::new().set("Goals", 180).clear("Note"))?;
/// for item in players.items().filter(column("Goals").ge(100)).select_fields(["Title", "Club"]) {
///     let item = item?;
///     println!("{:?} {:?}", item.fields.text("Title"), item.fields.lookup("Club"));
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ListHandle {
    at: Endpoint,
}

impl ListHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        ListHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it, without its columns and items.
    ///
    /// `GET …/lists/{id}`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/list-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<SharePointList> {
        self.get_with(&Query::new())
    }

    /// Reads it with a query: `select`, or `expand` for `columns` and `contentTypes`.
    ///
    /// `GET …/lists/{id}`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/list-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get_with(&self, query: &Query) -> Result<SharePointList> {
        self.at.get(query)
    }

    /// Changes what the draft says: its title, what it is for. A text is its title; the name in its address stays.
    ///
    /// `PATCH …/lists/{id}`, needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/resources/list).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn update(&self, draft: impl Into<ListDraft>) -> Result<SharePointList> {
        self.at.patch(&draft.into())
    }

    /// Deletes it, **with all that is in it**: to the recycle bin of the site.
    ///
    /// `DELETE …/lists/{id}`, needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/resources/list).
    ///
    /// # Errors
    /// Not found; a list of the system; those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }

    /// The document library that it is, as a drive: `account.with_resource(&library).storage()` has its files.
    ///
    /// `GET …/lists/{id}/drive`, needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/drive-get).
    ///
    /// # Errors
    /// Not found for a list that is no document library; those of every request.
    pub fn library(&self) -> Result<DocumentLibrary> {
        self.at.child("drive").get(&Query::new())
    }

    /// Its items with their columns: filter, order, limit, then a `for`. [`Items::as_type`] reads the columns into a struct of
    /// your own.
    ///
    /// `GET …/lists/{id}/items?$expand=fields`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-list).
    pub fn items(&self) -> Items {
        Items::new(self.all())
    }

    /// One item, by number or from what a list gave.
    pub fn item(&self, item: impl Into<Id<ListItem>>) -> ItemHandle {
        ItemHandle::new(self.all().child(item.into()))
    }

    /// Creates an item and gives it back: by a draft, or from a struct of your own with [`FieldsDraft::of`].
    ///
    /// `POST …/lists/{id}/items`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-create).
    ///
    /// # Errors
    /// Bad input for what can't be written; a column that is read only or not in the list (400); a value that must be unique
    /// and isn't; those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    pub fn create_item(&self, draft: impl Into<FieldsDraft>) -> Result<ListItem> {
        self.all().post(&draft.into().for_create()?)
    }

    /// Creates any number of items, twenty in a request: a result for each, in the order of the drafts. Nothing is sent before
    /// the first result is asked for. See [`batch`](o365_core::batch).
    ///
    /// ```no_run
    /// # fn run(players: o365_sharepoint::ListHandle) {
    /// use o365_sharepoint::FieldsDraft;
    ///
    /// let rows = (1..=10_000).map(|number| FieldsDraft::new().set("Title", format!("Player {number}")));
    /// for (number, made) in players.create_items(rows).enumerate() {
    ///     if let Err(error) = made {
    ///         eprintln!("row {number}: {error}");
    ///     }
    /// }
    /// # }
    /// ```
    ///
    /// `POST /$batch` of `POST …/lists/{id}/items`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-create).
    pub fn create_items<D>(&self, drafts: D) -> impl Iterator<Item = Result<ListItem>> + use<D>
    where
        D: IntoIterator<Item: Into<FieldsDraft>>,
    {
        batch::create(&self.all(), drafts)
    }

    /// Changes any number of items, each by its draft, twenty in a request: a result for each, in their order.
    ///
    /// `POST /$batch` of `PATCH …/lists/{id}/items/{id}/fields`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-update).
    pub fn update_items<I, D, C>(
        &self,
        changes: C,
    ) -> impl Iterator<Item = Result<FieldValues>> + use<I, D, C>
    where
        I: Into<Id<ListItem>>,
        D: Into<FieldsDraft>,
        C: IntoIterator<Item = (I, D)>,
    {
        let all = self.all();
        let place = move |id: I| all.child(id.into()).child("fields");
        let changes = changes.into_iter().map(move |(id, draft)| (place(id), draft.into()));
        batch::update(self.at.connection(), changes)
    }

    /// Deletes any number of items, twenty in a request: a result for each, in their order. They go to the recycle bin of the
    /// site.
    ///
    /// `POST /$batch` of `DELETE …/lists/{id}/items/{id}`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-delete).
    pub fn delete_items<I>(&self, items: I) -> impl Iterator<Item = Result<()>> + use<I>
    where
        I: IntoIterator<Item: Into<Id<ListItem>>>,
    {
        let all = self.all();
        let gone = items.into_iter().map(move |id| all.child(id.into()).request(Method::DELETE));
        self.at.connection().send_all(gone).done()
    }

    /// Its columns.
    ///
    /// `GET …/lists/{id}/columns`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/list-list-columns).
    pub fn columns(&self) -> List<ColumnDefinition> {
        List::new(self.at.child("columns"))
    }

    /// One column, by id or from what a list gave.
    pub fn column(&self, column: impl Into<Id<ColumnDefinition>>) -> ColumnHandle {
        ColumnHandle::new(self.at.child("columns").child(column.into()))
    }

    /// The column by that name, or `None`: the one that people see first, then the internal one. Case matters.
    ///
    /// `GET …/lists/{id}/columns`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/list-list-columns).
    ///
    /// # Errors
    /// Those of every request.
    pub fn column_by_name(&self, name: &str) -> Result<Option<ColumnDefinition>> {
        let columns = self.columns().all()?;
        // Several columns of the system are shown by the same name as the one that is meant.
        let rank = |column: &ColumnDefinition| match () {
            () if column.display_name.as_deref() == Some(name) && column.hidden != Some(true) => {
                if column.read_only == Some(true) {
                    Some(1)
                } else {
                    Some(0)
                }
            }
            () if column.name.as_deref() == Some(name) => Some(2),
            () => None,
        };
        let found = columns.into_iter().filter_map(|column| Some((rank(&column)?, column)));
        Ok(found.min_by_key(|(rank, _)| *rank).map(|(_, column)| column))
    }

    /// Adds a column: by a draft, or a pair of name and kind.
    ///
    /// ```no_run
    /// # fn run(players: o365_sharepoint::ListHandle) -> o365_core::Result<()> {
    /// use o365_sharepoint::{ColumnDraft, LookupColumn, NumberColumn};
    ///
    /// players.create_column(ColumnDraft::from(("Goals", NumberColumn::new())).indexed(true).default_value("0"))?;
    /// players.create_column(("Club", LookupColumn::new("22e03ef3-6ef4-424d-a1d3-92a337807c30")))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST …/lists/{id}/columns`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/list-post-columns).
    ///
    /// # Errors
    /// A conflict when there is a column by that name; those of every request.
    pub fn create_column(&self, draft: impl Into<ColumnDraft>) -> Result<ColumnDefinition> {
        self.at.child("columns").post(&draft.into())
    }

    /// The content types that its items can be of.
    ///
    /// `GET …/lists/{id}/contentTypes`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/list-list-contenttypes).
    pub fn content_types(&self) -> List<ContentType> {
        List::new(self.at.child("contentTypes"))
    }

    /// One content type, by id or from what a list gave.
    pub fn content_type(&self, content_type: impl Into<Id<ContentType>>) -> ContentTypeHandle {
        ContentTypeHandle::new(self.at.child("contentTypes").child(content_type.into()))
    }

    /// Adds a content type of its site.
    ///
    /// `POST …/lists/{id}/contentTypes/addCopy`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contenttype-addcopy).
    ///
    /// # Errors
    /// Not found; one that it has already; those of every request.
    pub fn add_content_type(&self, of_site: impl Into<Id<ContentType>>) -> Result<ContentType> {
        let at = self.at.child("contentTypes").child("addCopy");
        at.post(&json!({"contentType": of_site.into()}))
    }

    /// Adds a content type of the hub, or brings its copy up to date. The service may take a while to do so, and gives
    /// `None` then.
    ///
    /// `POST …/lists/{id}/contentTypes/addCopyFromContentTypeHub`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contenttype-addcopyfromcontenttypehub).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn add_content_type_from_hub(
        &self,
        of_hub: impl Into<Id<ContentType>>,
    ) -> Result<Option<ContentType>> {
        let at = self.at.child("contentTypes").child("addCopyFromContentTypeHub");
        let body = json!({"contentTypeId": of_hub.into()});
        let answer = at.request(Method::POST).json(&body).send()?;
        if answer.bytes().is_empty() { Ok(None) } else { answer.json().map(Some) }
    }

    fn all(&self) -> Endpoint {
        self.at.child("items")
    }
}
