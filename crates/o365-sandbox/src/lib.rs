//! A stateful Microsoft 365 in the process.

mod wire;
mod schema;
mod odata;
mod service;
