//! Content of files: given out by a redirect, and taken in whole.

use std::io::{self, Write as _};
use std::sync::Arc;

use crate::blob::{Blob, BlobWriter};
use crate::schema::Refusal;
use crate::service::{
    drive::{
        DriveKind,
        ask::{Ask, Found, names_one},
        item::Identity,
        items::{tags, unlocked},
        lists,
        names::{Conflict, extension, invalid},
        show,
        stock::Drives,
    },
    reply::header,
};
use crate::wire::Reply;

/// The most that is taken in one request.
const LARGEST: u64 = 250 * 1024 * 1024;
/// What can be had as PDF.
const CONVERTED: &[&str] = &[
    "csv", "doc", "docx", "odp", "ods", "odt", "pot", "potm", "potx", "pps", "ppsx", "ppsxm",
    "ppt", "pptm", "pptx", "rtf", "xls", "xlsx", "md", "htm", "html", "txt", "eml", "msg",
];
/// What libraries write into.
const REWRITTEN: &[&str] = &["docx", "xlsx", "pptx", "doc", "xls", "ppt", "htm", "html", "aspx"];

pub(super) fn get(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let drive = drives.drive(number)?;
    let item = drive.item(key)?;
    if item.is_folder() {
        return Err(invalid("A folder has no content."));
    }
    if item.facets.contains_key("malware") {
        let refusal = Refusal::new(403, "accessDenied", "Malware detected in requested resource.");
        return Err(refusal.inner("malwareDetected"));
    }
    if header(ask.request, "if-none-match")
        .is_some_and(|known| names_one(known, &[item.etag(), item.ctag()]))
    {
        return Ok(Reply::new(304).header("ETag", &item.etag()));
    }
    let format = ask.request.query.iter().find(|(name, _)| name.eq_ignore_ascii_case("format"));
    let what = match format {
        None => "current".to_owned(),
        Some((_, format)) => convertible(&item.name, format)?,
    };
    let url = show::download_url(drives, drive, item, &what);
    Ok(Reply::new(302).header("Location", &url))
}

fn convertible(name: &str, format: &str) -> Result<String, Refusal> {
    let extension = extension(name);
    let fits = match format.to_ascii_lowercase().as_str() {
        "pdf" => CONVERTED.contains(&extension.as_str()),
        "html" => ["eml", "md", "msg"].contains(&extension.as_str()),
        "jpg" => ["jpg", "jpeg", "png", "heic", "pdf", "mp4", "3g2"].contains(&extension.as_str()),
        "glb" => ["cool", "fbx", "obj", "ply", "stl", "3mf"].contains(&extension.as_str()),
        _ => return Err(invalid(format!("'{format}' is not a format."))),
    };
    if !fits {
        let text = format!("A file of the type '{extension}' can't be converted to '{format}'.");
        return Err(Refusal::new(406, "notSupported", text));
    }
    Ok(format.to_ascii_lowercase())
}

/// `PUT content`.
pub(super) fn put(ask: &Ask<'_>, drives: &mut Drives, found: &Found) -> Result<Reply, Refusal> {
    let conflict = ask.conflict()?.unwrap_or(Conflict::Replace);
    let blob = ask.content();
    if blob.len() > LARGEST {
        return Err(Refusal::new(413, "invalidRequest", "The request message is too big."));
    }
    let (parent, name) = place(drives, found)?;
    if found.missing.is_empty() {
        ask.must_match(&tags(drives.drive(found.drive)?, found.at)?)?;
    } else if header(ask.request, "if-match").is_some() {
        return Err(super::tree::no_item());
    }
    let parent = match parent {
        Some(parent) => parent,
        None => folders(drives, found, &ask.who)?,
    };
    let mut writer = BlobWriter::default();
    writer.append(&blob).map_err(|error| broken(&error))?;
    let file = File { drive: found.drive, parent, name, conflict };
    let (key, created) = store(drives, &file, writer, &ask.who)?;
    let status = if created { 201 } else { 200 };
    lists::plain_item(&ask.request.root, drives, drives.drive(found.drive)?, key, status)
}

/// Where a file goes.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) drive: usize,
    pub(super) parent: u64,
    pub(super) name: String,
    pub(super) conflict: Conflict,
}

/// The folder and the name of what a path leads to; no folder if that has to be made first.
pub(super) fn place(drives: &Drives, found: &Found) -> Result<(Option<u64>, String), Refusal> {
    let drive = drives.drive(found.drive)?;
    let item = drive.item(found.at)?;
    match found.missing.as_slice() {
        [] if item.is_folder() => {
            Err(invalid("File name not provided in url: the item is a folder."))
        }
        [] => Ok((item.parent, item.name.clone())),
        [name] => Ok((Some(found.at), name.clone())),
        [.., name] => Ok((None, name.clone())),
    }
}

/// Makes the folders that a path has and the drive hasn't.
pub(super) fn folders(
    drives: &mut Drives,
    found: &Found,
    who: &Arc<Identity>,
) -> Result<u64, Refusal> {
    let names = found.missing.split_last().map_or(&[][..], |(_, folders)| folders);
    drives.drive_mut(found.drive)?.folders(found.at, names, who)
}

/// Whether there is room for so many bytes in place of what is there.
///
/// # Errors
/// 507 `quotaLimitReached`.
pub(super) fn room(drives: &Drives, number: usize, old: u64, new: u64) -> Result<(), Refusal> {
    let drive = drives.drive(number)?;
    if drive.used.saturating_sub(old).saturating_add(new) > drive.quota {
        return Err(Refusal::new(
            507,
            "quotaLimitReached",
            "The user has reached their quota limit.",
        ));
    }
    Ok(())
}

/// Puts content into a new file or an old one; says which, and whether it is new.
pub(super) fn store(
    drives: &mut Drives,
    file: &File,
    mut writer: BlobWriter,
    who: &Arc<Identity>,
) -> Result<(u64, bool), Refusal> {
    let File { drive: number, parent, name, conflict } = file;
    let drive = drives.drive(*number)?;
    let (name, taken) = drive.slot(*parent, name, false, *conflict, None)?;
    let old = match taken {
        Some(key) => {
            unlocked(drive.item(key)?, &who.id)?;
            drive.item(key)?.size()
        }
        None => 0,
    };
    room(drives, *number, old, writer.len())?;
    let library = drive.kind != DriveKind::Personal;
    if drives.rules.rewrite_office_files
        && library
        && REWRITTEN.contains(&extension(&name).as_str())
    {
        let note = format!("<!-- {} -->", who.id);
        writer.write_all(note.as_bytes()).map_err(|error| broken(&error))?;
    }
    if drives.corrupt > 0 {
        drives.corrupt -= 1;
        writer.corrupt().map_err(|error| broken(&error))?;
    }
    let blob: Blob = writer.finish();
    let drive = drives.drive_mut(*number)?;
    match taken {
        Some(key) => drive.write(key, blob, who).map(|()| (key, false)),
        None => Ok((drive.insert_file(*parent, &name, blob, who), true)),
    }
}

/// The temporary files of the sandbox don't work.
pub(super) fn broken(error: &io::Error) -> Refusal {
    Refusal::new(500, "generalException", format!("The content could not be kept: {error}"))
}
