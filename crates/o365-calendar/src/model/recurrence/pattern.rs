//! How an event comes back.

use serde_json::Value;
use time::{Month, Weekday};

use super::weekdays::{WeekIndex, Weekdays};
use o365_core::time::Date;

/// How an event comes back, as [`Recurrence::pattern`](super::Recurrence::pattern) tells it. Made by the constructors of
/// [`Recurrence`](super::Recurrence).
///
/// [recurrencePattern](https://learn.microsoft.com/graph/api/resources/recurrencepattern).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Pattern {
    /// By days.
    Daily,
    /// By weeks, on days of the week.
    #[non_exhaustive]
    Weekly {
        /// On which days.
        days: Weekdays,
        /// With which day a week begins: it matters where weeks are left out.
        first_day_of_week: Weekday,
    },
    /// By months, on a day by its number. In a month without this day it is the last one.
    #[non_exhaustive]
    MonthlyOnDay {
        /// 1 to 31.
        day: u8,
    },
    /// By months, on the first or another of some days of the week.
    #[non_exhaustive]
    MonthlyOn {
        /// Which of the days.
        index: WeekIndex,
        /// Of which days: with several, they are counted together.
        days: Weekdays,
    },
    /// By years, on a date. The 29th of February is the 28th where there is none.
    #[non_exhaustive]
    YearlyOnDay {
        /// The month.
        month: Month,
        /// 1 to 31.
        day: u8,
    },
    /// By years, on the first or another of some days of the week in a month.
    #[non_exhaustive]
    YearlyOn {
        /// The month.
        month: Month,
        /// Which of the days.
        index: WeekIndex,
        /// Of which days: with several, they are counted together.
        days: Weekdays,
    },
    /// What this version doesn't know: the `pattern` as the service sent it. It is written back as it is.
    Unknown(Value),
}

/// How long an event comes back.
///
/// [recurrenceRange](https://learn.microsoft.com/graph/api/resources/recurrencerange).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum RecurrenceRange {
    /// For ever.
    #[default]
    NoEnd,
    /// Until this day, which may still be one of them.
    Until(Date),
    /// So many times.
    Times(u32),
    /// What this version doesn't know: the `range` as the service sent it. It is written back as it is.
    Unknown(Value),
}
