//! What can go wrong with a zone.

use thiserror::Error;
use time::{OffsetDateTime, PrimitiveDateTime};

use super::TimeZone;

/// A zone can't tell the time.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ZoneError {
    /// Nobody knows a zone of this name; `tzone://Microsoft/Custom`, `Customized Time Zone` and an empty name are
    /// the usual ones.
    #[error("unknown time zone \"{name}\"")]
    Unknown {
        /// The name as it was given.
        name: String,
    },
    /// The time is at an end of the calendar, where it has no counterpart in the zone.
    #[error("a time at the end of the calendar can't be told in time zone \"{name}\"")]
    OutOfRange {
        /// The name as it was given.
        name: String,
    },
}

/// A wall clock in a zone that isn't exactly one instant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LocalTimeError {
    /// The clocks of the zone skip this time, as they do when daylight saving begins.
    #[error("{local} doesn't exist in {zone}, whose clocks skip it: it is {earlier} or {later}")]
    Gap {
        /// The time that was asked for.
        local: PrimitiveDateTime,
        /// The zone.
        zone: TimeZone,
        /// The instant that the clock's rule from after the gap gives, which is before it.
        earlier: OffsetDateTime,
        /// The instant that the clock's rule from before the gap gives, which is after it.
        later: OffsetDateTime,
    },
    /// The clocks of the zone show this time twice, as they do when daylight saving ends.
    #[error("{local} happens twice in {zone}: at {earlier} and at {later}")]
    Fold {
        /// The time that was asked for.
        local: PrimitiveDateTime,
        /// The zone.
        zone: TimeZone,
        /// The first time round.
        earlier: OffsetDateTime,
        /// The second time round.
        later: OffsetDateTime,
    },
    /// The zone can't tell the time at all.
    #[error(transparent)]
    Zone(#[from] ZoneError),
}
