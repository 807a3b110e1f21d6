//! Facets of images, photos, sound and film.

use std::fmt;

use o365_core::json::Extra;
use o365_core::time::OffsetDateTime;
use serde::{Deserialize, Serialize};

/// It is an image.
///
/// [image](https://learn.microsoft.com/graph/api/resources/image).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Image {
    /// Pixels across.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Width and height of an image or a film, in pixels. `Display` gives `1024x768`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Dimensions {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl Dimensions {
    pub(super) fn of(width: Option<u32>, height: Option<u32>) -> Option<Self> {
        Some(Dimensions { width: width?, height: height? })
    }
}

impl fmt::Display for Dimensions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

/// It is a photo, and the camera told how it was taken.
///
/// [photo](https://learn.microsoft.com/graph/api/resources/photo).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Photo {
    /// When. Cameras know no time zone: what their clock showed is told as if it were UTC.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub taken_date_time: Option<OffsetDateTime>,
    /// Who made the camera.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub camera_make: Option<String>,
    /// Its model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub camera_model: Option<String>,
    /// The time of exposure is this many seconds ..
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure_numerator: Option<f64>,
    /// .. divided by this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure_denominator: Option<f64>,
    /// The aperture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub f_number: Option<f64>,
    /// In millimetres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focal_length: Option<f64>,
    /// Sensitivity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iso: Option<u32>,
    /// How it is turned, 1 to 8 as EXIF has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orientation: Option<i16>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// It is a film.
///
/// [video](https://learn.microsoft.com/graph/api/resources/video).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Video {
    /// Pixels across.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u64>,
    /// Bits a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bitrate: Option<u64>,
    /// Pictures a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame_rate: Option<f64>,
    /// The format of its pictures.
    #[serde(rename = "fourCC", skip_serializing_if = "Option::is_none")]
    pub four_cc: Option<String>,
    /// The format of its sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_format: Option<String>,
    /// Channels of its sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_channels: Option<u32>,
    /// Bits a sample of its sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_bits_per_sample: Option<u32>,
    /// Samples a second of its sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_samples_per_second: Option<u32>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// It is a piece of sound. OneDrive at home only.
///
/// [audio](https://learn.microsoft.com/graph/api/resources/audio).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Audio {
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who plays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artist: Option<String>,
    /// The album.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album: Option<String>,
    /// Who made the album.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album_artist: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub composers: Option<String>,
    /// Its genre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// Who has the rights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copyright: Option<String>,
    /// The year of the recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Its number on the disc.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<u32>,
    /// Tracks on the disc.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track_count: Option<u32>,
    /// The number of the disc.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disc: Option<u32>,
    /// Discs in the album.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disc_count: Option<u32>,
    /// Milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u64>,
    /// Kilobits a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bitrate: Option<u64>,
    /// Whether its bit rate changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_variable_bitrate: Option<bool>,
    /// Whether it is protected against copying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_drm: Option<bool>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Where a photo was taken.
///
/// [geoCoordinates](https://learn.microsoft.com/graph/api/resources/geocoordinates).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct GeoLocation {
    /// Degrees north of the equator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east of Greenwich.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// Feet above the sea.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altitude: Option<f64>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}
