//! The kinds of columns that point at something, as they are read and as they are written.

use o365_core::Id;
use o365_core::json::Extra;
use serde::{Deserialize, Serialize};

use super::column::ColumnDefinition;
use super::column_choice::PersonKind;
use super::list::SharePointList;
use super::term::{Term, TermSet};

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
