//! Messages, one by one.

use std::fs;

use o365::MeetingResponse;
use o365::attachment::AttachmentDraft;
use o365::mail::{
    FollowupFlag, Importance, InferenceClassification, Message, MessageDraft, ReplyDraft,
    WellKnownFolder, prop,
};
use o365::query::Query;
use o365::time::macros::datetime;
use o365::upload::Cancel;
use serde_json::Value;

use crate::tour::operation::{Operation, Outcome, Trouble, done, each, op};
use crate::tour::world::{SOME, World};

/// More than goes in one request.
const LARGE: usize = 4 << 20;

pub(super) const OPERATIONS: &[Operation] = &[
    op("mail::Mailbox::send", |w| {
        let letter = w.letter()?.cc(w.own()?).reply_to(w.own()?).importance(Importance::High);
        done(w.mailbox().send(&letter.attach(("a b.txt", "x"))))
    }),
    op("mail::Mailbox::send_without_copy", |w| done(w.mailbox().send_without_copy(&w.letter()?))),
    op("mail::Mailbox::send_tracked", |w| done(w.mailbox().send_tracked(&w.letter()?))),
    op("mail::Mailbox::send_mime", |w| done(w.mailbox().send_mime(mime(w)?.as_bytes()))),
    op("mail::Mailbox::save_draft", |w| {
        let made = w.mailbox().save_draft(&full(w)?.attach(("a b.txt", "x")))?;
        done(w.mailbox().message(&made).delete())
    }),
    op("mail::Mailbox::import_mime", |w| {
        let made = w.mailbox().import_mime(mime(w)?.as_bytes())?;
        done(w.mailbox().message(&made).delete())
    }),
    op("mail::Mailbox::messages", |w| {
        let mailbox = w.mailbox();
        let recent = prop::RECEIVED.ge(datetime!(2024-01-01 0:00 UTC));
        let red = prop::CATEGORIES.any(|category| category.eq("Red"));
        let said = recent & prop::SUBJECT.contains("O'Brien & #1") & !prop::IS_READ.eq(true);
        each(mailbox.messages().filter(said).order_by(prop::RECEIVED.desc()).limit(SOME))?;
        each(mailbox.messages().filter(red).select([prop::SUBJECT, prop::FROM]).limit(SOME))?;
        each(mailbox.messages().search("\"o'brien\"").limit(SOME))?;
        each(mailbox.messages().expand(prop::ATTACHMENTS).page_size(5).limit(SOME))
    }),
    op("mail::Mailbox::message_by_internet_id", |w| {
        done(w.mailbox().message_by_internet_id("<a+b@conformance.example>"))
    }),
    op("mail::Mailbox::thread", |w| done(w.mailbox().thread("AAQkAGI'=="))),
    op("mail::MessageHandle::get", |w| done(w.draft()?.get())),
    op("mail::MessageHandle::get_with", |w| {
        let query = Query::new().select((prop::SUBJECT, prop::INTERNET_MESSAGE_HEADERS));
        done(w.draft()?.get_with(&query.expand(prop::ATTACHMENTS)))
    }),
    op("mail::MessageHandle::get_text", |w| done(w.draft()?.get_text())),
    op("mail::MessageHandle::update", |w| {
        let at = w.draft()?;
        at.update(&full(w)?.from(None))?;
        let cleared = MessageDraft::new().categories(Vec::new()).cc([] as [o365::Recipient; 0]);
        done(at.update(&cleared.is_read(true)))
    }),
    op("mail::MessageHandle::prepend", |w| done(w.draft()?.prepend("First. "))),
    op("mail::MessageHandle::prepend_html", |w| done(w.draft()?.prepend_html("<p>First.</p>"))),
    op("mail::MessageHandle::mark_read", |w| done(w.draft()?.mark_read(true))),
    op("mail::MessageHandle::flag", |w| {
        let at = w.draft()?;
        at.flag(FollowupFlag::flagged())?;
        let zone = |time| o365::time::DateTimeTimeZone::new(time, "Europe/Madrid");
        let (start, due) = (zone(w.tomorrow()), zone(w.tomorrow()));
        done(at.flag(FollowupFlag::between(start, due)))
    }),
    op("mail::MessageHandle::complete", |w| done(w.draft()?.complete())),
    op("mail::MessageHandle::unflag", |w| done(w.draft()?.unflag())),
    op("mail::MessageHandle::add_category", |w| done(w.draft()?.add_category("o365 conformance"))),
    op("mail::MessageHandle::remove_category", |w| {
        let at = w.draft()?;
        at.add_category("o365 conformance")?;
        done(at.remove_category("o365 conformance"))
    }),
    op("mail::MessageHandle::move_to", |w| {
        let moved = w.draft()?.move_to(WellKnownFolder::DeletedItems)?;
        done(w.mailbox().message(&moved).permanent_delete())
    }),
    op("mail::MessageHandle::copy_to", |w| {
        let at = w.draft()?;
        let to = w.folder()?.get()?;
        done(at.copy_to(&to))
    }),
    op("mail::MessageHandle::delete", |w| done(w.draft()?.delete())),
    op("mail::MessageHandle::permanent_delete", |w| done(w.draft()?.permanent_delete())),
    op("mail::MessageHandle::send", |w| done(w.draft()?.send())),
    op("mail::MessageHandle::reply", |w| done(w.received()?.reply("Thanks."))),
    op("mail::MessageHandle::reply_all", |w| {
        let reply = ReplyDraft::from("Thanks.").message(MessageDraft::new().cc(w.own()?));
        done(w.received()?.reply_all(reply))
    }),
    op("mail::MessageHandle::forward", |w| done(w.received()?.forward(w.own()?, "Look at this."))),
    op("mail::MessageHandle::create_reply", |w| {
        made(w, w.received()?.create_reply(ReplyDraft::from("Thanks."))?)
    }),
    op("mail::MessageHandle::create_reply_all", |w| {
        let with = MessageDraft::new().importance(Importance::Low);
        made(w, w.received()?.create_reply_all(ReplyDraft::new().message(with))?)
    }),
    op("mail::MessageHandle::create_forward", |w| {
        let with = ReplyDraft::from("Look.").message(MessageDraft::new().to(w.own()?));
        made(w, w.received()?.create_forward(with)?)
    }),
    op("mail::MessageHandle::mime", |w| {
        done(std::io::copy(&mut w.draft()?.mime()?, &mut std::io::sink()))
    }),
    op("mail::MessageHandle::save_mime", |w| {
        let folder = tempfile::tempdir()?;
        done(w.draft()?.save_mime(folder.path().join("a.eml")))
    }),
    op("mail::MessageHandle::attach", |w| {
        let at = w.draft()?;
        at.attach(("a b.txt", "x"))?;
        at.attach(AttachmentDraft::bytes("logo.png", *b"x").inline("logo"))?;
        let item = serde_json::json!({"subject": "Inside"});
        done(at.attach(AttachmentDraft::item("Inside", "microsoft.graph.message", &item)))
    }),
    op("mail::MessageHandle::attach_watched", |w| {
        let large = AttachmentDraft::bytes("large.bin", vec![7; LARGE]);
        let mut seen = 0;
        let told = |progress: o365::upload::Progress| seen = progress.done;
        w.draft()?.attach_watched(large, &Cancel::new(), told)?;
        match seen {
            0 => Err(Trouble::Wrong("no progress was told".to_owned())),
            _ => Ok(()),
        }
    }),
    op("mail::MessageHandle::attachments", |w| each(with_file(w)?.attachments().limit(SOME))),
    op("mail::MessageHandle::save_attachments", |w| {
        let folder = tempfile::tempdir()?;
        let paths = with_file(w)?.save_attachments(folder.path())?;
        done(paths.iter().try_for_each(|path| fs::metadata(path).map(drop)))
    }),
    op("mail::MessageHandle::event", |w| done(w.invitation_mail()?.event::<Value>())),
    op("mail::MessageHandle::accept", |w| {
        done(w.invitation_mail()?.accept(MeetingResponse::new().silent()))
    }),
    op("mail::MessageHandle::tentatively_accept", |w| {
        let zone = |time| o365::time::DateTimeTimeZone::new(time, "Europe/Madrid");
        let later = w.tomorrow() + o365::time::Duration::HOUR;
        let response = MeetingResponse::from("An hour later?");
        done(
            w.invitation_mail()?
                .tentatively_accept(response.propose(zone(w.tomorrow()), zone(later))),
        )
    }),
    op("mail::MessageHandle::decline", |w| done(w.invitation_mail()?.decline("Sorry."))),
];

/// All that a draft can say.
fn full(w: &World) -> Result<MessageDraft, Trouble> {
    let own = w.own()?;
    Ok(w.letter()?
        .html("<p>Made by a <b>test</b>.</p>")
        .from(own.as_str())
        .cc(("Oneself", own.as_str()))
        .bcc(own.as_str())
        .reply_to(own.as_str())
        .importance(Importance::Low)
        .categories(vec!["o365 conformance".to_owned()])
        .flag(FollowupFlag::flagged())
        .inference_classification(InferenceClassification::Other)
        .is_read_receipt_requested(false)
        .is_delivery_receipt_requested(false))
}

fn mime(w: &World) -> Result<String, Trouble> {
    let (own, name) = (w.own()?, w.name());
    Ok(format!(
        "From: {own}\r\nTo: {own}\r\nSubject: {name}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nMade by a test.\r\n"
    ))
}

fn with_file(w: &World) -> Result<o365::mail::MessageHandle, Trouble> {
    let made = w.folder()?.save_draft(&w.letter()?.attach(("a b.txt", "x")))?;
    Ok(w.mailbox().message(&made))
}

/// An answer that isn't sent.
fn made(w: &World, answer: Message) -> Outcome {
    done(w.mailbox().message(&answer).delete())
}
