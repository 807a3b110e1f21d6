//! Invitations: answering, forwarding and cancelling them.

use o365_core::{MeetingResponse, Recipient, Recipients, Result};
use serde_json::{Map, Value, json};

use super::EventHandle;

impl EventHandle {
    /// Accepts an invitation, and tells the organizer. A text goes along as a comment.
    ///
    /// ```no_run
    /// # fn run(schedule: o365_calendar::Schedule) -> o365_core::Result<()> {
    /// use o365_core::MeetingResponse;
    ///
    /// schedule.event("AAMk").accept("I'll attend!")?;
    /// let unsaid = MeetingResponse::from("No way I'm coming, I'll be in Spain").silent();
    /// schedule.event("AAMkQ").decline(unsaid)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST …/events/{id}/accept`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-accept).
    ///
    /// # Errors
    /// Bad input for another time proposed; an event of one's own; not found; those of every request. When the answer is
    /// lost the error [says so](o365_core::Error::is_outcome_unknown): it isn't sent twice.
    #[doc(alias = "accept_event")]
    pub fn accept(&self, response: impl Into<MeetingResponse>) -> Result<()> {
        self.respond("accept", &response.into())
    }

    /// Accepts an invitation tentatively, and tells the organizer. Another time can be proposed.
    ///
    /// ```no_run
    /// # fn run(schedule: o365_calendar::Schedule) -> o365_core::Result<()> {
    /// use o365_core::MeetingResponse;
    /// use o365_core::time::macros::datetime;
    ///
    /// let later = MeetingResponse::from("How about next week?")
    ///     .propose(datetime!(2019-12-02 18:00), datetime!(2019-12-02 19:00)); // in the account's zone
    /// schedule.event("AAMk").tentatively_accept(later)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST …/events/{id}/tentativelyAccept`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-tentativelyaccept).
    ///
    /// # Errors
    /// Bad input for another time proposed silently; an organizer who allows no other time; and those of
    /// [`accept`](Self::accept).
    pub fn tentatively_accept(&self, response: impl Into<MeetingResponse>) -> Result<()> {
        self.respond("tentativelyAccept", &response.into())
    }

    /// Declines an invitation, and tells the organizer. Another time can be proposed.
    ///
    /// `POST …/events/{id}/decline`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-decline).
    ///
    /// # Errors
    /// As [`tentatively_accept`](Self::tentatively_accept).
    #[doc(alias = "decline_event")]
    pub fn decline(&self, response: impl Into<MeetingResponse>) -> Result<()> {
        self.respond("decline", &response.into())
    }

    /// Calls off a meeting of one's own and tells those invited, with a comment unless it is empty. It goes to the deleted
    /// items.
    ///
    /// `POST …/events/{id}/cancel`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-cancel).
    ///
    /// # Errors
    /// Somebody else's meeting; not found; those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    #[doc(alias = "cancel_event")]
    pub fn cancel(&self, comment: &str) -> Result<()> {
        self.spot.at().child("cancel").call(&with_comment(Map::new(), comment))
    }

    /// Invites others to somebody's meeting, with a comment unless it is empty. Its organizer is told.
    ///
    /// `POST …/events/{id}/forward`; needs `Calendars.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-forward).
    ///
    /// # Errors
    /// Bad input for nobody or for somebody without an address; an event that can't be forwarded; not found; those of every
    /// request. When the answer is lost the error [says so](o365_core::Error::is_outcome_unknown).
    pub fn forward(&self, to: impl Into<Recipients>, comment: &str) -> Result<()> {
        let to = to.into().into_vec();
        if to.is_empty() {
            return Err(o365_core::Error::input("an invitation is forwarded to somebody"));
        }
        to.iter().try_for_each(Recipient::check)?;
        let body = Map::from_iter([("toRecipients".to_owned(), json!(to))]);
        self.spot.at().child("forward").call(&with_comment(body, comment))
    }

    fn respond(&self, action: &str, response: &MeetingResponse) -> Result<()> {
        let answer = response.to_json(action == "accept", &self.spot.account())?;
        self.spot.at().child(action).call(&answer)
    }
}

fn with_comment(mut body: Map<String, Value>, comment: &str) -> Map<String, Value> {
    if !comment.is_empty() {
        body.insert("comment".to_owned(), comment.into());
    }
    body
}
