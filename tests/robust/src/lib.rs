//! What holds whatever comes from outside.
//!
//! Each module has a `check` that takes any bytes and panics where something that must hold doesn't. The fuzzer (`fuzz/`) looks
//! for such bytes, guided by the code that they reach; the tests of this crate run the seeds and as many changes of them as a
//! few seconds allow, always the same ones.
//!
//! Only what is public is called: what a program can reach is what somebody else's bytes can reach.

// A check that fails panics.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod input;
pub mod service;

pub mod answers;
pub mod batches;
pub mod downloads;
pub mod errors;
pub mod file_names;
pub mod ical;
pub mod links;
pub mod notifications;
pub mod queries;
pub mod recurrences;
pub mod sharing_urls;
pub mod times;
pub mod token_files;
pub mod uploads;
pub mod vcard;

/// A check of any bytes.
pub type Check = fn(&[u8]);

/// All checks, by the name of their fuzz target and of the folder with its seeds.
pub const CHECKS: [(&str, Check); 15] = [
    ("answers", answers::check),
    ("batches", batches::check),
    ("downloads", downloads::check),
    ("errors", errors::check),
    ("file_names", file_names::check),
    ("ical", ical::check),
    ("links", links::check),
    ("notifications", notifications::check),
    ("queries", queries::check),
    ("recurrences", recurrences::check),
    ("sharing_urls", sharing_urls::check),
    ("times", times::check),
    ("token_files", token_files::check),
    ("uploads", uploads::check),
    ("vcard", vcard::check),
];
