//! Events out to and in from iCalendar files (.ics), by the crate `icalendar`. Needs the feature `ical`.
//!
//! ```
//! use o365_calendar::ical;
//!
//! let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n\
//!             DTSTART;TZID=Europe/Madrid:20240506T090000\r\nDTEND;TZID=Europe/Madrid:20240506T100000\r\n\
//!             RRULE:FREQ=WEEKLY;COUNT=5\r\nSUMMARY:Training\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
//! for event in ical::read(text)? {
//!     assert_eq!(event.uid.as_deref(), Some("1"));
//!     assert!(event.left_out.is_empty());
//!     // schedule.create(&event.draft)?;
//! }
//! # Ok::<(), o365_core::Error>(())
//! ```
//!
//! # What goes out
//! Subject, text, places, times, whole days, series with their cancelled and (where expanded) moved ones, people and their
//! answers, categories, sensitivity, importance, show-as, reminder, the link to join. Not: attachments, extended properties.
//! Series name their zone as the tz database does, without its rules, which
//! [RFC 7809](https://www.rfc-editor.org/rfc/rfc7809) allows; all else is in UTC.
//!
//! # What comes in
//! The same, as drafts. What a draft can't say is told in [`Imported::left_out`], not dropped in silence.

mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::{Imported, read};
pub use write::write;

/// Stands for `\\` while a text is with the library, which would read `\\n` as a line break.
const BACKSLASH: char = '\u{F8FF}';
