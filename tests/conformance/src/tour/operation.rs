//! One operation, and what can be in its way.

use o365::Error;

use super::world::World;

/// A public operation of the SDK: the name that it has there, and a call of it.
#[derive(Clone, Copy)]
pub(super) struct Operation {
    pub(super) name: &'static str,
    pub(super) call: fn(&World) -> Outcome,
}

pub(super) type Outcome = Result<(), Trouble>;

/// Why an operation didn't succeed.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The account has nothing that it could be tried on.
    Missing(&'static str),
    /// It failed.
    Failed(Error),
    /// It gave something that can't be right.
    Wrong(String),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Trouble::Failed(error)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Trouble::Wrong(error.to_string())
    }
}

pub(super) const fn op(name: &'static str, call: fn(&World) -> Outcome) -> Operation {
    Operation { name, call }
}

/// Nothing was asked for in what was read but whether it can be read.
pub(super) fn done<T, E: Into<Trouble>>(read: Result<T, E>) -> Outcome {
    read.map(drop).map_err(Into::into)
}

/// Reads to the end; the first error ends it.
pub(super) fn each<T, E: Into<Trouble>>(items: impl IntoIterator<Item = Result<T, E>>) -> Outcome {
    items.into_iter().try_for_each(done)
}
