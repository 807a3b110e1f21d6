mod renew;
mod sign_in;
mod trouble;

use std::{
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use super::*;
use crate::auth::{
    ClientSecret, StoreLock,
    testing::{Call, Net, Reply},
};
use crate::error::{ErrorKind, TransportErrorKind};

fn app() -> App {
    App::new("id").tenant("contoso.com")
}

fn key() -> StoreKey {
    StoreKey::new(&app(), Identity::Person, None).unwrap()
}

fn spent(refresh: &str) -> Token {
    Token::new("old").refresh(refresh).lifetime(Duration::ZERO)
}

/// A store with a token that is due.
fn store() -> MemoryStore {
    let store = MemoryStore::new();
    store.save(&key(), &spent("r0")).unwrap();
    store
}

fn source(store: impl TokenStore + 'static) -> OAuth {
    OAuth::builder(app()).scopes(["Mail.Read"]).store(store).build().unwrap()
}

fn kept(store: &impl TokenStore) -> String {
    let token = store.load(&key()).unwrap().unwrap();
    token.refresh_token().map_or("-", Secret::reveal).to_owned()
}

/// Gives `a1` and `r1`, then `a2` and `r2`; each refresh token is good once.
fn rotating() -> Net {
    Net::new(|n, call| {
        if call.field("refresh_token") == format!("r{n}") {
            given(n + 1)
        } else {
            refused("invalid_grant", "AADSTS54005: spent")
        }
    })
}

fn given(n: usize) -> Reply {
    Reply::Json(
        200,
        json!({
            "token_type": "Bearer", "expires_in": 3599, "scope": "Mail.Read",
            "access_token": format!("a{n}"), "refresh_token": format!("r{n}"),
        }),
    )
}

fn refused(code: &str, description: &str) -> Reply {
    Reply::Json(
        400,
        json!({
            "error": code,
            "error_description":
                format!("{description}\r\nTrace ID: t\r\nCorrelation ID: c\r\nTimestamp: 2026-01-01 00:00:00Z"),
            "error_codes": [700082],
            "correlation_id": "c-1",
        }),
    )
}

fn get(source: &OAuth, net: &Net) -> Result<String> {
    source.token(&TokenRequest::new(net)).map(|token| token.secret().to_owned())
}

fn auth(error: &Error) -> &AuthError {
    match error.kind() {
        ErrorKind::Auth(error) => error,
        other => panic!("{other:?}"),
    }
}

/// A flow that gives a token without a network.
#[derive(Debug, Default)]
struct Person {
    asked: AtomicUsize,
    name: Option<&'static str>,
}

impl Flow for Arc<Person> {
    fn run(&self, _: &SignIn<'_>) -> Result<Token> {
        let n = self.asked.fetch_add(1, Ordering::SeqCst);
        let token = Token::new(format!("p{n}")).refresh("r0");
        Ok(match self.name {
            Some(name) => {
                let claims =
                    json!({"preferred_username": name, "name": "N", "oid": "o", "tid": "t"});
                token.id(format!("e30.{}.", URL_SAFE_NO_PAD.encode(claims.to_string())))
            }
            None => token,
        })
    }
}

fn asked(person: &Person) -> usize {
    person.asked.load(Ordering::SeqCst)
}
