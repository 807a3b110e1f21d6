//! Failures on our side of the wire: an answer that can't be read, a file that can't be used.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use serde::de::DeserializeOwned;

/// Characters of the answer that an error shows.
const SNIPPET: usize = 160;

/// The answer isn't what the model expects.
///
/// Decode it into another type with `as_type` or as a `serde_json::Value`, and report it.
#[derive(Debug)]
pub struct DecodeError {
    path: String,
    snippet: String,
    source: Option<serde_json::Error>,
}

impl DecodeError {
    /// Finds out where in `text` a `T` stops to fit.
    pub(crate) fn locate<T: DeserializeOwned>(text: &str, source: serde_json::Error) -> Self {
        let mut reader = serde_json::Deserializer::from_str(text);
        let path = match serde_path_to_error::deserialize::<_, T>(&mut reader) {
            Err(error) => error.path().to_string(),
            Ok(_) => String::from("."),
        };
        let snippet = snippet(text, source.line(), source.column());
        DecodeError { path, snippet, source: Some(source) }
    }

    /// Says that `path` is below `outer`.
    pub(crate) fn inside(mut self, outer: &str) -> Self {
        self.path =
            if self.path == "." { outer.to_owned() } else { format!("{outer}.{}", self.path) };
        self
    }

    /// Shows nothing of the text: there is a secret in it.
    pub(crate) fn without_snippet(mut self) -> Self {
        self.snippet.clear();
        self
    }

    /// The answer as a whole isn't what was expected.
    pub(crate) fn unexpected(what: impl Into<String>, text: &str) -> Self {
        DecodeError { path: what.into(), snippet: snippet(text, 1, 0), source: None }
    }

    /// Where in the JSON: `value[3].receivedDateTime`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A short piece of the answer around that place.
    pub fn snippet(&self) -> &str {
        &self.snippet
    }
}

/// The text around a place, short and on one line.
fn snippet(text: &str, line: usize, column: usize) -> String {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut start = (before + column).saturating_sub(SNIPPET / 2).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let piece = text.get(start..).unwrap_or_default();
    let piece: String =
        piece.chars().take(SNIPPET).map(|c| if c.is_control() { ' ' } else { c }).collect();
    without_queries(&piece)
}

/// An address may open what it leads to: nothing after its question mark is shown.
fn without_queries(piece: &str) -> String {
    let mut words = piece.split('"').map(|word| match word.split_once('?') {
        Some((address, _)) if address.contains("://") => format!("{address}?.."),
        _ => word.to_owned(),
    });
    // The first word may be the end of an address that began before.
    let first = words.next().filter(|first| !first.contains('&')).unwrap_or_else(|| "..".into());
    std::iter::once(first).chain(words).collect::<Vec<_>>().join("\"")
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(_) => write!(f, "can't read the answer at `{}`", self.path)?,
            None => f.write_str(&self.path)?,
        }
        if self.snippet.is_empty() { Ok(()) } else { write!(f, ", near `{}`", self.snippet) }
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

/// A local file failed.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.words())]
pub struct IoError {
    path: PathBuf,
    source: io::Error,
}

impl IoError {
    fn words(&self) -> String {
        match self.path.as_os_str().is_empty() {
            true => "reading or writing failed".to_owned(),
            false => format!("can't use {}", self.path.display()),
        }
    }

    /// `path` failed with `source`.
    pub fn new(path: impl Into<PathBuf>, source: io::Error) -> Self {
        IoError { path: path.into(), source }
    }

    /// The file; empty where it isn't known.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the system said.
    pub fn io(&self) -> &io::Error {
        &self.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Page {
        value: Vec<Item>,
    }
    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Item {
        size: u32,
    }

    #[test]
    fn names_the_place_and_shows_a_piece() {
        let text =
            format!("{{\"value\":[{{\"size\":1}},\n{{\"size\":\"{}\"}}]}}", "x".repeat(10_000));
        let source = serde_json::from_str::<Page>(&text).unwrap_err();
        let error = DecodeError::locate::<Page>(&text, source);
        assert_eq!(error.path(), "value[1].size");
        assert!(error.snippet().chars().count() <= SNIPPET);
        assert!(error.to_string().lines().count() == 1);
    }

    #[test]
    fn addresses_keep_their_secrets() {
        let text = r#"{"uploadUrl":"https://x.example/up?tempauth=hush","size":"x"}"#;
        let shown = snippet(text, 1, 30);
        assert!(!shown.contains("hush") && shown.contains("x.example/up?.."), "{shown}");
        assert_eq!(without_queries("auth=hush&sig=1\",\"a\":1"), "..\",\"a\":1");
    }

    #[test]
    fn a_piece_never_splits_a_character() {
        for column in 0..12 {
            assert!(!snippet("äöü€😀", 1, column).contains('\u{FFFD}'));
        }
    }
}
