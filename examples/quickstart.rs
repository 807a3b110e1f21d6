//! The main job: sign in, send a mail with an attachment, loop over a paged inbox.
//!
//! Without options it starts the sandbox and needs neither a tenant nor a network. With `O365_CLIENT_ID` set it does the same
//! on a real tenant, where it sends one message to whoever signs in (`O365_TENANT` says which tenant, `common` if unset).
//! `--graph URL`, `--login URL` and `--token TOKEN` lead it to any other server that speaks Graph.

mod common;

use std::sync::Arc;

use common::{Counting, Options};
use o365::auth::{DevicePrompt, MemoryStore};
use o365::mail::{MessageDraft, prop};
use o365::protocol::Graph;
use o365::{Account, Result, scopes};
use o365_sandbox::Sandbox;
use time::macros::datetime;

const MESSAGES: usize = 1_500;
const LIMIT: usize = 1_200;
const PAGE: u32 = 250;

fn main() -> Result<()> {
    let counter = Counting::default();
    let (account, _sandbox) = sign_in(&common::options()?, &counter)?;
    println!("Signed in after {} requests.", counter.requests());

    let mailbox = account.mailbox();
    let to = common::own_address(&account)?;
    let message = MessageDraft::new()
        .to(&to)
        .subject("Testing!")
        .body("I've stopped drinking, but only while I'm asleep.")
        .attach((
            "quotes.txt",
            "In 1969 I gave up women and alcohol: it was the worst 20 minutes of my life.",
        ));
    mailbox.send(&message)?;
    println!("Sent a message with an attachment to {to}.");

    let recent = prop::RECEIVED.ge(datetime!(2015-01-01 0:00 UTC));
    let mut messages =
        mailbox.inbox().messages().filter(recent).page_size(PAGE).limit(LIMIT).into_iter();
    let (mut seen, mut unread) = (0, 0);
    for message in messages.by_ref() {
        let message = message?;
        seen += 1;
        unread += usize::from(message.is_read == Some(false));
        if seen <= 3 {
            println!("  {}", message.subject.as_deref().unwrap_or("(no subject)"));
        }
    }
    println!(
        "Read {seen} messages of the inbox on {} pages, {unread} of them unread.",
        messages.pages_read()
    );
    println!("{} requests in all.", counter.requests());
    Ok(())
}

/// On a server that is given, on a tenant, or on the sandbox, which has to live as long as the account.
fn sign_in(options: &Options, counter: &Counting) -> Result<(Account, Option<Arc<Sandbox>>)> {
    if let (Some(graph), Some(token)) = (&options.graph, &options.token) {
        let account = Account::with_token(token.as_str()).protocol(Graph::at(graph));
        return Ok((account.transport(counter.clone()).build()?, None));
    }
    let builder = Account::builder(options.client_id())
        .tenant(options.tenant())
        .scopes([scopes::MAIL_READ_WRITE, scopes::MAIL_SEND])
        .transport(counter.clone());
    if let (Some(graph), Some(login)) = (&options.graph, &options.login) {
        let builder = builder.protocol(Graph::at(graph)).login_url(login).store(MemoryStore::new());
        return Ok((builder.device_code(|prompt| println!("{prompt}")).sign_in()?, None));
    }
    if options.on_tenant() {
        return Ok((builder.device_code(|prompt| println!("{prompt}")).sign_in()?, None));
    }
    let sandbox = Arc::new(common::sandbox()?);
    sandbox.seed_inbox(MESSAGES);
    println!("No tenant: a sandbox with {MESSAGES} messages runs at {}.", sandbox.url());
    let person = Arc::clone(&sandbox);
    let play = move |prompt: &DevicePrompt| {
        println!("The service says: {prompt}");
        println!("(This program plays the person: it types the code {} in.)", prompt.user_code);
        person.approve(&prompt.user_code);
    };
    let builder = builder.protocol(Graph::at(sandbox.graph_url())).login_url(sandbox.login_url());
    Ok((builder.store(MemoryStore::new()).device_code(play).sign_in()?, Some(sandbox)))
}
