//! The days of an event, as they are said.

use std::ops::RangeInclusive;

use o365_core::time::{AllDay, AllDayError};
use o365_core::{Error, Result};
use time::Date;

/// The days that an event of whole days is said to be on. Made by `into` from what is at hand; a last day before the first is
/// an error when it is sent.
///
/// ```
/// use o365_calendar::{Days, EventDraft};
/// use o365_core::time::{AllDay, macros::date};
///
/// let day = Days::from(date!(2024-05-01));
/// let trip = Days::from(date!(2024-05-01)..=date!(2024-05-03)); // both included
/// let again = Days::from(AllDay::on(date!(2024-05-01)));
/// let draft = EventDraft::new().subject("Trip").all_day(date!(2024-05-01)..=date!(2024-05-03));
/// # let _ = (day, trip, again, draft);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days(std::result::Result<AllDay, AllDayError>);

impl Days {
    /// The days, if they are some.
    pub(crate) fn check(&self) -> Result<AllDay> {
        self.0.clone().map_err(|error| Error::input(error.to_string()))
    }
}

impl From<AllDay> for Days {
    fn from(days: AllDay) -> Self {
        Days(Ok(days))
    }
}
impl From<Date> for Days {
    fn from(day: Date) -> Self {
        AllDay::on(day).into()
    }
}
impl From<RangeInclusive<Date>> for Days {
    fn from(days: RangeInclusive<Date>) -> Self {
        Days(days.try_into())
    }
}
