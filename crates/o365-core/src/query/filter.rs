//! Conditions.

use std::{
    fmt, ops,
    sync::atomic::{AtomicU64, Ordering},
};

use crate::casing::Casing;

use super::{
    literal::Literal,
    path::{Path, Root, Spelling},
    print::Printer,
};

/// A condition, `$filter`: comparisons of [properties](super::Property), joined by `&`, `|` and `!`, or by
/// [`and`](Filter::and), [`or`](Filter::or) and [`not`](Filter::not).
///
/// It is a tree, so that what was said is what is asked: parentheses are printed where they are needed and nowhere else.
///
/// ```
/// use o365_core::query::field;
/// use time::macros::datetime;
///
/// let filter = field("subject").contains("george best")
///     .or(field("subject").starts_with("quotes"))
///     .and(field("created_date_time").gt(datetime!(2018-03-21 0:00 UTC)));
/// assert_eq!(
///     filter.to_string(),
///     "(contains(subject, 'george best') or startswith(subject, 'quotes')) \
///      and createdDateTime gt 2018-03-21T00:00:00Z"
/// );
/// ```
///
/// Text is a filter, too: one written by hand, which goes to the service [as it is](Filter::raw).
///
/// [The `$filter` parameter](https://learn.microsoft.com/graph/filter-query-parameter)
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    pub(super) node: Node,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Compare(Path, Op, Literal),
    In(Path, Vec<Literal>),
    Call(Function, Path, Literal),
    /// With no condition: whether the collection has any element.
    Lambda(Quantifier, Path, Option<Box<Node>>),
    Not(Box<Node>),
    /// Two or more, none of them an `And`.
    And(Vec<Node>),
    /// Two or more, none of them an `Or`.
    Or(Vec<Node>),
    Raw(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
    Has,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Contains,
    StartsWith,
    EndsWith,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantifier {
    Any,
    All,
}

impl Filter {
    /// A condition written by hand, in the service's own spelling. It isn't checked, recased or escaped; joined with
    /// others it stands in parentheses.
    ///
    /// ```
    /// use o365_core::query::{Filter, field};
    ///
    /// let filter = Filter::raw("tolower(subject) eq 'best' or isRead") & field("hasAttachments").eq(true);
    /// assert_eq!(filter.to_string(), "(tolower(subject) eq 'best' or isRead) and hasAttachments eq true");
    /// ```
    pub fn raw(text: impl Into<String>) -> Self {
        Filter { node: Node::Raw(text.into()) }
    }

    /// Both this and the other; the same as `self & other`.
    #[must_use]
    pub fn and(self, other: impl Into<Filter>) -> Self {
        let mut terms = self.into_terms();
        terms.extend(other.into().into_terms());
        Filter { node: Node::And(terms) }
    }

    /// This or the other, or both; the same as `self | other`.
    #[must_use]
    pub fn or(self, other: impl Into<Filter>) -> Self {
        let mut terms = Vec::new();
        for node in [self.node, other.into().node] {
            match node {
                Node::Or(nested) => terms.extend(nested),
                node => terms.push(node),
            }
        }
        Filter { node: Node::Or(terms) }
    }

    /// Whatever this isn't; the same as `!self`.
    ///
    /// ```
    /// use o365_core::query::field;
    ///
    /// let filter = field("subject").contains("x").not();
    /// assert_eq!(filter.to_string(), "not contains(subject, 'x')");
    /// ```
    #[must_use]
    #[expect(
        clippy::should_implement_trait,
        reason = "it is implemented; a chain needs no import this way"
    )]
    pub fn not(self) -> Self {
        Filter { node: Node::Not(Box::new(self.node)) }
    }

    /// The condition as a protocol spells it, not yet encoded for a URL.
    pub fn to_wire(&self, casing: Casing) -> String {
        self.print(Some(casing))
    }

    /// Why the service can't read this condition, where that is known before it is asked: a number that isn't finite, a
    /// year outside of 1 to 9999, a GUID that isn't one, `is_in` without values, an order compared with null, an empty text.
    ///
    /// A condition is judged when it is sent; there is no need to call this.
    ///
    /// # Errors
    /// The first reason found, in words.
    pub fn check(&self) -> Result<(), String> {
        self.node.check()
    }

    pub(super) fn print(&self, spelling: Spelling) -> String {
        Printer::new(spelling).print(&self.node)
    }

    /// What is joined by `and` at the top.
    pub(super) fn into_terms(self) -> Vec<Node> {
        match self.node {
            Node::And(terms) => terms,
            node => vec![node],
        }
    }

    /// A condition on the elements of a collection. The element is marked with a token while the condition is being
    /// written, and then by its height, which doesn't depend on what else was written before: equal conditions are equal.
    pub(super) fn lambda(
        quantifier: Quantifier,
        collection: Path,
        condition: impl FnOnce(Path) -> Filter,
    ) -> Self {
        static TOKENS: AtomicU64 = AtomicU64::new(0);
        let token = TOKENS.fetch_add(1, Ordering::Relaxed);
        let mut body = condition(Path::element(token)).node;
        let height = body.height();
        body.bind(token, height);
        Filter { node: Node::Lambda(quantifier, collection, Some(Box::new(body))) }
    }
}

impl Node {
    /// How many `any` and `all` are nested in it.
    pub(super) fn height(&self) -> usize {
        match self {
            Node::Compare(..) | Node::In(..) | Node::Call(..) | Node::Raw(_) => 0,
            Node::Lambda(_, _, body) => 1 + body.as_ref().map_or(0, |body| body.height()),
            Node::Not(inner) => inner.height(),
            Node::And(terms) | Node::Or(terms) => terms.iter().map(Node::height).max().unwrap_or(0),
        }
    }

    fn bind(&mut self, token: u64, height: usize) {
        match self {
            Node::Compare(path, ..) | Node::In(path, _) | Node::Call(_, path, _) => {
                path.bind(token, height);
            }
            Node::Lambda(_, path, body) => {
                path.bind(token, height);
                if let Some(body) = body {
                    body.bind(token, height);
                }
            }
            Node::Not(inner) => inner.bind(token, height),
            Node::And(terms) | Node::Or(terms) => {
                terms.iter_mut().for_each(|term| term.bind(token, height));
            }
            Node::Raw(_) => {}
        }
    }

    fn check(&self) -> Result<(), String> {
        match self {
            Node::Compare(path, Op::Gt | Op::Ge | Op::Lt | Op::Le, Literal::Null) => {
                Err(format!("{} is compared with null, which nothing is above or below", path.name))
            }
            Node::Compare(path, _, value) | Node::Call(_, path, value) => {
                path.check().and_then(|()| value.check())
            }
            Node::In(path, values) if values.is_empty() => {
                Err(format!("{} is to be one of no values, which nothing is", path.name))
            }
            Node::In(path, values) => {
                path.check().and_then(|()| values.iter().try_for_each(Literal::check))
            }
            Node::Lambda(_, path, body) => {
                path.check().and_then(|()| body.as_ref().map_or(Ok(()), |body| body.check()))
            }
            Node::Not(inner) => inner.check(),
            Node::And(terms) | Node::Or(terms) => terms.iter().try_for_each(Node::check),
            Node::Raw(text) if text.trim().is_empty() => Err("a filter is empty".to_owned()),
            Node::Raw(_) => Ok(()),
        }
    }
}

impl Path {
    fn bind(&mut self, token: u64, height: usize) {
        if self.root == Root::Open(token) {
            self.root = Root::Bound(height);
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_wire(Casing::Camel))
    }
}

impl From<&str> for Filter {
    fn from(raw: &str) -> Self {
        Filter::raw(raw)
    }
}

impl From<String> for Filter {
    fn from(raw: String) -> Self {
        Filter::raw(raw)
    }
}

impl From<&Filter> for Filter {
    fn from(filter: &Filter) -> Self {
        filter.clone()
    }
}

impl<T: Into<Filter>> ops::BitAnd<T> for Filter {
    type Output = Filter;

    fn bitand(self, other: T) -> Filter {
        self.and(other)
    }
}

impl<T: Into<Filter>> ops::BitOr<T> for Filter {
    type Output = Filter;

    fn bitor(self, other: T) -> Filter {
        self.or(other)
    }
}

impl ops::Not for Filter {
    type Output = Filter;

    fn not(self) -> Filter {
        Filter::not(self)
    }
}
