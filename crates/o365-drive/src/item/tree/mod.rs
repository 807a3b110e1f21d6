//! Whole folders, up and down: what changed only, by a plan that can be looked at before it is carried out.

use std::fmt;
use std::path::{Path, PathBuf};

use o365_core::upload::Cancel;
use o365_core::{Error, Result};

use super::ItemHandle;

mod compare;
mod download;
mod local;
mod plan;
#[cfg(test)]
mod tests;
mod upload;

pub use compare::Compare;
pub use plan::{Step, StepKind, TreePlan, TreeReport};

impl ItemHandle {
    /// What is in this folder, to be downloaded into a folder on the disk: everything below it, or what changed only.
    ///
    /// Files get the times that they have in the drive, so that a later run knows them again. Names that a disk can't have
    /// become [safe](o365_core::file_name::safe) ones. Nothing is written outside of the folder, whatever the service calls
    /// its items and whatever links are laid out in it. A file that is there and differs is replaced, whichever of the two is
    /// newer. Nothing is deleted. Links to other drives and notebooks are left out.
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// let plan = drive.path("/Reports").download_tree("reports").plan()?;
    /// println!("{plan}");
    /// let report = plan.run()?;
    /// println!("{} files, {} failed", report.files, report.failed.len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-get-content).
    pub fn download_tree(&self, into: impl AsRef<Path>) -> Tree<'static> {
        Tree::new(self.clone(), into.as_ref(), Direction::Down)
    }

    /// What is in a folder on the disk, to be uploaded into this one: everything below it, or what changed only.
    ///
    /// Items keep the times of their files, so that a later run knows them again. What was changed replaces what was there, which
    /// stays as a version. Nothing is deleted. Links are left out and not followed; names that the drive doesn't take are told.
    /// The folder is made if it isn't there; the one that it is in must be.
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// drive.path("/Backup").upload_tree("reports").run()?.into_result()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-createuploadsession).
    pub fn upload_tree(&self, from: impl AsRef<Path>) -> Tree<'static> {
        Tree::new(self.clone(), from.as_ref(), Direction::Up)
    }
}

/// How far a tree is.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TreeProgress<'t> {
    /// What is being done.
    pub step: &'t Step,
    /// Bytes that have arrived, of all files.
    pub done: u64,
    /// Bytes of all files that are to be sent or fetched.
    pub total: u64,
}

type Told<'a> = Box<dyn FnMut(TreeProgress<'_>) + 'a>;

/// A folder that is to be fetched or sent with all that is in it. Made by [`ItemHandle::download_tree`] and
/// [`ItemHandle::upload_tree`].
#[must_use = "nothing is done before `run`"]
pub struct Tree<'a> {
    remote: ItemHandle,
    local: PathBuf,
    direction: Direction,
    compare: Compare,
    ranges: usize,
    progress: Option<Told<'a>>,
    cancel: Cancel,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

impl<'a> Tree<'a> {
    fn new(remote: ItemHandle, local: &Path, direction: Direction) -> Self {
        Tree {
            remote,
            local: local.to_owned(),
            direction,
            compare: Compare::default(),
            ranges: 1,
            progress: None,
            cancel: Cancel::new(),
        }
    }

    /// How it is told whether a file changed. By size, time and hash unless something is said.
    pub fn compare(mut self, compare: Compare) -> Self {
        self.compare = compare;
        self
    }

    /// Fetches large files by so many ranges at a time; see [`Download::ranges`](o365_core::download::Download::ranges).
    pub fn ranges(mut self, at_a_time: usize) -> Self {
        self.ranges = at_a_time;
        self
    }

    /// Is told how far it is, with each piece that arrived.
    pub fn progress(mut self, told: impl FnMut(TreeProgress<'_>) + 'a) -> Self {
        self.progress = Some(Box::new(told));
        self
    }

    /// Stops when this says so. What was done stays done, and another run goes on from there.
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// Looks at both sides and says what there is to do. Nothing is changed yet.
    ///
    /// `GET …/drive/items/{id}/children` for each folder; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-list-children).
    ///
    /// # Errors
    /// A folder, there or here, that can't be read; [`Cancelled`](o365_core::ErrorKind::Cancelled); those of every request.
    pub fn plan(self) -> Result<TreePlan<'a>> {
        let steps = match self.direction {
            Direction::Up => upload::plan(&self)?,
            Direction::Down => download::plan(&self)?,
        };
        Ok(TreePlan::new(self, steps))
    }

    /// Looks at both sides and does what there is to do: [`plan`](Self::plan) and [`TreePlan::run`].
    ///
    /// Needs `Files.Read` for a download, `Files.ReadWrite` for an upload.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-list-children).
    ///
    /// # Errors
    /// As those.
    pub fn run(self) -> Result<TreeReport> {
        self.plan()?.run()
    }

    fn check_cancel(&self) -> Result<()> {
        if self.cancel.is_cancelled() { Err(Error::cancelled()) } else { Ok(()) }
    }
}

impl fmt::Debug for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree")
            .field("remote", &self.remote.at.path())
            .field("local", &self.local)
            .field("direction", &self.direction)
            .finish_non_exhaustive()
    }
}
