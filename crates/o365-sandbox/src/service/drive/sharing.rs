//! Permissions, links and invitations of items.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::random::{guid, opaque};
use crate::schema::{CREATE_LINK, INVITE, PERMISSION, Purpose, Refusal};
use crate::service::{
    body,
    drive::{
        DriveKind,
        ask::{Ask, identity},
        item::{Identity, Link, Permission},
        lists::{self, options},
        names::invalid,
        show::put,
        stock::Drives,
        tree::{Drive, no_item},
    },
};
use crate::wire::Reply;

/// The most characters of an invitation's message.
const LONGEST_MESSAGE: usize = 2000;

/// The permissions of an item, with those from above.
pub(super) fn all(drive: &Drive, key: u64) -> Result<Vec<Value>, Refusal> {
    let item = drive.item(key)?;
    let owner = Permission::of(vec![(*drive.owner).clone()], vec!["owner".to_owned()]);
    let owner = Permission { id: format!("owner-{}", drive.owner.id), ..owner };
    let mut rows = vec![owner.json(drive, None)];
    rows.extend(item.permissions.iter().map(|permission| permission.json(drive, None)));
    for above in drive.above(key) {
        let above = drive.item(above)?;
        let inherited = above.permissions.iter();
        rows.extend(inherited.map(|permission| permission.json(drive, Some(above))));
    }
    Ok(rows)
}

pub(super) fn list(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let wanted = options(ask.request, &PERMISSION, false)?;
    lists::rows(ask, all(drives.drive(number)?, key)?, &wanted, "permissions")
}

pub(super) fn get(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    key: u64,
    id: &str,
) -> Result<Reply, Refusal> {
    let wanted = options(ask.request, &PERMISSION, true)?;
    let known = all(drives.drive(number)?, key)?.into_iter().find(|row| row["id"] == id);
    lists::one(ask, known.ok_or_else(no_item)?, &wanted, "permissions")
}

/// A permission of the item itself.
fn own<'i>(
    drives: &'i mut Drives,
    number: usize,
    key: u64,
    id: &str,
) -> Result<&'i mut Permission, Refusal> {
    let drive = drives.drive_mut(number)?;
    let known =
        all(drive, key)?.into_iter().any(|row| row.get("id").is_some_and(|known| known == id));
    let item = drive.item_mut(key)?;
    match item.permissions.iter_mut().find(|permission| permission.id == id) {
        Some(permission) => Ok(permission),
        None if known => {
            Err(invalid("A permission of the owner, or one from above, can't be changed here."))
        }
        None => Err(no_item()),
    }
}

pub(super) fn update(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    key: u64,
    id: &str,
) -> Result<Reply, Refusal> {
    let body = body::object(ask.request, &PERMISSION, Purpose::Update)?;
    let permission = own(drives, number, key, id)?;
    if body.contains_key("roles") {
        permission.roles = roles(&body)?;
    }
    if let Some(at) = body.get("expirationDateTime") {
        permission.expires = at.as_str().map(str::to_owned);
    }
    let permission = permission.clone();
    let drive = drives.drive_mut(number)?;
    drive.note(key);
    let row = permission.json(drives.drive(number)?, None);
    lists::one(ask, row, &lists::Wanted::default(), "permissions")
}

pub(super) fn delete(
    drives: &mut Drives,
    number: usize,
    key: u64,
    id: &str,
) -> Result<Reply, Refusal> {
    own(drives, number, key, id)?;
    let drive = drives.drive_mut(number)?;
    drive.item_mut(key)?.permissions.retain(|permission| permission.id != id);
    drive.note(key);
    Ok(Reply::new(204))
}

fn roles(body: &Map<String, Value>) -> Result<Vec<String>, Refusal> {
    let roles = body.get("roles").and_then(Value::as_array).into_iter().flatten();
    let roles: Vec<_> = roles.filter_map(Value::as_str).map(str::to_lowercase).collect();
    let known = |role: &String| ["read", "write", "owner"].contains(&role.as_str());
    if roles.is_empty() || !roles.iter().all(known) {
        return Err(invalid("The roles are missing, or one of them is unknown."));
    }
    Ok(roles)
}

fn people(ask: &Ask<'_>, body: &Map<String, Value>) -> Result<Vec<Identity>, Refusal> {
    let recipients = body.get("recipients").and_then(Value::as_array).into_iter().flatten();
    let each = recipients.map(|recipient| {
        let text = |name: &str| recipient.get(name).and_then(Value::as_str);
        let name = text("email").or(text("alias")).or(text("objectId"));
        let name = name.ok_or_else(|| invalid("A recipient has no address and no id."))?;
        let user = ask.state.find(name).and_then(|index| ask.state.user(index).ok());
        let address = user.map_or(name, |user| user.address.as_str());
        if !address.contains('@') {
            return Err(invalid(format!("The recipient '{name}' could not be resolved.")));
        }
        Ok(identity(ask.state, address))
    });
    each.collect()
}

/// When it ends, as the body says; the service takes no fractions of a second.
fn expiry(body: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    let Some(text) = body.get("expirationDateTime").and_then(Value::as_str) else {
        return Ok(None);
    };
    let fits = text.len() == 20 && text.ends_with('Z');
    match crate::schema::instant(text).filter(|_| fits) {
        Some(at) if at.div_euclid(1_000_000) > crate::schema::now() => Ok(Some(text.to_owned())),
        Some(_) => Err(invalid("The expirationDateTime has passed.")),
        None => Err(invalid("The expirationDateTime must have the form yyyy-MM-ddTHH:mm:ssZ.")),
    }
}

/// `POST createLink`.
pub(super) fn create_link(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let body = body::object(ask.request, &CREATE_LINK, Purpose::Action)?;
    let drive = drives.drive(number)?;
    let personal = drive.kind == DriveKind::Personal;
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_lowercase);
    let kind = text("type").unwrap_or_else(|| "view".to_owned());
    let scope = text("scope")
        .unwrap_or_else(|| if personal { "anonymous" } else { "organization" }.to_owned());
    if !["view", "edit", "embed"].contains(&kind.as_str()) {
        return Err(invalid(format!("'{kind}' is not a type of link.")));
    }
    if kind == "embed" && !personal || scope == "organization" && personal {
        return Err(invalid(format!(
            "A link of the type '{kind}' and scope '{scope}' is not supported here."
        )));
    }
    if !["anonymous", "organization", "users"].contains(&scope.as_str()) {
        return Err(invalid(format!("'{scope}' is not a scope of links.")));
    }
    if scope == "anonymous" && drives.rules.forbid_anonymous_links {
        let refusal = Refusal::new(403, "accessDenied", "Sharing has been disabled for this item.");
        return Err(refusal.inner("sharingDisabled"));
    }
    let (expires, people) = (expiry(&body)?, people(ask, &body)?);
    let password = text("password").is_some_and(|password| !password.is_empty());
    let drive = drives.drive_mut(number)?;
    let base = if personal { "https://1drv.ms" } else { "https://sandbox-my.sharepoint.com" };
    let item = drive.item_mut(key)?;
    let same = |permission: &&Permission| {
        permission.link.as_ref().is_some_and(|link| link.kind == kind && link.scope == scope)
            && permission.expires == expires
            && permission.password == password
            && permission.people == people
    };
    let (permission, status) = match item.permissions.iter().find(same) {
        Some(known) => (known.clone(), 200),
        None => {
            let share_id = format!("s!{}", opaque());
            let letter = if item.is_folder() { 'f' } else { 'u' };
            let url = format!(
                "{base}/:{letter}:/g/{}?e={}",
                opaque(),
                guid().chars().take(6).collect::<String>()
            );
            let link = Link { kind, scope, url, share_id };
            let made = Permission { people, expires, password, ..Permission::by_link(link) };
            item.permissions.push(made.clone());
            (made, 201)
        }
    };
    drive.note(key);
    answer(ask, drives.drive(number)?, &permission, status)
}

fn answer(
    ask: &Ask<'_>,
    drive: &Drive,
    permission: &Permission,
    status: u16,
) -> Result<Reply, Refusal> {
    let mut row = permission.json(drive, None);
    put(
        &mut row,
        "@odata.context",
        format!("{}/$metadata#microsoft.graph.permission", ask.request.root),
    );
    Ok(Reply::value(status, &row))
}

/// `POST invite`.
pub(super) fn invite(
    ask: &Ask<'_>,
    drives: &mut Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let body = body::object(ask.request, &INVITE, Purpose::Action)?;
    let flag = |name: &str| body.get(name).and_then(Value::as_bool).unwrap_or(false);
    let roles = roles(&body)?;
    let people = people(ask, &body)?;
    if people.is_empty() {
        return Err(invalid("There are no recipients."));
    }
    if !flag("requireSignIn") && !flag("sendInvitation") {
        return Err(invalid("One of requireSignIn and sendInvitation must be true."));
    }
    let message = body.get("message").and_then(Value::as_str).unwrap_or_default();
    if message.chars().count() > LONGEST_MESSAGE {
        return Err(invalid(format!("The message has more than {LONGEST_MESSAGE} characters.")));
    }
    let expires = expiry(&body)?;
    let drive = drives.drive_mut(number)?;
    let item = drive.item_mut(key)?;
    let mut made = Vec::new();
    for person in people {
        // Whoever is invited again has what the last invitation says.
        item.permissions.retain(|known| known.link.is_some() || !known.people.contains(&person));
        let permission = Permission {
            expires: expires.clone(),
            sign_in: flag("requireSignIn"),
            invited_by: Some(Arc::clone(&ask.who)),
            ..Permission::of(vec![person], roles.clone())
        };
        item.permissions.push(permission.clone());
        made.push(permission);
    }
    drive.note(key);
    let drive = drives.drive(number)?;
    let rows: Vec<_> = made.iter().map(|permission| permission.json(drive, None)).collect();
    let context = format!("{}/$metadata#Collection(microsoft.graph.permission)", ask.request.root);
    Ok(Reply::value(200, &json!({"@odata.context": context, "value": rows})))
}
