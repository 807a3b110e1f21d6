//! What is kept of SharePoint.

pub(crate) mod refusals;
pub(crate) mod kind;
pub(crate) mod column;
pub(crate) mod terms;
pub(crate) mod store;
