//! Items alone and in lists, with what was selected and expanded.

use serde_json::{Map, Value, json};

use crate::odata::{Options, Scope, matches, sort_key};
use crate::schema::{DRIVE_ITEM, Refusal, THUMBNAIL_SET, Type, iso};
use crate::service::{
    calendar_place::no_segment,
    drive::{
        ask::Ask,
        pictures, sharing,
        show::{self, put},
        stock::{Drives, Pass},
        tree::{Drive, no_item},
        versions,
    },
    token::{Cursor, Position},
};
use crate::wire::Reply;

/// Items on a page if nothing is said.
const PAGE: usize = 200;
/// What items can be ordered by.
const ORDERS: &[&str] = &["name", "size", "lastModifiedDateTime", "createdDateTime"];

/// Options of a request, with what items take besides.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) options: Options,
    /// The download URL was selected.
    url: bool,
    /// Sizes of thumbnails that were selected.
    sizes: Vec<String>,
}

/// Reads the query of one entity, or of a list.
pub(super) fn options(
    request: &crate::wire::Request,
    of: &'static Type,
    one: bool,
) -> Result<Wanted, Refusal> {
    let mut wanted = Wanted::default();
    let (mut query, mut emptied) = (Vec::new(), false);
    for (name, value) in &request.query {
        if name.eq_ignore_ascii_case("$select") {
            let (extra, names): (Vec<&str>, Vec<&str>) =
                value.split(',').map(str::trim).partition(|name| {
                    name.contains("downloadUrl")
                        || pictures::size(name).is_some() && name.starts_with('c')
                });
            wanted.url = extra.iter().any(|name| name.ends_with("downloadUrl"));
            wanted.sizes = extra
                .into_iter()
                .filter(|name| !name.ends_with("downloadUrl"))
                .map(str::to_owned)
                .collect();
            emptied = names.is_empty();
            if !emptied {
                query.push((name.clone(), names.join(",")));
            }
        } else if name.eq_ignore_ascii_case("$skip") && !one {
            return Err(not_supported("'$skip' is not supported on items of a drive."));
        } else if !name.starts_with('@') {
            query.push((name.clone(), value.clone()));
        }
    }
    wanted.options = Options::parse(&query, of, if one { Scope::One } else { Scope::List })?;
    if emptied {
        wanted.options.select = Some(Vec::new());
    }
    let order = wanted.options.order.iter();
    if let Some(other) =
        order.map(|order| order.steps.join("/")).find(|path| !ORDERS.contains(&path.as_str()))
    {
        return Err(not_supported(&format!("Ordering by '{other}' is not supported.")));
    }
    Ok(wanted)
}

pub(super) fn not_supported(text: &str) -> Refusal {
    Refusal::new(400, "notSupported", text)
}

/// An entity that isn't an item, alone.
pub(super) fn one(ask: &Ask<'_>, row: Value, wanted: &Wanted, set: &str) -> Result<Reply, Refusal> {
    let mut row = show::selected(row, wanted.options.select.as_deref(), &[], false);
    if let Some(members) = row.as_object_mut() {
        let context = format!("{}/$metadata#{set}/$entity", ask.request.root);
        members.insert("@odata.context".to_owned(), context.into());
    }
    Ok(Reply::value(200, &row))
}

/// Entities that aren't items, listed.
pub(super) fn rows(
    ask: &Ask<'_>,
    mut rows: Vec<Value>,
    wanted: &Wanted,
    set: &str,
) -> Result<Reply, Refusal> {
    arrange(&mut rows, &wanted.options);
    let (from, end, count, next) = cut(ask, rows.len(), &wanted.options)?;
    let shown = rows.into_iter().take(end).skip(from);
    let select = wanted.options.select.as_deref();
    let sizes: Vec<_> = wanted.sizes.iter().map(String::as_str).collect();
    let shown = shown.map(|row| show::selected(row, select, &sizes, false)).collect();
    Ok(page(ask, set, shown, count, next))
}

/// One item, alone.
pub(super) fn item(
    ask: &Ask<'_>,
    drives: &Drives,
    drive: &Drive,
    key: u64,
    status: u16,
) -> Result<Reply, Refusal> {
    let wanted = options(ask.request, &DRIVE_ITEM, true)?;
    shown(ask, drives, drive, key, &wanted, status)
}

/// The same, for requests whose query is about something else.
pub(super) fn plain_item(
    root: &str,
    drives: &Drives,
    drive: &Drive,
    key: u64,
    status: u16,
) -> Result<Reply, Refusal> {
    let item = drive.item(key)?;
    let mut row = show::selected(show::item(drives, drive, item), None, &[], false);
    if let Some(members) = row.as_object_mut() {
        members.insert("@odata.context".to_owned(), entity(root, drive).into());
    }
    Ok(Reply::value(status, &row).header("ETag", &item.etag()))
}

fn entity(root: &str, drive: &Drive) -> String {
    format!("{root}/$metadata#drives('{}')/items/$entity", drive.id)
}

fn shown(
    ask: &Ask<'_>,
    drives: &Drives,
    drive: &Drive,
    key: u64,
    wanted: &Wanted,
    status: u16,
) -> Result<Reply, Refusal> {
    let item = drive.item(key)?;
    let mut row = json_of(drives, drive, key, wanted)?;
    if let Some(members) = row.as_object_mut() {
        members.insert("@odata.context".to_owned(), entity(&ask.request.root, drive).into());
    }
    Ok(Reply::value(status, &row).header("ETag", &item.etag()))
}

/// An item with what was selected and expanded.
fn json_of(drives: &Drives, drive: &Drive, key: u64, wanted: &Wanted) -> Result<Value, Refusal> {
    let options = &wanted.options;
    let item = drive.item(key)?;
    let mut row = show::item(drives, drive, item);
    let mut names = Vec::new();
    for expand in &options.expand {
        let most = expand.top.unwrap_or(PAGE);
        let rows: Vec<Value> = match expand.name {
            "children" => {
                drive.children(key).map(|child| show::item(drives, drive, child)).collect()
            }
            "thumbnails" => thumbnail_sets(drives, drive, key, &wanted.sizes)?,
            "permissions" => sharing::all(drive, key)?,
            "versions" => versions::all(item),
            "listItem" => {
                put(&mut row, "listItem", list_item_json(drive, key)?);
                names.push(expand.name);
                continue;
            }
            _ => return Err(not_supported(&format!("'{}' can't be expanded.", expand.name))),
        };
        let filter = expand.filter.as_ref();
        let rows = rows.into_iter().filter(|row| filter.is_none_or(|filter| matches(filter, row)));
        let rows = rows.map(|row| show::selected(row, expand.select.as_deref(), &[], false));
        put(&mut row, expand.name, rows.take(most).collect::<Value>());
        names.push(expand.name);
    }
    Ok(show::selected(row, options.select.as_deref(), &names, wanted.url))
}

/// A list of items, in the order of the keys unless the query has another.
pub(super) fn items(
    ask: &Ask<'_>,
    drives: &Drives,
    drive: &Drive,
    mut keys: Vec<u64>,
) -> Result<Reply, Refusal> {
    let wanted = options(ask.request, &DRIVE_ITEM, false)?;
    let options = &wanted.options;
    // Whole items are made for a whole folder only if the query asks for what is in them.
    if options.filter.is_some() || !options.order.is_empty() {
        let mut rows = Vec::with_capacity(keys.len());
        for key in keys {
            let mut row = show::item(drives, drive, drive.item(key)?);
            put(&mut row, "@key", key);
            rows.push(row);
        }
        arrange(&mut rows, options);
        keys = rows.iter().filter_map(|row| row["@key"].as_u64()).collect();
    }
    let (from, end, count, next) = cut(ask, keys.len(), options)?;
    let mut shown = Vec::new();
    for key in keys.into_iter().take(end).skip(from) {
        shown.push(json_of(drives, drive, key, &wanted)?);
    }
    Ok(page(ask, "Collection(driveItem)", shown, count, next))
}

fn arrange(rows: &mut Vec<Value>, options: &Options) {
    if let Some(filter) = &options.filter {
        rows.retain(|row| matches(filter, row));
    }
    if !options.order.is_empty() {
        let mut keyed: Vec<_> =
            rows.drain(..).map(|row| (sort_key(&options.order, &row), row)).collect();
        keyed.sort_by(|(a, _), (b, _)| a.order(b));
        rows.extend(keyed.into_iter().map(|(_, row)| row));
    }
}

type Cut = (usize, usize, Option<u64>, Option<String>);

/// Where the page begins and ends, how many there are, and the link to the next.
fn cut(ask: &Ask<'_>, length: usize, options: &Options) -> Result<Cut, Refusal> {
    let cursor =
        options.token.as_deref().map(|token| Cursor::follow(ask.request, token)).transpose()?;
    let count = match cursor {
        Some(cursor) => cursor.count,
        None => options.count.then_some(length as u64),
    };
    let from = match cursor.map(|cursor| cursor.at) {
        Some(Position::Offset(offset)) => usize::try_from(offset).unwrap_or(usize::MAX),
        _ => 0,
    };
    let end = from.saturating_add(options.top.unwrap_or(PAGE));
    let next = (end < length)
        .then(|| Cursor { at: Position::Offset(end as u64), count }.link(ask.request));
    Ok((from, end, count, next))
}

fn page(
    ask: &Ask<'_>,
    set: &str,
    rows: Vec<Value>,
    count: Option<u64>,
    next: Option<String>,
) -> Reply {
    let mut body = Map::new();
    body.insert(
        "@odata.context".to_owned(),
        format!("{}/$metadata#{set}", ask.request.root).into(),
    );
    if let Some(count) = count {
        body.insert("@odata.count".to_owned(), count.into());
    }
    if let Some(next) = next {
        body.insert("@odata.nextLink".to_owned(), next.into());
    }
    body.insert("value".to_owned(), rows.into());
    Reply::value(200, &Value::Object(body))
}

fn thumbnail_sets(
    drives: &Drives,
    drive: &Drive,
    key: u64,
    sizes: &[String],
) -> Result<Vec<Value>, Refusal> {
    let sizes: Vec<_> = sizes.iter().map(String::as_str).collect();
    Ok(pictures::set(drives, drive, drive.item(key)?, &sizes).into_iter().collect())
}

/// `GET thumbnails`, and what is below.
pub(super) fn thumbnails(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    key: u64,
    path: &[String],
) -> Result<Reply, Refusal> {
    let drive = drives.drive(number)?;
    let named = |size: &String| pictures::size(size).is_some().then(|| size.clone());
    let more: Vec<_> = path.get(1).and_then(named).into_iter().collect();
    if path.is_empty() {
        let wanted = options(ask.request, &THUMBNAIL_SET, false)?;
        return rows(
            ask,
            thumbnail_sets(drives, drive, key, &wanted.sizes)?,
            &wanted,
            "thumbnails",
        );
    }
    let set = thumbnail_sets(drives, drive, key, &more)?.pop().ok_or_else(no_item)?;
    match path {
        [id] if id == "0" => {
            one(ask, set, &options(ask.request, &THUMBNAIL_SET, true)?, "thumbnails")
        }
        [id, size] if id == "0" => {
            let wanted = Wanted::default();
            one(ask, set.get(size).cloned().ok_or_else(no_item)?, &wanted, "thumbnails")
        }
        [id, size, content] if id == "0" && content == "content" => {
            pictures::size(size).ok_or_else(no_item)?;
            let what = size.clone();
            let url = drives.url(&Pass { kind: "thumbnail", drive: number, key, what });
            Ok(Reply::new(302).header("Location", &url))
        }
        [id, ..] if id != "0" => Err(no_item()),
        _ => Err(no_segment(path.last().map_or("", String::as_str))),
    }
}

/// `GET list`: the library as a list of its site.
pub(super) fn library(ask: &Ask<'_>, drive: &Drive) -> Result<Reply, Refusal> {
    let site = drive.site.as_ref().ok_or_else(no_item)?;
    let row = json!({
        "id": site.list,
        "name": drive.name,
        "displayName": drive.name,
        "createdDateTime": iso(drive.created),
        "webUrl": show::web_url(drive, super::tree::ROOT),
        "list": {"contentTypesEnabled": false, "hidden": false, "template": "documentLibrary"},
    });
    one(ask, row, &Wanted::default(), "lists")
}

/// `GET listItem`.
pub(super) fn list_item(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let drive = drives.drive(number)?;
    if drive.kind == super::DriveKind::Personal {
        return Err(not_supported("A personal drive has no lists."));
    }
    one(ask, list_item_json(drive, key)?, &Wanted::default(), "listItems")
}

fn list_item_json(drive: &Drive, key: u64) -> Result<Value, Refusal> {
    let item = drive.item(key)?;
    let ids = show::sharepoint_ids(drive, item);
    let id = ids.get("listItemId").cloned().unwrap_or_default();
    Ok(json!({
        "id": id,
        "eTag": item.etag(),
        "createdDateTime": iso(item.created),
        "lastModifiedDateTime": iso(item.modified),
        "webUrl": show::web_url(drive, key),
        "createdBy": item.created_by.json(),
        "lastModifiedBy": item.modified_by.json(),
        "contentType": {"name": if item.is_folder() { "Folder" } else { "Document" }},
        "sharepointIds": ids,
        "fields": {"id": id, "FileLeafRef": item.name, "Title": item.description},
    }))
}
