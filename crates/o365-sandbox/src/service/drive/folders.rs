//! What is in a folder, and new folders.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::schema::{DRIVE_ITEM, Purpose, Refusal};
use crate::service::{
    body,
    drive::{
        ask::Ask,
        item::What,
        items::set_times,
        lists,
        names::{Conflict, invalid},
        stock::Drives,
    },
};
use crate::wire::Reply;

/// `GET children`.
pub(super) fn children(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let drive = drives.drive(number)?;
    drive.item(key)?;
    lists::items(ask, drives, drive, drive.children(key).map(|child| child.key).collect())
}

/// `POST children`: a new folder.
pub(super) fn create(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    parent: u64,
) -> Result<Reply, Refusal> {
    let body = body::object(ask.request, &DRIVE_ITEM, Purpose::Create)?;
    let conflict = ask.conflict_in(&ask.raw())?.unwrap_or(Conflict::Fail);
    let name = body.get("name").and_then(Value::as_str);
    let name = name.ok_or_else(|| invalid("The name is missing."))?;
    if !body.get("folder").is_some_and(Value::is_object) {
        return Err(invalid("An item without a folder facet can't be created here."));
    }
    let drive = drives.drive_mut(number)?;
    let (name, taken) = drive.slot(parent, name, true, conflict, None)?;
    let key = match taken {
        // What is in the folder stays.
        Some(key) => key,
        None => drive.insert(Some(parent), &name, What::Folder(BTreeMap::new()), &ask.who),
    };
    let item = drive.item_mut(key)?;
    if let Some(text) = body.get("description").and_then(Value::as_str) {
        item.description = Some(text.to_owned());
    }
    set_times(item, body.get("fileSystemInfo"));
    lists::item(ask, drives, drives.drive(number)?, key, 201)
}
