//! The term store: groups, sets, terms.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, open_enum};
use serde::{Deserialize, Serialize};

/// The words that an organisation, or a site, has agreed on.
///
/// [store](https://learn.microsoft.com/graph/api/resources/termstore-store).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct TermStore {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<TermStore>,
    /// The language that it is in if nothing else is said: `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_language_tag: Option<String>,
    /// The languages that it has.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub language_tags: Vec<String>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&TermStore> for Id<TermStore> {
    fn from(store: &TermStore) -> Self {
        store.id.clone()
    }
}

/// Sets of terms that belong together.
///
/// [group](https://learn.microsoft.com/graph/api/resources/termstore-group).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct TermGroup {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<TermGroup>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The site that it belongs to, if it is of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_site_id: Option<String>,
    /// Who sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<TermGroupScope>,
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&TermGroup> for Id<TermGroup> {
    fn from(group: &TermGroup) -> Self {
        group.id.clone()
    }
}

/// Terms that can be chosen from.
///
/// [set](https://learn.microsoft.com/graph/api/resources/termstore-set).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct TermSet {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<TermSet>,
    /// Its name, in each language.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub localized_names: Vec<LocalizedName>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What else is said of it.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<KeyValue>,
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&TermSet> for Id<TermSet> {
    fn from(set: &TermSet) -> Self {
        set.id.clone()
    }
}

/// A word that things can be marked with.
///
/// [term](https://learn.microsoft.com/graph/api/resources/termstore-term).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Term {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Term>,
    /// Its names: in each language the first one, and what else people call it.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<LocalizedLabel>,
    /// What it means, in each language.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub descriptions: Vec<LocalizedDescription>,
    /// What else is said of it.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<KeyValue>,
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// When it was changed last.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Its set, where it was asked for by `expand`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set: Option<TermSet>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&Term> for Id<Term> {
    fn from(term: &Term) -> Self {
        term.id.clone()
    }
}

/// A term that stands in another place as well.
///
/// [relation](https://learn.microsoft.com/graph/api/resources/termstore-relation).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct TermRelation {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<TermRelation>,
    /// In which way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relationship: Option<TermRelationship>,
    /// The set that it also stands in, where it was asked for by `expand`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set: Option<TermSet>,
    /// The term above it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_term: Option<Term>,
    /// The term itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_term: Option<Term>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&TermRelation> for Id<TermRelation> {
    fn from(relation: &TermRelation) -> Self {
        relation.id.clone()
    }
}

impl TermSet {
    /// Its name in this language, such as `en-US`, without regard to case.
    pub fn name(&self, language: &str) -> Option<&str> {
        let name = self.localized_names.iter().find(|name| is_in(&name.language_tag, language))?;
        name.name.as_deref()
    }
}

impl Term {
    /// Its name in this language, such as `en-US`, without regard to case: the one that is shown, not the others.
    pub fn label(&self, language: &str) -> Option<&str> {
        let labels = || self.labels.iter().filter(|label| is_in(&label.language_tag, language));
        let shown =
            labels().find(|label| label.is_default == Some(true)).or_else(|| labels().next());
        shown?.name.as_deref()
    }

    /// What it means in this language.
    pub fn description(&self, language: &str) -> Option<&str> {
        let text = self.descriptions.iter().find(|text| is_in(&text.language_tag, language))?;
        text.description.as_deref()
    }
}

fn is_in(tag: &Option<String>, language: &str) -> bool {
    tag.as_deref().is_some_and(|tag| tag.eq_ignore_ascii_case(language))
}

/// A name in a language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct LocalizedName {
    /// The language: `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_tag: Option<String>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A name of a term in a language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct LocalizedLabel {
    /// The language: `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_tag: Option<String>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is the one that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a term means, in a language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct LocalizedDescription {
    /// The language: `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_tag: Option<String>,
    /// The meaning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something more that is said of a set or a term.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct KeyValue {
    /// What.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

open_enum! {
    /// Who sees a group of terms.
    pub enum TermGroupScope {
        /// The organisation.
        Global = "global",
        /// The organisation; it comes with the term store.
        System = "system",
        /// One site collection.
        SiteCollection = "siteCollection",
    }
}

open_enum! {
    /// In which way a term stands in another place.
    pub enum TermRelationship {
        /// With the terms below it, which can't be changed there.
        Pin = "pin",
        /// As a term of that place.
        Reuse = "reuse",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_in_their_languages() {
        let term: Term = serde_json::from_value(json!({
            "id": "1", "createdDateTime": "2019-06-21T20:01:37Z", "properties": [{"key": "a", "value": "b"}],
            "labels": [
                {"name": "Kicker", "isDefault": false, "languageTag": "de-DE"},
                {"name": "Fußballer", "isDefault": true, "languageTag": "de-DE"},
                {"name": "Footballer", "languageTag": "en-US"},
            ],
            "descriptions": [{"description": "one who plays", "languageTag": "en-US"}],
        }))
        .unwrap();
        assert_eq!(term.label("de-de"), Some("Fußballer"));
        assert_eq!((term.label("en-US"), term.label("fr-FR")), (Some("Footballer"), None));
        assert_eq!(term.description("EN-us"), Some("one who plays"));
        let set: TermSet = serde_json::from_value(json!({
            "id": null, "localizedNames": [{"languageTag": "en-US", "name": "Players"}], "properties": null,
        }))
        .unwrap();
        assert_eq!(set.name("en-us"), Some("Players"));
        assert_eq!(serde_json::to_value(&set).unwrap()["localizedNames"][0]["name"], "Players");
    }
}
