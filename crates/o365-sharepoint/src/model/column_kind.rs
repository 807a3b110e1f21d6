//! The kinds of columns, as they are read and as they are written.

use o365_core::Id;
use o365_core::json::{Extra, null_default};
use serde::{Deserialize, Serialize};

use super::column::ColumnDefinition;
use super::column_choice::{
    CalculatedType, ChoiceDisplay, DateTimeDisplay, DateTimeFormat, DecimalPlaces, NumberDisplay,
    PersonKind, TextType,
};
use super::list::SharePointList;
use super::term::{Term, TermSet};

/// Text.
///
/// [textColumn](https://learn.microsoft.com/graph/api/resources/textcolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct TextColumn {
    /// Whether it has several lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_multiple_lines: Option<bool>,
    /// Whether what is written is added to what is there, with its date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub append_changes_to_existing_text: Option<bool>,
    /// How high the field is where people write.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines_for_editing: Option<i32>,
    /// The most characters; 255 for one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<i32>,
    /// Plain or formatted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_type: Option<TextType>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl TextColumn {
    /// Text of several lines: what SharePoint calls a note.
    pub fn note() -> Self {
        Self::default().allow_multiple_lines(true).text_type(TextType::Plain)
    }

    /// Text of several lines with bold, links and pictures, as HTML.
    pub fn rich() -> Self {
        Self::default().allow_multiple_lines(true).text_type(TextType::RichText)
    }

    /// Nothing said: as the service makes it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether it has several lines.
    #[must_use]
    pub fn allow_multiple_lines(mut self, value: bool) -> Self {
        self.allow_multiple_lines = Some(value);
        self
    }

    /// Whether what is written is added to what is there, with its date.
    #[must_use]
    pub fn append_changes_to_existing_text(mut self, value: bool) -> Self {
        self.append_changes_to_existing_text = Some(value);
        self
    }

    /// How high the field is where people write.
    #[must_use]
    pub fn lines_for_editing(mut self, value: i32) -> Self {
        self.lines_for_editing = Some(value);
        self
    }

    /// The most characters; 255 for one line.
    #[must_use]
    pub fn max_length(mut self, value: i32) -> Self {
        self.max_length = Some(value);
        self
    }

    /// Plain or formatted.
    #[must_use]
    pub fn text_type(mut self, value: impl Into<TextType>) -> Self {
        self.text_type = Some(value.into());
        self
    }
}

/// A number.
///
/// [numberColumn](https://learn.microsoft.com/graph/api/resources/numbercolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct NumberColumn {
    /// How many decimals are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal_places: Option<DecimalPlaces>,
    /// As a number or as a percentage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_as: Option<NumberDisplay>,
    /// The least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<f64>,
    /// The greatest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<f64>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl NumberColumn {
    /// Nothing said: as the service makes it.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many decimals are shown.
    #[must_use]
    pub fn decimal_places(mut self, value: impl Into<DecimalPlaces>) -> Self {
        self.decimal_places = Some(value.into());
        self
    }

    /// As a number or as a percentage.
    #[must_use]
    pub fn display_as(mut self, value: impl Into<NumberDisplay>) -> Self {
        self.display_as = Some(value.into());
        self
    }

    /// The least.
    #[must_use]
    pub fn minimum(mut self, value: f64) -> Self {
        self.minimum = Some(value);
        self
    }

    /// The greatest.
    #[must_use]
    pub fn maximum(mut self, value: f64) -> Self {
        self.maximum = Some(value);
        self
    }
}

/// Money.
///
/// [currencyColumn](https://learn.microsoft.com/graph/api/resources/currencycolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct CurrencyColumn {
    /// Whose money: a culture, `en-GB`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl CurrencyColumn {
    /// Nothing said: as the service makes it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whose money: a culture, `en-GB`.
    #[must_use]
    pub fn locale(mut self, value: impl Into<String>) -> Self {
        self.locale = Some(value.into());
        self
    }
}

/// A day, or a day and a time.
///
/// [dateTimeColumn](https://learn.microsoft.com/graph/api/resources/datetimecolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct DateTimeColumn {
    /// With the time or without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<DateTimeFormat>,
    /// How it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_as: Option<DateTimeDisplay>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl DateTimeColumn {
    /// A day without a time.
    pub fn date() -> Self {
        Self::default().format(DateTimeFormat::DateOnly)
    }

    /// Nothing said: as the service makes it.
    pub fn new() -> Self {
        Self::default()
    }

    /// With the time or without.
    #[must_use]
    pub fn format(mut self, value: impl Into<DateTimeFormat>) -> Self {
        self.format = Some(value.into());
        self
    }

    /// How it is shown.
    #[must_use]
    pub fn display_as(mut self, value: impl Into<DateTimeDisplay>) -> Self {
        self.display_as = Some(value.into());
        self
    }
}

/// Yes or no.
///
/// [booleanColumn](https://learn.microsoft.com/graph/api/resources/booleancolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct BooleanColumn {
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl BooleanColumn {
    /// Nothing said: as the service makes it.
    pub fn new() -> Self {
        Self::default()
    }
}

/// One of several, or some of them.
///
/// [choiceColumn](https://learn.microsoft.com/graph/api/resources/choicecolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ChoiceColumn {
    /// What there is to choose from.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Whether something else can be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_text_entry: Option<bool>,
    /// How people choose: `checkBoxes` is what makes it a choice of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_as: Option<ChoiceDisplay>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ChoiceColumn {
    /// Some of several.
    pub fn several(choices: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::new(choices).display_as(ChoiceDisplay::CheckBoxes)
    }

    /// Nothing said: as the service makes it.
    pub fn new(choices: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::default().choices(choices)
    }

    /// What there is to choose from.
    #[must_use]
    pub fn choices(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.choices = value.into_iter().map(Into::into).collect();
        self
    }

    /// Whether something else can be written.
    #[must_use]
    pub fn allow_text_entry(mut self, value: bool) -> Self {
        self.allow_text_entry = Some(value);
        self
    }

    /// How people choose: `checkBoxes` is what makes it a choice of several.
    #[must_use]
    pub fn display_as(mut self, value: impl Into<ChoiceDisplay>) -> Self {
        self.display_as = Some(value.into());
        self
    }
}

/// An item of another list.
///
/// [lookupColumn](https://learn.microsoft.com/graph/api/resources/lookupcolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct LookupColumn {
    /// The list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_id: Option<Id<SharePointList>>,
    /// The column of it that is shown, by its internal name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column_name: Option<String>,
    /// Whether there can be several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_multiple_values: Option<bool>,
    /// Whether what is shown can be longer than 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_unlimited_length: Option<bool>,
    /// The lookup that this is one more column of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_lookup_column_id: Option<Id<ColumnDefinition>>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl LookupColumn {
    /// An item of this list, shown by its title.
    pub fn new(list: impl Into<Id<SharePointList>>) -> Self {
        Self::default().list_id(list).column_name("Title")
    }

    /// The list.
    #[must_use]
    pub fn list_id(mut self, value: impl Into<Id<SharePointList>>) -> Self {
        self.list_id = Some(value.into());
        self
    }

    /// The column of it that is shown, by its internal name.
    #[must_use]
    pub fn column_name(mut self, value: impl Into<String>) -> Self {
        self.column_name = Some(value.into());
        self
    }

    /// Whether there can be several.
    #[must_use]
    pub fn allow_multiple_values(mut self, value: bool) -> Self {
        self.allow_multiple_values = Some(value);
        self
    }

    /// Whether what is shown can be longer than 255 characters.
    #[must_use]
    pub fn allow_unlimited_length(mut self, value: bool) -> Self {
        self.allow_unlimited_length = Some(value);
        self
    }

    /// The lookup that this is one more column of.
    #[must_use]
    pub fn primary_lookup_column_id(mut self, value: impl Into<Id<ColumnDefinition>>) -> Self {
        self.primary_lookup_column_id = Some(value.into());
        self
    }
}

/// Somebody.
///
/// [personOrGroupColumn](https://learn.microsoft.com/graph/api/resources/personorgroupcolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct PersonOrGroupColumn {
    /// Whether there can be several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_multiple_selection: Option<bool>,
    /// People only, or groups as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choose_from_type: Option<PersonKind>,
    /// What is shown of them: `nameWithPresence`, `title`, `email`, ..
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_as: Option<String>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl PersonOrGroupColumn {
    /// Nothing said: as the service makes it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there can be several.
    #[must_use]
    pub fn allow_multiple_selection(mut self, value: bool) -> Self {
        self.allow_multiple_selection = Some(value);
        self
    }

    /// People only, or groups as well.
    #[must_use]
    pub fn choose_from_type(mut self, value: impl Into<PersonKind>) -> Self {
        self.choose_from_type = Some(value.into());
        self
    }

    /// What is shown of them: `nameWithPresence`, `title`, `email`, ..
    #[must_use]
    pub fn display_as(mut self, value: impl Into<String>) -> Self {
        self.display_as = Some(value.into());
        self
    }
}

/// An address on the web, or a picture there.
///
/// [hyperlinkOrPictureColumn](https://learn.microsoft.com/graph/api/resources/hyperlinkorpicturecolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct HyperlinkOrPictureColumn {
    /// Whether it is shown as a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_picture: Option<bool>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl HyperlinkOrPictureColumn {
    /// A picture.
    pub fn picture() -> Self {
        Self::default().is_picture(true)
    }

    /// Nothing said: as the service makes it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether it is shown as a picture.
    #[must_use]
    pub fn is_picture(mut self, value: bool) -> Self {
        self.is_picture = Some(value);
        self
    }
}

/// What a formula makes of the others; it is only read.
///
/// [calculatedColumn](https://learn.microsoft.com/graph/api/resources/calculatedcolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct CalculatedColumn {
    /// The formula: `=[Goals]/[Matches]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// What comes of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_type: Option<CalculatedType>,
    /// With the time or without, where a date comes of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<DateTimeFormat>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl CalculatedColumn {
    /// Nothing said: as the service makes it.
    pub fn new(formula: impl Into<String>) -> Self {
        Self::default().formula(formula)
    }

    /// The formula: `=[Goals]/[Matches]`.
    #[must_use]
    pub fn formula(mut self, value: impl Into<String>) -> Self {
        self.formula = Some(value.into());
        self
    }

    /// What comes of it.
    #[must_use]
    pub fn output_type(mut self, value: impl Into<CalculatedType>) -> Self {
        self.output_type = Some(value.into());
        self
    }

    /// With the time or without, where a date comes of it.
    #[must_use]
    pub fn format(mut self, value: impl Into<DateTimeFormat>) -> Self {
        self.format = Some(value.into());
        self
    }
}

/// A term of the term store.
///
/// [termColumn](https://learn.microsoft.com/graph/api/resources/termcolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct TermColumn {
    /// Whether there can be several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_multiple_values: Option<bool>,
    /// Whether the terms above it are shown, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_fully_qualified_name: Option<bool>,
    /// The set that it is chosen from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term_set: Option<Box<TermSet>>,
    /// The term below which it is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_term: Option<Box<Term>>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl TermColumn {
    /// A term of this set.
    pub fn new(set: impl Into<Id<TermSet>>) -> Self {
        Self::default().term_set(TermSet { id: set.into(), ..TermSet::default() })
    }

    /// Whether there can be several.
    #[must_use]
    pub fn allow_multiple_values(mut self, value: bool) -> Self {
        self.allow_multiple_values = Some(value);
        self
    }

    /// Whether the terms above it are shown, too.
    #[must_use]
    pub fn show_fully_qualified_name(mut self, value: bool) -> Self {
        self.show_fully_qualified_name = Some(value);
        self
    }

    /// The set that it is chosen from.
    #[must_use]
    pub fn term_set(mut self, value: impl Into<TermSet>) -> Self {
        self.term_set = Some(Box::new(value.into()));
        self
    }

    /// The term below which it is chosen.
    #[must_use]
    pub fn parent_term(mut self, value: impl Into<Term>) -> Self {
        self.parent_term = Some(Box::new(value.into()));
        self
    }
}

/// A place on Earth.
///
/// [geolocationColumn](https://learn.microsoft.com/graph/api/resources/geolocationcolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct GeolocationColumn {
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl GeolocationColumn {
    /// Nothing said: as the service makes it.
    pub fn new() -> Self {
        Self::default()
    }
}

/// A picture.
///
/// [thumbnailColumn](https://learn.microsoft.com/graph/api/resources/thumbnailcolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ThumbnailColumn {
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ThumbnailColumn {
    /// Nothing said: as the service makes it.
    pub fn new() -> Self {
        Self::default()
    }
}

/// Whether it was approved.
///
/// [contentApprovalStatusColumn](https://learn.microsoft.com/graph/api/resources/contentapprovalstatuscolumn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ContentApprovalStatusColumn {
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ContentApprovalStatusColumn {
    /// Nothing said: as the service makes it.
    pub fn new() -> Self {
        Self::default()
    }
}
