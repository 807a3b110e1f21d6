//! Query strings.

use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is encoded in a name or a value: all but letters, digits and what RFC 3986 leaves free in a query. `+` and `;` are
/// free there as well, but some readers take the one for a space and the other for a separator.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b'/')
    .remove(b':')
    .remove(b'@');

/// `name=value&name=value`, with spaces as `%20`.
pub(super) fn encode<N: AsRef<str>, V: AsRef<str>>(
    pairs: impl IntoIterator<Item = (N, V)>,
) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        let separator = if out.is_empty() { "" } else { "&" };
        let name = utf8_percent_encode(name.as_ref(), ENCODED);
        let value = utf8_percent_encode(value.as_ref(), ENCODED);
        // Writing to a string can't fail.
        let _ = write!(out, "{separator}{name}={value}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_separators_are_encoded() {
        let pairs =
            [("$filter", "subject eq 'O''Brien & co +1 #2 100% \"x\"'"), ("a=b", "c;d?e=f")];
        assert_eq!(
            encode(pairs),
            "$filter=subject%20eq%20'O''Brien%20%26%20co%20%2B1%20%232%20100%25%20%22x%22'&a%3Db=c%3Bd%3Fe%3Df"
        );
    }

    #[test]
    fn other_scripts_are_utf8() {
        assert_eq!(encode([("$search", "größe €")]), "$search=gr%C3%B6%C3%9Fe%20%E2%82%AC");
    }

    #[test]
    fn every_byte_comes_back() {
        let value: String = (0..=0x7f_u8).map(char::from).chain(['ü', '😀', '\u{2028}']).collect();
        let encoded = encode([("x", &value)]);
        assert!(encoded.bytes().all(|byte| byte.is_ascii_graphic()));
        assert!(
            !encoded.contains(['+', '#', '"', '<', '>', '\\', '^', '`', '{', '|', '}']),
            "{encoded}"
        );
        let text = encoded.strip_prefix("x=").unwrap();
        assert_eq!(percent_encoding::percent_decode_str(text).decode_utf8().unwrap(), value);
    }
}
