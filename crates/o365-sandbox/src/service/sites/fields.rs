//! The columns of an item: written, and shown.

use serde_json::{Map, Value, json};

use crate::schema::{Refusal, instant, iso, now};
use crate::service::{
    site::{
        column::{Column, Holds},
        refusals::{invalid, not_acceptable, read_only, unknown_field},
        store::{FIRST_PERSON, List, Site},
    },
    state::State,
};

/// Where fields belong: other lists and people are looked up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) state: &'a State,
    pub(crate) site: &'a Site,
    pub(crate) list: &'a List,
}

/// Who reads or writes the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    Client,
    /// The program around the sandbox, which may write what clients may not.
    Seed,
}

impl<'a> Scene<'a> {
    /// Checks what a body says, and gives it by internal names; null empties a column.
    ///
    /// # Errors
    /// 400 for columns that the list doesn't have or that nobody may write, and for values of other types.
    pub(crate) fn written(
        &self,
        body: &Map<String, Value>,
        by: By,
    ) -> Result<Map<String, Value>, Refusal> {
        let mut fields = Map::new();
        for (name, value) in body {
            if name.contains('@') {
                continue;
            }
            let annotation = body.get(&format!("{name}@odata.type")).and_then(Value::as_str);
            let (column, by_number) = self.named(name)?;
            if column.flag("readOnly") && by == By::Client {
                return Err(read_only(name));
            }
            let value = match value {
                Value::Null => Value::Null,
                value if by_number => self.numbers(column, value, annotation, by)?,
                value => self.value(column, value, annotation, by)?,
            };
            fields.insert(column.name().to_owned(), value);
        }
        Ok(fields)
    }

    /// The column that a name of a field means, and whether it means the number of a lookup.
    pub(super) fn named(&self, name: &str) -> Result<(&'a Column, bool), Refusal> {
        if let Some(column) = self.list.columns.iter().find(|column| column.key() == name) {
            return Ok((column, false));
        }
        let lookup = name.strip_suffix("LookupId").and_then(|base| {
            let column = self.list.columns.iter().find(|column| column.key() == base)?;
            matches!(column.holds(), Holds::Lookup { .. } | Holds::Person { .. }).then_some(column)
        });
        match lookup {
            Some(column) => Ok((column, true)),
            None if name.eq_ignore_ascii_case("id") => Err(read_only(name)),
            None => Err(unknown_field(name)),
        }
    }

    fn value(
        &self,
        column: &Column,
        value: &Value,
        annotation: Option<&str>,
        by: By,
    ) -> Result<Value, Refusal> {
        let fits = match column.holds() {
            Holds::Text | Holds::Choice { many: false } => value.as_str().is_some_and(|text| {
                let most = column.setting("maxLength").and_then(Value::as_u64).unwrap_or(255);
                text.chars().count() as u64 <= most && !text.contains(['\n', '\r'])
            }),
            Holds::Note => value.is_string(),
            Holds::Flag => value.is_boolean(),
            Holds::Number => value.as_f64().is_some_and(|number| within(column, number)),
            Holds::Time { day_only } => return time(value, day_only).ok_or_else(not_acceptable),
            Holds::Choice { many: true } => {
                collection(column.name(), value, annotation, &["Edm.String"], by)?;
                value.as_array().is_some_and(|items| items.iter().all(Value::is_string))
            }
            // Graph has no way to write them.
            Holds::Link | Holds::Term | Holds::Thumbnail | Holds::Place if by == By::Client => {
                return Err(invalid("Invalid request"));
            }
            Holds::Calculated | Holds::Approval if by == By::Client => {
                return Err(read_only(column.name()));
            }
            Holds::Lookup { .. } | Holds::Person { .. } => false,
            _ => true,
        };
        if fits { Ok(value.clone()) } else { Err(not_acceptable()) }
    }

    /// The numbers of what is looked up: one, or a list of them.
    fn numbers(
        &self,
        column: &Column,
        value: &Value,
        annotation: Option<&str>,
        by: By,
    ) -> Result<Value, Refusal> {
        let name = format!("{}LookupId", column.name());
        let number = |value: &Value| {
            let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
            number.filter(|number| self.target(column, *number)).ok_or_else(not_acceptable)
        };
        match column.holds() {
            Holds::Lookup { many: true } | Holds::Person { many: true } => {
                collection(&name, value, annotation, &["Edm.Int32", "Edm.String"], by)?;
                let of_texts = annotation.is_some_and(|kind| kind.ends_with("(Edm.String)"));
                let items = value.as_array().ok_or_else(not_acceptable)?;
                if by == By::Client && items.iter().any(|item| item.is_string() != of_texts) {
                    return Err(not_acceptable());
                }
                items.iter().map(|item| number(item).map(Value::from)).collect()
            }
            _ => number(value).map(Value::from),
        }
    }

    /// Whether there is something of that number to look up.
    fn target(&self, column: &Column, number: u64) -> bool {
        match column.holds() {
            Holds::Person { .. } => self.person(number).is_some(),
            _ => self.source(column).is_some_and(|list| list.items.contains_key(&number)),
        }
    }

    pub(super) fn person(&self, number: u64) -> Option<(&'a str, &'a str)> {
        let index = usize::try_from(number.checked_sub(FIRST_PERSON)?).ok()?;
        let user = self.state.users().get(index)?;
        Some((user.name.as_str(), user.address.as_str()))
    }

    /// The list that a column looks into.
    pub(super) fn source(&self, column: &Column) -> Option<&'a List> {
        self.site.list(column.setting("listId")?.as_str()?).ok()
    }

    /// What every column has that nothing was said of.
    pub(crate) fn defaults(&self, fields: &mut Map<String, Value>) {
        for column in &self.list.columns {
            let Some(text) =
                column.body.get("defaultValue").and_then(|of| of.get("value")?.as_str())
            else {
                continue;
            };
            if fields.contains_key(column.name()) {
                continue;
            }
            let value = match column.holds() {
                Holds::Number => text.parse::<f64>().ok().map(number),
                Holds::Flag => Some(Value::from(["1", "true"].contains(&text))),
                Holds::Time { .. } if text.eq_ignore_ascii_case("[today]") => {
                    Some(iso(now()).into())
                }
                Holds::Time { day_only } => time(&text.into(), day_only),
                Holds::Choice { many: true } => Some(json!([text])),
                Holds::Text | Holds::Note | Holds::Choice { .. } => Some(text.into()),
                _ => None,
            };
            fields.extend(value.map(|value| (column.name().to_owned(), value)));
        }
    }

    /// Refuses a value that a column may have only once.
    pub(crate) fn must_be_unique(
        &self,
        fields: &Map<String, Value>,
        own: Option<u64>,
    ) -> Result<(), Refusal> {
        for column in self.list.columns.iter().filter(|column| column.flag("enforceUniqueValues")) {
            let Some(value) = fields.get(column.name()).filter(|value| !value.is_null()) else {
                continue;
            };
            let same = |other: &Value| match (other, value) {
                (Value::String(a), Value::String(b)) => a.to_lowercase() == b.to_lowercase(),
                (a, b) => a == b,
            };
            let others = self.list.items.iter().filter(|(key, _)| Some(**key) != own);
            if others.filter_map(|(_, item)| item.fields.get(column.name())).any(same) {
                return Err(Refusal::new(
                    409,
                    "nameAlreadyExists",
                    format!(
                        "The list item could not be added or updated because duplicate values were found in the \
                         following field(s) in the list: [{}].",
                        column.text("displayName")
                    ),
                ));
            }
        }
        Ok(())
    }
}

/// Several values need the name of their type.
fn collection(
    name: &str,
    value: &Value,
    annotation: Option<&str>,
    of: &[&str],
    by: By,
) -> Result<(), Refusal> {
    let known = annotation.map(|kind| kind.trim_start_matches('#'));
    let fits = known.is_some_and(|kind| of.iter().any(|of| kind == format!("Collection({of})")));
    if by == By::Seed || fits && value.is_array() {
        return Ok(());
    }
    let wanted = of.first().copied().unwrap_or_default();
    Err(invalid(format!(
        "A value without a type name was found and no expected type is available: the field '{name}' needs \
         '{name}@odata.type': 'Collection({wanted})'."
    )))
}

fn within(column: &Column, number: f64) -> bool {
    let bound = |name: &str| column.setting(name).and_then(Value::as_f64);
    bound("minimum").is_none_or(|least| number >= least)
        && bound("maximum").is_none_or(|most| number <= most)
}

fn number(value: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "only what is whole and small")]
    match value.fract() == 0.0 && value.abs() < 9e15 {
        true => Value::from(value as i64),
        false => Value::from(value),
    }
}

/// A time as SharePoint keeps it: to the second, in UTC.
fn time(value: &Value, day_only: bool) -> Option<Value> {
    let text = value.as_str()?;
    let at = instant(text)
        .or_else(|| instant(&format!("{text}Z")))
        .or_else(|| instant(&format!("{text}T00:00:00Z")))?;
    let seconds = at.div_euclid(1_000_000);
    Some(iso(if day_only { seconds - seconds.rem_euclid(86_400) } else { seconds }).into())
}
