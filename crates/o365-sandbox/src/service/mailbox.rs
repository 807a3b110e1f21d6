//! One mailbox: its folders, its messages, their order and their counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::schema::{Refusal, now};
use crate::service::{
    changes::{Change, Changes},
    ids::{Ids, Named},
    message::{Message, View},
    prefer::Prefer,
    settings::Settings,
    shelves::Shelves,
};

/// Where a message stands in a list: the newest first.
pub(crate) type Slot = (Reverse<i64>, Reverse<u64>);

/// The folder above `msgfolderroot`.
const ROOT: u32 = 0;
/// What `mailFolders` lists the children of.
pub(crate) const TOP: u32 = 1;
pub(crate) const INBOX: u32 = 2;
pub(crate) const DRAFTS: u32 = 3;
pub(crate) const SENT: u32 = 4;
pub(crate) const DELETED: u32 = 5;
pub(crate) const OUTBOX: u32 = 6;

/// Key, parent, well-known name, name in an English mailbox, hidden.
const WELL_KNOWN: &[(u32, u32, &str, &str, bool)] = &[
    (ROOT, ROOT, "root", "Root", true),
    (TOP, ROOT, "msgfolderroot", "Top of Information Store", false),
    (INBOX, TOP, "inbox", "Inbox", false),
    (DRAFTS, TOP, "drafts", "Drafts", false),
    (SENT, TOP, "sentitems", "Sent Items", false),
    (DELETED, TOP, "deleteditems", "Deleted Items", false),
    (OUTBOX, TOP, "outbox", "Outbox", false),
    (7, TOP, "junkemail", "Junk Email", false),
    (8, TOP, "archive", "Archive", false),
    (9, TOP, "conversationhistory", "Conversation History", false),
    (10, TOP, "clutter", "Clutter", true),
    (11, TOP, "syncissues", "Sync Issues", true),
    (12, 11, "conflicts", "Conflicts", true),
    (13, 11, "localfailures", "Local Failures", true),
    (14, 11, "serverfailures", "Server Failures", true),
    (15, ROOT, "recoverableitemsdeletions", "Deletions", true),
    (16, ROOT, "searchfolders", "Finder", true),
    (17, ROOT, "scheduled", "Scheduled", true),
];
const FIRST_OWN: u32 = 100;

#[derive(Debug)]
pub(crate) struct Mailbox {
    pub(crate) ids: Ids,
    folders: BTreeMap<u32, Folder>,
    messages: HashMap<u64, Message>,
    order: BTreeSet<Slot>,
    pub(crate) changes: Changes,
    pub(crate) shelves: Shelves,
    pub(crate) settings: Settings,
    next_folder: u32,
    next: u64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Folder {
    pub(crate) name: String,
    pub(crate) parent: u32,
    pub(crate) well_known: Option<&'static str>,
    pub(crate) hidden: bool,
    pub(crate) unread: usize,
    /// What a search folder looks for.
    pub(crate) search: Option<Box<Search>>,
    pub(crate) order: BTreeSet<Slot>,
}

/// What makes a folder a search folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Search {
    pub(crate) filter: String,
    pub(crate) nested: bool,
    pub(crate) sources: Vec<u32>,
}

impl Mailbox {
    pub(crate) fn new(owner: &str) -> Self {
        let folder =
            |(key, parent, well_known, name, hidden): &(u32, u32, &'static str, &str, bool)| {
                let name = (*name).to_owned();
                (
                    *key,
                    Folder {
                        name,
                        parent: *parent,
                        well_known: Some(well_known),
                        hidden: *hidden,
                        ..Folder::default()
                    },
                )
            };
        Self {
            ids: Ids::new(owner),
            folders: WELL_KNOWN.iter().map(folder).collect(),
            messages: HashMap::new(),
            order: BTreeSet::new(),
            changes: Changes::default(),
            shelves: Shelves::default(),
            settings: Settings::default(),
            next_folder: FIRST_OWN,
            next: 1,
        }
    }

    pub(crate) fn view(&self, prefer: &Prefer) -> View<'_> {
        View { ids: &self.ids, immutable: prefer.immutable, body: prefer.body }
    }

    /// A number that was never used in this mailbox.
    pub(crate) fn fresh(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    // Folders

    /// The folder of a well-known name, in any case, or of an id.
    pub(crate) fn find_folder(&self, text: &str) -> Result<u32, Refusal> {
        let known = WELL_KNOWN.iter().find(|(_, _, name, _, _)| name.eq_ignore_ascii_case(text));
        let key = match known {
            Some((key, ..)) => *key,
            None => match self.ids.read(text)? {
                Named::Folder(key) => key,
                _ => return Err(Refusal::not_found()),
            },
        };
        self.folder(key).map(|_| key)
    }

    pub(crate) fn folder(&self, key: u32) -> Result<&Folder, Refusal> {
        self.folders.get(&key).ok_or_else(Refusal::not_found)
    }

    /// Changes a folder.
    pub(crate) fn edit_folder(
        &mut self,
        key: u32,
        change: impl FnOnce(&mut Folder),
    ) -> Result<(), Refusal> {
        change(self.folder_mut(key)?);
        self.changes.note(Change::Folder(key));
        Ok(())
    }

    fn folder_mut(&mut self, key: u32) -> Result<&mut Folder, Refusal> {
        self.folders.get_mut(&key).ok_or_else(Refusal::not_found)
    }

    pub(crate) fn folder_keys(&self) -> impl Iterator<Item = u32> {
        self.folders.keys().copied()
    }

    /// The folders in a folder, by name.
    pub(crate) fn children(&self, key: u32) -> Vec<u32> {
        let mut children: Vec<_> = self
            .folders
            .iter()
            .filter(|(child, folder)| folder.parent == key && **child != ROOT)
            .collect();
        children.sort_by_cached_key(|(_, folder)| folder.name.to_lowercase());
        children.into_iter().map(|(key, _)| *key).collect()
    }

    /// Whether a folder of that name is there already.
    pub(crate) fn has_child(&self, parent: u32, name: &str) -> bool {
        let name = name.to_lowercase();
        self.folders
            .values()
            .any(|folder| folder.parent == parent && folder.name.to_lowercase() == name)
    }

    pub(crate) fn is_within(&self, mut key: u32, ancestor: u32) -> bool {
        while key != ROOT {
            if key == ancestor {
                return true;
            }
            key = self.folders.get(&key).map_or(ROOT, |folder| folder.parent);
        }
        false
    }

    pub(crate) fn add_folder(
        &mut self,
        parent: u32,
        name: &str,
        hidden: bool,
    ) -> Result<u32, Refusal> {
        self.folder(parent)?;
        if self.has_child(parent, name) {
            return Err(Refusal::new(
                409,
                "ErrorFolderExists",
                "A folder with the specified name already exists.",
            ));
        }
        let key = self.next_folder;
        self.next_folder += 1;
        self.folders
            .insert(key, Folder { name: name.to_owned(), parent, hidden, ..Folder::default() });
        self.changes.note(Change::Folder(key));
        Ok(key)
    }

    /// Removes a folder with all that is in it.
    pub(crate) fn drop_folder(&mut self, key: u32) {
        for child in self.children(key) {
            self.drop_folder(child);
        }
        let Some(folder) = self.folders.remove(&key) else { return };
        for slot in folder.order {
            self.order.remove(&slot);
            if let Some(message) = self.messages.remove(&slot.1.0) {
                self.left(&message, true);
            }
        }
        self.changes.note(Change::FolderGone(key));
    }

    // Messages

    pub(crate) fn find_message(&self, id: &str) -> Result<&Message, Refusal> {
        let Named::Message { key, place } = self.ids.read(id)? else {
            return Err(Refusal::not_found());
        };
        let message = self.messages.get(&key).ok_or_else(Refusal::not_found)?;
        // The id of a place that the message has left is gone.
        if place.is_some_and(|place| place != message.place) {
            return Err(Refusal::not_found());
        }
        Ok(message)
    }

    pub(crate) fn message(&self, key: u64) -> Option<&Message> {
        self.messages.get(&key)
    }

    /// The slots of a folder, or of the whole mailbox.
    pub(crate) fn order(&self, folder: Option<u32>) -> Result<&BTreeSet<Slot>, Refusal> {
        match folder {
            Some(key) => self.folder(key).map(|folder| &folder.order),
            None => Ok(&self.order),
        }
    }

    /// Puts a message into its folder, with a key of its own.
    pub(crate) fn insert(&mut self, mut message: Message) -> Result<u64, Refusal> {
        message.key = self.fresh();
        message.place = self.fresh();
        message.version = self.fresh();
        if message.conversation == 0 {
            message.conversation = crate::service::ids::fnv(&message.key.to_be_bytes());
        }
        let key = message.key;
        self.attach(&message)?;
        self.changes.note(Change::Arrived { key, folder: message.folder });
        self.messages.insert(key, message);
        Ok(key)
    }

    pub(crate) fn remove(&mut self, key: u64) -> Option<Message> {
        let message = self.take(key)?;
        self.left(&message, true);
        Some(message)
    }

    fn take(&mut self, key: u64) -> Option<Message> {
        let message = self.messages.remove(&key)?;
        self.detach(&message);
        Some(message)
    }

    fn left(&mut self, message: &Message, gone: bool) {
        let Message { key, place, folder, .. } = *message;
        self.changes.note(Change::Left { key, place, folder, gone });
    }

    /// Changes a message, and with it its change key and the counts of its folder.
    pub(crate) fn edit<T>(
        &mut self,
        key: u64,
        change: impl FnOnce(&mut Message) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let version = self.fresh();
        let message = self.messages.get_mut(&key).ok_or_else(Refusal::not_found)?;
        let was_read = message.read;
        let result = change(message);
        if result.is_ok() {
            message.version = version;
            message.modified = now();
            let folder = message.folder;
            self.changes.note(Change::Edited { key, folder, read_state: false });
        }
        if was_read != message.read
            && let Some(folder) = self.folders.get_mut(&message.folder)
        {
            folder.unread =
                if message.read { folder.unread.saturating_sub(1) } else { folder.unread + 1 };
        }
        result
    }

    /// Moves a message: its id changes, its key stays.
    pub(crate) fn relocate(&mut self, key: u64, folder: u32) -> Result<(), Refusal> {
        self.folder(folder)?;
        let (place, version) = (self.fresh(), self.fresh());
        let mut message = self.take(key).ok_or_else(Refusal::not_found)?;
        self.left(&message, false);
        (message.folder, message.place, message.version) = (folder, place, version);
        message.modified = now();
        self.attach(&message)?;
        self.changes.note(Change::Arrived { key, folder });
        self.messages.insert(key, message);
        Ok(())
    }

    /// Gives the message another time of arrival, as sending does.
    pub(crate) fn restamp(&mut self, key: u64, at: i64) -> Result<(), Refusal> {
        let mut message = self.take(key).ok_or_else(Refusal::not_found)?;
        (message.received, message.sent) = (at, at);
        self.attach(&message)?;
        self.messages.insert(key, message);
        Ok(())
    }

    fn attach(&mut self, message: &Message) -> Result<(), Refusal> {
        let folder = self.folder_mut(message.folder)?;
        folder.order.insert(slot(message));
        folder.unread += usize::from(!message.read);
        self.order.insert(slot(message));
        Ok(())
    }

    fn detach(&mut self, message: &Message) {
        self.order.remove(&slot(message));
        if let Some(folder) = self.folders.get_mut(&message.folder) {
            folder.order.remove(&slot(message));
            folder.unread = folder.unread.saturating_sub(usize::from(!message.read));
        }
    }
}

pub(crate) fn slot(message: &Message) -> Slot {
    (Reverse(message.received), Reverse(message.key))
}
