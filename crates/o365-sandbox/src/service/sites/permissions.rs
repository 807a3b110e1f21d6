//! Permissions of applications on a site (`Sites.Selected`).

use serde_json::{Map, Value};

use crate::odata::{Options, Scope};
use crate::schema::{Purpose, Refusal, SITE_PERMISSION};
use crate::service::{
    Call, body,
    calendar_place::{no_segment, not_allowed},
    list as lists_of,
    site::{
        refusals::{invalid, not_found},
        store::{Site, Sites},
    },
    sites::{alone, listed},
};
use crate::wire::Reply;

const ROLES: &[&str] = &["read", "write", "manage", "fullcontrol", "owner"];

/// A list doesn't say the roles; one permission does.
pub(super) fn read(call: &Call<'_>, site: &Site, path: &[String]) -> Result<Reply, Refusal> {
    match path {
        [] => {
            let rows = site.permissions.iter().map(|permission| {
                let mut row = permission.clone();
                row.remove("roles");
                Value::Object(row)
            });
            listed(call, &SITE_PERMISSION, rows.collect())
        }
        [id] => {
            let options = Options::parse(&call.request.query, &SITE_PERMISSION, Scope::One)?;
            let row = site.permissions.get(find(site, id)?).cloned().unwrap_or_default();
            let row = lists_of::selected(Value::Object(row), options.select.as_deref(), &[]);
            alone(call, row, 200)
        }
        [_, other, ..] => Err(no_segment(other)),
    }
}

fn find(site: &Site, id: &str) -> Result<usize, Refusal> {
    let same =
        |permission: &Map<String, Value>| permission.get("id").and_then(Value::as_str) == Some(id);
    site.permissions.iter().position(same).ok_or_else(|| not_found("Permission not found"))
}

pub(super) fn change(
    call: &Call<'_>,
    sites: &mut Sites,
    index: usize,
    path: &[String],
) -> Result<Reply, Refusal> {
    match (call.request.method.as_str(), path) {
        ("POST", []) => create(call, sites, index),
        ("PATCH", [id]) => {
            let body = body::object(call.request, &SITE_PERMISSION, Purpose::Update)?;
            let roles = roles(&body)?;
            let site = sites.site_mut(index)?;
            let at = find(site, id)?;
            let permission = site.permissions.get_mut(at).ok_or_else(not_allowed)?;
            permission.insert("roles".to_owned(), roles);
            alone(call, Value::Object(permission.clone()), 200)
        }
        ("DELETE", [id]) => {
            let site = sites.site_mut(index)?;
            site.permissions.remove(find(site, id)?);
            Ok(Reply::new(204))
        }
        _ => Err(not_allowed()),
    }
}

fn create(call: &Call<'_>, sites: &mut Sites, index: usize) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &SITE_PERMISSION, Purpose::Create)?;
    let roles = roles(&body)?;
    let of = |name: &str| body.get(name).and_then(Value::as_array).filter(|all| !all.is_empty());
    let granted = of("grantedToIdentitiesV2").or_else(|| of("grantedToIdentities"));
    let granted = granted.ok_or_else(|| invalid("'grantedToIdentities' names nobody."))?;
    let application = |set: &Value| {
        let id = set.get("application").and_then(|app| app.get("id")).and_then(Value::as_str);
        id.is_some_and(|id| !id.is_empty())
    };
    if !granted.iter().all(application) {
        return Err(invalid("Only application permissions can be created on a site."));
    }
    let mut permission = Map::new();
    permission.insert("id".to_owned(), sites.fresh("permission").into());
    permission.insert("roles".to_owned(), roles);
    for name in ["grantedToIdentities", "grantedToIdentitiesV2"] {
        permission.insert(name.to_owned(), granted.clone().into());
    }
    sites.site_mut(index)?.permissions.push(permission.clone());
    alone(call, Value::Object(permission), 201)
}

fn roles(body: &Map<String, Value>) -> Result<Value, Refusal> {
    let roles = body.get("roles").and_then(Value::as_array).cloned().unwrap_or_default();
    let known = |role: &Value| role.as_str().is_some_and(|role| ROLES.contains(&role));
    match roles.is_empty() || !roles.iter().all(known) {
        true => Err(invalid(
            "The permission needs 'roles' out of read, write, manage, fullcontrol and owner.",
        )),
        false => Ok(roles.into()),
    }
}
