//! Tokens in the system's key store.

use std::{fmt, path::PathBuf};

use keyring::v1::{Entry, Error as KeyringError};

use super::{
    StoreKey, StoreLock, Token, TokenStore, disk,
    file::{PATIENCE, user_folder},
    layout,
};
use crate::error::{AuthError, Error, Result};

/// The most that one entry holds. Windows allows 2560 bytes, less than a token has.
const ENTRY: usize = if cfg!(windows) { 2_500 } else { 1 << 20 };
/// No token has more pieces.
const PIECES: usize = 1_000;
/// What an entry starts with that only tells where the pieces are.
const MARK: &str = "o365-pieces";

/// Keeps tokens in the system's key store: the Keychain of macOS, the Credential Manager of Windows, the Secret Service
/// (GNOME Keyring, KWallet) elsewhere. It asks the person for permission where the system does that.
///
/// A file in the user's configuration folder, without any secret, is the lock that keeps two processes apart.
///
/// ```no_run
/// use o365_core::auth::KeyringStore;
///
/// let store = KeyringStore::new("my-program")?;
/// # Ok::<_, o365_core::Error>(())
/// ```
pub struct KeyringStore {
    vault: Box<dyn Vault>,
    locks: PathBuf,
}

impl KeyringStore {
    /// Keeps them under this name of a service, which people see when they look into the key store.
    ///
    /// # Errors
    /// When the environment doesn't say where the lock files go.
    pub fn new(service: impl Into<String>) -> Result<Self> {
        Ok(KeyringStore { vault: Box::new(System(service.into())), locks: user_folder()? })
    }

    fn read(&self, name: &str) -> Result<Option<String>> {
        let Some(head) = self.vault.get(name)? else { return Ok(None) };
        let Some((turn, count)) = pieces(&head) else { return text(head).map(Some) };
        let mut whole = Vec::new();
        for n in 0..count {
            match self.vault.get(&piece(name, turn, n))? {
                Some(part) => whole.extend(part),
                None => return Err(failed("a piece of the token is missing").into()),
            }
        }
        text(whole).map(Some)
    }

    fn write(&self, name: &str, text: &str) -> Result<()> {
        let old = self.vault.get(name)?.as_deref().and_then(pieces);
        if text.len() <= self.vault.most() {
            self.vault.set(name, text.as_bytes())?;
        } else {
            // The pieces of what is there stay until one entry points to the new ones.
            let turn = old.map_or(0, |(turn, _)| 1 - turn.min(1));
            let parts = text.as_bytes().chunks(self.vault.most());
            let count = parts.len();
            for (n, part) in parts.enumerate() {
                self.vault.set(&piece(name, turn, n), part)?;
            }
            self.vault.set(name, format!("{MARK} {turn} {count}").as_bytes())?;
        }
        self.remove_pieces(name, old)
    }

    fn remove_pieces(&self, name: &str, pieces: Option<(usize, usize)>) -> Result<()> {
        let (turn, count) = pieces.unwrap_or_default();
        (0..count).try_for_each(|n| self.vault.delete(&piece(name, turn, n)))
    }
}

impl TokenStore for KeyringStore {
    fn load(&self, key: &StoreKey) -> Result<Option<Token>> {
        let name = key.name();
        // Between two reads another process may have put its own there: then the second try is whole.
        let read = self.read(&name).or_else(|_| self.read(&name))?;
        let Some(read) = read else { return Ok(None) };
        layout::read(&read, key).map_err(|reason| failed(&reason).into())
    }

    fn save(&self, key: &StoreKey, token: &Token) -> Result<()> {
        let text = layout::write(key, token).map_err(|_| failed("the token can't be written"))?;
        self.write(&key.name(), &text)
    }

    fn delete(&self, key: &StoreKey) -> Result<()> {
        let name = key.name();
        let old = self.vault.get(&name)?.as_deref().and_then(pieces);
        self.vault.delete(&name)?;
        self.remove_pieces(&name, old)
    }

    fn lock(&self, key: &StoreKey) -> Result<StoreLock> {
        let path = self.locks.join(format!("{}.keyring", key.name()));
        let lock = disk::lock(&path, PATIENCE);
        lock.map(StoreLock::new).map_err(|error| Error::io(disk::lock_path(&path), error))
    }
}

impl fmt::Debug for KeyringStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyringStore")
    }
}

/// A key store: entries by name.
trait Vault: Send + Sync {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>>;
    fn set(&self, name: &str, secret: &[u8]) -> Result<()>;
    fn delete(&self, name: &str) -> Result<()>;
    /// Bytes that an entry holds.
    fn most(&self) -> usize;
}

/// The system's, with the name of the service.
struct System(String);

impl System {
    fn with<T>(
        &self,
        name: &str,
        act: impl Fn(&Entry) -> keyring::v1::Result<T>,
    ) -> Result<Option<T>> {
        match Entry::new(&self.0, name).and_then(|entry| act(&entry)) {
            Ok(value) => Ok(Some(value)),
            Err(KeyringError::NoEntry) => Ok(None),
            // As a source it could show what it couldn't read.
            Err(error) => Err(failed(&error.to_string()).into()),
        }
    }
}

impl Vault for System {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.with(name, Entry::get_secret)
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<()> {
        self.with(name, |entry| entry.set_secret(secret)).map(drop)
    }

    fn delete(&self, name: &str) -> Result<()> {
        self.with(name, Entry::delete_credential).map(drop)
    }

    fn most(&self) -> usize {
        ENTRY
    }
}

fn piece(name: &str, turn: usize, n: usize) -> String {
    format!("{name}#{turn}.{n}")
}

/// Which turn of pieces is the good one, and how many there are.
fn pieces(head: &[u8]) -> Option<(usize, usize)> {
    let mut words = str::from_utf8(head).ok()?.strip_prefix(MARK)?.split_whitespace();
    let (turn, count) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    (count <= PIECES).then_some((turn, count))
}

fn text(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|_| failed("it isn't text").into())
}

fn failed(reason: &str) -> AuthError {
    AuthError::other(format!("can't use the system's key store: {reason}"))
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeMap,
        sync::{Arc, Mutex},
    };

    use super::*;
    use crate::auth::{App, Identity};

    /// A key store of small entries that fails after some changes.
    #[derive(Clone, Default)]
    struct Small {
        entries: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
        changes: Arc<Mutex<Option<usize>>>,
    }

    impl Small {
        fn change(&self) -> Result<()> {
            match self.changes.lock().unwrap().as_mut() {
                Some(0) => return Err(failed("killed").into()),
                Some(left) => *left -= 1,
                None => {}
            }
            Ok(())
        }
    }

    impl Vault for Small {
        fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
            Ok(self.entries.lock().unwrap().get(name).cloned())
        }
        fn set(&self, name: &str, secret: &[u8]) -> Result<()> {
            assert!(secret.len() <= 400);
            self.change()?;
            self.entries.lock().unwrap().insert(name.into(), secret.into());
            Ok(())
        }
        fn delete(&self, name: &str) -> Result<()> {
            self.change()?;
            self.entries.lock().unwrap().remove(name);
            Ok(())
        }
        fn most(&self) -> usize {
            400
        }
    }

    fn store(vault: &Small) -> KeyringStore {
        KeyringStore { vault: Box::new(vault.clone()), locks: std::env::temp_dir() }
    }

    fn key() -> StoreKey {
        StoreKey::new(&App::new("id"), Identity::Person, None).unwrap()
    }

    fn access(store: &KeyringStore) -> String {
        store.load(&key()).unwrap().unwrap().access_token().secret().to_owned()
    }

    #[test]
    fn large_tokens_are_cut_and_nothing_is_left_behind() {
        let vault = Small::default();
        let store = store(&vault);
        assert!(store.load(&key()).unwrap().is_none());
        for (size, entries) in [(5_000, 15..20), (2_000, 7..10), (1, 1..2), (3_000, 9..12)] {
            let secret = "ü".repeat(size / 2);
            store.save(&key(), &Token::new(secret.as_str())).unwrap();
            assert_eq!(access(&store), secret);
            let count = vault.entries.lock().unwrap().len();
            assert!(entries.contains(&count), "{size}: {count}");
        }
        store.delete(&key()).unwrap();
        store.delete(&key()).unwrap();
        assert!(vault.entries.lock().unwrap().is_empty());
    }

    #[test]
    fn an_end_at_any_moment_leaves_the_old_or_the_new() {
        let (old, new) = ("o".repeat(2_000), "n".repeat(2_500));
        for changes in 0..20 {
            let vault = Small::default();
            let store = store(&vault);
            store.save(&key(), &Token::new(old.as_str())).unwrap();
            *vault.changes.lock().unwrap() = Some(changes);
            let saved = store.save(&key(), &Token::new(new.as_str()));
            let found = access(&store);
            assert!(found == new || (found == old && saved.is_err()), "{changes}");
            // and the next save works
            *vault.changes.lock().unwrap() = None;
            store.save(&key(), &Token::new(old.as_str())).unwrap();
            assert_eq!(access(&store), old);
        }
    }

    #[test]
    fn rubbish_is_an_error() {
        let vault = Small::default();
        let store = store(&vault);
        for rubbish in ["", "hush", "o365-pieces 0 3", "o365-pieces 0 99999999999", "o365-pieces x"]
        {
            vault.entries.lock().unwrap().insert(key().name(), rubbish.into());
            let error = format!("{:?}", store.load(&key()).unwrap_err());
            assert!(error.contains("key store") && !error.contains("hush"), "{error}");
        }
    }
}
