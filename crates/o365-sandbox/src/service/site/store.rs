//! What is kept of sites, lists and their items.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::schema::{Refusal, iso, now};
use crate::service::{
    ids::guid_of,
    site::{
        column::{self, Column},
        kind,
        refusals::{no_item, no_list, no_site},
        terms::Terms,
    },
};

/// The SharePoint host of every sandbox.
pub(crate) const HOST: &str = "sandbox.sharepoint.com";
/// The numbers of people in every site: the first user has this one.
pub(crate) const FIRST_PERSON: u64 = 6;

/// All sites. The first is the root.
#[derive(Debug)]
pub(crate) struct Sites {
    pub(crate) sites: Vec<Site>,
    /// Makes ids that differ.
    made: u64,
    /// What tokens of delta rounds must know to be good.
    pub(crate) generation: u64,
    pub(crate) terms: Terms,
    /// What is yet to be done to the files behind lists.
    pub(crate) effects: Vec<Effect>,
}

/// Something to do to a file: the list, and the number of the item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Rename(String, u64, String),
    Remove(String, u64),
}

#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) collection: String,
    pub(crate) web: String,
    /// Without a slash at either end: `sites/team`. Empty for the root.
    pub(crate) path: String,
    pub(crate) parent: Option<usize>,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) lists: Vec<List>,
    pub(crate) columns: Vec<Column>,
    pub(crate) content_types: Vec<Map<String, Value>>,
    pub(crate) permissions: Vec<Map<String, Value>>,
    pub(crate) pages: Vec<Map<String, Value>>,
    pub(crate) followers: BTreeSet<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) id: String,
    /// The last part of its URL.
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) template: String,
    pub(crate) hidden: bool,
    pub(crate) system: bool,
    pub(crate) typed: bool,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) author: Option<usize>,
    pub(crate) version: u64,
    pub(crate) columns: Vec<Column>,
    pub(crate) content_types: Vec<Map<String, Value>>,
    pub(crate) items: BTreeMap<u64, Item>,
    pub(crate) next: u64,
    /// The items that were changed, one after the other.
    pub(crate) log: Vec<u64>,
    /// How many changes of its drive it knows.
    pub(crate) mirrored: usize,
}

/// A row.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) guid: String,
    pub(crate) content_type: String,
    /// By internal name; a lookup is kept by its number, several as a list of them.
    pub(crate) fields: Map<String, Value>,
    pub(crate) created: i64,
    pub(crate) author: Option<usize>,
    pub(crate) now: Version,
    /// The file or folder behind it, in a library.
    pub(crate) file: Option<File>,
    /// What it was before, oldest first.
    pub(crate) before: Vec<(Version, Map<String, Value>)>,
}

/// What a list knows of a file in its library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// `/folder/name`
    pub(crate) path: String,
    pub(crate) version: u64,
    pub(crate) content: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) number: u64,
    pub(crate) modified: i64,
    pub(crate) editor: Option<usize>,
}

impl Default for Sites {
    fn default() -> Self {
        let mut sites = Self {
            sites: Vec::new(),
            made: 0,
            generation: 0,
            terms: Terms::default(),
            effects: Vec::new(),
        };
        sites.add("", "Communication site");
        sites
    }
}

impl Sites {
    /// A GUID that nothing else has.
    pub(crate) fn fresh(&mut self, what: &str) -> String {
        self.made += 1;
        guid_of(&format!("{what} {}", self.made))
    }

    /// Adds a site at a path, with the lists that every site has; what lies above it must be there already.
    pub(crate) fn add(&mut self, path: &str, name: &str) -> usize {
        let path = path.trim_matches('/').to_owned();
        if let Some(index) = self.at(&path) {
            return index;
        }
        let above = self.sites.iter().enumerate().filter(|(_, site)| {
            !site.path.is_empty() && path.starts_with(&format!("{}/", site.path))
        });
        let parent = above.max_by_key(|(_, site)| site.path.len()).map(|(index, _)| index);
        let collection = match parent.and_then(|index| self.sites.get(index)) {
            Some(parent) => parent.collection.clone(),
            None => self.fresh("collection"),
        };
        let web = self.fresh("web");
        let at = now();
        let mut site = Site {
            collection,
            web,
            path,
            parent,
            name: name.to_owned(),
            description: String::new(),
            created: at,
            modified: at,
            lists: Vec::new(),
            columns: column::of_site(),
            content_types: kind::of_site(),
            permissions: Vec::new(),
            pages: Vec::new(),
            followers: BTreeSet::new(),
        };
        for (title, name, template, system) in [
            ("Documents", "Shared Documents", "documentLibrary", false),
            ("Site Pages", "SitePages", "webPageLibrary", false),
            ("Form Templates", "FormServerTemplates", "documentLibrary", true),
            ("Style Library", "Style Library", "documentLibrary", true),
        ] {
            let mut list = List::new(self.fresh("list"), title, template, None);
            name.clone_into(&mut list.name);
            (list.system, list.hidden) = (system, system);
            site.lists.push(list);
        }
        self.sites.push(site);
        self.sites.len() - 1
    }

    /// The site at a path.
    pub(crate) fn at(&self, path: &str) -> Option<usize> {
        let path = path.trim_matches('/');
        self.sites.iter().position(|site| site.path.eq_ignore_ascii_case(path))
    }

    /// The site of an id: three parts, the host alone, or a GUID alone.
    pub(crate) fn named(&self, id: &str) -> Result<usize, Refusal> {
        if id.eq_ignore_ascii_case("root") || id.eq_ignore_ascii_case(HOST) {
            return Ok(0);
        }
        let parts: Vec<_> = id.split(',').map(str::trim).collect();
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        let found = match parts.as_slice() {
            [host, collection, web] if same(host, HOST) => self
                .sites
                .iter()
                .position(|site| same(&site.collection, collection) && same(&site.web, web)),
            [host, collection] if same(host, HOST) => {
                self.sites.iter().position(|site| same(&site.collection, collection))
            }
            [guid] if guid.len() == 36 => self
                .sites
                .iter()
                .position(|site| same(&site.collection, guid) || same(&site.web, guid)),
            [_] | [_, _, _] => None,
            _ => {
                return Err(Refusal::new(
                    400,
                    "invalidRequest",
                    "Invalid hostname for this tenancy",
                ));
            }
        };
        match (found, parts.as_slice()) {
            (Some(index), _) => Ok(index),
            (None, [host, ..]) if host.contains('.') && !same(host, HOST) => {
                Err(Refusal::new(400, "invalidRequest", "Invalid hostname for this tenancy"))
            }
            _ => Err(no_site()),
        }
    }

    pub(crate) fn site(&self, index: usize) -> Result<&Site, Refusal> {
        self.sites.get(index).ok_or_else(no_site)
    }

    pub(crate) fn site_mut(&mut self, index: usize) -> Result<&mut Site, Refusal> {
        self.sites.get_mut(index).ok_or_else(no_site)
    }
}

impl Site {
    pub(crate) fn id(&self) -> String {
        format!("{HOST},{},{}", self.collection, self.web)
    }

    pub(crate) fn url(&self) -> String {
        match self.path.as_str() {
            "" => format!("https://{HOST}"),
            path => format!("https://{HOST}/{path}"),
        }
    }

    /// A list by its id or its title.
    pub(crate) fn find_list(&self, name: &str) -> Result<usize, Refusal> {
        let by_id = self.lists.iter().position(|list| list.id.eq_ignore_ascii_case(name));
        let by_title = || self.lists.iter().position(|list| list.title.eq_ignore_ascii_case(name));
        by_id.or_else(by_title).ok_or_else(no_list)
    }

    pub(crate) fn list(&self, name: &str) -> Result<&List, Refusal> {
        self.lists.get(self.find_list(name)?).ok_or_else(no_list)
    }

    pub(crate) fn list_mut(&mut self, name: &str) -> Result<&mut List, Refusal> {
        let index = self.find_list(name)?;
        self.lists.get_mut(index).ok_or_else(no_list)
    }

    pub(crate) fn json(&self) -> Value {
        let mut site = json!({
            "createdDateTime": iso(self.created), "description": self.description, "id": self.id(),
            "lastModifiedDateTime": iso(self.modified), "name": self.path.rsplit('/').next().unwrap_or_default(),
            "webUrl": self.url(), "displayName": self.name, "isPersonalSite": false,
        });
        if let Some(members) = site.as_object_mut().filter(|_| self.parent.is_none()) {
            members.insert("root".to_owned(), json!({}));
            members.insert("siteCollection".to_owned(), json!({"hostname": HOST, "root": {}}));
        }
        site
    }
}

impl List {
    pub(crate) fn new(id: String, title: &str, template: &str, author: Option<usize>) -> Self {
        let at = now();
        Self {
            content_types: kind::of_list(template, &id),
            columns: column::of_list(template),
            id,
            name: title.to_owned(),
            title: title.to_owned(),
            description: String::new(),
            template: template.to_owned(),
            hidden: false,
            system: false,
            typed: false,
            created: at,
            modified: at,
            author,
            version: 0,
            items: BTreeMap::new(),
            next: 1,
            log: Vec::new(),
            mirrored: 0,
        }
    }

    /// Whether a drive is behind it.
    pub(crate) fn has_drive(&self) -> bool {
        self.template == "documentLibrary" && !self.system
    }

    pub(crate) fn is_library(&self) -> bool {
        ["documentLibrary", "webPageLibrary", "pictureLibrary"].contains(&self.template.as_str())
    }

    /// The URL of its root folder.
    pub(crate) fn url(&self, site: &Site) -> String {
        let name = self.name.replace(' ', "%20");
        match self.is_library() {
            true => format!("{}/{name}", site.url()),
            false => format!("{}/Lists/{name}", site.url()),
        }
    }

    pub(crate) fn etag(&self) -> String {
        format!("\"{},{}\"", self.id, self.version)
    }

    pub(crate) fn item(&self, id: &str) -> Result<(u64, &Item), Refusal> {
        let key = self.key(id)?;
        self.items.get(&key).map(|item| (key, item)).ok_or_else(no_item)
    }

    pub(crate) fn item_mut(&mut self, key: u64) -> Result<&mut Item, Refusal> {
        self.items.get_mut(&key).ok_or_else(no_item)
    }

    /// An item's number, by the number or by its GUID.
    pub(crate) fn key(&self, id: &str) -> Result<u64, Refusal> {
        let by_guid = || {
            self.items.iter().find(|(_, item)| item.guid.eq_ignore_ascii_case(id)).map(|(k, _)| *k)
        };
        id.parse().ok().or_else(by_guid).ok_or_else(no_item)
    }

    /// Adds a row, and gives its number.
    pub(crate) fn insert(
        &mut self,
        fields: Map<String, Value>,
        content_type: String,
        author: Option<usize>,
    ) -> u64 {
        let key = self.next;
        self.next += 1;
        let at = now();
        let item = Item {
            guid: guid_of(&format!("item {} {key}", self.id)),
            content_type,
            fields,
            created: at,
            author,
            now: Version { number: 1, modified: at, editor: author },
            file: None,
            before: Vec::new(),
        };
        self.items.insert(key, item);
        self.log.push(key);
        self.modified = at;
        key
    }

    /// Gives a row other values: what it was is kept as a version.
    pub(crate) fn edit(
        &mut self,
        key: u64,
        fields: Map<String, Value>,
        editor: Option<usize>,
    ) -> Result<(), Refusal> {
        let at = now();
        let item = self.item_mut(key)?;
        let next = Version { number: item.now.number + 1, modified: at, editor };
        let before = std::mem::replace(&mut item.now, next);
        let fields = std::mem::replace(&mut item.fields, fields);
        item.before.push((before, fields));
        self.log.push(key);
        self.modified = at;
        Ok(())
    }

    pub(crate) fn remove(&mut self, key: u64) {
        self.items.remove(&key);
        self.log.push(key);
        self.modified = now();
    }
}

impl Item {
    pub(crate) fn etag(&self) -> String {
        format!("\"{},{}\"", self.guid, self.now.number)
    }
}
