//! Columns of lists and of sites: listed, made, changed and deleted.

use serde_json::{Map, Value};

use crate::odata::{Options, Scope};
use crate::schema::{COLUMN, Purpose, Refusal};
use crate::service::{
    Call, body, list as lists_of,
    site::{
        column::{Column, FACETS, completed, facet_of, internal_name},
        refusals::{invalid, not_acceptable, not_found, taken},
        store::{List, Sites},
    },
    sites::{alone, listed},
};
use crate::wire::Reply;

/// The most columns with an index that a list can have.
const MOST_INDEXES: usize = 20;

pub(super) fn list(call: &Call<'_>, columns: &[Column]) -> Result<Reply, Refusal> {
    listed(call, &COLUMN, columns.iter().map(|column| Value::Object(column.body.clone())).collect())
}

pub(super) fn get(call: &Call<'_>, columns: &[Column], id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &COLUMN, Scope::One)?;
    let column =
        columns.get(find(columns, id)?).map(|column| column.body.clone()).unwrap_or_default();
    alone(call, lists_of::selected(Value::Object(column), options.select.as_deref(), &[]), 200)
}

/// By its id, or by its internal name.
pub(super) fn find(columns: &[Column], id: &str) -> Result<usize, Refusal> {
    let by_id = columns.iter().position(|column| column.id().eq_ignore_ascii_case(id));
    let by_name = || columns.iter().position(|column| column.name() == id);
    by_id.or_else(by_name).ok_or_else(|| not_found("Column not found"))
}

/// A new column, as a body describes it.
///
/// # Errors
/// 400 without a name or with anything but one kind, 409 for a name that another column has.
pub(super) fn made(
    sites: &mut Sites,
    columns: &[Column],
    mut body: Map<String, Value>,
) -> Result<Column, Refusal> {
    let name = body.get("name").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    if name.is_empty() {
        return Err(invalid("A column needs a 'name'."));
    }
    let kinds =
        FACETS.iter().filter(|facet| body.get(**facet).is_some_and(|value| !value.is_null()));
    if kinds.count() != 1 {
        return Err(invalid("Exactly one column type must be specified for a column."));
    }
    let internal = internal_name(&name);
    let title = body.get("displayName").and_then(Value::as_str).unwrap_or(&name).to_owned();
    if columns.iter().any(|column| column.name().eq_ignore_ascii_case(&internal)) {
        return Err(taken());
    }
    if facet_of(&body) == Some("lookup") {
        let source = body.get("lookup").and_then(|lookup| lookup.get("listId"));
        if source.and_then(Value::as_str).is_none() {
            return Err(not_acceptable());
        }
    }
    body.insert("name".to_owned(), internal.into());
    body.insert("displayName".to_owned(), title.into());
    body.insert("id".to_owned(), sites.fresh("column").into());
    let column = completed(body);
    may_be_indexed(columns, &column)?;
    Ok(column)
}

fn may_be_indexed(others: &[Column], column: &Column) -> Result<(), Refusal> {
    if !column.flag("indexed") {
        return Ok(());
    }
    if !column.can_be_indexed() {
        return Err(invalid(format!("The column '{}' cannot be indexed.", column.name())));
    }
    let own = others
        .iter()
        .filter(|other| other.flag("indexed") && other.id() != column.id() && other.name() != "ID");
    match own.count() >= MOST_INDEXES {
        true => Err(invalid("The maximum number of indexed columns has been reached.")),
        false => Ok(()),
    }
}

/// A body of a new column.
pub(super) fn body_of(call: &Call<'_>) -> Result<Map<String, Value>, Refusal> {
    body::object(call.request, &COLUMN, Purpose::Create)
}

/// `PATCH` of one.
pub(super) fn update(call: &Call<'_>, columns: &mut [Column], id: &str) -> Result<Reply, Refusal> {
    let index = find(columns, id)?;
    let mut body = body::object(call.request, &COLUMN, Purpose::Update)?;
    body.remove("name");
    let Some(column) = columns.get(index) else { return Err(not_acceptable()) };
    let facet = column.facet();
    if facet_of(&body).is_some_and(|said| Some(said) != facet) || column.flag("isSealed") {
        return Err(invalid("The type of a column cannot be changed."));
    }
    let mut changed = column.body.clone();
    for (name, value) in body {
        match (changed.get_mut(&name), value) {
            (Some(Value::Object(known)), Value::Object(said)) => known.extend(said),
            (_, value) => {
                changed.insert(name, value);
            }
        }
    }
    let changed = completed(changed);
    may_be_indexed(columns, &changed)?;
    if let Some(column) = columns.get_mut(index) {
        *column = changed.clone();
    }
    alone(call, Value::Object(changed.body), 200)
}

/// `DELETE` of a list's: what the items had in it goes as well.
pub(super) fn delete(list: &mut List, id: &str) -> Result<Reply, Refusal> {
    let index = find(&list.columns, id)?;
    let of_the_service = |column: &Column| column.flag("readOnly") || column.name() == "Title";
    if list.columns.get(index).is_some_and(of_the_service) {
        return Err(Refusal::new(403, "accessDenied", "The column cannot be deleted."));
    }
    let column = list.columns.remove(index);
    for item in list.items.values_mut() {
        item.fields.remove(column.name());
    }
    Ok(Reply::new(204))
}
