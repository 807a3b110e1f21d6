//! The o365-core crate.
