//! Upload sessions: opened by Graph, fed at a pre-authenticated URL.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::schema::{FILE_SESSION, Refusal, iso, now};
use crate::service::{
    drive::{
        ask::{Ask, Found, content},
        content::{self, File},
        items::{set_times, tags, unlocked},
        lists,
        names::{Conflict, invalid},
        stock::{Drives, nothing},
        uploads::Session,
    },
    ids::fnv,
    reply::header,
    token::encoded,
};
use crate::wire::{Reply, Request};

/// `POST createUploadSession`.
pub(super) fn create(ask: &Ask<'_>, drives: &mut Drives, found: &Found) -> Result<Reply, Refusal> {
    let body = ask.parameters(&FILE_SESSION)?;
    let raw = ask.raw();
    let item = body.get("item");
    let said = match raw.get("item").and_then(Value::as_object) {
        Some(item) => ask.conflict_in(item)?,
        None => ask.conflict()?,
    };
    // Who names a file that is there by its id wants to replace it.
    let by_id = found.missing.is_empty();
    let (parent, mut name) = content::place(drives, found)?;
    let existing = by_id.then_some(found.at);
    if let Some(key) = existing {
        let drive = drives.drive(found.drive)?;
        ask.must_match(&tags(drive, key)?)?;
        unlocked(drive.item(key)?, &ask.who.id)?;
    }
    let addressed_by_path = ask.request.segments.iter().any(|segment| segment.ends_with(':'));
    let default = if by_id && !addressed_by_path { Conflict::Replace } else { Conflict::Fail };
    let conflict = said.unwrap_or(default);
    if let Some(said) = item.and_then(|item| item.get("name")).and_then(Value::as_str) {
        said.clone_into(&mut name);
    }
    let parent = match parent {
        Some(parent) => parent,
        None => content::folders(drives, found, &ask.who)?,
    };
    drives.drive(found.drive)?.slot(parent, &name, false, conflict, None)?;
    let size = item.and_then(|item| item.get("fileSize")).and_then(Value::as_i64);
    let size =
        size.map(|size| u64::try_from(size).map_err(|_| invalid("The fileSize is negative.")));
    let size = size.transpose()?;
    content::room(drives, found.drive, 0, size.unwrap_or_default())?;

    let number = drives.next();
    let seal = fnv(format!("{number}{name}{}", drives.media).as_bytes());
    // Legal, and altered by whoever decodes and encodes it.
    let target = format!(
        "/up/{number}/{}/uploadSession?guid='{seal:x}'&overwrite=&tempauth=v1.ey%2Bx%252F{seal:X}%2f==&v=a%20b",
        encoded(&name)
    );
    let lifetime = i64::try_from(drives.rules.session_lifetime.as_secs()).unwrap_or(i64::MAX);
    let file = File { drive: found.drive, parent, name, conflict };
    let mut session = Session::new(file, Arc::clone(&ask.who), size, lifetime);
    session.root.clone_from(&ask.request.root);
    session.target.clone_from(&target);
    session.defer = body.get("deferCommit").and_then(Value::as_bool).unwrap_or(false);
    session.times = item.and_then(|item| item.get("fileSystemInfo")).cloned();
    let description = item.and_then(|item| item.get("description")).and_then(Value::as_str);
    session.description = description.map(str::to_owned);
    let answer = json!({
        "@odata.context": format!("{}/$metadata#microsoft.graph.uploadSession", ask.request.root),
        "uploadUrl": format!("{}{target}", drives.media),
        "expirationDateTime": iso(session.expires),
        "nextExpectedRanges": session.ranges_at_first(),
    });
    drives.sessions.insert(number, session);
    Ok(Reply::value(200, &answer))
}

impl Session {
    fn ranges_at_first(&self) -> Vec<String> {
        vec![format!("{}-", self.next())]
    }

    fn status(&self, status: u16) -> Reply {
        let ranges = self.ranges();
        Reply::value(
            status,
            &json!({"expirationDateTime": iso(self.expires), "nextExpectedRanges": ranges}),
        )
    }
}

/// Answers at the URL of a session.
pub(super) fn answer(drives: &mut Drives, request: &Request) -> Result<Reply, Refusal> {
    let number = request.segments.get(1).and_then(|number| number.parse::<u64>().ok());
    let number = number.ok_or_else(nothing)?;
    drives.sessions.retain(|_, session| session.expires > now());
    let session = drives.sessions.get_mut(&number).ok_or_else(gone)?;
    if session.target != request.target {
        let text = "The URL of the upload session was altered: its signature doesn't fit.";
        return Err(Refusal::new(401, "unauthenticated", text));
    }
    match request.method.as_str() {
        "GET" => Ok(session.status(200)),
        "DELETE" => {
            drives.sessions.remove(&number);
            Ok(Reply::new(204))
        }
        "PUT" => {
            let keep = drives.keep.pop_front();
            session.take(header(request, "content-range"), &content(request), keep)?;
            if !session.is_complete() || session.defer {
                return Ok(session.status(202));
            }
            finish(drives, number, None)
        }
        "POST" if session.is_complete() => finish(drives, number, None),
        "POST" => Err(invalid("The upload session is not complete.")),
        _ => Err(Refusal::new(405, "invalidRequest", "The method is not allowed here.")),
    }
}

/// Makes the file. A session whose name was taken meanwhile stays.
fn finish(drives: &mut Drives, number: u64, file: Option<File>) -> Result<Reply, Refusal> {
    let session = drives.sessions.get(&number).ok_or_else(gone)?;
    session.check()?;
    let file = file.unwrap_or_else(|| session.file.clone());
    let drive = drives.drive(file.drive)?;
    // What would refuse the file is asked before the session is given up for it.
    let (_, taken) = drive.slot(file.parent, &file.name, false, file.conflict, None)?;
    let old = match taken {
        Some(key) => {
            unlocked(drive.item(key)?, &session.who.id)?;
            drive.item(key)?.size()
        }
        None => 0,
    };
    content::room(drives, file.drive, old, session.next())?;
    let session = drives.sessions.remove(&number).ok_or_else(gone)?;
    let (root, who) = (session.root.clone(), Arc::clone(&session.who));
    let (times, description) = (session.times.clone(), session.description.clone());
    let (key, created) = content::store(drives, &file, session.into_writer(), &who)?;
    let item = drives.drive_mut(file.drive)?.item_mut(key)?;
    set_times(item, times.as_ref());
    if description.is_some() {
        item.description = description;
    }
    let status = if created { 201 } else { 200 };
    lists::plain_item(&root, drives, drives.drive(file.drive)?, key, status)
}

/// `PUT` of an item whose content is that of a session: how an upload ends when its name was taken.
pub(super) fn commit_as(
    ask: &Ask<'_>,
    drives: &mut Drives,
    found: &Found,
) -> Result<Reply, Refusal> {
    let body = ask.raw();
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let source = text("@microsoft.graph.sourceUrl").or_else(|| text("@content.sourceUrl"));
    let source = source.ok_or_else(|| invalid("The source URL is missing."))?;
    let target = source.strip_prefix(drives.media.as_str()).unwrap_or_default();
    let number = drives.sessions.iter().find(|(_, session)| session.target == target);
    let number = number.map(|(number, _)| *number).ok_or_else(gone)?;
    let conflict = ask.conflict_in(&body)?.unwrap_or(Conflict::Fail);
    let (parent, known) = content::place(drives, found)?;
    let name = text("name").map_or(known, str::to_owned);
    let parent = match parent {
        Some(parent) => parent,
        None => content::folders(drives, found, &ask.who)?,
    };
    finish(drives, number, Some(File { drive: found.drive, parent, name, conflict }))
}

fn gone() -> Refusal {
    Refusal::new(404, "itemNotFound", "The upload session was not found: it has ended or expired.")
}
