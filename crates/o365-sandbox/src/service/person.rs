//! People, as messages name them.

use std::sync::Arc;

/// A name and an address. Messages share them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: Box<str>,
    pub(crate) address: Box<str>,
}

pub(crate) type People = Vec<Arc<Person>>;
