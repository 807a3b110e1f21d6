//! The columns of an item, shown.

use serde_json::{Map, Value, json};

use crate::schema::{Refusal, iso};
use crate::service::{
    site::{
        column::{Column, Holds},
        refusals::invalid,
        store::{FIRST_PERSON, Item, Version},
    },
    sites::fields::Scene,
};

/// The number of an application that wrote something.
const APP: u64 = 1_073_741_822;
/// The most lookup columns in a query.
const MOST_LOOKUPS: usize = 12;

/// A row as it is now, or as a version of it was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'a> {
    pub(crate) item: &'a Item,
    pub(crate) version: &'a Version,
    pub(crate) fields: &'a Map<String, Value>,
}

impl<'a> Shown<'a> {
    pub(crate) fn now(item: &'a Item) -> Self {
        Self { item, version: &item.now, fields: &item.fields }
    }

    fn etag(&self) -> String {
        format!("\"{},{}\"", self.item.guid, self.version.number)
    }
}

impl<'a> Scene<'a> {
    /// The fields as Graph shows them; without names it is all that aren't empty.
    ///
    /// # Errors
    /// 400 for more than twelve lookups.
    pub(crate) fn shown(
        &self,
        key: u64,
        row: &Shown<'_>,
        names: Option<&[String]>,
    ) -> Result<Map<String, Value>, Refusal> {
        let mut fields = Map::new();
        fields.insert("@odata.etag".to_owned(), row.etag().into());
        if let Some(names) = names {
            let lookups = names.iter().filter(|name| self.is_lookup(name)).count();
            if lookups > MOST_LOOKUPS {
                return Err(invalid(
                    "The query cannot be completed because the number of lookup columns it contains exceeds the lookup column threshold.",
                ));
            }
            for name in names {
                fields.extend(self.field(key, row, name).map(|value| (name.clone(), value)));
            }
            return Ok(fields);
        }
        fields.insert("id".to_owned(), key.to_string().into());
        for column in self.list.columns.iter().filter(|column| column.name() != "ID") {
            let by_number = match column.holds() {
                Holds::Lookup { many: false } | Holds::Person { many: false } => {
                    !column.name().ends_with("ChildCount")
                }
                _ => false,
            };
            let name = match by_number {
                true => format!("{}LookupId", column.key()),
                false => column.key().to_owned(),
            };
            let value = match self.special(key, row, &name) {
                Some(value) => value,
                None => self.of_column(row, column, by_number),
            };
            fields.extend(value.map(|value| (name, value)));
        }
        Ok(fields)
    }

    fn is_lookup(&self, name: &str) -> bool {
        self.list.columns.iter().any(|column| {
            column.key() == name
                && matches!(column.holds(), Holds::Lookup { .. } | Holds::Person { .. })
        })
    }

    /// One field; `None` is an empty one.
    pub(crate) fn field(&self, key: u64, row: &Shown<'_>, name: &str) -> Option<Value> {
        if let Some(value) = self.special(key, row, name) {
            return value;
        }
        let (column, by_number) = self.named(name).ok()?;
        self.of_column(row, column, by_number)
    }

    /// What every item has that nobody writes; `None` for the names of other columns.
    fn special(&self, key: u64, row: &Shown<'_>, name: &str) -> Option<Option<Value>> {
        let who = |index: Option<usize>| index.map_or(APP, |index| FIRST_PERSON + index as u64);
        let called = |index: Option<usize>| {
            let name = self.person(who(index)).map_or("SharePoint App", |(name, _)| name);
            Value::from(name)
        };
        Some(Some(match name {
            "id" => key.to_string().into(),
            "ID" => key.into(),
            "ContentType" => row.item.content_type.as_str().into(),
            "Modified" => iso(row.version.modified).into(),
            "Created" => iso(row.item.created).into(),
            "AuthorLookupId" => who(row.item.author).to_string().into(),
            "EditorLookupId" => who(row.version.editor).to_string().into(),
            "Author" => called(row.item.author),
            "Editor" => called(row.version.editor),
            "_UIVersionString" => format!("{}.0", row.version.number).into(),
            "Attachments" if !self.list.is_library() => false.into(),
            "Edit" => "".into(),
            "LinkTitle" | "LinkTitleNoMenu" => {
                return Some(row.fields.get("Title").filter(|title| !title.is_null()).cloned());
            }
            "ItemChildCount" | "FolderChildCount" => "0".into(),
            _ => return None,
        }))
    }

    fn of_column(&self, row: &Shown<'_>, column: &Column, by_number: bool) -> Option<Value> {
        let value = row.fields.get(column.name()).filter(|value| !value.is_null())?;
        Some(match (column.holds(), value) {
            (Holds::Lookup { many: false } | Holds::Person { many: false }, value) => {
                let number = value.as_u64()?;
                match by_number {
                    true => number.to_string().into(),
                    false => self.looked_up(column, number).0,
                }
            }
            (Holds::Lookup { .. } | Holds::Person { .. }, Value::Array(numbers)) => {
                let numbers = numbers.iter().filter_map(Value::as_u64);
                match by_number {
                    true => numbers.collect(),
                    false => numbers.map(|number| self.entry(column, number)).collect(),
                }
            }
            (_, value) => value.clone(),
        })
    }

    fn entry(&self, column: &Column, number: u64) -> Value {
        let (text, address) = self.looked_up(column, number);
        let mut entry = json!({"LookupId": number, "LookupValue": text});
        if let (Some(members), Some(address)) = (entry.as_object_mut(), address) {
            members.insert("Email".to_owned(), address.into());
        }
        entry
    }

    /// What stands behind a number, and the address of a person.
    fn looked_up(&self, column: &Column, number: u64) -> (Value, Option<&'a str>) {
        if let Holds::Person { .. } = column.holds() {
            return match self.person(number) {
                Some((name, address)) => (name.into(), Some(address)),
                None => (Value::Null, None),
            };
        }
        let shown = column.setting("columnName").and_then(Value::as_str).unwrap_or("Title");
        let item = self.source(column).and_then(|list| list.items.get(&number));
        let value = item.and_then(|item| item.fields.get(shown)).cloned().unwrap_or_default();
        let text = match value {
            Value::Number(number) => number.to_string().into(),
            value => value,
        };
        (text, None)
    }
}
