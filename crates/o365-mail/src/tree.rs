//! A place: the whole tree of folders.

use std::collections::HashSet;
use std::fmt;
use std::iter::FusedIterator;

use o365_core::{Endpoint, Id, Pager, Result};

use crate::folder;
use crate::model::{FolderPath, MailFolder};

/// The tree of folders, before it is read: say what you want of it, then loop over it.
///
/// Each folder comes before those in it. Nothing is asked before the loop; then one request for the top, and one for each
/// folder that has others in it, when its turn comes. A folder that the service shows twice is told once, so that the loop
/// ends even where folders contain each other. Where the folders of one can't be read there is an `Err`, and the loop goes
/// on with the next.
///
/// ```no_run
/// # fn run(mailbox: o365_mail::Mailbox) -> o365_core::Result<()> {
/// for entry in mailbox.folder_tree() {
///     let entry = entry?;
///     let name = entry.folder.display_name.as_deref().unwrap_or_default();
///     println!("{}{name}", "  ".repeat(entry.depth));
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a tree reads nothing until it is looped over"]
pub struct FolderTree {
    all: Endpoint,
    top: Endpoint,
    hidden: bool,
    depth: usize,
}

/// A folder, and where in the tree it is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FolderTreeEntry {
    /// How many folders it is in: 0 at the top.
    pub depth: usize,
    /// The names from the top down, its own last.
    pub path: FolderPath,
    /// The folder.
    pub folder: MailFolder,
}

impl FolderTree {
    pub(crate) fn new(all: Endpoint) -> Self {
        FolderTree { top: all.clone(), all, hidden: false, depth: usize::MAX }
    }

    /// With the folders that Outlook hides, and those in them. Costs a request for every folder, since the service's counts
    /// aren't said to have the hidden ones in them.
    pub fn include_hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// No deeper than this many levels; 1 is the top alone.
    pub fn max_depth(mut self, levels: usize) -> Self {
        self.depth = levels;
        self
    }
}

impl IntoIterator for FolderTree {
    type Item = Result<FolderTreeEntry>;
    type IntoIter = FolderWalk;

    fn into_iter(self) -> FolderWalk {
        let mut walk = FolderWalk { levels: Vec::new(), seen: HashSet::new(), tree: self };
        walk.descend(walk.tree.top.clone(), FolderPath::default());
        walk
    }
}

/// Walks a tree of folders. See [`FolderTree`].
pub struct FolderWalk {
    tree: FolderTree,
    /// The folders that are being read, from the top down.
    levels: Vec<Level>,
    seen: HashSet<Id<MailFolder>>,
}

struct Level {
    path: FolderPath,
    folders: Pager<MailFolder>,
}

impl FolderWalk {
    fn descend(&mut self, at: Endpoint, path: FolderPath) {
        if self.levels.len() < self.tree.depth {
            let folders = folder::folders(at);
            let folders = if self.tree.hidden { folder::with_hidden(folders) } else { folders };
            self.levels.push(Level { path, folders: folders.into_iter() });
        }
    }
}

impl Iterator for FolderWalk {
    type Item = Result<FolderTreeEntry>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let depth = self.levels.len().checked_sub(1)?;
            let level = self.levels.last_mut()?;
            let folder = match level.folders.next() {
                None => {
                    self.levels.pop();
                    continue;
                }
                Some(Err(error)) => return Some(Err(error)),
                Some(Ok(folder)) => folder,
            };
            let path = level.path.child(folder.display_name.clone().unwrap_or_default());
            let known = !folder.id.is_empty();
            if known && !self.seen.insert(folder.id.clone()) {
                continue;
            }
            // Whether the count has hidden folders in it isn't documented.
            let has_folders = folder.child_folder_count != Some(0) || self.tree.hidden;
            if known && has_folders && !folder.is_search_folder() {
                self.descend(folder::children(&self.tree.all, &folder.id), path.clone());
            }
            return Some(Ok(FolderTreeEntry { depth, path, folder }));
        }
    }
}

impl FusedIterator for FolderWalk {}

impl fmt::Debug for FolderWalk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FolderWalk")
            .field("depth", &self.levels.len())
            .field("seen", &self.seen.len())
            .finish_non_exhaustive()
    }
}
