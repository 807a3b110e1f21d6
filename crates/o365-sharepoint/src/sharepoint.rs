//! Where one begins.

use o365_core::{Connection, Endpoint, Resource};

/// The sites of an organisation.
#[derive(Clone, Debug)]
pub struct SharePoint {
    at: Endpoint,
}

impl SharePoint {
    /// That of `resource`. No request is made.
    pub fn new(connection: &Connection, resource: impl Into<Resource>) -> Self {
        SharePoint { at: Endpoint::new(connection, resource) }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }
}
