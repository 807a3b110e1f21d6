//! Items, one at a time: read, changed, moved, deleted, found.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::schema::{DRIVE_ITEM, PREVIEW, Purpose, RESTORE, Refusal, instant};
use crate::service::{
    body,
    drive::{
        DriveKind,
        ask::{Ask, names_one},
        item::{Item, Version, What},
        lists::{self, not_supported},
        names::{Conflict, invalid},
        stock::Drives,
        tree::{Drive, ROOT},
    },
    ids::guid_of,
    reply::header,
};
use crate::wire::Reply;

pub(super) fn get(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let drive = drives.drive(number)?;
    let tags = tags(drive, key)?;
    if header(ask.request, "if-none-match").is_some_and(|known| names_one(known, &tags)) {
        return Ok(Reply::new(304));
    }
    lists::item(ask, drives, drive, key, 200)
}

/// What `If-Match` may name.
pub(super) fn tags(drive: &Drive, key: u64) -> Result<Vec<String>, Refusal> {
    let item = drive.item(key)?;
    Ok(vec![item.etag(), item.ctag()])
}

/// Refuses a change to what is locked, or checked out by somebody else.
///
/// # Errors
/// 423 `resourceLocked`.
pub(super) fn unlocked(item: &Item, who: &str) -> Result<(), Refusal> {
    let elsewhere = item.checked_out.as_ref().is_some_and(|(by, _)| by.id != who);
    if item.locked || elsewhere {
        return Err(Refusal::new(423, "resourceLocked", "The resource is locked."));
    }
    Ok(())
}

/// Seconds of a member, if it is there.
pub(super) fn seconds(times: Option<&Value>, name: &str) -> Option<i64> {
    let text = times?.get(name)?.as_str()?;
    instant(text).map(|micros| micros.div_euclid(1_000_000))
}

pub(super) fn set_times(item: &mut Item, times: Option<&Value>) {
    if let Some(created) = seconds(times, "createdDateTime") {
        item.times.created = created;
    }
    if let Some(modified) = seconds(times, "lastModifiedDateTime") {
        item.times.modified = modified;
    }
}

pub(super) fn update(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let body = body::object(ask.request, &DRIVE_ITEM, Purpose::Update)?;
    let conflict = ask.conflict_in(&ask.raw())?.unwrap_or(Conflict::Fail);
    let drive = drives.drive_mut(number)?;
    ask.must_match(&tags(drive, key)?)?;
    unlocked(drive.item(key)?, &ask.who.id)?;
    let (name, parent) = target(drive, &body, key)?;
    let old = drive.item(key)?;
    if key == ROOT && (name != old.name || body.contains_key("parentReference")) {
        return Err(Refusal::new(403, "accessDenied", "The root can't be renamed or moved."));
    }
    if name != old.name || parent != old.parent {
        let parent = parent.unwrap_or(ROOT);
        if drive.below(key).contains(&parent) {
            return Err(invalid("A folder can't be moved into itself."));
        }
        let folder = old.is_folder();
        let (name, taken) = drive.slot(parent, &name, folder, conflict, Some(key))?;
        if let Some(taken) = taken {
            drive.trash(taken);
        }
        drive.relocate(key, parent, &name)?;
    }
    let versioned = drive.kind != DriveKind::Personal && body.contains_key("fileSystemInfo");
    let item = drive.item_mut(key)?;
    item.touch(&ask.who);
    match body.get("description") {
        Some(Value::String(text)) if !text.is_empty() => item.description = Some(text.clone()),
        Some(_) => item.description = None,
        None => {}
    }
    set_times(item, body.get("fileSystemInfo"));
    let (at, by) = (item.modified, Arc::clone(&ask.who));
    if let What::File { media_type, versions, blob } = &mut item.what {
        super::names::media_type(&item.name).clone_into(media_type);
        if versioned {
            // Drives of organisations make a version of a change of times.
            let number = versions.last().map_or(1, |last| last.number + 1);
            versions.push(Version { number, at, by, blob: blob.clone() });
        }
    }
    drive.note(key);
    lists::item(ask, drives, drives.drive(number)?, key, 200)
}

/// The name and the folder that a body gives an item.
fn target(
    drive: &Drive,
    body: &Map<String, Value>,
    key: u64,
) -> Result<(String, Option<u64>), Refusal> {
    let item = drive.item(key)?;
    let name = body.get("name").and_then(Value::as_str).unwrap_or(&item.name).to_owned();
    let parent = match body.get("parentReference").filter(|parent| !parent.is_null()) {
        Some(parent) => Some(folder(drive, parent)?.or(item.parent).unwrap_or(ROOT)),
        None => item.parent,
    };
    Ok((name, if key == ROOT { None } else { parent }))
}

/// The folder that a reference names.
pub(super) fn folder(drive: &Drive, reference: &Value) -> Result<Option<u64>, Refusal> {
    let text = |name: &str| reference.get(name).and_then(Value::as_str);
    if text("driveId").is_some_and(|id| !id.eq_ignore_ascii_case(&drive.id)) {
        return Err(invalid("An item can't be moved to another drive."));
    }
    if let Some(id) = text("id") {
        if id.eq_ignore_ascii_case("root") {
            return Err(invalid("The root must be named by its id."));
        }
        return drive.find(id).map(Some);
    }
    let Some(path) = text("path") else { return Ok(None) };
    let names = path.split_once("root:").map_or("", |(_, names)| names);
    let names: Vec<_> = names
        .split('/')
        .filter(|name| !name.is_empty())
        .map(|name| percent_encoding::percent_decode_str(name).decode_utf8_lossy().into_owned())
        .collect();
    drive.walk(ROOT, &names).map(Some).ok_or_else(super::tree::no_item)
}

pub(super) fn delete(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    key: u64,
    for_good: bool,
) -> Result<Reply, Refusal> {
    let drive = drives.drive_mut(number)?;
    if for_good && drive.kind == DriveKind::Personal {
        return Err(not_supported("A personal drive deletes nothing for good."));
    }
    ask.must_match(&tags(drive, key)?)?;
    if key == ROOT {
        return Err(Refusal::new(403, "accessDenied", "The root can't be deleted."));
    }
    for below in drive.below(key) {
        unlocked(drive.item(below)?, &ask.who.id)?;
    }
    if for_good {
        drive.purge(key);
    } else {
        drive.trash(key);
    }
    Ok(Reply::new(204))
}

/// `POST restore`: out of the recycle bin.
pub(super) fn restore(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    id: &str,
) -> Result<Reply, Refusal> {
    let body = ask.parameters(&RESTORE)?;
    let drive = drives.drive_mut(number)?;
    if drive.kind != DriveKind::Personal {
        return Err(not_supported("Only a personal drive restores items."));
    }
    let key = drive.find_trashed(id)?;
    ask.may(drive, ROOT, true)?;
    let (name, parent) = target(drive, &body, key)?;
    let parent = parent.unwrap_or(ROOT);
    if drive.item(parent)?.trashed {
        return Err(super::tree::no_item());
    }
    let folder = drive.item(key)?.is_folder();
    let (name, _) = drive.slot(parent, &name, folder, Conflict::Fail, Some(key))?;
    drive.restore(key, parent, &name)?;
    lists::plain_item(&ask.request.root, drives, drives.drive(number)?, key, 200)
}

/// `GET search(q='words')`: names that have all the words.
pub(super) fn search(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    top: u64,
    words: &str,
) -> Result<Reply, Refusal> {
    if words.trim().is_empty() {
        return Err(invalid("The search text is empty."));
    }
    let drive = drives.drive(number)?;
    ask.may(drive, top, false)?;
    let words: Vec<_> = words.split_whitespace().map(str::to_lowercase).collect();
    let below = drive.below(top).into_iter().filter(|key| *key != ROOT && *key != top);
    let found = below.filter(|key| {
        let name = drive.item(*key).map(|item| item.name.to_lowercase()).unwrap_or_default();
        words.iter().all(|word| name.contains(word.trim_matches('"')))
    });
    lists::items(ask, drives, drive, found.collect())
}

/// `GET recent`: files, the last changed first.
pub(super) fn recent(ask: &Ask<'_>, drives: &Drives, number: usize) -> Result<Reply, Refusal> {
    let drive = drives.drive(number)?;
    ask.may(drive, ROOT, false)?;
    let mut files: Vec<_> = drive.all().filter(|item| !item.is_folder()).collect();
    files.sort_by_key(|item| std::cmp::Reverse((item.modified, item.key)));
    lists::items(ask, drives, drive, files.iter().map(|item| item.key).collect())
}

/// `GET following`.
pub(super) fn following(ask: &Ask<'_>, drives: &Drives, number: usize) -> Result<Reply, Refusal> {
    let drive = drives.drive(number)?;
    ask.may(drive, ROOT, false)?;
    let followed = drive.all().filter(|item| item.followers.contains(&ask.who.id));
    lists::items(ask, drives, drive, followed.map(|item| item.key).collect())
}

pub(super) fn follow(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    key: u64,
    follow: bool,
) -> Result<Reply, Refusal> {
    let drive = drives.drive_mut(number)?;
    if drive.kind == DriveKind::Personal {
        return Err(not_supported("Items of a personal drive can't be followed."));
    }
    let item = drive.item_mut(key)?;
    if !follow {
        item.followers.remove(&ask.who.id);
        return Ok(Reply::new(204));
    }
    item.followers.insert(ask.who.id.clone());
    lists::plain_item(&ask.request.root, drives, drives.drive(number)?, key, 200)
}

/// `POST preview`: URLs that are good for a moment, to be put into a page.
pub(super) fn preview(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let body = ask.parameters(&PREVIEW)?;
    let item = drives.drive(number)?.item(key)?;
    if item.is_folder() {
        return Err(invalid("A folder has no preview."));
    }
    let text = |name: &str| body.get(name).map(|value| value.to_string().replace('"', ""));
    let page = text("page").map(|page| format!("&page={page}")).unwrap_or_default();
    let zoom = text("zoom").map(|zoom| format!("&zoom={zoom}")).unwrap_or_default();
    let url =
        format!("{}/preview/{}?token={}{page}{zoom}", drives.media, item.guid, guid_of(&item.id));
    let context = format!("{}/$metadata#microsoft.graph.itemPreviewInfo", ask.request.root);
    Ok(Reply::value(
        200,
        &json!({"@odata.context": context, "getUrl": url, "postUrl": null, "postParameters": null}),
    ))
}
