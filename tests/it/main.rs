//! Integration tests over real HTTP, against the sandbox, and the rules of the house.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

mod account;
mod auth;
mod calendar;
mod contacts;
mod core;
mod drive;
mod faults;
mod mail;
mod sharepoint;
mod tidy;
