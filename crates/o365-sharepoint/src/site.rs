//! A place: one site.

use o365_core::query::Query;
use o365_core::{Endpoint, Id, List, Resource, Result};

use crate::column::ColumnHandle;
use crate::content_type::ContentTypeHandle;
use crate::items::Items;
use crate::list::ListHandle;
use crate::model::{
    ColumnDefinition, ColumnDraft, ContentType, ContentTypeDraft, DocumentLibrary, ListDraft,
    ListItem, SharePointList, Site, SitePage, SitePageDraft, SitePermission, SitePermissionDraft,
};
use crate::page::{self, PageHandle};
use crate::permission::PermissionHandle;
use crate::prop;
use crate::term_store::TermStoreHandle;

/// One site: made by [`SharePoint::site`](crate::SharePoint::site) and its like. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct SiteHandle {
    at: Endpoint,
    /// Where it is addressed by it.
    id: Option<Id<Site>>,
}

impl SiteHandle {
    pub(crate) fn by_id(sites: &Endpoint, id: Id<Site>) -> Self {
        SiteHandle { at: sites.child(&id), id: Some(id) }
    }

    /// Where it is addressed by a path.
    pub(crate) fn new(at: Endpoint) -> Self {
        SiteHandle { at, id: None }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Whose data its files are: `account.with_resource(site.resource()?).storage()`. From a [`Site`] it is had without a
    /// request: `account.with_resource(&site).storage()`.
    ///
    /// No request is made where the site was given by its id; else
    /// `GET /sites/{host}:/{path}?$select=id`, needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-getbypath).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn resource(&self) -> Result<Resource> {
        match &self.id {
            Some(id) => Ok(Resource::site(id.as_str())),
            None => self.at.get::<Site>(&Query::new().select("id")).map(|site| (&site).into()),
        }
    }

    /// Reads it.
    ///
    /// `GET /sites/{id}`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<Site> {
        self.get_with(&Query::new())
    }

    /// Reads it with a query: `select`, `expand`.
    ///
    /// `GET /sites/{id}`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get_with(&self, query: &Query) -> Result<Site> {
        self.at.get(query)
    }

    /// The sites in it, not theirs.
    ///
    /// `GET /sites/{id}/sites`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-list-subsites).
    pub fn sites(&self) -> List<Site> {
        List::new(self.at.child("sites"))
    }

    /// Its default document library, as a drive: *Documents* in English. `account.with_resource(&library).storage()` has its
    /// files.
    ///
    /// `GET /sites/{id}/drive`; needs `Files.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/drive-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn library(&self) -> Result<DocumentLibrary> {
        self.at.child("drive").get(&Query::new())
    }

    /// All its document libraries, as drives.
    ///
    /// `GET /sites/{id}/drives`; needs `Files.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/drive-list).
    pub fn libraries(&self) -> List<DocumentLibrary> {
        List::new(self.at.child("drives"))
    }

    /// The document library with that title, or `None`. Case doesn't matter.
    ///
    /// `GET /sites/{id}/drives`; needs `Files.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/drive-list).
    ///
    /// # Errors
    /// Those of every request.
    pub fn library_by_name(&self, name: &str) -> Result<Option<DocumentLibrary>> {
        find(self.libraries(), |library| is_name(&library.name, name))
    }

    /// Its lists and document libraries. The service leaves out those that the system keeps, unless the property `system` is
    /// [selected](List::select).
    ///
    /// `GET /sites/{id}/lists`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/list-list).
    pub fn lists(&self) -> List<SharePointList> {
        List::new(self.at.child("lists"))
    }

    /// One list, by id or from what a list gave. The service takes its title as well: `site.list("Players")`.
    pub fn list(&self, list: impl Into<Id<SharePointList>>) -> ListHandle {
        ListHandle::new(self.at.child("lists").child(list.into()))
    }

    /// The list with that title or, if there is none, with that name in its address; or `None`. One request for a title, more
    /// for what isn't one.
    ///
    /// `GET /sites/{id}/lists/{id}`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/list-get).
    ///
    /// # Errors
    /// Bad input for an empty name; no such site; those of every request.
    pub fn list_by_name(&self, name: &str) -> Result<Option<SharePointList>> {
        match self.list(name).get() {
            Err(error) if error.is_not_found() => find(self.lists(), |list| {
                is_name(&list.display_name, name) || is_name(&list.name, name)
            }),
            found => found.map(Some),
        }
    }

    /// Creates a list with its columns: by title, or by a draft.
    ///
    /// `POST /sites/{id}/lists`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/list-create).
    ///
    /// # Errors
    /// A conflict when there is a list with that title; those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    pub fn create_list(&self, draft: impl Into<ListDraft>) -> Result<SharePointList> {
        self.at.child("lists").post(&draft.into().for_create())
    }

    /// The number of a person in the site's list of users, by e-mail address: what columns of people are written with. `None`
    /// for somebody whom the site hasn't seen yet.
    ///
    /// The list is a hidden one, *User Information List*, and goes by that name in English sites; elsewhere look for the list
    /// with the name `users`.
    ///
    /// `GET …/lists/User Information List/items`, needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-list).
    ///
    /// # Errors
    /// Not found where the list has another name; forbidden where the list isn't shown to the signed-in person; those of every
    /// request.
    pub fn site_user_id(&self, email: &str) -> Result<Option<Id<ListItem>>> {
        let users = self.list("User Information List");
        let users: Items = users.items().select_fields(["EMail"]).allow_non_indexed();
        let found = users.filter(prop::column("EMail").eq(email)).select("id").first()?;
        Ok(found.map(|user| user.id))
    }

    /// The columns that its lists can share.
    ///
    /// `GET /sites/{id}/columns`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-list-columns).
    pub fn columns(&self) -> List<ColumnDefinition> {
        List::new(self.at.child("columns"))
    }

    /// One of those columns, by id or from what a list gave.
    pub fn column(&self, column: impl Into<Id<ColumnDefinition>>) -> ColumnHandle {
        ColumnHandle::new(self.at.child("columns").child(column.into()))
    }

    /// Adds a column that its lists can share.
    ///
    /// `POST /sites/{id}/columns`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-post-columns).
    ///
    /// # Errors
    /// A conflict when there is a column by that name; those of every request.
    pub fn create_column(&self, draft: impl Into<ColumnDraft>) -> Result<ColumnDefinition> {
        self.at.child("columns").post(&draft.into())
    }

    /// The content types that its lists can have.
    ///
    /// `GET /sites/{id}/contentTypes`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-list-contenttypes).
    pub fn content_types(&self) -> List<ContentType> {
        List::new(self.at.child("contentTypes"))
    }

    /// One of those content types, by id or from what a list gave.
    pub fn content_type(&self, content_type: impl Into<Id<ContentType>>) -> ContentTypeHandle {
        ContentTypeHandle::new(self.at.child("contentTypes").child(content_type.into()))
    }

    /// Creates a content type, of a [base](ContentTypeDraft::base).
    ///
    /// `POST /sites/{id}/contentTypes`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-post-contenttypes).
    ///
    /// # Errors
    /// A conflict when there is one by that name; those of every request.
    pub fn create_content_type(&self, draft: impl Into<ContentTypeDraft>) -> Result<ContentType> {
        self.at.child("contentTypes").post(&draft.into())
    }

    /// What applications with `Sites.Selected` may do here. The roles are told by [`get`](PermissionHandle::get) of each.
    ///
    /// `GET /sites/{id}/permissions`; needs `Sites.FullControl.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-list-permissions).
    pub fn permissions(&self) -> List<SitePermission> {
        List::new(self.at.child("permissions"))
    }

    /// One of those permissions, by id or from what a list gave.
    pub fn permission(&self, permission: impl Into<Id<SitePermission>>) -> PermissionHandle {
        PermissionHandle::new(self.at.child("permissions").child(permission.into()))
    }

    /// Lets an application with `Sites.Selected` in.
    ///
    /// `POST /sites/{id}/permissions`, needs `Sites.FullControl.All` of an application.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-post-permissions).
    ///
    /// # Errors
    /// Those of every request.
    pub fn grant(&self, draft: impl Into<SitePermissionDraft>) -> Result<SitePermission> {
        self.at.child("permissions").post(&draft.into())
    }

    /// Its pages. Their sections and web parts come with [`PageHandle::get`].
    ///
    /// `GET /sites/{id}/pages/microsoft.graph.sitePage`, needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/sitepage-list).
    pub fn pages(&self) -> List<SitePage> {
        List::new(self.at.child("pages").child(page::TYPE))
    }

    /// One page, by id or from what a list gave.
    pub fn page(&self, page: impl Into<Id<SitePage>>) -> PageHandle {
        PageHandle::new(self.at.child("pages").child(page.into()))
    }

    /// Creates a page, as a draft that people see once it is [published](PageHandle::publish).
    ///
    /// `POST /sites/{id}/pages`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/sitepage-create).
    ///
    /// # Errors
    /// A conflict of names; a web part that the service doesn't take; those of every request.
    pub fn create_page(&self, draft: impl Into<SitePageDraft>) -> Result<SitePage> {
        self.at.child("pages").post(&draft.into().for_create())
    }

    /// The words that things here can be marked with.
    pub fn term_store(&self) -> TermStoreHandle {
        TermStoreHandle::new(self.at.child("termStore"))
    }
}

fn is_name(given: &Option<String>, wanted: &str) -> bool {
    given.as_deref().is_some_and(|given| given.to_lowercase() == wanted.to_lowercase())
}

/// The first that is wanted, page by page.
fn find<T: serde::de::DeserializeOwned>(
    list: List<T>,
    is_wanted: impl Fn(&T) -> bool,
) -> Result<Option<T>> {
    list.into_iter().find(|one| one.as_ref().map_or(true, &is_wanted)).transpose()
}
