//! A place: one version of a file.

use http::Method;
use o365_core::query::Query;
use o365_core::{Endpoint, Result};

use crate::model::DriveItemVersion;

/// One version of a file.
///
/// Made by [`ItemHandle::version`](crate::ItemHandle::version). No request is made until a verb is called.
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

    /// Reads it.
    ///
    /// `GET …/drive/items/{id}/versions/{id}`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitemversion-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<DriveItemVersion> {
        self.at.get(&Query::new())
    }

    /// Makes it the newest again. What is there now stays as a version before it.
    ///
    /// `POST …/drive/items/{id}/versions/{id}/restoreVersion`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitemversion-restore).
    ///
    /// # Errors
    /// Not found; the newest version itself; those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    pub fn restore(&self) -> Result<()> {
        self.at.child("restoreVersion").request(Method::POST).send().map(drop)
    }
}
