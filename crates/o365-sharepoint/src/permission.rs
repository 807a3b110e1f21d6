//! A place: one permission of an application on a site.

use o365_core::query::Query;
use o365_core::{Endpoint, Result};
use serde_json::json;

use crate::model::{SitePermission, SiteRole};

/// One permission of an application on a site. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct PermissionHandle {
    at: Endpoint,
}

impl PermissionHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        PermissionHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it, with its roles.
    ///
    /// `GET /sites/{id}/permissions/{id}`; needs `Sites.FullControl.All` of an application.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-get-permission).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<SitePermission> {
        self.at.get(&Query::new())
    }

    /// Says what may be done, in place of what was said.
    ///
    /// `PATCH /sites/{id}/permissions/{id}`; needs `Sites.FullControl.All` of an application.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-update-permission).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn update<R: Into<SiteRole>>(
        &self,
        roles: impl IntoIterator<Item = R>,
    ) -> Result<SitePermission> {
        let roles: Vec<SiteRole> = roles.into_iter().map(Into::into).collect();
        self.at.patch(&json!({"roles": roles}))
    }

    /// Takes it back.
    ///
    /// `DELETE /sites/{id}/permissions/{id}`; needs `Sites.FullControl.All` of an application.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-delete-permission).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }
}
