//! A stateful Microsoft 365 in the process.

use std::sync::Arc;

mod wire;
mod schema;
mod odata;
mod service;
mod seed;

/// A running sandbox.
#[derive(Debug)]
pub struct Sandbox {
    pub(crate) service: Arc<service::Service>,
}

impl Sandbox {
    /// Starts.
    ///
    /// # Errors
    /// None.
    pub fn start() -> std::io::Result<Self> {
        Ok(Self { service: Arc::new(service::Service::new()) })
    }

    /// The user.
    pub fn user(&self) -> &str {
        "george@best.com"
    }

    /// The status that a path is answered with.
    pub fn status(&self, path: &str) -> (u16, usize) {
        let segments = path.split('/').map(str::to_owned).collect();
        let request = wire::Request {
            method: "GET".to_owned(),
            target: format!("/v1.0/{path}"),
            segments,
            query: Vec::new(),
            headers: Vec::new(),
            body: Vec::new(),
            root: "http://127.0.0.1/v1.0".to_owned(),
        };
        let callers = [service::Caller::App, service::Caller::User(self.user().to_owned())];
        let replies = callers.map(|caller| self.service.answer(&caller, &request));
        (replies[1].status, replies[1].body.len() + replies[1].headers.len())
    }
}
