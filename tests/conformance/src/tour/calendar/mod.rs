//! Outlook calendars.

mod events;
mod places;
mod time;

use super::operation::Operation;

pub(super) const OPERATIONS: &[&[Operation]] =
    &[places::OPERATIONS, events::OPERATIONS, time::OPERATIONS];
