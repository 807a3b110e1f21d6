//! How events come back.

use o365_core::time::TimeZone;
use o365_core::{Error, Field, Result};
use time::{Date, Month, Weekday};

mod weekdays;
mod pattern;
mod dates;
mod occurrences;
mod sentence;
mod wire;
mod rrule;
#[cfg(test)]
mod tests;

pub use occurrences::Occurrences;
pub use pattern::{Pattern, RecurrenceRange};
#[cfg(feature = "ical")]
pub(crate) use rrule::{compact, stamp};
pub use weekdays::{WeekIndex, Weekdays};

/// How an event comes back: a pattern and a range.
///
/// ```
/// use o365_calendar::{Recurrence, WeekIndex, Weekdays};
/// use o365_core::time::{Month, Weekday, macros::date};
///
/// let training = Recurrence::weekly([Weekday::Monday, Weekday::Tuesday]).every(2).until(date!(2018-09-10));
/// assert_eq!(training.to_string(), "every 2 weeks on Monday and Tuesday until 2018-09-10");
///
/// let birthday = Recurrence::yearly_on(Month::May, 22).for_ever();
/// assert_eq!(birthday.to_string(), "every year on 22 May");
///
/// let review = Recurrence::monthly_on(WeekIndex::Last, Weekdays::WORKDAYS).times(12);
/// assert_eq!(review.to_string(), "every month on the last weekday, 12 times");
/// ```
///
/// It starts on the day of its event unless [`starting`](Self::starting) says another, which the service wants to be the
/// same day. Days are those of the event's zone, or of [`time_zone`](Self::time_zone) if that is said: an event at nine is
/// at nine in winter and in summer.
///
/// Numbers are checked before anything is sent: no interval and no count of 0, no day that no month has, no end before the
/// start. [`check`](Self::check) does it earlier.
///
/// [patternedRecurrence](https://learn.microsoft.com/graph/api/resources/patternedrecurrence).
#[derive(Clone, Debug, PartialEq)]
pub struct Recurrence {
    pattern: Pattern,
    interval: u32,
    range: RecurrenceRange,
    start: Option<Date>,
    time_zone: Option<TimeZone>,
}

impl Recurrence {
    /// Every day.
    pub fn daily() -> Self {
        Recurrence::of(Pattern::Daily)
    }

    /// Every week, on these days. Weeks begin on Sunday unless [`first_day_of_week`](Self::first_day_of_week) says another.
    pub fn weekly(days: impl Into<Weekdays>) -> Self {
        Recurrence::of(Pattern::Weekly { days: days.into(), first_day_of_week: Weekday::Sunday })
    }

    /// Every month, on this day: 1 to 31. In a month without it, the last day.
    #[doc(alias = "absoluteMonthly")]
    pub fn monthly_on_day(day: u8) -> Self {
        Recurrence::of(Pattern::MonthlyOnDay { day })
    }

    /// Every month, on the first (second, ..) of these days. Of several days it is the first (second, ..) that is any of
    /// them: the first of [`Weekdays::WORKDAYS`] is the first working day.
    #[doc(alias = "relativeMonthly")]
    pub fn monthly_on(index: WeekIndex, days: impl Into<Weekdays>) -> Self {
        Recurrence::of(Pattern::MonthlyOn { index, days: days.into() })
    }

    /// Every year, on this day of a month. The 29th of February is the 28th where there is none.
    #[doc(alias = "absoluteYearly")]
    pub fn yearly_on(month: Month, day: u8) -> Self {
        Recurrence::of(Pattern::YearlyOnDay { month, day })
    }

    /// Every year, on the first (second, ..) of these days in a month.
    #[doc(alias = "relativeYearly")]
    pub fn yearly_on_weekday(index: WeekIndex, days: impl Into<Weekdays>, month: Month) -> Self {
        Recurrence::of(Pattern::YearlyOn { month, index, days: days.into() })
    }

    /// Only every so many days, weeks, months or years.
    #[must_use]
    pub fn every(mut self, interval: u32) -> Self {
        self.interval = interval;
        self
    }

    /// With which day a week begins. It matters to a weekly pattern that leaves weeks out; the others have no weeks, and
    /// stay as they are.
    #[must_use]
    pub fn first_day_of_week(mut self, day: Weekday) -> Self {
        if let Pattern::Weekly { first_day_of_week, .. } = &mut self.pattern {
            *first_day_of_week = day;
        }
        self
    }

    /// Until this day, which may still be one of them.
    #[must_use]
    pub fn until(mut self, last: Date) -> Self {
        self.range = RecurrenceRange::Until(last);
        self
    }

    /// So many times.
    #[must_use]
    pub fn times(mut self, count: u32) -> Self {
        self.range = RecurrenceRange::Times(count);
        self
    }

    /// Without an end, which is so if nothing else is said.
    #[must_use]
    pub fn for_ever(mut self) -> Self {
        self.range = RecurrenceRange::NoEnd;
        self
    }

    /// From this day on. By default it is the day of the event, and the service takes no other.
    #[must_use]
    pub fn starting(mut self, first: Date) -> Self {
        self.start = Some(first);
        self
    }

    /// In this zone. By default it is the zone of the event's start.
    #[doc(alias = "recurrenceTimeZone")]
    #[must_use]
    pub fn in_zone(mut self, zone: impl Into<TimeZone>) -> Self {
        self.time_zone = Some(zone.into());
        self
    }

    /// How it comes back.
    pub fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// Every so many days, weeks, months or years.
    pub fn interval(&self) -> u32 {
        self.interval
    }

    /// How long it comes back.
    pub fn range(&self) -> &RecurrenceRange {
        &self.range
    }

    /// The day from which on it comes back; `None` if that is the event's own.
    pub fn start(&self) -> Option<Date> {
        self.start
    }

    /// The zone that its days are of; `None` if that is the event's own.
    pub fn time_zone(&self) -> Option<&TimeZone> {
        self.time_zone.as_ref()
    }

    /// Whether the service can take it.
    ///
    /// # Errors
    /// Bad input for an interval or a count of 0, a day that isn't in its month, an end before the start.
    pub fn check(&self) -> Result<()> {
        self.mistake().map_or(Ok(()), |mistake| Err(Error::input(mistake)))
    }

    fn of(pattern: Pattern) -> Self {
        Recurrence {
            pattern,
            interval: 1,
            range: RecurrenceRange::NoEnd,
            start: None,
            time_zone: None,
        }
    }

    fn mistake(&self) -> Option<String> {
        // What isn't known isn't judged either.
        let interval = i32::try_from(self.interval).is_ok_and(|interval| interval >= 1);
        if !interval && !matches!(self.pattern, Pattern::Unknown(_)) {
            return Some(format!("a recurrence of every {} is none: say 1 or more", self.interval));
        }
        match self.pattern {
            Pattern::MonthlyOnDay { day } if !(1..=31).contains(&day) => {
                return Some(format!("no month has a day {day}"));
            }
            Pattern::YearlyOnDay { month, day } if day < 1 || day > longest(month) => {
                return Some(format!("{month} has no day {day}"));
            }
            _ => {}
        }
        match (&self.range, self.start) {
            (RecurrenceRange::Times(count), _) if i32::try_from(*count).unwrap_or(0) < 1 => {
                Some(format!("a recurrence of {count} times is none: say 1 or more"))
            }
            (RecurrenceRange::Until(last), Some(first)) if *last < first => {
                Some(format!("a recurrence from {first} can't end on {last}, which is before"))
            }
            _ => None,
        }
    }
}

impl From<&Recurrence> for Field<Recurrence> {
    fn from(recurrence: &Recurrence) -> Self {
        Field::Set(recurrence.clone())
    }
}
impl From<&Recurrence> for Recurrence {
    fn from(recurrence: &Recurrence) -> Self {
        recurrence.clone()
    }
}

/// Days of a month in a leap year.
fn longest(month: Month) -> u8 {
    month.length(2024)
}
