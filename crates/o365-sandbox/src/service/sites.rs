//! SharePoint: sites, lists, items, pages and terms, by path and method.

mod content_types;
mod query;
mod fields;
mod shown;
mod filter;
mod items;
mod versions;
mod changes;
mod columns;
mod lists;
mod permissions;
mod pages;
mod term_store;
mod address;
mod site;
mod library;
mod seed;

use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{Refusal, Type};
use crate::service::{
    Call,
    calendar_place::{lower, no_segment, not_allowed},
    ids::guid_of,
    list as lists_of,
    site::store::{List, Site},
    sites::address::{At, at},
    state::State,
};
use crate::wire::Reply;

pub(crate) use library::{
    Entry, Library, id_of, libraries, library, list_of, mirror, mirrored, spot,
};
pub(crate) use seed::{
    add_item as seed_item, add_list as seed_list, add_site as seed_site,
    add_term_set as seed_term_set, rows as list_rows,
};
pub(crate) use site::{follow, followed};

/// Rows on a page if nothing is said.
const PAGE: usize = 200;

/// Answers a GET below `sites`.
pub(crate) fn read(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    match at(&state.sites, call.path)? {
        At::All => site::search(call, state),
        At::Everywhere => site::everywhere(call, state),
        At::Site(index, rest) => {
            let site = state.sites.site(index)?;
            let path = canonical(site, rest);
            let call = &below(call, &path);
            let lowered: Vec<_> = rest.iter().map(|segment| lower(segment)).collect();
            match (names(&lowered).as_slice(), rest) {
                ([], _) => site::get(call, site),
                (["sites"], _) => site::below(call, state, index),
                (["permissions", ..], [_, rest @ ..]) => permissions::read(call, site, rest),
                (["columns"], _) => columns::list(call, &site.columns),
                (["columns", _], [_, id]) => columns::get(call, &site.columns, id),
                (["contenttypes", ..], [_, rest @ ..]) => {
                    content_types::read(call, &site.content_types, &site.columns, &names(rest))
                }
                (["pages", ..], [_, rest @ ..]) => pages::read(call, site, rest),
                (["termstore", ..], [_, rest @ ..]) => term_store::read(call, state, rest),
                (["lists"], _) => lists::list(call, state, site),
                (["lists", ..], [_, name, rest @ ..]) => {
                    let people;
                    let list = match site.list(name) {
                        Ok(list) => list,
                        Err(refusal) => {
                            people = lists::people(state, site);
                            let meant = [people.id.as_str(), people.title.as_str()];
                            if !meant.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                                return Err(refusal);
                            }
                            &people
                        }
                    };
                    read_list(call, state, site, list, rest)
                }
                ([first, ..], _) => Err(no_segment(first)),
            }
        }
    }
}

fn read_list(
    call: &Call<'_>,
    state: &State,
    site: &Site,
    list: &List,
    path: &[String],
) -> Result<Reply, Refusal> {
    let scene = items::scene(state, site, list);
    let lowered: Vec<_> = path.iter().map(|segment| lower(segment)).collect();
    match (names(&lowered).as_slice(), path) {
        ([], _) => lists::get(call, state, site, list),
        (["columns"], _) => columns::list(call, &list.columns),
        (["columns", _], [_, id]) => columns::get(call, &list.columns, id),
        (["contenttypes", ..], [_, rest @ ..]) => {
            content_types::read(call, &list.content_types, &list.columns, &names(rest))
        }
        (["items"], _) => items::list(call, &scene),
        (["items", "delta"], _) => changes::delta(call, &scene),
        (["items", _], [_, id]) => items::get(call, &scene, id),
        (["items", _, "fields"], [_, id, _]) => items::fields(call, &scene, id),
        (["items", _, "versions"], [_, id, _]) => versions::list(call, &scene, id),
        (["items", _, "versions", _], [_, id, _, version]) => {
            versions::get(call, &scene, id, version)
        }
        (["items", _, "versions", _, "fields"], [_, id, _, version, _]) => {
            versions::fields(call, &scene, id, version)
        }
        ([first, ..], _) => Err(no_segment(first)),
    }
}

/// Answers every other method below `sites`.
pub(crate) fn change(call: &Call<'_>, state: &mut State) -> Result<Reply, Refusal> {
    let At::Site(index, rest) = at(&state.sites, call.path)? else { return Err(not_allowed()) };
    let path = canonical(state.sites.site(index)?, rest);
    let call = &below(call, &path);
    let lowered: Vec<_> = rest.iter().map(|segment| lower(segment)).collect();
    match (call.request.method.as_str(), names(&lowered).as_slice(), rest) {
        (_, ["permissions", ..], [_, rest @ ..]) => {
            permissions::change(call, &mut state.sites, index, rest)
        }
        (_, ["pages", ..], [_, rest @ ..]) => pages::change(call, state, index, rest),
        (_, ["termstore", ..], [_, rest @ ..]) => term_store::change(call, state, rest),
        ("POST", ["columns"], _) => {
            let body = columns::body_of(call)?;
            let known = state.sites.site(index)?.columns.clone();
            let column = columns::made(&mut state.sites, &known, body)?;
            state.sites.site_mut(index)?.columns.push(column.clone());
            alone(call, Value::Object(column.body), 201)
        }
        ("PATCH", ["columns", _], [_, id]) => {
            columns::update(call, &mut state.sites.site_mut(index)?.columns, id)
        }
        ("DELETE", ["columns", _], [_, id]) => {
            let columns = &mut state.sites.site_mut(index)?.columns;
            columns.remove(columns::find(columns, id)?);
            Ok(Reply::new(204))
        }
        ("POST", ["contenttypes"], _) => {
            let seed = state.sites.fresh("content type");
            content_types::create(call, state.sites.site_mut(index)?, &seed)
        }
        ("PATCH" | "DELETE", ["contenttypes", _], [_, id]) => {
            content_types::change(call, &mut state.sites.site_mut(index)?.content_types, id)
        }
        ("POST", ["lists"], _) => {
            let id = lists::create(call, &mut state.sites, index)?;
            shown(call, state, index, &id, 201)
        }
        ("PATCH", ["lists", _], [_, name]) => {
            let id = lists::update(call, &mut state.sites, index, name)?;
            shown(call, state, index, &id, 200)
        }
        ("DELETE", ["lists", _], [_, name]) => lists::delete(&mut state.sites, index, name),
        (_, ["lists", ..], [_, name, rest @ ..]) => change_list(call, state, index, name, rest),
        _ => Err(not_allowed()),
    }
}

/// The list that was just made or changed.
fn shown(
    call: &Call<'_>,
    state: &State,
    site: usize,
    id: &str,
    status: u16,
) -> Result<Reply, Refusal> {
    let site = state.sites.site(site)?;
    let reply = lists::get(call, state, site, site.list(id)?)?;
    Ok(Reply { status, ..reply })
}

fn change_list(
    call: &Call<'_>,
    state: &mut State,
    index: usize,
    name: &str,
    path: &[String],
) -> Result<Reply, Refusal> {
    let lowered: Vec<_> = path.iter().map(|segment| lower(segment)).collect();
    let author = call.caller;
    match (call.request.method.as_str(), names(&lowered).as_slice(), path) {
        ("POST", ["columns"], _) => {
            let body = columns::body_of(call)?;
            let known = state.sites.site(index)?.list(name)?.columns.clone();
            let column = columns::made(&mut state.sites, &known, body)?;
            state.sites.site_mut(index)?.list_mut(name)?.columns.push(column.clone());
            alone(call, Value::Object(column.body), 201)
        }
        ("PATCH", ["columns", _], [_, id]) => {
            columns::update(call, &mut state.sites.site_mut(index)?.list_mut(name)?.columns, id)
        }
        ("DELETE", ["columns", _], [_, id]) => {
            columns::delete(state.sites.site_mut(index)?.list_mut(name)?, id)
        }
        ("POST", ["contenttypes", "addcopy"], _) => {
            let of_site = state.sites.site(index)?.content_types.clone();
            content_types::add_copy(call, &of_site, state.sites.site_mut(index)?.list_mut(name)?)
        }
        ("PATCH" | "DELETE", ["contenttypes", _], [_, id]) => {
            let list = state.sites.site_mut(index)?.list_mut(name)?;
            content_types::change(call, &mut list.content_types, id)
        }
        ("POST", ["items"], _) => {
            let site = state.sites.site(index)?;
            library::must_be_a_list(site.list(name)?)?;
            let planned = items::plan(call, &items::scene(state, site, site.list(name)?))?;
            let list = state.sites.site_mut(index)?.list_mut(name)?;
            let kind = planned.content_type.unwrap_or_else(|| content_types::first(list));
            let key = list.insert(planned.fields, kind, author);
            answered(call, state, index, name, key, false, 201)
        }
        ("PATCH", ["items", _] | ["items", _, "fields"], [_, id, fields @ ..]) => {
            let only_fields = !fields.is_empty();
            let site = state.sites.site(index)?;
            let scene = items::scene(state, site, site.list(name)?);
            let (key, planned) = items::plan_change(call, &scene, id, only_fields)?;
            let renamed = library::renamed(scene.list, key, &planned.fields)?;
            state.sites.effects.extend(renamed);
            let list = state.sites.site_mut(index)?.list_mut(name)?;
            list.edit(key, planned.fields, author)?;
            if let Some(kind) = planned.content_type {
                list.item_mut(key)?.content_type = kind;
            }
            answered(call, state, index, name, key, only_fields, 200)
        }
        ("DELETE", ["items", _], [_, id]) => {
            let list = state.sites.site_mut(index)?.list_mut(name)?;
            let (key, item) = list.item(id)?;
            items::must_match(call, item)?;
            let removed = library::removed(list, key);
            list.remove(key);
            state.sites.effects.extend(removed);
            Ok(Reply::new(204))
        }
        ("POST", ["items", _, "versions", _, "restoreversion"], [_, id, _, version, _]) => {
            versions::restore(state.sites.site_mut(index)?.list_mut(name)?, id, version, author)
        }
        _ => Err(not_allowed()),
    }
}

/// The item that was just made or changed.
fn answered(
    call: &Call<'_>,
    state: &State,
    site: usize,
    name: &str,
    key: u64,
    only_fields: bool,
    status: u16,
) -> Result<Reply, Refusal> {
    let site = state.sites.site(site)?;
    items::answer(call, &items::scene(state, site, site.list(name)?), key, only_fields, status)
}

/// The path with the site by its id.
fn canonical(site: &Site, rest: &[String]) -> Vec<String> {
    let mut path = vec!["sites".to_owned(), site.id()];
    path.extend_from_slice(rest);
    path
}

fn below<'a>(call: &'a Call<'_>, path: &'a [String]) -> Call<'a> {
    Call {
        request: call.request,
        prefer: call.prefer.clone(),
        sorted: call.sorted,
        owner: call.owner,
        owner_id: String::new(),
        caller: call.caller,
        path,
    }
}

fn names(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

/// One entity, alone.
fn alone(call: &Call<'_>, mut value: Value, status: u16) -> Result<Reply, Refusal> {
    if let Some(members) = value.as_object_mut() {
        let context = format!("{}/$metadata#{}/$entity", call.request.root, call.origin());
        members.insert("@odata.context".to_owned(), context.into());
    }
    Ok(Reply::value(status, &value))
}

/// A list of few rows, in pages of this service's length.
fn listed(call: &Call<'_>, of: &'static Type, rows: Vec<Value>) -> Result<Reply, Refusal> {
    let mut options = Options::parse(&call.request.query, of, Scope::List)?;
    options.top = Some(options.top.unwrap_or(PAGE));
    lists_of::values(call, &options, rows)
}

/// Who did something: a person, or an application.
fn identity(state: &State, index: Option<usize>) -> Value {
    match index.and_then(|index| state.users().get(index)) {
        Some(user) => {
            json!({"user": {"email": user.address, "id": user.id, "displayName": user.name}})
        }
        None => json!({
            "application": {"id": guid_of("SharePoint App"), "displayName": "SharePoint App"},
            "user": {"displayName": "SharePoint App"},
        }),
    }
}
