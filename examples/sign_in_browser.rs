//! A person signs in with the browser of this machine, and stays signed in.
//!
//! On a tenant (`O365_CLIENT_ID`) the browser opens the first time only: the tokens are kept in the user's folder. The
//! registration needs the redirect URI `http://localhost` for mobile and desktop applications.

mod common;

use o365::auth::{AuthCode, MemoryStore};
use o365::protocol::Graph;
use o365::{Account, Result, scopes};

fn main() -> Result<()> {
    let options = common::options()?;
    let builder = Account::builder(options.client_id())
        .tenant(options.tenant())
        .scopes([scopes::MAIL_READ, scopes::USER_READ]);
    let (builder, _sandbox) = match options.on_tenant() {
        true => (builder.flow(AuthCode::new()), None),
        false => {
            let sandbox = common::sandbox()?;
            sandbox.seed_inbox(3);
            let builder = builder
                .protocol(Graph::at(sandbox.graph_url()))
                .login_url(sandbox.login_url())
                .store(MemoryStore::new())
                .flow(AuthCode::open_with(common::browse));
            (builder, Some(sandbox))
        }
    };
    let account = builder.sign_in()?;

    let user = account.user()?.unwrap_or_default();
    println!(
        "{} signed in as {}",
        user.name.unwrap_or_default(),
        user.username.unwrap_or_default()
    );
    for message in account.mailbox().inbox().messages().limit(3) {
        println!("  {}", message?.subject.unwrap_or_default());
    }

    if !options.on_tenant() {
        account.sign_out()?;
        println!("signed in: {}", account.is_signed_in()?);
    }
    Ok(())
}
