//! A service signs in as itself with a secret, and reads the mailbox that it was granted.
//!
//! On a tenant: `O365_CLIENT_ID`, `O365_TENANT`, `O365_CLIENT_SECRET`, and `O365_MAILBOX`, whose owner needn't do
//! anything. The application needs the permission `Mail.Read` with an administrator's consent.

mod common;

use std::env;

use o365::protocol::Graph;
use o365::{Account, Error, Result};

fn main() -> Result<()> {
    let options = common::options()?;
    let (account, _sandbox) = match options.on_tenant() {
        true => {
            let builder = Account::builder(options.client_id())
                .tenant(options.tenant())
                .client_secret(setting("O365_CLIENT_SECRET")?)
                .resource(setting("O365_MAILBOX")?.as_str());
            (builder.sign_in()?, None)
        }
        false => {
            let sandbox = common::sandbox()?;
            sandbox.seed_inbox(3);
            let builder = Account::builder(options.client_id())
                .tenant(o365_sandbox::TENANT_ID)
                .client_secret(o365_sandbox::CLIENT_SECRET)
                .protocol(Graph::at(sandbox.graph_url()))
                .login_url(sandbox.login_url())
                .resource(sandbox.user());
            (builder.sign_in()?, Some(sandbox))
        }
    };

    println!("the mailbox at {}", account.resource());
    for message in account.mailbox().inbox().messages().limit(3) {
        println!("  {}", message?.subject.unwrap_or_default());
    }
    // An application has no `me`.
    if let Err(error) = account.with_resource("me").mailbox().inbox().get() {
        println!("as expected: {error}");
    }
    Ok(())
}

fn setting(name: &str) -> Result<String> {
    env::var(name).map_err(|_| Error::config(format!("{name} isn't set")))
}
