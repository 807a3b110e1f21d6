//! Shares a file: by a link that ends, and with people by invitation; then shows who can do what.

mod common;

use o365::drive::{InvitationDraft, LinkDraft, Role};
use o365::{Result, scopes};
use time::{Duration, OffsetDateTime};

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::FILES_READ_WRITE])?;
    if let Some(sandbox) = &sandbox {
        sandbox.add_user("george@best.com", "George Best");
    }
    let drive = account.storage().default_drive();
    let text = "In 1969 I gave up women and alcohol.";
    let file = drive.root().upload_bytes("quotes.txt", text).send()?;
    let file = drive.item(&file);

    let in_a_week = OffsetDateTime::now_utc() + Duration::WEEK;
    let link = file.create_link(LinkDraft::view().expires(in_a_week))?;
    if let Some(link) = &link.link {
        println!("whoever has it may read: {}", link.web_url.as_deref().unwrap_or_default());
    }

    let invitation = InvitationDraft::to("george@best.com").role(Role::Write).message("Greetings!");
    for permission in file.invite(&invitation)? {
        println!("invited, as {:?}", permission.roles);
    }

    for permission in file.permissions() {
        let permission = permission?;
        println!("{:?}: {}", permission.roles, permission.id);
    }
    Ok(())
}
