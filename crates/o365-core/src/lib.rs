//! What every service crate of the o365 SDK stands on.

// Layers, bottom up: a module uses only the modules above it in this list.

// words
mod casing;
pub mod query;

pub use crate::casing::Casing;
