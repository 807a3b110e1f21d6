//! Document libraries: each is a list and a drive, and what happens to one happens to the other.

use serde_json::{Map, Value};

use crate::schema::Refusal;
use crate::service::{
    calendar_place::lower,
    site::{
        refusals::{invalid, no_item, no_site, taken},
        store::{Effect, File, HOST, Item, List, Site, Sites, Version},
    },
    sites::address::{At, at, meant},
    state::State,
};

/// A document library, as its drive has to know it.
#[derive(Clone, Debug)]
pub(crate) struct Library {
    /// The site: `host,guid,guid`.
    pub(crate) id: String,
    pub(crate) list: String,
    pub(crate) title: String,
    /// Where its root is in a browser.
    pub(crate) url: String,
}

/// A file or folder, as its list has to know it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) number: u64,
    pub(crate) guid: String,
    pub(crate) name: String,
    pub(crate) size: u64,
    pub(crate) folder: bool,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) author: Option<usize>,
    pub(crate) editor: Option<usize>,
    pub(crate) file: File,
}

/// What a path below a site means in a drive.
#[derive(Debug)]
pub(crate) struct Spot {
    pub(crate) library: Library,
    /// The item; `None` is the drive itself.
    pub(crate) item: Option<u64>,
    pub(crate) rest: Vec<String>,
}

/// The id of a site that a path names: its id, or `host:/path`.
pub(crate) fn id_of(state: &State, name: &str) -> Result<String, Refusal> {
    let sites = &state.sites;
    let index = match name.split_once(":/") {
        Some((host, path)) => {
            sites.named(host)?;
            sites.at(path).ok_or_else(no_site)?
        }
        None => sites.named(name)?,
    };
    sites.site(index).map(Site::id)
}

fn of(site: &Site, list: &List) -> Library {
    Library { id: site.id(), list: list.id.clone(), title: list.title.clone(), url: list.url(site) }
}

/// The libraries of a site.
pub(crate) fn libraries(state: &State, id: &str) -> Result<Vec<Library>, Refusal> {
    let site = state.sites.site(state.sites.named(id)?)?;
    let lists = site.lists.iter().filter(|list| list.has_drive());
    Ok(lists.map(|list| of(site, list)).collect())
}

/// A library by its name, made with its site if there is none.
pub(crate) fn library(state: &mut State, site: &str, name: &str) -> Library {
    let path = site.strip_prefix(HOST).and_then(|rest| rest.strip_prefix(':')).unwrap_or(site);
    let index = meant(&state.sites, path)
        .unwrap_or_else(|_| state.sites.add(path, path.rsplit('/').next().unwrap_or_default()));
    let id = state.sites.fresh("list");
    let Some(site) = state.sites.sites.get_mut(index) else {
        return Library { id: String::new(), list: id, title: name.to_owned(), url: String::new() };
    };
    let known = |list: &List| list.has_drive() && list.title.eq_ignore_ascii_case(name);
    if !site.lists.iter().any(known) {
        site.lists.push(List::new(id, name, "documentLibrary", None));
    }
    let list = site.lists.iter().find(|list| known(list));
    list.map_or_else(
        || Library { id: site.id(), list: String::new(), title: name.to_owned(), url: site.url() },
        |list| of(site, list),
    )
}

/// Where in a drive a path below `sites` leads; `None` if it doesn't lead there.
///
/// # Errors
/// 404 for a site, a list or an item that isn't there.
pub(crate) fn spot(state: &State, path: &[String]) -> Result<Option<Spot>, Refusal> {
    let lowered: Vec<_> = path.iter().map(|segment| lower(segment)).collect();
    let leads = |name: &str| lowered.iter().any(|known| known == name);
    if !(leads("lists") && (leads("drive") || leads("driveitem"))) {
        return Ok(None);
    }
    let At::Site(index, rest) = at(&state.sites, path)? else { return Ok(None) };
    let site = state.sites.site(index)?;
    let lowered: Vec<_> = rest.iter().map(|segment| lower(segment)).collect();
    let (name, id, rest) = match (super::names(&lowered).as_slice(), rest) {
        (["lists", _, "drive", ..], [_, name, _, rest @ ..]) => (name, None, rest),
        (["lists", _, "items", _, "driveitem", ..], [_, name, _, id, _, rest @ ..]) => {
            (name, Some(id), rest)
        }
        _ => return Ok(None),
    };
    let list = site.list(name)?;
    if !list.has_drive() {
        return Err(no_item());
    }
    let item = id.map(|id| list.item(id).map(|(key, _)| key)).transpose()?;
    Ok(Some(Spot { library: of(site, list), item, rest: rest.to_vec() }))
}

/// The library whose items a path below `sites` names.
pub(crate) fn list_of(state: &State, path: &[String]) -> Option<String> {
    let At::Site(index, rest) = at(&state.sites, path).ok()? else { return None };
    let lowered: Vec<_> = rest.iter().map(|segment| lower(segment)).collect();
    let (["lists", _, "items", ..], [_, name, ..]) = (super::names(&lowered).as_slice(), rest)
    else {
        return None;
    };
    let list = state.sites.site(index).ok()?.list(name).ok()?;
    list.has_drive().then(|| list.id.clone())
}

fn find<'a>(sites: &'a Sites, id: &str) -> Option<&'a List> {
    sites.sites.iter().flat_map(|site| &site.lists).find(|list| list.id == id)
}

/// How many changes of its drive a list knows; `None` if there is no such list any more.
pub(crate) fn mirrored(state: &State, list: &str) -> Option<usize> {
    find(&state.sites, list).map(|list| list.mirrored)
}

/// Makes the items of a list those of its drive.
pub(crate) fn mirror(state: &mut State, list: &str, entries: Vec<Entry>, head: usize) {
    let mut lists = state.sites.sites.iter_mut().flat_map(|site| &mut site.lists);
    let Some(list) = lists.find(|known| known.id == list) else { return };
    let gone: Vec<_> = list.items.keys().copied().collect();
    let gone = gone.into_iter().filter(|key| entries.iter().all(|entry| entry.number != *key));
    gone.collect::<Vec<_>>().into_iter().for_each(|key| list.remove(key));
    for entry in entries {
        take(list, entry);
    }
    list.mirrored = head;
}

fn take(list: &mut List, entry: Entry) {
    let key = entry.number;
    if list.items.get(&key).is_some_and(|item| item.file.as_ref() == Some(&entry.file)) {
        return;
    }
    let kind = if entry.folder { "Folder" } else { "Document" };
    let version = Version { number: 1, modified: entry.modified, editor: entry.editor };
    let item = list.items.entry(key).or_insert_with(|| Item {
        guid: entry.guid,
        content_type: kind.to_owned(),
        fields: Map::new(),
        created: entry.created,
        author: entry.author,
        now: version.clone(),
        file: None,
        before: Vec::new(),
    });
    if item.file.as_ref().is_some_and(|known| known.content != entry.file.content) {
        let next = Version { number: item.now.number + 1, ..version };
        let before = std::mem::replace(&mut item.now, next);
        item.before.push((before, item.fields.clone()));
    }
    item.fields.insert("FileLeafRef".to_owned(), entry.name.into());
    if !entry.folder {
        item.fields.insert("FileSizeDisplay".to_owned(), entry.size.to_string().into());
    }
    item.now.modified = entry.modified;
    item.now.editor = entry.editor;
    item.file = Some(entry.file);
    list.next = list.next.max(key + 1);
    list.log.push(key);
}

/// Refuses rows without a file.
pub(super) fn must_be_a_list(list: &List) -> Result<(), Refusal> {
    match list.is_library() {
        true => Err(invalid("To add an item to a document library, use SPFileCollection.Add()")),
        false => Ok(()),
    }
}

/// What is to happen to the file if its name is another one now.
pub(super) fn renamed(
    list: &List,
    key: u64,
    fields: &Map<String, Value>,
) -> Result<Option<Effect>, Refusal> {
    let Some(item) = list.items.get(&key).filter(|item| item.file.is_some()) else {
        return Ok(None);
    };
    let name = fields.get("FileLeafRef").and_then(Value::as_str);
    let Some(name) = name.filter(|name| !name.is_empty() && !name.contains(['/', '\\', ':']))
    else {
        return Err(invalid("The name of a file cannot be empty or have a separator in it."));
    };
    let above = |item: &Item| {
        item.file
            .as_ref()
            .and_then(|file| file.path.rsplit_once('/'))
            .map(|(above, _)| above.to_owned())
    };
    let called =
        |item: &Item| item.fields.get("FileLeafRef").and_then(Value::as_str).map(str::to_lowercase);
    if called(item) == Some(name.to_lowercase()) {
        return Ok(None);
    }
    let mut others = list.items.iter().filter(|(other, _)| **other != key);
    if others
        .any(|(_, other)| above(other) == above(item) && called(other) == Some(name.to_lowercase()))
    {
        return Err(taken());
    }
    Ok(Some(Effect::Rename(list.id.clone(), key, name.to_owned())))
}

/// What is to happen to the file of an item that is deleted.
pub(super) fn removed(list: &List, key: u64) -> Option<Effect> {
    let has_file = list.items.get(&key).is_some_and(|item| item.file.is_some());
    has_file.then(|| Effect::Remove(list.id.clone(), key))
}
