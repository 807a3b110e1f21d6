//! OneDrive and document libraries.

mod content;
mod items;
mod rest;

use super::operation::Operation;

pub(super) const OPERATIONS: &[&[Operation]] =
    &[items::OPERATIONS, content::OPERATIONS, rest::OPERATIONS];
