//! Small pictures of items.

use std::fmt;

use o365_core::Id;
use o365_core::json::{Extra, null_default};
use serde::{Deserialize, Serialize};

use super::PreauthenticatedUrl;

/// The small pictures of one item, or of one of its covers.
///
/// [thumbnailSet](https://learn.microsoft.com/graph/api/resources/thumbnailset).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ThumbnailSet {
    /// Its number: `0` for the first.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<ThumbnailSet>,
    /// 96 pixels at most, in proportion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small: Option<Thumbnail>,
    /// 176 pixels at most, in proportion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<Thumbnail>,
    /// 800 pixels at most, in proportion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub large: Option<Thumbnail>,
    /// The picture that the others are made of. One of one's own, if somebody set it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Thumbnail>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ThumbnailSet {
    /// The picture of that size, if there is one. Sizes of one's own are asked for by
    /// [`ItemHandle::thumbnails_sized`](crate::ItemHandle::thumbnails_sized).
    ///
    /// ```
    /// use o365_drive::{ThumbnailSet, ThumbnailSize};
    ///
    /// let set: ThumbnailSet =
    ///     serde_json::from_str(r#"{"id": "0", "c300x400_crop": {"width": 300, "height": 400}}"#)?;
    /// let own = set.get(&ThumbnailSize::crop(300, 400));
    /// assert_eq!(own.and_then(|picture| picture.width), Some(300));
    /// # Ok::<_, serde_json::Error>(())
    /// ```
    pub fn get(&self, size: &ThumbnailSize) -> Option<Thumbnail> {
        match size {
            ThumbnailSize::Small => self.small.clone(),
            ThumbnailSize::Medium => self.medium.clone(),
            ThumbnailSize::Large => self.large.clone(),
            ThumbnailSize::Source => self.source.clone(),
            own => {
                let name = own.to_string();
                let mut others = self.extra.iter();
                let (_, found) = others.find(|(known, _)| known.eq_ignore_ascii_case(&name))?;
                serde_json::from_value(found.clone()).ok()
            }
        }
    }
}

/// A small picture.
///
/// [thumbnail](https://learn.microsoft.com/graph/api/resources/thumbnail).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Thumbnail {
    /// Where it is, for a while and without sign-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<PreauthenticatedUrl>,
    /// Pixels across.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// The item that gives a folder its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_item_id: Option<Id<super::DriveItem>>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How large a small picture is. `Display` gives its name on the wire.
///
/// [Sizes](https://learn.microsoft.com/graph/api/driveitem-list-thumbnails#size-options).
///
/// ```
/// use o365_drive::ThumbnailSize;
///
/// assert_eq!(ThumbnailSize::Large.to_string(), "large");
/// assert_eq!(ThumbnailSize::within(300, 400).to_string(), "c300x400");
/// assert_eq!(ThumbnailSize::crop(300, 400).to_string(), "c300x400_crop");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ThumbnailSize {
    /// 96 pixels at most.
    Small,
    /// 176 pixels at most.
    Medium,
    /// 800 pixels at most.
    Large,
    /// The picture that the others are made of.
    Source,
    /// As large as these bounds allow, in proportion.
    Within {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// Exactly so large: what stands out is cut.
    Crop {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
}

impl ThumbnailSize {
    /// As large as these pixels allow, in proportion.
    pub fn within(width: u32, height: u32) -> Self {
        ThumbnailSize::Within { width, height }
    }

    /// Exactly so many pixels: what stands out is cut.
    pub fn crop(width: u32, height: u32) -> Self {
        ThumbnailSize::Crop { width, height }
    }
}

impl fmt::Display for ThumbnailSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ThumbnailSize::Small => f.write_str("small"),
            ThumbnailSize::Medium => f.write_str("medium"),
            ThumbnailSize::Large => f.write_str("large"),
            ThumbnailSize::Source => f.write_str("source"),
            ThumbnailSize::Within { width, height } => write!(f, "c{width}x{height}"),
            ThumbnailSize::Crop { width, height } => write!(f, "c{width}x{height}_crop"),
        }
    }
}
