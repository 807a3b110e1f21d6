//! Instants, wall clocks, dates and time zones, as Microsoft Graph writes them.
//!
//! Graph has two kinds of time. An **instant** (`createdDateTime`, `receivedDateTime`) is RFC 3339 in UTC: an
//! [`OffsetDateTime`] here, read and written by [`instant`]. A **wall clock in a zone** (an
//! event's `start`) is a [`DateTimeTimeZone`], the pair of a date with time and a zone's name. What is written where
//! Graph wants one is a [`When`]; whole days are [`AllDay`].
//!
//! A [`TimeZone`] keeps the name that it was given, Windows or IANA or neither. Converting with a name that nobody
//! knows is an error that holds the name; the host's zone never stands in for it.
//!
//! ```
//! use o365_core::time::{DateTimeTimeZone, TimeZone};
//! use time::macros::datetime;
//!
//! let start: DateTimeTimeZone =
//!     serde_json::from_str(r#"{"dateTime":"2017-08-29T04:00:00.0000000","timeZone":"Pacific Standard Time"}"#)?;
//! assert_eq!(start.time_zone.iana(), Some("America/Los_Angeles"));
//! assert_eq!(start.instant()?, datetime!(2017-08-29 11:00 UTC));
//!
//! let in_madrid = start.in_zone(&TimeZone::new("Europe/Madrid"))?;
//! assert_eq!(in_madrid.date_time, datetime!(2017-08-29 13:00));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod scan;
mod text;

mod zone;

pub mod date;
pub mod duration;
pub mod instant;
pub mod time_of_day;

mod all_day;
mod date_time_time_zone;
mod http_date;
mod when;

/// The types of the `time` crate, which all of this is made of, and its macros.
pub use ::time::{
    Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset, Weekday, macros,
};
pub use all_day::{AllDay, AllDayError};
pub use date_time_time_zone::DateTimeTimeZone;
pub use http_date::parse_http_date;
pub use when::When;
pub use zone::{Disambiguation, LocalTimeError, TimeZone, ZoneError};
