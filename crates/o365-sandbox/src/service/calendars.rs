//! Calendars, their groups and their permissions.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{CALENDAR, CALENDAR_GROUP, CALENDAR_PERMISSION, Purpose, Refusal};
use crate::service::{
    Call, Mailbox,
    agenda::{At, Calendar, FIRST, Group},
    body,
    ids::change_key,
    list,
    state::State,
};
use crate::wire::Reply;

fn invalid(text: &str) -> Refusal {
    Refusal::new(400, "ErrorInvalidRequest", text)
}

fn named(body: &serde_json::Map<String, Value>) -> Result<&str, Refusal> {
    let name = body.get("name").and_then(Value::as_str).map(str::trim);
    name.filter(|name| !name.is_empty()).ok_or_else(|| invalid("The property 'name' is required."))
}

fn calendar(call: &Call<'_>, state: &State, key: u32) -> Result<Value, Refusal> {
    let user = call.user(state)?;
    let mut json = user.mailbox.calendar_json(key)?;
    if let Some(members) = json.as_object_mut() {
        members.insert("owner".to_owned(), json!({"name": user.name, "address": user.address}));
    }
    Ok(json)
}

fn group(mailbox: &Mailbox, key: u32) -> Result<Value, Refusal> {
    let group = mailbox.agenda.groups.get(&key).ok_or_else(Refusal::not_found)?;
    Ok(json!({
        "id": mailbox.ids.calendar_group(key),
        "name": group.name,
        "classId": "0006f0b7-0000-0000-c000-000000000046",
        "changeKey": change_key(group.version),
    }))
}

fn alone(call: &Call<'_>, collection: &str, row: Value, options: &Options, status: u16) -> Reply {
    let select = options.select.as_deref();
    let mut row = list::selected(row, select, &options.expand);
    if let Some(members) = row.as_object_mut() {
        members.insert("@odata.context".to_owned(), call.context(collection, select).into());
    }
    Reply::value(status, &row)
}

/// `GET calendars`, also of a group.
pub(crate) fn all(call: &Call<'_>, state: &State, group: Option<&str>) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &CALENDAR, Scope::List)?;
    let mailbox = &call.user(state)?.mailbox;
    let group = group.map(|id| mailbox.find_group(id)).transpose()?;
    let known = mailbox.agenda.calendars.iter();
    let known = known.filter(|(_, calendar)| group.is_none_or(|group| calendar.group == group));
    let rows = known.map(|(key, _)| calendar(call, state, *key)).collect::<Result<_, _>>()?;
    list::values(call, &options, rows)
}

pub(crate) fn get(call: &Call<'_>, state: &State, id: Option<&str>) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &CALENDAR, Scope::One)?;
    let key = call.user(state)?.mailbox.find_calendar(id)?;
    Ok(alone(call, "calendars", calendar(call, state, key)?, &options, 200))
}

/// `GET events/{id}/calendar`.
pub(crate) fn of_event(call: &Call<'_>, state: &State, id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &CALENDAR, Scope::One)?;
    let mailbox = &call.user(state)?.mailbox;
    let key = mailbox.item(mailbox.find_event(id)?)?.event.calendar;
    Ok(alone(call, "calendars", calendar(call, state, key)?, &options, 200))
}

/// `GET calendar/allowedCalendarSharingRoles(User='..')`: all of them within the organization.
pub(crate) fn sharing_roles(call: &Call<'_>) -> Reply {
    let context =
        format!("{}/$metadata#Collection(microsoft.graph.calendarRoleType)", call.request.root);
    let roles = ["freeBusyRead", "limitedRead", "read", "write"];
    Reply::value(200, &json!({"@odata.context": context, "value": roles}))
}

pub(crate) fn create(
    call: &Call<'_>,
    state: &mut State,
    group: Option<&str>,
) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &CALENDAR, Purpose::Create)?;
    let name = named(&body)?;
    let mailbox = state.mailbox(call.owner)?;
    let group = group.map_or(Ok(FIRST), |id| mailbox.find_group(id))?;
    must_be_free(mailbox, name, None)?;
    let version = mailbox.fresh();
    let key = mailbox.agenda.fresh();
    let color = body.get("color").and_then(Value::as_str).unwrap_or("auto").to_owned();
    let permissions = Vec::new();
    let new = Calendar { name: name.to_owned(), color, group, version, permissions };
    mailbox.agenda.calendars.insert(key, new);
    let location = call.location(&format!("calendars('{}')", mailbox.ids.calendar(key)));
    let row = calendar(call, state, key)?;
    Ok(alone(call, "calendars", row, &Options::default(), 201).header("Location", &location))
}

fn must_be_free(mailbox: &Mailbox, name: &str, but: Option<u32>) -> Result<(), Refusal> {
    let mut known = mailbox.agenda.calendars.iter().filter(|(key, _)| Some(**key) != but);
    if known.any(|(_, calendar)| calendar.name.to_lowercase() == name.to_lowercase()) {
        return Err(Refusal::new(
            409,
            "ErrorFolderExists",
            "A calendar with the specified name already exists.",
        ));
    }
    Ok(())
}

pub(crate) fn update(
    call: &Call<'_>,
    state: &mut State,
    id: Option<&str>,
) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &CALENDAR, Purpose::Update)?;
    let mailbox = state.mailbox(call.owner)?;
    let key = mailbox.find_calendar(id)?;
    if body.contains_key("name") {
        must_be_free(mailbox, named(&body)?, Some(key))?;
    }
    let version = mailbox.fresh();
    let default = match body.get("isDefaultCalendar").and_then(Value::as_bool) {
        Some(false) if key == mailbox.agenda.default => {
            return Err(invalid("Another calendar must be made the default one."));
        }
        Some(true) => key,
        _ => mailbox.agenda.default,
    };
    mailbox.agenda.default = default;
    let known = mailbox.agenda.calendars.get_mut(&key).ok_or_else(Refusal::not_found)?;
    known.version = version;
    if let Some(name) = body.get("name").and_then(Value::as_str) {
        name.trim().clone_into(&mut known.name);
    }
    if let Some(color) = body.get("color").and_then(Value::as_str) {
        color.clone_into(&mut known.color);
    }
    Ok(alone(call, "calendars", calendar(call, state, key)?, &Options::default(), 200))
}

pub(crate) fn delete(
    call: &Call<'_>,
    state: &mut State,
    id: Option<&str>,
) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let key = mailbox.find_calendar(id)?;
    if key == FIRST || key == mailbox.agenda.default {
        return Err(Refusal::new(
            400,
            "ErrorDeleteDistinguishedFolder",
            "Distinguished folders cannot be deleted.",
        ));
    }
    mailbox.agenda.calendars.remove(&key);
    let events: Vec<_> =
        mailbox.agenda.events().filter(|e| e.calendar == key).map(|event| event.key).collect();
    for key in events {
        mailbox.remove_event(At { key, day: None })?;
    }
    Ok(Reply::new(204))
}

pub(crate) fn groups(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &CALENDAR_GROUP, Scope::List)?;
    let mailbox = &call.user(state)?.mailbox;
    let rows = mailbox.agenda.groups.keys().map(|key| group(mailbox, *key));
    list::values(call, &options, rows.collect::<Result<_, _>>()?)
}

pub(crate) fn get_group(call: &Call<'_>, state: &State, id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &CALENDAR_GROUP, Scope::One)?;
    let mailbox = &call.user(state)?.mailbox;
    let row = group(mailbox, mailbox.find_group(id)?)?;
    Ok(alone(call, "calendarGroups", row, &options, 200))
}

/// `POST calendarGroups`, or PATCH of the one with that id.
pub(crate) fn write_group(
    call: &Call<'_>,
    state: &mut State,
    id: Option<&str>,
) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &CALENDAR_GROUP, Purpose::Create)?;
    let name = named(&body)?;
    let mailbox = state.mailbox(call.owner)?;
    let known = id.map(|id| mailbox.find_group(id)).transpose()?;
    let mut others = mailbox.agenda.groups.iter().filter(|(key, _)| Some(**key) != known);
    if others.any(|(_, group)| group.name.to_lowercase() == name.to_lowercase()) {
        return Err(Refusal::new(
            409,
            "ErrorFolderExists",
            "A group with the specified name already exists.",
        ));
    }
    let version = mailbox.fresh();
    let key = known.unwrap_or_else(|| mailbox.agenda.fresh());
    mailbox.agenda.groups.insert(key, Group { name: name.to_owned(), version });
    let status = if known.is_some() { 200 } else { 201 };
    Ok(alone(call, "calendarGroups", group(mailbox, key)?, &Options::default(), status))
}

pub(crate) fn delete_group(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let agenda = state.mailbox(call.owner)?;
    let key = agenda.find_group(id)?;
    let agenda = &mut agenda.agenda;
    if key == FIRST || agenda.calendars.values().any(|calendar| calendar.group == key) {
        return Err(Refusal::new(
            400,
            "ErrorCalendarGroupIsNotEmpty",
            "A calendar group that has calendars cannot be deleted.",
        ));
    }
    agenda.groups.remove(&key);
    Ok(Reply::new(204))
}

fn permissions_of<'a>(
    mailbox: &'a mut Mailbox,
    calendar: Option<&str>,
) -> Result<&'a mut Vec<Value>, Refusal> {
    let key = mailbox.find_calendar(calendar)?;
    let known = mailbox.agenda.calendars.get_mut(&key).ok_or_else(Refusal::not_found)?;
    Ok(&mut known.permissions)
}

pub(crate) fn permissions(
    call: &Call<'_>,
    state: &State,
    calendar: Option<&str>,
    id: Option<&str>,
) -> Result<Reply, Refusal> {
    let scope = if id.is_some() { Scope::One } else { Scope::List };
    let options = Options::parse(&call.request.query, &CALENDAR_PERMISSION, scope)?;
    let mailbox = &call.user(state)?.mailbox;
    let key = mailbox.find_calendar(calendar)?;
    let known = mailbox.agenda.calendars.get(&key).ok_or_else(Refusal::not_found)?;
    let Some(id) = id else { return list::values(call, &options, known.permissions.clone()) };
    let one = known.permissions.iter().find(|known| known["id"] == id).cloned();
    let one = one.ok_or_else(Refusal::not_found)?;
    Ok(alone(call, "calendar/calendarPermissions", one, &options, 200))
}

pub(crate) fn add_permission(
    call: &Call<'_>,
    state: &mut State,
    calendar: Option<&str>,
) -> Result<Reply, Refusal> {
    let mut body = body::object(call.request, &CALENDAR_PERMISSION, Purpose::Create)?;
    let address = body.get("emailAddress").and_then(|of| of.get("address")).and_then(Value::as_str);
    let address = address.filter(|address| address.contains('@'));
    let address = address.ok_or_else(|| invalid("The permission needs an address."))?;
    if body.get("role").and_then(Value::as_str).is_none() {
        return Err(invalid("The property 'role' is required."));
    }
    let id = STANDARD.encode(address.to_lowercase());
    let inside = state.find(address).is_some();
    body.insert("id".to_owned(), id.as_str().into());
    body.insert("isInsideOrganization".to_owned(), inside.into());
    body.insert("isRemovable".to_owned(), true.into());
    body.insert("allowedRoles".to_owned(), json!(["freeBusyRead", "limitedRead", "read", "write"]));
    let known = permissions_of(state.mailbox(call.owner)?, calendar)?;
    if known.iter().any(|known| known["id"] == id.as_str()) {
        return Err(Refusal::new(
            409,
            "ErrorCalendarPermissionExists",
            "The calendar is shared with this address already.",
        ));
    }
    known.push(Value::Object(body.clone()));
    let row = Value::Object(body);
    Ok(alone(call, "calendar/calendarPermissions", row, &Options::default(), 201))
}

pub(crate) fn update_permission(
    call: &Call<'_>,
    state: &mut State,
    calendar: Option<&str>,
    id: &str,
) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &CALENDAR_PERMISSION, Purpose::Update)?;
    let all = permissions_of(state.mailbox(call.owner)?, calendar)?;
    let known = all.iter_mut().find(|known| known["id"] == id).ok_or_else(Refusal::not_found)?;
    if let (Some(role), Some(members)) = (body.get("role"), known.as_object_mut()) {
        members.insert("role".to_owned(), role.clone());
    }
    let row = known.clone();
    Ok(alone(call, "calendar/calendarPermissions", row, &Options::default(), 200))
}

pub(crate) fn delete_permission(
    call: &Call<'_>,
    state: &mut State,
    calendar: Option<&str>,
    id: &str,
) -> Result<Reply, Refusal> {
    let all = permissions_of(state.mailbox(call.owner)?, calendar)?;
    let at = all.iter().position(|known| known["id"] == id).ok_or_else(Refusal::not_found)?;
    if all.get(at).is_some_and(|known| known["isRemovable"] == false) {
        return Err(invalid("This permission cannot be removed."));
    }
    all.remove(at);
    Ok(Reply::new(204))
}
