//! Words to look for.

use std::fmt;

use crate::casing::Casing;

use super::path::{Spelling, spell};

/// What to look for, `$search`: words anywhere, or in one property.
///
/// For messages and files this is written in KQL, the language of the search box in Outlook. Text is taken as KQL too:
/// `search("george best from:george")`. What comes from elsewhere is better put in by [`phrase`](Search::phrase) and
/// [`property`](Search::property), which let no part of it act as an operator.
///
/// ```
/// use o365_core::query::Search;
///
/// let search = Search::property("subject", "best").and(Search::property("from", "George Best"));
/// assert_eq!(search.to_string(), r#""subject:best AND from:\"George Best\"""#);
/// ```
///
/// The directory (users, groups) has a simpler language, in which each clause stands in quotes of its own:
///
/// ```
/// use o365_core::query::Search;
///
/// let search = Search::property("display_name", "George B").or(Search::property("mail", "best")).directory();
/// assert_eq!(search.to_string(), r#""displayName:George B" OR "mail:best""#);
/// ```
///
/// A search of messages can't be combined with a filter or an order: they come latest first, 1,000 at most.
///
/// [The `$search` parameter](https://learn.microsoft.com/graph/search-query-parameter) ·
/// [KQL](https://learn.microsoft.com/sharepoint/dev/general-development/keyword-query-language-kql-syntax-reference)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    node: Node,
    directory: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Phrase(String),
    Property(String, String),
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Raw(String),
}

#[derive(Clone, Copy)]
enum Language {
    Kql,
    Directory(Spelling),
}

impl Search {
    /// These words, one after the other, in any property that is searched.
    pub fn phrase(text: impl Into<String>) -> Self {
        Search::from_node(Node::Phrase(text.into()))
    }

    /// This text in a property. The names are those of the search (`from`, `subject`, `body`, `received`, `hasAttachments`),
    /// in the directory those of Graph. A range is a text, too: `property("received", "2024-01-01..2024-01-31")`.
    pub fn property(name: impl Into<String>, text: impl Into<String>) -> Self {
        Search::from_node(Node::Property(name.into(), text.into()))
    }

    /// An expression written by hand, such as `size>1000000`. Only the quotes around the whole are added, and those
    /// within it escaped.
    pub fn raw(text: impl Into<String>) -> Self {
        Search::from_node(Node::Raw(text.into()))
    }

    /// Both this and the other.
    #[must_use]
    pub fn and(self, other: impl Into<Search>) -> Self {
        let other = other.into();
        let mut terms = Vec::new();
        for node in [self.node, other.node] {
            match node {
                Node::And(nested) => terms.extend(nested),
                node => terms.push(node),
            }
        }
        Search { node: Node::And(terms), directory: self.directory || other.directory }
    }

    /// This or the other, or both.
    #[must_use]
    pub fn or(self, other: impl Into<Search>) -> Self {
        let other = other.into();
        let mut terms = Vec::new();
        for node in [self.node, other.node] {
            match node {
                Node::Or(nested) => terms.extend(nested),
                node => terms.push(node),
            }
        }
        Search { node: Node::Or(terms), directory: self.directory || other.directory }
    }

    /// Without this. The directory can't do that.
    #[must_use]
    #[expect(
        clippy::should_implement_trait,
        reason = "it is implemented; a chain needs no import this way"
    )]
    pub fn not(self) -> Self {
        Search { node: Node::Not(Box::new(self.node)), directory: self.directory }
    }

    /// Written as the directory wants it. The places that list users and groups do this by themselves.
    #[must_use]
    pub fn directory(self) -> Self {
        Search { directory: true, ..self }
    }

    pub(super) fn is_directory(&self) -> bool {
        self.directory
    }

    fn from_node(node: Node) -> Self {
        Search { node, directory: false }
    }

    pub(super) fn print(&self, spelling: Spelling) -> String {
        if self.directory {
            self.node.print(Language::Directory(spelling))
        } else {
            quote(&self.node.print(Language::Kql))
        }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        self.node.check(self.directory)
    }
}

impl Node {
    fn print(&self, language: Language) -> String {
        match (self, language) {
            (Node::Phrase(text), Language::Kql) => kql_value(text),
            (Node::Property(name, text), Language::Kql) => format!("{name}:{}", kql_value(text)),
            (Node::Raw(text), Language::Kql) => text.clone(),
            (Node::Phrase(text) | Node::Raw(text), Language::Directory(_)) => quote(text),
            (Node::Property(name, text), Language::Directory(spelling)) => {
                quote(&format!("{}:{text}", spell(name, spelling)))
            }
            (Node::And(terms), _) => join(terms, " AND ", language),
            (Node::Or(terms), _) => join(terms, " OR ", language),
            (Node::Not(inner), _) => format!("NOT {}", inner.operand(language)),
        }
    }

    /// In parentheses unless it is one clause: which of AND and OR binds tighter differs from place to place.
    fn operand(&self, language: Language) -> String {
        let one_clause = match self {
            Node::Phrase(_) | Node::Property(..) | Node::Not(_) => true,
            Node::Raw(_) => matches!(language, Language::Directory(_)),
            Node::And(_) | Node::Or(_) => false,
        };
        let printed = self.print(language);
        if one_clause { printed } else { format!("({printed})") }
    }

    fn check(&self, directory: bool) -> Result<(), String> {
        match self {
            Node::Phrase(text) | Node::Raw(text) if text.trim().is_empty() => {
                Err("a search for nothing".to_owned())
            }
            Node::Property(name, text) if name.trim().is_empty() || text.trim().is_empty() => {
                Err(format!("a search for nothing, or in nothing: {name}:{text}"))
            }
            Node::Property(name, _) if name.contains([' ', '"', '\\', ':', '(', ')']) => {
                Err(format!("a search in a property of an impossible name: {name}"))
            }
            Node::Not(_) if directory => {
                Err("a search of the directory can't leave out: it has no NOT".to_owned())
            }
            Node::Not(inner) => inner.check(directory),
            Node::And(terms) | Node::Or(terms) => {
                terms.iter().try_for_each(|term| term.check(directory))
            }
            Node::Phrase(_) | Node::Property(..) | Node::Raw(_) => Ok(()),
        }
    }
}

fn join(terms: &[Node], glue: &str, language: Language) -> String {
    let terms: Vec<_> = terms.iter().map(|term| term.operand(language)).collect();
    terms.join(glue)
}

/// A single word stays bare. All else goes in quotes, in which KQL knows no quote: it becomes a space, which is what the search
/// makes of punctuation anyway.
fn kql_value(text: &str) -> String {
    const OPERATORS: [&str; 8] = ["and", "or", "not", "near", "onear", "words", "xrank", "all"];
    let word = text.chars().all(|letter| letter.is_alphanumeric() || "-_.@*/".contains(letter));
    let plain = word
        && text.starts_with(char::is_alphanumeric)
        && !OPERATORS.contains(&text.to_lowercase().as_str());
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', " ").trim()) }
}

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl fmt::Display for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.print(Some(Casing::Camel)))
    }
}

impl From<&str> for Search {
    fn from(raw: &str) -> Self {
        Search::raw(raw)
    }
}

impl From<String> for Search {
    fn from(raw: String) -> Self {
        Search::raw(raw)
    }
}

impl std::ops::Not for Search {
    type Output = Search;

    fn not(self) -> Search {
        Search::not(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_is_in_double_quotes_and_nothing_in_single_ones() {
        assert_eq!(
            Search::from("george best is da boss").to_string(),
            r#""george best is da boss""#
        );
        assert_eq!(Search::phrase("boss").to_string(), r#""boss""#);
        assert_eq!(Search::phrase("da boss").to_string(), r#""\"da boss\"""#);
        assert_eq!(Search::property("subject", "best").to_string(), r#""subject:best""#);
        assert_eq!(Search::property("from", "a@b.c").to_string(), r#""from:a@b.c""#);
        assert_eq!(
            Search::property("received", "2024-01-01..2024-01-31").to_string(),
            r#""received:2024-01-01..2024-01-31""#
        );
        assert_eq!(
            Search::raw(r#"subject:"a b" size>10"#).to_string(),
            r#""subject:\"a b\" size>10""#
        );
    }

    #[test]
    fn no_text_acts_as_an_operator() {
        assert_eq!(Search::phrase("OR").to_string(), r#""\"OR\"""#);
        assert_eq!(Search::phrase("not").to_string(), r#""\"not\"""#);
        assert_eq!(Search::phrase("from:ceo").to_string(), r#""\"from:ceo\"""#);
        assert_eq!(Search::phrase("-draft").to_string(), r#""\"-draft\"""#);
        assert_eq!(
            Search::property("subject", r#"x" OR from:"ceo"#).to_string(),
            r#""subject:\"x  OR from: ceo\"""#
        );
        assert_eq!(Search::property("subject", r"a\b").to_string(), r#""subject:\"a\\b\"""#);
        assert_eq!(
            Search::property("mail", r#"a\b"c"#).directory().to_string(),
            r#""mail:a\\b\"c""#
        );
    }

    #[test]
    fn mixed_connectives_are_grouped() {
        let a = || Search::phrase("a");
        let b = || Search::property("subject", "b");
        assert_eq!(a().or(b()).and("c d").to_string(), r#""(a OR subject:b) AND (c d)""#);
        assert_eq!(a().and(b()).and(a()).to_string(), r#""a AND subject:b AND a""#);
        assert_eq!(a().and(b()).or(!b()).to_string(), r#""(a AND subject:b) OR NOT subject:b""#);
        assert_eq!(a().or(b()).not().to_string(), r#""NOT (a OR subject:b)""#);
        let directory = a().or(b()).and("mail:c").directory();
        assert_eq!(directory.to_string(), r#"("a" OR "subject:b") AND "mail:c""#);
    }

    #[test]
    fn what_finds_nothing_is_reported() {
        for search in [
            Search::phrase(" "),
            Search::raw(""),
            Search::property("subject", ""),
            Search::property("", "x"),
            Search::property("a b", "x"),
            Search::phrase("x").and(""),
            !Search::phrase("x").directory(),
            (!Search::phrase("x")).and(Search::phrase("y").directory()),
        ] {
            assert!(search.check().is_err(), "{search}");
        }
        assert_eq!((!Search::phrase("x")).check(), Ok(()));
        assert_eq!(Search::property("displayName", "x y").directory().check(), Ok(()));
    }
}
