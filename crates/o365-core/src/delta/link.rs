//! Where a round of changes went to.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::transport::log;

/// Where the next round of changes starts, or the rest of a broken one: what a program keeps between two runs.
///
/// It is opaque, good for the collection and the options it came from only, and no secret by itself: without a token it
/// opens nothing. [`Display`](fmt::Display) gives the text to keep; serde writes the same.
///
/// It lapses: after a week for the directory, after months or at any time for the others. [`Delta`](super::Delta) starts
/// over then and says so.
///
/// ```
/// use o365_core::delta::DeltaLink;
///
/// let kept = "https://graph.microsoft.com/v1.0/me/mailFolders/inbox/messages/delta?$deltatoken=x";
/// let link = DeltaLink::from(kept);
/// assert_eq!(link.to_string(), kept);
/// assert!(!format!("{link:?}").contains("deltatoken=x"));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeltaLink(Box<str>);

impl DeltaLink {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for DeltaLink {
    /// A line break at its end, as files have it, is no part of it.
    fn from(link: &str) -> Self {
        DeltaLink(link.trim().into())
    }
}

impl From<String> for DeltaLink {
    fn from(link: String) -> Self {
        DeltaLink::from(link.as_str())
    }
}

impl fmt::Display for DeltaLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DeltaLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeltaLink({})", log::redact_url(&self.0))
    }
}
