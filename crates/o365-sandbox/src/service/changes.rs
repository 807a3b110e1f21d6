//! What happened in a mailbox, as far back as a delta token may ask.

use std::collections::VecDeque;

use crate::schema::Refusal;

/// How many changes are remembered. A token from before the oldest has lapsed.
const KEPT: usize = 50_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// A message came into a folder.
    Arrived {
        key: u64,
        folder: u32,
    },
    /// A message in a folder was changed.
    Edited {
        key: u64,
        folder: u32,
        /// Only whether it has been read.
        read_state: bool,
    },
    /// A message is no longer where it was; `place` is what its id was made of.
    Left {
        key: u64,
        place: u64,
        folder: u32,
        gone: bool,
    },
    /// A folder was made, renamed or moved.
    Folder(u32),
    FolderGone(u32),
}

/// The last changes, numbered from the first ever made.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    generation: u64,
    first: u64,
    log: VecDeque<Change>,
}

impl Changes {
    pub(crate) fn note(&mut self, change: Change) {
        self.log.push_back(change);
        if self.log.len() > KEPT {
            self.log.pop_front();
            self.first += 1;
        }
    }

    /// Says that the last change was to the read state and nothing else.
    pub(crate) fn only_read_state(&mut self) {
        if let Some(Change::Edited { read_state, .. }) = self.log.back_mut() {
            *read_state = true;
        }
    }

    /// The number that the next change will have.
    pub(crate) fn head(&self) -> u64 {
        self.first + self.log.len() as u64
    }

    /// The changes from one number to before another.
    ///
    /// # Errors
    /// 410 if some of them are forgotten.
    pub(crate) fn between(
        &self,
        from: u64,
        to: u64,
    ) -> Result<impl Iterator<Item = &Change>, Refusal> {
        let index = |number: u64| {
            number.checked_sub(self.first).and_then(|index| usize::try_from(index).ok())
        };
        match (index(from), index(to)) {
            (Some(from), Some(to)) if from <= to && to <= self.log.len() => {
                Ok(self.log.range(from..to))
            }
            _ => Err(lapsed()),
        }
    }

    /// What tokens must know to be good.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// Lets all tokens lapse.
    pub(crate) fn lapse(&mut self) {
        self.generation += 1;
    }
}

pub(crate) fn lapsed() -> Refusal {
    Refusal::new(
        410,
        "SyncStateNotFound",
        "The sync state generation is not found. A full synchronization is required.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_changes_are_forgotten() {
        let mut changes = Changes::default();
        for key in 0..KEPT as u64 + 5 {
            changes.note(Change::Arrived { key, folder: 1 });
        }
        let head = changes.head();
        assert_eq!(head, KEPT as u64 + 5);
        assert_eq!(changes.between(4, head).map(Iterator::count).unwrap_err().status, 410);
        assert_eq!(changes.between(5, head).unwrap().count(), KEPT);
        assert_eq!(changes.between(head, head).unwrap().count(), 0);
        assert!(changes.between(head, head + 1).is_err());
    }
}
