//! Follow-up flags.

use o365_core::json::Extra;
use o365_core::time::DateTimeTimeZone;
use o365_core::{Error, Result, open_enum};
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

    /// To be done between two times: to begin at the first, to be done by the second. Outlook looks at their days.
    pub fn between(start: DateTimeTimeZone, due: DateTimeTimeZone) -> Self {
        FollowupFlag {
            start_date_time: Some(start.for_service()),
            due_date_time: Some(due.for_service()),
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

    /// Refuses what the service would: a due date without a start, or before it.
    pub(crate) fn check(&self) -> Result<()> {
        match (&self.start_date_time, &self.due_date_time) {
            (None, Some(_)) => {
                Err(Error::input("a flag with a due date needs a start: the service refuses it"))
            }
            (Some(start), Some(due)) => match (start.instant(), due.instant()) {
                (Ok(begin), Ok(end)) if end < begin => Err(Error::input(format!(
                    "a flag can't be due ({due}) before its start ({start})"
                ))),
                // The service knows more zones than we do.
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_due_date_needs_a_start_before_it() {
        let at = |at| DateTimeTimeZone::new(at, "Europe/Madrid");
        let (one, two) = (at(datetime!(2024-05-01 0:00)), at(datetime!(2024-05-02 0:00)));
        assert!(FollowupFlag::between(one.clone(), two.clone()).check().is_ok());
        assert!(FollowupFlag::between(one.clone(), one.clone()).check().is_ok());
        assert!(FollowupFlag::between(two.clone(), one).check().is_err());
        let due = FollowupFlag { due_date_time: Some(two), ..FollowupFlag::flagged() };
        assert!(due.check().unwrap_err().to_string().contains("needs a start"));
        let zone =
            &FollowupFlag::between(at(datetime!(2024-05-01 0:00)), at(datetime!(2024-05-02 0:00)));
        assert_eq!(
            zone.start_date_time.as_ref().unwrap().time_zone.name(),
            "Romance Standard Time"
        );
    }
}
