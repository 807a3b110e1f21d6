//! Copies that are under way.

use std::sync::Arc;

use crate::service::drive::{item::Identity, names::Conflict};

/// A copy on its way.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(super) from: (usize, u64),
    pub(super) to: (usize, u64),
    pub(super) name: String,
    pub(super) conflict: Conflict,
    pub(super) children_only: bool,
    pub(super) history: bool,
    pub(super) who: Arc<Identity>,
    /// Where links to items begin.
    pub(super) root: String,
    pub(super) begun: i64,
    pub(super) polls: u32,
    pub(super) left: u32,
    pub(super) result: Option<Result<u64, (String, String)>>,
}
