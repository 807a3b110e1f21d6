//! Outlook mail.

mod folders;
mod many;
mod messages;
mod outlook;

use super::operation::Operation;

pub(super) const OPERATIONS: &[&[Operation]] =
    &[messages::OPERATIONS, many::OPERATIONS, folders::OPERATIONS, outlook::OPERATIONS];
