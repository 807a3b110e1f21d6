//! Copies: begun by Graph, done after a while, watched at a pre-authenticated URL.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::schema::{COPY, Refusal, now};
use crate::service::{
    drive::{
        DriveKind,
        ask::Ask,
        content::room,
        item::{Identity, What},
        items,
        names::{Conflict, invalid},
        stock::{Drives, Pass, nothing},
        tree::{ROOT, no_item},
    },
    ids::guid_of,
};
use crate::wire::{Reply, Request};

/// A copy that nobody watches is made after so many seconds.
const PATIENCE: i64 = 2;

/// A copy on its way.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    from: (usize, u64),
    to: (usize, u64),
    name: String,
    conflict: Conflict,
    children_only: bool,
    history: bool,
    who: Arc<Identity>,
    /// Where links to items begin.
    root: String,
    begun: i64,
    polls: u32,
    left: u32,
    result: Option<Result<u64, (String, String)>>,
}

/// `POST copy`.
pub(super) fn start(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let body = ask.parameters(&COPY)?;
    let conflict = match ask.conflict()? {
        Some(conflict) => conflict,
        // A personal drive hears the body, the others only the query.
        None if drives.drive(number)?.kind == DriveKind::Personal => {
            ask.conflict_in(&ask.raw())?.unwrap_or(Conflict::Fail)
        }
        None => Conflict::Fail,
    };
    let item = drives.drive(number)?.item(key)?;
    if key == ROOT {
        return Err(invalid("The root can't be copied."));
    }
    let flag = |name: &str| body.get(name).and_then(Value::as_bool).unwrap_or(false);
    let name = body.get("name").and_then(Value::as_str).unwrap_or(&item.name).to_owned();
    if flag("childrenOnly") && !item.is_folder() {
        return Err(invalid("Only a folder has children to be copied."));
    }
    let here = (number, item.parent.unwrap_or(ROOT));
    let to = match body.get("parentReference").filter(|parent| !parent.is_null()) {
        None => here,
        Some(parent) => {
            let drive = match parent.get("driveId").and_then(Value::as_str) {
                Some(id) => drives.find(id)?,
                None => number,
            };
            let target = drives.drive(drive)?;
            let folder = items::folder(target, parent)?;
            (drive, folder.unwrap_or(if drive == number { here.1 } else { ROOT }))
        }
    };
    let target = drives.drive(to.0)?;
    ask.may(target, to.1, true)?;
    if !target.item(to.1)?.is_folder() {
        return Err(invalid("The target is not a folder."));
    }
    if to.0 == number && drives.drive(number)?.below(key).contains(&to.1) {
        return Err(invalid("A folder can't be copied into itself."));
    }
    let polls = drives.rules.copy_polls;
    let result = drives.fail.pop_front().map(Err);
    let job = Job {
        from: (number, key),
        to,
        name,
        conflict,
        children_only: flag("childrenOnly"),
        history: flag("includeAllVersionHistory"),
        who: Arc::clone(&ask.who),
        root: ask.request.root.clone(),
        begun: now(),
        polls,
        left: polls,
        result,
    };
    let id = drives.next();
    drives.jobs.insert(id, job);
    let pass = Pass { kind: "monitor", drive: number, key: id, what: guid_of(&id.to_string()) };
    Ok(Reply::new(202).header("Location", &drives.url(&pass)))
}

/// Makes the copies that nobody has watched.
pub(super) fn settle(drives: &mut Drives) {
    let late = |job: &Job| job.result.is_none() && job.begun + PATIENCE <= now();
    let due: Vec<_> = drives.jobs.iter().filter(|(_, job)| late(job)).map(|(id, _)| *id).collect();
    due.into_iter().for_each(|id| carry_out(drives, id));
}

fn carry_out(drives: &mut Drives, id: u64) {
    let Some(job) = drives.jobs.get(&id).cloned() else { return };
    if job.result.is_some() {
        return;
    }
    let result = copy(drives, &job);
    if let Some(job) = drives.jobs.get_mut(&id) {
        job.result = Some(result.map_err(|refusal| (refusal.code.to_owned(), refusal.message)));
    }
}

fn copy(drives: &mut Drives, job: &Job) -> Result<u64, Refusal> {
    let (number, key) = job.from;
    let source = drives.drive(number)?;
    let item = source.item(key)?;
    if item.trashed {
        return Err(no_item());
    }
    room(drives, job.to.0, 0, source.size(key))?;
    let roots: Vec<(u64, String)> = if job.children_only {
        source.children(key).map(|child| (child.key, child.name.clone())).collect()
    } else {
        vec![(key, job.name.clone())]
    };
    let mut made = job.to.1;
    for (key, name) in roots {
        made = copy_tree(drives, job, key, &name)?;
    }
    Ok(made)
}

/// Copies an item with all that is below it; gives the key of the copy.
fn copy_tree(drives: &mut Drives, job: &Job, top: u64, name: &str) -> Result<u64, Refusal> {
    let source = drives.drive(job.from.0)?;
    let items: Vec<_> =
        source.below(top).into_iter().filter_map(|key| source.item(key).ok().cloned()).collect();
    let target = drives.drive_mut(job.to.0)?;
    let folder = items.first().is_some_and(super::item::Item::is_folder);
    let (name, taken) = target.slot(job.to.1, name, folder, job.conflict, None)?;
    if let Some(taken) = taken {
        if job.to.0 == job.from.0 && taken == top {
            return Err(invalid("An item can't replace itself."));
        }
        target.trash(taken);
    }
    let mut keys: BTreeMap<u64, u64> = BTreeMap::new();
    let mut first = None;
    for item in items {
        let parent = item.parent.and_then(|parent| keys.get(&parent).copied()).unwrap_or(job.to.1);
        let name = if first.is_none() { name.as_str() } else { item.name.as_str() };
        let what = match item.what {
            What::Folder(_) => What::Folder(BTreeMap::new()),
            What::File { media_type, blob, mut versions } => {
                if !job.history {
                    versions.drain(..versions.len().saturating_sub(1));
                    versions.iter_mut().for_each(|version| version.number = 1);
                }
                What::File { media_type, blob, versions }
            }
        };
        let key = target.insert(Some(parent), name, what, &job.who);
        target.item_mut(key)?.facets = item.facets;
        keys.insert(item.key, key);
        first.get_or_insert(key);
    }
    first.ok_or_else(no_item)
}

/// Answers at the URL of a copy.
pub(super) fn status(drives: &mut Drives, request: &Request) -> Result<Reply, Refusal> {
    let pass = drives.pass(request, "monitor")?;
    let job = drives.jobs.get_mut(&pass.key).ok_or_else(nothing)?;
    if job.left > 0 {
        job.left -= 1;
        let done = f64::from(job.polls - job.left) * 100.0 / f64::from(job.polls + 1);
        return Ok(Reply::value(
            202,
            &json!({
                "operation": "itemCopy", "status": "inProgress",
                "percentageComplete": (done * 10.0).round() / 10.0,
                "statusDescription": "Copying",
            }),
        ));
    }
    carry_out(drives, pass.key);
    let job = drives.jobs.get(&pass.key).ok_or_else(nothing)?;
    match job.result.as_ref().ok_or_else(nothing)? {
        Err((code, message)) => Ok(Reply::value(
            200,
            &json!({
                "operation": "itemCopy", "status": "failed", "percentageComplete": 0.0,
                "errorCode": code,
                "error": {"code": code, "message": message},
                "statusDescription": message,
            }),
        )),
        Ok(key) => {
            let drive = drives.drive(job.to.0)?;
            let id = &drive.item(*key)?.id;
            let place = format!("{}/drives/{}/items/{id}", job.root, drive.id);
            if drives.rules.redirect_copies {
                return Ok(Reply::new(303).header("Location", &place));
            }
            Ok(Reply::value(
                200,
                &json!({
                    "operation": "itemCopy", "status": "completed", "percentageComplete": 100.0,
                    "resourceId": id, "resourceLocation": place, "statusDescription": "Completed",
                }),
            ))
        }
    }
}
