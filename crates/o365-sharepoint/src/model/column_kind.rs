//! The kinds of columns that hold a value, as they are read and as they are written.

use o365_core::json::{Extra, null_default};
use serde::{Deserialize, Serialize};

use super::column_choice::{
    CalculatedType, ChoiceDisplay, DateTimeDisplay, DateTimeFormat, DecimalPlaces, NumberDisplay,
    TextType,
};

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
