//! Sends a message with a file, a picture within its text and another message attached, and finds what was sent by its
//! id.

mod common;

use o365::mail::{AttachmentDraft, MessageDraft};
use o365::{Result, scopes};

/// A picture of one red pixel.
const PICTURE: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 0x0c, b'I', b'D', b'A', b'T',
    0x08, 0xd7, 0x63, 0xf8, 0xcf, 0xc0, 0, 0, 3, 1, 1, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0, 0, b'I',
    b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

fn main() -> Result<()> {
    let (account, _sandbox) = common::account(&[scopes::MAIL_READ_WRITE, scopes::MAIL_SEND])?;
    let mailbox = account.mailbox();

    // The picture gets a content id, by which the text calls it.
    let (picture, cid) = AttachmentDraft::bytes("pixel.png", PICTURE).embed();
    let mut draft = MessageDraft::new()
        .to(common::own_address(&account)?)
        .subject("Quotes")
        .html(format!("<p>Look: <img src=\"cid:{cid}\" alt=\"a pixel\"></p>"))
        .attach(picture)
        .attach(("quotes.txt", "I spent a lot of money on booze, birds and fast cars."));
    if let Some(other) = mailbox.inbox().messages().first()? {
        draft = draft.attach(&other);
    }

    let id = mailbox.send_tracked(&draft)?;
    println!("sent as {id}");
    for message in
        mailbox.sent_items().messages().filter(o365::mail::prop::SUBJECT.eq("Quotes")).limit(1)
    {
        let message = mailbox.message(&message?);
        for attachment in message.attachments() {
            let attachment = attachment?;
            println!(
                "  {:?} {} ({} bytes)",
                attachment.kind(),
                attachment.name.unwrap_or_default(),
                attachment.size.unwrap_or_default()
            );
        }
    }
    Ok(())
}
