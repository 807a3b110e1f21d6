//! Reads a mailbox that somebody shared. On a tenant, `O365_SHARED` names it.

mod common;

use o365::{Result, scopes};

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::MAIL_READ_SHARED])?;
    let address = std::env::var("O365_SHARED").unwrap_or_else(|_| "shared@best.com".to_owned());
    if let Some(sandbox) = &sandbox {
        sandbox.add_user(&address, "Shared");
        sandbox.share(&address, sandbox.user());
        let message = serde_json::json!({"subject": "For all of us"});
        sandbox
            .add_message(&address, "inbox", message)
            .map_err(|error| o365::Error::config(error.to_string()))?;
    }

    let shared = account.with_resource(address.as_str()).mailbox();
    for message in shared.inbox().messages().limit(10) {
        println!("{}", message?.subject.unwrap_or_default());
    }

    match account.with_resource("nobody@best.com").mailbox().inbox().get() {
        Ok(_) => println!("nobody@best.com is open to us"),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
