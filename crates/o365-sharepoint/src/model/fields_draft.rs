//! What is written into the columns of an item.

use o365_core::json::Extra;
use o365_core::time::{Date, OffsetDateTime, instant};
use o365_core::{Error, Id, Result};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::content_type::{ContentType, ContentTypeInfo};
use super::item::ListItem;

/// What to write into the columns of an item, by their internal names: to create it or to change it. What isn't said stays.
///
/// Texts, numbers and yes or no are [`set`](Self::set); for the rest there is a method that writes what the service wants.
///
/// ```
/// use o365_sharepoint::FieldsDraft;
/// use o365_core::time::macros::date;
///
/// let george = FieldsDraft::new()
///     .set("Title", "George Best")
///     .set("Goals", 179)
///     .date("Born", date!(1946-05-22))
///     .choices("Positions", ["Winger", "Striker"])
///     .lookup("Club", "7")
///     .hyperlink("Page", "https://best.example/", "George")
///     .clear("Note");
/// assert_eq!(
///     serde_json::to_value(&george)?,
///     serde_json::json!({
///         "Title": "George Best", "Goals": 179, "Born": "1946-05-22",
///         "Positions@odata.type": "Collection(Edm.String)", "Positions": ["Winger", "Striker"],
///         "ClubLookupId": "7", "Page": {"Url": "https://best.example/", "Description": "George"}, "Note": null,
///     })
/// );
/// # Ok::<_, serde_json::Error>(())
/// ```
///
/// Or a struct of your own:
///
/// ```
/// # use o365_sharepoint::FieldsDraft;
/// #[derive(serde::Serialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct Player {
///     title: String,
///     goals: u32,
/// }
///
/// let denis = FieldsDraft::of(&Player { title: "Denis Law".into(), goals: 237 }).choices("Positions", ["Striker"]);
/// # let _ = denis;
/// ```
///
/// [fieldValueSet](https://learn.microsoft.com/graph/api/resources/fieldvalueset).
#[derive(Clone, Debug, Default)]
pub struct FieldsDraft {
    fields: Extra,
    content_type: Option<Id<ContentType>>,
    problem: Option<String>,
}

impl FieldsDraft {
    /// An empty draft.
    pub fn new() -> Self {
        Self::default()
    }

    /// The fields of a struct, or of a map, by the names that serde gives them: they have to be the internal names of the
    /// columns. What isn't of that form is told by the verb that takes the draft.
    pub fn of(row: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_value(row) {
            Ok(Value::Object(fields)) => FieldsDraft { fields, ..Self::new() },
            Ok(_) => Self::new().refuse("a row has named fields"),
            Err(error) => Self::new().refuse(&format!("the row can't be written as JSON: {error}")),
        }
    }

    /// A text, a number, yes or no, one choice; any JSON.
    #[must_use]
    pub fn set(mut self, column: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(column.to_owned(), value.into());
        self
    }

    /// Empties a column. Of a lookup or a person it is `ClubLookupId` that is emptied:
    /// [`clear_lookup`](Self::clear_lookup).
    #[must_use]
    pub fn clear(self, column: &str) -> Self {
        self.set(column, Value::Null)
    }

    /// A day and its time.
    #[must_use]
    pub fn date_time(self, column: &str, at: OffsetDateTime) -> Self {
        self.set(column, instant::to_text(at))
    }

    /// A day, for a column without times; it goes out as `2024-01-31`. Where the site then shows the day before or after, its
    /// time zone is the reason: [`date_time`](Self::date_time) says the moment of its midnight.
    #[must_use]
    pub fn date(self, column: &str, day: Date) -> Self {
        self.set(column, day.to_string())
    }

    /// Some of several choices, for a column that takes more than one; none empties it.
    #[must_use]
    pub fn choices(
        self,
        column: &str,
        choices: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let choices: Vec<String> = choices.into_iter().map(Into::into).collect();
        self.typed(column, "Collection(Edm.String)", choices.into())
    }

    /// An item of another list, by its id: for a column that takes one.
    #[must_use]
    pub fn lookup(self, column: &str, item: impl Into<Id<ListItem>>) -> Self {
        let item = item.into();
        let draft = self.set(&format!("{column}LookupId"), item.as_str());
        if number(&item).is_some() { draft } else { draft.no_number(column, &item) }
    }

    /// Items of another list, by their ids: for a column that takes several; none empties it.
    #[must_use]
    pub fn lookups(
        mut self,
        column: &str,
        items: impl IntoIterator<Item = impl Into<Id<ListItem>>>,
    ) -> Self {
        let mut numbers = Vec::new();
        for item in items {
            let item = item.into();
            match number(&item) {
                Some(number) => numbers.push(Value::from(number)),
                None => self = self.no_number(column, &item),
            }
        }
        self.typed(&format!("{column}LookupId"), "Collection(Edm.Int32)", numbers.into())
    }

    /// Empties a lookup, or the column of a person, that takes one.
    #[must_use]
    pub fn clear_lookup(self, column: &str) -> Self {
        self.clear(&format!("{column}LookupId"))
    }

    /// A person, for a column that takes one: by the number in the site's list of users (*User Information List*), which is
    /// not the id of the directory. [`SiteHandle::site_user_id`](crate::SiteHandle::site_user_id) looks it up.
    #[must_use]
    pub fn person(self, column: &str, user: impl Into<Id<ListItem>>) -> Self {
        self.lookup(column, user)
    }

    /// People, for a column that takes several: by their numbers in the site's list of users; none empties it.
    #[must_use]
    pub fn people(
        self,
        column: &str,
        users: impl IntoIterator<Item = impl Into<Id<ListItem>>>,
    ) -> Self {
        self.lookups(column, users)
    }

    /// An address on the web, with the text that is shown in its place. **Graph reads such columns, and in many
    /// organisations refuses to write them** (400, `invalidRequest`), whatever is sent; what the reader gives is what this
    /// sends.
    #[must_use]
    pub fn hyperlink(self, column: &str, url: &str, text: &str) -> Self {
        self.set(column, json!({"Url": url, "Description": text}))
    }

    /// Which content type the item is of: when it is created.
    /// [`ItemHandle::set_content_type`](crate::ItemHandle::set_content_type) changes it.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<Id<ContentType>>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// As an item is created.
    pub(crate) fn for_create(&self) -> Result<NewItem<'_>> {
        self.sound()?;
        let info = |id: &Id<ContentType>| ContentTypeInfo { id: id.clone(), ..Default::default() };
        Ok(NewItem { content_type: self.content_type.as_ref().map(info), fields: &self.fields })
    }

    /// As an item is changed.
    pub(crate) fn for_update(&self) -> Result<&Extra> {
        self.sound()?;
        match self.content_type {
            Some(_) => Err(Error::input(
                "the content type of an item that is there is changed by `set_content_type`",
            )),
            None => Ok(&self.fields),
        }
    }

    fn sound(&self) -> Result<()> {
        self.problem.as_ref().map_or(Ok(()), |problem| Err(Error::input(problem.clone())))
    }

    /// A list of values, with the type that the service asks for.
    fn typed(self, column: &str, of: &str, values: Value) -> Self {
        self.set(&format!("{column}@odata.type"), of).set(column, values)
    }

    fn no_number(self, column: &str, item: &Id<ListItem>) -> Self {
        let problem = format!(
            "{column}: `{item}` isn't the number of an item, and of a person the number in the site's list of users is asked for"
        );
        self.refuse(&problem)
    }

    fn refuse(mut self, problem: &str) -> Self {
        self.problem.get_or_insert(problem.to_owned());
        self
    }
}

/// What is posted to make an item.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewItem<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    content_type: Option<ContentTypeInfo>,
    fields: &'a Extra,
}

fn number(item: &Id<ListItem>) -> Option<u32> {
    item.as_str().parse().ok()
}

/// The fields, as they are sent.
impl Serialize for FieldsDraft {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.fields.serialize(serializer)
    }
}

impl From<&FieldsDraft> for FieldsDraft {
    fn from(draft: &FieldsDraft) -> Self {
        draft.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use o365_core::time::macros::{date, datetime};

    fn written(draft: FieldsDraft) -> Value {
        serde_json::to_value(draft).unwrap()
    }

    #[test]
    fn lists_are_written_with_their_types() {
        let some =
            FieldsDraft::new().choices("C", ["Red"]).lookups("L", ["1", "2"]).people("P", ["6"]);
        let expected = json!({
            "C@odata.type": "Collection(Edm.String)", "C": ["Red"],
            "LLookupId@odata.type": "Collection(Edm.Int32)", "LLookupId": [1, 2],
            "PLookupId@odata.type": "Collection(Edm.Int32)", "PLookupId": [6],
        });
        assert_eq!(written(some), expected);
        let none = FieldsDraft::new().choices("C", [""; 0]).lookups("L", [""; 0]);
        assert_eq!(written(none)["C"], json!([]));
    }

    #[test]
    fn one_of_another_list_is_written_as_a_text() {
        let draft =
            FieldsDraft::new().lookup("Club", "7").person("Owner", "6").clear_lookup("Agent");
        let expected = json!({"ClubLookupId": "7", "OwnerLookupId": "6", "AgentLookupId": null});
        assert_eq!(written(draft), expected);
    }

    #[test]
    fn days_and_times() {
        let draft = FieldsDraft::new()
            .date("Day", date!(2024 - 01 - 31))
            .date_time("At", datetime!(2024-01-31 9:30 +2));
        assert_eq!(written(draft), json!({"Day": "2024-01-31", "At": "2024-01-31T07:30:00Z"}));
    }

    #[test]
    fn what_cannot_be_written_is_told_before_anything_is_sent() {
        for (draft, word) in [
            (FieldsDraft::new().lookup("Owner", "george@best.com"), "list of users"),
            (FieldsDraft::new().people("Owner", ["8606e4d5"]), "Owner"),
            (FieldsDraft::of("text"), "named fields"),
            (FieldsDraft::of(&[(1, 2)]), "named fields"),
        ] {
            let error = draft.for_update().unwrap_err();
            assert!(error.to_string().contains(word), "{error}");
            assert!(draft.for_create().is_err());
        }
        assert!(FieldsDraft::new().content_type("0x01").for_update().is_err());
    }

    #[test]
    fn a_new_item_has_its_content_type_beside_its_fields() {
        #[derive(Serialize)]
        struct Row<'a> {
            #[serde(rename = "Title")]
            title: &'a str,
        }
        let draft = FieldsDraft::of(&Row { title: "Widget" });
        let json = |draft: &FieldsDraft| serde_json::to_value(draft.for_create().unwrap()).unwrap();
        assert_eq!(json(&draft), json!({"fields": {"Title": "Widget"}}));
        let typed = json(&draft.content_type("0x01"));
        assert_eq!(typed, json!({"fields": {"Title": "Widget"}, "contentType": {"id": "0x01"}}));
    }
}
