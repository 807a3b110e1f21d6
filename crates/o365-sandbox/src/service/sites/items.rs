//! Items: listed, read, made, changed and deleted.

use serde_json::{Map, Value, json};

use crate::odata::{Options, Scope, sort_key};
use crate::schema::{LIST_ITEM, Purpose, Refusal, iso};
use crate::service::{
    Call, body, list as lists_of,
    site::{
        refusals::{no_item, not_acceptable},
        store::{Item, List, Site},
    },
    sites::{
        content_types,
        fields::{By, Scene},
        filter, identity,
        query::{ItemQuery, Wanted},
        shown::Shown,
    },
    state::State,
    token::{Cursor, Position, encoded},
};
use crate::wire::Reply;

/// `GET items`.
pub(super) fn list(call: &Call<'_>, scene: &Scene<'_>) -> Result<Reply, Refusal> {
    let mut query = ItemQuery::of(call, Scope::List)?;
    let options = &mut query.options;
    filter::settle(scene, options.filter.as_mut(), &mut options.order)?;
    let risk = call.prefer.unindexed;
    filter::must_be_indexed(scene, options.filter.as_ref(), &options.order, risk)?;
    let token = query.options.token.as_deref();
    let cursor = token.map(|token| Cursor::follow(call.request, token)).transpose()?;
    let (keys, next) = match query.options.filter.is_none() && query.options.order.is_empty() {
        true => by_number(scene.list, cursor, query.page),
        false => sought(call, scene, &query, cursor),
    };
    let rows: Vec<_> = keys
        .into_iter()
        .filter_map(|key| scene.list.items.get(&key).map(|item| (key, item)))
        .map(|(key, item)| row(call, scene, key, item, &query))
        .collect::<Result<_, _>>()?;
    let select = query.options.select.as_ref();
    let select = select.map(|names| format!("({})", names.join(","))).unwrap_or_default();
    let mut answer = json!({
        "@odata.context": format!("{}/$metadata#{}{select}", call.request.root, call.origin()),
        "value": rows,
    });
    if let (Some(at), Some(members)) = (next, answer.as_object_mut()) {
        let link = Cursor { at, count: None }.link(call.request);
        members.insert("@odata.nextLink".to_owned(), link.into());
    }
    Ok(Reply::value(200, &answer))
}

fn by_number(list: &List, cursor: Option<Cursor>, page: usize) -> (Vec<u64>, Option<Position>) {
    let after = match cursor.map(|cursor| cursor.at) {
        Some(Position::After(_, key)) => key,
        _ => 0,
    };
    let mut rest = list.items.range(after.saturating_add(1)..).map(|(key, _)| *key);
    let keys: Vec<_> = rest.by_ref().take(page).collect();
    let next = rest.next().and(keys.last()).map(|last| Position::After(0, *last));
    (keys, next)
}

/// Filtered and ordered once, and kept for the pages that follow.
fn sought(
    call: &Call<'_>,
    scene: &Scene<'_>,
    query: &ItemQuery,
    cursor: Option<Cursor>,
) -> (Vec<u64>, Option<Position>) {
    let (wanted, offset) = match cursor.map(|cursor| cursor.at) {
        Some(Position::Sorted { list, offset }) => {
            (Some(list), usize::try_from(offset).unwrap_or(usize::MAX))
        }
        _ => (None, 0),
    };
    let kept = wanted.and_then(|list| Some((list, call.sorted.get(list)?)));
    let (list, keys) = kept.unwrap_or_else(|| call.sorted.keep(found(scene, &query.options)));
    let end = offset.saturating_add(query.page);
    let next = (end < keys.len()).then_some(Position::Sorted { list, offset: end as u64 });
    (keys.iter().take(end).skip(offset).copied().collect(), next)
}

fn found(scene: &Scene<'_>, options: &Options) -> Vec<u64> {
    let passing = scene.list.items.iter().filter(|(key, item)| {
        let filter = options.filter.as_ref();
        filter.is_none_or(|filter| filter::passes(scene, filter, **key, &Shown::now(item)))
    });
    let names: Vec<_> = options.order.iter().map(|order| order.steps.join("/")).collect();
    let mut keyed: Vec<_> = passing
        .map(|(key, item)| {
            let row = filter::Columns::of(scene, &names, *key, &Shown::now(item));
            (sort_key(&options.order, &row), *key)
        })
        .collect();
    keyed.sort_by(|(left, _), (right, _)| left.order(right));
    keyed.into_iter().map(|(_, key)| key).collect()
}

/// `GET items/{id}`.
pub(super) fn get(call: &Call<'_>, scene: &Scene<'_>, id: &str) -> Result<Reply, Refusal> {
    let query = ItemQuery::of(call, Scope::One)?;
    let (key, item) = scene.list.item(id)?;
    alone(call, row(call, scene, key, item, &query)?, 200)
}

/// `GET items/{id}/fields`.
pub(super) fn fields(call: &Call<'_>, scene: &Scene<'_>, id: &str) -> Result<Reply, Refusal> {
    let query = &call.request.query;
    let select = query.iter().find(|(name, _)| name.eq_ignore_ascii_case("$select"));
    let names: Wanted =
        select.map(|(_, names)| names.split(',').map(|name| name.trim().to_owned()).collect());
    let (key, item) = scene.list.item(id)?;
    alone(call, scene.shown(key, &Shown::now(item), names.as_deref())?.into(), 200)
}

fn alone(call: &Call<'_>, mut value: Value, status: u16) -> Result<Reply, Refusal> {
    if let Some(members) = value.as_object_mut() {
        let context = format!("{}/$metadata#{}/$entity", call.request.root, call.origin());
        members.insert("@odata.context".to_owned(), context.into());
    }
    Ok(Reply::value(status, &value))
}

/// An item, with its fields if they are expanded.
pub(super) fn row(
    call: &Call<'_>,
    scene: &Scene<'_>,
    key: u64,
    item: &Item,
    query: &ItemQuery,
) -> Result<Value, Refusal> {
    let mut row = json(scene, key, item);
    let select = query.options.select.as_deref();
    let wanted = select.is_some_and(|names| names.contains(&"sharepointIds"));
    if let Some(members) = row.as_object_mut().filter(|_| wanted) {
        members.insert("sharepointIds".to_owned(), sharepoint_ids(scene, key, item));
    }
    let mut row = lists_of::selected(row, select, &[]);
    if let (Some(names), Some(members)) = (&query.fields, row.as_object_mut()) {
        let fields = scene.shown(key, &Shown::now(item), names.as_deref())?;
        let context = format!("{}/$metadata#{}/fields/$entity", call.request.root, call.origin());
        members.insert("fields@odata.context".to_owned(), context.into());
        members.insert("fields".to_owned(), fields.into());
    }
    Ok(row)
}

fn sharepoint_ids(scene: &Scene<'_>, key: u64, item: &Item) -> Value {
    json!({
        "listId": scene.list.id, "listItemId": key.to_string(), "listItemUniqueId": item.guid,
        "siteId": scene.site.collection, "siteUrl": scene.site.url(), "tenantId": crate::people::TENANT_ID,
        "webId": scene.site.web,
    })
}

pub(super) fn json(scene: &Scene<'_>, key: u64, item: &Item) -> Value {
    let url = scene.list.url(scene.site);
    let url = match &item.file {
        Some(file) => {
            format!("{url}{}", file.path.split('/').map(encoded).collect::<Vec<_>>().join("/"))
        }
        None => format!("{url}/{key}_.000"),
    };
    json!({
        "@odata.etag": item.etag(), "createdDateTime": iso(item.created), "eTag": item.etag(), "id": key.to_string(),
        "lastModifiedDateTime": iso(item.now.modified), "webUrl": url,
        "createdBy": identity(scene.state, item.author), "lastModifiedBy": identity(scene.state, item.now.editor),
        "parentReference": {"id": scene.list.id, "siteId": scene.site.id()},
        "contentType": {"id": content_types::id_of(scene.list, &item.content_type), "name": item.content_type},
    })
}

/// What is to become of a list: made while it is only looked at.
pub(super) struct Planned {
    pub(super) fields: Map<String, Value>,
    pub(super) content_type: Option<String>,
}

/// `POST items`, checked.
pub(super) fn plan(call: &Call<'_>, scene: &Scene<'_>) -> Result<Planned, Refusal> {
    let body = body::object(call.request, &LIST_ITEM, Purpose::Create)?;
    let empty = Map::new();
    let said = body.get("fields").and_then(Value::as_object).unwrap_or(&empty);
    made(scene, said, By::Client, content_type(scene.list, &body)?)
}

/// A new row, with what columns have by themselves.
pub(super) fn made(
    scene: &Scene<'_>,
    said: &Map<String, Value>,
    by: By,
    content_type: Option<String>,
) -> Result<Planned, Refusal> {
    let mut fields = scene.written(said, by)?;
    fields.retain(|_, value| !value.is_null());
    scene.defaults(&mut fields);
    scene.must_be_unique(&fields, None)?;
    Ok(Planned { fields, content_type })
}

fn content_type(list: &List, body: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    let Some(said) = body.get("contentType").filter(|said| !said.is_null()) else {
        return Ok(None);
    };
    content_types::named(list, said).map(Some).ok_or_else(not_acceptable)
}

/// `PATCH items/{id}` and `PATCH items/{id}/fields`, checked.
pub(super) fn plan_change(
    call: &Call<'_>,
    scene: &Scene<'_>,
    id: &str,
    only_fields: bool,
) -> Result<(u64, Planned), Refusal> {
    let (key, item) = scene.list.item(id)?;
    must_match(call, item)?;
    let whole = match only_fields {
        true => Map::from_iter([("fields".to_owned(), body::open(call.request)?.into())]),
        false => body::object(call.request, &LIST_ITEM, Purpose::Update)?,
    };
    let empty = Map::new();
    let said = whole.get("fields").and_then(Value::as_object).unwrap_or(&empty);
    let mut fields = item.fields.clone();
    for (name, value) in scene.written(said, By::Client)? {
        match value.is_null() {
            true => fields.remove(&name),
            false => fields.insert(name, value),
        };
    }
    scene.must_be_unique(&fields, Some(key))?;
    Ok((key, Planned { fields, content_type: content_type(scene.list, &whole)? }))
}

/// 412 if `If-Match` names another version.
pub(super) fn must_match(call: &Call<'_>, item: &Item) -> Result<(), Refusal> {
    call.must_match(&item.etag()).map_err(|_| {
        Refusal::new(412, "resourceModified", "ETag does not match current item's value")
    })
}

/// What `POST` and `PATCH` answer: the item with all its fields, or the fields alone.
pub(super) fn answer(
    call: &Call<'_>,
    scene: &Scene<'_>,
    key: u64,
    only_fields: bool,
    status: u16,
) -> Result<Reply, Refusal> {
    let item = scene.list.items.get(&key).ok_or_else(no_item)?;
    if only_fields {
        return alone(call, scene.shown(key, &Shown::now(item), None)?.into(), status);
    }
    let query = ItemQuery { options: Options::default(), fields: Some(None), page: 1 };
    alone(call, row(call, scene, key, item, &query)?, status)
}

/// The scene of a list.
pub(super) fn scene<'a>(state: &'a State, site: &'a Site, list: &'a List) -> Scene<'a> {
    Scene { state, site, list }
}
