//! The o365 crate.
