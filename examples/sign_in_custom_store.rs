//! Keeps tokens in a place of the program's own: a table of a database, here a map.

mod common;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use o365::auth::{Password, StoreKey, StoreLock, Token, TokenStore};
use o365::protocol::Graph;
use o365::{Account, AccountBuilder, Error, Result, scopes};

/// A table with a row for each application and account.
#[derive(Clone, Default)]
struct Table {
    rows: Arc<Mutex<HashMap<String, String>>>,
}

impl TokenStore for Table {
    fn load(&self, key: &StoreKey) -> Result<Option<Token>> {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let token = rows.get(&key.name()).map(|row| serde_json::from_str(row));
        token.transpose().map_err(|_| Error::config("the row isn't a token"))
    }

    fn save(&self, key: &StoreKey, token: &Token) -> Result<()> {
        let row = serde_json::to_string(token).map_err(|_| Error::config("no JSON"))?;
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).insert(key.name(), row);
        Ok(())
    }

    fn delete(&self, key: &StoreKey) -> Result<()> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).remove(&key.name());
        Ok(())
    }

    /// A database that several processes share locks the row here (`SELECT .. FOR UPDATE`).
    fn lock(&self, _: &StoreKey) -> Result<StoreLock> {
        Ok(StoreLock::none())
    }
}

// The rows are secrets.
impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Table")
    }
}

fn main() -> Result<()> {
    let options = common::options()?;
    let sandbox = common::sandbox()?;
    let table = Table::default();
    let app = || -> AccountBuilder {
        let builder = Account::builder(options.client_id())
            .scopes([scopes::MAIL_READ])
            .store(table.clone())
            .user_name(sandbox.user());
        builder.protocol(Graph::at(sandbox.graph_url())).login_url(sandbox.login_url())
    };
    app().flow(Password::new(sandbox.user(), o365_sandbox::PASSWORD)).sign_in()?;

    // A later run of the program needs nobody.
    let account = app().sign_in()?;
    println!(
        "{} is signed in still",
        account.user()?.unwrap_or_default().username.unwrap_or_default()
    );
    println!("{} unread", account.mailbox().inbox().get()?.unread_item_count.unwrap_or_default());
    Ok(())
}
