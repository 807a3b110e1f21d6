//! Times of the day without a date: the `TimeOfDay` properties of models, such as `workingHours/startTime`.
//!
//! For serde's `with`: `time_of_day` for a [`Time`] and [`time_of_day::option`](option) for an `Option` of one. On
//! the wire it is `08:00:00.0000000`, with up to seven fractional digits read as well as none.

use std::fmt;

use serde::{Deserializer, Serializer};
use time::Time;

use super::scan;
use super::text;

const EXPECTED: &str = "a time of day such as 08:00:00.0000000";

/// Reads `08:00`, `08:00:00` or `08:00:00.0000000`.
///
/// ```
/// use o365_core::time::time_of_day;
///
/// assert_eq!(time_of_day::parse("08:30:00.0000000"), Some(time::macros::time!(08:30)));
/// assert_eq!(time_of_day::parse("24:00:00"), None);
/// ```
pub fn parse(text: &str) -> Option<Time> {
    match scan::time(text.as_bytes())? {
        (time, b"") => Some(time),
        _ => None,
    }
}

/// Reads a time that must be there; unreadable text is an error.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
    text::required(deserializer, EXPECTED, parse)
}

/// Writes `08:00:00.0000000`, always with seven digits, as the service does.
pub fn serialize<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
    write(*time, serializer)
}

/// The same for an `Option`; null and unreadable text are both `None`.
pub mod option {
    use super::{Deserializer, EXPECTED, Serializer, Time, parse, text, write};

    /// Reads a time, null or unreadable text.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Time>, D::Error> {
        text::optional(deserializer, EXPECTED, parse)
    }

    /// Writes a time, or null.
    pub fn serialize<S: Serializer>(time: &Option<Time>, serializer: S) -> Result<S::Ok, S::Error> {
        text::write_optional(time, serializer, write)
    }
}

fn write<S: Serializer>(time: Time, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&SevenDigits(time))
}

struct SevenDigits(Time);

impl fmt::Display for SevenDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second, nanosecond) = self.0.as_hms_nano();
        write!(f, "{hour:02}:{minute:02}:{second:02}.{:07}", nanosecond / 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};
    use time::macros::time;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct WorkingHours {
        #[serde(with = "crate::time::time_of_day")]
        start: Time,
        #[serde(default, with = "option")]
        end: Option<Time>,
    }

    #[test]
    fn reads_and_writes_seven_digits() {
        let hours = WorkingHours { start: time!(08:00), end: Some(time!(17:30:00.25)) };
        let json = r#"{"start":"08:00:00.0000000","end":"17:30:00.2500000"}"#;
        assert_eq!(serde_json::from_str::<WorkingHours>(json).unwrap(), hours);
        assert_eq!(serde_json::to_string(&hours).unwrap(), json);
    }

    #[test]
    fn reads_shorter_forms_and_forgives_the_rest() {
        let read = |end: &str| {
            serde_json::from_str::<WorkingHours>(&format!(r#"{{"start":"08:00","end":{end}}}"#))
        };
        assert_eq!(read(r#""17:30""#).unwrap().end, Some(time!(17:30)));
        assert_eq!(read(r#""25:30""#).unwrap().end, None);
        assert_eq!(read(r#""17:30:00Z""#).unwrap().end, None);
        assert_eq!(read("null").unwrap().end, None);
    }
}
