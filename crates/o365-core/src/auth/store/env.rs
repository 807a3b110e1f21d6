//! A token in an environment variable.

use std::{
    collections::HashSet,
    env,
    ffi::OsString,
    sync::{Mutex, PoisonError},
};

use super::{MemoryStore, StoreKey, StoreLock, Token, TokenStore, layout};
use crate::error::{Error, Result};

/// Starts with the token in an environment variable: for containers and CI, which give secrets that way.
///
/// The variable holds the text of a token file, of [`FileStore`](super::FileStore) or of the Python library. It is only
/// read. What is renewed stays in memory; if the identity platform takes refresh tokens out of use when it gives newer
/// ones, the variable is good for one run.
///
/// ```
/// use o365_core::auth::EnvStore;
///
/// let store = EnvStore::new("O365_TOKEN");
/// ```
#[derive(Debug)]
pub struct EnvStore {
    variable: String,
    newer: MemoryStore,
    gone: Mutex<HashSet<StoreKey>>,
}

impl EnvStore {
    /// Reads this variable.
    pub fn new(variable: impl Into<String>) -> Self {
        EnvStore { variable: variable.into(), newer: MemoryStore::new(), gone: Mutex::default() }
    }

    fn read(&self, text: Option<OsString>, key: &StoreKey) -> Result<Option<Token>> {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
        let token = match text.to_str() {
            Some(text) => layout::read(text, key),
            None => Err("it isn't text".into()),
        };
        token.map_err(|reason| {
            Error::config(format!("can't use the variable {}: {reason}", self.variable))
        })
    }
}

impl TokenStore for EnvStore {
    fn load(&self, key: &StoreKey) -> Result<Option<Token>> {
        if let Some(token) = self.newer.load(key)? {
            return Ok(Some(token));
        }
        match self.gone.lock().unwrap_or_else(PoisonError::into_inner).contains(key) {
            true => Ok(None),
            false => self.read(env::var_os(&self.variable), key),
        }
    }

    fn save(&self, key: &StoreKey, token: &Token) -> Result<()> {
        self.newer.save(key, token)
    }

    fn delete(&self, key: &StoreKey) -> Result<()> {
        self.gone.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
        self.newer.delete(key)
    }

    fn lock(&self, key: &StoreKey) -> Result<StoreLock> {
        self.newer.lock(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::{App, Identity};

    #[test]
    fn reads_the_variable_and_keeps_what_is_newer() {
        let key = StoreKey::new(&App::new("id"), Identity::Person, None).unwrap();
        let store = EnvStore::new("O365_NOT_SET_IN_ANY_TEST");
        assert!(store.load(&key).unwrap().is_none());
        let text = layout::write(&key, &Token::new("a")).unwrap();
        let token = store.read(Some(text.into()), &key).unwrap().unwrap();
        assert_eq!(token.access_token().secret(), "a");
        store.save(&key, &Token::new("b")).unwrap();
        assert_eq!(store.load(&key).unwrap().unwrap().access_token().secret(), "b");
    }

    #[test]
    fn another_content_is_an_error_that_does_not_show_it() {
        let key = StoreKey::new(&App::new("id"), Identity::Person, None).unwrap();
        let store = EnvStore::new("PATH"); // set everywhere, and no token
        let error = store.load(&key).unwrap_err().to_string();
        assert!(error.contains("variable PATH") && !error.contains('/'), "{error}");
        store.delete(&key).unwrap();
        assert!(store.load(&key).unwrap().is_none());
    }
}
