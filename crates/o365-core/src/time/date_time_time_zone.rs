//! A wall clock in a zone.

use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error, Serialize, SerializeStruct, Serializer};
use time::{OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::scan;
use super::text::{self, DateTimeText};
use super::zone::{Disambiguation, LocalTimeError, TimeZone, ZoneError};

/// A date and time as the clocks of a zone show it: Graph's `dateTimeTimeZone`, such as an event's `start`.
///
/// On the wire it is `{"dateTime": "2017-08-29T04:00:00.0000000", "timeZone": "Pacific Standard Time"}`. The service
/// answers in UTC unless it is asked for another zone. Read are up to nine fractional digits, a date alone (which is
/// its midnight) and a missing or null zone (which is UTC, as it is to the service). Where the text has an offset or
/// `Z` it names an instant, which is told in the zone, or left as written if the zone is unknown.
///
/// Written are the same values: no fraction where there is none, at most seven digits, and the zone's name as it came.
/// [`for_service`](DateTimeTimeZone::for_service) changes the name to one that the service surely takes.
///
/// The wall clock of an all-day event is midnight whatever the zone says; read it with
/// [`AllDay`](super::AllDay) and don't convert it.
///
/// See [`dateTimeTimeZone`](https://learn.microsoft.com/graph/api/resources/datetimetimezone).
///
/// ```
/// use o365_core::time::DateTimeTimeZone;
/// use time::macros::datetime;
///
/// let start = DateTimeTimeZone::new(datetime!(2017-08-29 04:00), "Pacific Standard Time");
/// assert_eq!(start.instant()?, datetime!(2017-08-29 11:00 UTC));
/// assert_eq!(start.to_string(), "2017-08-29T04:00:00 Pacific Standard Time");
/// # Ok::<(), o365_core::time::LocalTimeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DateTimeTimeZone {
    /// What the clocks show.
    pub date_time: PrimitiveDateTime,
    /// Whose clocks.
    pub time_zone: TimeZone,
}

impl DateTimeTimeZone {
    /// A wall clock in a zone.
    pub fn new(date_time: PrimitiveDateTime, time_zone: impl Into<TimeZone>) -> DateTimeTimeZone {
        DateTimeTimeZone { date_time, time_zone: time_zone.into() }
    }

    /// An instant as the clocks of UTC show it.
    pub fn utc(instant: OffsetDateTime) -> DateTimeTimeZone {
        DateTimeTimeZone { date_time: text::in_utc(instant), time_zone: TimeZone::UTC }
    }

    /// An instant as the clocks of a zone show it.
    ///
    /// # Errors
    ///
    /// [`ZoneError`] if the zone is unknown or the instant at an end of the calendar.
    pub fn from_instant(
        instant: OffsetDateTime,
        time_zone: impl Into<TimeZone>,
    ) -> Result<DateTimeTimeZone, ZoneError> {
        let time_zone = time_zone.into();
        Ok(DateTimeTimeZone { date_time: time_zone.to_wall_clock(instant)?, time_zone })
    }

    /// The one instant that this is, with the zone's offset.
    ///
    /// # Errors
    ///
    /// [`LocalTimeError`] if the zone is unknown, or its clocks skip this time or show it twice. In UTC, which the
    /// service answers in by default, neither happens.
    pub fn instant(&self) -> Result<OffsetDateTime, LocalTimeError> {
        self.time_zone.to_instant(self.date_time)
    }

    /// The same with a rule for what the clocks skip or show twice.
    ///
    /// # Errors
    ///
    /// [`LocalTimeError`] if the zone is unknown, or with [`Disambiguation::Reject`] as for
    /// [`instant`](DateTimeTimeZone::instant).
    pub fn instant_with(
        &self,
        disambiguation: Disambiguation,
    ) -> Result<OffsetDateTime, LocalTimeError> {
        self.time_zone.to_instant_with(self.date_time, disambiguation)
    }

    /// The same instant as the clocks of another zone show it.
    ///
    /// # Errors
    ///
    /// Those of [`instant`](DateTimeTimeZone::instant), and [`LocalTimeError::Zone`] if the other zone is unknown.
    pub fn in_zone(&self, time_zone: &TimeZone) -> Result<DateTimeTimeZone, LocalTimeError> {
        Ok(DateTimeTimeZone::from_instant(self.instant()?, time_zone)?)
    }

    /// The same with the zone under the name that the service surely takes, see [`TimeZone::for_service`].
    #[must_use]
    pub fn for_service(&self) -> DateTimeTimeZone {
        DateTimeTimeZone { date_time: self.date_time, time_zone: self.time_zone.for_service() }
    }

    fn read(wall_clock: WallClock, time_zone: TimeZone) -> DateTimeTimeZone {
        let WallClock { date_time, offset } = wall_clock;
        let told = offset
            .and_then(|offset| date_time.assume_offset(offset).checked_to_offset(UtcOffset::UTC))
            .and_then(|instant| time_zone.to_wall_clock(instant).ok());
        DateTimeTimeZone { date_time: told.unwrap_or(date_time), time_zone }
    }
}

impl fmt::Display for DateTimeTimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", DateTimeText(self.date_time), self.time_zone)
    }
}

impl Serialize for DateTimeTimeZone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let year = self.date_time.year();
        if !(0..=9999).contains(&year) {
            return Err(S::Error::custom(format_args!("year {year} is not of four digits")));
        }
        let mut pair = serializer.serialize_struct("DateTimeTimeZone", 2)?;
        pair.serialize_field("dateTime", &format_args!("{}", DateTimeText(self.date_time)))?;
        pair.serialize_field("timeZone", &self.time_zone)?;
        pair.end()
    }
}

impl<'de> Deserialize<'de> for DateTimeTimeZone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<DateTimeTimeZone, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Pair {
            date_time: WallClock,
            #[serde(default)]
            time_zone: Option<TimeZone>,
        }

        let Pair { date_time, time_zone } = Pair::deserialize(deserializer)?;
        Ok(DateTimeTimeZone::read(date_time, time_zone.unwrap_or_default()))
    }
}

struct WallClock {
    date_time: PrimitiveDateTime,
    offset: Option<UtcOffset>,
}

impl WallClock {
    fn parse(text: &str) -> Option<WallClock> {
        let (date, rest) = scan::date(text.as_bytes())?;
        let (time, rest) = match rest {
            [b'T' | b't' | b' ', rest @ ..] => scan::time(rest)?,
            rest => (Time::MIDNIGHT, rest),
        };
        let date_time = PrimitiveDateTime::new(date, time);
        match rest {
            b"" => Some(WallClock { date_time, offset: None }),
            rest => match scan::offset(rest)? {
                (offset, b"") => Some(WallClock { date_time, offset: Some(offset) }),
                _ => None,
            },
        }
    }
}

impl<'de> Deserialize<'de> for WallClock {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WallClock, D::Error> {
        text::required(
            deserializer,
            "a date and time such as 2017-08-29T04:00:00.0000000",
            WallClock::parse,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn read(json: &str) -> DateTimeTimeZone {
        serde_json::from_str(json).unwrap()
    }

    fn written(value: &DateTimeTimeZone) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn reads_what_the_service_sends() {
        for (json, date_time, zone) in [
            (
                r#"{"dateTime":"2016-03-20T02:00:00.0000000","timeZone":"UTC"}"#,
                datetime!(2016-03-20 02:00),
                "UTC",
            ),
            (
                r#"{"dateTime":"2017-04-21T10:00:00.0000000","timeZone":"Pacific Standard Time"}"#,
                datetime!(2017-04-21 10:00),
                "Pacific Standard Time",
            ),
            (
                r##"{"@odata.type":"#microsoft.graph.dateTimeTimeZone","dateTime":"2016-12-02T18:00:00","timeZone":"Eastern Standard Time"}"##,
                datetime!(2016-12-02 18:00),
                "Eastern Standard Time",
            ),
            (
                r#"{"timeZone":"Asia/Kolkata","dateTime":"2017-04-21"}"#,
                datetime!(2017-04-21 00:00),
                "Asia/Kolkata",
            ),
            (
                r#"{"dateTime":"2017-04-21T10:00:00.123456789"}"#,
                datetime!(2017-04-21 10:00:00.123456789),
                "UTC",
            ),
            (
                r#"{"dateTime":"2017-04-21T10:00","timeZone":null}"#,
                datetime!(2017-04-21 10:00),
                "UTC",
            ),
            (
                r#"{"dateTime":"2017-04-21T10:00:00Z","timeZone":"UTC"}"#,
                datetime!(2017-04-21 10:00),
                "UTC",
            ),
            (
                r#"{"dateTime":"0001-01-01T00:00:00.0000000","timeZone":"UTC"}"#,
                datetime!(0001-01-01 00:00),
                "UTC",
            ),
            (
                r#"{"dateTime":"2017-04-21T10:00:00","timeZone":""}"#,
                datetime!(2017-04-21 10:00),
                "",
            ),
            (
                r#"{"dateTime":"2017-04-21T10:00:00","timeZone":"tzone://Microsoft/Custom"}"#,
                datetime!(2017-04-21 10:00),
                "tzone://Microsoft/Custom",
            ),
            (
                r#"{"dateTime":"2017-04-21T10:00:00","timeZone":"(UTC+01:00) Amsterdam, Berlin"}"#,
                datetime!(2017-04-21 10:00),
                "(UTC+01:00) Amsterdam, Berlin",
            ),
        ] {
            let value = read(json);
            assert_eq!((value.date_time, value.time_zone.name()), (date_time, zone), "{json}");
        }
    }

    #[test]
    fn an_offset_names_an_instant() {
        let value =
            read(r#"{"dateTime":"2017-08-29T13:00:00+02:00","timeZone":"Pacific Standard Time"}"#);
        assert_eq!(value.date_time, datetime!(2017-08-29 04:00));
        let value = read(r#"{"dateTime":"2017-08-29T13:00:00-04:00"}"#);
        assert_eq!(value, DateTimeTimeZone::new(datetime!(2017-08-29 17:00), "UTC"));
        let value =
            read(r#"{"dateTime":"2017-08-29T13:00:00Z","timeZone":"Customized Time Zone"}"#);
        assert_eq!(
            value,
            DateTimeTimeZone::new(datetime!(2017-08-29 13:00), "Customized Time Zone")
        );
        let value = read(r#"{"dateTime":"9999-12-31T23:00:00-05:00","timeZone":"UTC"}"#);
        assert_eq!(value.date_time, datetime!(9999-12-31 23:00));
    }

    #[test]
    fn what_is_no_wall_clock_is_an_error() {
        for json in [
            r#"{"timeZone":"UTC"}"#,
            r#"{"dateTime":null}"#,
            r#"{"dateTime":"dateTime-value","timeZone":"timeZone-value"}"#,
            r#"{"dateTime":"2017-04-21T","timeZone":"UTC"}"#,
            r#"{"dateTime":"2017-04-21T10:00:00Zz","timeZone":"UTC"}"#,
            r#""2017-04-21T10:00:00Z""#,
        ] {
            assert!(serde_json::from_str::<DateTimeTimeZone>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn writes_what_came_with_a_fraction_only_if_any() {
        for (json, out) in [
            (
                r#"{"dateTime":"2017-08-29T04:00:00.0000000","timeZone":"Pacific Standard Time"}"#,
                r#"{"dateTime":"2017-08-29T04:00:00","timeZone":"Pacific Standard Time"}"#,
            ),
            (
                r#"{"dateTime":"2017-08-29T04:00:00.1230000","timeZone":"Europe/Madrid"}"#,
                r#"{"dateTime":"2017-08-29T04:00:00.123","timeZone":"Europe/Madrid"}"#,
            ),
            (
                r#"{"dateTime":"2017-08-29T04:00:00","timeZone":"pacific standard time"}"#,
                r#"{"dateTime":"2017-08-29T04:00:00","timeZone":"pacific standard time"}"#,
            ),
            (
                r#"{"dateTime":"2017-08-29","timeZone":""}"#,
                r#"{"dateTime":"2017-08-29T00:00:00","timeZone":""}"#,
            ),
        ] {
            let value = read(json);
            assert_eq!(written(&value), out);
            assert_eq!(read(&written(&value)), value);
        }
        let ancient = DateTimeTimeZone::new(datetime!(-0001-01-01 00:00), "UTC");
        assert!(serde_json::to_string(&ancient).is_err());
    }

    #[test]
    fn for_the_service_the_windows_name_is_written() {
        let written = |zone: &str| {
            written(&DateTimeTimeZone::new(datetime!(2024-05-01 09:00), zone).for_service())
                .replace(r#"{"dateTime":"2024-05-01T09:00:00","timeZone":"#, "")
        };
        assert_eq!(written("Europe/Madrid"), r#""Romance Standard Time"}"#);
        assert_eq!(written("asia/calcutta"), r#""India Standard Time"}"#);
        assert_eq!(written("tokyo standard time"), r#""Tokyo Standard Time"}"#);
        assert_eq!(written("tzone://Microsoft/Utc"), r#""UTC"}"#);
        assert_eq!(written("Kamchatka Standard Time"), r#""Kamchatka Standard Time"}"#);
        assert_eq!(written("Antarctica/Troll"), r#""Antarctica/Troll"}"#);
        assert_eq!(written("Customized Time Zone"), r#""Customized Time Zone"}"#);
    }

    #[test]
    fn instants_go_from_zone_to_zone() {
        let tokyo =
            DateTimeTimeZone::from_instant(datetime!(2024-02-29 20:00 UTC), "Asia/Tokyo").unwrap();
        assert_eq!(tokyo.date_time, datetime!(2024-03-01 05:00));
        let new_york = tokyo.in_zone(&TimeZone::new("Eastern Standard Time")).unwrap();
        assert_eq!(new_york.date_time, datetime!(2024-02-29 15:00));
        assert_eq!(new_york.instant().unwrap(), datetime!(2024-02-29 20:00 UTC));
        assert_eq!(
            DateTimeTimeZone::utc(datetime!(2024-03-01 05:00 +9)).date_time,
            datetime!(2024-02-29 20:00)
        );
        assert_eq!(
            tokyo.in_zone(&TimeZone::new("Atlantis")),
            Err(LocalTimeError::Zone(ZoneError::Unknown { name: "Atlantis".into() }))
        );
    }

    #[test]
    fn a_fold_is_an_error_unless_a_rule_is_given() {
        let value = DateTimeTimeZone::new(datetime!(2024-10-27 02:30), "Europe/Madrid");
        assert!(matches!(value.instant(), Err(LocalTimeError::Fold { .. })));
        let instant = value.instant_with(Disambiguation::Compatible).unwrap();
        assert_eq!(instant, datetime!(2024-10-27 00:30 UTC));
    }
}
