//! Drives: OneDrive of people, libraries of groups and sites.

mod names;
mod item;
mod marks;
mod tree;
mod address;
mod job;
mod uploads;
mod stock;
mod pictures;
mod show;
mod permissions;
mod ask;
mod lists;
mod items;
mod folders;
mod changes;
mod content;
mod sessions;
mod copies;
mod versions;
mod sharing;
mod shares;
mod media;
mod notices;
mod desk;

use serde_json::Value;

use crate::schema::{DRIVE, Refusal};
use crate::service::{
    Caller,
    calendar_place::{lower, no_segment, not_allowed},
    drive::{
        address::{Base, Owner, Spot, Start},
        ask::{Ask, Found},
    },
    sites::Library,
    state::State,
};
use crate::wire::{Reply, Request};

pub(crate) use crate::service::drive::{
    address::leads_here,
    desk::Named,
    item::Identity,
    media::answer as media,
    pictures::png as picture,
    stock::Drives,
    tree::{Drive, ROOT},
};
pub use crate::service::drive::{stock::DriveRules, tree::DriveKind};

/// Answers one request below `drive`, `drives` or `shares`.
pub(crate) fn answer(
    drives: &mut Drives,
    state: &State,
    caller: &Caller,
    request: &Request,
) -> Result<Reply, Refusal> {
    let (base, spot) = address::read(&request.segments).ok_or_else(|| no_segment(""))??;
    let ask = Ask::new(request, state, caller);
    copies::settle(drives);
    if let (Base::All(owner), _) = (&base, &spot) {
        return all_of(&ask, drives, owner);
    }
    let (number, shared) = match &base {
        Base::Default(owner) => (ask.default_drive(drives, owner)?, None),
        Base::Id(id) => (drives.find(id)?, None),
        Base::Share(token) => {
            let opened = shares::open(&ask, drives, token)?;
            (opened.drive, Some(opened))
        }
        Base::All(_) => return Err(not_allowed()),
    };
    let get = request.method == "GET";
    match spot {
        Spot::Item(start, names, tail) => {
            if let (Start::Id(id), "POST", [action]) = (&start, request.method.as_str(), &*tail)
                && lower(action) == "restore"
            {
                return items::restore(&ask, drives, number, id);
            }
            let mut found = ask.find(drives, number, &start, &names)?;
            let opened = shared.as_ref().filter(|_| start == Start::Shared);
            if let Some(opened) = opened {
                found.at = opened.key;
            }
            // A link is enough for what it is for.
            if opened.is_none_or(|opened| !get && !opened.edits) {
                ask.may(drives.drive(number)?, found.at, !get)?;
            }
            item(&ask, drives, &found, &tail)
        }
        Spot::Shared if get => {
            let key = shared.map_or(tree::ROOT, |opened| opened.key);
            shares::shared(&ask, drives, number, key)
        }
        Spot::Permission if get => match &shared {
            Some(opened) => shares::permission(&ask, drives, opened),
            None => Err(not_allowed()),
        },
        Spot::Grant if request.method == "POST" => match &shared {
            Some(opened) => shares::grant(&ask, drives, opened),
            None => Err(not_allowed()),
        },
        Spot::Drive if get => {
            let options = lists::options(request, &DRIVE, true)?;
            let row = show::drive(drives.drive(number)?);
            lists::one(&ask, row, &options, "drives")
        }
        Spot::List if get => lists::library(&ask, drives.drive(number)?),
        Spot::Recent if get => items::recent(&ask, drives, number),
        Spot::SharedWithMe if get => shares::with_me(&ask, drives),
        Spot::Following if get => items::following(&ask, drives, number),
        Spot::Followed(id) => items::followed(&ask, drives, number, &id),
        Spot::Search(words) if get => items::search(&ask, drives, number, tree::ROOT, &words),
        _ => Err(not_allowed()),
    }
}

/// The item of a list that a path to a file's `listItem` means: the library, the number, and what comes after it. `None`
/// for files that are in no library of a site.
///
/// # Errors
/// 404 for what isn't there, 403 for what isn't open to the caller.
pub(crate) fn list_item(
    drives: &mut Drives,
    state: &State,
    caller: &Caller,
    request: &Request,
) -> Result<Option<(Library, u64, Vec<String>)>, Refusal> {
    let Some(Ok((base, Spot::Item(start, names, tail)))) = address::read(&request.segments) else {
        return Ok(None);
    };
    let rest = match tail.split_first() {
        Some((first, rest)) if lower(first) == "listitem" => rest.to_vec(),
        _ => return Ok(None),
    };
    let ask = Ask::new(request, state, caller);
    let number = match &base {
        Base::Default(owner) => ask.default_drive(drives, owner)?,
        Base::Id(id) => drives.find(id)?,
        Base::Share(_) | Base::All(_) => return Ok(None),
    };
    let key = ask.find(drives, number, &start, &names)?.item()?;
    let drive = drives.drive(number)?;
    ask.may(drive, key, request.method != "GET")?;
    let library = drive.site.clone().filter(|_| key != ROOT);
    Ok(library.map(|library| (library, key - ROOT, rest)))
}

/// The file of a list's item, as items show it.
pub(crate) fn file_of(drives: &Drives, list: &str, number: u64) -> Option<Value> {
    let is_it = |drive: &&Drive| drive.site.as_ref().is_some_and(|site| site.list == list);
    let drive = drives.all().find(is_it)?;
    let item = drive.item(number + ROOT).ok().filter(|item| !item.trashed)?;
    Some(show::selected(show::item(drives, drive, item), None, &[], true))
}

/// `GET drives` of somebody.
fn all_of(ask: &Ask<'_>, drives: &mut Drives, owner: &Owner) -> Result<Reply, Refusal> {
    if ask.request.method != "GET" {
        return Err(not_allowed());
    }
    let known = ask.default_drive(drives, owner);
    let (owner, _) = ask.owner(owner)?;
    let options = lists::options(ask.request, &DRIVE, false)?;
    if let (Err(refusal), Owner::Site(_)) = (known, &owner) {
        return Err(refusal);
    }
    let of = drives.of(&owner).iter().filter_map(|number| drives.drive(*number).ok());
    lists::rows(ask, of.map(show::drive).collect(), &options, "drives")
}

/// What is below an item.
fn item(
    ask: &Ask<'_>,
    drives: &mut Drives,
    found: &Found,
    tail: &[String],
) -> Result<Reply, Refusal> {
    let number = found.drive;
    let method = ask.request.method.as_str();
    let names: Vec<_> = tail.iter().map(|segment| lower(segment)).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    // What doesn't have to be there.
    match (method, names.as_slice()) {
        ("PUT", ["content"]) => return content::put(ask, drives, found),
        ("POST", ["createuploadsession"]) => return sessions::create(ask, drives, found),
        ("PUT", []) => return sessions::commit_as(ask, drives, found),
        _ => {}
    }
    let key = found.item()?;
    let part = |at: usize| tail.get(at).map_or("", String::as_str);
    if let ("GET", Some(words), 1) =
        (method, address::parameter(part(0), "search", "q"), tail.len())
    {
        return items::search(ask, drives, number, key, &words);
    }
    if let ("GET", Some(token), 1) =
        (method, address::parameter(part(0), "delta", "token"), tail.len())
    {
        return changes::delta(ask, drives, number, key, Some(&token));
    }
    match (method, names.as_slice()) {
        ("GET", []) => items::get(ask, drives, number, key),
        ("PATCH", []) => items::update(ask, drives, number, key),
        ("DELETE", []) => items::delete(ask, drives, number, key, false),
        ("POST", ["permanentdelete"]) => items::delete(ask, drives, number, key, true),
        ("GET", ["children"]) => folders::children(ask, drives, number, key),
        ("POST", ["children"]) => folders::create(ask, drives, number, key),
        ("GET", ["delta"]) => changes::delta(ask, drives, number, key, None),
        ("GET" | "HEAD", ["content"]) => content::get(ask, drives, number, key),
        ("POST", ["copy"]) => copies::start(ask, drives, number, key),
        ("GET", ["thumbnails", ..]) => {
            lists::thumbnails(ask, drives, number, key, tail.get(1..).unwrap_or_default())
        }
        ("POST", ["preview"]) => items::preview(ask, drives, number, key),
        ("POST", ["follow"]) => items::follow(ask, drives, number, key, true),
        ("POST", ["unfollow"]) => items::follow(ask, drives, number, key, false),
        ("GET", ["versions"]) => versions::list(ask, drives, number, key),
        ("GET", ["versions", _]) => versions::get(ask, drives, number, key, part(1)),
        ("GET", ["versions", _, "content"]) => versions::content(drives, number, key, part(1)),
        ("POST", ["versions", _, "restoreversion"]) => {
            versions::restore(ask, drives, number, key, part(1))
        }
        ("POST", ["checkout"]) => versions::check_out(ask, drives, number, key),
        ("POST", ["checkin"]) => versions::check_in(ask, drives, number, key),
        ("POST", ["discardcheckout"]) => versions::discard(ask, drives, number, key),
        ("GET", ["permissions"]) => sharing::list(ask, drives, number, key),
        ("GET", ["permissions", _]) => sharing::get(ask, drives, number, key, part(1)),
        ("PATCH", ["permissions", _]) => sharing::update(ask, drives, number, key, part(1)),
        ("DELETE", ["permissions", _]) => sharing::delete(drives, number, key, part(1)),
        ("POST", ["createlink"]) => sharing::create_link(ask, drives, number, key),
        ("POST", ["invite"]) => sharing::invite(ask, drives, number, key),
        ("GET", ["listitem"]) => lists::list_item(ask, drives, number, key),
        (_, [known]) if ACTIONS.contains(known) => Err(not_allowed()),
        (_, []) => Err(not_allowed()),
        _ => Err(no_segment(part(0))),
    }
}

/// What an item has, for other methods.
const ACTIONS: &[&str] = &[
    "children",
    "content",
    "copy",
    "checkin",
    "checkout",
    "createlink",
    "createuploadsession",
    "delta",
    "discardcheckout",
    "follow",
    "invite",
    "listitem",
    "permanentdelete",
    "permissions",
    "preview",
    "restore",
    "thumbnails",
    "unfollow",
    "versions",
];
