//! The pages for people, as doc tests: each block of Rust in them compiles, and runs unless it says `no_run`.
//!
//! They are read here and not in the crates, because a package holds no file from outside of its folder.

#[doc = include_str!("../../README.md")]
mod readme {}
#[doc = include_str!("../../CONTRIBUTING.md")]
mod contributing {}
#[doc = include_str!("../../docs/architecture.md")]
mod architecture {}
#[doc = include_str!("../../docs/reliability.md")]
mod reliability {}
#[doc = include_str!("../../docs/sign-in.md")]
mod sign_in {}
#[doc = include_str!("../../docs/performance.md")]
mod performance {}
