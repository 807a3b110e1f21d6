//! Time zones by name: Windows, IANA, and names that nobody knows.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

mod error;
mod names;
mod rules;
mod table;
#[cfg(test)]
mod tests;

pub use error::{LocalTimeError, ZoneError};

use names::{Iana, Windows};
use rules::Offsets;

/// A time zone under the name that it was given.
///
/// The service names zones as Windows does (`Pacific Standard Time`) or as the tz database does
/// (`America/Los_Angeles`), and stored items hold names that are neither (`tzone://Microsoft/Custom`,
/// `Customized Time Zone`, an empty text). All are kept as they came. What can be told of a zone depends on whether
/// its name is known: [`iana`](TimeZone::iana) and [`windows`](TimeZone::windows) give the other names, from Unicode
/// CLDR, and the conversions use the host's tz database or the one that is compiled in.
///
/// Names are matched in any case, aliases included (`Asia/Calcutta`, `Europe/Kiev`), and Windows names also without
/// their ` Standard Time`. UTC is known by `UTC`, `Etc/UTC`, `Z`, `tzone://Microsoft/Utc` and the like.
///
/// Two zones are equal if they are the same place of the tz database, whatever their names; unknown ones if their
/// names are the same text. A Windows zone is its main place: `Pacific Standard Time` is `America/Los_Angeles` and
/// not `America/Tijuana`.
///
/// Making and cloning one is cheap, and a name that is spelled as in the tables takes no memory of its own.
///
/// See [`dateTimeTimeZone`](https://learn.microsoft.com/graph/api/resources/datetimetimezone).
///
/// ```
/// use o365_core::time::TimeZone;
///
/// let zone = TimeZone::new("Romance Standard Time");
/// assert_eq!(zone.iana(), Some("Europe/Paris"));
/// assert_eq!(TimeZone::new("Europe/Madrid").windows(), Some("Romance Standard Time"));
///
/// let custom = TimeZone::new("tzone://Microsoft/Custom");
/// assert_eq!(custom.name(), "tzone://Microsoft/Custom");
/// assert!(!custom.is_known());
/// ```
#[derive(Clone)]
pub struct TimeZone {
    name: Name,
    known: Known,
}

/// Which instant is meant where a zone's clocks skip a wall clock or show it twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Disambiguation {
    /// As calendars do ([RFC 5545](https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5)): the later instant of a
    /// gap, so that a meeting at 02:30 starts at 03:30, and the earlier one of a fold.
    #[default]
    Compatible,
    /// The earlier of the two.
    Earlier,
    /// The later of the two.
    Later,
    /// Neither: it is an error that holds both.
    Reject,
}

impl TimeZone {
    /// Coordinated Universal Time.
    pub const UTC: TimeZone =
        TimeZone { name: Name::Static("UTC"), known: Known::Windows(&names::UTC) };

    /// The zone of that name, known or not.
    pub fn new(name: impl AsRef<str>) -> TimeZone {
        let name = name.as_ref();
        let known = Known::find(name);
        let own = match known {
            Known::Windows(row) if row.name == name => Name::Static(row.name),
            Known::Iana(row) if row.name == name => Name::Static(row.name),
            _ => Name::Shared(Arc::from(name)),
        };
        TimeZone { name: own, known }
    }

    /// The host's zone, or UTC if the host doesn't say or its zone has no name.
    ///
    /// It is looked up at each call: `TZ` first, then what the operating system is set to.
    pub fn local() -> TimeZone {
        rules::host_zone().map(TimeZone::new).filter(TimeZone::is_known).unwrap_or_default()
    }

    /// The name exactly as it was given.
    pub fn name(&self) -> &str {
        match &self.name {
            Name::Static(name) => name,
            Name::Shared(name) => name,
        }
    }

    /// The name in the tz database; of a Windows zone that of its main place. `None` if the zone is unknown.
    pub fn iana(&self) -> Option<&str> {
        match self.known {
            Known::Windows(row) => Some(row.iana),
            Known::Iana(row) => Some(row.name),
            Known::Host => Some(self.name()),
            Known::No => None,
        }
    }

    /// The name in Windows. `None` if the zone is unknown or Windows has none for it, as for `Antarctica/Troll`.
    pub fn windows(&self) -> Option<&str> {
        match self.known {
            Known::Windows(row) => Some(row.name),
            Known::Iana(row) => row.windows(),
            Known::Host | Known::No => None,
        }
    }

    /// Whether the name is that of a zone whose rules are known, so that times can be converted.
    pub fn is_known(&self) -> bool {
        !matches!(self.known, Known::No)
    }

    /// The zone under the name that the service surely takes: the Windows name if there is one, else as it is.
    ///
    /// The service takes many names of the tz database but not all, and answers 400 to the others.
    ///
    /// ```
    /// use o365_core::time::TimeZone;
    ///
    /// assert_eq!(TimeZone::new("Asia/Tokyo").for_service().name(), "Tokyo Standard Time");
    /// assert_eq!(TimeZone::new("tzone://Microsoft/Custom").for_service().name(), "tzone://Microsoft/Custom");
    /// ```
    #[must_use]
    pub fn for_service(&self) -> TimeZone {
        match self.windows() {
            Some(name) if name != self.name() => TimeZone::new(name),
            _ => self.clone(),
        }
    }

    /// The one instant at which the zone's clocks show `local`, with the zone's offset.
    ///
    /// # Errors
    ///
    /// [`LocalTimeError::Gap`] and [`LocalTimeError::Fold`] if there is none or there are two, each with both
    /// candidates; [`LocalTimeError::Zone`] if the zone is unknown.
    ///
    /// ```
    /// use o365_core::time::{LocalTimeError, TimeZone};
    /// use time::macros::datetime;
    ///
    /// let madrid = TimeZone::new("Europe/Madrid");
    /// assert_eq!(madrid.to_instant(datetime!(2024-07-01 12:00))?, datetime!(2024-07-01 10:00 UTC));
    /// assert!(matches!(madrid.to_instant(datetime!(2024-03-31 02:30)), Err(LocalTimeError::Gap { .. })));
    /// # Ok::<(), LocalTimeError>(())
    /// ```
    pub fn to_instant(&self, local: PrimitiveDateTime) -> Result<OffsetDateTime, LocalTimeError> {
        self.to_instant_with(local, Disambiguation::Reject)
    }

    /// The same with a rule for what the clocks skip or show twice.
    ///
    /// # Errors
    ///
    /// [`LocalTimeError::Zone`] if the zone is unknown; with [`Disambiguation::Reject`] those of
    /// [`to_instant`](TimeZone::to_instant).
    pub fn to_instant_with(
        &self,
        local: PrimitiveDateTime,
        disambiguation: Disambiguation,
    ) -> Result<OffsetDateTime, LocalTimeError> {
        let iana = self.identity().ok_or_else(|| self.unknown())?;
        if iana == names::UTC.iana {
            return Ok(local.assume_utc());
        }
        let in_range = |instant: Option<OffsetDateTime>| instant.ok_or_else(|| self.out_of_range());
        match rules::offsets_of(iana, local).ok_or_else(|| self.out_of_range())? {
            Offsets::One(offset) => Ok(in_range(instant(local, offset, offset))?),
            Offsets::Gap { before, after } => {
                let earlier = in_range(instant(local, after, before))?;
                let later = in_range(instant(local, before, after))?;
                match disambiguation {
                    Disambiguation::Earlier => Ok(earlier),
                    Disambiguation::Later | Disambiguation::Compatible => Ok(later),
                    Disambiguation::Reject => {
                        Err(LocalTimeError::Gap { local, zone: self.clone(), earlier, later })
                    }
                }
            }
            Offsets::Fold { before, after } => {
                let earlier = in_range(instant(local, before, before))?;
                let later = in_range(instant(local, after, after))?;
                match disambiguation {
                    Disambiguation::Earlier | Disambiguation::Compatible => Ok(earlier),
                    Disambiguation::Later => Ok(later),
                    Disambiguation::Reject => {
                        Err(LocalTimeError::Fold { local, zone: self.clone(), earlier, later })
                    }
                }
            }
        }
    }

    /// What the zone's clocks show at an instant.
    ///
    /// # Errors
    ///
    /// [`ZoneError::Unknown`] if the zone is unknown, [`ZoneError::OutOfRange`] at the ends of the calendar.
    pub fn to_wall_clock(&self, instant: OffsetDateTime) -> Result<PrimitiveDateTime, ZoneError> {
        let offset = self.offset_at(instant)?;
        let there = instant.checked_to_offset(offset).ok_or_else(|| self.out_of_range())?;
        Ok(PrimitiveDateTime::new(there.date(), there.time()))
    }

    /// How far the zone is from UTC at an instant.
    ///
    /// # Errors
    ///
    /// Those of [`to_wall_clock`](TimeZone::to_wall_clock).
    ///
    /// ```
    /// use o365_core::time::TimeZone;
    /// use time::macros::{datetime, offset};
    ///
    /// let zone = TimeZone::new("Eastern Standard Time");
    /// assert_eq!(zone.offset_at(datetime!(2024-01-01 0:00 UTC))?, offset!(-5));
    /// assert_eq!(zone.offset_at(datetime!(2024-07-01 0:00 UTC))?, offset!(-4));
    /// # Ok::<(), o365_core::time::ZoneError>(())
    /// ```
    pub fn offset_at(&self, instant: OffsetDateTime) -> Result<UtcOffset, ZoneError> {
        let iana = self.identity().ok_or_else(|| self.unknown())?;
        if iana == names::UTC.iana {
            return Ok(UtcOffset::UTC);
        }
        rules::offset_at(iana, instant).ok_or_else(|| self.out_of_range())
    }

    /// The place of the tz database, the same for all names of it.
    fn identity(&self) -> Option<&str> {
        match self.known {
            Known::Iana(row) => Some(row.current),
            _ => self.iana(),
        }
    }

    fn unknown(&self) -> ZoneError {
        ZoneError::Unknown { name: self.name().to_owned() }
    }

    fn out_of_range(&self) -> ZoneError {
        ZoneError::OutOfRange { name: self.name().to_owned() }
    }
}

impl Default for TimeZone {
    /// UTC, which is what the service means when it says nothing.
    fn default() -> TimeZone {
        TimeZone::UTC
    }
}

impl PartialEq for TimeZone {
    fn eq(&self, other: &TimeZone) -> bool {
        match (self.identity(), other.identity()) {
            (Some(left), Some(right)) => left == right,
            (None, None) => self.name() == other.name(),
            _ => false,
        }
    }
}

impl Eq for TimeZone {}

impl Hash for TimeZone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().unwrap_or_else(|| self.name()).hash(state);
    }
}

impl fmt::Debug for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TimeZone").field(&self.name()).finish()
    }
}

/// The name as it was given.
impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl From<&str> for TimeZone {
    fn from(name: &str) -> TimeZone {
        TimeZone::new(name)
    }
}

impl From<String> for TimeZone {
    fn from(name: String) -> TimeZone {
        TimeZone::new(name)
    }
}

impl From<&TimeZone> for TimeZone {
    fn from(zone: &TimeZone) -> TimeZone {
        zone.clone()
    }
}

/// As its name.
impl Serialize for TimeZone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// From any text.
impl<'de> Deserialize<'de> for TimeZone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TimeZone, D::Error> {
        struct ByName;

        impl Visitor<'_> for ByName {
            type Value = TimeZone;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a time zone")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<TimeZone, E> {
                Ok(TimeZone::new(name))
            }
        }

        deserializer.deserialize_str(ByName)
    }
}

#[derive(Clone)]
enum Name {
    Static(&'static str),
    Shared(Arc<str>),
}

#[derive(Clone, Copy)]
enum Known {
    Windows(&'static Windows),
    Iana(&'static Iana),
    /// In the tz database of the host, which is newer than our table.
    Host,
    No,
}

impl Known {
    fn find(name: &str) -> Known {
        if let Some(row) = names::find_windows(name) {
            Known::Windows(row)
        } else if let Some(row) = names::find_iana(name) {
            Known::Iana(row)
        } else if let Some(row) = names::find_alias(name) {
            Known::Windows(row)
        } else if rules::host_knows(name) {
            Known::Host
        } else {
            Known::No
        }
    }
}

/// `local` by one offset, told with another.
fn instant(local: PrimitiveDateTime, by: UtcOffset, told: UtcOffset) -> Option<OffsetDateTime> {
    // The way over UTC makes sure that the instant can be had in UTC, which `OffsetDateTime` itself doesn't.
    local.assume_offset(by).checked_to_offset(UtcOffset::UTC)?.checked_to_offset(told)
}
