//! Sites: read, searched, followed.

use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{Purpose, Refusal, SITE, SITES};
use crate::service::{
    Call, body,
    calendar_place::{lower, no_segment, not_allowed},
    list as lists_of,
    site::{refusals::invalid, store::Site},
    sites::{alone, listed},
    state::State,
};
use crate::wire::Reply;

pub(super) fn get(call: &Call<'_>, site: &Site) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &SITE, Scope::One)?;
    let mut row = site.json();
    if let Some(members) = row.as_object_mut() {
        for expand in &options.expand {
            let part: Option<Value> = match expand.name {
                "columns" => Some(
                    site.columns.iter().map(|column| Value::Object(column.body.clone())).collect(),
                ),
                "contentTypes" => {
                    Some(site.content_types.iter().cloned().map(Value::Object).collect())
                }
                _ => return Err(invalid(format!("'{}' cannot be expanded here.", expand.name))),
            };
            members.extend(part.map(|part| (expand.name.to_owned(), part)));
        }
    }
    alone(call, lists_of::selected(row, options.select.as_deref(), &options.expand), 200)
}

/// `GET sites?search=`: a word of the name, or `*`; without it, the roots.
pub(super) fn search(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    let query = &call.request.query;
    let sought = query.iter().find(|(name, _)| name.eq_ignore_ascii_case("search"));
    let sought = sought.map(|(_, text)| text.trim().trim_matches('"').to_lowercase());
    let all = state.sites.sites.iter();
    let rows = all.filter(|site| match sought.as_deref() {
        None => site.parent.is_none(),
        Some("*" | "") => true,
        Some(word) => {
            let texts = [&site.name, &site.path, &site.description];
            texts.iter().any(|text| text.to_lowercase().contains(word))
        }
    });
    listed(&named(call, &["sites".to_owned()]), &SITE, rows.map(Site::json).collect())
}

/// `GET sites/getAllSites`: of every geography, for applications only.
pub(super) fn everywhere(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    if call.caller.is_some() {
        return Err(Refusal::new(403, "accessDenied", "Access denied"));
    }
    let rows = state.sites.sites.iter().map(Site::json).collect();
    listed(&named(call, &["sites".to_owned()]), &SITE, rows)
}

fn named<'a>(call: &'a Call<'_>, path: &'a [String]) -> Call<'a> {
    super::below(call, path)
}

/// `GET sites/{id}/sites`.
pub(super) fn below(call: &Call<'_>, state: &State, parent: usize) -> Result<Reply, Refusal> {
    let below = state.sites.sites.iter().filter(|site| site.parent == Some(parent));
    listed(call, &SITE, below.map(Site::json).collect())
}

/// `GET followedSites`.
pub(crate) fn followed(call: &Call<'_>, state: &State, path: &[String]) -> Result<Reply, Refusal> {
    if let Some(other) = path.first() {
        return Err(no_segment(other));
    }
    let own = state.sites.sites.iter().filter(|site| site.followers.contains(&call.owner));
    listed(call, &SITE, own.map(Site::json).collect())
}

/// `POST followedSites/add` and `remove`.
pub(crate) fn follow(
    call: &Call<'_>,
    state: &mut State,
    path: &[String],
) -> Result<Reply, Refusal> {
    let action = path.iter().map(|segment| lower(segment)).collect::<Vec<_>>().join("/");
    if call.request.method != "POST" || !["add", "remove"].contains(&action.as_str()) {
        return Err(not_allowed());
    }
    let body = body::object(call.request, &SITES, Purpose::Action)?;
    let value = body.get("value").and_then(Value::as_array).filter(|value| !value.is_empty());
    let value = value.ok_or_else(|| invalid("The parameter 'value' names no site."))?;
    let (mut rows, mut failed) = (Vec::new(), false);
    for site in value {
        let id = site.get("id").and_then(Value::as_str).unwrap_or_default();
        let Ok(site) = state.sites.named(id).and_then(|index| state.sites.site_mut(index)) else {
            failed = true;
            rows.push(json!({"id": id, "error": {"@odata.type": "#oneDrive.error", "code": "invalidRequest",
                "message": "The site Id information that is provided in the request is incorrect"}}));
            continue;
        };
        match action.as_str() {
            "add" => site.followers.insert(call.owner),
            _ => site.followers.remove(&call.owner),
        };
        rows.push(site.json());
    }
    // What went wrong is told beside what didn't.
    if failed {
        return Ok(Reply::value(207, &json!({"value": rows})));
    }
    if action == "remove" {
        return Ok(Reply::new(204));
    }
    listed(call, &SITE, rows)
}
