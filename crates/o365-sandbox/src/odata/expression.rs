//! What a filter says, once read and typed.

use std::borrow::Cow;

use crate::schema::Kind;

/// A boolean expression. Names are resolved, literals fit what they are compared with.
#[derive(Clone, Debug)]
pub(crate) enum Expr {
    Or(Box<Self>, Box<Self>),
    And(Box<Self>, Box<Self>),
    Not(Box<Self>),
    Compare(Operator, Operand, Operand),
    In(Operand, Vec<Literal>),
    /// `contains`, `startswith`, `endswith`.
    Test(Test, Operand, Operand),
    /// A boolean on its own.
    Flag(Operand),
    /// `path/any(v: ..)`, or with no body: is there one at all.
    Any(Path, Option<Box<Self>>),
    All(Path, Box<Self>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
    Has,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    Contains,
    StartsWith,
    EndsWith,
}

#[derive(Clone, Debug)]
pub(crate) enum Operand {
    Path(Path),
    Literal(Literal),
    /// `tolower`, `toupper` and `trim`, `length`.
    Call(Call, Box<Self>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Lower,
    Upper,
    Trim,
    Length,
}

#[derive(Clone, Debug)]
pub(crate) struct Path {
    /// `None` is the item; `Some(n)` the variable of the lambda at depth `n`, counted from outside.
    pub(crate) variable: Option<usize>,
    pub(crate) steps: Vec<Step>,
    pub(crate) kind: Kind,
}

/// The name of a property; a column's is known to its list only.
pub(crate) type Step = Cow<'static, str>;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Null,
    Text(String),
    Flag(bool),
    Number(f64),
    /// In microseconds.
    Instant(i64),
    /// An enumeration's member: its place, so that order is the order of values.
    Member(usize),
}

/// One item of `$orderby`.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) steps: Vec<Step>,
    pub(crate) kind: Kind,
    pub(crate) descending: bool,
}

impl Expr {
    /// The paths from the item, in the order in which the text names them, each once.
    pub(crate) fn paths(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect(&self, found: &mut Vec<String>) {
        match self {
            Self::Or(left, right) | Self::And(left, right) => {
                left.collect(found);
                right.collect(found);
            }
            Self::Not(inner) => inner.collect(found),
            Self::Compare(_, left, right) | Self::Test(_, left, right) => {
                left.collect(found);
                right.collect(found);
            }
            Self::In(operand, _) | Self::Flag(operand) => operand.collect(found),
            Self::Any(path, body) => {
                path.collect(found);
                if let Some(body) = body {
                    body.collect(found);
                }
            }
            Self::All(path, body) => {
                path.collect(found);
                body.collect(found);
            }
        }
    }
}

impl Operand {
    fn collect(&self, found: &mut Vec<String>) {
        match self {
            Self::Path(path) => path.collect(found),
            Self::Call(_, inner) => inner.collect(found),
            Self::Literal(_) => {}
        }
    }
}

impl Path {
    fn collect(&self, found: &mut Vec<String>) {
        let path = self.steps.join("/");
        if self.variable.is_none() && !found.contains(&path) {
            found.push(path);
        }
    }
}
