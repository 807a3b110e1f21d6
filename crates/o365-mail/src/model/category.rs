//! Categories: names with colours.

use o365_core::json::{Extra, null_default};
use o365_core::{Id, draft, open_enum};
use serde::{Deserialize, Serialize};

open_enum! {
    /// The colour of a category, as Outlook shows it. Other programs may show other ones.
    ///
    /// [categoryColor](https://learn.microsoft.com/graph/api/resources/outlookcategory#properties).
    pub enum CategoryColor {
        /// No colour.
        None = "none",
        /// Red.
        Preset0 = "preset0",
        /// Orange.
        Preset1 = "preset1",
        /// Brown.
        Preset2 = "preset2",
        /// Yellow.
        Preset3 = "preset3",
        /// Green.
        Preset4 = "preset4",
        /// Teal.
        Preset5 = "preset5",
        /// Olive.
        Preset6 = "preset6",
        /// Blue.
        Preset7 = "preset7",
        /// Purple.
        Preset8 = "preset8",
        /// Cranberry.
        Preset9 = "preset9",
        /// Steel.
        Preset10 = "preset10",
        /// Dark steel.
        Preset11 = "preset11",
        /// Gray.
        Preset12 = "preset12",
        /// Dark gray.
        Preset13 = "preset13",
        /// Black.
        Preset14 = "preset14",
        /// Dark red.
        Preset15 = "preset15",
        /// Dark orange.
        Preset16 = "preset16",
        /// Dark brown.
        Preset17 = "preset17",
        /// Dark yellow.
        Preset18 = "preset18",
        /// Dark green.
        Preset19 = "preset19",
        /// Dark teal.
        Preset20 = "preset20",
        /// Dark olive.
        Preset21 = "preset21",
        /// Dark blue.
        Preset22 = "preset22",
        /// Dark purple.
        Preset23 = "preset23",
        /// Dark cranberry.
        Preset24 = "preset24",
    }
}

/// A category of the master list: a name that messages, events, contacts and tasks refer to, with a colour.
///
/// [outlookCategory](https://learn.microsoft.com/graph/api/resources/outlookcategory).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct OutlookCategory {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<OutlookCategory>,
    /// Its name: what stands in [`Message::categories`](crate::Message::categories).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Its colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<CategoryColor>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&OutlookCategory> for Id<OutlookCategory> {
    fn from(category: &OutlookCategory) -> Self {
        category.id.clone()
    }
}

draft! {
    /// What to say of a category: to create it, or to change its colour.
    ///
    /// ```
    /// use o365_mail::{CategoryColor, CategoryDraft};
    ///
    /// let draft = CategoryDraft::new().display_name("Project expenses").color(CategoryColor::Preset9);
    /// # let _ = draft;
    /// ```
    pub struct CategoryDraft {
        /// Its name. Can be said when it is created only: items refer to it.
        display_name: String,
        /// Its colour.
        color: CategoryColor,
    }
}

impl From<&CategoryDraft> for CategoryDraft {
    fn from(draft: &CategoryDraft) -> Self {
        draft.clone()
    }
}

impl<N: Into<String>> From<(N, CategoryColor)> for CategoryDraft {
    fn from((name, color): (N, CategoryColor)) -> Self {
        CategoryDraft::new().display_name(name.into()).color(color)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_and_writes_as_the_service_does() {
        let whole = json!({"id": "de912e4d", "displayName": "Yellow category", "color": "preset3"});
        let category: OutlookCategory = serde_json::from_value(whole.clone()).unwrap();
        assert_eq!(category.color, Some(CategoryColor::Preset3));
        assert_eq!(serde_json::to_value(&category).unwrap(), whole);
        let draft = CategoryDraft::from(("Project expenses", CategoryColor::Preset9));
        assert_eq!(
            serde_json::to_value(&draft).unwrap(),
            json!({"displayName": "Project expenses", "color": "preset9"})
        );
        let odd: OutlookCategory =
            serde_json::from_str(r#"{"id":null,"color":"preset25"}"#).unwrap();
        assert!(matches!(odd.color, Some(CategoryColor::Unknown(_))));
    }
}
