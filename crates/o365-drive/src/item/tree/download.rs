//! A folder's tree, downwards.

use std::fs::File;
use std::path::{Path, PathBuf};

use o365_core::{Error, Result};

use super::Tree;
use super::compare::{NEEDED, times};
use super::local::{Names, look, make_folders};
use super::plan::{Step, StepKind};
use crate::item::clock;
use crate::model::DriveItem;

/// A folder that is being looked at.
struct Level {
    local: PathBuf,
    names: Names,
    /// Nothing gets into it.
    is_left: bool,
}

pub(super) fn plan(tree: &Tree<'_>) -> Result<Vec<Step>> {
    let root = tree.local.as_path();
    let mut steps = Vec::new();
    if !root.is_dir() {
        steps.push(Step::new(StepKind::Folder, "", root));
    }
    let mut levels =
        vec![Level { local: root.to_owned(), names: Names::default(), is_left: false }];
    for entry in tree.remote.walk().select(NEEDED) {
        tree.check_cancel()?;
        let entry = entry?;
        levels.truncate(entry.depth + 1);
        let Some(level) = levels.last_mut() else { continue };
        let name = entry.item.name.as_deref().unwrap_or_default();
        let local = level.local.join(level.names.give(name));
        let is_folder = entry.item.is_folder();
        let step = match level.is_left {
            true => Step::left(&entry.path, &local, "its folder is left out"),
            false => of(tree, &entry.path, &local, entry.item)?,
        };
        if is_folder {
            let is_left = matches!(step.kind, StepKind::Left(_));
            levels.push(Level { local, names: Names::default(), is_left });
        }
        // A folder that is there is nothing to do.
        if step.kind != StepKind::Same || !is_folder {
            steps.push(step);
        }
    }
    Ok(steps)
}

fn of(tree: &Tree<'_>, path: &str, local: &Path, item: DriveItem) -> Result<Step> {
    let left = |why: &str| Ok(Step::left(path, local, why));
    if item.is_remote() {
        return left("a link to another drive");
    }
    if item.is_package() {
        return left("a notebook or another package has no content");
    }
    let there = look(&tree.local, local);
    let (kind, bytes) = match (item.is_folder(), there) {
        (true, Some(data)) if data.is_dir() => (StepKind::Same, 0),
        (true, None) => (StepKind::Folder, 0),
        (true, Some(_)) => return left("a file or a link is where the folder should be"),
        (false, Some(data)) if data.is_dir() => {
            return left("a folder is where the file should be");
        }
        (false, None) => (StepKind::New, item.size.unwrap_or_default()),
        // A link is replaced, not what it leads to.
        (false, Some(data)) if !data.is_file() => (StepKind::New, item.size.unwrap_or_default()),
        (false, Some(data)) => match tree.compare.judge(local, &data, &item) {
            StepKind::Same => (StepKind::Same, 0),
            kind => (kind, item.size.unwrap_or_default()),
        },
    };
    Ok(Step { bytes, item: Some(Box::new(item)), ..Step::new(kind, path, local) })
}

pub(super) fn carry_out(tree: &Tree<'_>, step: &Step, tell: &mut dyn FnMut(u64)) -> Result<()> {
    if step.kind == StepKind::Folder {
        return make_folders(&tree.local, &step.local).map(drop);
    }
    let folder = step.local.parent().unwrap_or(&tree.local);
    make_folders(&tree.local, folder)?;
    let id = step.id().ok_or_else(|| Error::input("the service gave no id of the file"))?;
    tree.remote
        .sibling(id)
        .download()
        .ranges(tree.ranges)
        .cancel(&tree.cancel)
        .progress(|at| tell(at.done))
        .to_path(&step.local)?;
    if let Some(time) = step.item.as_deref().and_then(times).and_then(clock::system) {
        // A disk without times has to read the file again the next time.
        let set = File::options().write(true).open(&step.local);
        _ = set.and_then(|file| file.set_modified(time));
    }
    Ok(())
}
