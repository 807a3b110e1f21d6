//! A place: one content type.

use http::Method;
use o365_core::query::Query;
use o365_core::{Endpoint, Id, List, Result};
use serde_json::json;

use crate::column::ColumnHandle;
use crate::model::{ColumnDefinition, ContentType, ContentTypeDraft};

/// One content type of a site or a list. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct ContentTypeHandle {
    at: Endpoint,
}

impl ContentTypeHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        ContentTypeHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET …/contentTypes/{id}`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contenttype-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<ContentType> {
        self.at.get(&Query::new())
    }

    /// Changes what the draft says, and gives the content type back as it is now.
    ///
    /// `PATCH …/contentTypes/{id}`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contenttype-update).
    ///
    /// # Errors
    /// Not found; a sealed one; those of every request.
    pub fn update(&self, draft: impl Into<ContentTypeDraft>) -> Result<ContentType> {
        self.at.patch(&draft.into())
    }

    /// Deletes it.
    ///
    /// `DELETE …/contentTypes/{id}`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contenttype-delete).
    ///
    /// # Errors
    /// Not found; one that items are of; those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }

    /// Its columns.
    ///
    /// `GET …/contentTypes/{id}/columns`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contenttype-list-columns).
    pub fn columns(&self) -> List<ColumnDefinition> {
        List::new(self.at.child("columns"))
    }

    /// One of its columns, by id or from what a list gave.
    pub fn column(&self, column: impl Into<Id<ColumnDefinition>>) -> ColumnHandle {
        ColumnHandle::new(self.at.child("columns").child(column.into()))
    }

    /// Adds a column of its site to it. The site is the one that the column was read from.
    ///
    /// `POST …/contentTypes/{id}/columns`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contenttype-post-columns).
    ///
    /// # Errors
    /// Not found; a column that it has already; those of every request.
    pub fn add_column(&self, site_column: &ColumnHandle) -> Result<ColumnDefinition> {
        let at = site_column.endpoint();
        let root = at.connection().protocol().root();
        let link = format!("{root}{}", at.path());
        self.at.child("columns").post(&json!({"sourceColumn@odata.bind": link}))
    }

    /// Publishes it to the sites that take content types from its hub.
    ///
    /// `POST …/contentTypes/{id}/publish`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contenttype-publish).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn publish(&self) -> Result<()> {
        self.at.child("publish").request(Method::POST).send().map(drop)
    }

    /// Takes it back from those sites.
    ///
    /// `POST …/contentTypes/{id}/unpublish`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/contenttype-unpublish).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn unpublish(&self) -> Result<()> {
        self.at.child("unpublish").request(Method::POST).send().map(drop)
    }
}
