//! Days: the `Date` properties of models, such as a recurrence's `startDate`.
//!
//! For serde's `with`: `date` for a [`Date`] and [`date::option`](option) for an `Option` of one. `0001-01-01`, with
//! which the service says *no date* in some places, is a value like any other.

use serde::{Deserializer, Serializer};
use time::Date;

use super::scan;
use super::text::{self, DateText};

const EXPECTED: &str = "a date such as 2024-01-02";

/// Reads `2024-01-02`. A time that follows, as in `2024-01-02T00:00:00Z`, is passed over.
///
/// ```
/// use o365_core::time::date;
///
/// assert_eq!(date::parse("2024-01-02"), Some(time::macros::date!(2024-01-02)));
/// assert_eq!(date::parse("2023-02-29"), None);
/// ```
pub fn parse(text: &str) -> Option<Date> {
    match scan::date(text.as_bytes())? {
        (date, [] | [b'T', ..]) => Some(date),
        _ => None,
    }
}

/// Reads a date that must be there; unreadable text is an error.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    text::required(deserializer, EXPECTED, parse)
}

/// Writes `2024-01-02`. A year that isn't of four digits is an error.
pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    write(*date, serializer)
}

/// The same for an `Option`; null and unreadable text are both `None`.
pub mod option {
    use super::{Date, Deserializer, EXPECTED, Serializer, parse, text, write};

    /// Reads a date, null or unreadable text.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Date>, D::Error> {
        text::optional(deserializer, EXPECTED, parse)
    }

    /// Writes a date, or null.
    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        text::write_optional(date, serializer, write)
    }
}

fn write<S: Serializer>(date: Date, serializer: S) -> Result<S::Ok, S::Error> {
    text::write(date.year(), DateText(date), serializer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};
    use time::macros::date;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Range {
        #[serde(with = "crate::time::date")]
        start: Date,
        #[serde(default, with = "option")]
        end: Option<Date>,
    }

    #[test]
    fn reads_and_writes_days() {
        let range = Range { start: date!(2017 - 09 - 04), end: Some(date!(0001 - 01 - 01)) };
        let json = r#"{"start":"2017-09-04","end":"0001-01-01"}"#;
        assert_eq!(serde_json::from_str::<Range>(json).unwrap(), range);
        assert_eq!(serde_json::to_string(&range).unwrap(), json);
    }

    #[test]
    fn an_optional_day_forgives_and_a_required_one_does_not() {
        for end in [r#""2023-02-29""#, "null", r#""""#, r#""2023-02-01x""#] {
            let json = format!(r#"{{"start":"2017-09-04T00:00:00Z","end":{end}}}"#);
            assert_eq!(serde_json::from_str::<Range>(&json).unwrap().end, None, "{end}");
        }
        assert!(serde_json::from_str::<Range>(r#"{"start":"2023-02-29"}"#).is_err());
        assert!(serde_json::from_str::<Range>(r#"{"start":null}"#).is_err());
    }
}
