//! What the serde modules of [`time`](crate::time) share: a value that is a text on the wire.

use std::fmt;

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::ser::Serializer;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// Reads a text that must be there and be right.
pub(super) fn required<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Required { expected, parse })
}

/// Reads a text that may be null or wrong, which are both `None`.
pub(super) fn optional<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_option(Optional { expected, parse })
}

/// Writes a text, or null.
pub(super) fn write_optional<S: Serializer, T: Copy>(
    value: &Option<T>,
    serializer: S,
    write: fn(T, S) -> Result<S::Ok, S::Error>,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => write(*value, serializer),
        None => serializer.serialize_none(),
    }
}

/// Writes what `Display` gives, if the year is one that the wire can hold.
pub(super) fn write<S: Serializer>(
    year: i32,
    value: impl fmt::Display,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if !(0..=9999).contains(&year) {
        return Err(serde::ser::Error::custom(format_args!("year {year} is not of four digits")));
    }
    serializer.collect_str(&value)
}

/// The wall clock in UTC, held to what a `PrimitiveDateTime` can say.
///
/// `OffsetDateTime::to_offset` panics where the first or last hours of the calendar leave it.
pub(super) fn in_utc(instant: OffsetDateTime) -> PrimitiveDateTime {
    match instant.checked_to_offset(UtcOffset::UTC) {
        Some(utc) => PrimitiveDateTime::new(utc.date(), utc.time()),
        None if instant.year() > 0 => PrimitiveDateTime::MAX,
        None => PrimitiveDateTime::MIN,
    }
}

/// `2024-01-02`.
pub(super) struct DateText(pub(super) Date);

impl fmt::Display for DateText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(f, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

/// `04:00:00`, with a fraction of up to seven digits if there is one: the service counts in 100 nanoseconds.
pub(super) struct TimeText(pub(super) Time);

impl fmt::Display for TimeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second, nanosecond) = self.0.as_hms_nano();
        write!(f, "{hour:02}:{minute:02}:{second:02}")?;
        FractionText(nanosecond).fmt(f)
    }
}

/// `2017-08-29T04:00:00`.
pub(super) struct DateTimeText(pub(super) PrimitiveDateTime);

impl fmt::Display for DateTimeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", DateText(self.0.date()), TimeText(self.0.time()))
    }
}

/// Nanoseconds as `.5` or `.2407981`, or nothing.
pub(super) struct FractionText(pub(super) u32);

impl fmt::Display for FractionText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut fraction, mut digits) = (self.0 / 100, 7);
        if fraction == 0 {
            return Ok(());
        }
        while fraction % 10 == 0 {
            fraction /= 10;
            digits -= 1;
        }
        write!(f, ".{fraction:0digits$}")
    }
}

struct Required<T> {
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
}

impl<T> Visitor<'_> for Required<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

struct Lenient<T> {
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
}

impl<T> Visitor<'_> for Lenient<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<T>, E> {
        Ok((self.parse)(text))
    }
}

struct Optional<T> {
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
}

impl<'de, T> Visitor<'de> for Optional<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} or null", self.expected)
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_str(Lenient { expected: self.expected, parse: self.parse })
    }
}
