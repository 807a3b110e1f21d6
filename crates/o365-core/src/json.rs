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

/// Bytes as base64 text, or none. Reading takes any padding.
pub mod base64_option {
    use ::serde::{Deserialize, Deserializer, Serializer, de::Error};
    use base64::{
        Engine, alphabet,
        engine::{
            DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD,
        },
    };

    /// Writes base64 with padding.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize<S: Serializer>(
        bytes: &Option<Vec<u8>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match bytes {
            Some(bytes) => serializer.serialize_str(&STANDARD.encode(bytes)),
            None => serializer.serialize_none(),
        }
    }

    /// Reads base64.
    ///
    /// # Errors
    /// What isn't base64.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        let config =
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let engine = GeneralPurpose::new(&alphabet::STANDARD, config);
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| engine.decode(text).map_err(D::Error::custom)).transpose()
    }
}
