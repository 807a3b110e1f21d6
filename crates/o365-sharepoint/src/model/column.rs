//! Columns.

use o365_core::json::{Extra, null_default};
use o365_core::{Id, draft, open_enum};
use serde::{Deserialize, Serialize};

use super::column_kind::{
    BooleanColumn, CalculatedColumn, ChoiceColumn, ContentApprovalStatusColumn, CurrencyColumn,
    DateTimeColumn, GeolocationColumn, NumberColumn, TextColumn, ThumbnailColumn,
};
use super::column_link::{HyperlinkOrPictureColumn, LookupColumn, PersonOrGroupColumn, TermColumn};
use super::content_type::ContentTypeInfo;

/// A column of a list, a site or a content type. [`kind`](Self::kind) says of which kind it is.
///
/// [columnDefinition](https://learn.microsoft.com/graph/api/resources/columndefinition).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ColumnDefinition {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<ColumnDefinition>,
    /// Its name in [fields](crate::FieldValues), in filters and in what is written: the internal name, which stays when people
    /// rename the column. See [`internal_name`](crate::internal_name).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The group that people find it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column_group: Option<String>,
    /// Its kind in a word, for columns of content types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<ColumnType>,
    /// Whether an item must have a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Whether filters and orders by it go through in long lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indexed: Option<bool>,
    /// Whether no two items can have the same value. Such a column is indexed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforce_unique_values: Option<bool>,
    /// Whether people don't see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
    /// Whether values can't be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    /// Whether it can be deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_deletable: Option<bool>,
    /// Whether it can be moved among the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_reorderable: Option<bool>,
    /// Whether it can't be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_sealed: Option<bool>,
    /// Whether changes of a column of a site go on to the lists that have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_changes: Option<bool>,
    /// What a new item has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_value: Option<DefaultColumnValue>,
    /// What values must be like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation: Option<ColumnValidation>,
    /// The content type that it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_content_type: Option<ContentTypeInfo>,
    /// There for text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<TextColumn>,
    /// There for numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<NumberColumn>,
    /// There for money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<CurrencyColumn>,
    /// There for days and times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_time: Option<DateTimeColumn>,
    /// There for yes or no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boolean: Option<BooleanColumn>,
    /// There for choices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<ChoiceColumn>,
    /// There for items of another list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lookup: Option<LookupColumn>,
    /// There for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_or_group: Option<PersonOrGroupColumn>,
    /// There for addresses on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hyperlink_or_picture: Option<HyperlinkOrPictureColumn>,
    /// There for formulas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calculated: Option<CalculatedColumn>,
    /// There for terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<TermColumn>,
    /// There for places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geolocation: Option<GeolocationColumn>,
    /// There for pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<ThumbnailColumn>,
    /// There for approval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_approval_status: Option<ContentApprovalStatusColumn>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&ColumnDefinition> for Id<ColumnDefinition> {
    fn from(column: &ColumnDefinition) -> Self {
        column.id.clone()
    }
}

/// Of which kind a column is, with what belongs to the kind.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ColumnKind {
    /// Text.
    Text(TextColumn),
    /// A number.
    Number(NumberColumn),
    /// Money.
    Currency(CurrencyColumn),
    /// A day, or a day and a time.
    DateTime(DateTimeColumn),
    /// Yes or no.
    Boolean(BooleanColumn),
    /// One of several, or some of them.
    Choice(ChoiceColumn),
    /// An item of another list.
    Lookup(LookupColumn),
    /// Somebody.
    PersonOrGroup(PersonOrGroupColumn),
    /// An address on the web, or a picture there.
    HyperlinkOrPicture(HyperlinkOrPictureColumn),
    /// What a formula makes of the others; it is only read.
    Calculated(CalculatedColumn),
    /// A term of the term store.
    Term(TermColumn),
    /// A place on Earth.
    Geolocation(GeolocationColumn),
    /// A picture.
    Thumbnail(ThumbnailColumn),
    /// Whether it was approved.
    ContentApprovalStatus(ContentApprovalStatusColumn),
}

macro_rules! kinds {
    ($($field:ident: $variant:ident($type:ident),)+) => {
        impl ColumnDefinition {
            /// Of which kind it is; `None` for a kind that this version doesn't know.
            ///
            /// The service may leave the kind of addresses out: a column without any kind mostly is one.
            pub fn kind(&self) -> Option<ColumnKind> {
                $(if let Some(kind) = &self.$field {
                    return Some(ColumnKind::$variant(kind.clone()));
                })+
                None
            }
        }

        impl ColumnDraft {
            /// Of which kind it is. A column that is there can be changed within its kind only.
            #[must_use]
            pub fn kind(mut self, kind: impl Into<ColumnKind>) -> Self {
                match kind.into() {
                    $(ColumnKind::$variant(kind) => self.$field = kind.into(),)+
                }
                self
            }
        }

        $(impl From<$type> for ColumnKind {
            fn from(kind: $type) -> Self {
                ColumnKind::$variant(kind)
            }
        })+
    };
}

kinds! {
    text: Text(TextColumn),
    number: Number(NumberColumn),
    currency: Currency(CurrencyColumn),
    date_time: DateTime(DateTimeColumn),
    boolean: Boolean(BooleanColumn),
    choice: Choice(ChoiceColumn),
    lookup: Lookup(LookupColumn),
    person_or_group: PersonOrGroup(PersonOrGroupColumn),
    hyperlink_or_picture: HyperlinkOrPicture(HyperlinkOrPictureColumn),
    calculated: Calculated(CalculatedColumn),
    term: Term(TermColumn),
    geolocation: Geolocation(GeolocationColumn),
    thumbnail: Thumbnail(ThumbnailColumn),
    content_approval_status: ContentApprovalStatus(ContentApprovalStatusColumn),
}

/// What a new item has in a column: a value, or what comes of a formula.
///
/// [defaultColumnValue](https://learn.microsoft.com/graph/api/resources/defaultcolumnvalue).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct DefaultColumnValue {
    /// The value, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The formula: `=[Today]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&str> for DefaultColumnValue {
    fn from(value: &str) -> Self {
        DefaultColumnValue { value: Some(value.to_owned()), ..DefaultColumnValue::default() }
    }
}

impl DefaultColumnValue {
    /// What comes of a formula.
    pub fn formula(formula: impl Into<String>) -> Self {
        DefaultColumnValue { formula: Some(formula.into()), ..DefaultColumnValue::default() }
    }
}

/// What values must be like.
///
/// [columnValidation](https://learn.microsoft.com/graph/api/resources/columnvalidation).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ColumnValidation {
    /// The formula that must come to yes: `=[Goals]>=0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// The language of the message if there is none in that of the reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_language: Option<String>,
    /// What people read whose value is refused, in several languages.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub descriptions: Vec<serde_json::Value>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ColumnValidation {
    /// The formula must come to yes.
    pub fn new(formula: impl Into<String>) -> Self {
        ColumnValidation { formula: Some(formula.into()), ..ColumnValidation::default() }
    }
}

open_enum! {
    /// The kind of a column in a word.
    pub enum ColumnType {
        /// Text of several lines.
        Note = "note",
        /// Text.
        Text = "text",
        /// One of several.
        Choice = "choice",
        /// Some of several.
        Multichoice = "multichoice",
        /// A number.
        Number = "number",
        /// Money.
        Currency = "currency",
        /// A day, with a time or without.
        DateTime = "dateTime",
        /// An item of another list.
        Lookup = "lookup",
        /// Yes or no.
        Boolean = "boolean",
        /// Somebody.
        User = "user",
        /// An address on the web.
        Url = "url",
        /// What a formula makes of the others.
        Calculated = "calculated",
        /// An address on Earth.
        Location = "location",
        /// A place on Earth.
        Geolocation = "geolocation",
        /// A term.
        Term = "term",
        /// Several terms.
        Multiterm = "multiterm",
        /// A picture.
        Thumbnail = "thumbnail",
        /// Whether it was approved.
        ApprovalStatus = "approvalStatus",
    }
}

draft! {
    /// What to say of a column: to create it or to change it. A pair of name and kind is one.
    ///
    /// ```
    /// use o365_sharepoint::{ChoiceColumn, ColumnDraft, CurrencyColumn, DateTimeColumn};
    ///
    /// let draft = ColumnDraft::new().name("Born").display_name("Date of birth").kind(DateTimeColumn::date());
    /// assert_eq!(
    ///     serde_json::to_string(&draft).unwrap(),
    ///     r#"{"name":"Born","displayName":"Date of birth","dateTime":{"format":"dateOnly"}}"#
    /// );
    /// let fee = ColumnDraft::from(("Fee", CurrencyColumn::new().locale("en-GB"))).required(true);
    /// let position = ColumnDraft::from(("Position", ChoiceColumn::new(["Winger", "Keeper"]))).default_value("Winger");
    /// # let _ = (fee, position);
    /// ```
    pub struct ColumnDraft {
        /// Its internal name. Blanks and other signs are spelled out by the service: `Due_x0020_date`.
        name: String,
        /// Its name for people.
        display_name: String,
        /// What it is for.
        description: String,
        /// The group that people find it in.
        column_group: String,
        /// Whether an item must have a value.
        required: bool,
        /// Whether filters and orders by it go through in long lists. A list has 20 at most, and a column should be indexed
        /// before the list has 5,000 items.
        indexed: bool,
        /// Whether no two items can have the same value. Such a column must be indexed.
        enforce_unique_values: bool,
        /// Whether people don't see it.
        hidden: bool,
        /// Whether values can't be written.
        read_only: bool,
        /// Whether changes of a column of a site go on to the lists that have it.
        propagate_changes: bool,
        /// What values must be like.
        validation: ColumnValidation,
        ;
        default_value: DefaultColumnValue,
        text: TextColumn,
        number: NumberColumn,
        currency: CurrencyColumn,
        date_time: DateTimeColumn,
        boolean: BooleanColumn,
        choice: ChoiceColumn,
        lookup: LookupColumn,
        person_or_group: PersonOrGroupColumn,
        hyperlink_or_picture: HyperlinkOrPictureColumn,
        calculated: CalculatedColumn,
        term: TermColumn,
        geolocation: GeolocationColumn,
        thumbnail: ThumbnailColumn,
        content_approval_status: ContentApprovalStatusColumn,
    }
}

impl ColumnDraft {
    /// What a new item has. A text is a value, as it is written: `"0"`, `"true"`.
    #[must_use]
    pub fn default_value(mut self, value: impl Into<DefaultColumnValue>) -> Self {
        self.default_value = value.into().into();
        self
    }
}

impl<K: Into<ColumnKind>> From<(&str, K)> for ColumnDraft {
    fn from((name, kind): (&str, K)) -> Self {
        ColumnDraft::new().name(name).kind(kind)
    }
}
impl<K: Into<ColumnKind>> From<(String, K)> for ColumnDraft {
    fn from((name, kind): (String, K)) -> Self {
        ColumnDraft::new().name(name).kind(kind)
    }
}
impl From<&ColumnDraft> for ColumnDraft {
    fn from(draft: &ColumnDraft) -> Self {
        draft.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ChoiceDisplay;
    use serde_json::{Value, json};

    fn written(draft: impl Into<ColumnDraft>) -> Value {
        serde_json::to_value(draft.into()).unwrap()
    }

    #[test]
    fn every_kind_is_written_and_read_back() {
        let all: Vec<(ColumnKind, &str, Value)> = vec![
            (TextColumn::new().max_length(80).into(), "text", json!({"maxLength": 80})),
            (
                TextColumn::note().into(),
                "text",
                json!({"allowMultipleLines": true, "textType": "plain"}),
            ),
            (NumberColumn::new().minimum(0.5).into(), "number", json!({"minimum": 0.5})),
            (CurrencyColumn::new().locale("en-GB").into(), "currency", json!({"locale": "en-GB"})),
            (DateTimeColumn::date().into(), "dateTime", json!({"format": "dateOnly"})),
            (BooleanColumn::new().into(), "boolean", json!({})),
            (
                ChoiceColumn::several(["Red", "Green"]).into(),
                "choice",
                json!({"choices": ["Red", "Green"], "displayAs": "checkBoxes"}),
            ),
            (
                LookupColumn::new("22e03ef3").allow_multiple_values(true).into(),
                "lookup",
                json!({"listId": "22e03ef3", "columnName": "Title", "allowMultipleValues": true}),
            ),
            (
                PersonOrGroupColumn::new().choose_from_type("peopleOnly").into(),
                "personOrGroup",
                json!({"chooseFromType": "peopleOnly"}),
            ),
            (
                HyperlinkOrPictureColumn::picture().into(),
                "hyperlinkOrPicture",
                json!({"isPicture": true}),
            ),
            (
                CalculatedColumn::new("=[Goals]*2").output_type("number").into(),
                "calculated",
                json!({"formula": "=[Goals]*2", "outputType": "number"}),
            ),
            (TermColumn::new("8ed8c9ea").into(), "term", json!({"termSet": {"id": "8ed8c9ea"}})),
            (GeolocationColumn::new().into(), "geolocation", json!({})),
            (ThumbnailColumn::new().into(), "thumbnail", json!({})),
            (ContentApprovalStatusColumn::new().into(), "contentApprovalStatus", json!({})),
        ];
        for (kind, name, expected) in all {
            let json = written(("A", kind.clone()));
            assert_eq!(json, json!({"name": "A", name: expected}));
            let read: ColumnDefinition = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(read.kind(), Some(kind), "{name}");
            let mut again = serde_json::to_value(&read).unwrap();
            again.as_object_mut().unwrap().remove("id");
            assert_eq!(again, json);
        }
    }

    #[test]
    fn defaults_and_conditions() {
        let draft = ColumnDraft::from(("Goals", NumberColumn::new()))
            .default_value("0")
            .validation(ColumnValidation::new("=[Goals]>=0"))
            .indexed(true)
            .enforce_unique_values(None);
        let expected = json!({
            "name": "Goals", "number": {}, "indexed": true, "enforceUniqueValues": null,
            "defaultValue": {"value": "0"}, "validation": {"formula": "=[Goals]>=0"},
        });
        assert_eq!(written(draft), expected);
        let today = ColumnDraft::new().default_value(DefaultColumnValue::formula("=[Today]"));
        assert_eq!(written(today), json!({"defaultValue": {"formula": "=[Today]"}}));
    }

    #[test]
    fn null_missing_and_unknown_never_break() {
        let odd = json!({
            "id": null, "name": "A", "text": null, "type": "hologram", "futureColumn": {},
            "choice": null, "lookup": null, "term": null,
        });
        let column: ColumnDefinition = serde_json::from_value(odd).unwrap();
        assert_eq!((column.kind(), column.r#type.unwrap().as_str()), (None, "hologram"));
        let choice: ColumnDefinition = serde_json::from_value(
            json!({"choice": {"choices": null, "displayAs": "wheel", "x": 1}}),
        )
        .unwrap();
        let Some(ColumnKind::Choice(choice)) = choice.kind() else { panic!() };
        assert!(
            matches!(choice.display_as, Some(ChoiceDisplay::Unknown(_)))
                && choice.choices.is_empty()
        );
    }
}
