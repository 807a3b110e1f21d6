//! Whole days.

use std::iter;
use std::ops::RangeInclusive;

use thiserror::Error;
use time::{Date, PrimitiveDateTime, Time};

use super::date_time_time_zone::DateTimeTimeZone;
use super::zone::TimeZone;

/// The days of an all-day event.
///
/// On the wire such an event starts and ends at midnight, both in one zone, and ends *before* its `end`: a day off on
/// 1 May has the start `2024-05-01T00:00:00` and the end `2024-05-02T00:00:00`. The service gives midnight back
/// whatever zone it is asked for, so the zone's name says nothing and these times are never converted.
///
/// See [`event`](https://learn.microsoft.com/graph/api/resources/event), property `isAllDay`.
///
/// ```
/// use o365_core::time::{AllDay, TimeZone};
/// use time::macros::date;
///
/// let trip = AllDay::from_to(date!(2024-05-01), date!(2024-05-03))?;
/// let (start, end) = trip.to_start_end(&TimeZone::UTC);
/// assert_eq!(start.to_string(), "2024-05-01T00:00:00 UTC");
/// assert_eq!(end.to_string(), "2024-05-04T00:00:00 UTC");
/// assert_eq!(AllDay::from_start_end(&start, &end)?, trip);
/// # Ok::<(), o365_core::time::AllDayError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AllDay {
    first: Date,
    last: Date,
}

/// Two times that aren't whole days.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AllDayError {
    /// The last day is before the first, or the end isn't after the start.
    #[error("no day from {start} until {end}: the end must be later")]
    Empty {
        /// The first day.
        start: Date,
        /// The day that the range ends before.
        end: Date,
    },
    /// The start or the end isn't at midnight.
    #[error("{time} is not midnight")]
    NotMidnight {
        /// The time that was found.
        time: DateTimeTimeZone,
    },
}

impl AllDay {
    /// One day.
    pub fn on(day: Date) -> AllDay {
        AllDay { first: day, last: day }
    }

    /// The days from the first to the last, both included.
    ///
    /// # Errors
    ///
    /// [`AllDayError::Empty`] if the last is before the first.
    pub fn from_to(first: Date, last: Date) -> Result<AllDay, AllDayError> {
        if last < first {
            return Err(AllDayError::Empty { start: first, end: day_after(last) });
        }
        Ok(AllDay { first, last })
    }

    /// The days of an event's `start` and `end` as the service gives them. The zones are not looked at.
    ///
    /// # Errors
    ///
    /// [`AllDayError::NotMidnight`] if the event isn't of whole days, [`AllDayError::Empty`] if it has none.
    pub fn from_start_end(
        start: &DateTimeTimeZone,
        end: &DateTimeTimeZone,
    ) -> Result<AllDay, AllDayError> {
        for time in [start, end] {
            if time.date_time.time() != Time::MIDNIGHT {
                return Err(AllDayError::NotMidnight { time: time.clone() });
            }
        }
        let (first, end) = (start.date_time.date(), end.date_time.date());
        match end.previous_day() {
            Some(last) if first <= last => Ok(AllDay { first, last }),
            _ => Err(AllDayError::Empty { start: first, end }),
        }
    }

    /// The event's `start` and `end` as the service takes them: midnights, both in this zone.
    ///
    /// Any zone does; the mailbox's or UTC is usual. It goes by its Windows name if it has one.
    pub fn to_start_end(&self, time_zone: &TimeZone) -> (DateTimeTimeZone, DateTimeTimeZone) {
        let time_zone = time_zone.for_service();
        let midnight = |day| PrimitiveDateTime::new(day, Time::MIDNIGHT);
        (
            DateTimeTimeZone::new(midnight(self.first), &time_zone),
            DateTimeTimeZone::new(midnight(self.end()), time_zone),
        )
    }

    /// The first day.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last day, which is still a part of the range.
    pub fn last(&self) -> Date {
        self.last
    }

    /// The day that the range ends before, as on the wire. After 9999-12-31, where the calendar ends, it is that day.
    pub fn end(&self) -> Date {
        day_after(self.last)
    }

    /// How many days there are: one or more.
    pub fn day_count(&self) -> u32 {
        u32::try_from((self.last - self.first).whole_days())
            .map_or(u32::MAX, |days| days.saturating_add(1))
    }

    /// Whether a day is one of these.
    pub fn contains(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Each day, in order.
    ///
    /// ```
    /// use o365_core::time::AllDay;
    /// use time::macros::date;
    ///
    /// let weekend = AllDay::from_to(date!(2024-03-30), date!(2024-03-31))?;
    /// assert!(weekend.days().eq([date!(2024-03-30), date!(2024-03-31)]));
    /// # Ok::<(), o365_core::time::AllDayError>(())
    /// ```
    pub fn days(&self) -> impl Iterator<Item = Date> + use<> {
        let last = self.last;
        iter::successors(Some(self.first), move |day| day.next_day().filter(|day| *day <= last))
    }
}

impl From<Date> for AllDay {
    fn from(day: Date) -> AllDay {
        AllDay::on(day)
    }
}

impl TryFrom<RangeInclusive<Date>> for AllDay {
    type Error = AllDayError;

    fn try_from(days: RangeInclusive<Date>) -> Result<AllDay, AllDayError> {
        AllDay::from_to(*days.start(), *days.end())
    }
}

fn day_after(day: Date) -> Date {
    day.next_day().unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    fn at(date_time: PrimitiveDateTime, zone: &str) -> DateTimeTimeZone {
        DateTimeTimeZone::new(date_time, zone)
    }

    #[test]
    fn the_zone_never_moves_a_day() {
        for zone in ["UTC", "Pacific Standard Time", "Pacific/Kiritimati", "Customized Time Zone"] {
            let (start, end) =
                (at(datetime!(2024-03-31 00:00), zone), at(datetime!(2024-04-01 00:00), zone));
            let days = AllDay::from_start_end(&start, &end).unwrap();
            assert_eq!(days, AllDay::on(date!(2024 - 03 - 31)));
            assert_eq!(
                days.to_start_end(&TimeZone::new(zone)),
                (start.for_service(), end.for_service())
            );
        }
    }

    #[test]
    fn the_end_is_exclusive() {
        let leap = AllDay::try_from(date!(2024 - 02 - 28)..=date!(2024 - 03 - 01)).unwrap();
        assert_eq!(
            (leap.first(), leap.last(), leap.end()),
            (date!(2024 - 02 - 28), date!(2024 - 03 - 01), date!(2024 - 03 - 02))
        );
        assert_eq!(leap.day_count(), 3);
        assert_eq!(leap.days().count(), 3);
        assert!(leap.contains(date!(2024 - 02 - 29)) && !leap.contains(leap.end()));
    }

    #[test]
    fn both_ends_go_in_one_zone_under_its_windows_name() {
        let (start, end) =
            AllDay::on(date!(2024 - 05 - 01)).to_start_end(&TimeZone::new("Asia/Tokyo"));
        assert_eq!([start.time_zone.name(), end.time_zone.name()], ["Tokyo Standard Time"; 2]);
    }

    #[test]
    fn what_is_not_whole_days_is_an_error() {
        let midnight = at(datetime!(2024-05-01 00:00), "UTC");
        let noon = at(datetime!(2024-05-01 12:00), "UTC");
        assert_eq!(
            AllDay::from_start_end(&midnight, &midnight),
            Err(AllDayError::Empty { start: date!(2024 - 05 - 01), end: date!(2024 - 05 - 01) })
        );
        assert_eq!(
            AllDay::from_start_end(&midnight, &noon),
            Err(AllDayError::NotMidnight { time: noon })
        );
        assert!(AllDay::from_to(date!(2024 - 05 - 02), date!(2024 - 05 - 01)).is_err());
    }

    #[test]
    fn the_calendars_last_day_does_not_panic() {
        let last = AllDay::on(Date::MAX);
        assert_eq!((last.end(), last.day_count(), last.days().count()), (Date::MAX, 1, 1));
        assert!(AllDay::from_to(Date::MIN, Date::MAX).unwrap().day_count() > 7_000_000);
    }
}
