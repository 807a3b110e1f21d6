//! The o365-core crate.

pub mod time;
