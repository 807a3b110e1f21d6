//! One address book: its folders and its contacts.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::schema::{CONTACT, Kind, Refusal, iso, now};
use crate::service::{
    ids::{Ids, Named, change_key},
    photo::Photo,
};

/// The folder above the folders at the top.
pub(crate) const TOP: u32 = 0;
/// The default folder. Lists of folders leave it out, as the service does.
pub(crate) const DEFAULT: u32 = 1;
/// How many changes are remembered for delta rounds.
const KEPT: usize = 10_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Contact { key: u64, folder: u32 },
    Folder(u32),
}

#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) ids: Ids,
    pub(crate) generation: u64,
    pub(crate) folders: BTreeMap<u32, Folder>,
    pub(crate) contacts: BTreeMap<u64, Contact>,
    /// Numbered from the first ever made.
    changes: Vec<(u64, Change)>,
    next: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Folder {
    pub(crate) name: String,
    pub(crate) parent: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct Contact {
    pub(crate) folder: u32,
    pub(crate) version: u64,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) properties: Map<String, Value>,
    pub(crate) photo: Option<Photo>,
}

impl Book {
    pub(crate) fn new(owner: &str) -> Self {
        let default = Folder { name: "Contacts".to_owned(), parent: TOP };
        Self {
            ids: Ids::new(&format!("{}/contacts", owner.to_lowercase())),
            generation: 0,
            folders: BTreeMap::from([(DEFAULT, default)]),
            contacts: BTreeMap::new(),
            changes: Vec::new(),
            next: 100,
        }
    }

    pub(crate) fn fresh(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    pub(crate) fn note(&mut self, change: Change) {
        let number = self.fresh();
        self.changes.push((number, change));
    }

    /// The number after the last change.
    pub(crate) fn head(&self) -> u64 {
        self.next
    }

    /// What changed after one number and up to another; `None` if that is forgotten.
    pub(crate) fn changed(&self, since: u64, until: u64) -> Option<Vec<Change>> {
        let from = self.changes.partition_point(|(number, _)| *number <= since);
        let to = self.changes.partition_point(|(number, _)| *number <= until);
        let some = self.changes.get(from..to)?;
        (some.len() <= KEPT).then(|| some.iter().map(|(_, change)| *change).collect())
    }

    pub(crate) fn find_folder(&self, id: &str) -> Result<u32, Refusal> {
        if id.eq_ignore_ascii_case("contacts") {
            return Ok(DEFAULT);
        }
        match self.ids.read(id)? {
            Named::Folder(key) if self.folders.contains_key(&key) => Ok(key),
            Named::Folder(TOP) => Ok(TOP),
            _ => Err(Refusal::not_found()),
        }
    }

    pub(crate) fn find(&self, id: &str) -> Result<u64, Refusal> {
        match self.ids.read(id)? {
            Named::Message { key, .. } if self.contacts.contains_key(&key) => Ok(key),
            _ => Err(Refusal::not_found()),
        }
    }

    pub(crate) fn contact(&self, key: u64) -> Result<&Contact, Refusal> {
        self.contacts.get(&key).ok_or_else(Refusal::not_found)
    }

    pub(crate) fn contact_mut(&mut self, key: u64) -> Result<&mut Contact, Refusal> {
        self.contacts.get_mut(&key).ok_or_else(Refusal::not_found)
    }

    pub(crate) fn id(&self, key: u64, immutable: bool) -> String {
        self.ids.message(key, 0, immutable)
    }

    pub(crate) fn folder_json(&self, key: u32) -> Value {
        let folder = self.folders.get(&key);
        json!({
            "id": self.ids.folder(key),
            "parentFolderId": self.ids.folder(folder.map_or(TOP, |folder| folder.parent)),
            "displayName": folder.map(|folder| folder.name.as_str()),
        })
    }

    /// A contact as it is shown: everything is there, if only as null.
    pub(crate) fn json(&self, key: u64, immutable: bool) -> Result<Value, Refusal> {
        let contact = self.contact(key)?;
        let mut row = Map::new();
        row.insert("@odata.etag".to_owned(), contact.etag().into());
        for property in CONTACT.all().filter(|property| !property.kind.is_navigation()) {
            let kept = contact.properties.get(property.name).filter(|value| !value.is_null());
            let value = match (property.name, kept) {
                ("id", _) => self.id(key, immutable).into(),
                ("createdDateTime", _) => iso(contact.created).into(),
                ("lastModifiedDateTime", _) => iso(contact.modified).into(),
                ("changeKey", _) => change_key(contact.version).into(),
                ("parentFolderId", _) => self.ids.folder(contact.folder).into(),
                ("primaryEmailAddress" | "secondaryEmailAddress" | "tertiaryEmailAddress", _) => {
                    let at = ["primary", "secondary", "tertiary"]
                        .iter()
                        .position(|word| property.name.starts_with(word))
                        .unwrap_or_default();
                    let emails = contact.properties.get("emailAddresses");
                    emails.and_then(|emails| emails.get(at)).cloned().unwrap_or_default()
                }
                (_, Some(value)) => value.clone(),
                (_, None) => match property.kind {
                    Kind::Many(_) => json!([]),
                    Kind::Complex(_) => json!({}),
                    _ => Value::Null,
                },
            };
            row.insert(property.name.to_owned(), value);
        }
        Ok(Value::Object(row))
    }

    /// Puts a contact into a folder.
    pub(crate) fn insert(&mut self, folder: u32, mut properties: Map<String, Value>) -> u64 {
        name(&mut properties);
        let (key, version, at) = (self.fresh(), self.fresh(), now());
        let contact =
            Contact { folder, version, created: at, modified: at, properties, photo: None };
        self.contacts.insert(key, contact);
        self.note(Change::Contact { key, folder });
        key
    }

    pub(crate) fn edit(&mut self, key: u64, changes: Map<String, Value>) -> Result<(), Refusal> {
        let version = self.fresh();
        let contact = self.contact_mut(key)?;
        contact.properties.extend(changes);
        (contact.version, contact.modified) = (version, now());
        let folder = contact.folder;
        self.note(Change::Contact { key, folder });
        Ok(())
    }

    pub(crate) fn remove(&mut self, key: u64) {
        if let Some(contact) = self.contacts.remove(&key) {
            self.note(Change::Contact { key, folder: contact.folder });
        }
    }

    pub(crate) fn children(&self, parent: u32) -> Vec<u32> {
        let mut children: Vec<_> = self
            .folders
            .iter()
            .filter(|(key, folder)| folder.parent == parent && **key != DEFAULT)
            .collect();
        children.sort_by_cached_key(|(_, folder)| folder.name.to_lowercase());
        children.into_iter().map(|(key, _)| *key).collect()
    }

    pub(crate) fn is_within(&self, mut key: u32, ancestor: u32) -> bool {
        while key != TOP {
            if key == ancestor {
                return true;
            }
            key = self.folders.get(&key).map_or(TOP, |folder| folder.parent);
        }
        ancestor == TOP
    }

    /// Refuses a second folder of that name.
    pub(crate) fn must_be_free(&self, parent: u32, name: &str, own: u32) -> Result<(), Refusal> {
        let name = name.to_lowercase();
        let taken = |(key, folder): (&u32, &Folder)| {
            *key != own && folder.parent == parent && folder.name.to_lowercase() == name
        };
        match self.folders.iter().any(taken) {
            false => Ok(()),
            true => Err(Refusal::new(
                409,
                "ErrorFolderExists",
                "A folder with the specified name already exists.",
            )),
        }
    }

    pub(crate) fn add_folder(&mut self, parent: u32, name: &str) -> Result<u32, Refusal> {
        self.must_be_free(parent, name, TOP)?;
        let key = u32::try_from(self.fresh()).unwrap_or(u32::MAX);
        self.folders.insert(key, Folder { name: name.to_owned(), parent });
        self.note(Change::Folder(key));
        Ok(key)
    }

    /// Removes a folder with all that is in it.
    pub(crate) fn drop_folder(&mut self, key: u32) {
        for child in self.children(key) {
            self.drop_folder(child);
        }
        let inside = self.contacts.iter().filter(|(_, contact)| contact.folder == key);
        for contact in inside.map(|(key, _)| *key).collect::<Vec<_>>() {
            self.remove(contact);
        }
        self.folders.remove(&key);
        self.note(Change::Folder(key));
    }
}

impl Contact {
    pub(crate) fn etag(&self) -> String {
        format!("W/\"{}\"", change_key(self.version))
    }
}

/// The service makes a name to show if none is said.
fn name(properties: &mut Map<String, Value>) {
    if properties.get("displayName").is_some_and(|name| !name.is_null()) {
        return;
    }
    let text = |name: &str| properties.get(name).and_then(Value::as_str).unwrap_or_default();
    let whole = ["givenName", "middleName", "surname", "generation"].map(text);
    let whole = whole.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    let name = if whole.is_empty() { text("companyName").to_owned() } else { whole };
    if !name.is_empty() {
        properties.insert("displayName".to_owned(), name.into());
    }
}
