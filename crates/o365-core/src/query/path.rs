//! Where a property is found: from the item itself, or from an element of a collection.

use std::borrow::Cow;

use crate::casing::{Casing, is_list_fields, to_wire};

/// How names are to be spelled. `None` is as they are given.
pub(super) type Spelling = Option<Casing>;

pub(super) fn spell(name: &str, spelling: Spelling) -> Cow<'_, str> {
    match spelling {
        Some(casing) => to_wire(name, casing),
        None => Cow::Borrowed(name),
    }
}

/// What a path starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// The item that the filter judges.
    Item,
    /// The element of an `any` or `all` whose condition is being written.
    Open(u64),
    /// The element of the nearest enclosing `any` or `all` of this height: how many are nested in it.
    Bound(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) root: Root,
    /// Empty for the element of a collection itself.
    pub(super) name: Cow<'static, str>,
}

impl Path {
    pub(super) const fn named(name: &'static str) -> Self {
        Path { root: Root::Item, name: Cow::Borrowed(name) }
    }

    pub(super) fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Path { root: Root::Item, name: name.into() }
    }

    pub(super) fn element(token: u64) -> Self {
        Path { root: Root::Open(token), name: Cow::Borrowed("") }
    }

    /// The property `name` of what this path leads to.
    pub(super) fn join(self, name: &str) -> Self {
        let name =
            if self.name.is_empty() { name.to_owned() } else { format!("{}/{name}", self.name) };
        Path { name: Cow::Owned(name), ..self }
    }

    /// Whether it leads to the `dateTime` of a `dateTimeTimeZone`, a date and time that the service keeps as text.
    pub(super) fn is_wall_clock(&self) -> bool {
        let in_object = self.root != Root::Item || self.name.contains('/');
        in_object && self.last() == "dateTime"
    }

    /// Whether it leads to a column of a SharePoint list: `fields/Modified`.
    pub(super) fn is_list_column(&self) -> bool {
        self.name.split_once('/').is_some_and(|(first, _)| is_list_fields(first))
    }

    /// Whether Graph's naming says that it leads to an instant.
    pub(super) fn is_instant(&self) -> bool {
        !self.is_wall_clock() && self.last().ends_with("DateTime")
    }

    /// Whether both lead to the same property, however they are spelled.
    pub(super) fn is_same(&self, other: &Path) -> bool {
        self.root == other.root
            && to_wire(&self.name, Casing::Camel) == to_wire(&other.name, Casing::Camel)
    }

    fn last(&self) -> Cow<'_, str> {
        to_wire(self.name.rsplit('/').next().unwrap_or_default(), Casing::Camel)
    }

    pub(super) fn check(&self) -> Result<(), String> {
        match self.root {
            Root::Open(_) => Err(format!(
                "the element of a collection ({}) is used outside of its any or all",
                self.name
            )),
            Root::Item if self.name.trim().is_empty() => Err("a property has no name".to_owned()),
            Root::Item | Root::Bound(_) => Ok(()),
        }
    }
}
