//! Small collections of a mailbox: categories, rules, overrides.

use serde_json::{Value, json};

use crate::random::guid;
use crate::schema::Refusal;

/// Which of the collections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shelf {
    Categories,
    Rules,
    Overrides,
}

/// What is on the shelves.
#[derive(Debug)]
pub(crate) struct Shelves {
    categories: Vec<Value>,
    rules: Vec<Value>,
    overrides: Vec<Value>,
}

impl Default for Shelves {
    /// With the categories that every mailbox begins with.
    fn default() -> Self {
        let names = ["Red", "Orange", "Yellow", "Green", "Blue", "Purple"].into_iter();
        let category = |(name, preset): (&str, u8)| json!({"id": guid(), "displayName": format!("{name} category"), "color": format!("preset{preset}")});
        let categories = names.zip([0, 1, 3, 4, 7, 8]).map(category).collect();
        Self { categories, rules: Vec::new(), overrides: Vec::new() }
    }
}

impl Shelves {
    pub(crate) fn of(&self, shelf: Shelf) -> &Vec<Value> {
        match shelf {
            Shelf::Categories => &self.categories,
            Shelf::Rules => &self.rules,
            Shelf::Overrides => &self.overrides,
        }
    }

    pub(crate) fn of_mut(&mut self, shelf: Shelf) -> &mut Vec<Value> {
        match shelf {
            Shelf::Categories => &mut self.categories,
            Shelf::Rules => &mut self.rules,
            Shelf::Overrides => &mut self.overrides,
        }
    }

    pub(crate) fn find(&self, shelf: Shelf, id: &str) -> Result<&Value, Refusal> {
        self.of(shelf).iter().find(|known| known["id"] == id).ok_or_else(Refusal::not_found)
    }
}
