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
    pub(crate) fn new() -> Self {
        Service::default()
    }

    /// Answers one request below the version, such as `GET me/messages`; never panics.
    pub(crate) fn answer(&self, caller: &Caller, request: &Request) -> Reply {
        let who = match caller {
            Caller::User(name) => name.as_str(),
            Caller::App => "the application",
        };
        let body = format!(
            r#"{{"error":{{"code":"ResourceNotFound","message":"{} of {} {} to {who}"}}}}"#,
            request.method,
            request.root,
            request.segments.len() + request.query.len() + request.headers.len(),
        );
        Reply {
            status: 404,
            headers: vec![("Content-Type".into(), "application/json".into())],
            body: body.into_bytes(),
        }
    }
}
