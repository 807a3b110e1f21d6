//! How OData spells a value.

use std::{borrow::Cow, fmt};

use time::{Date, OffsetDateTime, PrimitiveDateTime, UtcOffset};

/// No value: `prop::SUBJECT.eq(Null)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Null;

/// A value in a filter, printed as OData spells it.
///
/// Most values need no mention of this type: a string, a number, a date is converted where a
/// [`Property`](super::Property) is compared. For the rest there are [`text`](Literal::text), [`guid`](Literal::guid)
/// and [`wall_clock`](Literal::wall_clock).
///
/// ```
/// use o365_core::query::{Literal, field};
/// use time::macros::{date, datetime};
///
/// assert_eq!(Literal::from("O'Brien").to_string(), "'O''Brien'");
/// assert_eq!(Literal::from(datetime!(2018-03-21 01:00 +1)).to_string(), "2018-03-21T00:00:00Z");
/// assert_eq!(Literal::from(date!(2018-03-21)).to_string(), "2018-03-21");
/// assert_eq!(Literal::from(None::<bool>).to_string(), "null");
/// ```
///
/// [OData literals](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html#sec_PrimitiveLiterals)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// `10`
    Integer(i128),
    /// `0.5`; must be finite.
    Float(f64),
    /// `'text'`, each apostrophe doubled. The values of enums are spelled like this, too.
    Text(String),
    /// `2018-03-21T00:00:00Z`: a moment, in UTC, to 100 ns, as the service keeps it. Years 1 to 9999.
    Instant(OffsetDateTime),
    /// `2018-03-21`
    Date(Date),
    /// `c94ac1c4-4b61-4c57-9a9e-9f0a3b5b1d6a`, without quotes.
    Guid(String),
    /// `'2018-03-21T00:00:00'`: the `dateTime` of a `dateTimeTimeZone`, which the service keeps as text.
    WallClock(PrimitiveDateTime),
}

impl Literal {
    /// Text, or the value of an enum: `field("importance").eq(Literal::text(Importance::High))`.
    ///
    /// ```
    /// use o365_core::query::{Literal, field};
    ///
    /// let filter = field("importance").eq(Literal::text("high"));
    /// assert_eq!(filter.to_string(), "importance eq 'high'");
    /// ```
    pub fn text(text: impl AsRef<str>) -> Self {
        Literal::Text(text.as_ref().to_owned())
    }

    /// A GUID in its usual form, 8-4-4-4-12 hexadecimal digits. It is spelled without quotes, as `skuId` wants it; an `id`
    /// of Graph is text, even where it looks like a GUID.
    ///
    /// ```
    /// use o365_core::query::{Literal, field};
    ///
    /// let sku = Literal::guid("c94ac1c4-4b61-4c57-9a9e-9f0a3b5b1d6a");
    /// let filter = field("assignedLicenses").any(|license| license.field("skuId").eq(sku));
    /// assert_eq!(filter.to_string(), "assignedLicenses/any(a:a/skuId eq c94ac1c4-4b61-4c57-9a9e-9f0a3b5b1d6a)");
    /// ```
    pub fn guid(guid: impl Into<String>) -> Self {
        Literal::Guid(guid.into())
    }

    /// The `dateTime` of a `dateTimeTimeZone`, such as an event's start. The service compares it in UTC.
    ///
    /// ```
    /// use o365_core::query::{Literal, field};
    /// use time::macros::datetime;
    ///
    /// let filter = field("start/dateTime").ge(Literal::wall_clock(datetime!(2018-05-20 08:30)));
    /// assert_eq!(filter.to_string(), "start/dateTime ge '2018-05-20T08:30:00'");
    /// ```
    pub fn wall_clock(at: PrimitiveDateTime) -> Self {
        Literal::WallClock(at)
    }

    /// The same value for a property that holds a date and time as text.
    pub(super) fn into_wall_clock(self) -> Self {
        match self {
            Literal::Instant(at) => {
                let at = in_utc(at);
                Literal::WallClock(PrimitiveDateTime::new(at.date(), at.time()))
            }
            Literal::Date(date) => Literal::WallClock(date.midnight()),
            other => other,
        }
    }

    /// The same value in quotes. A moment out of range stays, for `check` to tell.
    pub(super) fn into_text(self) -> Self {
        if self.check().is_ok() { Literal::Text(self.to_string()) } else { self }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        let fits = match self {
            Literal::Float(value) => value.is_finite(),
            Literal::Instant(at) => {
                at.checked_to_offset(UtcOffset::UTC).is_some_and(|at| has_four_digits(at.date()))
            }
            Literal::Date(date) => has_four_digits(*date),
            Literal::WallClock(at) => has_four_digits(at.date()),
            Literal::Guid(guid) => is_guid(guid),
            Literal::Null | Literal::Bool(_) | Literal::Integer(_) | Literal::Text(_) => true,
        };
        let reason = match self {
            _ if fits => return Ok(()),
            Literal::Float(_) => "is not a finite number",
            Literal::Guid(_) => "is not a GUID of the form 8-4-4-4-12",
            _ => "is not in the years 1 to 9999",
        };
        Err(format!("the value {self} {reason}"))
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Null => f.write_str("null"),
            Literal::Bool(value) => write!(f, "{value}"),
            Literal::Integer(value) => write!(f, "{value}"),
            // Debug keeps the exponent of large and small numbers.
            Literal::Float(value) => write!(f, "{value:?}"),
            Literal::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Literal::Instant(at) => {
                let at = in_utc(*at);
                write_clock(f, PrimitiveDateTime::new(at.date(), at.time()))?;
                f.write_str("Z")
            }
            Literal::Date(date) => write_date(f, *date),
            Literal::Guid(guid) => f.write_str(guid),
            Literal::WallClock(at) => {
                f.write_str("'")?;
                write_clock(f, *at)?;
                f.write_str("'")
            }
        }
    }
}

impl From<Null> for Literal {
    fn from(_: Null) -> Self {
        Literal::Null
    }
}

impl<T: Into<Literal>> From<Option<T>> for Literal {
    fn from(value: Option<T>) -> Self {
        value.map_or(Literal::Null, Into::into)
    }
}

impl From<&str> for Literal {
    fn from(text: &str) -> Self {
        Literal::Text(text.to_owned())
    }
}

impl From<&String> for Literal {
    fn from(text: &String) -> Self {
        Literal::Text(text.clone())
    }
}

impl From<String> for Literal {
    fn from(text: String) -> Self {
        Literal::Text(text)
    }
}

impl From<Cow<'_, str>> for Literal {
    fn from(text: Cow<'_, str>) -> Self {
        Literal::Text(text.into_owned())
    }
}

impl From<bool> for Literal {
    fn from(value: bool) -> Self {
        Literal::Bool(value)
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Literal {
            fn from(value: $integer) -> Self {
                Literal::Integer(i128::from(value))
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 u8 u16 u32 u64);

impl From<usize> for Literal {
    fn from(value: usize) -> Self {
        Literal::Integer(value as i128)
    }
}

impl From<isize> for Literal {
    fn from(value: isize) -> Self {
        Literal::Integer(value as i128)
    }
}

impl From<f64> for Literal {
    fn from(value: f64) -> Self {
        Literal::Float(value)
    }
}

impl From<f32> for Literal {
    fn from(value: f32) -> Self {
        // By way of its text: 0.1 stays 0.1 and doesn't become 0.10000000149011612.
        Literal::Float(value.to_string().parse().unwrap_or(f64::NAN))
    }
}

impl From<OffsetDateTime> for Literal {
    fn from(at: OffsetDateTime) -> Self {
        Literal::Instant(at)
    }
}

impl From<Date> for Literal {
    fn from(date: Date) -> Self {
        Literal::Date(date)
    }
}

/// The moment in UTC; as it is where that would leave the range of `time`, which `check` reports.
fn in_utc(at: OffsetDateTime) -> OffsetDateTime {
    at.checked_to_offset(UtcOffset::UTC).unwrap_or(at)
}

fn has_four_digits(date: Date) -> bool {
    (1..=9999).contains(&date.year())
}

fn is_guid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    text.split('-').count() == lengths.len()
        && text.split('-').zip(lengths).all(|(group, length)| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

fn write_date(f: &mut fmt::Formatter<'_>, date: Date) -> fmt::Result {
    write!(f, "{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

fn write_clock(f: &mut fmt::Formatter<'_>, at: PrimitiveDateTime) -> fmt::Result {
    write_date(f, at.date())?;
    write!(f, "T{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())?;
    match at.nanosecond() / 100 {
        0 => Ok(()),
        ticks => write!(f, ".{}", format!("{ticks:07}").trim_end_matches('0')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    fn printed(value: impl Into<Literal>) -> String {
        value.into().to_string()
    }

    #[test]
    fn each_kind_has_its_spelling() {
        assert_eq!(printed("it's 'quoted'"), "'it''s ''quoted'''");
        assert_eq!(printed(""), "''");
        assert_eq!(printed(false), "false");
        assert_eq!(printed(-10), "-10");
        assert_eq!(printed(u64::MAX), "18446744073709551615");
        assert_eq!(printed(1.0), "1.0");
        assert_eq!(printed(0.1_f32), "0.1");
        assert_eq!(printed(1e300), "1e300");
        assert_eq!(printed(Null), "null");
        assert_eq!(printed(None::<&str>), "null");
        assert_eq!(printed(Some(3)), "3");
        assert_eq!(printed(date!(0987 - 01 - 02)), "0987-01-02");
    }

    #[test]
    fn instants_are_in_utc_with_a_fraction_only_when_there_is_one() {
        assert_eq!(printed(datetime!(2018-03-21 0:00 +1)), "2018-03-20T23:00:00Z");
        assert_eq!(printed(datetime!(2018-03-21 0:00:01.5 UTC)), "2018-03-21T00:00:01.5Z");
        assert_eq!(
            printed(datetime!(2018-03-21 0:00:01.123456789 UTC)),
            "2018-03-21T00:00:01.1234567Z"
        );
        assert_eq!(printed(datetime!(2018-03-21 0:00:01.000000001 UTC)), "2018-03-21T00:00:01Z");
        assert_eq!(
            Literal::wall_clock(datetime!(2018-03-21 7:05)).to_string(),
            "'2018-03-21T07:05:00'"
        );
    }

    #[test]
    fn what_the_service_cannot_read_is_reported() {
        for (value, reason) in [
            (Literal::Float(f64::NAN), "finite"),
            (Literal::Float(f64::NEG_INFINITY), "finite"),
            (Literal::from(f32::INFINITY), "finite"),
            (Literal::Date(date!(-0001 - 01 - 01)), "years"),
            (Literal::Date(date!(0000 - 01 - 01)), "years"),
            (Literal::Instant(datetime!(9999-12-31 23:30 -1)), "years"),
            (Literal::Instant(datetime!(0001-01-01 0:30 +1)), "years"),
            (Literal::guid("1 or true"), "GUID"),
            (Literal::guid("c94ac1c4-4b61-4c57-9a9e-9f0a3b5b1d6g"), "GUID"),
            (Literal::guid("c94ac1c4-4b61-4c57-9a9e-9f0a3b5b1d6a-0"), "GUID"),
        ] {
            let error = value.check().expect_err(&value.to_string());
            assert!(error.contains(reason), "{error}");
        }
        for value in [
            Literal::from("any text"),
            Literal::from(1.5),
            Literal::from(date!(9999 - 12 - 31)),
            Literal::guid("C94AC1C4-4b61-4c57-9a9e-9f0a3b5b1d6a"),
        ] {
            assert_eq!(value.check(), Ok(()));
        }
    }
}
