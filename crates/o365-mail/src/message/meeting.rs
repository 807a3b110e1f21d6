//! Mails about meetings: their event, and the answer to an invitation.

use o365_core::query::{Expand, Query};
use o365_core::{Error, Id, MeetingResponse, Result};
use serde::{Deserialize, de::DeserializeOwned};

use super::MessageHandle;

const EVENT: &str = "microsoft.graph.eventMessage/event";

impl MessageHandle {
    /// Reads the event that it is about: as `serde_json::Value`, or as an event of the calendar crate. `None` if it is
    /// about none, or the event is gone.
    ///
    /// `GET …/messages/{id}?$expand=microsoft.graph.eventMessage/event`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/eventmessage-get).
    ///
    /// # Errors
    /// Not found, an event that isn't a `T`, and those of every request.
    pub fn event<T: DeserializeOwned>(&self) -> Result<Option<T>> {
        self.event_with(&Query::new().expand(Expand::new(EVENT)))
    }

    /// Accepts the invitation that it is, and tells the organizer. A text goes along as a comment.
    ///
    /// ```no_run
    /// # fn run(mailbox: o365_mail::Mailbox) -> o365_core::Result<()> {
    /// use o365_core::MeetingResponse;
    /// use o365_mail::MeetingMessageType;
    ///
    /// for message in mailbox.inbox().messages().limit(50) {
    ///     let message = message?;
    ///     let Some(meeting) = message.meeting() else { continue };
    ///     if meeting.meeting_message_type == Some(MeetingMessageType::MeetingRequest) {
    ///         mailbox.message(&message).accept("I'll be there.")?;
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `GET …/messages/{id}` for the event's id, then `POST …/events/{id}/accept`; needs `Mail.Read` and
    /// `Calendars.ReadWrite`. [Microsoft's page](https://learn.microsoft.com/graph/api/event-accept).
    ///
    /// # Errors
    /// Bad input for a message that is about no event, or another time proposed; not found; those of every request.
    /// When the answer is lost the error [says so](o365_core::Error::is_outcome_unknown).
    pub fn accept(&self, response: impl Into<MeetingResponse>) -> Result<()> {
        self.respond("accept", &response.into())
    }

    /// Accepts the invitation that it is tentatively, and tells the organizer. Another time can be proposed.
    ///
    /// `GET …/messages/{id}` for the event's id, then `POST …/events/{id}/tentativelyAccept`; needs `Mail.Read` and
    /// `Calendars.ReadWrite`. [Microsoft's page](https://learn.microsoft.com/graph/api/event-tentativelyaccept).
    ///
    /// # Errors
    /// As [`accept`](Self::accept).
    pub fn tentatively_accept(&self, response: impl Into<MeetingResponse>) -> Result<()> {
        self.respond("tentativelyAccept", &response.into())
    }

    /// Declines the invitation that it is, and tells the organizer. Another time can be proposed.
    ///
    /// `GET …/messages/{id}` for the event's id, then `POST …/events/{id}/decline`; needs `Mail.Read` and
    /// `Calendars.ReadWrite`. [Microsoft's page](https://learn.microsoft.com/graph/api/event-decline).
    ///
    /// # Errors
    /// As [`accept`](Self::accept).
    pub fn decline(&self, response: impl Into<MeetingResponse>) -> Result<()> {
        self.respond("decline", &response.into())
    }

    fn respond(&self, action: &str, response: &MeetingResponse) -> Result<()> {
        #[derive(Deserialize)]
        struct Event {
            id: Id<Event>,
        }
        let answer = response.to_json(action == "accept", &self.at.connection().time_zone())?;
        let query = Query::new().select("id").expand(Expand::new(EVENT).select("id"));
        let event: Option<Event> = self.event_with(&query)?;
        let event = event.ok_or_else(|| {
            Error::input(
                "the message is no invitation, or its event is gone: there is nothing to answer",
            )
        })?;
        // `/me/messages/ID` and `/me/events` are beside each other.
        self.at.parent().parent().child("events").child(&event.id).child(action).call(&answer)
    }

    fn event_with<T: DeserializeOwned>(&self, query: &Query) -> Result<Option<T>> {
        #[derive(Deserialize)]
        #[serde(bound = "T: DeserializeOwned")]
        struct Expanded<T> {
            #[serde(default = "Option::default")]
            event: Option<T>,
        }
        self.at.get::<Expanded<T>>(query).map(|message| message.event)
    }
}
