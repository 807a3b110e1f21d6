//! Mail folders.

use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{DESTINATION, MAIL_FOLDER, Purpose, Refusal};
use crate::service::{
    Call, body, list,
    mailbox::{DELETED, Mailbox},
    search_folder,
    state::State,
};
use crate::wire::Reply;

pub(crate) fn json(mailbox: &Mailbox, key: u32) -> Result<Value, Refusal> {
    let folder = mailbox.folder(key)?;
    let shown = mailbox
        .children(key)
        .into_iter()
        .filter(|child| mailbox.folder(*child).is_ok_and(|f| !f.hidden));
    let mut json = json!({
        "id": mailbox.ids.folder(key),
        "displayName": folder.name,
        "parentFolderId": mailbox.ids.folder(folder.parent),
        "childFolderCount": shown.count(),
        "unreadItemCount": folder.unread,
        "totalItemCount": folder.order.len(),
        "isHidden": folder.hidden,
    });
    search_folder::describe(mailbox, folder, &mut json);
    Ok(json)
}

fn rows(mailbox: &Mailbox, parent: u32, options: &Options) -> Result<Vec<Value>, Refusal> {
    let hidden =
        |key: &u32| !options.hidden && mailbox.folder(*key).is_ok_and(|folder| folder.hidden);
    let keys = mailbox.children(parent).into_iter().filter(|key| !hidden(key));
    keys.map(|key| with_children(mailbox, key, options)).collect()
}

/// With `childFolders`, where they were asked for.
fn with_children(mailbox: &Mailbox, key: u32, options: &Options) -> Result<Value, Refusal> {
    let mut folder = json(mailbox, key)?;
    for expand in options.expand.iter().filter(|expand| expand.name == "childFolders") {
        let inner =
            Options { filter: expand.filter.clone(), hidden: options.hidden, ..Options::default() };
        let mut children = rows(mailbox, key, &inner)?;
        children.retain(|child| {
            inner.filter.as_ref().is_none_or(|filter| crate::odata::matches(filter, child))
        });
        children.truncate(expand.top.unwrap_or(usize::MAX));
        let children =
            children.into_iter().map(|child| list::selected(child, expand.select.as_deref(), &[]));
        if let Some(members) = folder.as_object_mut() {
            members.insert(expand.name.to_owned(), children.collect());
        }
    }
    Ok(folder)
}

pub(crate) fn list(call: &Call<'_>, state: &State, parent: u32) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &MAIL_FOLDER, Scope::List)?;
    let mailbox = &call.user(state)?.mailbox;
    mailbox.folder(parent)?;
    let rows = rows(mailbox, parent, &options)?;
    list::values(call, &options, rows)
}

/// `GET .../$count`.
pub(crate) fn count(call: &Call<'_>, state: &State, parent: u32) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &MAIL_FOLDER, Scope::List)?;
    let rows = rows(&call.user(state)?.mailbox, parent, &options)?;
    let passes = |row: &&Value| {
        options.filter.as_ref().is_none_or(|filter| crate::odata::matches(filter, *row))
    };
    Ok(Reply::bytes("text/plain", rows.iter().filter(passes).count().to_string().into_bytes()))
}

pub(crate) fn get(call: &Call<'_>, state: &State, id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &MAIL_FOLDER, Scope::One)?;
    let mailbox = &call.user(state)?.mailbox;
    let folder = with_children(mailbox, mailbox.find_folder(id)?, &options)?;
    Ok(alone(
        call,
        list::selected(folder, options.select.as_deref(), &options.expand),
        &options,
        200,
    ))
}

fn alone(call: &Call<'_>, mut folder: Value, options: &Options, status: u16) -> Reply {
    if let Some(members) = folder.as_object_mut() {
        let context = call.context("mailFolders", options.select.as_deref());
        members.insert("@odata.context".to_owned(), context.into());
    }
    Reply::value(status, &folder)
}

fn shown(call: &Call<'_>, mailbox: &Mailbox, key: u32, status: u16) -> Result<Reply, Refusal> {
    Ok(alone(call, json(mailbox, key)?, &Options::default(), status))
}

pub(crate) fn create(call: &Call<'_>, state: &mut State, parent: u32) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &MAIL_FOLDER, Purpose::Create)?;
    let name = body
        .get("displayName")
        .and_then(Value::as_str)
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let Some(name) = name else {
        return Err(Refusal::new(
            400,
            "ErrorInvalidRequest",
            "The property 'displayName' is required to create a folder.",
        ));
    };
    let hidden = body.get("isHidden").and_then(Value::as_bool).unwrap_or(false);
    let mailbox = state.mailbox(call.owner)?;
    let search = search_folder::read(mailbox, &body, None)?;
    let key = mailbox.add_folder(parent, name, hidden)?;
    mailbox.edit_folder(key, |folder| folder.search = search)?;
    let location = call.location(&format!("mailFolders('{}')", mailbox.ids.folder(key)));
    Ok(shown(call, mailbox, key, 201)?.header("Location", &location))
}

pub(crate) fn update(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let key = mailbox.find_folder(id)?;
    let body = body::object(call.request, &MAIL_FOLDER, Purpose::Update)?;
    if let Some(name) = body.get("displayName") {
        let name = name.as_str().map(str::trim).filter(|name| !name.is_empty());
        let Some(name) = name else {
            return Err(Refusal::new(
                400,
                "ErrorInvalidRequest",
                "The name of a folder cannot be empty.",
            ));
        };
        let folder = mailbox.folder(key)?;
        if folder.well_known.is_some() && folder.name != name {
            return Err(Refusal::new(
                403,
                "ErrorAccessDenied",
                "Distinguished folders cannot be renamed.",
            ));
        }
        if !folder.name.eq_ignore_ascii_case(name) && mailbox.has_child(folder.parent, name) {
            return Err(Refusal::new(
                409,
                "ErrorFolderExists",
                "A folder with the specified name already exists.",
            ));
        }
        mailbox.edit_folder(key, |folder| name.clone_into(&mut folder.name))?;
    }
    if let Some(known) = mailbox.folder(key)?.search.clone() {
        let search = search_folder::read(mailbox, &body, Some(&known))?;
        mailbox.edit_folder(key, |folder| folder.search = search)?;
    }
    shown(call, mailbox, key, 200)
}

/// To Deleted Items, and from there for good.
pub(crate) fn delete(
    call: &Call<'_>,
    state: &mut State,
    id: &str,
    at_once: bool,
) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let key = mailbox.find_folder(id)?;
    if mailbox.folder(key)?.well_known.is_some() {
        return Err(Refusal::new(
            400,
            "ErrorDeleteDistinguishedFolder",
            "Distinguished folders cannot be deleted.",
        ));
    }
    if at_once || mailbox.is_within(key, DELETED) {
        mailbox.drop_folder(key);
    } else {
        let plain = mailbox.folder(key)?.name.clone();
        let names = std::iter::once(plain.clone()).chain((1..).map(|n| format!("{plain} ({n})")));
        let free =
            names.into_iter().find(|name| !mailbox.has_child(DELETED, name)).unwrap_or(plain);
        mailbox.edit_folder(key, |folder| (folder.name, folder.parent) = (free, DELETED))?;
    }
    Ok(Reply::new(204))
}

/// The folder that `destinationId` names.
pub(crate) fn destination(call: &Call<'_>, mailbox: &Mailbox) -> Result<u32, Refusal> {
    let body = body::object(call.request, &DESTINATION, Purpose::Action)?;
    match body.get("destinationId").and_then(Value::as_str) {
        Some(id) => mailbox.find_folder(id),
        None => Err(Refusal::bad_request("The parameter 'destinationId' is required.")),
    }
}

pub(crate) fn relocate(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let key = mailbox.find_folder(id)?;
    let to = destination(call, mailbox)?;
    if mailbox.folder(key)?.well_known.is_some() {
        return Err(Refusal::new(
            400,
            "ErrorMoveDistinguishedFolder",
            "Distinguished folders cannot be moved.",
        ));
    }
    if mailbox.is_within(to, key) {
        return Err(Refusal::new(
            400,
            "ErrorMoveCopyFailed",
            "A folder cannot be moved into itself.",
        ));
    }
    let folder = mailbox.folder(key)?;
    if folder.parent != to && mailbox.has_child(to, &folder.name) {
        return Err(Refusal::new(
            409,
            "ErrorFolderExists",
            "A folder with the specified name already exists.",
        ));
    }
    mailbox.edit_folder(key, |folder| folder.parent = to)?;
    shown(call, mailbox, key, 200)
}

pub(crate) fn copy(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let key = mailbox.find_folder(id)?;
    let to = destination(call, mailbox)?;
    if mailbox.is_within(to, key) {
        return Err(Refusal::new(
            400,
            "ErrorMoveCopyFailed",
            "A folder cannot be copied into itself.",
        ));
    }
    let new = copy_tree(mailbox, key, to)?;
    shown(call, mailbox, new, 201)
}

fn copy_tree(mailbox: &mut Mailbox, key: u32, to: u32) -> Result<u32, Refusal> {
    let folder = mailbox.folder(key)?.clone();
    let new = mailbox.add_folder(to, &folder.name, folder.hidden)?;
    for slot in folder.order {
        if let Some(message) = mailbox.message(slot.1.0).cloned() {
            mailbox.insert(crate::service::Message { folder: new, ..message })?;
        }
    }
    for child in mailbox.children(key) {
        copy_tree(mailbox, child, new)?;
    }
    Ok(new)
}
