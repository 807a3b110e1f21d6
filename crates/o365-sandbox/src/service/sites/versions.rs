//! Versions of items: listed, read, restored.

use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{LIST_ITEM_VERSION, Refusal, iso};
use crate::service::{
    Call,
    site::{
        refusals::not_found,
        store::{Item, List},
    },
    sites::{alone, fields::Scene, identity, listed, query::ItemQuery, shown::Shown},
};
use crate::wire::Reply;

/// The versions of an item, newest first.
fn all(item: &Item) -> impl Iterator<Item = Shown<'_>> {
    let before = item.before.iter().rev();
    let before = before.map(|(version, fields)| Shown { item, version, fields });
    std::iter::once(Shown::now(item)).chain(before)
}

fn id(row: &Shown<'_>) -> String {
    format!("{}.0", row.version.number)
}

fn json(scene: &Scene<'_>, key: u64, row: &Shown<'_>, query: &ItemQuery) -> Result<Value, Refusal> {
    let mut version = json!({
        "id": id(row), "lastModifiedBy": identity(scene.state, row.version.editor),
        "lastModifiedDateTime": iso(row.version.modified),
    });
    if let (Some(names), Some(members)) = (&query.fields, version.as_object_mut()) {
        let fields = scene.shown(key, row, names.as_deref())?;
        members.insert("fields".to_owned(), fields.into());
    }
    Ok(version)
}

pub(super) fn list(call: &Call<'_>, scene: &Scene<'_>, id: &str) -> Result<Reply, Refusal> {
    let query = ItemQuery::of(call, Scope::List)?;
    let (key, item) = scene.list.item(id)?;
    let rows = all(item).map(|row| json(scene, key, &row, &query)).collect::<Result<_, _>>()?;
    if query.fields.is_none() {
        return listed(call, &LIST_ITEM_VERSION, rows);
    }
    let rows: Vec<Value> = rows;
    let context = format!("{}/$metadata#{}", call.request.root, call.origin());
    Ok(Reply::value(200, &json!({"@odata.context": context, "value": rows})))
}

fn find<'a>(item: &'a Item, version: &str) -> Result<Shown<'a>, Refusal> {
    let found = all(item).find(|row| {
        id(row) == version || (version == "current" && row.version.number == item.now.number)
    });
    found.ok_or_else(|| not_found("The specified version was not found."))
}

pub(super) fn get(
    call: &Call<'_>,
    scene: &Scene<'_>,
    id: &str,
    version: &str,
) -> Result<Reply, Refusal> {
    let query = ItemQuery::of(call, Scope::One)?;
    let (key, item) = scene.list.item(id)?;
    alone(call, json(scene, key, &find(item, version)?, &query)?, 200)
}

/// `GET versions/{id}/fields`.
pub(super) fn fields(
    call: &Call<'_>,
    scene: &Scene<'_>,
    id: &str,
    version: &str,
) -> Result<Reply, Refusal> {
    Options::parse(&call.request.query, &LIST_ITEM_VERSION, Scope::One)?;
    let (key, item) = scene.list.item(id)?;
    alone(call, scene.shown(key, &find(item, version)?, None)?.into(), 200)
}

/// `POST versions/{id}/restoreVersion`: what it was is what it is again, as a new version.
pub(super) fn restore(
    list: &mut List,
    id: &str,
    version: &str,
    editor: Option<usize>,
) -> Result<Reply, Refusal> {
    let (key, item) = list.item(id)?;
    let fields = find(item, version)?.fields.clone();
    list.edit(key, fields, editor)?;
    Ok(Reply::new(204))
}
