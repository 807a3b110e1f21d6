//! Ids in other spellings.

use o365_core::json::Extra;
use o365_core::open_enum;
use serde::{Deserialize, Serialize};

open_enum! {
    /// A spelling of the ids of messages, folders, events and contacts.
    ///
    /// [Values](https://learn.microsoft.com/graph/api/user-translateexchangeids#exchangeidformat-values).
    pub enum ExchangeIdFormat {
        /// MAPI's, as base64.
        EntryId = "entryId",
        /// That of Exchange Web Services.
        EwsId = "ewsId",
        /// MAPI's, as base64, that doesn't change.
        ImmutableEntryId = "immutableEntryId",
        /// Graph's.
        RestId = "restId",
        /// Graph's, that doesn't change.
        RestImmutableEntryId = "restImmutableEntryId",
    }
}

/// An id, and the same in another spelling.
///
/// [convertIdResult](https://learn.microsoft.com/graph/api/resources/convertidresult).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ConvertIdResult {
    /// The id as it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
    /// The id as it was asked for. `None` where it can't be translated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_id: Option<String>,
    /// Why it can't be translated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_details: Option<GenericError>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Why one of several couldn't be done.
///
/// [genericError](https://learn.microsoft.com/graph/api/resources/genericerror).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct GenericError {
    /// For programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// For people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}
