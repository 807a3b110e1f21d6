//! Messages as RFC 5322 text, written and read.

mod read;
mod write;

pub(crate) use read::{is_mime, read};
pub(crate) use write::{write, write_item};
