//! The hash of what goes out, though some goes out twice.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::hash::{Hash, HashKind, Hasher};

/// Hashes each byte once, in order. Clones share it.
#[derive(Clone)]
pub(super) struct Tally(Arc<Mutex<State>>);

struct State {
    hasher: Hasher,
    /// Bytes that are in.
    position: u64,
}

impl Default for Tally {
    fn default() -> Self {
        let state = State { hasher: Hasher::new(HashKind::QuickXor), position: 0 };
        Tally(Arc::new(Mutex::new(state)))
    }
}

impl Tally {
    /// Bytes that are in, from the start on.
    pub(super) fn position(&self) -> u64 {
        self.lock().position
    }

    /// These bytes, which lie at `at`. What is in already is passed over, and so is what lies beyond a gap.
    pub(super) fn add(&self, at: u64, bytes: &[u8]) {
        let mut state = self.lock();
        let known = state.position.checked_sub(at).and_then(|known| usize::try_from(known).ok());
        if let Some(new) = known.and_then(|known| bytes.get(known..)) {
            state.hasher.update(new);
            state.position += new.len() as u64;
        }
    }

    /// Takes what is written, from `at` on.
    pub(super) fn at(&self, at: u64) -> impl Write {
        TallyWriter { tally: self.clone(), at }
    }

    pub(super) fn hash(&self) -> Hash {
        self.lock().hasher.clone().finish()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct TallyWriter {
    tally: Tally,
    at: u64,
}

impl Write for TallyWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tally.add(self.at, bytes);
        self.at += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_out_twice_counts_once() {
        let tally = Tally::default();
        for (at, bytes) in
            [(0, &b"abc"[..]), (0, b"abcd"), (2, b"cd"), (3, b"defg"), (9, b"zz"), (7, b"h")]
        {
            tally.add(at, bytes);
        }
        tally.at(4).write_all(b"efghi").unwrap();
        assert_eq!(tally.position(), 9);
        let mut hasher = Hasher::new(HashKind::QuickXor);
        hasher.update(b"abcdefghi");
        assert_eq!(tally.hash(), hasher.finish());
    }
}
