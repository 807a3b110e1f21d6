//! Words about meetings that mail and calendars share.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use crate::error::{Error, Result};
use crate::time::{DateTimeTimeZone, LocalTimeError, TimeZone, When};

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
#[derive(Clone, Debug, Default)]
pub struct MeetingResponse {
    comment: Option<String>,
    send_response: Option<bool>,
    proposed: Option<(When, When)>,
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

    /// Proposes another time: wall clocks in the account's zone, ones in a zone of their own, or instants. Not for an
    /// acceptance, not together with [`silent`](Self::silent), and only where the organizer allows it.
    ///
    /// ```
    /// use o365_core::MeetingResponse;
    /// use o365_core::time::macros::datetime;
    ///
    /// let later = MeetingResponse::from("How about next week?")
    ///     .propose((datetime!(2019-12-02 18:00), "America/Los_Angeles"), (datetime!(2019-12-02 19:00), "America/Los_Angeles"));
    /// # let _ = later;
    /// ```
    #[must_use]
    pub fn propose(mut self, start: impl Into<When>, end: impl Into<When>) -> Self {
        self.proposed = Some((start.into(), end.into()));
        self
    }

    /// As it goes out with an acceptance, or (`false`) with another answer; `account` is the zone of times without one. For
    /// components.
    ///
    /// # Errors
    /// Bad input for another time where none can be proposed, for one that ends before it starts, and for clocks that skip it
    /// or show it twice.
    pub fn to_json(&self, accepts: bool, account: &TimeZone) -> Result<Value> {
        let mut answer = Map::new();
        if let Some(comment) = &self.comment {
            answer.insert("comment".to_owned(), comment.as_str().into());
        }
        if let Some(send) = self.send_response {
            answer.insert("sendResponse".to_owned(), send.into());
        }
        if let Some((start, end)) = &self.proposed {
            if accepts {
                return Err(Error::input(
                    "another time can't be proposed when accepting: accept tentatively, or decline",
                ));
            }
            if self.send_response == Some(false) {
                return Err(Error::input("another time can't be proposed silently"));
            }
            let (start, end) = (start.resolve(account), end.resolve(account));
            if let (Some(start), Some(end)) = (instant(&start)?, instant(&end)?)
                && end <= start
            {
                return Err(Error::input(format!(
                    "the time proposed ends at {end}, and not after {start}"
                )));
            }
            answer.insert("proposedNewTime".to_owned(), json!({"start": start, "end": end}));
        }
        Ok(Value::Object(answer))
    }
}

/// The instant; none of a zone that isn't known, of which nothing can be told.
fn instant(time: &DateTimeTimeZone) -> Result<Option<OffsetDateTime>> {
    match time.instant() {
        Ok(instant) => Ok(Some(instant)),
        Err(LocalTimeError::Zone(_)) => Ok(None),
        Err(error) => Err(Error::input(error.to_string())),
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
    use time::macros::datetime;

    use super::*;

    #[test]
    fn says_only_what_was_said() {
        let madrid = TimeZone::new("Europe/Madrid");
        let json = |response: MeetingResponse| response.to_json(false, &madrid).unwrap();
        assert_eq!(json(MeetingResponse::new()), json!({}));
        assert_eq!(
            json(MeetingResponse::from("No.").silent()),
            json!({"comment": "No.", "sendResponse": false})
        );
        let later = MeetingResponse::new()
            .propose(datetime!(2024-05-01 9:00), (datetime!(2024-05-01 9:00), "Europe/London"));
        assert!(later.to_json(true, &madrid).is_err());
        assert!(later.clone().silent().to_json(false, &madrid).is_err());
        assert_eq!(
            json(later),
            json!({"proposedNewTime": {
                "start": {"dateTime": "2024-05-01T09:00:00", "timeZone": "Romance Standard Time"},
                "end": {"dateTime": "2024-05-01T09:00:00", "timeZone": "GMT Standard Time"},
            }})
        );
    }

    #[test]
    fn a_time_that_is_none_isn_t_proposed() {
        let madrid = TimeZone::new("Europe/Madrid");
        let nine = datetime!(2024-05-01 9:00);
        let skipped = datetime!(2024-03-31 2:30);
        for (start, end) in [(nine, nine), (nine, skipped), (skipped, nine)] {
            assert!(MeetingResponse::new().propose(start, end).to_json(false, &madrid).is_err());
        }
        let custom = (nine, "tzone://Microsoft/Custom");
        assert!(MeetingResponse::new().propose(custom, custom).to_json(false, &madrid).is_ok());
    }
}
