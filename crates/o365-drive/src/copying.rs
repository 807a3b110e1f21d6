//! A copy that the service makes by and by.

use std::fmt;
use std::thread;
use std::time::Duration;

use o365_core::connection::Response;
use o365_core::monitor::{Monitor, OperationStatus, SavedMonitor};
use o365_core::query::Query;
use o365_core::upload::Cancel;
use o365_core::{Error, Id, Result};

use crate::model::DriveItem;
use crate::place::Place;

/// Before it is looked again for an item that was just made.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

/// A copy that the service makes by and by: loop over it to see how far it is, [`wait`](Self::wait) for it, or ask for the
/// [`item`](Self::item) that it becomes. Made by [`ItemHandle::copy_to`](crate::ItemHandle::copy_to).
///
/// The service goes on by itself, also when nobody asks. Between two questions the loop waits, longer and longer. It ends after
/// a status that [is complete](OperationStatus::is_complete), or after an error with the service's reason: a name that is taken
/// [is a conflict](o365_core::Error::is_conflict). [`monitor`](o365_core::monitor) has the rest.
///
/// ```no_run
/// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
/// let mut copy = drive.path("/Reports").copy_to(drive.path("/Archive"))?;
/// for status in &mut copy {
///     println!("{} %", status?.percentage_complete.unwrap_or_default());
/// }
/// println!("{}", copy.item()?.name.unwrap_or_default());
/// # Ok(())
/// # }
/// ```
///
/// [Long running actions](https://learn.microsoft.com/graph/long-running-actions-overview).
#[must_use = "the service copies by itself, but nobody learns what becomes of it"]
pub struct Copying {
    monitor: Monitor<'static>,
    /// The drive that the copy is in.
    drive: Place,
}

impl Copying {
    /// By the answer that started it; `lookup` finds the copy when nobody tells any more.
    pub(crate) fn started(
        answer: &Response,
        drive: Place,
        lookup: impl FnMut() -> Result<Option<String>> + 'static,
    ) -> Result<Self> {
        Ok(Copying { monitor: Monitor::new(answer)?.lookup(lookup), drive })
    }

    pub(crate) fn resumed(drive: Place, saved: &SavedMonitor) -> Result<Self> {
        let monitor = Monitor::resume(drive.at.connection(), saved)?;
        Ok(Copying { monitor, drive })
    }

    /// Stops asking after so long, counted from the first question; `None` never stops. An hour by default.
    pub fn deadline(self, patience: impl Into<Option<Duration>>) -> Self {
        Copying { monitor: self.monitor.deadline(patience), ..self }
    }

    /// Waits so long before the second question, then longer and longer up to `longest`.
    pub fn waits(self, first: Duration, longest: Duration) -> Self {
        Copying { monitor: self.monitor.waits(first, longest), ..self }
    }

    /// Stops asking when this says so. The service goes on.
    pub fn cancel(self, cancel: &Cancel) -> Self {
        Copying { monitor: self.monitor.cancel(cancel), ..self }
    }

    /// What another process needs to go on asking: [`DriveHandle::resume_copy`](crate::DriveHandle::resume_copy) of the drive
    /// that is copied to takes it. It holds a secret.
    pub fn save(&self) -> SavedMonitor {
        self.monitor.save()
    }

    /// Asks until it is done.
    ///
    /// `GET` of the address that the service gave, without a token.
    /// [Microsoft's page](https://learn.microsoft.com/graph/long-running-actions-overview).
    ///
    /// # Errors
    /// The service's reason, if it failed; a [timeout](o365_core::Error::is_timeout) after the [deadline](Self::deadline), after
    /// which this can be called again; an [unknown outcome](o365_core::Error::is_outcome_unknown), if nobody tells what
    /// became of it; [`Cancelled`](o365_core::ErrorKind::Cancelled).
    pub fn wait(&mut self) -> Result<OperationStatus> {
        self.monitor.wait()
    }

    /// Asks until it is done, and reads what it became.
    ///
    /// `GET …/drive/items/{id}`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-get).
    ///
    /// # Errors
    /// As [`wait`](Self::wait); bad input for a copy that isn't one item, as that of a folder's children.
    pub fn item(&mut self) -> Result<DriveItem> {
        let done = self.wait()?;
        let id = done.resource_id.ok_or_else(|| {
            Error::input("the service doesn't say which item the copy is: it may be several")
        })?;
        let place = self.drive.item(&Id::from(id));
        for pause in PAUSES {
            match place.get(&Query::new()) {
                // It was made a moment ago, and not every machine of the service knows it yet.
                Err(error) if error.is_not_found() => thread::sleep(pause),
                answer => return answer,
            }
        }
        place.get(&Query::new())
    }
}

impl Iterator for Copying {
    type Item = Result<OperationStatus>;

    fn next(&mut self) -> Option<Self::Item> {
        self.monitor.next()
    }
}

impl fmt::Debug for Copying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Copying")
            .field("monitor", &self.monitor)
            .field("drive", &self.drive.at.path())
            .finish_non_exhaustive()
    }
}
