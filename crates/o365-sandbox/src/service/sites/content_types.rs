//! Content types of sites and of lists.

use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{ADD_COPY, CONTENT_TYPE, Purpose, Refusal};
use crate::service::{
    Call, body, list as lists_of,
    site::{
        column::Column,
        kind::{Types, built_in, child_of, text},
        refusals::{invalid, not_acceptable, not_found, taken},
        store::{List, Site},
    },
    sites::{alone, listed},
};
use crate::wire::Reply;

/// The id of a list's content type.
pub(super) fn id_of<'a>(list: &'a List, name: &str) -> &'a str {
    let found = list.content_types.iter().find(|kind| text(kind, "name") == name);
    found.or(list.content_types.first()).map_or("0x01", |kind| text(kind, "id"))
}

/// The name of the content type that a body means by its id, or by its name.
pub(super) fn named(list: &List, said: &Value) -> Option<String> {
    let of = |name: &str| said.get(name).and_then(Value::as_str);
    let found = list.content_types.iter().find(|kind| match (of("id"), of("name")) {
        (Some(id), _) => text(kind, "id").eq_ignore_ascii_case(id),
        (None, Some(name)) => text(kind, "name") == name,
        (None, None) => false,
    });
    found.map(|kind| text(kind, "name").to_owned())
}

/// Answers a GET below `contentTypes`.
pub(super) fn read(
    call: &Call<'_>,
    types: &Types,
    columns: &[Column],
    path: &[&str],
) -> Result<Reply, Refusal> {
    match path {
        [] => listed(call, &CONTENT_TYPE, types.iter().cloned().map(Value::Object).collect()),
        [id] => {
            let kind = types.get(find(types, id)?).cloned().unwrap_or_default();
            let options = Options::parse(&call.request.query, &CONTENT_TYPE, Scope::One)?;
            let mut kind = Value::Object(kind);
            kind = lists_of::selected(kind, options.select.as_deref(), &[]);
            alone(call, kind, 200)
        }
        [id, "columns"] => {
            find(types, id)?;
            let shown = columns.iter().filter(|column| !column.flag("readOnly"));
            let rows = shown.map(|column| Value::Object(column.body.clone())).collect();
            listed(call, &crate::schema::COLUMN, rows)
        }
        [id, "ispublished"] => {
            find(types, id)?;
            alone(call, json!({"value": false}), 200)
        }
        [_, other, ..] => Err(crate::service::calendar_place::no_segment(other)),
    }
}

fn find(types: &Types, id: &str) -> Result<usize, Refusal> {
    let found = types.iter().position(|kind| text(kind, "id").eq_ignore_ascii_case(id));
    found.ok_or_else(|| not_found("Content type not found"))
}

/// `POST contentTypes` of a site.
pub(super) fn create(call: &Call<'_>, site: &mut Site, seed: &str) -> Result<Reply, Refusal> {
    let mut kind = body::object(call.request, &CONTENT_TYPE, Purpose::Create)?;
    let name = text(&kind, "name").to_owned();
    let base = kind.remove("base");
    let base = base.as_ref().and_then(|base| base.get("id")).and_then(Value::as_str);
    let (false, Some(base)) = (name.is_empty(), base) else {
        return Err(invalid("A content type needs a 'name' and a 'base' with an 'id'."));
    };
    if site.content_types.iter().any(|known| text(known, "name") == name) {
        return Err(taken());
    }
    let base = site.content_types.get(find(&site.content_types, base)?);
    let base = base.map(|base| text(base, "id").to_owned()).unwrap_or_default();
    let group = kind.get("group").and_then(Value::as_str).unwrap_or("Custom Content Types");
    let mut whole = built_in(&child_of(&base, seed), &name, group);
    whole.extend(kind);
    whole.insert("parentId".to_owned(), base.into());
    whole.insert("isBuiltIn".to_owned(), false.into());
    site.content_types.push(whole.clone());
    alone(call, Value::Object(whole), 201)
}

/// `POST contentTypes/addCopy` of a list: the id of a site's content type, or its URL.
pub(super) fn add_copy(
    call: &Call<'_>,
    of_site: &Types,
    list: &mut List,
) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &ADD_COPY, Purpose::Action)?;
    let said = body.get("contentType").and_then(Value::as_str).ok_or_else(not_acceptable)?;
    let id = said.trim_end_matches("')").rsplit(['/', '\'']).next().unwrap_or_default();
    let source = of_site.get(find(of_site, id)?).cloned().unwrap_or_default();
    if list.content_types.iter().any(|known| text(known, "name") == text(&source, "name")) {
        return Err(taken());
    }
    let mut copy = source;
    let parent = text(&copy, "id").to_owned();
    let seed = format!("{} {parent}", list.id);
    copy.insert("id".to_owned(), child_of(&parent, &seed).into());
    copy.insert("parentId".to_owned(), parent.into());
    list.content_types.push(copy.clone());
    alone(call, Value::Object(copy), 201)
}

/// `PATCH` and `DELETE` of one.
pub(super) fn change(call: &Call<'_>, types: &mut Types, id: &str) -> Result<Reply, Refusal> {
    let index = find(types, id)?;
    if call.request.method == "DELETE" {
        types.remove(index);
        return Ok(Reply::new(204));
    }
    let body = body::object(call.request, &CONTENT_TYPE, Purpose::Update)?;
    let kind = types.get_mut(index).ok_or_else(not_acceptable)?;
    kind.extend(body);
    alone(call, Value::Object(kind.clone()), 200)
}

/// The content type of an item of which nothing is said.
pub(super) fn first(list: &List) -> String {
    list.content_types.first().map_or("Item", |kind| text(kind, "name")).to_owned()
}
