//! What there is to do, and what became of it.

use std::fmt;
use std::path::{Path, PathBuf};

use o365_core::{Error, ErrorKind, Id, Result};

use super::{Direction, Tree, TreeProgress, download, upload};
use crate::model::DriveItem;

/// Why something is done, or left.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepKind {
    /// A folder is made.
    Folder,
    /// A file isn't there yet.
    New,
    /// A file has another size there.
    Size,
    /// A file has another time there, and nothing says that it is the same.
    Time,
    /// A file has another hash there.
    Hash,
    /// A file is sent or fetched whatever is there.
    Always,
    /// The file is the same on both sides: nothing is done.
    Same,
    /// It can't be done, or isn't: says why.
    Left(String),
}

/// One thing that there is to do, or to leave.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Step {
    /// What, and why.
    pub kind: StepKind,
    /// Where in the drive, from the folder on: `2024/March.xlsx`. Empty for the folder itself.
    pub path: String,
    /// Where on the disk.
    pub local: PathBuf,
    /// Bytes that are to be sent or fetched.
    pub bytes: u64,
    /// The item, where it is there.
    pub(super) item: Option<Box<DriveItem>>,
}

impl Step {
    pub(super) fn new(kind: StepKind, path: &str, local: &Path) -> Self {
        let (path, local) = (path.to_owned(), local.to_owned());
        Step { kind, path, local, bytes: 0, item: None }
    }

    pub(super) fn left(path: &str, local: &Path, why: impl Into<String>) -> Self {
        Step::new(StepKind::Left(why.into()), path, local)
    }

    pub(super) fn id(&self) -> Option<&Id<DriveItem>> {
        self.item.as_ref().map(|item| &item.id)
    }

    /// Whether a file is sent or fetched.
    pub fn is_transfer(&self) -> bool {
        use StepKind::{Always, Hash, New, Size, Time};
        matches!(self.kind, New | Size | Time | Hash | Always)
    }
}

/// One line: what is done, where, and why.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "." } else { &self.path };
        let why = match &self.kind {
            StepKind::Folder => return write!(f, "folder  {path}"),
            StepKind::Same => return write!(f, "same    {path}"),
            StepKind::Left(why) => return write!(f, "left    {path}: {why}"),
            StepKind::New => "new",
            StepKind::Size => "another size",
            StepKind::Time => "another time",
            StepKind::Hash => "another hash",
            StepKind::Always => "always",
        };
        write!(f, "file    {path}: {} bytes, {why}", self.bytes)
    }
}

/// What there is to do: can be looked at, printed, and carried out. Made by [`Tree::plan`](super::Tree::plan).
#[must_use = "nothing is done before `run`"]
pub struct TreePlan<'a> {
    tree: Tree<'a>,
    steps: Vec<Step>,
}

impl<'a> TreePlan<'a> {
    pub(super) fn new(tree: Tree<'a>, steps: Vec<Step>) -> Self {
        TreePlan { tree, steps }
    }

    /// All steps, in their order: what is left and what is the same among them.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Bytes that are to be sent or fetched.
    pub fn bytes(&self) -> u64 {
        self.steps.iter().map(|step| step.bytes).sum()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        !self.steps.iter().any(|step| step.is_transfer() || step.kind == StepKind::Folder)
    }

    /// Does it, step by step. A file that fails is told in the [report](TreeReport::failed), and the others go on.
    ///
    /// Needs `Files.Read` for a download, `Files.ReadWrite` for an upload.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-get-content).
    ///
    /// # Errors
    /// [`Cancelled`](o365_core::ErrorKind::Cancelled); what all the others would fail with too: a sign-in that is needed, a
    /// drive or a disk without space, a service that can't be reached.
    pub fn run(self) -> Result<TreeReport> {
        let TreePlan { mut tree, steps } = self;
        let total: u64 = steps.iter().map(|step| step.bytes).sum();
        let mut told = tree.progress.take();
        let mut report = TreeReport::default();
        let mut base = 0;
        for step in steps {
            tree.check_cancel()?;
            let mut tell = |done: u64| {
                if let Some(told) = &mut told {
                    told(TreeProgress { step: &step, done: base + done.min(step.bytes), total });
                }
            };
            let result = match (&step.kind, tree.direction) {
                (StepKind::Left(_), _) => Ok(()),
                (StepKind::Same, _) => {
                    report.same += 1;
                    Ok(())
                }
                (_, Direction::Up) => upload::carry_out(&tree, &step, &mut tell),
                (_, Direction::Down) => download::carry_out(&tree, &step, &mut tell),
            };
            base += step.bytes;
            match result {
                Ok(()) if step.kind == StepKind::Folder => report.folders += 1,
                Ok(()) if step.is_transfer() => {
                    report.files += 1;
                    report.bytes += step.bytes;
                }
                Ok(()) if step.kind == StepKind::Same => {}
                Ok(()) => report.left.push(step),
                Err(error) if is_hopeless(&error) => return Err(error),
                Err(error) => report.failed.push((step, error)),
            }
        }
        Ok(report)
    }
}

/// A line for each step, but for files that are the same, and what it comes to.
impl fmt::Display for TreePlan<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in self.steps.iter().filter(|step| step.kind != StepKind::Same) {
            writeln!(f, "{step}")?;
        }
        let count = |is: fn(&Step) -> bool| self.steps.iter().filter(|step| is(step)).count();
        let files = count(Step::is_transfer);
        let same = count(|step| step.kind == StepKind::Same);
        let (files, same) =
            (counted(files), if same == 1 { "1 is".into() } else { format!("{same} are") });
        write!(f, "{files}, {} bytes; {same} the same", self.bytes())
    }
}

impl fmt::Debug for TreePlan<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TreePlan").field("tree", &self.tree).field("steps", &self.steps).finish()
    }
}

/// What became of a plan.
#[derive(Debug, Default)]
#[must_use = "a file that failed is told here only"]
#[non_exhaustive]
pub struct TreeReport {
    /// Files that were sent or fetched.
    pub files: usize,
    /// Folders that were made.
    pub folders: usize,
    /// Files that were the same on both sides.
    pub same: usize,
    /// Bytes of the files that were sent or fetched.
    pub bytes: u64,
    /// What the plan left out.
    pub left: Vec<Step>,
    /// What failed, and why.
    pub failed: Vec<(Step, Error)>,
}

impl TreeReport {
    /// The first failure as an error, if there is one.
    ///
    /// # Errors
    /// That.
    pub fn into_result(mut self) -> std::result::Result<Self, Error> {
        match self.failed.is_empty() {
            true => Ok(self),
            false => Err(self.failed.swap_remove(0).1),
        }
    }
}

fn counted(files: usize) -> String {
    if files == 1 { "1 file".into() } else { format!("{files} files") }
}

/// Whether the next file would fail as well.
fn is_hopeless(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Cancelled | ErrorKind::Auth(_) | ErrorKind::Config(_) => true,
        ErrorKind::Transport(failure) => !failure.may_have_been_sent(),
        ErrorKind::Io(failure) => failure.io().kind() == std::io::ErrorKind::StorageFull,
        _ => error.needs_sign_in() || error.status() == Some(507),
    }
}
