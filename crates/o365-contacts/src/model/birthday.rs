//! Birthdays: days that the service keeps as instants.

use o365_core::time::{Date, OffsetDateTime, Time, UtcOffset, date, instant};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day, written as the instant that Outlook takes for it: a minute before noon in UTC, which is the same day in nearly all
/// zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Birthday(pub(crate) Date);

impl Serialize for Birthday {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let minute_to_noon = Time::from_hms(11, 59, 0).unwrap_or(Time::MIDNIGHT);
        instant::serialize(&OffsetDateTime::new_utc(self.0, minute_to_noon), serializer)
    }
}

/// For serde's `with`: null, missing and unreadable are all `None`.
pub(crate) mod option {
    use super::{
        Birthday, Date, Deserialize, Deserializer, Serialize, Serializer, UtcOffset, date, instant,
    };

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        Ok(text.and_then(|text| match instant::parse(&text) {
            Some(instant) => instant.checked_to_offset(UtcOffset::UTC).map(|utc| utc.date()),
            None => date::parse(&text),
        }))
    }

    pub(crate) fn serialize<S: Serializer>(
        day: &Option<Date>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        day.map(Birthday).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use o365_core::time::macros::date;
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Serialize, Deserialize)]
    struct Person {
        #[serde(default, with = "option")]
        birthday: Option<Date>,
    }

    fn read(text: &str) -> Option<Date> {
        serde_json::from_str::<Person>(&format!(r#"{{"birthday":{text}}}"#)).unwrap().birthday
    }

    #[test]
    fn the_day_is_that_in_utc() {
        assert_eq!(read(r#""1946-05-22T11:59:00Z""#), Some(date!(1946 - 05 - 22)));
        assert_eq!(read(r#""1946-05-22T00:00:00Z""#), Some(date!(1946 - 05 - 22)));
        assert_eq!(read(r#""1946-05-22T23:00:00-05:00""#), Some(date!(1946 - 05 - 23)));
        assert_eq!(read(r#""1946-05-22""#), Some(date!(1946 - 05 - 22)));
        for nothing in ["null", r#""""#, r#""datetime-value""#] {
            assert_eq!(read(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn it_is_written_as_outlook_writes_it() {
        let person = Person { birthday: Some(date!(1946 - 05 - 22)) };
        assert_eq!(
            serde_json::to_string(&person).unwrap(),
            r#"{"birthday":"1946-05-22T11:59:00Z"}"#
        );
    }
}
