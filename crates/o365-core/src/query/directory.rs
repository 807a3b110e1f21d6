//! What the directory answers by its index only.

use super::filter::{Filter, Function, Node, Op};

impl Filter {
    /// Whether the directory calls a query with this condition an advanced one.
    ///
    /// [Advanced queries](https://learn.microsoft.com/graph/aad-advanced-queries)
    pub(super) fn is_advanced(&self) -> bool {
        self.node.is_advanced()
    }
}

impl Node {
    fn is_advanced(&self) -> bool {
        match self {
            Node::Compare(_, op, _) => *op == Op::Ne,
            Node::In(..) => false,
            Node::Call(function, ..) => *function != Function::StartsWith,
            Node::Lambda(_, _, body) => body.as_ref().is_none_or(|body| body.is_advanced()),
            Node::Not(_) => true,
            Node::And(terms) | Node::Or(terms) => terms.iter().any(Node::is_advanced),
            Node::Raw(text) => raw_is_advanced(text),
        }
    }
}

/// What was written by hand isn't parsed: a word within a text is taken for an operator, which costs a header that wasn't
/// needed.
fn raw_is_advanced(text: &str) -> bool {
    const WORDS: [&str; 5] = ["ne", "not", "endswith", "contains", "$count"];
    let text = text.to_ascii_lowercase();
    let mut words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '$'));
    words.any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use crate::query::{Filter, field};

    #[test]
    fn tells_what_the_index_must_answer() {
        let name = || field("displayName");
        for filter in [
            name().ne("x"),
            !name().eq("x"),
            name().ends_with("x"),
            name().eq("x") & (name().eq("y") | name().contains("z")),
            field("assignedLicenses").is_empty(),
            field("otherMails").any(|mail| mail.ends_with("x")),
            Filter::raw("endsWith(mail,'x')"),
            Filter::raw("NOT startswith(mail,'x')"),
        ] {
            assert!(filter.is_advanced(), "{filter}");
        }
        for filter in [
            name().eq("x"),
            name().starts_with("not") | name().is_in(["a", "b"]),
            field("otherMails").any(|mail| mail.eq("x")),
            Filter::raw("startswith(displayName,'Anne')"),
        ] {
            assert!(!filter.is_advanced(), "{filter}");
        }
    }
}
