//! The o365-mail crate.
