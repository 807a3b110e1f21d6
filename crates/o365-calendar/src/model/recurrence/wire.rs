//! A recurrence as Graph writes it.

use o365_core::json::null_default;
use o365_core::time::TimeZone;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error, Serialize, SerializeStruct, Serializer};
use serde_json::{Map, Value, json};
use time::{Date, Month, Weekday};

use super::Recurrence;
use super::pattern::{Pattern, RecurrenceRange};
use super::weekdays::{WeekIndex, Weekdays, from_wire, to_wire};

impl Serialize for Recurrence {
    /// Fails for what [`check`](Recurrence::check) finds, so that it can't go out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(mistake) = self.mistake() {
            return Err(S::Error::custom(mistake));
        }
        let mut both = serializer.serialize_struct("Recurrence", 2)?;
        both.serialize_field("pattern", &self.pattern_json())?;
        both.serialize_field("range", &self.range_json())?;
        both.end()
    }
}

impl Recurrence {
    fn pattern_json(&self) -> Value {
        let names = |days: Weekdays| days.iter().map(to_wire).collect::<Vec<_>>();
        let interval = self.interval;
        match &self.pattern {
            Pattern::Daily => json!({"type": "daily", "interval": interval}),
            Pattern::Weekly { days, first_day_of_week } => json!({
                "type": "weekly", "interval": interval, "daysOfWeek": names(*days),
                "firstDayOfWeek": to_wire(*first_day_of_week),
            }),
            Pattern::MonthlyOnDay { day } => {
                json!({"type": "absoluteMonthly", "interval": interval, "dayOfMonth": day})
            }
            Pattern::MonthlyOn { index, days } => json!({
                "type": "relativeMonthly", "interval": interval, "daysOfWeek": names(*days), "index": index,
            }),
            Pattern::YearlyOnDay { month, day } => json!({
                "type": "absoluteYearly", "interval": interval, "dayOfMonth": day, "month": u8::from(*month),
            }),
            Pattern::YearlyOn { month, index, days } => json!({
                "type": "relativeYearly", "interval": interval, "daysOfWeek": names(*days), "index": index,
                "month": u8::from(*month),
            }),
            Pattern::Unknown(raw) => raw.clone(),
        }
    }

    fn range_json(&self) -> Value {
        let mut range = match &self.range {
            RecurrenceRange::NoEnd => json!({"type": "noEnd"}),
            RecurrenceRange::Until(last) => json!({"type": "endDate", "endDate": last.to_string()}),
            RecurrenceRange::Times(count) => {
                json!({"type": "numbered", "numberOfOccurrences": count})
            }
            RecurrenceRange::Unknown(raw) => return raw.clone(),
        };
        if let (Some(start), Some(range)) = (self.start, range.as_object_mut()) {
            range.insert("startDate".into(), start.to_string().into());
        }
        if let (Some(zone), Some(range)) = (&self.time_zone, range.as_object_mut()) {
            range.insert("recurrenceTimeZone".into(), zone.for_service().name().into());
        }
        range
    }
}

impl<'de> Deserialize<'de> for Recurrence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize, Default)]
        #[serde(default)]
        struct Both {
            #[serde(deserialize_with = "null_default")]
            pattern: Map<String, Value>,
            #[serde(deserialize_with = "null_default")]
            range: Map<String, Value>,
        }
        let Both { pattern, range } = Both::deserialize(deserializer)?;
        let text = |name: &str| range.get(name).and_then(Value::as_str);
        let interval = number(&pattern, "interval").filter(|interval| *interval >= 1).unwrap_or(1);
        let start = text("startDate").and_then(o365_core::time::date::parse);
        let zone = text("recurrenceTimeZone").filter(|zone| !zone.is_empty());
        Ok(Recurrence {
            pattern: read_pattern(&pattern).unwrap_or(Pattern::Unknown(Value::Object(pattern))),
            interval,
            start: start.filter(|start| start.year() > 1),
            time_zone: zone.map(TimeZone::new),
            range: read_range(&range).unwrap_or(RecurrenceRange::Unknown(Value::Object(range))),
        })
    }
}

/// The pattern, if all of it is known.
fn read_pattern(raw: &Map<String, Value>) -> Option<Pattern> {
    let kind = raw.get("type")?.as_str()?;
    let day = || u8::try_from(number(raw, "dayOfMonth")?).ok().filter(|day| (1..=31).contains(day));
    let month = || Month::try_from(u8::try_from(number(raw, "month")?).ok()?).ok();
    let is = |name: &str| kind.eq_ignore_ascii_case(name);
    Some(if is("daily") {
        Pattern::Daily
    } else if is("weekly") {
        let first = raw.get("firstDayOfWeek").and_then(Value::as_str);
        let first_day_of_week = first.map_or(Some(Weekday::Sunday), from_wire)?;
        Pattern::Weekly { days: days(raw)?, first_day_of_week }
    } else if is("absoluteMonthly") {
        Pattern::MonthlyOnDay { day: day()? }
    } else if is("relativeMonthly") {
        Pattern::MonthlyOn { index: index(raw)?, days: days(raw)? }
    } else if is("absoluteYearly") {
        Pattern::YearlyOnDay { month: month()?, day: day()? }
    } else if is("relativeYearly") {
        Pattern::YearlyOn { month: month()?, index: index(raw)?, days: days(raw)? }
    } else {
        return None;
    })
}

fn read_range(raw: &Map<String, Value>) -> Option<RecurrenceRange> {
    let kind = raw.get("type")?.as_str()?;
    Some(if kind.eq_ignore_ascii_case("noEnd") {
        RecurrenceRange::NoEnd
    } else if kind.eq_ignore_ascii_case("endDate") {
        RecurrenceRange::Until(date(raw.get("endDate")?)?)
    } else if kind.eq_ignore_ascii_case("numbered") {
        RecurrenceRange::Times(number(raw, "numberOfOccurrences").filter(|count| *count >= 1)?)
    } else {
        return None;
    })
}

fn number(raw: &Map<String, Value>, name: &str) -> Option<u32> {
    u32::try_from(raw.get(name)?.as_u64()?).ok()
}

fn date(raw: &Value) -> Option<Date> {
    o365_core::time::date::parse(raw.as_str()?)
}

fn days(raw: &Map<String, Value>) -> Option<Weekdays> {
    let days = raw.get("daysOfWeek")?.as_array()?.iter();
    Weekdays::new(days.map(|day| from_wire(day.as_str()?)).collect::<Option<Vec<_>>>()?)
}

/// Which of the days; the first if nothing is said.
fn index(raw: &Map<String, Value>) -> Option<WeekIndex> {
    let index = raw.get("index").and_then(Value::as_str).map_or(WeekIndex::First, WeekIndex::from);
    (!matches!(index, WeekIndex::Unknown(_))).then_some(index)
}
