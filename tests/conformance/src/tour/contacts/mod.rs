//! Outlook contacts and the directory.

mod book;
mod people;

use super::operation::Operation;

pub(super) const OPERATIONS: &[&[Operation]] = &[book::OPERATIONS, people::OPERATIONS];
