//! A place: one column.

use o365_core::query::Query;
use o365_core::{Endpoint, Result};

use crate::model::{ColumnDefinition, ColumnDraft};

/// One column of a list, a site or a content type. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct ColumnHandle {
    at: Endpoint,
}

impl ColumnHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        ColumnHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET …/columns/{id}`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/columndefinition-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<ColumnDefinition> {
        self.at.get(&Query::new())
    }

    /// Changes what the draft says, and gives the column back as it is now. Its kind stays.
    ///
    /// `PATCH …/columns/{id}`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/columndefinition-update).
    ///
    /// # Errors
    /// Not found; a column of the system; those of every request.
    pub fn update(&self, draft: impl Into<ColumnDraft>) -> Result<ColumnDefinition> {
        self.at.patch(&draft.into())
    }

    /// Deletes it, **with all that stands in it**.
    ///
    /// `DELETE …/columns/{id}`; needs `Sites.Manage.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/columndefinition-delete).
    ///
    /// # Errors
    /// Not found; a column of the system; those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }
}
