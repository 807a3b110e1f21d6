//! What stands in a token file.

use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::Value;

use super::{StoreKey, Token, python};

/// The layout that is written.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Layout<T> {
    version: u32,
    key: String,
    token: T,
}

/// The text for this token.
pub(super) fn write(key: &StoreKey, token: &Token) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&Layout { version: VERSION, key: key.name(), token })
}

/// The token in a text, of ours or of the Python library's.
///
/// The error is a sentence without any part of the text: serde's own words could show a piece of a token.
pub(super) fn read(text: &str, key: &StoreKey) -> Result<Option<Token>, String> {
    let damaged = |_| String::from("it isn't a token file; delete it to sign in anew");
    if let Ok(Value::Object(file)) = serde_json::from_str::<Value>(text)
        && let Some(token) = python::read(&file, key)
    {
        return token;
    }
    let head: Layout<IgnoredAny> = serde_json::from_str(text).map_err(damaged)?;
    if head.version > VERSION {
        return Err(format!("a newer version wrote it (layout {})", head.version));
    }
    if head.key != key.name() {
        return Err(format!("it holds the tokens of `{}`", head.key.escape_debug()));
    }
    let layout: Layout<Token> = serde_json::from_str(text).map_err(damaged)?;
    Ok(Some(layout.token))
}
