//! Bytes as the service writes them in JSON.

use std::fmt;

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use serde::{Deserialize, Serialize};

/// Bytes in base64, as they came: nothing is decoded, and nothing can be wrong, before [`decode`](Self::decode).
///
/// ```
/// use o365_core::Base64;
///
/// let content = Base64::encode("hi");
/// assert_eq!(content.as_str(), "aGk=");
/// assert_eq!(content.decode().as_deref(), Some(&b"hi"[..]));
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Base64(String);

impl Base64 {
    /// These bytes.
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Base64(STANDARD.encode(bytes))
    }

    /// The text on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes, or `None` if the text is no base64. Both alphabets and any padding are read.
    pub fn decode(&self) -> Option<Vec<u8>> {
        decode(&self.0)
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} characters)", self.0.len())
    }
}

/// Decodes base64 of both alphabets and any padding.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let of = |alphabet| GeneralPurpose::new(&alphabet, config).decode(text).ok();
    of(alphabet::STANDARD).or_else(|| of(alphabet::URL_SAFE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_alphabets_and_any_padding() {
        for text in ["-_8=", "-_8", "+/8=", "+/8"] {
            assert_eq!(decode(text), Some(vec![0xfb, 0xff]), "{text}");
        }
        for text in ["%", "a", "bWFj-truncated-", "aGk=aGk="] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
