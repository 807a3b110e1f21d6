//! Contacts: one at a time, and listed.

use serde_json::{Map, Value};

use crate::odata::{Options, Scope, matches};
use crate::schema::{CONTACT, Purpose, Refusal};
use crate::service::{Call, body, book::Book, list, words};
use crate::wire::Reply;

/// Where a search looks.
const SEARCHED: &[&str] = &["displayName", "givenName", "surname", "emailAddresses", "companyName"];

pub(super) fn list(call: &Call<'_>, book: &Book, folder: u32) -> Result<Reply, Refusal> {
    let (search, query) = words::taken_out(&call.request.query);
    let options = Options::parse(&query, &CONTACT, Scope::List)?;
    let mut rows = rows(call, book, folder, &options)?;
    if let Some(search) = search {
        let clash = [
            (options.filter.is_some(), "SearchWithFilter", "$filter"),
            (!options.order.is_empty(), "SearchWithOrderBy", "$orderby"),
        ];
        if let Some((_, code, what)) = clash.into_iter().find(|(there, ..)| *there) {
            let text = format!("The query parameter '{what}' is not supported with '$search'.");
            return Err(Refusal::new(400, code, text));
        }
        let sought = words::quoted(search)?;
        rows.retain(|row| SEARCHED.iter().any(|name| words::starts_a_word(&row[*name], &sought)));
    }
    list::values(call, &options, rows)
}

pub(super) fn count(call: &Call<'_>, book: &Book, folder: u32) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &CONTACT, Scope::List)?;
    let rows = rows(call, book, folder, &options)?;
    let passing = rows
        .iter()
        .filter(|row| options.filter.as_ref().is_none_or(|filter| matches(filter, *row)));
    Ok(Reply::bytes("text/plain", passing.count().to_string().into_bytes()))
}

fn rows(
    call: &Call<'_>,
    book: &Book,
    folder: u32,
    options: &Options,
) -> Result<Vec<Value>, Refusal> {
    let inside = book.contacts.iter().filter(|(_, contact)| contact.folder == folder);
    inside.map(|(key, _)| row(call, book, *key, options)).collect()
}

/// With what was expanded, as far as it is kept.
fn row(call: &Call<'_>, book: &Book, key: u64, options: &Options) -> Result<Value, Refusal> {
    let mut row = book.json(key, call.prefer.immutable)?;
    let kept = &book.contact(key)?.properties;
    for expand in &options.expand {
        let items = kept.get(expand.name).and_then(Value::as_array).into_iter().flatten();
        let passing =
            items.filter(|item| expand.filter.as_ref().is_none_or(|filter| matches(filter, *item)));
        let items: Vec<_> = passing.cloned().collect();
        if let Some(members) = row.as_object_mut().filter(|_| !items.is_empty()) {
            members.insert(expand.name.to_owned(), items.into());
        }
    }
    Ok(row)
}

pub(super) fn get(call: &Call<'_>, book: &Book, id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &CONTACT, Scope::One)?;
    shown(call, book, book.find(id)?, &options, 200)
}

fn shown(
    call: &Call<'_>,
    book: &Book,
    key: u64,
    options: &Options,
    status: u16,
) -> Result<Reply, Refusal> {
    let select = options.select.as_deref();
    let mut contact = list::selected(row(call, book, key, options)?, select, &options.expand);
    if let Some(members) = contact.as_object_mut() {
        members.insert("@odata.context".to_owned(), call.context("contacts", select).into());
    }
    let reply = call.applied(Reply::value(status, &contact));
    let reply = reply.header("ETag", &book.contact(key)?.etag());
    if status != 201 {
        return Ok(reply);
    }
    let place = format!("contacts('{}')", book.id(key, call.prefer.immutable));
    Ok(reply.header("Location", &call.location(&place)))
}

pub(super) fn create(call: &Call<'_>, book: &mut Book, folder: u32) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &CONTACT, Purpose::Create)?;
    rules(&body)?;
    let key = book.insert(folder, body);
    shown(call, book, key, &Options::default(), 201)
}

pub(super) fn update(call: &Call<'_>, book: &mut Book, id: &str) -> Result<Reply, Refusal> {
    let key = book.find(id)?;
    call.must_match(&book.contact(key)?.etag())?;
    let body = body::object(call.request, &CONTACT, Purpose::Update)?;
    rules(&body)?;
    book.edit(key, body)?;
    shown(call, book, key, &Options::default(), 200)
}

/// What the store has no room for.
fn rules(body: &Map<String, Value>) -> Result<(), Refusal> {
    for (name, most) in [("emailAddresses", 3), ("businessPhones", 2), ("homePhones", 2)] {
        if body.get(name).and_then(Value::as_array).is_some_and(|items| items.len() > most) {
            return Err(Refusal::new(
                400,
                "ErrorInvalidRequest",
                format!("The property '{name}' of a contact takes {most} items at most."),
            ));
        }
    }
    Ok(())
}

pub(super) fn delete(call: &Call<'_>, book: &mut Book, id: &str) -> Result<Reply, Refusal> {
    let key = book.find(id)?;
    call.must_match(&book.contact(key)?.etag())?;
    book.remove(key);
    Ok(Reply::new(204))
}
