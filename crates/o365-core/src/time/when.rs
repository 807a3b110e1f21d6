//! A time as a user gives it.

use std::time::SystemTime;

use time::{OffsetDateTime, PrimitiveDateTime, UtcDateTime};

use super::date_time_time_zone::DateTimeTimeZone;
use super::zone::TimeZone;

/// A time as a user gives it where Graph wants a [`DateTimeTimeZone`].
///
/// It is made by `into` from what is at hand:
///
/// | from | means |
/// |---|---|
/// | [`PrimitiveDateTime`] | the clock on the wall, in the account's zone |
/// | [`OffsetDateTime`], [`UtcDateTime`], [`SystemTime`] | that instant; sent in UTC |
/// | `(PrimitiveDateTime, TimeZone)`, `(PrimitiveDateTime, &str)`, [`DateTimeTimeZone`] | the clock on the wall in that zone |
///
/// ```
/// use o365_core::time::{TimeZone, When};
/// use time::macros::datetime;
///
/// let account = TimeZone::new("Europe/Madrid");
/// let nine = When::from(datetime!(2024-05-01 09:00)).resolve(&account);
/// assert_eq!(nine.to_string(), "2024-05-01T09:00:00 Romance Standard Time");
///
/// let in_tokyo = When::from((datetime!(2024-05-01 09:00), "Asia/Tokyo")).resolve(&account);
/// assert_eq!(in_tokyo.to_string(), "2024-05-01T09:00:00 Tokyo Standard Time");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum When {
    /// A wall clock in the account's zone, whichever that will be.
    WallClock(PrimitiveDateTime),
    /// A wall clock in a zone of its own.
    Zoned(DateTimeTimeZone),
    /// An instant.
    Instant(OffsetDateTime),
}

impl When {
    /// What is sent, given the account's zone: the zone under its Windows name if it has one, instants in UTC.
    pub fn resolve(&self, account: &TimeZone) -> DateTimeTimeZone {
        match self {
            When::WallClock(date_time) => DateTimeTimeZone::new(*date_time, account.for_service()),
            When::Zoned(zoned) => zoned.for_service(),
            When::Instant(instant) => DateTimeTimeZone::utc(*instant),
        }
    }
}

impl From<PrimitiveDateTime> for When {
    fn from(date_time: PrimitiveDateTime) -> When {
        When::WallClock(date_time)
    }
}

impl From<OffsetDateTime> for When {
    fn from(instant: OffsetDateTime) -> When {
        When::Instant(instant)
    }
}

impl From<UtcDateTime> for When {
    fn from(instant: UtcDateTime) -> When {
        When::Instant(instant.into())
    }
}

impl From<SystemTime> for When {
    fn from(instant: SystemTime) -> When {
        When::Instant(instant.into())
    }
}

impl From<DateTimeTimeZone> for When {
    fn from(zoned: DateTimeTimeZone) -> When {
        When::Zoned(zoned)
    }
}

impl From<&DateTimeTimeZone> for When {
    fn from(zoned: &DateTimeTimeZone) -> When {
        When::Zoned(zoned.clone())
    }
}

impl<Z: Into<TimeZone>> From<(PrimitiveDateTime, Z)> for When {
    fn from((date_time, time_zone): (PrimitiveDateTime, Z)) -> When {
        When::Zoned(DateTimeTimeZone::new(date_time, time_zone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn sent(when: impl Into<When>) -> (PrimitiveDateTime, String) {
        let resolved = when.into().resolve(&TimeZone::new("America/New_York"));
        (resolved.date_time, resolved.time_zone.name().to_owned())
    }

    #[test]
    fn a_wall_clock_is_in_the_accounts_zone() {
        let nine = datetime!(2024-05-01 09:00);
        assert_eq!(sent(nine), (nine, "Eastern Standard Time".into()));
    }

    #[test]
    fn an_instant_is_sent_in_utc() {
        let utc = (datetime!(2024-05-01 07:00), String::from("UTC"));
        let instant = datetime!(2024-05-01 09:00 +2);
        assert_eq!(sent(instant), utc);
        assert_eq!(sent(UtcDateTime::from(instant)), utc);
        assert_eq!(sent(SystemTime::from(instant)), utc);
    }

    #[test]
    fn a_zone_of_its_own_is_kept_even_if_unknown() {
        let nine = datetime!(2024-05-01 09:00);
        assert_eq!(sent((nine, "Europe/Kiev")), (nine, "FLE Standard Time".into()));
        assert_eq!(sent((nine, &TimeZone::UTC)), (nine, "UTC".into()));
        let unknown = DateTimeTimeZone::new(nine, "Atlantis");
        assert_eq!(sent(&unknown), sent(unknown.clone()));
        assert_eq!(sent(unknown), (nine, "Atlantis".into()));
    }
}
