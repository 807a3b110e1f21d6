//! Columns: their kinds, their internal names, and those that every list has.

use serde_json::{Map, Value, json};

use crate::service::ids::guid_of;

/// A column as Graph shows it, with what every row asks of it.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) body: Map<String, Value>,
    holds: Holds,
    key: String,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Text,
    /// Several lines.
    Note,
    Number,
    Flag,
    /// With a time of day, or without one.
    Time {
        day_only: bool,
    },
    Choice {
        many: bool,
    },
    Lookup {
        many: bool,
    },
    Person {
        many: bool,
    },
    Link,
    Calculated,
    Term,
    Thumbnail,
    Place,
    Approval,
}

/// The members that say what a column holds.
pub(crate) const FACETS: &[&str] = &[
    "boolean",
    "calculated",
    "choice",
    "contentApprovalStatus",
    "currency",
    "dateTime",
    "geolocation",
    "hyperlinkOrPicture",
    "lookup",
    "number",
    "personOrGroup",
    "term",
    "text",
    "thumbnail",
];

/// The longest internal name.
const LONGEST: usize = 32;

impl Column {
    pub(crate) fn name(&self) -> &str {
        self.text("name")
    }

    pub(crate) fn id(&self) -> &str {
        self.text("id")
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        self.body.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.body.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The member that says what it holds.
    pub(crate) fn facet(&self) -> Option<&'static str> {
        facet_of(&self.body)
    }

    /// A setting within the facet.
    pub(crate) fn setting(&self, name: &str) -> Option<&Value> {
        self.body.get(self.facet()?)?.get(name)
    }

    fn of(body: Map<String, Value>) -> Self {
        let mut column = Self { body, holds: Holds::Text, key: String::new() };
        column.holds = column.held();
        column.key = match column.name() {
            name if name.starts_with('_') && !column.flag("readOnly") => format!("OData_{name}"),
            name => name.to_owned(),
        };
        column
    }

    fn held(&self) -> Holds {
        let many = |name: &str| self.setting(name).and_then(Value::as_bool).unwrap_or_default();
        match self.facet() {
            Some("number" | "currency") => Holds::Number,
            Some("boolean") => Holds::Flag,
            Some("dateTime") => Holds::Time {
                day_only: self.setting("format").and_then(Value::as_str) == Some("dateOnly"),
            },
            Some("choice") => Holds::Choice {
                many: self.setting("displayAs").and_then(Value::as_str) == Some("checkBoxes"),
            },
            Some("lookup") => Holds::Lookup { many: many("allowMultipleValues") },
            Some("personOrGroup") => Holds::Person { many: many("allowMultipleSelection") },
            Some("hyperlinkOrPicture") => Holds::Link,
            Some("calculated") => Holds::Calculated,
            Some("term") => Holds::Term,
            Some("thumbnail") => Holds::Thumbnail,
            Some("geolocation") => Holds::Place,
            Some("contentApprovalStatus") => Holds::Approval,
            _ if many("allowMultipleLines") => Holds::Note,
            _ => Holds::Text,
        }
    }

    /// Whether it can have an index at all.
    pub(crate) fn can_be_indexed(&self) -> bool {
        matches!(
            self.holds(),
            Holds::Text
                | Holds::Number
                | Holds::Flag
                | Holds::Time { .. }
                | Holds::Choice { many: false }
                | Holds::Lookup { many: false }
                | Holds::Person { many: false }
        )
    }

    /// How it is called among an item's fields: a leading underscore of one's own has a prefix.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    pub(crate) fn holds(&self) -> Holds {
        self.holds
    }
}

/// The member that says what a column holds.
pub(crate) fn facet_of(column: &Map<String, Value>) -> Option<&'static str> {
    FACETS.iter().copied().find(|facet| column.get(*facet).is_some_and(|value| !value.is_null()))
}

/// The internal name that SharePoint makes: what isn't an ASCII letter, a digit or an underscore is `_xHHHH_`, and so
/// is a digit at the beginning.
pub(crate) fn internal_name(name: &str) -> String {
    let mut out = String::new();
    for (index, c) in name.chars().enumerate() {
        let plain = c.is_ascii_alphanumeric() || c == '_';
        if plain && !(index == 0 && c.is_ascii_digit()) {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("_x{unit:04x}_"));
            }
        }
    }
    out.chars().take(LONGEST).collect()
}

/// The members that every answer has, with what the facet leaves to the service.
pub(crate) fn completed(mut column: Map<String, Value>) -> Column {
    let facet = facet_of(&column).unwrap_or("text");
    let defaults = match facet {
        "text" => {
            let many = column.get("text").and_then(|text| text.get("allowMultipleLines"));
            match many.and_then(Value::as_bool) {
                Some(true) => {
                    json!({"allowMultipleLines": true, "appendChangesToExistingText": false,
                    "linesForEditing": 6, "textType": "plain"})
                }
                _ => json!({"allowMultipleLines": false, "appendChangesToExistingText": false,
                    "linesForEditing": 0, "maxLength": 255}),
            }
        }
        "number" => json!({"decimalPlaces": "automatic", "displayAs": "number"}),
        "currency" => json!({"locale": "en-us"}),
        "choice" => json!({"allowTextEntry": false, "choices": [], "displayAs": "dropDownMenu"}),
        "dateTime" => json!({"displayAs": "default", "format": "dateTime"}),
        "lookup" => {
            json!({"allowMultipleValues": false, "allowUnlimitedLength": false, "columnName": "Title"})
        }
        "personOrGroup" => json!({"allowMultipleSelection": false, "chooseFromType": "peopleOnly",
            "displayAs": "nameWithPictureAndDetails"}),
        "hyperlinkOrPicture" => json!({"isPicture": false}),
        "term" => json!({"allowMultipleValues": false, "showFullyQualifiedName": false}),
        _ => json!({}),
    };
    let said = column.remove(facet).unwrap_or_default();
    let mut whole = defaults;
    if let (Value::Object(whole), Value::Object(said)) = (&mut whole, said) {
        whole.extend(said.into_iter().filter(|(_, value)| !value.is_null()));
    }
    column.retain(|name, value| !(FACETS.contains(&name.as_str()) && value.is_null()));
    column.insert(facet.to_owned(), whole);
    let name = column.get("name").cloned().unwrap_or_default();
    for (member, value) in [
        ("columnGroup", "Custom Columns".into()),
        ("description", "".into()),
        ("displayName", name),
        ("enforceUniqueValues", false.into()),
        ("hidden", false.into()),
        ("indexed", false.into()),
        ("readOnly", false.into()),
        ("required", false.into()),
    ] {
        let kept = column.entry(member).or_insert(Value::Null);
        if kept.is_null() {
            *kept = value;
        }
    }
    // Unique values are looked up in an index.
    if column.get("enforceUniqueValues") == Some(&Value::Bool(true)) {
        column.insert("indexed".to_owned(), true.into());
    }
    Column::of(column)
}

fn built_in(name: &str, title: &str, facet: &str, settings: Value, read_only: bool) -> Column {
    let mut column = Map::new();
    column.insert("columnGroup".to_owned(), "_Hidden".into());
    column.insert("displayName".to_owned(), title.into());
    column.insert("id".to_owned(), guid_of(&format!("column {name}")).into());
    column.insert("name".to_owned(), name.into());
    column.insert("readOnly".to_owned(), read_only.into());
    column.insert("indexed".to_owned(), (name == "ID").into());
    column.insert(facet.to_owned(), settings);
    completed(column)
}

/// The columns that a template brings.
pub(crate) fn of_list(template: &str) -> Vec<Column> {
    let library = ["documentLibrary", "webPageLibrary", "pictureLibrary"].contains(&template);
    let mut columns = vec![built_in("Title", "Title", "text", json!({}), false)];
    if library {
        columns.push(built_in("FileLeafRef", "Name", "text", json!({}), false));
        columns.push(built_in("FileSizeDisplay", "File Size", "text", json!({}), true));
        columns.push(built_in("CheckoutUser", "Checked Out To", "personOrGroup", json!({}), true));
    } else if let Some(title) = columns.first_mut() {
        title.body.insert("required".to_owned(), true.into());
    }
    let time = || json!({"format": "dateTime"});
    for (name, title, facet, settings) in [
        ("ID", "ID", "number", json!({})),
        ("ContentType", "Content Type", "text", json!({})),
        ("Modified", "Modified", "dateTime", time()),
        ("Created", "Created", "dateTime", time()),
        ("Author", "Created By", "personOrGroup", json!({})),
        ("Editor", "Modified By", "personOrGroup", json!({})),
        ("_UIVersionString", "Version", "text", json!({})),
        ("Edit", "Edit", "text", json!({})),
        ("LinkTitleNoMenu", "Title", "calculated", json!({})),
        ("LinkTitle", "Title", "calculated", json!({})),
        ("ItemChildCount", "Item Child Count", "lookup", json!({})),
        ("FolderChildCount", "Folder Child Count", "lookup", json!({})),
    ] {
        columns.push(built_in(name, title, facet, settings, true));
    }
    if !library {
        columns.push(built_in("Attachments", "Attachments", "boolean", json!({}), true));
    }
    columns
}

/// The columns that a site has to choose from.
pub(crate) fn of_site() -> Vec<Column> {
    [
        ("Title", "Title", "text", json!({})),
        (
            "_Status",
            "Status",
            "choice",
            json!({"choices": ["Not Started", "Draft", "Reviewed", "Final"]}),
        ),
        ("StartDate", "Start Date", "dateTime", json!({"format": "dateOnly"})),
        ("Company", "Company", "text", json!({})),
        ("Comments", "Comments", "text", json!({"allowMultipleLines": true})),
    ]
    .into_iter()
    .map(|(name, title, facet, settings)| built_in(name, title, facet, settings, false))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internal_names_are_those_of_sharepoint() {
        for (name, internal) in [
            ("Page Count", "Page_x0020_Count"),
            ("2nd", "_x0032_nd"),
            ("a-b", "a_x002d_b"),
            ("Año", "A_x00f1_o"),
            ("_own", "_own"),
            ("😀", "_xd83d__xde00_"),
        ] {
            assert_eq!(internal_name(name), internal);
        }
        assert_eq!(internal_name("A rather long name of a column").len(), LONGEST);
    }

    #[test]
    fn a_facet_says_what_a_column_holds() {
        let column = |facet: &str, settings: Value| {
            let mut column = Map::new();
            column.insert("name".to_owned(), "_x".into());
            column.insert(facet.to_owned(), settings);
            completed(column)
        };
        assert_eq!(column("text", json!({})).holds(), Holds::Text);
        assert_eq!(column("text", json!({"allowMultipleLines": true})).holds(), Holds::Note);
        assert_eq!(
            column("choice", json!({"displayAs": "checkBoxes"})).holds(),
            Holds::Choice { many: true }
        );
        let person = column("personOrGroup", json!({"allowMultipleSelection": true}));
        assert!(person.holds() == Holds::Person { many: true } && !person.can_be_indexed());
        assert_eq!(column("number", json!({})).key(), "OData__x");
    }
}
