//! Instants: the `DateTimeOffset` properties of models, such as `receivedDateTime`.
//!
//! For serde's `with`: `instant` for an [`OffsetDateTime`] and [`instant::option`](option) for an `Option` of one.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use time::{OffsetDateTime, macros::datetime};
//!
//! #[derive(Serialize, Deserialize)]
//! #[serde(rename_all = "camelCase")]
//! struct Message {
//!     #[serde(default, with = "o365_core::time::instant::option")]
//!     received_date_time: Option<OffsetDateTime>,
//! }
//!
//! let message: Message = serde_json::from_str(r#"{"receivedDateTime":"2017-08-29T04:00:00Z"}"#)?;
//! assert_eq!(message.received_date_time, Some(datetime!(2017-08-29 04:00 UTC)));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Written is RFC 3339 in UTC with `Z` and, if there is one, a fraction of up to seven digits: the service counts in
//! 100 nanoseconds and what is below is cut off.

use std::fmt;

use serde::{Deserializer, Serializer};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, PrimitiveDateTime};

use super::scan;
use super::text::{self, DateTimeText};

const EXPECTED: &str = "a date and time such as 2024-01-02T03:04:05Z";

/// Reads an instant: RFC 3339 with any number of fractional digits and any offset.
///
/// Seconds may be missing, and so may the offset, which then is UTC, the service's default. `0001-01-01T00:00:00Z`,
/// with which the service says *never*, is a value like any other. A year that isn't of four digits, as in
/// `-0001-11-30T00:00:00Z`, gives `None`.
pub fn parse(text: &str) -> Option<OffsetDateTime> {
    fixed_layout(text.as_bytes()).or_else(|| OffsetDateTime::parse(text, &Rfc3339).ok())
}

/// The text of an instant as the service takes it: `2024-01-02T03:04:05Z`.
///
/// ```
/// use o365_core::time::instant;
/// use time::macros::datetime;
///
/// assert_eq!(instant::to_text(datetime!(2024-01-02 05:04:05.5 +02:00)), "2024-01-02T03:04:05.5Z");
/// ```
pub fn to_text(instant: OffsetDateTime) -> String {
    InUtc(text::in_utc(instant)).to_string()
}

/// Reads an instant that must be there; unreadable text is an error.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OffsetDateTime, D::Error> {
    text::required(deserializer, EXPECTED, parse)
}

/// Writes an instant in UTC. A year that isn't of four digits is an error.
pub fn serialize<S: Serializer>(
    instant: &OffsetDateTime,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    write(*instant, serializer)
}

/// The same for an `Option`.
///
/// Null and text that can't be read are both `None`: stored items do hold times that no calendar has, and one of them
/// must not cost the item.
pub mod option {
    use super::{Deserializer, EXPECTED, OffsetDateTime, Serializer, parse, text, write};

    /// Reads an instant, null or unreadable text.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<OffsetDateTime>, D::Error> {
        text::optional(deserializer, EXPECTED, parse)
    }

    /// Writes an instant in UTC, or null.
    pub fn serialize<S: Serializer>(
        instant: &Option<OffsetDateTime>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        text::write_optional(instant, serializer, write)
    }
}

fn write<S: Serializer>(instant: OffsetDateTime, serializer: S) -> Result<S::Ok, S::Error> {
    let utc = text::in_utc(instant);
    text::write(utc.year(), InUtc(utc), serializer)
}

/// What the service always sends. All else goes to the general reader.
fn fixed_layout(text: &[u8]) -> Option<OffsetDateTime> {
    let (date, rest) = scan::date(text)?;
    let (b'T' | b't', rest) = rest.split_first()? else {
        return None;
    };
    let (time, rest) = scan::time(rest)?;
    let date_time = PrimitiveDateTime::new(date, time);
    match rest {
        b"Z" | b"" => Some(date_time.assume_utc()),
        _ => match scan::offset(rest)? {
            (offset, b"") => Some(date_time.assume_offset(offset)),
            _ => None,
        },
    }
}

struct InUtc(PrimitiveDateTime);

impl fmt::Display for InUtc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Z", DateTimeText(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use time::macros::datetime;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Item {
        #[serde(default, with = "option")]
        at: Option<OffsetDateTime>,
    }

    fn read(json: &str) -> Option<OffsetDateTime> {
        serde_json::from_str::<Item>(json).unwrap().at
    }

    #[test]
    fn reads_what_the_service_sends() {
        for (text, instant) in [
            ("2016-03-21T20:01:37Z", datetime!(2016-03-21 20:01:37 UTC)),
            ("2015-03-25T18:36:49.2407981Z", datetime!(2015-03-25 18:36:49.2407981 UTC)),
            ("2017-07-31T18:59:01.982289Z", datetime!(2017-07-31 18:59:01.982289 UTC)),
            ("2017-08-29T04:00:00-07:00", datetime!(2017-08-29 11:00 UTC)),
            ("2017-08-29T04:00:00+00:00", datetime!(2017-08-29 04:00 UTC)),
            ("0001-01-01T00:00:00Z", datetime!(0001-01-01 00:00 UTC)),
            ("9999-12-31T23:59:59.9999999Z", datetime!(9999-12-31 23:59:59.9999999 UTC)),
            ("2019-02-18T18:00Z", datetime!(2019-02-18 18:00 UTC)),
            ("2019-02-18T18:00:00", datetime!(2019-02-18 18:00 UTC)),
            ("2016-12-31T23:59:60Z", datetime!(2016-12-31 23:59:59.999999999 UTC)),
        ] {
            assert_eq!(read(&format!(r#"{{"at":"{text}"}}"#)), Some(instant), "{text}");
        }
    }

    #[test]
    fn what_is_no_instant_costs_no_item() {
        for json in [
            "{}",
            r#"{"at":null}"#,
            r#"{"at":""}"#,
            r#"{"at":"-0001-11-30T00:00:00Z"}"#,
            r#"{"at":"2023-02-29T00:00:00Z"}"#,
            r#"{"at":"2024-01-02T03:04:05Zoo"}"#,
            r#"{"at":"2024-01-02T03:04:05+02:00 "}"#,
            r#"{"at":"dateTime-value"}"#,
        ] {
            assert_eq!(read(json), None, "{json}");
        }
    }

    #[test]
    fn an_instant_that_must_be_there_is_an_error_when_unreadable() {
        #[derive(Debug, Deserialize)]
        struct Strict {
            #[serde(rename = "at", with = "crate::time::instant")]
            _at: OffsetDateTime,
        }
        let error = serde_json::from_str::<Strict>(r#"{"at":"soon"}"#).unwrap_err().to_string();
        assert!(error.contains("\"soon\"") && error.contains(EXPECTED), "{error}");
    }

    #[test]
    fn a_text_behind_escapes_is_read_too() {
        assert_eq!(
            read(r#"{"at":"2016-03-21T20:01:37\u005a"}"#),
            Some(datetime!(2016-03-21 20:01:37 UTC))
        );
    }

    #[test]
    fn writes_utc_and_at_most_seven_digits() {
        for (instant, text) in [
            (datetime!(2024-01-02 03:04:05 UTC), "2024-01-02T03:04:05Z"),
            (datetime!(2024-01-02 03:04:05 +05:30), "2024-01-01T21:34:05Z"),
            (datetime!(2024-01-02 03:04:05.050 UTC), "2024-01-02T03:04:05.05Z"),
            (datetime!(2024-01-02 03:04:05.123456789 UTC), "2024-01-02T03:04:05.1234567Z"),
            (datetime!(2024-01-02 03:04:05.000000099 UTC), "2024-01-02T03:04:05Z"),
            (datetime!(0001-01-01 00:00 UTC), "0001-01-01T00:00:00Z"),
            (datetime!(9999-12-31 23:00 -05:00), "9999-12-31T23:59:59.9999999Z"),
        ] {
            assert_eq!(
                serde_json::to_string(&Item { at: Some(instant) }).unwrap(),
                format!(r#"{{"at":"{text}"}}"#)
            );
        }
        assert_eq!(serde_json::to_string(&Item { at: None }).unwrap(), r#"{"at":null}"#);
        assert!(
            serde_json::to_string(&Item { at: Some(datetime!(-0001-11-30 00:00 UTC)) }).is_err()
        );
    }

    proptest! {
        #[test]
        fn the_fixed_layout_and_rfc_3339_agree(
            year in 0..=9999, day in 1..=366u16, second in 0..86_400u32, fraction in "(\\.[0-9]{1,9})?",
            offset in prop_oneof![Just(String::from("Z")), "[+-][0-2][0-9]:[0-6][0-9]"],
        ) {
            let Ok(date) = time::Date::from_ordinal_date(year, day) else { return Ok(()) };
            let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
            let text = format!("{}T{clock}{fraction}{offset}", text::DateText(date));
            let ours = fixed_layout(text.as_bytes());
            let theirs = OffsetDateTime::parse(&text, &Rfc3339).ok();
            prop_assert_eq!(ours, theirs, "{}", text);
            prop_assert_eq!(ours.map(OffsetDateTime::offset), theirs.map(OffsetDateTime::offset), "{}", text);
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,40}", head in "[-+0-9TZ:.]{0,40}") {
            parse(&text);
            parse(&head);
        }

        #[test]
        fn what_is_written_is_read(ticks in -621_355_968_000_000_000i64..2_534_023_007_999_999_999) {
            let instant = OffsetDateTime::from_unix_timestamp_nanos(i128::from(ticks) * 100).unwrap();
            prop_assert_eq!(parse(&to_text(instant)), Some(instant));
        }
    }
}
