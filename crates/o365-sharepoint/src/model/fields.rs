//! The values of an item, whatever columns its list has.

use std::ops::Index;

use o365_core::Id;
use o365_core::json::Extra;
use o365_core::time::{Date, OffsetDateTime, instant};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::item::ListItem;

/// The values of an item, by the internal names of their columns.
///
/// The service leaves out what is empty, so that a column without a value is `None`. Names that it has twice, such as
/// `AuthorLookupId` beside `Author`, are seen to by the readers of lookups and people.
///
/// ```
/// use o365_sharepoint::FieldValues;
///
/// let fields: FieldValues = serde_json::from_str(
///     r#"{"Title": "George Best", "Goals": 179, "Capped": true, "Born": "1946-05-22T00:00:00Z",
///         "Positions": ["Winger", "Striker"], "ClubLookupId": "7",
///         "Page": {"Url": "https://best.example/", "Description": "Best"}}"#,
/// )?;
/// assert_eq!(fields.text("Title"), Some("George Best"));
/// assert_eq!(fields.number("Goals"), Some(179.0));
/// assert_eq!(fields.boolean("Capped"), Some(true));
/// assert_eq!(fields.date("Born").unwrap().year(), 1946);
/// assert_eq!(fields.choices("Positions"), ["Winger", "Striker"]);
/// assert_eq!(fields.lookup("Club").unwrap().id.as_str(), "7");
/// assert_eq!(fields.hyperlink("Page").unwrap().url, "https://best.example/");
/// assert!(fields["Nothing"].is_null());
/// # Ok::<_, serde_json::Error>(())
/// ```
///
/// [fieldValueSet](https://learn.microsoft.com/graph/api/resources/fieldvalueset).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct FieldValues(Extra);

/// Somebody or something in another list: what a lookup or a person's column holds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LookupValue {
    /// The item there. Of a person it is the one of the site's list of users, not the id of the directory.
    pub id: Id<ListItem>,
    /// What is shown of it: the title, or the person's name. Of a single lookup the service tells it only where the column
    /// was [selected](crate::Items::select_fields).
    pub value: Option<String>,
    /// The person's e-mail address, where it is a person and the service tells it.
    pub email: Option<String>,
}

/// An address on the web, with a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct Hyperlink {
    /// The address.
    pub url: String,
    /// The text that is shown in its place.
    pub description: Option<String>,
}

/// A term that an item is marked with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct TermValue {
    /// Its name.
    pub label: String,
    /// Its id in the term store.
    pub term_guid: String,
}

impl FieldValues {
    /// Any value, as JSON.
    pub fn get(&self, column: &str) -> Option<&Value> {
        self.0.get(column).filter(|value| !value.is_null())
    }

    /// A text, a choice, what a formula came to.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.get(column)?.as_str()
    }

    /// A number or an amount. What a formula came to is text, and read as well.
    pub fn number(&self, column: &str) -> Option<f64> {
        let value = self.get(column)?;
        value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
    }

    /// Yes or no.
    pub fn boolean(&self, column: &str) -> Option<bool> {
        self.get(column)?.as_bool()
    }

    /// A day with its time.
    pub fn date_time(&self, column: &str) -> Option<OffsetDateTime> {
        instant::parse(self.text(column)?)
    }

    /// A day, in UTC. **The service keeps midnight in the time zone of the site:** where that is east of Greenwich, the day
    /// in UTC is the one before. [`date_time`](Self::date_time) tells the moment, to be put in the site's zone.
    pub fn date(&self, column: &str) -> Option<Date> {
        let text = self.text(column)?;
        let day = || o365_core::time::date::parse(text.get(..10)?);
        self.date_time(column).map(OffsetDateTime::date).or_else(day)
    }

    /// What was chosen, of one or of several.
    pub fn choices(&self, column: &str) -> Vec<&str> {
        match self.get(column) {
            Some(Value::Array(chosen)) => chosen.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(chosen)) => vec![chosen],
            _ => Vec::new(),
        }
    }

    /// The item of another list that a lookup holds, or the first one.
    pub fn lookup(&self, column: &str) -> Option<LookupValue> {
        self.lookups(column).into_iter().next()
    }

    /// The items of another list that a lookup holds.
    pub fn lookups(&self, column: &str) -> Vec<LookupValue> {
        match self.get(column) {
            Some(Value::Array(all)) => all.iter().filter_map(lookup).collect(),
            Some(one @ Value::Object(_)) => lookup(one).into_iter().collect(),
            shown => {
                let id = self.get(&format!("{column}LookupId")).and_then(id);
                let value = shown.and_then(Value::as_str).map(str::to_owned);
                id.map(|id| LookupValue { id, value, email: None }).into_iter().collect()
            }
        }
    }

    /// The person that a column holds, or the first one.
    pub fn person(&self, column: &str) -> Option<LookupValue> {
        self.lookup(column)
    }

    /// The people that a column holds.
    pub fn people(&self, column: &str) -> Vec<LookupValue> {
        self.lookups(column)
    }

    /// An address on the web.
    pub fn hyperlink(&self, column: &str) -> Option<Hyperlink> {
        Hyperlink::deserialize(self.get(column)?).ok()
    }

    /// The terms of a column for one or for several.
    pub fn terms(&self, column: &str) -> Vec<TermValue> {
        match self.get(column) {
            Some(Value::Array(all)) => {
                all.iter().filter_map(|term| TermValue::deserialize(term).ok()).collect()
            }
            Some(one) => TermValue::deserialize(one).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// All of them in a struct of your own. [`Items::as_type`](crate::Items::as_type) does it for a whole list.
    ///
    /// # Errors
    /// What doesn't fit.
    pub fn decode<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        T::deserialize(Value::Object(self.0.clone()))
    }

    /// Names and values, annotations such as `@odata.etag` among them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there are none: they weren't asked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As a map.
    pub fn into_map(self) -> Extra {
        self.0
    }
}

/// Missing and `null` are empty.
impl<'de> Deserialize<'de> for FieldValues {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|fields| FieldValues(fields.unwrap_or_default()))
    }
}

/// Any value; `null` where there is none.
impl Index<&str> for FieldValues {
    type Output = Value;

    fn index(&self, column: &str) -> &Value {
        self.0.get(column).unwrap_or(&Value::Null)
    }
}

impl From<Extra> for FieldValues {
    fn from(fields: Extra) -> Self {
        FieldValues(fields)
    }
}

/// An element of a lookup of several.
fn lookup(value: &Value) -> Option<LookupValue> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(LookupValue {
        id: value.get("LookupId").and_then(id)?,
        value: text("LookupValue"),
        email: text("Email").filter(|email| !email.is_empty()),
    })
}

/// The service writes ids as texts here and as numbers there.
fn id(value: &Value) -> Option<Id<ListItem>> {
    match value {
        Value::String(text) => Some(text.as_str().into()),
        Value::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use o365_core::time::macros::{date, datetime};
    use serde_json::json;

    fn fields(json: Value) -> FieldValues {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn lookups_of_one_and_of_several() {
        let fields = fields(json!({
            "OwnerLookupId": "6", "Owner": "Ryan", "ClubLookupId": 7,
            "Team": [
                {"LookupId": 8, "LookupValue": "Bobby", "Email": "bobby@manutd.uk"},
                {"LookupId": "9", "LookupValue": "Denis", "Email": ""}, {"LookupValue": "nobody"},
            ],
            "Odd": {"LookupId": 1}, "Bad": "x",
        }));
        let owner = fields.person("Owner").unwrap();
        assert_eq!((owner.id.as_str(), owner.value.as_deref()), ("6", Some("Ryan")));
        assert_eq!(fields.lookup("Club").unwrap().id.as_str(), "7");
        let team = fields.people("Team");
        assert_eq!(team.len(), 2);
        assert_eq!(
            (team[0].email.as_deref(), team[1].email.as_deref()),
            (Some("bobby@manutd.uk"), None)
        );
        assert_eq!(fields.lookup("Odd").unwrap().id.as_str(), "1");
        assert!(fields.lookup("Bad").is_none() && fields.lookup("Missing").is_none());
    }

    #[test]
    fn what_does_not_fit_is_none() {
        let fields = fields(json!({
            "T": 1, "N": "x", "C": "5.50", "B": "true", "D": "soon", "L": "https://x", "Null": null,
            "Day": "2024-01-31", "At": "2024-01-31T23:00:00Z", "One": "Red", "Some": ["Red", 1],
        }));
        assert_eq!((fields.text("T"), fields.number("N"), fields.boolean("B")), (None, None, None));
        assert_eq!(
            (fields.date("D"), fields.hyperlink("L"), fields.get("Null")),
            (None, None, None)
        );
        assert_eq!(fields.number("C"), Some(5.5), "a formula's");
        assert_eq!(fields.date("Day"), Some(date!(2024 - 01 - 31)));
        assert_eq!(fields.date_time("At"), Some(datetime!(2024-01-31 23:00 UTC)));
        assert_eq!((fields.choices("One"), fields.choices("Some")), (vec!["Red"], vec!["Red"]));
        assert!(fields.choices("T").is_empty() && fields.terms("T").is_empty());
        assert!(fields["Null"].is_null() && fields["None"].is_null());
    }

    #[test]
    fn terms_and_links() {
        let term = json!({"Label": "Winger", "TermGuid": "1-2", "WssId": 4});
        let fields = fields(
            json!({"One": term, "Some": [term, term], "L": {"Url": "https://x", "Description": null}}),
        );
        assert_eq!((fields.terms("One").len(), fields.terms("Some").len()), (1, 2));
        assert_eq!(fields.terms("One")[0].label, "Winger");
        assert_eq!(fields.hyperlink("L").unwrap().description, None);
    }

    #[test]
    fn a_struct_of_one_s_own() {
        #[derive(Debug, Deserialize)]
        struct Row {
            #[serde(rename = "Goals")]
            goals: u32,
        }
        assert_eq!(fields(json!({"Goals": 3})).decode::<Row>().unwrap().goals, 3);
        let error = fields(json!({"Goals": "many"})).decode::<Row>().unwrap_err();
        assert!(error.to_string().contains("many"), "{error}");
    }
}
