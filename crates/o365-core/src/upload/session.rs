//! Upload sessions as the service describes them, and what is kept of one.

use std::{
    fmt, fs,
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use super::source::Stamp;
use crate::error::{Error, Result};
use crate::guid::guid;
use crate::json::null_default;

/// A session that the service opened: the answer to `createUploadSession`.
///
/// Its address lets anybody write to it: it is not shown, and sent to with no token.
///
/// [uploadSession](https://learn.microsoft.com/graph/api/resources/uploadsession).
#[derive(Clone, Deserialize)]
pub struct UploadSession {
    #[serde(rename = "uploadUrl", alias = "UploadUrl", deserialize_with = "null_default", default)]
    pub(super) url: String,
    /// When it ends. Some end earlier, some live on: a hint.
    #[serde(
        rename = "expirationDateTime",
        alias = "ExpirationDateTime",
        with = "crate::time::instant::option",
        default
    )]
    pub expiration_date_time: Option<OffsetDateTime>,
    /// Which bytes it waits for, as the service spells it: `0-`, `128-255`.
    #[serde(
        rename = "nextExpectedRanges",
        alias = "NextExpectedRanges",
        deserialize_with = "ranges",
        default
    )]
    pub next_expected_ranges: Vec<String>,
}

impl UploadSession {
    /// The address. **A secret**: who has it can write. Empty in what the service says of a session later.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl fmt::Debug for UploadSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadSession")
            .field("expiration_date_time", &self.expiration_date_time)
            .finish_non_exhaustive()
    }
}

/// An upload that another process can go on with: what [`Upload::keep`](super::Upload::keep) gives and
/// [`Upload::resume`](super::Upload::resume) takes.
///
/// Serializes with serde. **It holds a secret**, the session's address: keep it where only its owner can read it.
#[derive(Clone, Serialize, Deserialize)]
pub struct SavedUpload {
    pub(super) url: String,
    pub(super) source: Stamp,
    #[serde(with = "crate::time::instant::option", default)]
    pub(super) expires: Option<OffsetDateTime>,
    /// What it makes, in the words of who uploads.
    #[serde(default)]
    pub(super) target: Option<String>,
}

impl SavedUpload {
    /// What was [written](Self::write) to a file; `None` if there is none.
    pub(super) fn read(path: &Path) -> Result<Option<Self>> {
        let json = match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            json => json.map_err(|error| Error::io(path, error))?,
        };
        if json.is_empty() {
            return Ok(None);
        }
        let odd = "it isn't what is kept of an upload, and isn't replaced by that";
        serde_json::from_slice(&json)
            .map(Some)
            .map_err(|_| Error::io(path, io::Error::new(io::ErrorKind::InvalidData, odd)))
    }

    /// Writes it to a file that is its owner's alone, and whole at any moment.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let aside = path.with_file_name(format!(".{}.part", guid()));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let json = serde_json::to_vec(self).map_err(|error| Error::io(path, error.into()))?;
        let written = options.open(&aside).and_then(|mut file| {
            file.write_all(&json)?;
            file.sync_all()?;
            fs::rename(&aside, path)
        });
        written.map_err(|error| {
            _ = fs::remove_file(&aside);
            Error::io(path, error)
        })
    }

    /// When the session ends, as far as the service said.
    pub fn expires(&self) -> Option<OffsetDateTime> {
        self.expires
    }
}

impl fmt::Debug for SavedUpload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SavedUpload")
            .field("source", &self.source)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

/// Reads ranges, which some services write as numbers.
fn ranges<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let ranges = Option::<Vec<Value>>::deserialize(deserializer)?.unwrap_or_default();
    let text = |range: Value| match range {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(ranges.into_iter().map(text).collect())
}

/// The first byte that the service doesn't have, by an answer of the session; `None` if it doesn't say.
///
/// It comes as `["26-"]`, `["26-100", "200-"]`, `["26"]` or `[26]`, in camel or Pascal case.
pub(super) fn next_expected(json: &Value) -> Option<u64> {
    let ranges = json
        .as_object()?
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("nextExpectedRanges"))
        .and_then(|(_, ranges)| ranges.as_array())?;
    let start = |range: &Value| match range {
        Value::String(text) => text.split('-').next()?.trim().parse().ok(),
        other => other.as_u64(),
    };
    ranges.iter().filter_map(start).min()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_ranges_of_every_form() {
        for (json, start) in [
            (json!({"nextExpectedRanges": ["26-"]}), Some(26)),
            (json!({"NextExpectedRanges": ["2097152"]}), Some(2_097_152)),
            (json!({"nextExpectedRanges": ["77829-99375", "12345-55232"]}), Some(12_345)),
            (json!({"nextExpectedRanges": [7]}), Some(7)),
            (json!({"nextExpectedRanges": []}), None),
            (json!({"nextExpectedRanges": ["-", "x-1", ""]}), None),
            (json!({"nextExpectedRanges": null}), None),
            (json!({}), None),
            (json!(null), None),
        ] {
            assert_eq!(next_expected(&json), start, "{json}");
        }
    }

    #[test]
    fn what_is_said_later_has_no_address() {
        let text = r#"{"nextExpectedRanges": [26, "128-255"], "uploadUrl": null}"#;
        let session: UploadSession = serde_json::from_str(text).unwrap();
        assert_eq!(
            (session.url(), session.next_expected_ranges.clone()),
            ("", vec!["26".into(), "128-255".into()])
        );
    }

    #[test]
    fn the_address_is_read_in_both_spellings_and_never_shown() {
        for json in [
            r#"{"uploadUrl":"https://x/S3CRET","expirationDateTime":"2030-01-29T09:21:55.523Z","nextExpectedRanges":["0-"]}"#,
            r#"{"UploadUrl":"https://x/S3CRET","ExpirationDateTime":"2030-01-29T09:21:55.523Z"}"#,
        ] {
            let session: UploadSession = serde_json::from_str(json).unwrap();
            assert!(session.expiration_date_time.is_some());
            assert_eq!(session.url(), "https://x/S3CRET");
            assert!(!format!("{session:?}").contains("S3CRET"));
        }
        let saved = SavedUpload {
            url: "https://x/S3CRET".into(),
            source: Stamp { length: 1, modified: Some((1, 2)) },
            expires: None,
            target: None,
        };
        assert!(!format!("{saved:?}").contains("S3CRET"));
        let again: SavedUpload =
            serde_json::from_str(&serde_json::to_string(&saved).unwrap()).unwrap();
        assert_eq!((again.url, again.source), (saved.url, saved.source));
    }
}
