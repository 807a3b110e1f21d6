//! The days on which an event comes back.

use time::{Date, Duration, Month, Weekday};

use super::pattern::{Pattern, RecurrenceRange};
use super::weekdays::{WeekIndex, Weekdays};
use super::{Recurrence, longest};

/// The days of a recurrence, in order.
#[derive(Clone, Debug)]
pub(super) struct Dates {
    recurrence: Recurrence,
    first: Date,
    /// Days, weeks, months or years since the first.
    period: u32,
    /// Days of the period that is being told, the next one last.
    ready: Vec<Date>,
    left: u32,
    over: bool,
}

impl Recurrence {
    /// The days on which it comes back, in order; `first` is the day of its event, which counts unless
    /// [`starting`](Self::starting) said another. Only days that fit the pattern are among them. None of a pattern that
    /// isn't known or has a [mistake](Self::check).
    ///
    /// Days, weeks, months and years are counted from the one that the first day is in: with every second month on day 15
    /// from 20 January, the first is 15 March.
    ///
    /// ```
    /// use o365_calendar::Recurrence;
    /// use o365_core::time::macros::date;
    ///
    /// let last = Recurrence::monthly_on_day(31).times(3).dates(date!(2024-01-31));
    /// assert!(last.eq([date!(2024-01-31), date!(2024-02-29), date!(2024-03-31)]));
    /// ```
    pub fn dates(&self, first: Date) -> impl Iterator<Item = Date> + use<> {
        self.iter_dates(first)
    }

    pub(super) fn iter_dates(&self, first: Date) -> Dates {
        let left = match self.range {
            RecurrenceRange::Times(count) => count,
            _ => u32::MAX,
        };
        Dates {
            first: self.start.unwrap_or(first),
            period: 0,
            ready: Vec::new(),
            left,
            over: self.mistake().is_some()
                || matches!(self.pattern, Pattern::Unknown(_))
                || matches!(self.range, RecurrenceRange::Unknown(_)),
            recurrence: self.clone(),
        }
    }
}

impl Iterator for Dates {
    type Item = Date;

    fn next(&mut self) -> Option<Date> {
        if self.over || self.left == 0 {
            return None;
        }
        loop {
            while let Some(date) = self.ready.pop() {
                if date < self.first {
                    continue;
                }
                if matches!(self.recurrence.range, RecurrenceRange::Until(last) if date > last) {
                    self.over = true;
                    return None;
                }
                self.left -= 1;
                return Some(date);
            }
            // At the end of the calendar there is no further period.
            let Some(days) = self.days_of(self.period) else {
                self.over = true;
                return None;
            };
            self.ready = days;
            match self.period.checked_add(self.recurrence.interval) {
                Some(next) => self.period = next,
                None => self.over = true,
            }
        }
    }
}

impl Dates {
    /// The days of a period, the last one first; `None` beyond the end of the calendar.
    fn days_of(&self, period: u32) -> Option<Vec<Date>> {
        let day = match &self.recurrence.pattern {
            Pattern::Daily => self.first.checked_add(Duration::days(period.into()))?,
            Pattern::Weekly { days, first_day_of_week } => {
                return week(self.first, period, *days, *first_day_of_week);
            }
            Pattern::MonthlyOnDay { day } => {
                let (year, month) = month_after(self.first, period)?;
                clamped(year, month, *day)?
            }
            Pattern::MonthlyOn { index, days } => {
                let (year, month) = month_after(self.first, period)?;
                nth(year, month, index, *days)?
            }
            Pattern::YearlyOnDay { month, day } => {
                clamped(year_after(self.first, period)?, *month, *day)?
            }
            Pattern::YearlyOn { month, index, days } => {
                nth(year_after(self.first, period)?, *month, index, *days)?
            }
            Pattern::Unknown(_) => return None,
        };
        Some(vec![day])
    }
}

fn week(first: Date, period: u32, days: Weekdays, begins: Weekday) -> Option<Vec<Date>> {
    let since = |day: Weekday| {
        i64::from((7 + day.number_days_from_monday() - begins.number_days_from_monday()) % 7)
    };
    let from_first = 7 * i64::from(period) - since(first.weekday());
    let dates: Vec<Date> = days
        .iter_from(begins)
        .filter_map(|day| first.checked_add(Duration::days(from_first + since(day))))
        .collect();
    // The first week may begin before the calendar does; no other ends beyond it but the last.
    (!dates.is_empty()).then(|| dates.into_iter().rev().collect())
}

fn year_after(first: Date, period: u32) -> Option<i32> {
    first.year().checked_add(i32::try_from(period).ok()?)
}

fn month_after(first: Date, period: u32) -> Option<(i32, Month)> {
    let month = i64::from(first.year()) * 12 + i64::from(u8::from(first.month())) - 1;
    let month = month + i64::from(period);
    let number = u8::try_from(month.rem_euclid(12)).ok()? + 1;
    Some((i32::try_from(month.div_euclid(12)).ok()?, Month::try_from(number).ok()?))
}

/// A day by its number, or the last one of a month that hasn't so many.
fn clamped(year: i32, month: Month, day: u8) -> Option<Date> {
    debug_assert!(month.length(year) <= longest(month));
    Date::from_calendar_date(year, month, day.min(month.length(year))).ok()
}

fn nth(year: i32, month: Month, index: &WeekIndex, days: Weekdays) -> Option<Date> {
    let dates = (1..=month.length(year))
        .filter_map(|day| Date::from_calendar_date(year, month, day).ok())
        .filter(|date| days.contains(date.weekday()));
    let mut dates = dates.collect::<Vec<_>>().into_iter();
    match index {
        WeekIndex::First => dates.next(),
        WeekIndex::Second => dates.nth(1),
        WeekIndex::Third => dates.nth(2),
        WeekIndex::Fourth => dates.nth(3),
        WeekIndex::Last => dates.next_back(),
        WeekIndex::Unknown(_) => None,
    }
}
