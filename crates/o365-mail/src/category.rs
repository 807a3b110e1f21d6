//! A place: one category.

use o365_core::query::Query;
use o365_core::{Endpoint, Result};

use crate::model::{CategoryDraft, OutlookCategory};

/// One category of the master list.
///
/// Made by [`Mailbox::category`](crate::Mailbox::category). No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct CategoryHandle {
    at: Endpoint,
}

impl CategoryHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        CategoryHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET …/outlook/masterCategories/{id}`; needs `MailboxSettings.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/outlookcategory-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<OutlookCategory> {
        self.at.get(&Query::new())
    }

    /// Changes its colour. Its name can't be changed: what has it refers to it by name.
    ///
    /// `PATCH …/outlook/masterCategories/{id}`; needs `MailboxSettings.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/outlookcategory-update).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn update(&self, draft: &CategoryDraft) -> Result<OutlookCategory> {
        self.at.patch(draft)
    }

    /// Deletes it from the list. What has it keeps its name, without a colour.
    ///
    /// `DELETE …/outlook/masterCategories/{id}`; needs `MailboxSettings.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/outlookcategory-delete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }
}
