//! Who takes part in an event.

use o365_core::json::null_default;
use o365_core::time::instant;
use o365_core::{EmailAddress, Recipient, ResponseType, TimeSlot, open_enum};
use serde::{Deserialize, Deserializer, Serialize};
use time::OffsetDateTime;

open_enum! {
    /// How somebody is invited.
    pub enum AttendeeType {
        /// They are needed.
        Required = "required",
        /// They may come.
        Optional = "optional",
        /// It is a room or a thing.
        Resource = "resource",
    }
}

/// What somebody answered, and when.
///
/// [responseStatus](https://learn.microsoft.com/graph/api/resources/responsestatus).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ResponseStatus {
    /// What they answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<ResponseType>,
    /// When. `None` as well where the service says the first day of the year 1.
    #[serde(
        serialize_with = "instant::option::serialize",
        deserialize_with = "instant_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub time: Option<OffsetDateTime>,
}

/// Somebody, or a room, that is invited to an event.
///
/// [attendee](https://learn.microsoft.com/graph/api/resources/attendee).
///
/// ```
/// use o365_calendar::{Attendee, AttendeeType};
///
/// assert_eq!(Attendee::from("George Best <george@best.com>").attendee_type, Some(AttendeeType::Required));
/// assert_eq!(Attendee::optional("pele@santos.br").to_string(), "optional: pele@santos.br");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Attendee {
    /// Name and address.
    #[serde(deserialize_with = "null_default")]
    pub email_address: EmailAddress,
    /// How they are invited.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub attendee_type: Option<AttendeeType>,
    /// What they answered. The service fills it in; it isn't sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ResponseStatus>,
    /// Another time that they proposed. The service fills it in; it isn't sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed_new_time: Option<TimeSlot>,
}

impl Attendee {
    /// Somebody who is needed.
    pub fn required(who: impl Into<Recipient>) -> Self {
        Attendee::of(who, AttendeeType::Required)
    }

    /// Somebody who may come.
    pub fn optional(who: impl Into<Recipient>) -> Self {
        Attendee::of(who, AttendeeType::Optional)
    }

    /// A room or a thing.
    pub fn resource(who: impl Into<Recipient>) -> Self {
        Attendee::of(who, AttendeeType::Resource)
    }

    /// The name that is shown.
    pub fn name(&self) -> Option<&str> {
        self.email_address.name.as_deref()
    }

    /// The address.
    pub fn address(&self) -> Option<&str> {
        self.email_address.address.as_deref()
    }

    /// What they answered, if anything was to be answered.
    pub fn response(&self) -> Option<&ResponseType> {
        self.status.as_ref()?.response.as_ref()
    }

    fn of(who: impl Into<Recipient>, attendee_type: AttendeeType) -> Self {
        let email_address = who.into().email_address;
        Attendee { email_address, attendee_type: Some(attendee_type), ..Default::default() }
    }

    pub(crate) fn recipient(&self) -> Recipient {
        self.email_address.clone().into()
    }
}

/// `required: George Best <george@best.com>`.
impl std::fmt::Display for Attendee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(kind) = &self.attendee_type {
            write!(f, "{kind}: ")?;
        }
        write!(f, "{}", self.recipient())
    }
}

impl From<&str> for Attendee {
    fn from(who: &str) -> Self {
        Attendee::required(who)
    }
}
impl From<String> for Attendee {
    fn from(who: String) -> Self {
        Attendee::required(who)
    }
}
impl From<Recipient> for Attendee {
    fn from(who: Recipient) -> Self {
        Attendee::required(who)
    }
}
impl From<&Attendee> for Attendee {
    fn from(attendee: &Attendee) -> Self {
        attendee.clone()
    }
}

/// An attendee as it is sent: without what the service alone can say.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Invited {
    pub(crate) email_address: EmailAddress,
    #[serde(rename = "type")]
    pub(crate) attendee_type: AttendeeType,
}

impl From<Attendee> for Invited {
    fn from(attendee: Attendee) -> Self {
        let attendee_type = attendee.attendee_type.unwrap_or(AttendeeType::Required);
        Invited { email_address: attendee.email_address, attendee_type }
    }
}

/// Reads an instant; the first day of the year 1 stands for none.
pub(crate) fn instant_or_none<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<OffsetDateTime>, D::Error> {
    Ok(instant::option::deserialize(deserializer)?.filter(|instant| instant.year() > 1))
}
