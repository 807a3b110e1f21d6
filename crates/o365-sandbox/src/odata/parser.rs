//! `$filter`: the grammar, with types checked on the way.

use crate::odata::{
    expression::{Call, Expr, Literal, Operand, Operator, Path, Test},
    lexer::{Token, Word, syntax, words},
    typing::{invalid_nodes, kind_of, mismatch, step, typed},
};
use crate::schema::{Kind, Refusal, Type};

/// How deep parentheses and `not` may nest.
const DEEPEST: usize = 64;

/// Reads a filter on items of the type.
///
/// # Errors
/// 400 for a syntax error, a name the type doesn't have, or a literal of the wrong type.
pub(crate) fn filter(text: &str, of: &'static Type) -> Result<Expr, Refusal> {
    let tokens = words(text)?;
    let mut parser = Parser { text, tokens, next: 0, of, variables: Vec::new(), depth: 0 };
    let expr = parser.or()?;
    match parser.peek() {
        None => Ok(expr),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    next: usize,
    of: &'static Type,
    /// Name and kind of each variable in scope, outermost first.
    variables: Vec<(String, Kind)>,
    depth: usize,
}

impl Parser<'_> {
    fn or(&mut self) -> Result<Expr, Refusal> {
        let mut left = self.and()?;
        while self.take_name("or") {
            left = Expr::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Expr, Refusal> {
        let mut left = self.not()?;
        while self.take_name("and") {
            left = Expr::And(Box::new(left), Box::new(self.not()?));
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Expr, Refusal> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Refusal::bad_request(
                "The recursion limit has been exceeded. Reduce the expression.",
            ));
        }
        let expr = if self.take_name("not") {
            Expr::Not(Box::new(self.not()?))
        } else if self.take(&Word::Open) {
            let inner = self.or()?;
            self.expect(&Word::Close)?;
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(expr)
    }

    fn comparison(&mut self) -> Result<Expr, Refusal> {
        if let Some(test) = self.test_name() {
            return self.test(test);
        }
        let left = match self.lambda_or_operand()? {
            Ok(lambda) => return Ok(lambda),
            Err(operand) => operand,
        };
        if self.take_name("in") {
            return self.one_of(left);
        }
        let Some(operator) = self.operator() else {
            return match kind_of(&left) {
                Some(Kind::Flag) => Ok(Expr::Flag(left)),
                _ if matches!(left, Operand::Literal(Literal::Flag(_))) => Ok(Expr::Flag(left)),
                Some(kind) if kind.element().is_some() => Err(invalid_nodes()),
                _ if self.peek().is_some() => Err(self.unexpected()),
                _ => Err(syntax("The $filter expression must evaluate to a single boolean value.")),
            };
        };
        let right = self.operand()?;
        self.compare(operator, left, right)
    }

    fn one_of(&mut self, left: Operand) -> Result<Expr, Refusal> {
        let Some(kind) = kind_of(&left) else { return Err(self.unexpected()) };
        self.expect(&Word::Open)?;
        let mut items = Vec::new();
        loop {
            match self.operand()? {
                Operand::Literal(literal) => items.push(typed(literal, &kind, "Equal")?),
                _ => return Err(self.unexpected()),
            }
            if !self.take(&Word::Comma) {
                break;
            }
        }
        self.expect(&Word::Close)?;
        Ok(Expr::In(left, items))
    }

    fn compare(&self, operator: Operator, left: Operand, right: Operand) -> Result<Expr, Refusal> {
        let name = format!("{operator:?}");
        let (left, right) = match (left, right) {
            (Operand::Literal(literal), other) if !matches!(other, Operand::Literal(_)) => {
                let kind = kind_of(&other).unwrap_or(Kind::Open);
                (Operand::Literal(typed(literal, &kind, &name)?), other)
            }
            (other, Operand::Literal(literal)) => {
                let kind = kind_of(&other).unwrap_or(Kind::Open);
                (other, Operand::Literal(typed(literal, &kind, &name)?))
            }
            (left, right) => (left, right),
        };
        for operand in [&left, &right] {
            let kind = kind_of(operand);
            let ordered =
                matches!(operator, Operator::Gt | Operator::Ge | Operator::Lt | Operator::Le);
            match kind {
                Some(kind) if kind.element().is_some() => return Err(invalid_nodes()),
                Some(Kind::Flag) if ordered => {
                    return Err(mismatch("Edm.Boolean", "Edm.Boolean", &name));
                }
                Some(Kind::Enum(_)) | None => {}
                Some(kind) if operator == Operator::Has => {
                    return Err(mismatch(&kind.name(), "Edm.String", &name));
                }
                _ => {}
            }
        }
        if let (Some(a), Some(b)) = (kind_of(&left), kind_of(&right))
            && a.name() != b.name()
        {
            return Err(mismatch(&a.name(), &b.name(), &name));
        }
        Ok(Expr::Compare(operator, left, right))
    }

    fn test(&mut self, test: Test) -> Result<Expr, Refusal> {
        self.next += 1;
        self.expect(&Word::Open)?;
        let left = self.operand()?;
        self.expect(&Word::Comma)?;
        let right = self.operand()?;
        self.expect(&Word::Close)?;
        for operand in [&left, &right] {
            match operand {
                Operand::Literal(Literal::Text(_)) => {}
                other => match kind_of(other) {
                    Some(Kind::Text | Kind::Open) => {}
                    Some(kind) if kind.element().is_some() => return Err(invalid_nodes()),
                    _ => {
                        let name = format!("{test:?}").to_lowercase();
                        return Err(syntax(&format!(
                            "No function signature for the function with name '{name}' matches the specified arguments. \
                             The function signatures considered are: {name}(Edm.String Nullable=true, Edm.String Nullable=true)."
                        )));
                    }
                },
            }
        }
        Ok(Expr::Test(test, left, right))
    }

    /// `Ok` is a whole lambda, `Err` an operand that goes on.
    fn lambda_or_operand(&mut self) -> Result<Result<Expr, Operand>, Refusal> {
        let operand = self.operand()?;
        let lambda = match (&operand, self.peek()) {
            (Operand::Path(_), Some(Word::Slash)) => {
                self.tokens.get(self.next + 1).map(|token| &token.what)
            }
            _ => None,
        };
        let Some(Word::Name(name)) = lambda else { return Ok(Err(operand)) };
        let all = name.eq_ignore_ascii_case("all");
        let Operand::Path(path) = operand else { return Err(self.unexpected()) };
        let Some(element) = path.kind.element() else {
            return Err(syntax("Any/All may only be used following a collection."));
        };
        self.next += 2;
        self.expect(&Word::Open)?;
        if !all && self.take(&Word::Close) {
            return Ok(Ok(Expr::Any(path, None)));
        }
        let Some(Word::Name(variable)) = self.peek().cloned() else {
            return Err(self.unexpected());
        };
        self.next += 1;
        self.expect(&Word::Colon)?;
        self.variables.push((variable, element));
        let body = self.or()?;
        self.variables.pop();
        self.expect(&Word::Close)?;
        let body = Box::new(body);
        Ok(Ok(if all { Expr::All(path, body) } else { Expr::Any(path, Some(body)) }))
    }

    fn operand(&mut self) -> Result<Operand, Refusal> {
        let Some(word) = self.peek().cloned() else { return Err(self.unexpected()) };
        let literal = match word {
            Word::Text(text) => Literal::Text(text),
            // The type's name is checked by the member: the members of the sandbox's enumerations differ.
            Word::EnumText(_, member) => Literal::Text(member),
            Word::Number(number) => Literal::Number(number),
            Word::Instant(at) | Word::Date(at) => Literal::Instant(at),
            Word::Guid(text) => return Err(mismatch("Edm.String", "Edm.Guid", &text)),
            Word::Name(name) => match name.as_str() {
                "null" => Literal::Null,
                "true" => Literal::Flag(true),
                "false" => Literal::Flag(false),
                _ => return self.path_or_call(&name),
            },
            _ => return Err(self.unexpected()),
        };
        self.next += 1;
        Ok(Operand::Literal(literal))
    }

    fn path_or_call(&mut self, name: &str) -> Result<Operand, Refusal> {
        if self.tokens.get(self.next + 1).map(|token| &token.what) == Some(&Word::Open) {
            let call = match name.to_ascii_lowercase().as_str() {
                "tolower" => Call::Lower,
                "toupper" => Call::Upper,
                "trim" => Call::Trim,
                "length" => Call::Length,
                _ => {
                    return Err(syntax(&format!(
                        "An unknown function with name '{name}' was found."
                    )));
                }
            };
            self.next += 2;
            let inner = self.operand()?;
            self.expect(&Word::Close)?;
            if !matches!(kind_of(&inner), Some(Kind::Text)) {
                return Err(syntax(&format!("The function '{name}' takes an Edm.String.")));
            }
            return Ok(Operand::Call(call, Box::new(inner)));
        }
        let (variable, mut kind) = match self.variables.iter().rposition(|(known, _)| known == name)
        {
            Some(index) => {
                (Some(index), self.variables.get(index).map_or(Kind::Open, |(_, kind)| *kind))
            }
            None => (None, Kind::Complex(self.of)),
        };
        let mut steps = Vec::new();
        if variable.is_some() || name == "$it" {
            self.next += 1;
        } else {
            kind = step(&kind, name, &mut steps)?;
            self.next += 1;
        }
        while self.peek() == Some(&Word::Slash) {
            let Some(Word::Name(name)) =
                self.tokens.get(self.next + 1).map(|token| token.what.clone())
            else {
                return Err(self.unexpected());
            };
            let lambda = name.eq_ignore_ascii_case("any") || name.eq_ignore_ascii_case("all");
            if lambda
                && self.tokens.get(self.next + 2).map(|token| &token.what) == Some(&Word::Open)
            {
                break;
            }
            kind = step(&kind, &name, &mut steps)?;
            self.next += 2;
        }
        Ok(Operand::Path(Path { variable, steps, kind }))
    }

    fn operator(&mut self) -> Option<Operator> {
        let Some(Word::Name(name)) = self.peek() else { return None };
        let operator = match name.as_str() {
            "eq" => Operator::Eq,
            "ne" => Operator::Ne,
            "gt" => Operator::Gt,
            "ge" => Operator::Ge,
            "lt" => Operator::Lt,
            "le" => Operator::Le,
            "has" => Operator::Has,
            _ => return None,
        };
        self.next += 1;
        Some(operator)
    }

    fn test_name(&self) -> Option<Test> {
        let Some(Word::Name(name)) = self.peek() else { return None };
        match name.to_ascii_lowercase().as_str() {
            "contains" => Some(Test::Contains),
            "startswith" => Some(Test::StartsWith),
            "endswith" => Some(Test::EndsWith),
            _ => None,
        }
    }

    fn peek(&self) -> Option<&Word> {
        self.tokens.get(self.next).map(|token| &token.what)
    }

    fn take(&mut self, word: &Word) -> bool {
        let there = self.peek() == Some(word);
        self.next += usize::from(there);
        there
    }

    fn take_name(&mut self, name: &str) -> bool {
        let there = matches!(self.peek(), Some(Word::Name(found)) if found == name);
        self.next += usize::from(there);
        there
    }

    fn expect(&mut self, word: &Word) -> Result<(), Refusal> {
        if self.take(word) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn unexpected(&self) -> Refusal {
        let at = self.tokens.get(self.next).map_or(self.text.len(), |token| token.at);
        syntax(&format!("Syntax error at position {at} in '{}'.", self.text))
    }
}
