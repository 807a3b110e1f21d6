//! Places: the term store, its groups, sets and terms. They are read.

use o365_core::query::Query;
use o365_core::{Endpoint, Id, List, Result};

use crate::model::{Term, TermGroup, TermRelation, TermSet, TermStore};

/// The words that a site can be marked with: groups of sets of terms. Made by
/// [`SiteHandle::term_store`](crate::SiteHandle::term_store). No request is made until a verb is called.
///
/// ```no_run
/// # fn run(site: o365_sharepoint::SiteHandle) -> o365_core::Result<()> {
/// let store = site.term_store();
/// for group in store.groups() {
///     let group = group?;
///     println!("{}", group.display_name.as_deref().unwrap_or_default());
///     for set in store.group(&group).sets() {
///         let set = set?;
///         println!("  {}", set.name("en-US").unwrap_or_default());
///         for term in store.set(&set).children() {
///             println!("    {}", term?.label("en-US").unwrap_or_default());
///         }
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct TermStoreHandle {
    at: Endpoint,
}

impl TermStoreHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        TermStoreHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads which languages it has.
    ///
    /// `GET …/termStore`, needs `TermStore.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/termstore-store-get).
    ///
    /// # Errors
    /// Those of every request.
    pub fn get(&self) -> Result<TermStore> {
        self.at.get(&Query::new())
    }

    /// Its groups.
    ///
    /// `GET …/termStore/groups`, needs `TermStore.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/termstore-list-groups).
    pub fn groups(&self) -> List<TermGroup> {
        List::new(self.at.child("groups"))
    }

    /// One group, by id or from what a list gave.
    pub fn group(&self, group: impl Into<Id<TermGroup>>) -> TermGroupHandle {
        TermGroupHandle { at: self.at.child("groups").child(group.into()) }
    }

    /// One set of any group, by id or from what a list gave.
    pub fn set(&self, set: impl Into<Id<TermSet>>) -> TermSetHandle {
        TermSetHandle { at: self.at.child("sets").child(set.into()) }
    }
}

/// One group of the term store. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct TermGroupHandle {
    at: Endpoint,
}

impl TermGroupHandle {
    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET …/termStore/groups/{id}`, needs `TermStore.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/termstore-group-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<TermGroup> {
        self.at.get(&Query::new())
    }

    /// Its sets.
    ///
    /// `GET …/termStore/groups/{id}/sets`, needs `TermStore.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/termstore-group-list-sets).
    pub fn sets(&self) -> List<TermSet> {
        List::new(self.at.child("sets"))
    }
}

/// One set of terms. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct TermSetHandle {
    at: Endpoint,
}

impl TermSetHandle {
    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET …/termStore/sets/{id}`, needs `TermStore.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/termstore-set-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<TermSet> {
        self.at.get(&Query::new())
    }

    /// The terms at its top.
    ///
    /// `GET …/termStore/sets/{id}/children`, needs `TermStore.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/termstore-term-list-children).
    pub fn children(&self) -> List<Term> {
        List::new(self.at.child("children"))
    }

    /// All its terms, of any depth.
    ///
    /// `GET …/termStore/sets/{id}/terms`, needs `TermStore.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/termstore-set-list-terms).
    pub fn terms(&self) -> List<Term> {
        List::new(self.at.child("terms"))
    }

    /// One term of it, by id or from what a list gave.
    pub fn term(&self, term: impl Into<Id<Term>>) -> TermHandle {
        TermHandle { at: self.at.child("terms").child(term.into()) }
    }

    /// Its terms that stand in other places as well.
    ///
    /// `GET …/termStore/sets/{id}/relations`, needs `TermStore.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/termstore-term-list-relations).
    pub fn relations(&self) -> List<TermRelation> {
        List::new(self.at.child("relations"))
    }
}

/// One term. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct TermHandle {
    at: Endpoint,
}

impl TermHandle {
    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET …/termStore/sets/{id}/terms/{id}`, needs `TermStore.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/termstore-term-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<Term> {
        self.at.get(&Query::new())
    }

    /// The terms below it.
    ///
    /// `GET …/termStore/sets/{id}/terms/{id}/children`, needs `TermStore.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/termstore-term-list-children).
    pub fn children(&self) -> List<Term> {
        List::new(self.at.child("children"))
    }

    /// Where else it stands: the sets and terms come by `expand("set")`, `expand("fromTerm")`.
    ///
    /// `GET …/termStore/sets/{id}/terms/{id}/relations`, needs `TermStore.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/termstore-term-list-relations).
    pub fn relations(&self) -> List<TermRelation> {
        List::new(self.at.child("relations"))
    }
}
