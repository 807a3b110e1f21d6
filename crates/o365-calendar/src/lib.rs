//! Outlook calendars.
pub mod model;

pub use crate::model::{Occurrences, Pattern, Recurrence, RecurrenceRange, WeekIndex, Weekdays};
