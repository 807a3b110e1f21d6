//! Times that suit all.

use o365_core::json::{Extra, null_default};
use o365_core::time::{TimeZone, duration};
use o365_core::{Location, Recipients, Result, TimeSlot, open_enum};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::Duration;

use super::attendee::Invited;
use super::{Attendee, FreeBusyStatus, Window};

open_enum! {
    /// Which hours of a day are looked at.
    pub enum ActivityDomain {
        /// Those in which people work.
        Work = "work",
        /// Those in which they work, and weekends.
        Personal = "personal",
        /// All.
        Unrestricted = "unrestricted",
    }
}

/// Who is to meet, for how long and when.
///
/// ```
/// use o365_calendar::MeetingTimesRequest;
/// use o365_core::time::{Duration, macros::date};
///
/// let ask = MeetingTimesRequest::new()
///     .attendee(["pele@santos.br", "george@best.com"])
///     .optional("bobby@manutd.uk")
///     .duration(Duration::HOUR)
///     .within(date!(2024-05-06)..=date!(2024-05-10))
///     .minimum_attendee_percentage(100.0);
/// # let _ = ask;
/// ```
///
/// [Microsoft's page](https://learn.microsoft.com/graph/api/user-findmeetingtimes).
#[derive(Clone, Debug, Default)]
pub struct MeetingTimesRequest {
    attendees: Vec<Attendee>,
    windows: Vec<Window>,
    activity_domain: Option<ActivityDomain>,
    duration: Option<Duration>,
    max_candidates: Option<u32>,
    is_organizer_optional: Option<bool>,
    minimum_attendee_percentage: Option<f64>,
    locations: Vec<(Location, bool)>,
    is_location_required: Option<bool>,
    suggest_location: Option<bool>,
}

impl MeetingTimesRequest {
    /// Says nothing yet: half an hour for oneself.
    pub fn new() -> Self {
        MeetingTimesRequest::default()
    }

    /// Adds who is needed.
    #[must_use]
    pub fn attendee(self, who: impl Into<Recipients>) -> Self {
        self.add(who.into(), Attendee::required)
    }

    /// Adds who may come.
    #[must_use]
    pub fn optional(self, who: impl Into<Recipients>) -> Self {
        self.add(who.into(), Attendee::optional)
    }

    /// Adds rooms or things.
    #[must_use]
    pub fn resource(self, what: impl Into<Recipients>) -> Self {
        self.add(what.into(), Attendee::resource)
    }

    /// Adds a time in which to look. Without one, the service looks at the next days.
    #[must_use]
    pub fn within(mut self, window: impl Into<Window>) -> Self {
        self.windows.push(window.into());
        self
    }

    /// Which hours of a day to look at: those in which people work if nothing is said. It counts together with
    /// [`within`](Self::within).
    #[must_use]
    pub fn activity_domain(mut self, domain: ActivityDomain) -> Self {
        self.activity_domain = Some(domain);
        self
    }

    /// How long it takes; half an hour if nothing is said.
    #[must_use]
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = Some(duration);
        self
    }

    /// So many suggestions at most.
    #[must_use]
    pub fn max_candidates(mut self, count: u32) -> Self {
        self.max_candidates = Some(count);
        self
    }

    /// Whether it can be without who asks.
    #[must_use]
    pub fn is_organizer_optional(mut self, is_optional: bool) -> Self {
        self.is_organizer_optional = Some(is_optional);
        self
    }

    /// How sure it has to be that so many of hundred can come: 0 to 100, 50 if nothing is said.
    #[must_use]
    pub fn minimum_attendee_percentage(mut self, percentage: f64) -> Self {
        self.minimum_attendee_percentage = Some(percentage);
        self
    }

    /// Adds a place where it can be.
    #[must_use]
    pub fn location(mut self, location: impl Into<Location>) -> Self {
        self.locations.push((location.into(), false));
        self
    }

    /// Adds a room where it can be, if it is free: by its address.
    #[must_use]
    pub fn room(mut self, address: impl Into<String>) -> Self {
        let mut room = Location::default();
        room.location_email_address = Some(address.into());
        self.locations.push((room, true));
        self
    }

    /// Whether it has to be at one of the places.
    #[must_use]
    pub fn is_location_required(mut self, is_required: bool) -> Self {
        self.is_location_required = Some(is_required);
        self
    }

    /// Whether the service is to suggest places.
    #[must_use]
    pub fn suggest_location(mut self, suggest: bool) -> Self {
        self.suggest_location = Some(suggest);
        self
    }

    fn add(mut self, people: Recipients, kind: fn(o365_core::Recipient) -> Attendee) -> Self {
        self.attendees.extend(people.into_vec().into_iter().map(kind));
        self
    }

    /// As it is sent.
    pub(crate) fn to_json(&self, zone: &TimeZone) -> Result<Value> {
        self.attendees.iter().try_for_each(|attendee| attendee.recipient().check())?;
        let percentage = self.minimum_attendee_percentage;
        if percentage.is_some_and(|percentage| !(0.0..=100.0).contains(&percentage)) {
            return Err(o365_core::Error::input("of hundred people, 0 to 100 can come"));
        }
        if self.duration.is_some_and(|length| length <= Duration::ZERO) {
            return Err(o365_core::Error::input("a meeting takes some time"));
        }
        let mut ask = serde_json::Map::new();
        let attendees: Vec<Invited> = self.attendees.iter().cloned().map(Invited::from).collect();
        ask.insert("attendees".into(), json!(attendees));
        ask.insert("returnSuggestionReasons".into(), true.into());
        if !self.windows.is_empty() {
            let slots = self.windows.iter().map(|window| {
                window.instants(zone)?; // an end before the start is told here
                let (start, end) = (window.start().resolve(zone), window.end().resolve(zone));
                Ok(json!({"start": start, "end": end}))
            });
            let slots = slots.collect::<Result<Vec<_>>>()?;
            let mut constraint = json!({"timeSlots": slots});
            if let (Some(domain), Some(members)) =
                (&self.activity_domain, constraint.as_object_mut())
            {
                members.insert("activityDomain".into(), domain.as_str().into());
            }
            ask.insert("timeConstraint".into(), constraint);
        } else if let Some(domain) = &self.activity_domain {
            ask.insert("timeConstraint".into(), json!({"activityDomain": domain, "timeSlots": []}));
        }
        if let Some(length) = self.duration {
            ask.insert("meetingDuration".into(), duration::to_text(length).into());
        }
        if let Some(count) = self.max_candidates {
            ask.insert("maxCandidates".into(), count.into());
        }
        if let Some(is_optional) = self.is_organizer_optional {
            ask.insert("isOrganizerOptional".into(), is_optional.into());
        }
        if let Some(percentage) = percentage {
            ask.insert("minimumAttendeePercentage".into(), percentage.into());
        }
        if let Some(constraint) = self.place_json() {
            ask.insert("locationConstraint".into(), constraint);
        }
        Ok(Value::Object(ask))
    }

    fn place_json(&self) -> Option<Value> {
        let said = [self.is_location_required, self.suggest_location];
        if self.locations.is_empty() && said.iter().all(Option::is_none) {
            return None;
        }
        let places = self.locations.iter().map(|(location, resolve)| {
            let mut place = json!(location);
            if let (true, Some(members)) = (resolve, place.as_object_mut()) {
                members.insert("resolveAvailability".into(), true.into());
            }
            place
        });
        Some(json!({
            "isRequired": self.is_location_required.unwrap_or(false),
            "suggestLocation": self.suggest_location.unwrap_or(false),
            "locations": places.collect::<Vec<_>>(),
        }))
    }
}

/// Times that suit all, or why there are none.
///
/// [meetingTimeSuggestionsResult](https://learn.microsoft.com/graph/api/resources/meetingtimesuggestionsresult).
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MeetingTimes {
    /// Times, the best first.
    #[serde(deserialize_with = "null_default")]
    pub meeting_time_suggestions: Vec<MeetingTimeSuggestion>,
    /// Why there are none: `attendeesUnavailable`, `organizerUnavailable`, .. Empty if there are some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty_suggestions_reason: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A time that suits all, more or less.
///
/// [meetingTimeSuggestion](https://learn.microsoft.com/graph/api/resources/meetingtimesuggestion).
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MeetingTimeSuggestion {
    /// From when until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_time_slot: Option<TimeSlot>,
    /// How sure it is that people can come: 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Its place among the suggestions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<i32>,
    /// How it looks to who asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organizer_availability: Option<FreeBusyStatus>,
    /// How it looks to the others.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub attendee_availability: Vec<AttendeeAvailability>,
    /// Where it can be.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location>,
    /// Why it is suggested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion_reason: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a time looks to somebody.
///
/// [attendeeAvailability](https://learn.microsoft.com/graph/api/resources/attendeeavailability).
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct AttendeeAvailability {
    /// Who.
    #[serde(deserialize_with = "null_default")]
    pub attendee: Attendee,
    /// How it looks to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<FreeBusyStatus>,
}
