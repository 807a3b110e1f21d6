//! Mails about meetings.

use o365_core::json::Extra;
use o365_core::time::DateTimeTimeZone;
use o365_core::{EventType, Location, ResponseType, TimeSlot, open_enum};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Message;

open_enum! {
    /// What a mail has to do with a meeting.
    pub enum MeetingMessageType {
        /// Nothing.
        None = "none",
        /// It is an invitation, or a change of one.
        MeetingRequest = "meetingRequest",
        /// The meeting doesn't take place.
        MeetingCancelled = "meetingCancelled",
        /// Somebody comes.
        MeetingAccepted = "meetingAccepted",
        /// Somebody comes perhaps. The service spells it so: without a `t`.
        MeetingTentativelyAccepted = "meetingTenativelyAccepted",
        /// Somebody doesn't come.
        MeetingDeclined = "meetingDeclined",
    }
}

open_enum! {
    /// What an invitation is.
    pub enum MeetingRequestType {
        /// Nothing in particular.
        None = "none",
        /// The first.
        NewMeetingRequest = "newMeetingRequest",
        /// A change that wants a new answer.
        FullUpdate = "fullUpdate",
        /// A change that wants none.
        InformationalUpdate = "informationalUpdate",
        /// A change that isn't shown.
        SilentUpdate = "silentUpdate",
        /// One that a later one has replaced.
        Outdated = "outdated",
        /// The copy for the one who let somebody else answer.
        PrincipalWantsCopy = "principalWantsCopy",
    }
}

/// What a mail about a meeting says of it: an invitation, a cancellation, an answer.
///
/// [`Message::meeting`] reads it. What the mail doesn't say is `None`: only an invitation knows what was before, only
/// an answer has a response.
///
/// [eventMessage](https://learn.microsoft.com/graph/api/resources/eventmessage),
/// [eventMessageRequest](https://learn.microsoft.com/graph/api/resources/eventmessagerequest),
/// [eventMessageResponse](https://learn.microsoft.com/graph/api/resources/eventmessageresponse).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct EventMessage {
    /// What the mail is.
    pub meeting_message_type: Option<MeetingMessageType>,
    /// When the meeting begins.
    pub start_date_time: Option<DateTimeTimeZone>,
    /// When it ends.
    pub end_date_time: Option<DateTimeTimeZone>,
    /// Where it is.
    pub location: Option<Location>,
    /// Whether it is one of a series.
    pub event_type: Option<EventType>,
    /// Its series, as JSON: pattern and range.
    pub recurrence: Option<Value>,
    /// Whether it takes whole days.
    pub is_all_day: Option<bool>,
    /// Whether a later mail has replaced this one.
    pub is_out_of_date: Option<bool>,
    /// Whether somebody else was asked to see to it.
    pub is_delegated: Option<bool>,
    /// What the invitation is.
    pub meeting_request_type: Option<MeetingRequestType>,
    /// Whether the organizer wants an answer.
    pub response_requested: Option<bool>,
    /// Whether another time can be proposed.
    pub allow_new_time_proposals: Option<bool>,
    /// Where it was before.
    pub previous_location: Option<Location>,
    /// When it began before.
    pub previous_start_date_time: Option<DateTimeTimeZone>,
    /// When it ended before.
    pub previous_end_date_time: Option<DateTimeTimeZone>,
    /// What was answered.
    pub response_type: Option<ResponseType>,
    /// Another time, where one was proposed.
    pub proposed_new_time: Option<TimeSlot>,
}

impl Message {
    /// What it says of a meeting, if it is about one: an invitation, a cancellation, an answer.
    ///
    /// ```
    /// use o365_mail::{MeetingMessageType, Message};
    ///
    /// let message: Message = serde_json::from_str(
    ///     r##"{"@odata.type": "#microsoft.graph.eventMessageRequest", "meetingMessageType": "meetingRequest"}"##,
    /// )?;
    /// let meeting = message.meeting().unwrap_or_default();
    /// assert_eq!(meeting.meeting_message_type, Some(MeetingMessageType::MeetingRequest));
    /// # Ok::<_, serde_json::Error>(())
    /// ```
    pub fn meeting(&self) -> Option<EventMessage> {
        // Few mails are about meetings, so `Message` has no fields for it: it is read when it is asked for.
        let kind = self.extra.get("@odata.type").and_then(Value::as_str).unwrap_or_default();
        let kind = kind.rsplit('.').next().unwrap_or_default();
        let has_type = self.extra.get("meetingMessageType").is_some_and(|value| !value.is_null());
        if !has_type && !kind.starts_with("eventMessage") {
            return None;
        }
        Some(EventMessage {
            meeting_message_type: read(&self.extra, "meetingMessageType"),
            start_date_time: read(&self.extra, "startDateTime"),
            end_date_time: read(&self.extra, "endDateTime"),
            location: read(&self.extra, "location"),
            event_type: read(&self.extra, "type"),
            recurrence: read(&self.extra, "recurrence"),
            is_all_day: read(&self.extra, "isAllDay"),
            is_out_of_date: read(&self.extra, "isOutOfDate"),
            is_delegated: read(&self.extra, "isDelegated"),
            meeting_request_type: read(&self.extra, "meetingRequestType"),
            response_requested: read(&self.extra, "responseRequested"),
            allow_new_time_proposals: read(&self.extra, "allowNewTimeProposals"),
            previous_location: read(&self.extra, "previousLocation"),
            previous_start_date_time: read(&self.extra, "previousStartDateTime"),
            previous_end_date_time: read(&self.extra, "previousEndDateTime"),
            response_type: read(&self.extra, "responseType"),
            proposed_new_time: read(&self.extra, "proposedNewTime"),
        })
    }

    /// The event that it is about, where `expand("microsoft.graph.eventMessage/event")` brought it and it is a `T`:
    /// `serde_json::Value`, or an event of the calendar crate.
    pub fn event<T: DeserializeOwned>(&self) -> Option<T> {
        read(&self.extra, "event")
    }
}

/// One property; what can't be read costs no other.
fn read<T: DeserializeOwned>(extra: &Extra, name: &str) -> Option<T> {
    let value = extra.get(name).filter(|value| !value.is_null())?;
    T::deserialize(value).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;

    fn message(json: Value) -> Message {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn every_property_is_read() {
        let meeting = message(json!({
            "@odata.type": "#microsoft.graph.eventMessageRequest", "id": "1", "subject": "Lunch",
            "meetingMessageType": "meetingRequest", "startDateTime": {"dateTime": "2024-05-01T09:00:00.0000000", "timeZone": "UTC"},
            "endDateTime": {"dateTime": "2024-05-01T10:00:00.0000000", "timeZone": "UTC"}, "location": {"displayName": "Canteen"},
            "type": "occurrence", "recurrence": {"pattern": {"type": "daily"}}, "isAllDay": false, "isOutOfDate": false,
            "isDelegated": true, "meetingRequestType": "fullUpdate", "responseRequested": true, "allowNewTimeProposals": true,
            "previousLocation": {"displayName": "Roof"}, "previousStartDateTime": {"dateTime": "2024-05-01T08:00:00", "timeZone": "UTC"},
            "previousEndDateTime": {"dateTime": "2024-05-01T09:00:00", "timeZone": "UTC"}, "responseType": "accepted",
            "proposedNewTime": {"start": {"dateTime": "2024-05-02T08:00:00", "timeZone": "UTC"}, "end": {"dateTime": "2024-05-02T09:00:00", "timeZone": "UTC"}},
        }))
        .meeting()
        .unwrap();
        let at = |at| Some(DateTimeTimeZone::new(at, "UTC"));
        assert_eq!(
            meeting,
            EventMessage {
                meeting_message_type: Some(MeetingMessageType::MeetingRequest),
                start_date_time: at(datetime!(2024-05-01 9:00)),
                end_date_time: at(datetime!(2024-05-01 10:00)),
                location: Some("Canteen".into()),
                event_type: Some(EventType::Occurrence),
                recurrence: Some(json!({"pattern": {"type": "daily"}})),
                is_all_day: Some(false),
                is_out_of_date: Some(false),
                is_delegated: Some(true),
                meeting_request_type: Some(MeetingRequestType::FullUpdate),
                response_requested: Some(true),
                allow_new_time_proposals: Some(true),
                previous_location: Some("Roof".into()),
                previous_start_date_time: at(datetime!(2024-05-01 8:00)),
                previous_end_date_time: at(datetime!(2024-05-01 9:00)),
                response_type: Some(ResponseType::Accepted),
                proposed_new_time: Some(TimeSlot {
                    start: at(datetime!(2024-05-02 8:00)).unwrap(),
                    end: at(datetime!(2024-05-02 9:00)).unwrap(),
                }),
            }
        );
    }

    /// The service's own misspelling: read by the proper name alone, the type is never recognised.
    #[test]
    fn tentatively_accepted_is_known_by_the_service_s_spelling() {
        let meeting = message(json!({"meetingMessageType": "meetingTenativelyAccepted"})).meeting();
        assert_eq!(
            meeting.unwrap().meeting_message_type,
            Some(MeetingMessageType::MeetingTentativelyAccepted)
        );
    }

    #[test]
    fn other_mails_have_no_meeting_and_odd_values_cost_only_themselves() {
        assert_eq!(message(json!({"subject": "x", "meetingMessageType": null})).meeting(), None);
        assert_eq!(message(json!({"@odata.type": "#microsoft.graph.message"})).meeting(), None);
        let odd = json!({"@odata.type": "#microsoft.graph.eventMessage", "id": "1", "isAllDay": "x", "startDateTime": {"dateTime": null},
            "meetingMessageType": "brandNew", "location": {"displayName": "Roof"}});
        let meeting = message(odd.clone()).meeting().unwrap();
        assert_eq!((meeting.is_all_day, meeting.start_date_time), (None, None));
        assert!(matches!(meeting.meeting_message_type, Some(MeetingMessageType::Unknown(_))));
        assert_eq!(meeting.location, Some("Roof".into()));
        assert_eq!(serde_json::to_value(message(odd.clone())).unwrap(), odd);
    }
}
