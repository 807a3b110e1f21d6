//! A place: what somebody may do in a calendar.

use o365_core::query::Query;
use o365_core::{Endpoint, Result};
use serde_json::json;

use crate::model::{CalendarPermission, CalendarRole};

/// What somebody may do in a calendar.
///
/// Made by [`CalendarHandle::permission`](crate::CalendarHandle::permission).
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

    /// Reads it.
    ///
    /// `GET …/calendarPermissions/{id}`; needs `Calendars.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendarpermission-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<CalendarPermission> {
        self.at.get(&Query::new())
    }

    /// Allows something else.
    ///
    /// `PATCH …/calendarPermissions/{id}`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendarpermission-update).
    ///
    /// # Errors
    /// A role that isn't among the [allowed ones](CalendarPermission::allowed_roles); not found; those of every request.
    pub fn update(&self, role: CalendarRole) -> Result<CalendarPermission> {
        self.at.patch(&json!({"role": role}))
    }

    /// Takes it back.
    ///
    /// `DELETE …/calendarPermissions/{id}`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendarpermission-delete).
    ///
    /// # Errors
    /// One that can't be taken back; not found; those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }
}
