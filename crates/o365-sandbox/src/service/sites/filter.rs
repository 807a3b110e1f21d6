//! Filters and orders of columns: typed by the list, and refused without an index.

use serde_json::{Map, Value};

use crate::odata::{Expr, Literal, Operand, Order, Path, Row, Test, matches};
use crate::schema::{Kind, Refusal, instant};
use crate::service::{
    site::{
        column::Holds,
        refusals::{invalid, not_acceptable, not_indexed, over_threshold, unknown_field},
    },
    sites::{fields::Scene, shown::Shown},
};

/// The rows that a query without an index may look at.
const THRESHOLD: usize = 5000;

/// Types the literals of a filter by the columns, and the orders.
///
/// # Errors
/// 400 for what isn't a column, for operators that the store lacks, and for literals that fit no value.
pub(crate) fn settle(
    scene: &Scene<'_>,
    filter: Option<&mut Expr>,
    order: &mut [Order],
) -> Result<(), Refusal> {
    if let Some(filter) = filter {
        typed(scene, filter)?;
    }
    for order in order {
        order.kind = kind(scene, &order.steps)?;
    }
    Ok(())
}

/// Refuses columns without an index, unless the caller takes the risk; above the threshold even then.
pub(crate) fn must_be_indexed(
    scene: &Scene<'_>,
    filter: Option<&Expr>,
    order: &[Order],
    risk: bool,
) -> Result<(), Refusal> {
    let mut names = filter.map(Expr::paths).unwrap_or_default();
    names.extend(order.iter().map(|order| order.steps.join("/")));
    let bare: Vec<_> = names
        .iter()
        .filter_map(|path| path.strip_prefix("fields/"))
        .filter(|name| !indexed(scene, name))
        .collect();
    if let Some(name) = bare.first().filter(|_| !risk) {
        return Err(not_indexed(name));
    }
    if scene.list.items.len() <= THRESHOLD {
        return Ok(());
    }
    let unordered =
        order.iter().filter_map(|order| order.steps.get(1)).any(|name| !indexed(scene, name));
    let Some(filter) = filter else {
        return if unordered { Err(over_threshold()) } else { Ok(()) };
    };
    // The first clause must leave few enough.
    let first = first_clause(filter);
    let narrow = first
        .paths()
        .iter()
        .all(|path| path.strip_prefix("fields/").is_some_and(|name| indexed(scene, name)));
    let left = || {
        scene.list.items.iter().filter(|(key, item)| passes(scene, first, **key, &Shown::now(item)))
    };
    match narrow && left().count() <= THRESHOLD {
        true => Ok(()),
        false => Err(over_threshold()),
    }
}

fn first_clause(expr: &Expr) -> &Expr {
    match expr {
        Expr::And(left, _) => first_clause(left),
        other => other,
    }
}

fn indexed(scene: &Scene<'_>, name: &str) -> bool {
    let base = name.strip_suffix("LookupId").unwrap_or(name);
    let own = |name: &str| {
        scene.list.columns.iter().any(|column| column.key() == name && column.flag("indexed"))
    };
    name.eq_ignore_ascii_case("id") || own(name) || own(base)
}

/// Whether a row passes.
pub(crate) fn passes(scene: &Scene<'_>, filter: &Expr, key: u64, row: &Shown<'_>) -> bool {
    matches(filter, &Columns::of(scene, &filter.paths(), key, row))
}

/// The columns of a row that a filter or an order looks at.
pub(crate) struct Columns(Map<String, Value>);

impl Columns {
    pub(crate) fn of(scene: &Scene<'_>, paths: &[String], key: u64, row: &Shown<'_>) -> Self {
        let names = paths.iter().filter_map(|path| path.strip_prefix("fields/"));
        let values = names.filter_map(|name| {
            let value = scene.field(key, row, name)?;
            let numeric = name.ends_with("LookupId") || name.eq_ignore_ascii_case("id");
            let number =
                value.as_str().filter(|_| numeric).and_then(|text| text.parse::<u64>().ok());
            Some((name.to_owned(), number.map_or(value, Value::from)))
        });
        Self(values.collect())
    }
}

impl Row for Columns {
    fn field(&self, name: &str) -> Value {
        if name == "fields" { Value::Object(self.0.clone()) } else { Value::Null }
    }
}

fn typed(scene: &Scene<'_>, expr: &mut Expr) -> Result<(), Refusal> {
    match expr {
        Expr::Or(left, right) | Expr::And(left, right) => {
            typed(scene, left)?;
            typed(scene, right)
        }
        Expr::Compare(_, left, right) => match (left, right) {
            (Operand::Path(path), Operand::Literal(literal))
            | (Operand::Literal(literal), Operand::Path(path)) => fit(scene, path, literal),
            _ => Err(not_acceptable()),
        },
        Expr::In(Operand::Path(path), literals) => {
            literals.iter_mut().try_for_each(|literal| fit(scene, path, literal))
        }
        Expr::Test(test, Operand::Path(path), Operand::Literal(literal)) => {
            if *test != Test::StartsWith {
                return Err(not_acceptable());
            }
            fit(scene, path, literal)
        }
        _ => Err(invalid("Invalid filter clause: the expression is not supported on list items.")),
    }
}

fn fit(scene: &Scene<'_>, path: &mut Path, literal: &mut Literal) -> Result<(), Refusal> {
    path.kind = kind(scene, &path.steps)?;
    let value = match (path.kind, &*literal) {
        (_, Literal::Null) => return Ok(()),
        (Kind::Text, Literal::Text(_))
        | (Kind::Long, Literal::Number(_))
        | (Kind::Flag, Literal::Flag(_))
        | (Kind::Instant, Literal::Instant(_)) => return Ok(()),
        (Kind::Long, Literal::Text(text)) => text.parse().ok().map(Literal::Number),
        (Kind::Flag, Literal::Number(number)) => Some(Literal::Flag(*number != 0.0)),
        (Kind::Instant, Literal::Text(text)) => instant(text)
            .or_else(|| instant(&format!("{text}Z")))
            .or_else(|| instant(&format!("{text}T00:00:00Z")))
            .map(Literal::Instant),
        _ => None,
    };
    *literal = value.ok_or_else(not_acceptable)?;
    Ok(())
}

/// How the values of a column compare.
fn kind(scene: &Scene<'_>, steps: &[impl AsRef<str>]) -> Result<Kind, Refusal> {
    let mut names = steps.iter().map(AsRef::as_ref);
    let (Some("fields"), Some(name), None) = (names.next(), names.next(), names.next()) else {
        return Err(invalid(
            "Invalid filter clause: only the fields of list items can be filtered and ordered by.",
        ));
    };
    if name.eq_ignore_ascii_case("id") {
        return Ok(Kind::Long);
    }
    let of = |name: &str| scene.list.columns.iter().find(|column| column.key() == name);
    let base = name.strip_suffix("LookupId");
    match (of(name).map(|column| column.holds()), base.and_then(of).map(|column| column.holds())) {
        (Some(Holds::Number), _) => Ok(Kind::Long),
        (Some(Holds::Flag), _) => Ok(Kind::Flag),
        (Some(Holds::Time { .. }), _) => Ok(Kind::Instant),
        (Some(Holds::Link | Holds::Place | Holds::Thumbnail), _) => Err(not_acceptable()),
        (Some(_), _) => Ok(Kind::Text),
        (None, Some(Holds::Lookup { .. } | Holds::Person { .. })) => Ok(Kind::Long),
        _ => Err(unknown_field(name)),
    }
}
