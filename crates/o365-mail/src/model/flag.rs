//! Follow-up flags.

use o365_core::json::Extra;
use o365_core::open_enum;
use o365_core::time::DateTimeTimeZone;
use serde::{Deserialize, Serialize};

open_enum! {
    /// Whether something is to be done about a message.
    pub enum FlagStatus {
        /// Nothing.
        NotFlagged = "notFlagged",
        /// It was done.
        Complete = "complete",
        /// It is to be done.
        Flagged = "flagged",
    }
}

/// Whether something is to be done about a message, and when.
///
/// [followupFlag](https://learn.microsoft.com/graph/api/resources/followupflag).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct FollowupFlag {
    /// Whether it is to be done, or was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag_status: Option<FlagStatus>,
    /// When it is to begin. The service wants one wherever there is a due date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date_time: Option<DateTimeTimeZone>,
    /// When it is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_date_time: Option<DateTimeTimeZone>,
    /// When it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed_date_time: Option<DateTimeTimeZone>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl FollowupFlag {
    /// To be done, at no set time.
    pub fn flagged() -> Self {
        FollowupFlag { flag_status: Some(FlagStatus::Flagged), ..Default::default() }
    }

    /// To be done between two times.
    pub fn between(start: DateTimeTimeZone, due: DateTimeTimeZone) -> Self {
        FollowupFlag {
            start_date_time: Some(start),
            due_date_time: Some(due),
            ..FollowupFlag::flagged()
        }
    }

    /// Done.
    pub fn complete() -> Self {
        FollowupFlag { flag_status: Some(FlagStatus::Complete), ..Default::default() }
    }

    /// Nothing is to be done.
    pub fn not_flagged() -> Self {
        FollowupFlag { flag_status: Some(FlagStatus::NotFlagged), ..Default::default() }
    }
}
