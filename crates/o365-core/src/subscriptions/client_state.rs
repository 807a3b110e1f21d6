//! A secret that a subscription and its notifications share.

use std::{fmt, hint::black_box};

use serde::{Deserialize, Serialize};

use crate::field::Field;

/// A text that a subscription brings and each of its notifications repeats: who doesn't know it can't post in the service's
/// name. Up to 128 characters; make it long and random, and keep it secret.
///
/// `Debug` doesn't show it. Two of them are compared in a time that doesn't depend on where they differ.
///
/// ```
/// use o365_core::subscriptions::ClientState;
///
/// let state = ClientState::new("s3cret");
/// assert_eq!(format!("{state:?}"), "ClientState([redacted])");
/// assert!(state == ClientState::new("s3cret"));
/// ```
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientState(String);

impl ClientState {
    /// This text.
    pub fn new(text: impl Into<String>) -> Self {
        ClientState(text.into())
    }

    /// The text itself. Never log it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl PartialEq for ClientState {
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.0.as_bytes(), other.0.as_bytes());
        let differing = left.iter().zip(right).fold(0, |all, (a, b)| black_box(all | (a ^ b)));
        (left.len() == right.len()) & (differing == 0)
    }
}

impl Eq for ClientState {}

impl fmt::Debug for ClientState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientState([redacted])")
    }
}

impl From<&str> for ClientState {
    fn from(text: &str) -> Self {
        ClientState::new(text)
    }
}
impl From<String> for ClientState {
    fn from(text: String) -> Self {
        ClientState::new(text)
    }
}
impl From<&ClientState> for ClientState {
    fn from(state: &ClientState) -> Self {
        state.clone()
    }
}
impl From<&str> for Field<ClientState> {
    fn from(text: &str) -> Self {
        Field::Set(ClientState::new(text))
    }
}
impl From<&ClientState> for Field<ClientState> {
    fn from(state: &ClientState) -> Self {
        Field::Set(state.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_means_every_byte() {
        let state = ClientState::new("secret");
        for (other, equal) in [
            ("secret", true),
            ("secreT", false),
            ("Secret", false),
            ("secre", false),
            ("secrets", false),
            ("", false),
        ] {
            assert_eq!(state == ClientState::new(other), equal, "{other}");
        }
        assert!(ClientState::default() == ClientState::new(""));
    }
}
