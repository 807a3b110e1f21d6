//! Sites and lists.

mod lists;
mod rows;
mod sites;

use super::operation::Operation;

pub(super) const OPERATIONS: &[&[Operation]] =
    &[sites::OPERATIONS, lists::OPERATIONS, rows::OPERATIONS];
