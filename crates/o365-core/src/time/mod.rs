//! Instants, wall clocks, dates and time zones, as Microsoft Graph writes them.

mod scan;
mod text;

mod zone;

pub mod date;
pub mod duration;
pub mod instant;
pub mod time_of_day;

mod http_date;

pub use http_date::parse_http_date;
pub use zone::{Disambiguation, LocalTimeError, TimeZone, ZoneError};
