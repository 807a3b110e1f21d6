//! Filters and orders, executed.

use std::cmp::Ordering;

use serde_json::Value;

use crate::odata::expression::{Call, Expr, Literal, Operand, Operator, Order, Path, Test};
use crate::schema::{Kind, instant};

/// What a filter looks at: an item that gives each property as JSON.
pub(crate) trait Row {
    fn field(&self, name: &str) -> Value;
}

impl Row for Value {
    fn field(&self, name: &str) -> Value {
        self.get(name).cloned().unwrap_or_default()
    }
}

/// Whether the item passes.
pub(crate) fn matches(expr: &Expr, row: &dyn Row) -> bool {
    Scene { row, variables: Vec::new() }.holds(expr)
}

struct Scene<'a> {
    row: &'a dyn Row,
    variables: Vec<Value>,
}

impl Scene<'_> {
    fn holds(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::Or(left, right) => self.holds(left) || self.holds(right),
            Expr::And(left, right) => self.holds(left) && self.holds(right),
            Expr::Not(inner) => !self.holds(inner),
            Expr::Flag(operand) => self.datum(operand) == Datum::Flag(true),
            Expr::Compare(operator, left, right) => {
                let (left, right) = (self.datum(left), self.datum(right));
                compare(*operator, &left, &right)
            }
            Expr::In(operand, items) => {
                let found = self.datum(operand);
                items.iter().any(|item| found == Datum::literal(item))
            }
            Expr::Test(test, left, right) => match (self.datum(left), self.datum(right)) {
                (Datum::Text(text), Datum::Text(part)) => match test {
                    Test::Contains => text.contains(&part),
                    Test::StartsWith => text.starts_with(&part),
                    Test::EndsWith => text.ends_with(&part),
                },
                _ => false,
            },
            Expr::Any(path, body) => {
                let items = self.items(path);
                match body {
                    None => !items.is_empty(),
                    Some(body) => items.into_iter().any(|item| self.with(item, body)),
                }
            }
            Expr::All(path, body) => self.items(path).into_iter().all(|item| self.with(item, body)),
        }
    }

    fn with(&mut self, item: Value, body: &Expr) -> bool {
        self.variables.push(item);
        let holds = self.holds(body);
        self.variables.pop();
        holds
    }

    fn items(&self, path: &Path) -> Vec<Value> {
        match self.value(path) {
            Value::Array(items) => items,
            _ => Vec::new(),
        }
    }

    fn value(&self, path: &Path) -> Value {
        let mut steps = path.steps.iter();
        let mut here = match path.variable {
            Some(index) => self.variables.get(index).cloned().unwrap_or_default(),
            None => steps.next().map(|step| self.row.field(step)).unwrap_or_default(),
        };
        for step in steps {
            here = match &mut here {
                Value::Object(members) => members.remove(step.as_ref()).unwrap_or_default(),
                _ => Value::Null,
            };
        }
        here
    }

    fn datum(&self, operand: &Operand) -> Datum {
        match operand {
            Operand::Literal(literal) => Datum::literal(literal),
            Operand::Path(path) => Datum::of(self.value(path), &path.kind),
            Operand::Call(call, inner) => match (call, self.datum(inner)) {
                // Texts are compared without regard to case, so case is folded already.
                (Call::Lower | Call::Upper, Datum::Text(text)) => Datum::Text(text),
                (Call::Trim, Datum::Text(text)) => Datum::Text(text.trim().to_owned()),
                #[expect(clippy::cast_precision_loss, reason = "no text is that long")]
                (Call::Length, Datum::Text(text)) => Datum::Number(text.chars().count() as f64),
                _ => Datum::Null,
            },
        }
    }
}

/// A value as comparisons see it. The order of the variants is that of a sorted list: null comes first.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(crate) enum Datum {
    Null,
    Flag(bool),
    Number(f64),
    Instant(i64),
    Member(usize),
    /// In lower case, as the store compares.
    Text(String),
    /// Something with members: it is there, and that is all.
    Other,
}

impl Datum {
    fn literal(literal: &Literal) -> Self {
        match literal {
            Literal::Null => Self::Null,
            Literal::Text(text) => Self::Text(text.to_lowercase()),
            Literal::Flag(flag) => Self::Flag(*flag),
            Literal::Number(number) => Self::Number(*number),
            Literal::Instant(at) => Self::Instant(*at),
            Literal::Member(place) => Self::Member(*place),
        }
    }

    fn of(value: Value, kind: &Kind) -> Self {
        match (value, kind) {
            (Value::Null, _) => Self::Null,
            (Value::Bool(flag), _) => Self::Flag(flag),
            (Value::Number(number), _) => number.as_f64().map_or(Self::Null, Self::Number),
            (Value::String(text), Kind::Instant) => {
                instant(&text).map_or(Self::Null, Self::Instant)
            }
            (Value::String(text), Kind::Enum(members)) => members
                .members
                .iter()
                .position(|member| *member == text)
                .map_or(Self::Null, Self::Member),
            (Value::String(text), _) => Self::Text(text.to_lowercase()),
            (Value::Array(_) | Value::Object(_), _) => Self::Other,
        }
    }
}

fn compare(operator: Operator, left: &Datum, right: &Datum) -> bool {
    match operator {
        Operator::Eq | Operator::Has => left == right,
        Operator::Ne => left != right,
        _ if *left == Datum::Null || *right == Datum::Null => false,
        Operator::Gt => left > right,
        Operator::Ge => left >= right,
        Operator::Lt => left < right,
        Operator::Le => left <= right,
    }
}

/// What one item is sorted by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SortKey(Vec<(Datum, bool)>);

impl SortKey {
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        for ((left, descending), (right, _)) in self.0.iter().zip(&other.0) {
            let order = left.partial_cmp(right).unwrap_or(Ordering::Equal);
            if order.is_ne() {
                return if *descending { order.reverse() } else { order };
            }
        }
        Ordering::Equal
    }
}

/// The key of an item under `$orderby`.
pub(crate) fn sort_key(orders: &[Order], row: &dyn Row) -> SortKey {
    let scene = Scene { row, variables: Vec::new() };
    let datum = |order: &Order| {
        let path = Path { variable: None, steps: order.steps.clone(), kind: order.kind };
        (Datum::of(scene.value(&path), &order.kind), order.descending)
    };
    SortKey(orders.iter().map(datum).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::odata::parser::filter;
    use crate::schema::MESSAGE;

    fn message() -> Value {
        json!({
            "subject": "Quotes for George's best", "isRead": false, "importance": "high", "hasAttachments": true,
            "receivedDateTime": "2025-03-01T08:30:00Z", "categories": ["Red", "Blue"], "bodyPreview": null,
            "from": {"emailAddress": {"name": "George", "address": "George@Best.com"}},
            "toRecipients": [{"emailAddress": {"address": "a@b.c"}}, {"emailAddress": {"address": "d@e.f"}}],
            "flag": {"flagStatus": "flagged"}, "ccRecipients": [],
            "singleValueExtendedProperties": [{"id": "String {0} Name X", "value": "7"}],
        })
    }

    fn passes(text: &str) -> bool {
        let expr =
            filter(text, &MESSAGE).unwrap_or_else(|refusal| panic!("{text}: {}", refusal.message));
        matches(&expr, &message())
    }

    #[test]
    fn and_binds_stronger_than_or_and_not_strongest() {
        assert!(passes("isRead eq false or isRead eq true and isRead eq true"));
        assert!(passes("hasAttachments or isRead and isRead"));
        assert!(!passes("(hasAttachments or isRead) and isRead"));
        assert!(passes("not isRead and hasAttachments"));
        assert!(!passes("not (isRead or hasAttachments)"));
        assert!(passes("not contains(subject,'zebra')"));
        assert!(passes("not not hasAttachments"));
    }

    #[test]
    fn texts_compare_without_case_and_read_doubled_quotes() {
        assert!(passes("contains(subject,'GEORGE''S BEST')"));
        assert!(passes("startswith(subject, 'quotes')"));
        assert!(passes("endswith(from/emailAddress/address,'best.COM')"));
        assert!(passes("from/emailAddress/address eq 'george@best.com'"));
        assert!(passes("tolower(subject) eq 'quotes for george''s best'"));
        assert!(passes("length(subject) gt 5"));
        assert!(!passes("contains(bodyPreview,'x')"));
        assert!(passes("'high' eq importance"));
    }

    #[test]
    fn instants_compare_with_offsets_dates_and_fractions() {
        assert!(passes("receivedDateTime eq 2025-03-01T09:30:00+01:00"));
        assert!(passes("receivedDateTime ge 2025-03-01"));
        assert!(!passes("receivedDateTime ge 2025-03-02"));
        assert!(passes("receivedDateTime lt 2025-03-01T08:30:00.5Z"));
    }

    #[test]
    fn null_equals_null_and_orders_with_nothing() {
        assert!(passes("bodyPreview eq null"));
        assert!(!passes("bodyPreview ne null"));
        assert!(passes("subject ne null"));
        assert!(!passes("bodyPreview gt 'a'") && !passes("bodyPreview le 'a'"));
        assert!(passes("sender eq null") && !passes("from eq null"));
        assert!(passes("flag/dueDateTime/dateTime eq null"));
    }

    #[test]
    fn lambdas_go_over_texts_and_objects() {
        assert!(passes("categories/any(c:c eq 'red')"));
        assert!(!passes("categories/all(c:c eq 'Red')"));
        assert!(passes("categories/any()") && !passes("ccRecipients/any()"));
        assert!(passes("ccRecipients/all(r:r/emailAddress/address eq 'x')"));
        assert!(passes(
            "toRecipients/any(r: r/emailAddress/address eq 'd@e.f' and isRead eq false)"
        ));
        assert!(passes(
            "toRecipients/any(r:categories/any(c:c eq 'Blue' and r/emailAddress/address eq 'a@b.c'))"
        ));
        assert!(passes(
            "singleValueExtendedProperties/Any(ep: ep/id eq 'String {0} Name X' and ep/value eq '7')"
        ));
    }

    #[test]
    fn enumerations_compare_by_value_and_in_takes_lists() {
        assert!(passes("importance gt 'normal'"));
        assert!(passes("importance eq microsoft.graph.importance'high'"));
        assert!(passes("importance in ('low', 'high')"));
        assert!(!passes("subject in ('a','b')"));
        assert!(passes("flag/flagStatus eq 'flagged'"));
        assert!(passes("microsoft.graph.eventMessage/meetingMessageType eq null"));
    }

    #[test]
    fn what_does_not_fit_is_refused_with_400() {
        let refused = [
            ("", "Syntax error"),
            (
                "subjekt eq 'a'",
                "Could not find a property named 'subjekt' on type 'microsoft.graph.message'.",
            ),
            ("is_read eq true", "named 'is_read'"),
            ("from/address eq 'a'", "on type 'microsoft.graph.recipient'"),
            ("subject/x eq 'a'", "Could not find a property"),
            (
                "receivedDateTime ge '2025-03-01T00:00:00Z'",
                "'Edm.DateTimeOffset' and 'Edm.String' for operator kind 'GreaterThanOrEqual'",
            ),
            ("subject ge 2025-03-01", "incompatible types"),
            ("subject eq 5", "incompatible types"),
            ("isRead eq 'true'", "incompatible types"),
            ("isRead gt true", "incompatible types"),
            ("receivedDateTime ge 2025-03-01T00:00:00", "Syntax error"),
            ("importance eq 'urgent'", "not a valid enumeration type constant"),
            ("toRecipients/emailAddress/address eq 'a'", "invalid nodes"),
            ("categories eq 'Red'", "invalid nodes"),
            ("contains(toRecipients,'a')", "invalid nodes"),
            ("categories", "invalid nodes"),
            ("contains(isRead,'a')", "No function signature"),
            ("contains(subject)", "Syntax error"),
            ("frobs(subject,'a')", "unknown function"),
            ("subject eq 'it's'", "unterminated"),
            ("subject eq 'a", "unterminated"),
            ("subject eq", "Syntax error"),
            ("subject eq 'a' und isRead", "Syntax error"),
            ("(subject eq 'a'", "Syntax error"),
            ("subject", "single boolean"),
            ("subject like 'a'", "Syntax error"),
            ("subject has 'a'", "incompatible types"),
            ("subject/any(s:s eq 'a')", "following a collection"),
            ("categories/any(c)", "Syntax error"),
            ("subject eq isRead", "incompatible types"),
            ("subject eq ;", "character ';' is not valid"),
        ];
        for (text, words) in refused {
            let refusal = filter(text, &MESSAGE).map(|_| ()).expect_err(text);
            assert_eq!(refusal.status, 400);
            assert!(refusal.message.contains(words), "{text}: {}", refusal.message);
        }
    }

    #[test]
    fn deep_nesting_is_an_error_and_no_overflow() {
        let text = format!("{}isRead{}", "(".repeat(50_000), ")".repeat(50_000));
        assert!(filter(&text, &MESSAGE).is_err());
        assert!(filter(&"not ".repeat(50_000), &MESSAGE).is_err());
        let long = vec!["isRead"; 200].join(" or ");
        assert!(filter(&long, &MESSAGE).is_ok());
    }

    #[test]
    fn paths_come_in_the_order_of_the_text() {
        let expr = filter(
            "isRead eq false and (contains(subject,'a') or isRead) and categories/any(c:c eq 'a')",
            &MESSAGE,
        );
        assert_eq!(expr.unwrap().paths(), ["isRead", "subject", "categories"]);
    }
}
