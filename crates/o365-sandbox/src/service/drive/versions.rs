//! Versions of files, and files that are checked out.

use std::sync::Arc;

use serde_json::Value;

use crate::schema::{CHECK_IN, DRIVE_ITEM_VERSION, Refusal};
use crate::service::drive::{
    DriveKind,
    ask::Ask,
    item::{Item, Version},
    items::unlocked,
    lists::{self, not_supported, options},
    names::invalid,
    show,
    stock::Drives,
    tree::{Drive, no_item},
};
use crate::wire::Reply;

/// The versions of a file, the current one first.
pub(super) fn all(item: &Item) -> Vec<Value> {
    item.versions().iter().rev().map(show::item_version).collect()
}

fn find<'i>(item: &'i Item, id: &str) -> Result<&'i Version, Refusal> {
    let number = id.trim_end_matches(".0");
    let known = item.versions().iter();
    if id.eq_ignore_ascii_case("current") {
        return item.versions().last().ok_or_else(no_item);
    }
    known.into_iter().find(|version| version.number.to_string() == number).ok_or_else(no_item)
}

pub(super) fn list(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let item = drives.drive(number)?.item(key)?;
    let wanted = options(ask.request, &DRIVE_ITEM_VERSION, false)?;
    lists::rows(ask, all(item), &wanted, "Collection(driveItemVersion)")
}

pub(super) fn get(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    key: u64,
    id: &str,
) -> Result<Reply, Refusal> {
    let item = drives.drive(number)?.item(key)?;
    let wanted = options(ask.request, &DRIVE_ITEM_VERSION, true)?;
    lists::one(ask, show::item_version(find(item, id)?), &wanted, "driveItemVersions")
}

/// `GET versions/{id}/content`, of any version but the current one.
pub(super) fn content(
    drives: &Drives,
    number: usize,
    key: u64,
    id: &str,
) -> Result<Reply, Refusal> {
    let drive = drives.drive(number)?;
    let item = drive.item(key)?;
    let version = find(item, id)?;
    if item.versions().last().is_some_and(|last| last.number == version.number) {
        return Err(invalid("You cannot get the content of the current version."));
    }
    let url = show::download_url(drives, drive, item, &format!("v{}", version.number));
    Ok(Reply::new(302).header("Location", &url))
}

/// `POST restoreVersion`: the old content becomes a new version.
pub(super) fn restore(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    key: u64,
    id: &str,
) -> Result<Reply, Refusal> {
    let drive = drives.drive_mut(number)?;
    let item = drive.item(key)?;
    unlocked(item, &ask.who.id)?;
    let version = find(item, id)?;
    if item.versions().last().is_some_and(|last| last.number == version.number) {
        return Err(invalid("The current version can't be restored."));
    }
    let blob = version.blob.clone();
    drive.write(key, blob, &ask.who)?;
    Ok(Reply::new(204))
}

/// A file that can be checked out.
fn lockable(drive: &Drive, key: u64) -> Result<&Item, Refusal> {
    let item = drive.item(key)?;
    if drive.kind == DriveKind::Personal {
        return Err(not_supported("Files of a personal drive can't be checked out."));
    }
    if item.is_folder() {
        return Err(invalid("A folder can't be checked out."));
    }
    Ok(item)
}

pub(super) fn check_out(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let drive = drives.drive_mut(number)?;
    let item = lockable(drive, key)?;
    unlocked(item, &ask.who.id)?;
    if item.checked_out.is_none() {
        let version = item.versions().last().map_or(0, |last| last.number);
        let item = drive.item_mut(key)?;
        item.checked_out = Some((Arc::clone(&ask.who), version));
        item.version += 1;
        drive.note(key);
    }
    Ok(Reply::new(204))
}

pub(super) fn check_in(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let body = ask.parameters(&CHECK_IN)?;
    if let Some(level) = body.get("checkInAs").and_then(Value::as_str)
        && !["published", "unspecified", ""].contains(&level.to_ascii_lowercase().as_str())
    {
        return Err(invalid(format!("A file can't be checked in as '{level}'.")));
    }
    checked_out(ask, drives.drive(number)?, key)?;
    let drive = drives.drive_mut(number)?;
    let item = drive.item_mut(key)?;
    item.checked_out = None;
    item.touch(&ask.who);
    drive.note(key);
    Ok(Reply::new(204))
}

/// What was written since the file was checked out is lost.
pub(super) fn discard(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let since = checked_out(ask, drives.drive(number)?, key)?;
    let drive = drives.drive_mut(number)?;
    let item = drive.item_mut(key)?;
    item.checked_out = None;
    let changed = item.versions().last().is_some_and(|last| last.number != since);
    let old = item.versions().iter().find(|version| version.number == since);
    if let Some(old) = old.map(|version| version.blob.clone()).filter(|_| changed) {
        drive.write(key, old, &ask.who)?;
    }
    drive.note(key);
    Ok(Reply::new(204))
}

/// The version that the file had when it was checked out.
fn checked_out(ask: &Ask<'_>, drive: &Drive, key: u64) -> Result<u64, Refusal> {
    let item = lockable(drive, key)?;
    unlocked(item, &ask.who.id)?;
    let (_, version) = item
        .checked_out
        .as_ref()
        .ok_or_else(|| Refusal::new(409, "notAllowed", "The file is not checked out."))?;
    Ok(*version)
}
