//! Text of a message or an event.

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::json::null_default;

crate::open_enum! {
    /// How a body is written.
    pub enum BodyType {
        /// Plain text.
        Text = "text",
        /// HTML.
        Html = "html",
    }
}

#[allow(clippy::derivable_impls)] // the macro can't take an attribute on a variant's own derive
impl Default for BodyType {
    fn default() -> Self {
        BodyType::Text
    }
}

/// The body of a message, an event or a contact's note: plain text or HTML.
///
/// A text that is given where a body is asked for becomes plain text; HTML is said with [`ItemBody::html`].
///
/// [itemBody](https://learn.microsoft.com/graph/api/resources/itembody).
///
/// ```
/// use o365_core::{BodyType, ItemBody};
///
/// assert_eq!(ItemBody::from("Hello").content_type, BodyType::Text);
/// assert_eq!(ItemBody::html("<b>Hello</b>").content_type, BodyType::Html);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ItemBody {
    /// Text or HTML.
    #[serde(deserialize_with = "null_default")]
    pub content_type: BodyType,
    /// The text.
    #[serde(deserialize_with = "null_default")]
    pub content: String,
}

impl ItemBody {
    /// Plain text.
    pub fn text(content: impl Into<String>) -> Self {
        ItemBody { content_type: BodyType::Text, content: content.into() }
    }

    /// HTML. Sent as it is; what comes from elsewhere is to be escaped by the caller.
    pub fn html(content: impl Into<String>) -> Self {
        ItemBody { content_type: BodyType::Html, content: content.into() }
    }
}

impl From<&str> for ItemBody {
    fn from(content: &str) -> Self {
        ItemBody::text(content)
    }
}
impl From<String> for ItemBody {
    fn from(content: String) -> Self {
        ItemBody::text(content)
    }
}
impl From<&String> for ItemBody {
    fn from(content: &String) -> Self {
        ItemBody::text(content.as_str())
    }
}
impl From<&str> for Field<ItemBody> {
    fn from(content: &str) -> Self {
        Field::Set(content.into())
    }
}
impl From<String> for Field<ItemBody> {
    fn from(content: String) -> Self {
        Field::Set(content.into())
    }
}
impl From<&String> for Field<ItemBody> {
    fn from(content: &String) -> Self {
        Field::Set(content.into())
    }
}
