//! Every public operation once, against a service.
//!
//! Each operation makes what it needs, calls what it is named for, reads the answer as the SDK's type, and takes away what it
//! made. What stays until the end (a mail folder, a calendar, a folder of contacts) has the tour's own name and is deleted then.
//! Mail and invitations go to the account's own address.

mod calendar;
mod contacts;
mod core;
mod drive;
mod mail;
mod operation;
mod sharepoint;
mod sign_in;
mod world;

use std::io::{self, Write};

use operation::{Operation, Trouble};
use world::World;

/// How often an operation is taken whose answer was lost: it is told that it may have been carried out, and another time
/// does no harm here.
const MOST_TAKES: u32 = 20;

/// What to tour.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where Graph is: `https://graph.microsoft.com/v1.0`.
    pub graph: String,
    /// Where one signs in: `https://login.microsoftonline.com`.
    pub login: Option<String>,
    /// A token for Graph. Without one a person signs in with a device code; a service on this machine gets one that is made up.
    pub token: Option<String>,
    /// Where notifications of changes can be sent: an address that answers the service's question. Without one, subscriptions
    /// are taken only on a service on this machine.
    pub notify: Option<String>,
    /// The address of a site that may be changed. Without one, operations on sites are taken only on a service on this machine.
    pub site: Option<String>,
    /// What the names of the operations begin with that are taken; all, if nothing is said.
    pub only: Option<String>,
}

impl Options {
    /// Whether this operation is among those that are asked for.
    pub fn includes(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|prefix| name.starts_with(prefix))
    }
}

/// How many there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Operations that were taken.
    pub taken: usize,
    /// Those of them that failed.
    pub failed: usize,
    /// What couldn't be taken, since the account lacks what it needs.
    pub passed_over: usize,
}

/// The names of all operations, in the order in which they are taken: `mail::MessageHandle::move_to`.
pub fn names() -> impl Iterator<Item = &'static str> {
    operations().map(|operation| operation.name)
}

/// Takes each; tells `out` of those that failed, a line each, and at last how many there were.
///
/// # Errors
/// When no account can be had, or `out` can't be written.
pub fn run(options: &Options, mut out: impl Write) -> io::Result<Tally> {
    let world = World::new(options).map_err(io::Error::other)?;
    let mut tally = Tally::default();
    for operation in operations().filter(|operation| options.includes(operation.name)) {
        let name = operation.name;
        match take(operation, &world) {
            Ok(()) => tally.taken += 1,
            Err(Trouble::Missing(what)) => {
                tally.passed_over += 1;
                writeln!(out, "{name}: passed over: it needs {what}")?;
            }
            Err(Trouble::Failed(error)) => {
                tally.taken += 1;
                tally.failed += 1;
                writeln!(out, "{name}: {}", one_line(&error.to_string()))?;
            }
            Err(Trouble::Wrong(what)) => {
                tally.taken += 1;
                tally.failed += 1;
                writeln!(out, "{name}: {what}")?;
            }
        }
    }
    for error in world.clean() {
        writeln!(out, "left behind: {}", one_line(&error.to_string()))?;
    }
    writeln!(out, "{} operations, {} failed", tally.taken, tally.failed)?;
    Ok(tally)
}

fn operations() -> impl Iterator<Item = &'static Operation> {
    let services = [
        mail::OPERATIONS,
        calendar::OPERATIONS,
        contacts::OPERATIONS,
        drive::OPERATIONS,
        sharepoint::OPERATIONS,
    ];
    let parts = services.into_iter().flatten().chain([&core::OPERATIONS, &sign_in::OPERATIONS]);
    parts.copied().flatten()
}

fn take(operation: &Operation, world: &World) -> Result<(), Trouble> {
    for _ in 1..MOST_TAKES {
        match (operation.call)(world) {
            Err(Trouble::Failed(error)) if error.is_outcome_unknown() => {}
            done => return done,
        }
    }
    (operation.call)(world)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
