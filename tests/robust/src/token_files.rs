//! Token files: ours and both layouts of the Python library, whole and damaged.

use std::fs;

use o365::auth::{App, FileStore, IdClaims, Identity, Scopes, StoreKey, Token, TokenStore};

use crate::input::text;
use crate::service::is_harmless;

/// A file. Where `hush` stands in it, that is a secret.
pub fn check(data: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token.json");
    let app = App::new("ID").tenant("contoso.com");
    for (identity, account) in [
        (Identity::Person, None),
        (Identity::Person, Some("ann@contoso.com")),
        (Identity::Application, None),
    ] {
        fs::write(&path, data).unwrap();
        let key = StoreKey::new(&app, identity, account).unwrap();
        let store = FileStore::file(&path);
        match store.load(&key) {
            Err(error) => {
                is_harmless(&error);
                assert!(!format!("{error} {error:?}").contains("hush"), "{error:?}");
            }
            Ok(None) => {}
            Ok(Some(token)) => {
                assert!(!format!("{token:?} {store:?}").contains("hush"), "{token:?}");
                store.save(&key, &token).unwrap();
                is_the_same(&store.load(&key).unwrap().unwrap(), &token);
            }
        }
    }
    let read = text(data);
    if let Some(claims) = IdClaims::read(&read) {
        let _ = format!("{claims:?}");
    }
    let scopes = Scopes::from_list(&read);
    assert_eq!(Scopes::from_list(&scopes.to_string()), scopes);
    assert!(scopes.covers(&scopes));
}

fn is_the_same(read: &Token, written: &Token) {
    let parts = |token: &Token| {
        let secret =
            |secret: Option<&o365::auth::Secret>| secret.map(|text| text.reveal().to_owned());
        (
            token.access_token().secret().to_owned(),
            secret(token.refresh_token()),
            secret(token.id_token()),
            token.scopes().clone(),
            token.expires_at().unix_timestamp(),
        )
    };
    assert!(parts(read) == parts(written), "what was saved isn't what is read");
}
