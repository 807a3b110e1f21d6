//! When somebody works.

use serde::{Deserialize, Serialize};
use time::{Time, Weekday};

use crate::json::{Extra, null_default};
use crate::time::TimeZone;

crate::open_enum! {
    /// A day of the week.
    pub enum DayOfWeek {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

impl DayOfWeek {
    /// As `time` has it; `None` for a day that isn't known.
    pub fn weekday(&self) -> Option<Weekday> {
        Some(match self {
            DayOfWeek::Monday => Weekday::Monday,
            DayOfWeek::Tuesday => Weekday::Tuesday,
            DayOfWeek::Wednesday => Weekday::Wednesday,
            DayOfWeek::Thursday => Weekday::Thursday,
            DayOfWeek::Friday => Weekday::Friday,
            DayOfWeek::Saturday => Weekday::Saturday,
            DayOfWeek::Sunday => Weekday::Sunday,
            DayOfWeek::Unknown(_) => return None,
        })
    }
}

impl From<Weekday> for DayOfWeek {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => DayOfWeek::Monday,
            Weekday::Tuesday => DayOfWeek::Tuesday,
            Weekday::Wednesday => DayOfWeek::Wednesday,
            Weekday::Thursday => DayOfWeek::Thursday,
            Weekday::Friday => DayOfWeek::Friday,
            Weekday::Saturday => DayOfWeek::Saturday,
            Weekday::Sunday => DayOfWeek::Sunday,
        }
    }
}

/// The days and hours in which somebody works.
///
/// ```
/// use o365_core::WorkingHours;
/// use o365_core::time::{Weekday, macros::time};
///
/// let days = [Weekday::Monday, Weekday::Tuesday, Weekday::Thursday];
/// let hours = WorkingHours::new(days, time!(09:00), time!(17:30), "Europe/Madrid");
/// # let _ = hours;
/// ```
///
/// [workingHours](https://learn.microsoft.com/graph/api/resources/workinghours).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct WorkingHours {
    /// The days.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub days_of_week: Vec<DayOfWeek>,
    /// When a day starts.
    #[serde(with = "crate::time::time_of_day::option", skip_serializing_if = "Option::is_none")]
    pub start_time: Option<Time>,
    /// When it ends.
    #[serde(with = "crate::time::time_of_day::option", skip_serializing_if = "Option::is_none")]
    pub end_time: Option<Time>,
    /// By whose clocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<WorkingHoursTimeZone>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl WorkingHours {
    /// These days, from one time to another, by the clocks of a zone.
    pub fn new<D: Into<DayOfWeek>>(
        days: impl IntoIterator<Item = D>,
        start: Time,
        end: Time,
        time_zone: impl Into<TimeZone>,
    ) -> Self {
        WorkingHours {
            days_of_week: days.into_iter().map(Into::into).collect(),
            start_time: Some(start),
            end_time: Some(end),
            time_zone: Some(WorkingHoursTimeZone::new(time_zone)),
            ..Default::default()
        }
    }

    /// The days, as `time` has them.
    pub fn days(&self) -> impl Iterator<Item = Weekday> + '_ {
        self.days_of_week.iter().filter_map(DayOfWeek::weekday)
    }
}

/// The zone of working hours: one by name, or one with rules of its own.
///
/// [timeZoneBase](https://learn.microsoft.com/graph/api/resources/timezonebase) and
/// [customTimeZone](https://learn.microsoft.com/graph/api/resources/customtimezone).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct WorkingHoursTimeZone {
    /// `#microsoft.graph.customTimeZone` where it has rules of its own.
    #[serde(rename = "@odata.type", skip_serializing_if = "Option::is_none")]
    pub odata_type: Option<String>,
    /// The zone by its name; `Customized Time Zone` where it has rules of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<TimeZone>,
    /// Minutes to add to its clocks to get UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bias: Option<i32>,
    /// When summer time ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_offset: Option<TimeZoneOffset>,
    /// When summer time begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daylight_offset: Option<TimeZoneOffset>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl WorkingHoursTimeZone {
    /// A zone by name, sent under the name that the service surely takes.
    pub fn new(time_zone: impl Into<TimeZone>) -> Self {
        WorkingHoursTimeZone { name: Some(time_zone.into().for_service()), ..Default::default() }
    }

    /// Whether it has rules of its own.
    pub fn is_custom(&self) -> bool {
        self.odata_type.as_deref().is_some_and(|name| name.ends_with(".customTimeZone"))
    }
}

/// When the clocks of a zone of its own change: on the so-manieth such day of a month.
///
/// [standardTimeZoneOffset](https://learn.microsoft.com/graph/api/resources/standardtimezoneoffset) and
/// [daylightTimeZoneOffset](https://learn.microsoft.com/graph/api/resources/daylighttimezoneoffset).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct TimeZoneOffset {
    /// At which time.
    #[serde(with = "crate::time::time_of_day::option", skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// On the first (1) to the fourth (4) or last (5) such day of the month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_occurrence: Option<i32>,
    /// On which day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_of_week: Option<DayOfWeek>,
    /// In which month: 1 to 12.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<i32>,
    /// In which year; 0 for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Minutes that summer time adds to the bias.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daylight_bias: Option<i32>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use time::macros::time;

    use super::*;

    #[test]
    fn a_zone_with_rules_of_its_own_goes_there_and_back() {
        let whole = json!({
            "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
            "startTime": "09:00:00.0000000", "endTime": "18:30:00.0000000",
            "timeZone": {
                "@odata.type": "#microsoft.graph.customTimeZone", "bias": -200, "name": "Customized Time Zone",
                "standardOffset": {"time": "02:00:00.0000000", "dayOccurrence": 4, "dayOfWeek": "sunday", "month": 5, "year": 0},
                "daylightOffset": {"daylightBias": -100, "time": "02:00:00.0000000", "dayOccurrence": 2, "dayOfWeek": "sunday", "month": 10, "year": 0}
            }
        });
        let hours: WorkingHours = serde_json::from_value(whole.clone()).unwrap();
        let zone = hours.time_zone.clone().unwrap();
        assert!(zone.is_custom() && zone.extra.is_empty());
        assert_eq!(zone.daylight_offset.unwrap().daylight_bias, Some(-100));
        assert_eq!(hours.end_time, Some(time!(18:30)));
        assert_eq!(hours.days().count(), 6);
        assert!(hours.days().map(DayOfWeek::from).eq(hours.days_of_week.iter().cloned()));
        assert_eq!(serde_json::to_value(&hours).unwrap(), whole);
    }

    #[test]
    fn is_built_with_a_name_that_the_service_takes() {
        let hours =
            WorkingHours::new([Weekday::Monday], time!(08:00), time!(17:00), "America/Los_Angeles");
        let expected = json!({
            "daysOfWeek": ["monday"], "startTime": "08:00:00.0000000", "endTime": "17:00:00.0000000",
            "timeZone": {"name": "Pacific Standard Time"}
        });
        assert_eq!(serde_json::to_value(&hours).unwrap(), expected);
        let nulls = json!({"daysOfWeek": null, "startTime": null, "endTime": "later", "timeZone": {"name": null}});
        let hours: WorkingHours = serde_json::from_value::<WorkingHours>(nulls).unwrap();
        assert_eq!(
            serde_json::to_value(&hours).unwrap(),
            json!({"timeZone": Value::Object(Default::default())})
        );
    }
}
