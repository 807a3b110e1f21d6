//! What is kept of the term store: groups, sets, terms and how they relate.

use serde_json::{Map, Value, json};

use crate::schema::{Refusal, iso, now};
use crate::service::{ids::guid_of, site::refusals::not_found};

/// The language of what has none.
pub(crate) const LANGUAGE: &str = "en-US";

/// Everything is kept as Graph shows it, with where it belongs beside it.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    pub(crate) groups: Vec<Map<String, Value>>,
    pub(crate) sets: Vec<Set>,
    pub(crate) terms: Vec<Term>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) languages: Vec<String>,
    made: u64,
}

#[derive(Debug)]
pub(crate) struct Set {
    pub(crate) group: String,
    pub(crate) body: Map<String, Value>,
}

#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) set: String,
    /// `None` is right below the set.
    pub(crate) parent: Option<String>,
    pub(crate) body: Map<String, Value>,
}

#[derive(Debug)]
pub(crate) struct Relation {
    pub(crate) set: String,
    pub(crate) from: Option<String>,
    pub(crate) body: Map<String, Value>,
}

pub(crate) fn id(body: &Map<String, Value>) -> &str {
    body.get("id").and_then(Value::as_str).unwrap_or_default()
}

fn no_term() -> Refusal {
    not_found("Item not found")
}

impl Terms {
    /// The members that the service gives to what is new.
    pub(crate) fn stamped(
        &mut self,
        what: &str,
        mut body: Map<String, Value>,
    ) -> Map<String, Value> {
        self.made += 1;
        let at = iso(now());
        body.insert("id".to_owned(), guid_of(&format!("{what} {}", self.made)).into());
        body.insert("createdDateTime".to_owned(), at.as_str().into());
        if what == "term" {
            body.insert("lastModifiedDateTime".to_owned(), at.into());
        }
        body
    }

    pub(crate) fn add_group(&mut self, body: Map<String, Value>) -> Map<String, Value> {
        let mut group = self.stamped("term group", body);
        group.entry("description").or_insert("".into());
        group.insert("scope".to_owned(), "global".into());
        self.groups.push(group.clone());
        group
    }

    pub(crate) fn add_set(&mut self, group: &str, body: Map<String, Value>) -> Map<String, Value> {
        let mut body = self.stamped("term set", body);
        body.entry("description").or_insert("".into());
        body.entry("properties").or_insert(json!([]));
        self.sets.push(Set { group: group.to_owned(), body: body.clone() });
        body
    }

    pub(crate) fn add_term(
        &mut self,
        set: &str,
        parent: Option<&str>,
        body: Map<String, Value>,
    ) -> Map<String, Value> {
        let mut body = self.stamped("term", body);
        body.entry("descriptions").or_insert(json!([]));
        body.entry("properties").or_insert(json!([]));
        let (set, parent) = (set.to_owned(), parent.map(str::to_owned));
        self.terms.push(Term { set, parent, body: body.clone() });
        body
    }

    pub(crate) fn group(&self, name: &str) -> Result<usize, Refusal> {
        self.groups.iter().position(|group| id(group) == name).ok_or_else(no_term)
    }

    pub(crate) fn set(&self, name: &str) -> Result<usize, Refusal> {
        self.sets.iter().position(|set| id(&set.body) == name).ok_or_else(no_term)
    }

    pub(crate) fn term(&self, set: &str, name: &str) -> Result<usize, Refusal> {
        let found = self.terms.iter().position(|term| term.set == set && id(&term.body) == name);
        found.ok_or_else(no_term)
    }

    /// Takes a term away, with what is below it.
    pub(crate) fn drop_term(&mut self, name: &str) {
        let below = |term: &&Term| term.parent.as_deref() == Some(name);
        let children: Vec<_> =
            self.terms.iter().filter(below).map(|term| id(&term.body).to_owned()).collect();
        children.iter().for_each(|child| self.drop_term(child));
        self.terms.retain(|term| id(&term.body) != name);
        self.relations.retain(|relation| relation.from.as_deref() != Some(name));
    }

    pub(crate) fn drop_set(&mut self, name: &str) {
        self.terms.retain(|term| term.set != name);
        self.relations.retain(|relation| relation.set != name);
        self.sets.retain(|set| id(&set.body) != name);
    }
}
