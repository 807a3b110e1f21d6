//! Where one begins.

use o365_core::{Connection, Endpoint, Resource};

/// The drives of a person, a group or a site.
#[derive(Clone, Debug)]
pub struct Storage {
    at: Endpoint,
}

impl Storage {
    /// That of `resource`. No request is made.
    pub fn new(connection: &Connection, resource: impl Into<Resource>) -> Self {
        Storage { at: Endpoint::new(connection, resource) }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }
}
