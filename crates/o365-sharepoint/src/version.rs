//! Places: one earlier version of an item, one captured version of a document set.

use http::Method;
use o365_core::query::{Expand, Query};
use o365_core::{Endpoint, Result};

use crate::model::{DocumentSetVersion, ListItemVersion};

/// One version of an item. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct VersionHandle {
    at: Endpoint,
}

impl VersionHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        VersionHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it, with its values.
    ///
    /// `GET …/lists/{id}/items/{id}/versions/{id}?$expand=fields`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitemversion-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<ListItemVersion> {
        self.at.get(&Query::new().expand(Expand::new("fields")))
    }

    /// Makes it the present one: the service writes its values into a new version, the others stay.
    ///
    /// `POST …/lists/{id}/items/{id}/versions/{id}/restoreVersion`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitemversion-restore).
    ///
    /// # Errors
    /// Not found, and those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    pub fn restore(&self) -> Result<()> {
        self.at.child("restoreVersion").request(Method::POST).send().map(drop)
    }
}

/// One captured version of a document set. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct DocumentSetVersionHandle {
    at: Endpoint,
}

impl DocumentSetVersionHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        DocumentSetVersionHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET …/lists/{id}/items/{id}/documentSetVersions/{id}`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/documentsetversion-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<DocumentSetVersion> {
        self.at.get(&Query::new())
    }

    /// Puts the document set back to it.
    ///
    /// `POST …/lists/{id}/items/{id}/documentSetVersions/{id}/restore`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/documentsetversion-restore).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn restore(&self) -> Result<()> {
        self.at.child("restore").request(Method::POST).send().map(drop)
    }

    /// Deletes it.
    ///
    /// `DELETE …/lists/{id}/items/{id}/documentSetVersions/{id}`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/documentsetversion-delete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }
}
