//! `$search`: a small part of KQL.

use crate::odata::eval::Row;
use crate::schema::Refusal;
use serde_json::Value;

/// Words that must (or must not) be there: groups joined by OR, each a list joined by AND.
#[derive(Clone, Debug)]
pub(crate) struct Search {
    groups: Vec<Vec<Clause>>,
}

#[derive(Clone, Debug)]
struct Clause {
    negated: bool,
    scope: Place,
    /// In lower case; several words are a phrase.
    words: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Anywhere,
    Subject,
    From,
    To,
    Cc,
    Bcc,
    Recipients,
    Participants,
    Body,
    HasAttachments,
    Importance,
}

impl Search {
    /// Reads `"subject:best from:george"`, quotes included.
    ///
    /// # Errors
    /// 400 if the quotes aren't there.
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let Some(inner) = inner.filter(|inner| !inner.trim().is_empty()) else {
            return Err(Refusal::bad_request(format!(
                "Syntax error: the search clause '{text}' must be enclosed in double quotes."
            )));
        };
        let mut groups = vec![Vec::new()];
        let mut negated = false;
        for part in parts(&inner.replace("\\\"", "\"").replace("\\\\", "\\")) {
            match part.as_str() {
                "AND" => {}
                "OR" => groups.push(Vec::new()),
                "NOT" => negated = true,
                _ => {
                    if let (Some(group), Some(clause)) = (groups.last_mut(), clause(&part, negated))
                    {
                        group.push(clause);
                    }
                    negated = false;
                }
            }
        }
        Ok(Self { groups })
    }

    pub(crate) fn matches(&self, row: &dyn Row) -> bool {
        self.groups
            .iter()
            .any(|group| !group.is_empty() && group.iter().all(|clause| clause.matches(row)))
    }
}

/// Splits at blanks outside of quotes.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        quoted ^= c == '"';
        if c.is_whitespace() && !quoted {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn clause(part: &str, negated: bool) -> Option<Clause> {
    let (negated, part) = part.strip_prefix('-').map_or((negated, part), |rest| (true, rest));
    let named = part.split_once(':').and_then(|(name, value)| Some((place(name)?, value)));
    let (scope, value) = named.unwrap_or((Place::Anywhere, part));
    let words = tokens(value.trim_end_matches('*'));
    (!words.is_empty()).then_some(Clause { negated, scope, words })
}

fn place(name: &str) -> Option<Place> {
    Some(match name.to_ascii_lowercase().as_str() {
        "subject" => Place::Subject,
        "from" | "sender" => Place::From,
        "to" => Place::To,
        "cc" => Place::Cc,
        "bcc" => Place::Bcc,
        "recipients" => Place::Recipients,
        "participants" => Place::Participants,
        "body" => Place::Body,
        "hasattachments" | "hasattachment" => Place::HasAttachments,
        "importance" => Place::Importance,
        _ => return None,
    })
}

fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

impl Clause {
    fn matches(&self, row: &dyn Row) -> bool {
        let fields: &[&str] = match self.scope {
            Place::Anywhere => {
                &["subject", "body", "from", "toRecipients", "ccRecipients", "bccRecipients"]
            }
            Place::Subject => &["subject"],
            Place::From => &["from"],
            Place::To => &["toRecipients"],
            Place::Cc => &["ccRecipients"],
            Place::Bcc => &["bccRecipients"],
            Place::Recipients => &["toRecipients", "ccRecipients", "bccRecipients"],
            Place::Participants => &["from", "toRecipients", "ccRecipients", "bccRecipients"],
            Place::Body => &["body"],
            Place::HasAttachments => &["hasAttachments"],
            Place::Importance => &["importance"],
        };
        let found = fields.iter().any(|field| {
            let mut text = String::new();
            texts(&row.field(field), &mut text);
            self.is_in(&tokens(&text))
        });
        found != self.negated
    }

    /// The words stand there one after the other; the last may be the beginning of a longer one.
    fn is_in(&self, text: &[String]) -> bool {
        let Some((last, first)) = self.words.split_last() else { return false };
        text.windows(self.words.len()).any(|window| {
            window
                .split_last()
                .is_some_and(|(end, start)| start == first && end.starts_with(last.as_str()))
        })
    }
}

/// All text in a value, a blank between the pieces.
fn texts(value: &Value, into: &mut String) {
    match value {
        Value::String(text) => {
            into.push(' ');
            into.push_str(text);
        }
        Value::Bool(flag) => into.push_str(if *flag { " true" } else { " false" }),
        Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
        Value::Object(members) => members.values().for_each(|item| texts(item, into)),
        Value::Null | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn finds_words_properties_and_phrases() {
        let row = json!({"subject": "The best of George", "hasAttachments": true, "body": {"content": "stopped drinking"},
            "from": {"emailAddress": {"address": "george@best.com", "name": "G. Best"}}, "toRecipients": []});
        let finds = |text: &str| Search::parse(text).unwrap().matches(&row);
        assert!(finds("\"best\"") && finds("\"geor* drink\"") && finds("\"from:best.com\""));
        assert!(finds("\"subject:best AND body:drinking\"") && finds("\"\\\"best of\\\"\""));
        assert!(
            finds("\"zebra OR subject:george\"")
                && finds("\"NOT zebra\"")
                && finds("\"hasattachments:true\"")
        );
        assert!(
            !finds("\"zebra\"")
                && !finds("\"subject:drinking\"")
                && !finds("\"-best\"")
                && !finds("\"\\\"of best\\\"\"")
        );
    }

    #[test]
    fn wants_double_quotes() {
        assert!(
            Search::parse("best").is_err()
                && Search::parse("\"").is_err()
                && Search::parse("\"\"").is_err()
        );
    }
}
