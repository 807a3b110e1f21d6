//! Addresses that open what they lead to.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An address that opens what it leads to for anyone, for a while: where content is downloaded from without sign-in.
///
/// It is a secret, so that `Debug` doesn't show it. It must be sent as it is, letter by letter, and without a token.
///
/// ```
/// use o365_drive::PreauthenticatedUrl;
///
/// let url = PreauthenticatedUrl::from("https://contoso.sharepoint.com/download.aspx?tempauth=hush");
/// assert!(!format!("{url:?}").contains("hush"));
/// assert!(url.as_str().ends_with("tempauth=hush"));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PreauthenticatedUrl(Box<str>);

impl PreauthenticatedUrl {
    /// The address. Never log it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for PreauthenticatedUrl {
    fn from(url: &str) -> Self {
        PreauthenticatedUrl(url.into())
    }
}

impl fmt::Debug for PreauthenticatedUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.0.split(['?', '#']).next().unwrap_or_default();
        let host = address.split('/').take(3).collect::<Vec<_>>().join("/");
        write!(f, "PreauthenticatedUrl({host}/..)")
    }
}

/// A password that is sent and never shown.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(super) struct Password(pub(super) String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
