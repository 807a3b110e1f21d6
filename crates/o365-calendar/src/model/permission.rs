//! Who may do what in a calendar.

use o365_core::json::{Extra, null_default};
use o365_core::{EmailAddress, Id, open_enum};
use serde::{Deserialize, Serialize};

open_enum! {
    /// What somebody may do in a calendar.
    pub enum CalendarRole {
        /// Nothing.
        None = "none",
        /// See when one is busy.
        FreeBusyRead = "freeBusyRead",
        /// See when and where one is busy, and with what.
        LimitedRead = "limitedRead",
        /// Read all but private events.
        Read = "read",
        /// Write in it.
        Write = "write",
        /// Act for its owner, without private events.
        DelegateWithoutPrivateEventAccess = "delegateWithoutPrivateEventAccess",
        /// Act for its owner.
        DelegateWithPrivateEventAccess = "delegateWithPrivateEventAccess",
        /// Something of its own.
        Custom = "custom",
    }
}

/// What somebody may do in a calendar.
///
/// [calendarPermission](https://learn.microsoft.com/graph/api/resources/calendarpermission).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct CalendarPermission {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<CalendarPermission>,
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<EmailAddress>,
    /// What they may do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<CalendarRole>,
    /// What they could be allowed to do.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub allowed_roles: Vec<CalendarRole>,
    /// Whether they are of the owner's organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_inside_organization: Option<bool>,
    /// Whether it can be taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_removable: Option<bool>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&CalendarPermission> for Id<CalendarPermission> {
    fn from(permission: &CalendarPermission) -> Self {
        permission.id.clone()
    }
}
