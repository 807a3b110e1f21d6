//! What comes first.

use crate::casing::Casing;

use super::{
    filter::{Filter, Node, Op},
    kind::{Always, HasAlways, Instant, Scalar, WallClock},
    path::{Path, Spelling, spell},
    property::{Property, field},
};

/// A property to order by, and which way; made by [`asc`](Property::asc) and [`desc`](Property::desc).
///
/// Text will do, too: `"receivedDateTime desc"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    path: Path,
    descending: bool,
    always: Option<Always>,
}

impl Order {
    pub(super) fn new<K: Scalar>(property: &Property<K>, descending: bool) -> Self {
        let path = property.path.clone();
        let by_name = || match () {
            () if path.is_wall_clock() => WallClock::always(),
            () if path.is_instant() => Instant::always(),
            () => None,
        };
        let always = K::always().or_else(by_name);
        Order { path, descending, always }
    }

    pub(super) fn print(&self, spelling: Spelling) -> String {
        let name = spell(&self.path.name, spelling);
        if self.descending { format!("{name} desc") } else { name.into_owned() }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        self.path.check()
    }

    /// A condition on the property that leaves nothing out.
    fn always(&self) -> Option<Node> {
        let (op, value) = match self.always.clone()? {
            Always::Ge(value) => (Op::Ge, value),
            Always::Ne(value) => (Op::Ne, value),
        };
        Some(Node::Compare(self.path.clone(), op, value))
    }
}

impl From<&str> for Order {
    fn from(text: &str) -> Self {
        let text = text.trim();
        let (name, direction) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        match direction.trim().to_ascii_lowercase().as_str() {
            "desc" => field(name.to_owned()).desc(),
            "" | "asc" => field(name.to_owned()).asc(),
            // Nothing that we know: left to the service.
            _ => field(text.to_owned()).asc(),
        }
    }
}

impl<K: Scalar> From<Property<K>> for Order {
    fn from(property: Property<K>) -> Self {
        property.asc()
    }
}

/// The filter with its terms on the ordered properties first, in their order. A property without a term gets one that leaves
/// nothing out; a property for which none is known is an error.
pub(super) fn order_first(filter: Filter, order: &[Order]) -> Result<Filter, String> {
    let mut rest = filter.into_terms();
    let mut terms = Vec::with_capacity(rest.len() + order.len());
    for (position, by) in order.iter().enumerate() {
        if order.iter().take(position).any(|earlier| earlier.path.is_same(&by.path)) {
            continue;
        }
        let (on_it, others): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|term| term.is_on(&by.path));
        rest = others;
        match by.always() {
            _ if !on_it.is_empty() => terms.extend(on_it),
            Some(always) => terms.push(always),
            None => {
                let name = spell(&by.path.name, Some(Casing::Camel));
                return Err(format!(
                    "this collection is ordered by {name} only if its filter names {name}, too: add a condition on it"
                ));
            }
        }
    }
    terms.extend(rest);
    let first = if terms.len() == 1 { terms.pop() } else { None };
    Ok(Filter { node: first.unwrap_or(Node::And(terms)) })
}

impl Node {
    /// Whether it is about this property and no other.
    fn is_on(&self, wanted: &Path) -> bool {
        match self {
            Node::Compare(path, ..) | Node::In(path, _) | Node::Call(_, path, _) => {
                path.is_same(wanted)
            }
            Node::Not(inner) => inner.is_on(wanted),
            Node::And(terms) | Node::Or(terms) => terms.iter().all(|term| term.is_on(wanted)),
            Node::Lambda(..) | Node::Raw(_) => false,
        }
    }
}
