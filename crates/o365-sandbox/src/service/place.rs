//! What paths name.

use crate::schema::Refusal;
use crate::service::{
    calendar_place::{Spot, lower, no_segment, spot},
    shelves::Shelf,
};
use crate::wire::Request;

/// What a path names, below a user.
#[derive(Debug, PartialEq)]
pub(crate) enum Place<'a> {
    Owner,
    /// The path, for the module that knows it.
    Contacts(&'a [String]),
    Directory(&'a [String]),
    FollowedSites(&'a [String]),
    SendMail,
    MailTips,
    TranslateIds,
    Settings(Option<&'a str>),
    /// A collection; of rules, with its folder.
    Shelf(Shelf, Option<&'a str>),
    ShelfItem(Shelf, Option<&'a str>, &'a str),
    SupportedLanguages,
    /// With what is in the parentheses.
    SupportedZones(&'a str),
    Folders(&'a str),
    FolderCount(&'a str),
    FolderDelta(&'a str),
    Folder(&'a str),
    FolderAction(&'a str, String),
    /// Of a folder, or of the whole mailbox.
    Messages(Option<&'a str>),
    MessageCount(Option<&'a str>),
    MessageDelta(Option<&'a str>),
    Message(&'a str),
    MessageValue(&'a str),
    MessageAction(&'a str, String),
    Attachments(&'a str),
    AttachmentSession(&'a str),
    Attachment(&'a str, &'a str),
    AttachmentValue(&'a str, &'a str),
    /// In the calendars.
    Agenda(Spot<'a>),
}

const FOLDER_ACTIONS: &[&str] = &["move", "copy", "permanentdelete"];
const MESSAGE_ACTIONS: &[&str] = &[
    "move",
    "copy",
    "send",
    "permanentdelete",
    "reply",
    "replyall",
    "forward",
    "createreply",
    "createreplyall",
    "createforward",
];

/// The path, with `messages('id')` in two.
pub(crate) fn segments(request: &Request) -> Vec<String> {
    let mut path = Vec::new();
    for segment in &request.segments {
        let keyed = segment.strip_suffix("')").and_then(|rest| rest.split_once("('"));
        match keyed {
            Some((name, key)) => path.extend([name.to_owned(), key.replace("''", "'")]),
            None => path.push(segment.clone()),
        }
    }
    path
}

pub(crate) fn place(path: &[String]) -> Result<Place<'_>, Refusal> {
    let Some((first, rest)) = path.split_first() else { return Ok(Place::Owner) };
    if contacts(first) {
        return Ok(Place::Contacts(path));
    }
    if directory(first) {
        return Ok(Place::Directory(path));
    }
    match lower(first).as_str() {
        "followedsites" => Ok(Place::FollowedSites(rest)),
        "mailfolders" => folders_below("", rest),
        "messages" => messages_below(None, rest),
        "sendmail" if rest.is_empty() => Ok(Place::SendMail),
        "getmailtips" if rest.is_empty() => Ok(Place::MailTips),
        "translateexchangeids" if rest.is_empty() => Ok(Place::TranslateIds),
        "mailboxsettings" => match rest {
            [] => Ok(Place::Settings(None)),
            [part] => Ok(Place::Settings(Some(part))),
            [_, other, ..] => Err(no_segment(other)),
        },
        "outlook" => outlook_below(rest),
        "inferenceclassification" => match rest {
            [overrides, rest @ ..] if lower(overrides) == "overrides" => {
                shelf(Shelf::Overrides, None, rest)
            }
            _ => Err(no_segment(first)),
        },
        _ => match spot(path) {
            Some(spot) => spot.map(Place::Agenda),
            None => Err(no_segment(first)),
        },
    }
}

fn contacts(segment: &str) -> bool {
    ["contacts", "contactfolders"].contains(&lower(segment).as_str())
}

/// What the directory knows of a user.
fn directory(segment: &str) -> bool {
    ["manager", "directreports", "people", "photo", "photos"].contains(&lower(segment).as_str())
}

fn outlook_below(path: &[String]) -> Result<Place<'_>, Refusal> {
    let Some((first, rest)) = path.split_first() else { return Err(no_segment("outlook")) };
    let (name, parameters) = first.split_once('(').unwrap_or((first, ""));
    match (lower(name).as_str(), rest) {
        ("mastercategories", rest) => shelf(Shelf::Categories, None, rest),
        ("supportedlanguages", []) => Ok(Place::SupportedLanguages),
        ("supportedtimezones", []) => {
            Ok(Place::SupportedZones(parameters.strip_suffix(')').unwrap_or(parameters)))
        }
        _ => Err(no_segment(first)),
    }
}

fn shelf<'a>(
    shelf: Shelf,
    folder: Option<&'a str>,
    path: &'a [String],
) -> Result<Place<'a>, Refusal> {
    match path {
        [] => Ok(Place::Shelf(shelf, folder)),
        [id] => Ok(Place::ShelfItem(shelf, folder, id)),
        [_, other, ..] => Err(no_segment(other)),
    }
}

fn folders_below<'a>(parent: &'a str, path: &'a [String]) -> Result<Place<'a>, Refusal> {
    let (id, rest) = match path {
        [] => return Ok(Place::Folders(parent)),
        [count] if count == "$count" => return Ok(Place::FolderCount(parent)),
        [delta] if lower(delta) == "delta" => return Ok(Place::FolderDelta(parent)),
        [id, rest @ ..] => (id.as_str(), rest),
    };
    let Some((first, rest)) = rest.split_first() else { return Ok(Place::Folder(id)) };
    match lower(first).as_str() {
        "childfolders" => folders_below(id, rest),
        "messages" => messages_below(Some(id), rest),
        "messagerules" => shelf(Shelf::Rules, Some(id), rest),
        action if FOLDER_ACTIONS.contains(&action) && rest.is_empty() => {
            Ok(Place::FolderAction(id, action.to_owned()))
        }
        _ => Err(no_segment(first)),
    }
}

fn messages_below<'a>(folder: Option<&'a str>, path: &'a [String]) -> Result<Place<'a>, Refusal> {
    let (id, rest) = match path {
        [] => return Ok(Place::Messages(folder)),
        [count] if count == "$count" => return Ok(Place::MessageCount(folder)),
        [delta] if lower(delta) == "delta" => return Ok(Place::MessageDelta(folder)),
        [id, rest @ ..] => (id.as_str(), rest),
    };
    let Some((first, rest)) = rest.split_first() else { return Ok(Place::Message(id)) };
    match (lower(first).as_str(), rest) {
        ("$value", []) => Ok(Place::MessageValue(id)),
        ("attachments", []) => Ok(Place::Attachments(id)),
        ("attachments", [action]) if lower(action) == "createuploadsession" => {
            Ok(Place::AttachmentSession(id))
        }
        ("attachments", [attachment]) => Ok(Place::Attachment(id, attachment)),
        ("attachments", [attachment, value]) if value == "$value" => {
            Ok(Place::AttachmentValue(id, attachment))
        }
        ("attachments", [_, other, ..]) => Err(no_segment(other)),
        (action, []) if MESSAGE_ACTIONS.contains(&action) => {
            Ok(Place::MessageAction(id, action.to_owned()))
        }
        _ => Err(no_segment(first)),
    }
}
