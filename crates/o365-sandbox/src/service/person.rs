//! People, as messages name them.

use std::sync::Arc;

/// A name and an address. Messages share them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: Box<str>,
    pub(crate) address: Box<str>,
}

/// The address in a recipient's JSON.
pub(crate) fn address_in(recipient: &serde_json::Value) -> Option<&str> {
    recipient.get("emailAddress")?.get("address")?.as_str()
}

pub(crate) type People = Vec<Arc<Person>>;
