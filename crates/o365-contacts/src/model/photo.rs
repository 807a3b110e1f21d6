//! Photos of people.

use o365_core::json::{Extra, null_default};
use o365_core::{Id, open_enum};
use serde::{Deserialize, Serialize};

/// What is told of a photo without its content.
///
/// [profilePhoto](https://learn.microsoft.com/graph/api/resources/profilephoto).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ProfilePhoto {
    /// Its size in words: `240x240`, or `default`.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<ProfilePhoto>,
    /// MIME type, such as `image/jpeg`.
    #[serde(rename = "@odata.mediaContentType", skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Its version.
    #[serde(rename = "@odata.mediaEtag", skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Pixels from side to side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<i64>,
    /// Pixels from top to bottom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<i64>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

open_enum! {
    /// Sizes that the service makes of a user's photo: pixels to a side. Those larger than the original aren't there.
    pub enum PhotoSize {
        /// 48.
        Pixels48 = "48x48",
        /// 64.
        Pixels64 = "64x64",
        /// 96.
        Pixels96 = "96x96",
        /// 120.
        Pixels120 = "120x120",
        /// 240.
        Pixels240 = "240x240",
        /// 360.
        Pixels360 = "360x360",
        /// 432.
        Pixels432 = "432x432",
        /// 504.
        Pixels504 = "504x504",
        /// 648.
        Pixels648 = "648x648",
    }
}

impl From<&ProfilePhoto> for PhotoSize {
    fn from(photo: &ProfilePhoto) -> Self {
        PhotoSize::from(photo.id.as_str())
    }
}

/// A photo: its bytes and what they are.
///
/// Made from bytes, whose kind is read from their first few:
///
/// ```
/// use o365_contacts::Photo;
///
/// assert_eq!(Photo::from(b"\x89PNG\r\n\x1a\n").content_type(), "image/png");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    content_type: String,
    bytes: Vec<u8>,
}

impl Photo {
    /// These bytes, of this MIME type.
    pub fn new(content_type: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Photo { content_type: content_type.into(), bytes: bytes.into() }
    }

    /// MIME type, such as `image/jpeg`.
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// The image.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The image.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Photo({}, {} bytes)", self.content_type, self.bytes.len())
    }
}

impl From<Vec<u8>> for Photo {
    fn from(bytes: Vec<u8>) -> Self {
        Photo::new(kind(&bytes), bytes)
    }
}
impl From<&[u8]> for Photo {
    fn from(bytes: &[u8]) -> Self {
        Photo::from(bytes.to_vec())
    }
}
impl<const N: usize> From<[u8; N]> for Photo {
    fn from(bytes: [u8; N]) -> Self {
        Photo::from(bytes.to_vec())
    }
}
impl<const N: usize> From<&[u8; N]> for Photo {
    fn from(bytes: &[u8; N]) -> Self {
        Photo::from(bytes.to_vec())
    }
}
impl From<&Photo> for Photo {
    fn from(photo: &Photo) -> Self {
        photo.clone()
    }
}

/// JPEG if it is nothing else that is known: that is what the service keeps.
fn kind(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'G', b'I', b'F', b'8', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        [b'B', b'M', ..] => "image/bmp",
        _ => "image/jpeg",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_service_tells() {
        let text = r#"{"@odata.mediaContentType":"image/jpeg","@odata.mediaEtag":"\"1\"","id":"240x240","width":240,"height":240}"#;
        let photo: ProfilePhoto = serde_json::from_str(text).unwrap();
        assert_eq!(PhotoSize::from(&photo), PhotoSize::Pixels240);
        assert!(photo.extra.is_empty());
        assert_eq!(serde_json::to_string(&photo).unwrap().len(), text.len());
        serde_json::from_str::<ProfilePhoto>(r#"{"id":null,"width":null}"#).unwrap();
    }

    #[test]
    fn kinds_by_their_first_bytes() {
        for (bytes, kind) in [
            (&b"\xff\xd8\xff\xe0"[..], "image/jpeg"),
            (b"GIF89a", "image/gif"),
            (b"RIFF\0\0\0\0WEBP", "image/webp"),
            (b"RIFF\0\0\0\0WAVE", "image/jpeg"),
            (b"", "image/jpeg"),
        ] {
            assert_eq!(Photo::from(bytes).content_type(), kind);
        }
    }
}
