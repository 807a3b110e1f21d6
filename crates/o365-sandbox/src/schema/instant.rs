//! `Edm.DateTimeOffset`: text to an instant and back.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// Reads `2025-03-01T08:30:00Z`, with any fraction and any offset, as microseconds since 1970.
/// `None` if the text has no offset or isn't a date and time.
pub(crate) fn instant(text: &str) -> Option<i64> {
    let (date, rest) = text.split_once(['T', 't'])?;
    let date = day(date)?;
    let (clock, offset) = match rest.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, UtcOffset::UTC),
        None => {
            let at = rest.rfind(['+', '-'])?;
            let (clock, offset) = rest.split_at_checked(at)?;
            let (hours, minutes) = offset.get(1..)?.split_once(':')?;
            let sign = if offset.starts_with('-') { -1 } else { 1 };
            (
                clock,
                UtcOffset::from_hms(
                    sign * digits::<i8>(hours, 2)?,
                    sign * digits::<i8>(minutes, 2)?,
                    0,
                )
                .ok()?,
            )
        }
    };
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("00"));
    if parts.next().is_some() {
        return None;
    }
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    if fraction.is_empty() || fraction.len() > 12 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let micros: u32 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    let time =
        Time::from_hms_micro(digits(hour, 2)?, digits(minute, 2)?, digits(second, 2)?, micros)
            .ok()?;
    let at = PrimitiveDateTime::new(date, time).assume_offset(offset);
    i64::try_from(at.unix_timestamp_nanos() / 1000).ok()
}

/// Reads `2025-03-01`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let month = Month::try_from(digits::<u8>(month, 2)?).ok()?;
    Date::from_calendar_date(digits(year, 4)?, month, digits(day, 2)?).ok()
}

fn digits<T: std::str::FromStr>(text: &str, count: usize) -> Option<T> {
    let plain = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Writes seconds since 1970 as the service does: `2025-03-01T08:30:00Z`.
pub(crate) fn iso(seconds: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (hour, minute, second) = at.to_hms();
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Seconds since 1970, by the host's clock.
pub(crate) fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_offsets_and_fractions_and_writes_utc() {
        let at = instant("2025-03-01T08:30:00Z").unwrap();
        assert_eq!(instant("2025-03-01T09:30:00+01:00"), Some(at));
        assert_eq!(instant("2025-03-01T04:00:00-04:30"), Some(at));
        assert_eq!(instant("2025-03-01T08:30Z"), Some(at));
        assert_eq!(instant("2025-03-01T08:30:00.25Z"), Some(at + 250_000));
        assert_eq!(iso(at / 1_000_000), "2025-03-01T08:30:00Z");
    }

    #[test]
    fn refuses_what_is_no_instant() {
        for text in [
            "",
            "2025-03-01",
            "2025-03-01T08:30:00",
            "2025-02-30T00:00:00Z",
            "2025-3-1T08:30:00Z",
            "2025-03-01T25:00:00Z",
            "2025-03-01T08:30:00.Z",
            "2025-03-01T08:30:00 01:00",
            "éTZ",
            "T-",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }
}
