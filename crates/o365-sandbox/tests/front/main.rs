//! The front of the sandbox over real sockets. Nothing here depends on what the service holds:
//! where a body is needed, a fault gives it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod calendar;
mod client;
mod http;
mod media;
mod subscriptions;
mod shutdown;
mod sites;
mod faults;
mod requests;
mod bearer;
mod batch;
mod device_code;
mod drive;
mod authorization_code;
mod grants;
