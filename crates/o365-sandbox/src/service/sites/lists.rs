//! Lists of a site: listed, read, made, changed and deleted.

use serde_json::{Map, Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{LIST, Purpose, Refusal, check, iso, now};
use crate::service::{
    Call, body, list as lists_of,
    site::{
        column::completed,
        refusals::{invalid, no_list, not_acceptable, taken},
        store::{FIRST_PERSON, List, Site, Sites},
    },
    sites::{alone, columns, identity, listed},
    state::State,
};
use crate::wire::Reply;

const TEMPLATES: &[&str] = &[
    "genericList",
    "documentLibrary",
    "survey",
    "links",
    "announcements",
    "contacts",
    "accessRequest",
    "discussionBoard",
    "events",
    "ganttTasks",
    "issueTracking",
    "pictureLibrary",
    "tasks",
    "webPageLibrary",
];

/// What is shown only if it is selected.
const RARE: &[&str] = &["sharepointIds", "system", "columns", "contentTypes", "items"];

pub(super) fn list(call: &Call<'_>, state: &State, site: &Site) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &LIST, Scope::List)?;
    // The service's own lists are for those who ask for what makes them so.
    let system = options.select.as_ref().is_some_and(|names| names.contains(&"system"));
    let mut shown: Vec<&List> = site.lists.iter().filter(|list| system || !list.system).collect();
    let people = people(state, site);
    if system {
        shown.push(&people);
    }
    let rows = shown.into_iter().map(|list| json(state, site, list, &options)).collect();
    listed(call, &LIST, rows)
}

pub(super) fn get(
    call: &Call<'_>,
    state: &State,
    site: &Site,
    list: &List,
) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &LIST, Scope::One)?;
    let row = json(state, site, list, &options);
    let row = lists_of::selected(row, options.select.as_deref(), &options.expand);
    Ok(alone(call, row, 200)?.header("ETag", &list.etag()))
}

fn json(state: &State, site: &Site, list: &List, options: &Options) -> Value {
    let mut row = json!({
        "@odata.etag": list.etag(), "createdDateTime": iso(list.created), "description": list.description,
        "eTag": list.etag(), "id": list.id, "lastModifiedDateTime": iso(list.modified), "name": list.name,
        "webUrl": list.url(site), "displayName": list.title, "createdBy": identity(state, list.author),
        "lastModifiedBy": identity(state, list.author), "parentReference": {"siteId": site.id()},
        "list": {"contentTypesEnabled": list.typed, "hidden": list.hidden, "template": list.template},
        "sharepointIds": {"listId": list.id, "siteId": site.collection, "siteUrl": site.url(),
            "tenantId": crate::people::TENANT_ID, "webId": site.web},
    });
    let Some(members) = row.as_object_mut() else { return row };
    if list.system {
        members.insert("system".to_owned(), json!({}));
    }
    for expand in &options.expand {
        let part = match expand.name {
            "columns" => {
                list.columns.iter().map(|column| Value::Object(column.body.clone())).collect()
            }
            "contentTypes" => list.content_types.iter().cloned().map(Value::Object).collect(),
            // Whole, but without what the items have in their columns.
            _ => {
                let scene = super::items::scene(state, site, list);
                let items = list.items.iter().take(200);
                items.map(|(key, item)| super::items::json(&scene, *key, item)).collect::<Value>()
            }
        };
        let part = match (part, expand.select.as_deref()) {
            (Value::Array(rows), select) => {
                rows.into_iter().map(|row| lists_of::selected(row, select, &[])).collect()
            }
            (part, _) => part,
        };
        members.insert(expand.name.to_owned(), part);
    }
    let said = |name: &str| {
        options.select.as_ref().is_some_and(|names| names.contains(&name))
            || options.expand.iter().any(|expand| expand.name == name)
    };
    members.retain(|name, _| !RARE.contains(&name.as_str()) || said(name));
    row
}

/// The list of the people of a site, which is made of the directory.
pub(super) fn people(state: &State, site: &Site) -> List {
    let id = crate::service::ids::guid_of(&format!("people {}", site.web));
    let mut list = List::new(id, "User Information List", "genericList", None);
    "users".clone_into(&mut list.name);
    (list.system, list.hidden) = (true, true);
    for name in ["Name", "EMail", "UserName", "JobTitle", "Department"] {
        let mut column = Map::new();
        column.insert("name".to_owned(), name.into());
        column.insert("text".to_owned(), json!({}));
        column.insert("indexed".to_owned(), (name == "EMail").into());
        column.insert("id".to_owned(), crate::service::ids::guid_of(name).into());
        list.columns.push(completed(column));
    }
    list.next = FIRST_PERSON;
    for user in state.users() {
        let known = |name: &str| user.properties.get(name).cloned().unwrap_or_default();
        let fields = json!({
            "Title": user.name, "Name": format!("i:0#.f|membership|{}", user.address), "EMail": user.address,
            "UserName": user.address, "JobTitle": known("jobTitle"), "Department": known("department"),
        });
        if let Value::Object(fields) = fields {
            list.insert(fields, "Person".to_owned(), None);
        }
    }
    list
}

/// `POST lists`.
pub(super) fn create(call: &Call<'_>, sites: &mut Sites, site: usize) -> Result<String, Refusal> {
    let body = body::open(call.request)?;
    if body.contains_key("name") {
        return Err(invalid(
            "Cannot define a 'name' for a list as it is assigned by the server. Instead, provide 'displayName'",
        ));
    }
    made(sites, site, check(&LIST, body, Purpose::Create)?, call.caller)
}

/// A new list of a site, as a body describes it; gives its id.
pub(super) fn made(
    sites: &mut Sites,
    site: usize,
    mut body: Map<String, Value>,
    author: Option<usize>,
) -> Result<String, Refusal> {
    let title =
        body.get("displayName").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    if title.is_empty() {
        return Err(invalid("A list needs a 'displayName'."));
    }
    let info = body.get("list").cloned().unwrap_or_default();
    let template = info.get("template").and_then(Value::as_str).unwrap_or("genericList").to_owned();
    if !TEMPLATES.contains(&template.as_str()) {
        return Err(not_acceptable());
    }
    if sites.site(site)?.lists.iter().any(|list| list.title.eq_ignore_ascii_case(&title)) {
        return Err(taken());
    }
    let mut list = List::new(sites.fresh("list"), &title, &template, author);
    let flag = |name: &str| info.get(name).and_then(Value::as_bool).unwrap_or_default();
    (list.hidden, list.typed) = (flag("hidden"), flag("contentTypesEnabled"));
    if let Some(text) = body.get("description").and_then(Value::as_str) {
        text.clone_into(&mut list.description);
    }
    if let Some(Value::Array(columns)) = body.remove("columns") {
        for column in columns {
            let Value::Object(column) = column else { continue };
            let column = columns::made(sites, &list.columns, column)?;
            list.columns.push(column);
        }
    }
    let id = list.id.clone();
    let site = sites.site_mut(site)?;
    site.lists.push(list);
    site.modified = now();
    Ok(id)
}

/// `PATCH lists/{id}`.
pub(super) fn update(
    call: &Call<'_>,
    sites: &mut Sites,
    site: usize,
    name: &str,
) -> Result<String, Refusal> {
    let body = body::object(call.request, &LIST, Purpose::Update)?;
    let site = sites.site_mut(site)?;
    let index = site.find_list(name)?;
    let title = body.get("displayName").and_then(Value::as_str).map(str::trim);
    let others = site.lists.iter().enumerate().filter(|(other, _)| *other != index);
    if title.is_some_and(|title| {
        others.into_iter().any(|(_, list)| list.title.eq_ignore_ascii_case(title))
    }) {
        return Err(taken());
    }
    let list = site.lists.get_mut(index).ok_or_else(no_list)?;
    call.must_match(&list.etag()).map_err(|refusal| {
        Refusal::new(refusal.status, "resourceModified", "ETag does not match current item's value")
    })?;
    match title {
        Some("") => return Err(not_acceptable()),
        Some(title) => title.clone_into(&mut list.title),
        None => {}
    }
    if let Some(text) = body.get("description").and_then(Value::as_str) {
        text.clone_into(&mut list.description);
    }
    if let Some(info) = body.get("list") {
        let flag = |name: &str, was: bool| info.get(name).and_then(Value::as_bool).unwrap_or(was);
        (list.hidden, list.typed) =
            (flag("hidden", list.hidden), flag("contentTypesEnabled", list.typed));
    }
    list.version += 1;
    list.modified = now();
    Ok(list.id.clone())
}

/// `DELETE lists/{id}`.
pub(super) fn delete(sites: &mut Sites, site: usize, name: &str) -> Result<Reply, Refusal> {
    let site = sites.site_mut(site)?;
    let index = site.find_list(name)?;
    if site.lists.get(index).is_some_and(|list| list.system) {
        return Err(Refusal::new(403, "accessDenied", "Access denied"));
    }
    site.lists.remove(index);
    Ok(Reply::new(204))
}

/// The body of a seed, checked.
pub(super) fn seeded(list: Value) -> Result<Map<String, Value>, Refusal> {
    match list {
        Value::Object(body) => check(&LIST, body, Purpose::Seed),
        _ => Err(Refusal::body("A list is a JSON object.")),
    }
}
