//! A drive: its items as a tree, with what happened to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::Map;

use crate::blob::Blob;
use crate::schema::{Refusal, now};
use crate::service::{
    drive::{
        item::{Identity, Item, Times, Version, What},
        marks::{drive_id, item_id},
        names::{self, Conflict},
    },
    ids::guid_of,
    sites::Library,
};

/// The key of every root.
pub(crate) const ROOT: u64 = 1;
/// What a drive holds if nothing else is said: 1 TiB.
const QUOTA: u64 = 1 << 40;

/// The kinds of drives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DriveKind {
    /// Of a private Microsoft account.
    Personal,
    /// Of a person in an organisation.
    Business,
    /// A library of a SharePoint site.
    DocumentLibrary,
}

#[derive(Debug)]
pub(crate) struct Drive {
    pub(crate) number: usize,
    pub(crate) id: String,
    pub(crate) kind: DriveKind,
    pub(crate) name: String,
    pub(crate) owner: Arc<Identity>,
    /// The list that a library is.
    pub(crate) site: Option<Library>,
    pub(crate) created: i64,
    pub(crate) quota: u64,
    pub(crate) used: u64,
    pub(crate) generation: u64,
    items: BTreeMap<u64, Item>,
    ids: HashMap<String, u64>,
    log: Vec<Change>,
}

/// What happened to an item: where it was before, if it isn't there any more.
#[derive(Debug)]
struct Change {
    key: u64,
    before: Vec<u64>,
}

impl Drive {
    pub(crate) fn new(number: usize, seed: &str, kind: DriveKind, owner: Arc<Identity>) -> Self {
        let id = drive_id(seed, kind);
        let mut drive = Self {
            number,
            id,
            kind,
            name: if kind == DriveKind::DocumentLibrary { "Documents" } else { "OneDrive" }
                .to_owned(),
            owner: Arc::clone(&owner),
            site: None,
            created: now(),
            quota: QUOTA,
            used: 0,
            generation: 1,
            items: BTreeMap::new(),
            ids: HashMap::new(),
            log: Vec::new(),
        };
        drive.insert(None, "root", What::Folder(BTreeMap::new()), &owner);
        drive
    }

    /// Makes it a drive of another kind, while it is empty.
    pub(crate) fn become_kind(&mut self, seed: &str, kind: DriveKind) {
        let (number, owner, site) = (self.number, Arc::clone(&self.owner), self.site.clone());
        *self = Self { site, ..Self::new(number, seed, kind, owner) };
    }

    /// # Errors
    /// 404 for an id that names nothing, or something in the recycle bin.
    pub(crate) fn find(&self, id: &str) -> Result<u64, Refusal> {
        if id.eq_ignore_ascii_case("root") {
            return Ok(ROOT);
        }
        let key = self.ids.get(&self.folded(id)).copied().ok_or_else(no_item)?;
        if self.item(key)?.trashed { Err(no_item()) } else { Ok(key) }
    }

    /// The same for what is in the recycle bin.
    pub(super) fn find_trashed(&self, id: &str) -> Result<u64, Refusal> {
        let key = self.ids.get(&self.folded(id)).copied().ok_or_else(no_item)?;
        if self.item(key)?.trashed { Ok(key) } else { Err(no_item()) }
    }

    fn folded(&self, id: &str) -> String {
        if self.kind == DriveKind::Personal { id.to_lowercase() } else { id.to_owned() }
    }

    pub(crate) fn item(&self, key: u64) -> Result<&Item, Refusal> {
        self.items.get(&key).ok_or_else(no_item)
    }

    pub(crate) fn item_mut(&mut self, key: u64) -> Result<&mut Item, Refusal> {
        self.items.get_mut(&key).ok_or_else(no_item)
    }

    /// All that is not in the recycle bin, with the root.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Item> {
        self.items.values().filter(|item| !item.trashed)
    }

    pub(crate) fn child(&self, parent: u64, name: &str) -> Option<u64> {
        self.items.get(&parent)?.children()?.get(&name.to_lowercase()).copied()
    }

    pub(crate) fn children(&self, parent: u64) -> impl Iterator<Item = &Item> {
        let children = self.items.get(&parent).and_then(Item::children);
        children.into_iter().flat_map(BTreeMap::values).filter_map(|key| self.items.get(key))
    }

    /// Follows names from a folder.
    pub(crate) fn walk(&self, from: u64, path: &[String]) -> Option<u64> {
        path.iter().try_fold(from, |at, name| self.child(at, name))
    }

    /// The folders that an item is in, the nearest first.
    pub(crate) fn above(&self, key: u64) -> Vec<u64> {
        let mut above = Vec::new();
        let mut at = self.items.get(&key).and_then(|item| item.parent);
        while let Some(parent) = at {
            above.push(parent);
            at = self.items.get(&parent).and_then(|item| item.parent);
        }
        above
    }

    /// The item and all that is below it.
    pub(crate) fn below(&self, key: u64) -> Vec<u64> {
        let mut all = vec![key];
        let mut next = 0;
        while let Some(at) = all.get(next).copied() {
            all.extend(self.children(at).map(|child| child.key));
            next += 1;
        }
        all
    }

    /// `/a/b`; the root is empty.
    pub(crate) fn path(&self, key: u64) -> String {
        let mut names: Vec<&str> = self
            .above(key)
            .iter()
            .chain([&key])
            .filter(|key| **key != ROOT)
            .filter_map(|key| self.items.get(key))
            .map(|item| item.name.as_str())
            .collect();
        // The nearest folder came first, and the item itself last.
        let own = if key == ROOT { None } else { names.pop() };
        names.reverse();
        names.into_iter().chain(own).map(|name| format!("/{name}")).collect()
    }

    pub(crate) fn size(&self, key: u64) -> u64 {
        self.below(key).into_iter().filter_map(|key| self.items.get(&key)).map(Item::size).sum()
    }

    /// The name that something new gets, or what it takes the place of.
    ///
    /// # Errors
    /// 400 for a name that no drive takes, 409 if the name is taken and may not be.
    pub(super) fn slot(
        &self,
        parent: u64,
        name: &str,
        folder: bool,
        conflict: Conflict,
        own: Option<u64>,
    ) -> Result<(String, Option<u64>), Refusal> {
        names::check(name, parent == ROOT, self.kind == DriveKind::DocumentLibrary)?;
        names::check_path(&format!("{}/{name}", self.path(parent)))?;
        if !self.item(parent)?.is_folder() {
            return Err(names::invalid("The parent is not a folder."));
        }
        let taken = self.child(parent, name).filter(|key| own != Some(*key));
        match (taken, conflict) {
            (None, _) => Ok((name.to_owned(), None)),
            (Some(key), Conflict::Replace) if self.item(key)?.is_folder() == folder => {
                Ok((name.to_owned(), Some(key)))
            }
            (Some(_), Conflict::Rename) => {
                let free = (1..).map(|number| names::numbered(name, number));
                let free = free.into_iter().find(|name| self.child(parent, name).is_none());
                Ok((free.unwrap_or_default(), None))
            }
            (Some(_), _) => Err(taken_name()),
        }
    }

    /// The folder at a path, made as far as it isn't there.
    pub(super) fn folders(
        &mut self,
        from: u64,
        path: &[String],
        by: &Arc<Identity>,
    ) -> Result<u64, Refusal> {
        let mut at = from;
        for name in path {
            at = match self.child(at, name) {
                Some(key) if self.item(key)?.is_folder() => key,
                Some(_) => return Err(names::invalid("A part of the path is a file.")),
                None => {
                    let (name, _) = self.slot(at, name, true, Conflict::Fail, None)?;
                    self.insert(Some(at), &name, What::Folder(BTreeMap::new()), by)
                }
            };
        }
        Ok(at)
    }

    /// Adds an item under a name that is free.
    pub(super) fn insert(
        &mut self,
        parent: Option<u64>,
        name: &str,
        what: What,
        by: &Arc<Identity>,
    ) -> u64 {
        let key = self.items.last_key_value().map_or(ROOT, |(last, _)| last + 1);
        let guid = guid_of(&format!("{}/{key}", self.id));
        let id = item_id(&self.id, self.kind, key, &guid);
        let at = now();
        self.used += if let What::File { blob, .. } = &what { blob.len() } else { 0 };
        self.ids.insert(self.folded(&id), key);
        let item = Item {
            key,
            id,
            guid,
            parent,
            name: name.to_owned(),
            what,
            created: at,
            modified: at,
            times: Times { created: at, modified: at },
            created_by: Arc::clone(by),
            modified_by: Arc::clone(by),
            description: None,
            version: 1,
            content_version: 1,
            special: None,
            permissions: Vec::new(),
            trashed: false,
            locked: false,
            checked_out: None,
            followers: BTreeSet::new(),
            facets: Map::new(),
        };
        self.items.insert(key, item);
        self.enter(key);
        self.note(key);
        key
    }

    pub(super) fn insert_file(
        &mut self,
        parent: u64,
        name: &str,
        blob: Blob,
        by: &Arc<Identity>,
    ) -> u64 {
        let version = Version { number: 1, at: now(), by: Arc::clone(by), blob: blob.clone() };
        let media_type = names::media_type(name).to_owned();
        let what = What::File { media_type, blob, versions: vec![version] };
        self.insert(Some(parent), name, what, by)
    }

    /// Gives a file other content.
    pub(super) fn write(
        &mut self,
        key: u64,
        blob: Blob,
        by: &Arc<Identity>,
    ) -> Result<(), Refusal> {
        let item = self.item_mut(key)?;
        let (old, new) = (item.size(), blob.len());
        item.write(blob, by);
        self.used = self.used.saturating_sub(old) + new;
        self.note(key);
        Ok(())
    }

    /// Puts an item elsewhere, or gives it another name.
    pub(super) fn relocate(&mut self, key: u64, parent: u64, name: &str) -> Result<(), Refusal> {
        let before = self.above(key);
        let moved = before.first() != Some(&parent);
        self.leave(key);
        let item = self.item_mut(key)?;
        item.parent = Some(parent);
        name.clone_into(&mut item.name);
        self.enter(key);
        if moved {
            for below in self.below(key) {
                self.log.push(Change { key: below, before: before.clone() });
            }
        }
        self.note(key);
        Ok(())
    }

    /// Gives an item another name, which is free.
    pub(crate) fn rename(&mut self, key: u64, name: &str) {
        let parent = self.items.get(&key).and_then(|item| item.parent);
        if let Some(parent) = parent
            && self.relocate(key, parent, name).is_ok()
            && let Some(item) = self.items.get_mut(&key)
        {
            item.version += 1;
        }
    }

    /// Puts an item and all that is below it into the recycle bin.
    pub(crate) fn trash(&mut self, key: u64) {
        let before = self.above(key);
        let all = self.below(key);
        self.leave(key);
        for key in all {
            let mut before = before.clone();
            before.extend(self.above(key));
            if let Some(item) = self.items.get_mut(&key) {
                item.trashed = true;
                self.used = self.used.saturating_sub(item.size());
            }
            self.log.push(Change { key, before });
        }
        if let Some(parent) = before.first() {
            self.note(*parent);
        }
    }

    /// Takes an item out of the recycle bin.
    pub(super) fn restore(&mut self, key: u64, parent: u64, name: &str) -> Result<(), Refusal> {
        for key in self.below(key) {
            let item = self.item_mut(key)?;
            item.trashed = false;
            self.used += self.items.get(&key).map_or(0, Item::size);
            self.note(key);
        }
        self.relocate(key, parent, name)
    }

    /// Forgets an item for good.
    pub(super) fn purge(&mut self, key: u64) {
        self.trash(key);
        for key in self.below(key) {
            if let Some(item) = self.items.get_mut(&key) {
                // The id stays known to the rounds of changes, but the content goes.
                item.what = What::Folder(BTreeMap::new());
            }
            self.ids.retain(|_, known| *known != key);
        }
    }

    /// Bytes in the recycle bin.
    pub(super) fn deleted(&self) -> u64 {
        self.items.values().filter(|item| item.trashed).map(Item::size).sum()
    }

    fn enter(&mut self, key: u64) {
        let Some(item) = self.items.get(&key) else { return };
        let (parent, name) = (item.parent, item.name.to_lowercase());
        let parent = parent.and_then(|parent| self.items.get_mut(&parent));
        if let Some(children) = parent.and_then(Item::children_mut) {
            children.insert(name, key);
        }
    }

    fn leave(&mut self, key: u64) {
        let Some(item) = self.items.get(&key) else { return };
        let (parent, name) = (item.parent, item.name.to_lowercase());
        let parent = parent.and_then(|parent| self.items.get_mut(&parent));
        if let Some(children) = parent.and_then(Item::children_mut)
            && children.get(&name) == Some(&key)
        {
            children.remove(&name);
        }
    }

    /// Notes that an item has changed, and with it the folder that it is in.
    pub(super) fn note(&mut self, key: u64) {
        self.log.push(Change { key, before: Vec::new() });
        if let Some(parent) = self.items.get(&key).and_then(|item| item.parent) {
            self.log.push(Change { key: parent, before: Vec::new() });
        }
    }

    /// How many changes there have been.
    pub(crate) fn head(&self) -> usize {
        self.log.len()
    }

    /// What changed in or below a folder between two numbers: the key, and whether it is gone from there.
    pub(super) fn changed(&self, top: u64, since: usize, until: usize) -> Vec<(u64, bool)> {
        let mut seen: BTreeMap<u64, bool> = BTreeMap::new();
        let mut order = Vec::new();
        for change in self.log.iter().take(until).skip(since) {
            let was = seen.entry(change.key).or_insert_with(|| {
                order.push(change.key);
                false
            });
            *was |= change.before.contains(&top);
        }
        let told = order.into_iter().filter_map(|key| {
            let item = self.items.get(&key)?;
            let inside = !item.trashed && (key == top || self.above(key).contains(&top));
            let was = seen.get(&key).copied().unwrap_or_default();
            (inside || was).then_some((key, !inside))
        });
        told.collect()
    }
}

pub(crate) fn no_item() -> Refusal {
    Refusal::new(404, "itemNotFound", "The resource could not be found.")
}

pub(crate) fn taken_name() -> Refusal {
    Refusal::new(409, "nameAlreadyExists", "The specified item name already exists.")
}
