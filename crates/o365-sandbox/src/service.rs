//! What the service holds, and how it answers.

use crate::wire::{Reply, Request};

/// Who calls, as the bearer token says.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    /// A person; `me` is theirs.
    User(String),
    /// An application; it has no `me`.
    App,
}

/// All mailboxes. Every method may be called from many threads.
#[derive(Debug, Default)]
pub(crate) struct Service {}

impl Service {
    /// Answers one request below the version, such as `GET me/messages`; never panics.
    pub(crate) fn answer(&self, _caller: &Caller, _request: &Request) -> Reply {
        Reply { status: 404, headers: Vec::new(), body: Vec::new() }
    }
}
