//! Contacts and their folders, by path and method.

mod changes;
mod folders;
mod items;

use serde_json::{Map, Value};

use crate::people::display_name;
use crate::schema::{CONTACT, Purpose, Refusal, check};
use crate::service::{
    Call,
    book::{Book, Change, DEFAULT, TOP},
    calendar_place::{lower, no_segment},
    photos,
    state::State,
};
use crate::wire::Reply;

/// How the absence of a contact's photo is called.
const NO_PHOTO: &str = "ErrorItemNotFound";

/// What a path names, below `contacts` or `contactFolders`.
enum At<'a> {
    /// Of a folder, by its id; `None` is the default one.
    Contacts(Option<&'a str>),
    ContactCount(Option<&'a str>),
    ContactDelta(Option<&'a str>),
    Contact(&'a str),
    ContactGone(&'a str),
    Photo(&'a str),
    PhotoValue(&'a str),
    /// Of a folder, or at the top.
    Folders(Option<&'a str>),
    FolderDelta(Option<&'a str>),
    Folder(&'a str),
    FolderGone(&'a str),
}

/// Answers a GET.
pub(crate) fn read(call: &Call<'_>, state: &State, path: &[String]) -> Result<Reply, Refusal> {
    let book = &call.user(state)?.book;
    let folder = |id: Option<&str>| id.map_or(Ok(DEFAULT), |id| book.find_folder(id));
    let parent = |id: Option<&str>| id.map_or(Ok(TOP), |id| book.find_folder(id));
    match at(path)? {
        At::Contacts(id) => items::list(call, book, folder(id)?),
        At::ContactCount(id) => items::count(call, book, folder(id)?),
        At::ContactDelta(id) => changes::contacts(call, book, folder(id)?),
        At::Contact(id) => items::get(call, book, id),
        At::Photo(id) => {
            let photo = book.contact(book.find(id)?)?.photo.as_ref();
            photos::get(call, photo, "default", false, NO_PHOTO)
        }
        At::PhotoValue(id) => {
            let photo = book.contact(book.find(id)?)?.photo.as_ref();
            photos::get(call, photo, "default", true, NO_PHOTO)
        }
        At::Folders(id) => folders::list(call, book, parent(id)?),
        At::FolderDelta(id) => changes::folders(call, book, parent(id)?),
        At::Folder(id) => folders::get(call, book, id),
        At::ContactGone(_) | At::FolderGone(_) => Err(not_allowed()),
    }
}

/// Answers every other method.
pub(crate) fn change(
    call: &Call<'_>,
    state: &mut State,
    path: &[String],
) -> Result<Reply, Refusal> {
    let book = state.book(call.owner)?;
    match (call.request.method.as_str(), at(path)?) {
        ("POST", At::Contacts(id)) => {
            let folder = id.map_or(Ok(DEFAULT), |id| book.find_folder(id))?;
            items::create(call, book, folder)
        }
        ("PATCH", At::Contact(id)) => items::update(call, book, id),
        ("DELETE", At::Contact(id)) | ("POST", At::ContactGone(id)) => {
            items::delete(call, book, id)
        }
        ("PUT" | "PATCH", At::PhotoValue(id)) => {
            let (key, version) = (book.find(id)?, book.fresh());
            let photo = photos::read(call, version)?;
            let contact = book.contact_mut(key)?;
            (contact.photo, contact.version) = (Some(photo), version);
            let folder = contact.folder;
            book.note(Change::Contact { key, folder });
            Ok(Reply::new(200))
        }
        ("DELETE", At::Photo(id) | At::PhotoValue(id)) => {
            let key = book.find(id)?;
            photos::delete(&mut book.contact_mut(key)?.photo, NO_PHOTO)
        }
        ("POST", At::Folders(id)) => {
            let parent = id.map_or(Ok(TOP), |id| book.find_folder(id))?;
            folders::create(call, book, parent)
        }
        ("PATCH", At::Folder(id)) => folders::update(call, book, id),
        ("DELETE", At::Folder(id)) | ("POST", At::FolderGone(id)) => folders::delete(book, id),
        _ => Err(not_allowed()),
    }
}

fn not_allowed() -> Refusal {
    Refusal::new(
        405,
        "Request_BadRequest",
        "Specified HTTP method is not allowed for the request target.",
    )
}

fn at(path: &[String]) -> Result<At<'_>, Refusal> {
    match path.split_first() {
        Some((first, rest)) if lower(first) == "contacts" => contacts_below(None, rest),
        Some((_, rest)) => folders_below(None, rest),
        None => Err(no_segment("")),
    }
}

fn contacts_below<'a>(folder: Option<&'a str>, path: &'a [String]) -> Result<At<'a>, Refusal> {
    let (id, rest) = match path {
        [] => return Ok(At::Contacts(folder)),
        [count] if count == "$count" => return Ok(At::ContactCount(folder)),
        [delta] if lower(delta) == "delta" => return Ok(At::ContactDelta(folder)),
        [id, rest @ ..] => (id.as_str(), rest),
    };
    let rest: Vec<_> = rest.iter().map(|segment| lower(segment)).collect();
    match rest.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => Ok(At::Contact(id)),
        ["permanentdelete"] => Ok(At::ContactGone(id)),
        ["photo"] => Ok(At::Photo(id)),
        ["photo", "$value"] => Ok(At::PhotoValue(id)),
        [other, ..] => Err(no_segment(other)),
    }
}

fn folders_below<'a>(parent: Option<&'a str>, path: &'a [String]) -> Result<At<'a>, Refusal> {
    let (id, rest) = match path {
        [] => return Ok(At::Folders(parent)),
        [delta] if lower(delta) == "delta" => return Ok(At::FolderDelta(parent)),
        [id, rest @ ..] => (id.as_str(), rest),
    };
    let Some((first, rest)) = rest.split_first() else { return Ok(At::Folder(id)) };
    match (lower(first).as_str(), rest) {
        ("childfolders", rest) => folders_below(Some(id), rest),
        ("contacts", rest) => contacts_below(Some(id), rest),
        ("permanentdelete", []) => Ok(At::FolderGone(id)),
        _ => Err(no_segment(first)),
    }
}

/// Puts a contact into a folder (`contacts` is the default one), and gives its id.
///
/// # Errors
/// 400 for what is no contact, 404 for a folder that isn't there.
pub(crate) fn seed(
    state: &mut State,
    user: &str,
    folder: &str,
    contact: Value,
) -> Result<String, Refusal> {
    let Value::Object(body) = contact else {
        return Err(Refusal::body("A contact is a JSON object."));
    };
    let body: Map<String, Value> = check(&CONTACT, body, Purpose::Seed)?;
    let index = state.find(user).unwrap_or_else(|| state.add(user, &display_name(user)));
    let book: &mut Book = state.book(index)?;
    let folder = book.find_folder(folder)?;
    let key = book.insert(folder, body);
    Ok(book.id(key, false))
}
