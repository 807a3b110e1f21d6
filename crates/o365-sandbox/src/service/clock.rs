//! Wall clocks with their zones.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::schema::Refusal;
use crate::service::zones;

/// A zone with the name that it was given by.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    pub(crate) name: Box<str>,
    pub(crate) rules: TimeZone,
}

impl Zone {
    /// # Errors
    /// 400 if the service doesn't know the name.
    pub(crate) fn find(name: &str) -> Result<Self, Refusal> {
        let rules = zones::rules(name).ok_or_else(|| unsupported(name))?;
        Ok(Self { name: name.into(), rules })
    }

    pub(crate) fn utc() -> Self {
        Self { name: "UTC".into(), rules: TimeZone::UTC }
    }
}

pub(crate) fn unsupported(name: &str) -> Refusal {
    Refusal::new(
        400,
        "TimeZoneNotSupportedException",
        format!(
            "A valid TimeZone value must be specified. The following TimeZone value is not supported: '{name}'."
        ),
    )
}

/// What a clock on the wall shows somewhere.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub(crate) wall: DateTime,
    pub(crate) zone: Zone,
}

impl Moment {
    /// Reads a `dateTimeTimeZone`. A text that ends in `Z` is an instant.
    ///
    /// # Errors
    /// 400 for a text that is no date and time, and for an unknown zone.
    pub(crate) fn read(value: &Value) -> Result<Self, Refusal> {
        let text = value.get("dateTime").and_then(Value::as_str).unwrap_or_default();
        let zone = Zone::find(value.get("timeZone").and_then(Value::as_str).unwrap_or_default())?;
        let wall = if text.ends_with(['Z', 'z']) {
            text.parse::<Timestamp>().ok().map(|at| zone.rules.to_datetime(at))
        } else {
            text.parse::<DateTime>().ok()
        };
        let wall = wall.ok_or_else(|| {
            Refusal::new(400, "ErrorInvalidRequest", format!("'{text}' is not a date and time."))
        })?;
        Ok(Self { wall, zone })
    }

    /// Seconds since 1970. In a gap the clock has been put forward; of two times it is the first.
    pub(crate) fn at(&self) -> i64 {
        let ambiguous = self.zone.rules.to_ambiguous_timestamp(self.wall);
        ambiguous.compatible().map_or(0, Timestamp::as_second)
    }

    /// The same instant on the clock of another zone.
    pub(crate) fn in_zone(&self, zone: &Zone) -> Self {
        Self::of(self.at(), zone)
    }

    pub(crate) fn of(seconds: i64, zone: &Zone) -> Self {
        let at = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        Self { wall: zone.rules.to_datetime(at), zone: zone.clone() }
    }

    /// As JSON: seven digits of a fraction, no offset.
    pub(crate) fn json(&self) -> Value {
        json!({"dateTime": text(self.wall), "timeZone": self.zone.name})
    }

    pub(crate) fn is_midnight(&self) -> bool {
        self.wall.time() == jiff::civil::Time::midnight()
    }
}

pub(crate) fn text(wall: DateTime) -> String {
    format!("{}.{:07}", wall.strftime("%Y-%m-%dT%H:%M:%S"), wall.subsec_nanosecond() / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(date_time: &str, zone: &str) -> i64 {
        Moment::read(&json!({"dateTime": date_time, "timeZone": zone})).unwrap().at()
    }

    #[test]
    fn gaps_are_shifted_forward_and_of_two_times_it_is_the_first() {
        let utc = |text: &str| at(text, "UTC");
        assert_eq!(at("2026-03-29T02:30:00", "Europe/Madrid"), utc("2026-03-29T01:30:00"));
        assert_eq!(at("2026-10-25T02:30:00", "Romance Standard Time"), utc("2026-10-25T00:30:00"));
        assert_eq!(at("2026-03-08T02:30:00", "Eastern Standard Time"), utc("2026-03-08T07:30:00"));
        assert_eq!(at("2026-11-01T01:30:00", "America/New_York"), utc("2026-11-01T05:30:00"));
    }

    #[test]
    fn reads_fractions_instants_and_days() {
        let read = |text: &str, zone: &str| {
            Moment::read(&json!({"dateTime": text, "timeZone": zone})).map(|at| at.json())
        };
        let json = read("2026-01-01T10:00:00Z", "Europe/Madrid").unwrap();
        assert_eq!(json["dateTime"], "2026-01-01T11:00:00.0000000");
        let json = read("2026-01-01T10:00:00.1234567", "tzone://Microsoft/Utc").unwrap();
        assert_eq!(json["dateTime"], "2026-01-01T10:00:00.1234567");
        assert_eq!(read("2026-01-01", "UTC").unwrap()["dateTime"], "2026-01-01T00:00:00.0000000");
        assert_eq!(read("yesterday", "UTC").unwrap_err().code, "ErrorInvalidRequest");
        let unknown = read("2026-01-01T10:00:00", "Mars/Base").unwrap_err();
        assert_eq!(unknown.code, "TimeZoneNotSupportedException");
    }
}
