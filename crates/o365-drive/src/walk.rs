//! A place: everything below a folder.

use std::collections::HashSet;
use std::fmt;
use std::iter::FusedIterator;

use o365_core::query::{Names, Query};
use o365_core::{Endpoint, Id, List, Pager, Result};

use crate::model::DriveItem;
use crate::place::Place;
use crate::prop;

/// Items that the service puts on a page of a folder.
const CHILDREN: u32 = 1_000;

/// Everything below a folder, before it is read: say what you want of it, then loop over it.
///
/// Each folder comes before what is in it, and all of that before what stands beside it. Nothing is asked before the loop; then
/// one request a page for each folder that isn't empty, when its turn comes. Packages are told and not entered; links to folders of
/// other drives likewise. An item that the service shows twice in a folder is told once, and so is a
/// folder anywhere, so that the loop ends even where folders contain each other. Where a folder can't be read there is an `Err`, and
/// the loop goes on with the next. What is added or moved meanwhile may be missing: [`delta`](crate::ItemHandle::delta) misses
/// nothing.
///
/// ```no_run
/// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
/// for entry in drive.path("/Reports").walk() {
///     let entry = entry?;
///     if entry.item.size > Some(100 << 20) {
///         println!("{}: {} bytes", entry.path, entry.item.size.unwrap_or_default());
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a walk reads nothing until it is looped over"]
pub struct Walk {
    drive: Place,
    start: Endpoint,
    query: Query,
    depth: usize,
}

/// An item, and where below the folder it is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WalkEntry {
    /// How many folders it is in: 0 right at the beginning.
    pub depth: usize,
    /// The names from there down, its own last: `2024/March.xlsx`.
    pub path: String,
    /// The item.
    pub item: DriveItem,
}

impl Walk {
    pub(crate) fn new(drive: Place, start: Endpoint) -> Self {
        Walk { drive, start, query: Query::new(), depth: usize::MAX }
    }

    /// No deeper than this many levels; 1 is what is right in the folder.
    pub fn max_depth(mut self, levels: usize) -> Self {
        self.depth = levels;
        self
    }

    /// Only these properties, and those that the walk needs itself: id, name, and what makes a folder. The others read as
    /// missing.
    pub fn select(mut self, properties: impl Names) -> Self {
        let own = (prop::ID, prop::NAME, prop::FOLDER, prop::PACKAGE, prop::REMOTE_ITEM);
        self.query = self.query.select(own).select(properties);
        self
    }
}

impl IntoIterator for Walk {
    type Item = Result<WalkEntry>;
    type IntoIter = Walker;

    fn into_iter(self) -> Walker {
        let mut walker = Walker { levels: Vec::new(), entered: HashSet::new(), walk: self };
        walker.descend(&walker.walk.start.clone(), String::new());
        walker
    }
}

/// Walks through everything below a folder. See [`Walk`].
pub struct Walker {
    walk: Walk,
    /// The folders that are being read, from the top down.
    levels: Vec<Level>,
    /// The folders that were entered.
    entered: HashSet<Id<DriveItem>>,
}

struct Level {
    /// The way to it, with a slash at its end unless it is the first.
    path: String,
    items: Pager<DriveItem>,
    /// What was told of it: pages shift when something is added meanwhile.
    told: HashSet<Id<DriveItem>>,
}

impl Walker {
    fn descend(&mut self, folder: &Endpoint, path: String) {
        if self.levels.len() < self.walk.depth {
            let items = List::new(folder.child("children")).largest_page(CHILDREN);
            let items = items.query(&self.walk.query).into_iter();
            self.levels.push(Level { path, items, told: HashSet::new() });
        }
    }
}

impl Iterator for Walker {
    type Item = Result<WalkEntry>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let depth = self.levels.len().checked_sub(1)?;
            let level = self.levels.last_mut()?;
            let item = match level.items.next() {
                None => {
                    self.levels.pop();
                    continue;
                }
                Some(Err(error)) => return Some(Err(error)),
                Some(Ok(item)) => item,
            };
            let path = format!("{}{}", level.path, item.name.as_deref().unwrap_or_default());
            let known = !item.id.is_empty();
            if known && (self.entered.contains(&item.id) || !level.told.insert(item.id.clone())) {
                continue;
            }
            let has_items = item.folder.as_ref().is_some_and(|it| it.child_count != Some(0));
            if known && has_items && !item.is_package() && !item.is_remote() {
                self.entered.insert(item.id.clone());
                let folder = self.walk.drive.item(&item.id);
                self.descend(&folder, format!("{path}/"));
            }
            return Some(Ok(WalkEntry { depth, path, item }));
        }
    }
}

impl FusedIterator for Walker {}

impl fmt::Debug for Walker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Walker")
            .field("depth", &self.levels.len())
            .field("entered", &self.entered.len())
            .finish_non_exhaustive()
    }
}
