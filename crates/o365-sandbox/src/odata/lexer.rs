//! The words of an expression.

use crate::schema::{Refusal, instant};

/// One word, and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) what: Word,
    pub(crate) at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Word {
    /// A name, a keyword, or a name with dots.
    Name(String),
    /// `'it''s'`, read.
    Text(String),
    /// `Type'member'`.
    EnumText(String, String),
    Number(f64),
    /// In microseconds.
    Instant(i64),
    Date(i64),
    Guid(String),
    Open,
    Close,
    Comma,
    Slash,
    Colon,
}

/// Splits the expression.
///
/// # Errors
/// 400 with the position of the first character that begins no word.
pub(crate) fn words(text: &str) -> Result<Vec<Token>, Refusal> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        let (what, length) = match first {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '(' => (Word::Open, 1),
            ')' => (Word::Close, 1),
            ',' => (Word::Comma, 1),
            '/' => (Word::Slash, 1),
            ':' => (Word::Colon, 1),
            '\'' => quoted(rest).ok_or_else(|| {
                syntax(&format!(
                    "There is an unterminated string literal at position {} in '{text}'.",
                    at
                ))
            })?,
            _ => bare(rest, at, text)?,
        };
        tokens.push(Token { what, at });
        at += length;
    }
    Ok(tokens)
}

pub(crate) fn syntax(message: &str) -> Refusal {
    Refusal::bad_request(format!("Invalid filter clause: {message}"))
}

/// The text in quotes, and how long it was with them.
fn quoted(rest: &str) -> Option<(Word, usize)> {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != '\'' {
            text.push(c);
        } else if chars.next_if(|(_, next)| *next == '\'').is_some() {
            text.push('\'');
        } else {
            return Some((Word::Text(text), at + 1));
        }
    }
    None
}

fn bare(rest: &str, at: usize, whole: &str) -> Result<(Word, usize), Refusal> {
    let first = rest.chars().next().unwrap_or(' ');
    let numeric =
        first.is_ascii_digit() || first == '-' || (is_guid(rest.get(..36).unwrap_or_default()));
    let end = rest
        .find(|c: char| {
            // An instant has colons and plus signs; a name doesn't.
            !(c.is_alphanumeric() || "_.$@".contains(c) || (numeric && "-:+".contains(c)))
        })
        .unwrap_or(rest.len());
    let text = rest.get(..end).unwrap_or_default();
    let word = if numeric {
        literal(text)
    } else if text.starts_with(|c: char| c.is_alphabetic() || "_$@".contains(c)) {
        if rest.get(end..).is_some_and(|tail| tail.starts_with('\'')) {
            let tail = rest.get(end..).unwrap_or_default();
            return match quoted(tail) {
                Some((Word::Text(member), length)) => {
                    Ok((Word::EnumText(text.to_owned(), member), end + length))
                }
                _ => Err(syntax(&format!(
                    "There is an unterminated string literal at position {at} in '{whole}'."
                ))),
            };
        }
        Some(Word::Name(text.to_owned()))
    } else {
        None
    };
    match word {
        Some(word) => Ok((word, end)),
        None => Err(syntax(&format!(
            "Syntax error: character '{first}' is not valid at position {at} in '{whole}'."
        ))),
    }
}

fn literal(text: &str) -> Option<Word> {
    if is_guid(text) {
        return Some(Word::Guid(text.to_ascii_lowercase()));
    }
    if let Some(at) = instant(text) {
        return Some(Word::Instant(at));
    }
    if let Some(at) = instant(&format!("{text}T00:00:00Z")) {
        return Some(Word::Date(at));
    }
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.filter(|_| plain).map(Word::Number)
}

fn is_guid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    let lengths: Vec<_> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}
