//! Proves the SDK on a service.
//!
//! - [`tour`]: every public operation of every service once, against any service that speaks Graph.
//! - [`decode`]: recorded answers into the models and back, and what is lost on the way.

pub mod decode;
pub mod tour;
