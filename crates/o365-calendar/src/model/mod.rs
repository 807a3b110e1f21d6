//! What calendars are made of: plain data.

mod recurrence;

pub use recurrence::{Occurrences, Pattern, Recurrence, RecurrenceRange, WeekIndex, Weekdays};
