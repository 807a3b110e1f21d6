//! The instants at which an event comes back.

use o365_core::time::{DateTimeTimeZone, Disambiguation, TimeZone};
use o365_core::{Error, Result};
use time::{OffsetDateTime, PrimitiveDateTime, Time};

use super::Recurrence;
use super::dates::Dates;
use super::pattern::{Pattern, RecurrenceRange};

/// The instants at which an event comes back, in order, each with the offset of its zone. Made by
/// [`Recurrence::occurrences`].
#[derive(Clone, Debug)]
pub struct Occurrences {
    dates: Dates,
    time: Time,
    zone: TimeZone,
}

impl Recurrence {
    /// When it comes back, if its first event starts at `start`: computed here, nothing is asked of the service. Single
    /// occurrences that were moved or cancelled aren't known; [`EventHandle::instances`](crate::EventHandle::instances)
    /// tells them.
    ///
    /// Each is at the same time of day. Where the clocks skip that time, it is as much later as they skip: half past two
    /// becomes half past three, as in Outlook. Where they show it twice, it is the first time round.
    ///
    /// Without an end it goes on to the end of the calendar: stop it with `take` or `take_while`.
    ///
    /// ```
    /// use o365_calendar::Recurrence;
    /// use o365_core::time::{DateTimeTimeZone, macros::datetime};
    ///
    /// let start = DateTimeTimeZone::new(datetime!(2024-03-30 2:30), "Europe/Madrid");
    /// let mut times = Recurrence::daily().times(3).occurrences(&start)?;
    /// assert_eq!(times.next(), Some(datetime!(2024-03-30 2:30 +1)));
    /// assert_eq!(times.next(), Some(datetime!(2024-03-31 3:30 +2))); // there is no half past two
    /// assert_eq!(times.next(), Some(datetime!(2024-04-01 2:30 +2)));
    /// # Ok::<(), o365_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// Bad input for a zone that isn't known, a pattern that isn't known, and what [`check`](Self::check) finds.
    pub fn occurrences(&self, start: &DateTimeTimeZone) -> Result<Occurrences> {
        self.check()?;
        if matches!(self.pattern, Pattern::Unknown(_))
            || matches!(self.range, RecurrenceRange::Unknown(_))
        {
            return Err(Error::input("this version doesn't know how this event comes back"));
        }
        let zone = self.time_zone.as_ref().unwrap_or(&start.time_zone);
        let local = if *zone == start.time_zone {
            start.date_time
        } else {
            let instant = start.instant_with(Disambiguation::Compatible);
            let instant = instant.map_err(|error| Error::input(error.to_string()))?;
            zone.to_wall_clock(instant).map_err(|error| Error::input(error.to_string()))?
        };
        if !zone.is_known() {
            return Err(Error::input(format!("nobody knows the time zone \"{zone}\"")));
        }
        let dates = self.iter_dates(local.date());
        Ok(Occurrences { dates, time: local.time(), zone: zone.clone() })
    }
}

impl Iterator for Occurrences {
    type Item = OffsetDateTime;

    fn next(&mut self) -> Option<OffsetDateTime> {
        let local = PrimitiveDateTime::new(self.dates.next()?, self.time);
        self.zone.to_instant_with(local, Disambiguation::Compatible).ok()
    }
}
