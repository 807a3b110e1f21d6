//! Any condition, printed and read back by a parser that knows only OData's grammar, is the same condition.

use proptest::prelude::*;
use time::{
    Date, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description,
};

use super::{
    filter::{Node, Op},
    *,
};

/// `or` under `and` under `not` under comparisons, calls, lambdas and parentheses.
struct Parser<'a> {
    rest: &'a str,
    /// The elements of the collections around, innermost last.
    elements: Vec<(String, Property)>,
}

impl<'a> Parser<'a> {
    fn parse(text: &'a str) -> Filter {
        let mut parser = Parser { rest: text, elements: Vec::new() };
        let filter = parser.or();
        assert_eq!(parser.rest, "", "left over of {text}");
        filter
    }

    fn or(&mut self) -> Filter {
        let mut filter = self.and();
        while self.take(" or ") {
            filter = filter | self.and();
        }
        filter
    }

    fn and(&mut self) -> Filter {
        let mut filter = self.not();
        while self.take(" and ") {
            filter = filter & self.not();
        }
        filter
    }

    fn not(&mut self) -> Filter {
        if !self.take("not ") {
            return self.primary();
        }
        // As OData has it: what follows `not` is one operand, not a comparison.
        assert!(self.word_ahead().contains('('), "{}", self.rest);
        !self.primary()
    }

    fn primary(&mut self) -> Filter {
        if self.take("(") {
            let filter = self.or();
            self.expect(")");
            return filter;
        }
        let name = self.word();
        match name.as_str() {
            "contains" | "startswith" | "endswith" if self.take("(") => {
                let property = self.property();
                self.expect(", ");
                let Literal::Text(text) = self.literal() else {
                    panic!("text expected before {}", self.rest)
                };
                self.expect(")");
                match name.as_str() {
                    "contains" => property.contains(text),
                    "startswith" => property.starts_with(text),
                    _ => property.ends_with(text),
                }
            }
            _ if self.take("(") => self.lambda(&name),
            _ => self.comparison(&name),
        }
    }

    fn lambda(&mut self, name: &str) -> Filter {
        let (path, quantifier) = name.rsplit_once('/').unwrap();
        let collection = self.resolve(path);
        if self.take(")") {
            assert_eq!(quantifier, "any");
            let Node::Not(inner) = collection.is_empty().node else {
                panic!("is_empty is a negation")
            };
            return Filter { node: *inner };
        }
        let variable = self.word();
        assert!(
            self.elements.iter().all(|(around, _)| *around != variable),
            "{variable} is declared twice"
        );
        self.expect(":");
        let body = |element: Property| {
            self.elements.push((variable, element));
            let body = self.or();
            self.elements.pop();
            body
        };
        let filter = if quantifier == "any" { collection.any(body) } else { collection.all(body) };
        self.expect(")");
        filter
    }

    fn comparison(&mut self, path: &str) -> Filter {
        let property = self.resolve(path);
        self.expect(" ");
        let op = self.word();
        self.expect(" ");
        if op == "in" {
            self.expect("(");
            let mut values = vec![self.literal()];
            while self.take(", ") {
                values.push(self.literal());
            }
            self.expect(")");
            return property.is_in(values);
        }
        let value = self.literal();
        match op.as_str() {
            "eq" => property.eq(value),
            "ne" => property.ne(value),
            "gt" => property.gt(value),
            "ge" => property.ge(value),
            "lt" => property.lt(value),
            "le" => property.le(value),
            "has" => property.has(value),
            _ => panic!("unknown operator {op}"),
        }
    }

    fn property(&mut self) -> Property {
        let name = self.word();
        self.resolve(&name)
    }

    fn resolve(&self, path: &str) -> Property {
        let (head, tail) = path.split_once('/').unwrap_or((path, ""));
        match self.elements.iter().find(|(variable, _)| variable == head) {
            Some((_, element)) if tail.is_empty() => element.clone(),
            Some((_, element)) => element.field(tail),
            None => field(path.to_owned()),
        }
    }

    fn literal(&mut self) -> Literal {
        if self.take("'") {
            let mut text = String::new();
            loop {
                let end = self.rest.find('\'').unwrap();
                text.push_str(&self.rest[..end]);
                self.rest = &self.rest[end + 1..];
                if !self.take("'") {
                    return Literal::Text(text);
                }
                text.push('\'');
            }
        }
        let word = self.word();
        let date = format_description!("[year]-[month]-[day]");
        match word.as_str() {
            "null" => Literal::Null,
            "true" => Literal::Bool(true),
            "false" => Literal::Bool(false),
            word if word.ends_with('Z') => {
                Literal::Instant(OffsetDateTime::parse(word, &Rfc3339).unwrap())
            }
            word if word.len() == 36 && word.matches('-').count() == 4 => Literal::guid(word),
            word if word.len() == 10 && Date::parse(word, &date).is_ok() => {
                Literal::Date(Date::parse(word, &date).unwrap())
            }
            word if word.contains(['.', 'e']) => Literal::Float(word.parse().unwrap()),
            word => Literal::Integer(word.parse().unwrap()),
        }
    }

    fn word_ahead(&self) -> &'a str {
        let end = self.rest.find([' ', ')', ',']).unwrap_or(self.rest.len());
        &self.rest[..end]
    }

    fn word(&mut self) -> String {
        let numeric = self.rest.starts_with(|first: char| first.is_ascii_digit() || first == '-');
        let ends = |letter: char| " (),".contains(letter) || (letter == ':' && !numeric);
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
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

/// Not an instant at `…/dateTime`: that one becomes text.
const NAMES: [&str; 5] =
    ["subject", "isRead", "receivedDateTime", "from/emailAddress/address", "toRecipients/$count"];

fn literal() -> impl Strategy<Value = Literal> {
    let seconds = Date::from_calendar_date(1, time::Month::January, 1)
        .unwrap()
        .midnight()
        .assume_utc()
        .unix_timestamp()
        ..=Date::from_calendar_date(9999, time::Month::December, 31)
            .unwrap()
            .midnight()
            .assume_utc()
            .unix_timestamp();
    let instant = (seconds, 0..10_000_000_u32, -12..=12_i8).prop_map(|(second, ticks, hours)| {
        let at = OffsetDateTime::from_unix_timestamp(second)
            .unwrap()
            .replace_nanosecond(ticks * 100)
            .unwrap();
        at.checked_to_offset(time::UtcOffset::from_hms(hours, 0, 0).unwrap()).unwrap_or(at)
    });
    let day = Date::MIN.to_julian_day().max(1_721_426)..=5_373_484;
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::from),
        any::<i64>().prop_map(Literal::from),
        any::<f64>().prop_filter("finite", |value| value.is_finite()).prop_map(Literal::from),
        any::<f32>().prop_filter("finite", |value| value.is_finite()).prop_map(Literal::from),
        any::<String>().prop_map(Literal::from),
        "[a' ()&%+]{0,8}| and | or '|'' eq ''".prop_map(Literal::from),
        instant.prop_map(Literal::from),
        day.prop_map(|day| Literal::from(Date::from_julian_day(day).unwrap())),
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}".prop_map(Literal::guid),
    ]
}

/// A condition on `a` property, which is made where the condition is used: of the item or of an element around.
#[derive(Clone, Debug)]
enum Tree {
    Compare(usize, Op, Literal),
    In(usize, Vec<Literal>),
    Call(usize, u8, String),
    Empty(usize),
    Any(usize, Box<Tree>),
    All(usize, Box<Tree>),
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
}

fn tree() -> impl Strategy<Value = Tree> {
    let op = prop::sample::select(vec![Op::Eq, Op::Ne, Op::Gt, Op::Ge, Op::Lt, Op::Le, Op::Has]);
    let leaf = prop_oneof![
        (any::<usize>(), op, literal())
            .prop_map(|(name, op, value)| Tree::Compare(name, op, value)),
        (any::<usize>(), prop::collection::vec(literal(), 1..4))
            .prop_map(|(name, values)| Tree::In(name, values)),
        (any::<usize>(), 0..3_u8, any::<String>())
            .prop_map(|(name, call, text)| Tree::Call(name, call, text)),
        any::<usize>().prop_map(Tree::Empty),
    ];
    leaf.prop_recursive(6, 48, 2, |inner| {
        let inner = inner.prop_map(Box::new);
        prop_oneof![
            (any::<usize>(), inner.clone()).prop_map(|(name, body)| Tree::Any(name, body)),
            (any::<usize>(), inner.clone()).prop_map(|(name, body)| Tree::All(name, body)),
            inner.clone().prop_map(Tree::Not),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| Tree::And(left, right)),
            (inner.clone(), inner).prop_map(|(left, right)| Tree::Or(left, right)),
        ]
    })
}

fn build(tree: &Tree, elements: &[Property]) -> Filter {
    // Of the item, of an element around, or such an element itself.
    let property = |choice: usize| {
        let name = NAMES[choice % NAMES.len()];
        let choice = choice / NAMES.len();
        match elements.get(choice % (elements.len() + 1)) {
            None => field(name),
            Some(element) if (choice / (elements.len() + 1)).is_multiple_of(2) => element.clone(),
            Some(element) => element.field(name),
        }
    };
    let within = |body: &Tree, element: Property| {
        let elements: Vec<_> = elements.iter().cloned().chain([element]).collect();
        build(body, &elements)
    };
    match tree {
        Tree::Compare(name, op, value) => {
            Filter { node: Node::Compare(property(*name).path, *op, value.clone()) }
        }
        Tree::In(name, values) => property(*name).is_in(values.clone()),
        Tree::Call(name, 0, text) => property(*name).contains(text),
        Tree::Call(name, 1, text) => property(*name).starts_with(text),
        Tree::Call(name, _, text) => property(*name).ends_with(text),
        Tree::Empty(name) => property(*name).is_empty(),
        Tree::Any(name, body) => property(*name).any(|element| within(body, element)),
        Tree::All(name, body) => property(*name).all(|element| within(body, element)),
        Tree::Not(inner) => !build(inner, elements),
        Tree::And(left, right) => build(left, elements) & build(right, elements),
        Tree::Or(left, right) => build(left, elements) | build(right, elements),
    }
}

proptest! {
    #[test]
    fn a_printed_condition_reads_back_as_itself(tree in tree()) {
        let filter = build(&tree, &[]);
        let printed = filter.to_string();
        let read = Parser::parse(&printed);
        prop_assert_eq!(&read, &filter, "{}", printed);
        prop_assert_eq!(read.to_string(), printed);
    }

    #[test]
    fn a_printed_literal_reads_back_as_itself(value in literal()) {
        let printed = value.to_string();
        let mut parser = Parser { rest: &printed, elements: Vec::new() };
        prop_assert_eq!(parser.literal(), value.clone());
        prop_assert_eq!(parser.rest, "");
        prop_assert_eq!(value.check(), Ok(()));
    }

    #[test]
    fn any_query_comes_out_of_its_url_as_it_went_in(tree in tree(), name in "[a-z&=+# ]{1,8}", value in any::<String>()) {
        let query = Query::new().filter(build(&tree, &[])).set(name, value);
        let wire = query.to_wire(Casing::Camel);
        let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let decoded: Vec<_> = wire
            .split('&')
            .map(|pair| pair.split_once('=').unwrap())
            .map(|(name, value)| (decode(name), decode(value)))
            .collect();
        let given: Vec<_> = query.pairs(Casing::Camel).into_iter().map(|(name, value)| (name.into_owned(), value)).collect();
        prop_assert_eq!(decoded, given);
    }
}
