//! Tokens in memory.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use super::{StoreKey, StoreLock, Token, TokenStore};
use crate::error::Result;

/// Keeps tokens until the process ends. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    tokens: Mutex<HashMap<StoreKey, Token>>,
    locked: Mutex<HashSet<StoreKey>>,
    freed: Condvar,
}

impl MemoryStore {
    /// An empty one.
    pub fn new() -> Self {
        MemoryStore::default()
    }
}

impl TokenStore for MemoryStore {
    fn load(&self, key: &StoreKey) -> Result<Option<Token>> {
        Ok(open(&self.0.tokens).get(key).cloned())
    }

    fn save(&self, key: &StoreKey, token: &Token) -> Result<()> {
        open(&self.0.tokens).insert(key.clone(), token.clone());
        Ok(())
    }

    fn delete(&self, key: &StoreKey) -> Result<()> {
        open(&self.0.tokens).remove(key);
        Ok(())
    }

    fn lock(&self, key: &StoreKey) -> Result<StoreLock> {
        let mut locked = open(&self.0.locked);
        while !locked.insert(key.clone()) {
            locked = self.0.freed.wait(locked).unwrap_or_else(PoisonError::into_inner);
        }
        Ok(StoreLock::new(Held { store: Arc::clone(&self.0), key: key.clone() }))
    }
}

struct Held {
    store: Arc<Inner>,
    key: StoreKey,
}

impl Drop for Held {
    fn drop(&mut self) {
        open(&self.store.locked).remove(&self.key);
        self.store.freed.notify_all();
    }
}

/// What a panic left behind is whole: each change is a single step.
fn open<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::auth::{App, Identity};

    #[test]
    fn one_holds_the_lock_and_keys_do_not_hinder_each_other() {
        let store = MemoryStore::new();
        let key =
            |account| StoreKey::new(&App::new("id"), Identity::Person, Some(account)).unwrap();
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let other = store.lock(&key("b")).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _held = store.lock(&key("a")).unwrap();
                    most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        drop(other);
        assert_eq!(most.load(Ordering::SeqCst), 1);
    }
}
