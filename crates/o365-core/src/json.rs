//! Helpers for models: null and missing are the same, and nothing odd breaks a list.

use std::fmt;

use ::serde::de::{Deserialize, Deserializer, Visitor};

/// For the macros of this crate.
#[doc(hidden)]
pub use ::serde;

/// A map of what a model doesn't know, by the names on the wire.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// Reads `null` as the default: for `Vec`s and other properties without an `Option`.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Message {
///     #[serde(default, deserialize_with = "o365_core::json::null_default")]
///     categories: Vec<String>,
/// }
/// let message: Message = serde_json::from_str(r#"{"categories":null}"#)?;
/// assert!(message.categories.is_empty());
/// # Ok::<_, serde_json::Error>(())
/// ```
pub fn null_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Reads a text without copying it first.
#[doc(hidden)]
#[allow(missing_debug_implementations)]
pub struct TextVisitor<F>(pub F);

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for TextVisitor<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }
}
