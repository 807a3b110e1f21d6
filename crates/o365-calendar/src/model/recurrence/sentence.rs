//! A recurrence in words.

use std::fmt;

use super::Recurrence;
use super::pattern::{Pattern, RecurrenceRange};
use super::weekdays::Weekdays;

/// `every 2 weeks on Monday and Tuesday from 2018-09-05 until 2018-09-10`.
impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.pattern {
            Pattern::Daily => "day",
            Pattern::Weekly { .. } => "week",
            Pattern::MonthlyOnDay { .. } | Pattern::MonthlyOn { .. } => "month",
            Pattern::YearlyOnDay { .. } | Pattern::YearlyOn { .. } => "year",
            Pattern::Unknown(_) => return f.write_str("in a way that isn't known here"),
        };
        match self.interval {
            1 => write!(f, "every {unit}")?,
            many => write!(f, "every {many} {unit}s")?,
        }
        match &self.pattern {
            Pattern::Weekly { days, .. } => write!(f, " on {days}")?,
            Pattern::MonthlyOnDay { day } => write!(f, " on day {day}")?,
            Pattern::MonthlyOn { index, days } => write!(f, " on the {index} {}", Any(*days))?,
            Pattern::YearlyOnDay { month, day } => write!(f, " on {day} {month}")?,
            Pattern::YearlyOn { month, index, days } => {
                write!(f, " on the {index} {} of {month}", Any(*days))?;
            }
            Pattern::Daily | Pattern::Unknown(_) => {}
        }
        if let Some(start) = self.start {
            write!(f, " from {start}")?;
        }
        match &self.range {
            RecurrenceRange::NoEnd => Ok(()),
            RecurrenceRange::Until(last) => write!(f, " until {last}"),
            RecurrenceRange::Times(1) => f.write_str(", once"),
            RecurrenceRange::Times(count) => write!(f, ", {count} times"),
            RecurrenceRange::Unknown(_) => f.write_str(", for a time that isn't known here"),
        }
    }
}

/// Days of which one is meant.
struct Any(Weekdays);

impl fmt::Display for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Weekdays::ALL => f.write_str("day"),
            Weekdays::WORKDAYS => f.write_str("weekday"),
            Weekdays::WEEKEND => f.write_str("weekend day"),
            days => {
                let names = days.iter().map(|day| day.to_string()).collect::<Vec<_>>();
                f.write_str(&names.join(" or "))
            }
        }
    }
}
