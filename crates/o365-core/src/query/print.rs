//! Conditions as text.

use std::fmt::Display;

use super::{
    filter::{Function, Node, Op, Quantifier},
    literal::Literal,
    path::{Path, Root, Spelling, spell},
};

pub(super) struct Printer {
    spelling: Spelling,
    /// The heights of the `any` and `all` around, outermost first.
    scope: Vec<usize>,
    out: String,
}

impl Printer {
    pub(super) fn new(spelling: Spelling) -> Self {
        Printer { spelling, scope: Vec::new(), out: String::new() }
    }

    pub(super) fn print(mut self, node: &Node) -> String {
        self.node(node);
        self.out
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Compare(path, op, value) => {
                self.path(path);
                self.text(" ").text(op.name()).text(" ").value(value);
            }
            Node::In(path, values) => {
                self.path(path);
                self.text(" in (").values(values);
                self.text(")");
            }
            Node::Call(function, path, value) => {
                self.text(function.name()).text("(").path(path);
                self.text(", ").value(value);
                self.text(")");
            }
            Node::Lambda(quantifier, path, body) => self.lambda(*quantifier, path, body.as_deref()),
            Node::Not(inner) => {
                self.text("not ");
                // OData lets `not` bind tighter than a comparison.
                self.operand(inner, !matches!(**inner, Node::Call(..) | Node::Lambda(..)));
            }
            Node::And(terms) => self.terms(terms, " and "),
            Node::Or(terms) => self.terms(terms, " or "),
            Node::Raw(text) => {
                self.text(text);
            }
        }
    }

    /// `and` binds tighter than `or`; what a raw text holds isn't known.
    fn terms(&mut self, terms: &[Node], glue: &str) {
        for (position, term) in terms.iter().enumerate() {
            if position > 0 {
                self.text(glue);
            }
            let raw = matches!(term, Node::Raw(_)) && terms.len() > 1;
            self.operand(term, raw || (matches!(term, Node::Or(_)) && glue == " and "));
        }
    }

    fn operand(&mut self, node: &Node, grouped: bool) {
        if !grouped {
            return self.node(node);
        }
        self.text("(").node(node);
        self.text(")");
    }

    fn lambda(&mut self, quantifier: Quantifier, path: &Path, body: Option<&Node>) {
        self.path(path);
        self.text("/").text(quantifier.name()).text("(");
        if let Some(body) = body {
            self.text(&variable(self.scope.len())).text(":");
            self.scope.push(body.height());
            self.node(body);
            self.scope.pop();
        }
        self.text(")");
    }

    fn path(&mut self, path: &Path) {
        let depth = match path.root {
            Root::Bound(height) => self.scope.iter().rposition(|around| *around == height),
            Root::Item | Root::Open(_) => None,
        };
        if let Some(depth) = depth {
            self.text(&variable(depth));
            if !path.name.is_empty() {
                self.text("/");
            }
        }
        let name = spell(&path.name, self.spelling);
        self.out.push_str(&name);
    }

    fn values(&mut self, values: &[Literal]) {
        for (position, value) in values.iter().enumerate() {
            if position > 0 {
                self.text(", ");
            }
            self.value(value);
        }
    }

    fn value(&mut self, value: &impl Display) {
        self.out.push_str(&value.to_string());
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.out.push_str(text);
        self
    }
}

/// What the element is called at this depth: `a`, `b`, … `z`, `z1`, `z2`, …
fn variable(depth: usize) -> String {
    match u8::try_from(depth) {
        Ok(depth @ 0..26) => char::from(b'a' + depth).to_string(),
        _ => format!("z{}", depth - 25),
    }
}

impl Op {
    fn name(self) -> &'static str {
        match self {
            Op::Eq => "eq",
            Op::Ne => "ne",
            Op::Gt => "gt",
            Op::Ge => "ge",
            Op::Lt => "lt",
            Op::Le => "le",
            Op::Has => "has",
        }
    }
}

impl Function {
    fn name(self) -> &'static str {
        match self {
            Function::Contains => "contains",
            Function::StartsWith => "startswith",
            Function::EndsWith => "endswith",
        }
    }
}

impl Quantifier {
    fn name(self) -> &'static str {
        match self {
            Quantifier::Any => "any",
            Quantifier::All => "all",
        }
    }
}
