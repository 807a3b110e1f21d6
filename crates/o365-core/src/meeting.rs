//! Words about meetings that mail and calendars share.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::time::DateTimeTimeZone;

crate::open_enum! {
    /// What somebody said to an invitation.
    pub enum ResponseType {
        /// Nothing was to be said.
        None = "none",
        /// It is their own meeting.
        Organizer = "organizer",
        /// Perhaps.
        TentativelyAccepted = "tentativelyAccepted",
        /// Yes.
        Accepted = "accepted",
        /// No.
        Declined = "declined",
        /// Nothing yet.
        NotResponded = "notResponded",
    }
}

crate::open_enum! {
    /// What an event is within a series.
    pub enum EventType {
        /// In no series.
        SingleInstance = "singleInstance",
        /// One of a series.
        Occurrence = "occurrence",
        /// One of a series that differs from the others.
        Exception = "exception",
        /// The series itself.
        SeriesMaster = "seriesMaster",
    }
}

/// From when until when.
///
/// [timeSlot](https://learn.microsoft.com/graph/api/resources/timeslot).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeSlot {
    /// Its begin.
    pub start: DateTimeTimeZone,
    /// Its end.
    pub end: DateTimeTimeZone,
}

/// What goes with an answer to an invitation. Made from a text, it is a comment.
///
/// ```
/// use o365_core::MeetingResponse;
///
/// let said = MeetingResponse::from("I'll be there.");
/// let unsaid = MeetingResponse::new().silent();
/// # let _ = (said, unsaid);
/// ```
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MeetingResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    send_response: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposed_new_time: Option<TimeSlot>,
}

impl MeetingResponse {
    /// Tells the organizer, and nothing more.
    pub fn new() -> Self {
        MeetingResponse::default()
    }

    /// A text for the organizer.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// Tells the organizer nothing: only one's own calendar knows.
    #[must_use]
    pub fn silent(mut self) -> Self {
        self.send_response = Some(false);
        self
    }

    /// Proposes another time. Not for an acceptance, not together with [`silent`](Self::silent), and only where the
    /// organizer allows it.
    #[must_use]
    pub fn propose(mut self, start: DateTimeTimeZone, end: DateTimeTimeZone) -> Self {
        let (start, end) = (start.for_service(), end.for_service());
        self.proposed_new_time = Some(TimeSlot { start, end });
        self
    }

    /// Whether it can go with an acceptance, or (`false`) with another answer. For components.
    ///
    /// # Errors
    /// Bad input for another time where none can be proposed.
    pub fn check(&self, accepts: bool) -> Result<()> {
        match self.proposed_new_time {
            Some(_) if accepts => Err(Error::input(
                "another time can't be proposed when accepting: accept tentatively, or decline",
            )),
            Some(_) if self.send_response == Some(false) => {
                Err(Error::input("another time can't be proposed silently"))
            }
            _ => Ok(()),
        }
    }
}

impl From<&str> for MeetingResponse {
    fn from(comment: &str) -> Self {
        MeetingResponse::new().comment(comment)
    }
}
impl From<String> for MeetingResponse {
    fn from(comment: String) -> Self {
        MeetingResponse::new().comment(comment)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn says_only_what_was_said() {
        let json = |response: MeetingResponse| serde_json::to_value(response).unwrap();
        assert_eq!(json(MeetingResponse::new()), json!({}));
        assert_eq!(
            json(MeetingResponse::from("No.").silent()),
            json!({"comment": "No.", "sendResponse": false})
        );
        let at = |hour: u8| {
            DateTimeTimeZone::new(
                datetime!(2024-05-01 0:00).replace_hour(hour).unwrap(),
                "Europe/Madrid",
            )
        };
        let later = MeetingResponse::new().propose(at(9), at(10));
        assert!(later.check(false).is_ok() && later.check(true).is_err());
        assert!(later.clone().silent().check(false).is_err());
        assert_eq!(
            json(later)["proposedNewTime"]["start"],
            json!({"dateTime": "2024-05-01T09:00:00", "timeZone": "Romance Standard Time"})
        );
    }
}
