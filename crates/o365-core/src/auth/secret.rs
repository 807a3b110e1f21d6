//! Texts that nobody may see.

use std::fmt;

/// A secret text: a refresh token, a client secret, a password.
///
/// `Debug` always prints the same, whatever is inside, and there is no `Display`.
///
/// ```
/// use o365_core::auth::Secret;
///
/// let secret = Secret::new("hunter2");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// assert_eq!(secret.reveal(), "hunter2");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Box<str>);

impl Secret {
    /// Keeps this text secret.
    pub fn new(text: impl Into<String>) -> Self {
        Secret(text.into().into_boxed_str())
    }

    /// The text itself. Never log it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Secret::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Secret::new(text)
    }
}

/// Writes a secret as it is. `Secret` itself isn't `Serialize`: who writes one says so, field by field.
pub(super) mod plain {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Secret;

    pub(in crate::auth) fn serialize<S: Serializer>(
        secret: &Option<Secret>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match secret {
            Some(secret) => serializer.serialize_some(secret.reveal()),
            None => serializer.serialize_none(),
        }
    }

    pub(in crate::auth) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Secret>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        Ok(text.filter(|text| !text.is_empty()).map(Secret::from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_nothing_not_even_the_length() {
        for text in ["", "x", "a long one with \"quotes\""] {
            assert_eq!(format!("{:?}", Secret::from(text)), "[redacted]");
            assert_eq!(format!("{:#?}", Some(Secret::from(text))).matches("redacted").count(), 1);
        }
    }
}
