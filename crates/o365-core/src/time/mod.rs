//! Instants, wall clocks, dates and time zones, as Microsoft Graph writes them.

mod zone;

pub use zone::{Disambiguation, LocalTimeError, TimeZone, ZoneError};
