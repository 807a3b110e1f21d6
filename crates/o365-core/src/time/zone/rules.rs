//! The rules of the zones, which are jiff's, and the bridge between its types and `time`'s.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{self, AmbiguousOffset, Offset, TimeZoneDatabase};
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

/// The offsets of a wall clock: one, or two about a change of the clocks.
pub(super) enum Offsets {
    One(UtcOffset),
    Gap { before: UtcOffset, after: UtcOffset },
    Fold { before: UtcOffset, after: UtcOffset },
}

/// Whether the host's tz database has a zone that is newer than our table.
pub(super) fn host_knows(name: &str) -> bool {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'+');
    // A database on disk also holds whole copies of itself, one of them with leap seconds counted, and names such as
    // `localtime` that are the host's zone.
    let copy = name.starts_with("posix/") || name.starts_with("right/");
    name.contains('/') && name.bytes().all(plain) && !copy && find(name).is_some()
}

/// The offset of an instant; `None` at the ends of the calendar.
pub(super) fn offset_at(iana: &str, instant: OffsetDateTime) -> Option<UtcOffset> {
    let timestamp = Timestamp::from_nanosecond(instant.unix_timestamp_nanos()).ok()?;
    offset(find(iana)?.to_offset(timestamp))
}

/// The offsets of a wall clock; `None` at the ends of the calendar.
pub(super) fn offsets_of(iana: &str, local: PrimitiveDateTime) -> Option<Offsets> {
    Some(match find(iana)?.to_ambiguous_timestamp(date_time(local)?).offset() {
        AmbiguousOffset::Unambiguous { offset: one } => Offsets::One(offset(one)?),
        AmbiguousOffset::Gap { before, after } => {
            Offsets::Gap { before: offset(before)?, after: offset(after)? }
        }
        AmbiguousOffset::Fold { before, after } => {
            Offsets::Fold { before: offset(before)?, after: offset(after)? }
        }
    })
}

/// The name of the host's zone, if it has one.
pub(super) fn host_zone() -> Option<String> {
    let zone = match tz::TimeZone::try_system() {
        Ok(zone) => zone,
        Err(error) => {
            log::debug!("the host's time zone can't be found: {error}");
            return None;
        }
    };
    let name = zone.iana_name();
    if name.is_none() {
        log::warn!("the host's time zone has no name, so UTC is taken; set TZ to an IANA name");
    }
    name.map(String::from)
}

/// The host's rules, which its updates keep current, else those that we bring.
fn find(iana: &str) -> Option<tz::TimeZone> {
    let zone = tz::db().get(iana).or_else(|_| TimeZoneDatabase::bundled().get(iana)).ok()?;
    (!zone.is_unknown()).then_some(zone)
}

fn offset(offset: Offset) -> Option<UtcOffset> {
    UtcOffset::from_whole_seconds(offset.seconds()).ok()
}

fn date_time(local: PrimitiveDateTime) -> Option<DateTime> {
    let (year, month, day) = local.date().to_calendar_date();
    let (hour, minute, second, nanosecond) = local.time().as_hms_nano();
    let small = |value: u8| i8::try_from(value).ok();
    DateTime::new(
        i16::try_from(year).ok()?,
        small(u8::from(month))?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
        i32::try_from(nanosecond).ok()?,
    )
    .ok()
}
