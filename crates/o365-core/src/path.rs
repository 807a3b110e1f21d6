//! Paths below the service's root.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What can't stand in a segment of a path as it is (RFC 3986), and `%` and `+`, which some back ends read differently.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'+')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// One segment, percent-encoded: a name with any characters stays one segment.
///
/// ```
/// assert_eq!(o365_core::path::encode_segment("50% of #1/2"), "50%25%20of%20%231%2F2");
/// ```
pub fn encode_segment(segment: &str) -> String {
    match segment {
        // Dots alone would climb the path.
        "." => String::from("%2E"),
        ".." => String::from("%2E%2E"),
        _ => utf8_percent_encode(segment, SEGMENT).to_string(),
    }
}

/// A text as the key of a function's argument or of `key='..'`: apostrophes doubled, then encoded.
///
/// ```
/// assert_eq!(o365_core::path::encode_literal("it's"), "'it''s'");
/// ```
pub fn encode_literal(text: &str) -> String {
    format!("'{}'", utf8_percent_encode(&text.replace('\'', "''"), SEGMENT))
}
