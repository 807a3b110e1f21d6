//! What the program around the sandbox puts into sites, and reads back.

use serde_json::{Map, Value, json};

use crate::people::display_name;
use crate::schema::Refusal;
use crate::service::{
    site::{
        refusals::not_acceptable,
        store::Site,
        terms::{LANGUAGE, id},
    },
    sites::{address::meant, content_types, fields::By, items, lists, shown::Shown},
    state::State,
};

/// Adds a site at a path, and gives its id.
pub(crate) fn add_site(state: &mut State, path: &str, name: &str) -> String {
    let index = state.sites.add(path, name);
    state.sites.site(index).map(Site::id).unwrap_or_default()
}

/// Adds a list, and gives its id.
pub(crate) fn add_list(state: &mut State, site: &str, list: Value) -> Result<String, Refusal> {
    let body = lists::seeded(list)?;
    let site = meant(&state.sites, site)?;
    lists::made(&mut state.sites, site, body, None)
}

/// Adds a row by `user`, and gives its number.
pub(crate) fn add_item(
    state: &mut State,
    user: &str,
    site: &str,
    list: &str,
    fields: &Value,
) -> Result<u64, Refusal> {
    let said = fields.as_object().ok_or_else(not_acceptable)?;
    let author = state.find(user).unwrap_or_else(|| state.add(user, &display_name(user)));
    let index = meant(&state.sites, site)?;
    let site = state.sites.site(index)?;
    let planned = items::made(&items::scene(state, site, site.list(list)?), said, By::Seed, None)?;
    let list = state.sites.site_mut(index)?.list_mut(list)?;
    let kind = content_types::first(list);
    Ok(list.insert(planned.fields, kind, Some(author)))
}

/// The rows of a list as Graph shows their fields.
pub(crate) fn rows(state: &State, site: &str, list: &str) -> Result<Vec<Value>, Refusal> {
    let site = state.sites.site(meant(&state.sites, site)?)?;
    let list = site.list(list)?;
    let scene = items::scene(state, site, list);
    let rows = list.items.iter();
    rows.map(|(key, item)| scene.shown(*key, &Shown::now(item), None).map(Value::Object)).collect()
}

/// Adds a set of terms to a group, which is made if it isn't there; gives the set's id.
pub(crate) fn add_term_set(state: &mut State, group: &str, name: &str, terms: &[&str]) -> String {
    let store = &mut state.sites.terms;
    let known = store.groups.iter().find(|known| known.get("displayName") == Some(&group.into()));
    let group = match known.cloned() {
        Some(known) => known,
        None => store.add_group(Map::from_iter([("displayName".to_owned(), group.into())])),
    };
    let names = json!([{"languageTag": LANGUAGE, "name": name}]);
    let set = store.add_set(id(&group), Map::from_iter([("localizedNames".to_owned(), names)]));
    for term in terms {
        let labels = json!([{"languageTag": LANGUAGE, "name": term, "isDefault": true}]);
        store.add_term(id(&set), None, Map::from_iter([("labels".to_owned(), labels)]));
    }
    id(&set).to_owned()
}
