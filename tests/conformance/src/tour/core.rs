//! What all services stand on: requests, lists, batches, uploads, attachments, subscriptions.

use std::io::Read;

use o365::attachment::{self, AttachmentHandle, AttachmentKind};
use o365::connection::Request;
use o365::mail::{AttachmentDraft, Message};
use o365::protocol::Graph;
use o365::query::Query;
use o365::subscriptions::{ChangeType, ClientState, SubscriptionDraft, SubscriptionHandle};
use o365::time::{Duration, OffsetDateTime};
use o365::upload::{Cancel, Fragments, Source, Upload, UploadSession};
use o365::{Account, Endpoint, List};
use serde_json::{Value, json};

use super::operation::{Operation, Outcome, Trouble, done, each, op};
use super::world::{SOME, World};

/// More than one fragment of a session.
const LARGE: usize = 4 << 20;

pub(super) const OPERATIONS: &[Operation] = &[
    op("core::Request::send", |w| {
        let me = w.account().api().get("/me").param("$select", "id,displayName").send()?;
        done(me.json::<Value>())
    }),
    op("core::Request::stream", |w| {
        let mut text = String::new();
        w.account().api().get("/me").stream()?.read_to_string(&mut text)?;
        match serde_json::from_str::<Value>(&text) {
            Ok(_) => Ok(()),
            Err(error) => Err(Trouble::Wrong(error.to_string())),
        }
    }),
    op("core::Connection::send_all", |w| each(w.account().api().send_all(requests(w)))),
    op("core::Connection::send_all_keyed", |w| {
        let keyed = requests(w).into_iter().enumerate();
        each(w.account().api().send_all_keyed(keyed).map(|(_, answer)| answer))
    }),
    op("core::SendAll::json", |w| each(w.account().api().send_all(requests(w)).json::<Value>())),
    op("core::SendAll::done", |w| each(w.account().api().send_all(requests(w)).done())),
    op("core::Endpoint::get", |w| done(mail(w).child("inbox").get::<Value>(&Query::new()))),
    op("core::Endpoint::post", |w| {
        let made: Value =
            w.folder()?.endpoint().child("messages").post(&json!({"subject": w.name()}))?;
        done(made.get("id").ok_or_else(|| Trouble::Wrong("what was made has no id".to_owned())))
    }),
    op("core::Endpoint::call", |w| {
        let own = w.own()?;
        let message =
            json!({"subject": w.name(), "toRecipients": [{"emailAddress": {"address": own}}]});
        let body = json!({"message": message, "saveToSentItems": false});
        done(w.mailbox().endpoint().child("sendMail").call(&body))
    }),
    op("core::Endpoint::patch", |w| {
        done(w.draft()?.endpoint().patch::<Value>(&json!({"isRead": true})))
    }),
    op("core::Endpoint::apply", |w| done(w.draft()?.endpoint().apply(&json!({"isRead": true})))),
    op("core::Endpoint::put", |w| {
        // A file of JSON is the one thing that can be put and taken away again.
        let drive = Endpoint::new(w.account().api(), w.account().resource()).child("drive");
        let name = w.name().replace(' ', "%20");
        let made: Value =
            drive.raw(&format!("/root:/{name}.json:/content")).put(&json!({"a": 1}))?;
        let id = made.get("id").and_then(Value::as_str).unwrap_or_default();
        done(drive.child("items").child(id).delete())
    }),
    op("core::Endpoint::delete", |w| done(w.draft()?.endpoint().delete())),
    op("core::List::first", |w| done(messages(w).first())),
    op("core::List::all", |w| {
        messages(w).limit(SOME).all()?;
        done(messages(w).prefetch().page_size(5).limit(SOME).all())
    }),
    op("core::List::total", |w| done(messages(w).total())),
    op("core::List::as_type", |w| each(messages(w).as_type::<Value>().limit(SOME))),
    op("core::List::pages", |w| each(messages(w).page_size(5).limit(SOME).pages())),
    op("core::List::resume", |w| {
        let mut pager = messages(w).page_size(5).into_iter();
        each(pager.by_ref().take(7))?;
        let Some(link) = pager.resume_link() else { return Ok(()) };
        each(messages(w).limit(SOME).resume(link))
    }),
    op("core::List::delta", |w| {
        let inbox = w.mailbox().inbox();
        let mut round = inbox.messages().page_size(5).delta(None);
        each(round.by_ref())?;
        each(inbox.messages().delta(round.link()))?;
        let mut round = w.mailbox().folders().delta(None);
        each(round.by_ref())?;
        let day = w.tomorrow().date();
        let mut round = w.schedule().view(day..=day).delta(None);
        each(round.by_ref())?;
        each(w.schedule().view(day..=day).delta(round.link()))
    }),
    op("core::Upload::run", |w| {
        let at = w.draft()?.endpoint().child("attachments").child("createUploadSession");
        let item = json!({"AttachmentItem": {"attachmentType": "file", "name": "large.bin", "size": LARGE}});
        let upload =
            Upload::new(w.account().api(), Source::bytes(vec![7; LARGE]), Fragments::OUTLOOK);
        done(upload.run(|| at.post::<UploadSession>(&item)))
    }),
    op("core::attachment::attach", |w| {
        let at = w.draft()?.endpoint().child("attachments");
        done(attachment::attach(
            &at,
            &AttachmentDraft::bytes("a.txt", *b"x"),
            &Cancel::new(),
            |_| (),
        ))
    }),
    op("core::attachment::list", |w| {
        let message = w.folder()?.save_draft(&w.letter()?.attach(("a.txt", "x")))?;
        let at = w.mailbox().message(&message).endpoint().child("attachments");
        each(attachment::list(&at).limit(SOME))
    }),
    op("core::attachment::save_all", |w| {
        let folder = tempfile::tempdir()?;
        let message = w.folder()?.save_draft(&w.letter()?.attach(("a.txt", "x")))?;
        let at = w.mailbox().message(&message).endpoint().child("attachments");
        done(attachment::save_all(&at, folder.path()))
    }),
    op("core::AttachmentHandle::get", |w| done(file(w)?.get())),
    op("core::AttachmentHandle::content", |w| {
        let mut content = Vec::new();
        done(file(w)?.content()?.read_to_end(&mut content))
    }),
    op("core::AttachmentHandle::save_to", |w| {
        let folder = tempfile::tempdir()?;
        done(file(w)?.save_to(folder.path()))
    }),
    op("core::AttachmentHandle::item", |w| {
        let item = AttachmentDraft::item(
            "Inside",
            "microsoft.graph.message",
            &json!({"subject": "Inside"}),
        );
        done(attached(w, item, AttachmentKind::Item)?.item::<Message>())
    }),
    op("core::AttachmentHandle::delete", |w| done(file(w)?.delete())),
    op("core::Subscriptions::create", |w| with_subscription(w, |_| Ok(()))),
    op("core::Subscriptions::list", |w| each(w.account().api().subscriptions().list())),
    op("core::SubscriptionHandle::get", |w| with_subscription(w, |at| done(at.get()))),
    op("core::SubscriptionHandle::update", |w| {
        let later = SubscriptionDraft::new().expiration_date_time(until());
        with_subscription(w, |at| done(at.update(&later)))
    }),
    op("core::SubscriptionHandle::renew", |w| with_subscription(w, |at| done(at.renew(until())))),
    op("core::SubscriptionHandle::reauthorize", |w| {
        with_subscription(w, |at| done(at.reauthorize()))
    }),
    op("core::SubscriptionHandle::delete", |w| with_subscription(w, |_| Ok(()))),
    op("o365::Account::with_resource", |w| {
        let own = w.own()?;
        done(w.account().with_resource(own.as_str()).mailbox().inbox().get())
    }),
    op("o365::AccountBuilder::build", |w| {
        let token = w.options().token.as_deref().or(w.is_local().then_some("made-up"));
        let token = token.ok_or(Trouble::Missing("--token"))?;
        let graph = Graph::at(w.options().graph.as_str());
        let account = Account::with_token(token).protocol(graph).immutable_ids(true);
        each(account.build()?.mailbox().messages().limit(SOME))
    }),
];

fn mail(w: &World) -> Endpoint {
    w.mailbox().endpoint().child("mailFolders")
}

fn messages(w: &World) -> List<Message> {
    w.mailbox().messages()
}

fn requests(w: &World) -> Vec<Request> {
    let api = w.account().api();
    let folder = api.get("/me/mailFolders/inbox");
    let post = api.post("/me/translateExchangeIds").json(&json!({
        "inputIds": [], "sourceIdType": "restId", "targetIdType": "restImmutableEntryId",
    }));
    vec![api.get("/me"), folder, api.get("/me/messages").param("$top", "3"), post.repeatable()]
}

fn file(w: &World) -> Result<AttachmentHandle, Trouble> {
    attached(w, ("a b.txt", "x").into(), AttachmentKind::File)
}

/// What was attached to a new message, as it is listed there.
fn attached(
    w: &World,
    draft: AttachmentDraft,
    kind: AttachmentKind,
) -> Result<AttachmentHandle, Trouble> {
    let message = w.draft()?;
    message.attach(draft)?;
    let all = message.attachments().limit(SOME).all()?;
    let found = all.iter().find(|attachment| attachment.kind() == kind);
    let found =
        found.ok_or_else(|| Trouble::Wrong(format!("no {kind:?} among what is attached")))?;
    Ok(message.attachment(found))
}

fn until() -> OffsetDateTime {
    OffsetDateTime::now_utc() + Duration::hours(2)
}

fn with_subscription(w: &World, call: impl FnOnce(&SubscriptionHandle) -> Outcome) -> Outcome {
    let url = match &w.options().notify {
        Some(url) => url.as_str(),
        None if w.is_local() => "https://conformance.example/notify",
        None => return Err(Trouble::Missing("--notify, where notifications can be sent")),
    };
    let draft = SubscriptionDraft::new()
        .resource("me/mailFolders('Inbox')/messages")
        .changes([ChangeType::Created, ChangeType::Updated])
        .notification_url(url)
        .expiration_date_time(OffsetDateTime::now_utc() + Duration::HOUR)
        .client_state(ClientState::new("o365 conformance"));
    let subscriptions = w.account().api().subscriptions();
    let made = subscriptions.create(&draft)?;
    let at = subscriptions.subscription(&made);
    let outcome = call(&at);
    at.delete()?;
    outcome
}
