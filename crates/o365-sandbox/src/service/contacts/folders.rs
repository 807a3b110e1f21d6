//! Contact folders.

use serde_json::Value;

use crate::odata::{Options, Scope};
use crate::schema::{CONTACT_FOLDER, Purpose, Refusal};
use crate::service::{
    Call, body,
    book::{Book, Change, DEFAULT, TOP},
    list,
};
use crate::wire::Reply;

pub(super) fn list(call: &Call<'_>, book: &Book, parent: u32) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &CONTACT_FOLDER, Scope::List)?;
    let rows = book.children(parent).into_iter().map(|key| book.folder_json(key)).collect();
    list::values(call, &options, rows)
}

pub(super) fn get(call: &Call<'_>, book: &Book, id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &CONTACT_FOLDER, Scope::One)?;
    Ok(shown(call, book, book.find_folder(id)?, options.select.as_deref(), 200))
}

fn shown(call: &Call<'_>, book: &Book, key: u32, select: Option<&[&str]>, status: u16) -> Reply {
    let mut folder = list::selected(book.folder_json(key), select, &[]);
    if let Some(members) = folder.as_object_mut() {
        members.insert("@odata.context".to_owned(), call.context("contactFolders", select).into());
    }
    Reply::value(status, &folder)
}

fn named(name: Option<&Value>) -> Result<String, Refusal> {
    let name = name.and_then(Value::as_str).map(str::trim).filter(|name| !name.is_empty());
    name.map(str::to_owned)
        .ok_or_else(|| Refusal::new(400, "ErrorInvalidRequest", "A folder needs a 'displayName'."))
}

pub(super) fn create(call: &Call<'_>, book: &mut Book, parent: u32) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &CONTACT_FOLDER, Purpose::Create)?;
    let name = named(body.get("displayName"))?;
    let key = book.add_folder(parent, &name)?;
    let location = call.location(&format!("contactFolders('{}')", book.ids.folder(key)));
    Ok(shown(call, book, key, None, 201).header("Location", &location))
}

/// The name, and the place: `parentFolderId` moves.
pub(super) fn update(call: &Call<'_>, book: &mut Book, id: &str) -> Result<Reply, Refusal> {
    let key = own(book, id)?;
    let body = body::object(call.request, &CONTACT_FOLDER, Purpose::Update)?;
    let mut folder = book.folders.get(&key).cloned().ok_or_else(Refusal::not_found)?;
    if body.contains_key("displayName") {
        folder.name = named(body.get("displayName"))?;
    }
    if let Some(parent) = body.get("parentFolderId").and_then(Value::as_str) {
        folder.parent = match book.find_folder(parent)? {
            to if book.is_within(to, key) => {
                return Err(Refusal::new(
                    400,
                    "ErrorMoveCopyFailed",
                    "A folder cannot be moved into itself.",
                ));
            }
            to => to,
        };
    }
    book.must_be_free(folder.parent, &folder.name, key)?;
    book.folders.insert(key, folder);
    book.note(Change::Folder(key));
    Ok(shown(call, book, key, None, 200))
}

pub(super) fn delete(book: &mut Book, id: &str) -> Result<Reply, Refusal> {
    let key = own(book, id)?;
    book.drop_folder(key);
    Ok(Reply::new(204))
}

/// A folder that may be changed.
fn own(book: &Book, id: &str) -> Result<u32, Refusal> {
    match book.find_folder(id)? {
        TOP | DEFAULT => Err(Refusal::new(
            400,
            "ErrorDeleteDistinguishedFolder",
            "Distinguished folders cannot be changed or deleted.",
        )),
        key => Ok(key),
    }
}
