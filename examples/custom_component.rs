//! A part of Graph that the SDK doesn't model, in a few lines: with queries, paging, retries and errors like the rest.

mod common;

use o365::{Connection, Endpoint, List, Resource, Result, query::field, scopes};
use serde::Deserialize;

/// Just what we need of a message.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Headline {
    subject: Option<String>,
    #[serde(default)]
    is_read: bool,
}

/// A place of our own.
struct Headlines {
    at: Endpoint,
}

impl Headlines {
    fn new(connection: &Connection) -> Self {
        Headlines { at: Endpoint::new(connection, &Resource::Me).child("messages") }
    }

    fn list(&self) -> List<Headline> {
        List::new(self.at.clone()).select(["subject", "isRead"])
    }
}

fn main() -> Result<()> {
    let (account, _sandbox) = common::account(&[scopes::MAIL_READ])?;
    for headline in Headlines::new(account.api()).list().filter(field("is_read").eq(false)).limit(5)
    {
        let headline = headline?;
        println!("{} (read: {})", headline.subject.unwrap_or_default(), headline.is_read);
    }
    Ok(())
}
