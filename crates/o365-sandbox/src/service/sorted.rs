//! Sorted lists, kept for the pages that follow.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// How many sorted lists are kept for pages to come.
const KEPT: usize = 32;

/// Sorted lists of keys, the newest last. One that has been dropped is made again.
#[derive(Debug, Default)]
pub(crate) struct Sorted(Mutex<VecDeque<(u64, Arc<[u64]>)>>);

impl Sorted {
    pub(crate) fn get(&self, list: u64) -> Option<Arc<[u64]>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| *known == list).map(|(_, keys)| keys.clone())
    }

    pub(crate) fn keep(&self, keys: Vec<u64>) -> (u64, Arc<[u64]>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let list = kept.back().map_or(1, |(last, _)| last + 1);
        let keys: Arc<[u64]> = keys.into();
        kept.push_back((list, keys.clone()));
        if kept.len() > KEPT {
            kept.pop_front();
        }
        (list, keys)
    }
}
