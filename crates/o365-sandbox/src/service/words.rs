//! `$search` where it isn't KQL: of contacts, people and the directory.

use serde_json::Value;

use crate::schema::Refusal;

/// The value of `$search`, and the query without it.
pub(crate) fn taken_out(query: &[(String, String)]) -> (Option<&str>, Vec<(String, String)>) {
    let is_search = |name: &str| name.eq_ignore_ascii_case("$search");
    let search = query.iter().find(|(name, _)| is_search(name)).map(|(_, value)| value.as_str());
    (search, query.iter().filter(|(name, _)| !is_search(name)).cloned().collect())
}

/// What is between the quotes.
///
/// # Errors
/// 400 without quotes, or with nothing in them.
pub(crate) fn quoted(text: &str) -> Result<String, Refusal> {
    let inner = text.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner.filter(|inner| !inner.trim().is_empty()) {
        Some(inner) => Ok(inner.replace("\\\"", "\"").replace("\\\\", "\\")),
        None => Err(Refusal::bad_request(format!(
            "Syntax error: the search clause '{text}' must be enclosed in double quotes."
        ))),
    }
}

/// Whether each word that is looked for begins a word of the text, or of any text within.
pub(crate) fn starts_a_word(value: &Value, sought: &str) -> bool {
    match value {
        Value::String(text) => {
            let there = tokens(text);
            let sought = tokens(sought);
            !sought.is_empty()
                && sought
                    .iter()
                    .all(|word| there.iter().any(|token| token.starts_with(word.as_str())))
        }
        Value::Array(items) => items.iter().any(|item| starts_a_word(item, sought)),
        Value::Object(members) => members.values().any(|item| starts_a_word(item, sought)),
        _ => false,
    }
}

fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// A search of the directory: clauses in quotes of their own, joined by AND and OR. Alternatives, each of which is a list
/// of properties and words.
///
/// # Errors
/// 400 for anything else.
pub(crate) fn clauses(text: &str) -> Result<Vec<Vec<(String, String)>>, Refusal> {
    let bad = || {
        Refusal::new(
            400,
            "Request_UnsupportedQuery",
            format!("Unrecognized $search expression: '{text}'. Clauses are \"property:value\"."),
        )
    };
    let mut groups = vec![Vec::new()];
    let mut rest = text.trim();
    loop {
        let body = rest.trim_start_matches('(').trim_start().strip_prefix('"').ok_or_else(bad)?;
        let end = end_of(body).ok_or_else(bad)?;
        let (clause, after) = body.split_at_checked(end).ok_or_else(bad)?;
        let clause = clause.replace("\\\"", "\"").replace("\\\\", "\\");
        let (name, words) =
            clause.split_once(':').filter(|(_, w)| !w.is_empty()).ok_or_else(bad)?;
        if let Some(group) = groups.last_mut() {
            group.push((name.to_owned(), words.to_owned()));
        }
        rest = after.get(1..).unwrap_or_default().trim_start_matches(')').trim_start();
        if rest.is_empty() {
            return Ok(groups);
        } else if let Some(next) = rest.strip_prefix("OR ") {
            groups.push(Vec::new());
            rest = next.trim_start();
        } else {
            rest = rest.strip_prefix("AND ").ok_or_else(bad)?.trim_start();
        }
    }
}

/// Where the quote that isn't escaped stands.
fn end_of(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn clauses_of_the_directory() {
        let two = clauses("\"displayName:George B\" OR \"mail:a\\\"b\" AND \"mail:c\"").unwrap();
        let pair = |name: &str, words: &str| (name.to_owned(), words.to_owned());
        assert_eq!(
            two,
            [vec![pair("displayName", "George B")], vec![pair("mail", "a\"b"), pair("mail", "c")]]
        );
        for bad in ["", "george", "\"george\"", "\"displayName:\"", "\"a:b", "\"a:b\" or \"c:d\""] {
            assert!(clauses(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn words_are_found_by_their_beginnings() {
        let row = json!({"emailAddresses": [{"address": "george@best.com"}], "n": null});
        assert!(starts_a_word(&row, "geor bes") && !starts_a_word(&row, "eorge"));
        assert!(!starts_a_word(&row["n"], "geor") && !starts_a_word(&row, " "));
        assert!(quoted("best").is_err() && quoted("\" \"").is_err());
    }
}
