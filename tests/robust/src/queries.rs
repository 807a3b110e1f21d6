//! Conditions: whatever is put in, what is printed says the same to a reader that knows OData's grammar and nothing else.

use o365::Casing;
use o365::query::kind::Any;
use o365::query::{Filter, Literal, Property, Query, field};
use percent_encoding::percent_decode_str;
use time::macros::datetime;

use crate::input::Input;

/// What of a query a person typed: a name and a value of a parameter, a text to search for; then a condition.
pub fn check(data: &[u8]) {
    let mut input = Input::new(data);
    let (name, value, search) = (input.line(), input.line(), input.line());
    let tree = tree(&mut input, 6, 0);
    let filter = build(&tree, &[]);
    let printed = filter.to_wire(Casing::Camel);
    assert_eq!(Reader::read(&printed), tree, "{printed}");

    let mut query = Query::new().filter(filter).search(&*search);
    if !name.is_empty() && !name.starts_with('$') {
        query = query.set(name.clone().into_owned(), &*value);
    }
    let wire = query.to_wire(Casing::Camel);
    assert!(wire.is_ascii() && !wire.contains([' ', '#', '"', '\n']), "{wire}");
    let decode = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
    let decoded: Vec<(String, String)> = wire
        .split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    let given: Vec<(String, String)> = query
        .pairs(Casing::Camel)
        .into_iter()
        .map(|(name, value)| (name.into_owned(), value))
        .collect();
    assert_eq!(decoded, given, "{wire}");
    assert!(decoded.iter().any(|(_, value)| *value == printed), "{wire}");
    let _ = query.check();
}

/// A condition. Properties are numbers: which name, and how many `any` or `all` around are gone out of.
#[derive(Clone, Debug, PartialEq)]
enum Tree {
    Compare(Place, &'static str, Value),
    In(Place, Vec<Value>),
    Call(&'static str, Place, String),
    Lambda(&'static str, Place, Option<Box<Tree>>),
    Not(Box<Tree>),
    And(Vec<Tree>),
    Or(Vec<Tree>),
}

/// A property of the item (depth 0), or of the element of the collection at that depth.
#[derive(Clone, Debug, PartialEq)]
struct Place(usize, String);

#[derive(Clone, Debug, PartialEq)]
enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    Moment(&'static str),
}

const NAMES: [&str; 5] =
    ["subject", "isRead", "from/emailAddress/address", "toRecipients/$count", "receivedDateTime"];
const OPERATORS: [&str; 6] = ["eq", "ne", "gt", "ge", "lt", "le"];
const CALLS: [&str; 3] = ["contains", "startswith", "endswith"];
const MOMENT: &str = "2018-03-21T00:00:00.5Z";

fn tree(input: &mut Input<'_>, levels: u8, depth: usize) -> Tree {
    let kind = input.byte();
    let choice = usize::from(kind >> 4);
    let several = |input: &mut Input<'_>| {
        let count = 2 + choice % 2;
        (0..count).map(|_| tree(input, levels - 1, depth)).collect::<Vec<_>>()
    };
    match kind % if levels == 0 { 4 } else { 9 } {
        0 | 1 => Tree::Compare(place(input, depth), OPERATORS[choice % 6], value(input)),
        2 => {
            let place = place(input, depth);
            Tree::In(place, (0..=choice % 3).map(|_| value(input)).collect())
        }
        3 => Tree::Call(CALLS[choice % 3], place(input, depth), input.line().into_owned()),
        4 => Tree::Lambda("any", place(input, depth), None),
        5 => {
            let quantifier = ["any", "all"][choice % 2];
            let place = place(input, depth);
            let body = tree(input, levels - 1, depth + 1);
            Tree::Lambda(quantifier, place, Some(Box::new(body)))
        }
        6 => Tree::Not(Box::new(tree(input, levels - 1, depth))),
        7 => Tree::And(flat(several(input), |tree| match tree {
            Tree::And(terms) => Ok(terms),
            other => Err(other),
        })),
        _ => Tree::Or(flat(several(input), |tree| match tree {
            Tree::Or(terms) => Ok(terms),
            other => Err(other),
        })),
    }
}

/// `(a and b) and c` is `a and b and c`.
fn flat(terms: Vec<Tree>, open: impl Fn(Tree) -> Result<Vec<Tree>, Tree>) -> Vec<Tree> {
    terms.into_iter().flat_map(|term| open(term).unwrap_or_else(|term| vec![term])).collect()
}

fn place(input: &mut Input<'_>, depth: usize) -> Place {
    let choice = usize::from(input.byte());
    let depth = choice % (depth + 1);
    // The element of a collection of texts is compared itself.
    let name = if depth > 0 && choice % 7 == 0 { "" } else { NAMES[choice / 8 % NAMES.len()] };
    Place(depth, name.to_owned())
}

fn value(input: &mut Input<'_>) -> Value {
    match input.byte() % 8 {
        0 => Value::Null,
        1 => Value::Bool(input.byte() % 2 == 1),
        2 => Value::Integer(input.number() as i64),
        3 => Value::Moment(MOMENT),
        4 => Value::Float(
            Some(f64::from_bits(input.number())).filter(|value| value.is_finite()).unwrap_or(0.5),
        ),
        _ => Value::Text(input.line().into_owned()),
    }
}

fn build(tree: &Tree, elements: &[Property<Any>]) -> Filter {
    let property = |Place(depth, name): &Place| match depth.checked_sub(1) {
        None => field(name.clone()),
        Some(at) if name.is_empty() => elements[at].clone(),
        Some(at) => elements[at].field(name),
    };
    let joined = |terms: &[Tree], join: fn(Filter, Filter) -> Filter| {
        terms.iter().map(|term| build(term, elements)).reduce(join).unwrap()
    };
    match tree {
        Tree::Compare(place, operator, value) => {
            let (property, value) = (property(place), literal(value));
            match *operator {
                "eq" => property.eq(value),
                "ne" => property.ne(value),
                "gt" => property.gt(value),
                "ge" => property.ge(value),
                "lt" => property.lt(value),
                _ => property.le(value),
            }
        }
        Tree::In(place, values) => property(place).is_in(values.iter().map(literal)),
        Tree::Call("contains", place, text) => property(place).contains(text),
        Tree::Call("startswith", place, text) => property(place).starts_with(text),
        Tree::Call(_, place, text) => property(place).ends_with(text),
        // A negation: `not x/any()`.
        Tree::Lambda(_, place, None) => property(place).is_empty(),
        Tree::Lambda(quantifier, place, Some(body)) => {
            let within = |element: Property<Any>| {
                let elements: Vec<_> = elements.iter().cloned().chain([element]).collect();
                build(body, &elements)
            };
            match *quantifier {
                "any" => property(place).any(within),
                _ => property(place).all(within),
            }
        }
        Tree::Not(inner) => !build(inner, elements),
        Tree::And(terms) => joined(terms, |a, b| a & b),
        Tree::Or(terms) => joined(terms, |a, b| a | b),
    }
}

fn literal(value: &Value) -> Literal {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::from(*value),
        Value::Integer(value) => Literal::from(*value),
        Value::Float(value) => Literal::from(*value),
        Value::Text(text) => Literal::from(text),
        Value::Moment(_) => Literal::from(datetime!(2018-03-21 1:00:00.5 +1)),
    }
}

/// `or` under `and` under `not` under what can be asked.
struct Reader<'a> {
    rest: &'a str,
    /// What the elements around are called, outermost first.
    variables: Vec<String>,
}

impl<'a> Reader<'a> {
    fn read(text: &'a str) -> Tree {
        let mut reader = Reader { rest: text, variables: Vec::new() };
        let tree = reader.or();
        assert_eq!(reader.rest, "", "left over of {text}");
        tree
    }

    fn or(&mut self) -> Tree {
        let mut terms = vec![self.and()];
        while self.take(" or ") {
            terms.push(self.and());
        }
        if terms.len() == 1 { terms.remove(0) } else { Tree::Or(terms) }
    }

    fn and(&mut self) -> Tree {
        let mut terms = vec![self.not()];
        while self.take(" and ") {
            terms.push(self.not());
        }
        if terms.len() == 1 { terms.remove(0) } else { Tree::And(terms) }
    }

    fn not(&mut self) -> Tree {
        if !self.take("not ") {
            return self.primary();
        }
        // One operand, which ends where its parentheses do.
        let end = self.rest.find([' ', ')', ',']).unwrap_or(self.rest.len());
        assert!(self.rest[..end].contains('('), "{}", self.rest);
        let grouped = self.rest.starts_with('(');
        match self.primary() {
            // `is_empty` is a negation by itself.
            Tree::Lambda("any", place, None) if !grouped => Tree::Lambda("any", place, None),
            inner => Tree::Not(Box::new(inner)),
        }
    }

    fn primary(&mut self) -> Tree {
        if self.take("(") {
            let tree = self.or();
            self.expect(")");
            return tree;
        }
        let word = self.word();
        if let Some(call) = CALLS.iter().find(|call| **call == word) {
            self.expect("(");
            let word = self.word();
            let place = self.place(&word);
            self.expect(", ");
            let Value::Text(text) = self.value() else { panic!("no text before {}", self.rest) };
            self.expect(")");
            return Tree::Call(call, place, text);
        }
        if self.take("(") {
            return self.lambda(&word);
        }
        let place = self.place(&word);
        self.expect(" ");
        if self.take("in (") {
            let mut values = vec![self.value()];
            while self.take(", ") {
                values.push(self.value());
            }
            self.expect(")");
            return Tree::In(place, values);
        }
        let word = self.word();
        let operator = OPERATORS.iter().find(|operator| **operator == word).unwrap();
        self.expect(" ");
        Tree::Compare(place, operator, self.value())
    }

    fn lambda(&mut self, word: &str) -> Tree {
        let (path, quantifier) = word.rsplit_once('/').unwrap_or(("", word));
        let quantifier = if quantifier == "any" { "any" } else { "all" };
        let place = self.place(path);
        if self.take(")") {
            return Tree::Lambda(quantifier, place, None);
        }
        let end = self.rest.find(':').unwrap();
        let variable = self.rest[..end].to_owned();
        self.rest = &self.rest[end + 1..];
        assert!(!self.variables.contains(&variable), "{variable} is declared twice");
        self.variables.push(variable);
        let body = self.or();
        self.variables.pop();
        self.expect(")");
        Tree::Lambda(quantifier, place, Some(Box::new(body)))
    }

    fn place(&self, path: &str) -> Place {
        let (head, tail) = path.split_once('/').unwrap_or((path, ""));
        match self.variables.iter().position(|variable| variable == head) {
            Some(at) => Place(at + 1, tail.to_owned()),
            None => Place(0, path.to_owned()),
        }
    }

    fn value(&mut self) -> Value {
        if self.take("'") {
            let mut text = String::new();
            loop {
                let end = self.rest.find('\'').unwrap();
                text.push_str(&self.rest[..end]);
                self.rest = &self.rest[end + 1..];
                if !self.take("'") {
                    return Value::Text(text);
                }
                text.push('\'');
            }
        }
        match self.word().as_str() {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            MOMENT => Value::Moment(MOMENT),
            word if word.contains(['.', 'e']) => Value::Float(word.parse().unwrap()),
            word => Value::Integer(word.parse().unwrap()),
        }
    }

    fn word(&mut self) -> String {
        let end = self.rest.find([' ', '(', ')', ',']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_owned()
    }

    fn take(&mut self, text: &str) -> bool {
        self.rest.strip_prefix(text).is_some_and(|rest| {
            self.rest = rest;
            true
        })
    }

    fn expect(&mut self, text: &str) {
        assert!(self.take(text), "{text:?} expected before {:?}", self.rest);
    }
}
