//! Outlook calendars.
pub mod model;

pub use crate::model::*;
