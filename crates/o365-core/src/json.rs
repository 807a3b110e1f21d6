//! Helpers for models: null and missing are the same, and nothing odd breaks a list.

use std::fmt;

use ::serde::{
    Serialize, Serializer,
    de::{Deserialize, Deserializer, Visitor},
    ser::SerializeMap,
};

use crate::casing::{Casing, to_wire};
use crate::field::Field;

/// For the macros of this crate.
#[doc(hidden)]
pub use ::{serde, serde_json};

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

/// Writes what a draft says: its fields under their names on the wire, then what was set past them, which wins.
#[doc(hidden)]
#[allow(missing_debug_implementations)]
pub struct Said<'a, S: Serializer> {
    map: S::SerializeMap,
    extra: &'a Extra,
}

impl<'a, S: Serializer> Said<'a, S> {
    #[allow(missing_docs)]
    pub fn new(serializer: S, extra: &'a Extra) -> Result<Self, S::Error> {
        Ok(Said { map: serializer.serialize_map(None)?, extra })
    }

    #[allow(missing_docs)]
    pub fn field(&mut self, name: &str, field: &Field<impl Serialize>) -> Result<(), S::Error> {
        let name = to_wire(name.trim_start_matches("r#"), Casing::Camel);
        match field.is_keep() || self.extra.contains_key(&*name) {
            true => Ok(()),
            false => self.map.serialize_entry(&*name, field),
        }
    }

    #[allow(missing_docs)]
    pub fn end(mut self) -> Result<S::Ok, S::Error> {
        for (name, value) in self.extra {
            self.map.serialize_entry(name, value)?;
        }
        self.map.end()
    }
}
