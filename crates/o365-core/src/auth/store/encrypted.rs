//! Tokens that are encrypted before they are kept.

use std::{error::Error as StdError, fmt, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};

use super::{StoreKey, StoreLock, Token, TokenStore};
use crate::error::{AuthError, Result};

/// What marks an encrypted token in the store beneath.
const MARK: &str = "o365-encrypted-1:";

type Crypt = dyn Fn(&[u8]) -> Result<Vec<u8>, Box<dyn StdError + Send + Sync>> + Send + Sync;

/// Encrypts tokens by the program's own means before another store keeps them.
///
/// The store beneath sees a token that is nothing but the encrypted text of the real one. Tokens that it kept before in
/// the clear can be read, and are encrypted when they are saved again.
///
/// ```
/// use o365_core::auth::{EncryptedStore, MemoryStore};
///
/// # fn seal(plain: &[u8]) -> Vec<u8> { plain.iter().map(|byte| byte ^ 0x55).collect() }
/// # fn unseal(sealed: &[u8]) -> Option<Vec<u8>> { Some(seal(sealed)) }
/// // with an authenticated cipher, such as AES-GCM
/// let store = EncryptedStore::new(
///     MemoryStore::new(),
///     |plain| Ok(seal(plain)),
///     |sealed| unseal(sealed).ok_or("wrong key".into()),
/// );
/// ```
pub struct EncryptedStore<S> {
    inner: S,
    encrypt: Box<Crypt>,
    decrypt: Box<Crypt>,
}

impl<S: TokenStore> EncryptedStore<S> {
    /// Encrypts what goes into `inner`, and decrypts what comes out of it.
    pub fn new<E, D>(inner: S, encrypt: E, decrypt: D) -> Self
    where
        E: Fn(&[u8]) -> Result<Vec<u8>, Box<dyn StdError + Send + Sync>> + Send + Sync + 'static,
        D: Fn(&[u8]) -> Result<Vec<u8>, Box<dyn StdError + Send + Sync>> + Send + Sync + 'static,
    {
        EncryptedStore { inner, encrypt: Box::new(encrypt), decrypt: Box::new(decrypt) }
    }
}

impl<S: TokenStore> TokenStore for EncryptedStore<S> {
    fn load(&self, key: &StoreKey) -> Result<Option<Token>> {
        let Some(kept) = self.inner.load(key)? else { return Ok(None) };
        let Some(sealed) = kept.access_token().secret().strip_prefix(MARK) else {
            return Ok(Some(kept));
        };
        let sealed = STANDARD_NO_PAD.decode(sealed).map_err(damaged)?;
        let plain = (self.decrypt)(&sealed).map_err(damaged)?;
        // serde's own words could show a piece of a token.
        let token = serde_json::from_slice(&plain);
        token.map(Some).map_err(|_| damaged("it isn't a token").into())
    }

    fn save(&self, key: &StoreKey, token: &Token) -> Result<()> {
        let failed = |error| AuthError::other("the token can't be encrypted").with_source(error);
        let plain = serde_json::to_vec(token).map_err(|error| failed(error.into()))?;
        let sealed = STANDARD_NO_PAD.encode((self.encrypt)(&plain).map_err(failed)?);
        // Whoever reads it without the key sees a token that has ended.
        self.inner.save(key, &Token::new(format!("{MARK}{sealed}")).lifetime(Duration::ZERO))
    }

    fn delete(&self, key: &StoreKey) -> Result<()> {
        self.inner.delete(key)
    }

    fn lock(&self, key: &StoreKey) -> Result<StoreLock> {
        self.inner.lock(key)
    }
}

fn damaged(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> AuthError {
    AuthError::other("the stored token can't be decrypted").with_source(cause)
}

impl<S: fmt::Debug> fmt::Debug for EncryptedStore<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EncryptedStore").field(&self.inner).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::{App, FileStore, Identity};

    fn flip(text: &[u8]) -> Vec<u8> {
        text.iter().map(|byte| byte ^ 0xa5).collect()
    }

    #[test]
    fn the_disk_sees_nothing_and_old_files_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token.json");
        let key = StoreKey::new(&App::new("id"), Identity::Person, None).unwrap();
        let plain = FileStore::file(&path);
        plain.save(&key, &Token::new("hush-a").refresh("hush-r")).unwrap();

        let store = EncryptedStore::new(plain.clone(), |it| Ok(flip(it)), |it| Ok(flip(it)));
        let token = store.load(&key).unwrap().unwrap();
        store.save(&key, &token).unwrap();
        assert!(!std::fs::read_to_string(&path).unwrap().contains("hush"));
        let token = store.load(&key).unwrap().unwrap();
        assert_eq!(token.access_token().secret(), "hush-a");
        assert_eq!(token.refresh_token().unwrap().reveal(), "hush-r");
        assert!(!token.is_due());
        // without the wrapper it is good for nothing
        let bare = plain.load(&key).unwrap().unwrap();
        assert!(bare.is_due() && bare.refresh_token().is_none());

        let wrong =
            EncryptedStore::new(plain.clone(), |it| Ok(flip(it)), |_| Err("wrong key".into()));
        assert!(format!("{:?}", wrong.load(&key).unwrap_err()).contains("wrong key"));
        let wrong = EncryptedStore::new(plain, |_| Err("no key".into()), |it| Ok(it.to_vec()));
        let error = format!("{:?}", wrong.load(&key).unwrap_err());
        assert!(error.contains("can't be decrypted") && !error.contains("hush"), "{error}");
        assert!(wrong.save(&key, &token).is_err());
        assert!(store.load(&key).unwrap().is_some(), "a save that fails changes nothing");
    }
}
