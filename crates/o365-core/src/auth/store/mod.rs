//! Where tokens are kept between runs.

use std::{any::Any, fmt};

use crate::auth::Token;
use crate::error::Result;

mod disk;
mod encrypted;
mod env;
mod file;
mod key;
#[cfg(feature = "keyring")]
mod keyring;
mod layout;
mod memory;
mod python;

pub use encrypted::EncryptedStore;
pub use env::EnvStore;
pub use file::FileStore;
pub use key::StoreKey;
#[cfg(feature = "keyring")]
pub use keyring::KeyringStore;
pub use memory::MemoryStore;

/// Keeps tokens between runs, each under its [`StoreKey`].
///
/// A refresh token is good for one renewal, and whoever comes second with it is signed out. So a sign-in takes
/// [`lock`](Self::lock), reads what is there, renews it, saves the result and only then lets go. A store that several
/// processes share must give them one lock.
///
/// [`FileStore`], [`EnvStore`], [`MemoryStore`] and [`EncryptedStore`] around any of them are ready; here is one that keeps a single token elsewhere:
///
/// ```
/// use o365_core::{Result, auth::{StoreKey, StoreLock, Token, TokenStore}};
/// use std::sync::Mutex;
///
/// #[derive(Debug, Default)]
/// struct Elsewhere(Mutex<Option<String>>);
///
/// impl TokenStore for Elsewhere {
///     fn load(&self, _: &StoreKey) -> Result<Option<Token>> {
///         let text = self.0.lock().unwrap();
///         Ok(text.as_deref().map(|text| serde_json::from_str(text).unwrap()))
///     }
///     fn save(&self, _: &StoreKey, token: &Token) -> Result<()> {
///         *self.0.lock().unwrap() = Some(serde_json::to_string(token).unwrap());
///         Ok(())
///     }
///     fn delete(&self, _: &StoreKey) -> Result<()> {
///         *self.0.lock().unwrap() = None;
///         Ok(())
///     }
///     fn lock(&self, _: &StoreKey) -> Result<StoreLock> {
///         Ok(StoreLock::none()) // one process and one sign-in use it
///     }
/// }
/// ```
pub trait TokenStore: Send + Sync + fmt::Debug {
    /// What is kept under this key. Works without the lock and sees either what was before a save or what is after it.
    ///
    /// # Errors
    /// When the store can't be read, or what is there isn't a token. Nothing there isn't an error.
    fn load(&self, key: &StoreKey) -> Result<Option<Token>>;

    /// Puts a token in the place of what is there.
    ///
    /// # Errors
    /// When it isn't surely kept; then what was there before still is.
    fn save(&self, key: &StoreKey, token: &Token) -> Result<()>;

    /// Forgets what is there, if anything is.
    ///
    /// # Errors
    /// When it is still there.
    fn delete(&self, key: &StoreKey) -> Result<()>;

    /// Waits until nobody else, in this process or another, holds the lock of this key. It ends when the value is
    /// dropped. Nobody holds it while a person is asked for something.
    ///
    /// # Errors
    /// When it takes too long, or there can't be a lock.
    fn lock(&self, key: &StoreKey) -> Result<StoreLock>;
}

/// The right to renew what a store keeps, until it is dropped.
pub struct StoreLock {
    _held: Option<Box<dyn Any + Send>>,
}

impl StoreLock {
    /// A lock that ends when `guard` is dropped.
    pub fn new(guard: impl Any + Send) -> Self {
        StoreLock { _held: Some(Box::new(guard)) }
    }

    /// No lock, for a store that nobody else uses.
    pub fn none() -> Self {
        StoreLock { _held: None }
    }
}

impl fmt::Debug for StoreLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreLock")
    }
}
