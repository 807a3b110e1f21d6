//! A place: one permission on an item.

use std::sync::Arc;

use o365_core::query::Query;
use o365_core::{Endpoint, Recipients, Result};
use serde::Deserialize;
use serde_json::json;

use crate::model::{Permission, Role, addresses, check_recipients};

/// One permission on an item.
///
/// Made by [`ItemHandle::permission`](crate::ItemHandle::permission) and
/// [`ShareHandle::permission`](crate::ShareHandle::permission). No request is made until a verb is called.
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

    /// The same place, where what changes it goes through only if the item still has this version; else the error [is
    /// stale](o365_core::Error::is_stale).
    #[must_use]
    pub fn if_match(&self, etag: impl Into<Arc<str>>) -> Self {
        PermissionHandle::new(self.at.if_match(etag))
    }

    /// Reads it.
    ///
    /// `GET …/drive/items/{id}/permissions/{id}`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/permission-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<Permission> {
        self.at.get(&Query::new())
    }

    /// Changes what it allows: `[Role::Read]` or `[Role::Write]`. Nothing else of a permission can be changed.
    ///
    /// `PATCH …/drive/items/{id}/permissions/{id}`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/permission-update).
    ///
    /// # Errors
    /// Not found; a permission of a folder above, which is changed there; those of every request.
    pub fn update(&self, roles: impl IntoIterator<Item = Role>) -> Result<Permission> {
        let roles: Vec<Role> = roles.into_iter().collect();
        self.at.patch(&json!({"roles": roles}))
    }

    /// Takes it away. A link that is deleted opens nothing any more.
    ///
    /// `DELETE …/drive/items/{id}/permissions/{id}`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/permission-delete).
    ///
    /// # Errors
    /// Not found; a permission of a folder above, which is taken away there; those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }

    /// Grants a link that is for some people to more of them: the permissions that there are of it.
    ///
    /// `POST …/permission/grant`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/permission-grant).
    ///
    /// # Errors
    /// Bad input for nobody; not found; those of every request.
    pub fn grant(
        &self,
        people: impl Into<Recipients>,
        roles: impl IntoIterator<Item = Role>,
    ) -> Result<Vec<Permission>> {
        let recipients = addresses(people);
        check_recipients(&recipients)?;
        let roles: Vec<Role> = roles.into_iter().collect();
        let granted: Permissions =
            self.at.child("grant").post(&json!({"recipients": recipients, "roles": roles}))?;
        Ok(granted.value)
    }
}

/// Several permissions as one answer.
#[derive(Deserialize)]
pub(crate) struct Permissions {
    #[serde(default)]
    pub(crate) value: Vec<Permission>,
}
