//! The days of a series, counted out.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use serde_json::Value;

use crate::schema::Refusal;

/// A recurrence, read and found to make sense.
#[derive(Clone, Debug)]
pub(crate) struct Recurrence {
    pattern: Pattern,
    interval: i32,
    end: End,
    pub(crate) start: Date,
}

#[derive(Clone, Debug)]
enum Pattern {
    Daily,
    Weekly { days: Vec<Weekday>, first: Weekday },
    Monthly(Day),
    Yearly { month: i8, day: Day },
}

/// The day of a month.
#[derive(Clone, Debug)]
enum Day {
    /// The last one if the month has fewer.
    Number(i8),
    /// The nth of the days that are among these; `None` is the last.
    Nth(Option<usize>, Vec<Weekday>),
}

#[derive(Clone, Copy, Debug)]
enum End {
    Never,
    On(Date),
    After(usize),
}

const DAYS: [&str; 7] =
    ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const INDEXES: [&str; 4] = ["first", "second", "third", "fourth"];

fn invalid(text: impl Into<String>) -> Refusal {
    Refusal::new(400, "ErrorInvalidRequest", text)
}

fn weekday(name: &str) -> Option<Weekday> {
    let place = DAYS.iter().position(|known| *known == name)?;
    Weekday::from_sunday_zero_offset(i8::try_from(place).ok()?).ok()
}

fn date(range: &Value, name: &str) -> Result<Date, Refusal> {
    let text = range.get(name).and_then(Value::as_str).unwrap_or_default();
    text.parse().map_err(|_| invalid(format!("'{name}' of the recurrence range is not a date.")))
}

impl Recurrence {
    /// Reads a `patternedRecurrence` whose shape was checked.
    ///
    /// # Errors
    /// 400 for what its pattern or its range needs and lacks.
    pub(crate) fn read(value: &Value) -> Result<Self, Refusal> {
        let (pattern, range) = (&value["pattern"], &value["range"]);
        let number = |of: &Value, name: &str| of.get(name).and_then(Value::as_i64);
        let interval = number(pattern, "interval").and_then(|n| i32::try_from(n).ok());
        let interval = interval.filter(|interval| (1..=999).contains(interval));
        let interval = interval
            .ok_or_else(|| invalid("The interval of the recurrence pattern must be from 1 on."))?;
        let start = date(range, "startDate")?;
        let end = match range["type"].as_str().unwrap_or_default() {
            "noEnd" => End::Never,
            "endDate" => End::On(date(range, "endDate")?),
            "numbered" => {
                let count = number(range, "numberOfOccurrences").filter(|count| *count > 0);
                let count = count.and_then(|count| usize::try_from(count).ok());
                End::After(count.ok_or_else(|| invalid("A numbered range needs occurrences."))?)
            }
            _ => return Err(invalid("The recurrence range needs a type.")),
        };
        if matches!(end, End::On(end) if end < start) {
            return Err(invalid("The recurrence range ends before it starts."));
        }
        Ok(Self { pattern: Pattern::read(pattern)?, interval, end, start })
    }

    /// The days, in their order.
    pub(crate) fn days(&self) -> impl Iterator<Item = Date> {
        let (count, last) = match self.end {
            End::Never => (usize::MAX, Date::MAX),
            End::On(day) => (usize::MAX, day),
            End::After(count) => (count, Date::MAX),
        };
        let periods = (0_i32..).map_while(|period| self.period(period.checked_mul(self.interval)?));
        let days = periods.flatten().skip_while(|day| *day < self.start);
        days.take_while(move |day| *day <= last).take(count)
    }

    /// The days of the day, week, month or year that is so many after the first; `None` where time ends.
    fn period(&self, ahead: i32) -> Option<Vec<Date>> {
        match &self.pattern {
            Pattern::Daily => Some(vec![self.start.checked_add(ahead.days()).ok()?]),
            Pattern::Weekly { days, first } => {
                let into = self.start.weekday().since(*first);
                let week = self.start.checked_sub(i32::from(into).days()).ok()?;
                let week = week.checked_add(ahead.weeks()).ok()?;
                let all = (0..7_i32).filter_map(|day| week.checked_add(day.days()).ok());
                Some(all.filter(|day| days.contains(&day.weekday())).collect())
            }
            Pattern::Monthly(day) => {
                let month = self.start.first_of_month().checked_add(ahead.months()).ok()?;
                Some(day.of(month).into_iter().collect())
            }
            Pattern::Yearly { month, day } => {
                let year = i16::try_from(i32::from(self.start.year()) + ahead).ok()?;
                Some(day.of(Date::new(year, *month, 1).ok()?).into_iter().collect())
            }
        }
    }
}

impl Pattern {
    fn read(value: &Value) -> Result<Self, Refusal> {
        let small = |name: &str, range: std::ops::RangeInclusive<i64>| {
            let number = value.get(name).and_then(Value::as_i64).filter(|n| range.contains(n));
            let number = number.and_then(|number| i8::try_from(number).ok());
            number.ok_or_else(|| invalid(format!("The recurrence pattern needs '{name}'.")))
        };
        let days = || {
            let names = value["daysOfWeek"].as_array().into_iter().flatten();
            let days: Vec<_> = names.filter_map(|name| weekday(name.as_str()?)).collect();
            if days.is_empty() {
                return Err(invalid("The recurrence pattern needs 'daysOfWeek'."));
            }
            Ok(days)
        };
        let nth = || {
            let name = value["index"].as_str().unwrap_or("first");
            Ok(Day::Nth(INDEXES.iter().position(|known| *known == name), days()?))
        };
        Ok(match value["type"].as_str().unwrap_or_default() {
            "daily" => Self::Daily,
            "weekly" => {
                let first = value["firstDayOfWeek"].as_str().and_then(weekday);
                Self::Weekly { days: days()?, first: first.unwrap_or(Weekday::Sunday) }
            }
            "absoluteMonthly" => Self::Monthly(Day::Number(small("dayOfMonth", 1..=31)?)),
            "relativeMonthly" => Self::Monthly(nth()?),
            "absoluteYearly" => {
                let day = Day::Number(small("dayOfMonth", 1..=31)?);
                Self::Yearly { month: small("month", 1..=12)?, day }
            }
            "relativeYearly" => Self::Yearly { month: small("month", 1..=12)?, day: nth()? },
            _ => return Err(invalid("The recurrence pattern needs a type.")),
        })
    }
}

impl Day {
    /// The day in the month that begins then.
    fn of(&self, month: Date) -> Option<Date> {
        let last = month.days_in_month();
        match self {
            Self::Number(day) => month.with().day((*day).min(last)).build().ok(),
            Self::Nth(nth, days) => {
                let all = (1..=last).filter_map(|day| month.with().day(day).build().ok());
                let mut all = all.filter(|day| days.contains(&day.weekday()));
                match nth {
                    Some(nth) => all.nth(*nth),
                    None => all.next_back(),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn days(pattern: Value, range: Value) -> Vec<String> {
        let recurrence = Recurrence::read(&json!({"pattern": pattern, "range": range})).unwrap();
        recurrence.days().take(6).map(|day| day.to_string()).collect()
    }

    fn from(start: &str, count: usize) -> Value {
        json!({"type": "numbered", "startDate": start, "numberOfOccurrences": count})
    }

    #[test]
    fn daily_and_to_a_day_that_counts() {
        let range = json!({"type": "endDate", "startDate": "2026-02-26", "endDate": "2026-03-04"});
        let all = days(json!({"type": "daily", "interval": 3}), range);
        assert_eq!(all, ["2026-02-26", "2026-03-01", "2026-03-04"]);
    }

    #[test]
    fn the_first_day_of_the_week_decides_what_every_other_week_is() {
        // 2026-08-05 is a Wednesday.
        let pattern = |first: &str| {
            json!({"type": "weekly", "interval": 2, "daysOfWeek": ["sunday", "wednesday"],
                "firstDayOfWeek": first})
        };
        let monday = days(pattern("monday"), from("2026-08-05", 4));
        assert_eq!(monday, ["2026-08-05", "2026-08-09", "2026-08-19", "2026-08-23"]);
        let sunday = days(pattern("sunday"), from("2026-08-05", 4));
        assert_eq!(sunday, ["2026-08-05", "2026-08-16", "2026-08-19", "2026-08-30"]);
    }

    #[test]
    fn a_day_that_a_month_lacks_is_its_last() {
        let pattern = json!({"type": "absoluteMonthly", "interval": 1, "dayOfMonth": 31});
        let all = days(pattern, from("2026-01-31", 4));
        assert_eq!(all, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
        let leap = json!({"type": "absoluteYearly", "interval": 2, "dayOfMonth": 29, "month": 2});
        let all = days(leap, from("2024-02-29", 3));
        assert_eq!(all, ["2024-02-29", "2026-02-28", "2028-02-29"]);
    }

    #[test]
    fn relative_days_are_the_nth_among_all_that_fit() {
        let pattern = |index: &str, days: &[&str]| json!({"type": "relativeMonthly", "interval": 1, "index": index, "daysOfWeek": days});
        let work = ["monday", "tuesday", "wednesday", "thursday", "friday"];
        assert_eq!(
            days(pattern("second", &work), from("2026-02-01", 2)),
            ["2026-02-03", "2026-03-03"]
        );
        assert_eq!(
            days(pattern("last", &["friday"]), from("2026-01-01", 2)),
            ["2026-01-30", "2026-02-27"]
        );
        let year = json!({"type": "relativeYearly", "interval": 1, "index": "fourth", "month": 11,
            "daysOfWeek": ["thursday"]});
        assert_eq!(days(year, from("2025-12-01", 2)), ["2026-11-26", "2027-11-25"]);
    }

    #[test]
    fn time_ends_and_so_does_a_series_without_end() {
        let range = json!({"type": "noEnd", "startDate": "9999-12-30"});
        assert_eq!(days(json!({"type": "daily", "interval": 1}), range).len(), 2);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let refused = [
            json!({"type": "daily", "interval": 0}),
            json!({"type": "weekly", "interval": 1}),
            json!({"type": "absoluteMonthly", "interval": 1, "dayOfMonth": 32}),
            json!({"type": "absoluteYearly", "interval": 1, "dayOfMonth": 1}),
            json!({"type": "relativeMonthly", "interval": 1, "index": "last"}),
            json!({"interval": 1}),
        ];
        for pattern in refused {
            let value = json!({"pattern": pattern, "range": from("2026-01-01", 1)});
            assert_eq!(Recurrence::read(&value).unwrap_err().status, 400, "{value}");
        }
        let range = json!({"type": "endDate", "startDate": "2026-01-02", "endDate": "2026-01-01"});
        let value = json!({"pattern": {"type": "daily", "interval": 1}, "range": range});
        assert!(Recurrence::read(&value).is_err());
    }
}
