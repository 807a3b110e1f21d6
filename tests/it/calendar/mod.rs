//! The calendar crate over real HTTP.

mod tour;
