use super::operation::Operation;
pub(super) const OPERATIONS: &[&[Operation]] = &[];
