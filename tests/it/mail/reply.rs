use o365::mail::{Mailbox, Message, MessageDraft, ReplyDraft};
use o365_core::mock::Mock;
use o365_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use super::{mailbox, on};

/// A message from Bobby to the sandbox's person and Pelé.
fn received(sandbox: &Sandbox, mailbox: &Mailbox) -> Message {
    let message = json!({
        "subject": "Minutes", "body": {"contentType": "html", "content": "<html><body><p>Nothing was decided.</p></body></html>"},
        "from": {"emailAddress": {"name": "Bobby", "address": "bobby@manutd.uk"}},
        "toRecipients": [
            {"emailAddress": {"address": sandbox.user()}}, {"emailAddress": {"name": "Pelé", "address": "pele@santos.br"}},
        ],
    });
    let id = sandbox.add_message(sandbox.user(), "inbox", message).unwrap();
    mailbox.message(id).get().unwrap()
}

fn newest_sent(mailbox: &Mailbox) -> Message {
    mailbox.sent_items().messages().first().unwrap().unwrap()
}

fn addresses(message: &Message) -> Vec<&str> {
    let all = message.to_recipients.iter().chain(&message.cc_recipients);
    all.filter_map(|recipient| recipient.address()).collect()
}

fn last_body(sandbox: &Sandbox) -> Value {
    serde_json::from_slice(&sandbox.requests().last().unwrap().body).unwrap_or_default()
}

#[test]
fn answers_at_once_with_a_comment() {
    let (sandbox, mailbox) = mailbox(0);
    let message = mailbox.message(&received(&sandbox, &mailbox));

    message.reply("Thanks!\nSee you").unwrap();
    assert_eq!(last_body(&sandbox), json!({"comment": "Thanks!\nSee you"}));
    let sent = newest_sent(&mailbox);
    assert_eq!(
        (sent.subject.as_deref(), addresses(&sent)),
        (Some("RE: Minutes"), vec!["bobby@manutd.uk"])
    );
    let text = sent.body.unwrap().content;
    assert!(text.contains("Thanks!") && text.contains("Nothing was decided."), "{text}");

    message.reply_all("To all").unwrap();
    assert_eq!(addresses(&newest_sent(&mailbox)), ["bobby@manutd.uk", "pele@santos.br"]);

    message.forward(["a@b.c", "D <d@e.f>"], "FYI").unwrap();
    let sent = newest_sent(&mailbox);
    assert_eq!(
        (sent.subject.as_deref(), addresses(&sent)),
        (Some("FW: Minutes"), vec!["a@b.c", "d@e.f"])
    );
}

#[test]
fn answers_at_once_with_more_than_a_comment() {
    let (sandbox, mailbox) = mailbox(0);
    let message = mailbox.message(&received(&sandbox, &mailbox));
    let more = MessageDraft::new().cc("c@d.e").attach(("a.txt", "1"));
    message.reply(ReplyDraft::from("Here").message(more)).unwrap();
    let sent = newest_sent(&mailbox);
    assert_eq!(sent.has_attachments, Some(true));
    assert_eq!(addresses(&sent), ["bobby@manutd.uk", "c@d.e"]);

    message
        .forward(Vec::<String>::new(), MessageDraft::new().to("x@y.z").html("<b>mine</b>"))
        .unwrap();
    let sent = newest_sent(&mailbox);
    assert_eq!(addresses(&sent), ["x@y.z"]);
    assert!(sent.body.unwrap().content.contains("<b>mine</b>"));

    let before = sandbox.request_count();
    let both = ReplyDraft::from("comment").message(MessageDraft::new().body("body"));
    assert!(message.reply(both).is_err());
    assert!(message.forward("nobody", "x").is_err());
    assert!(message.forward(Vec::<String>::new(), "x").is_err());
    assert!(message.reply(MessageDraft::new().attach("/no/such/file")).is_err());
    assert_eq!(sandbox.request_count(), before, "nothing was sent");
}

#[test]
fn drafts_of_answers_keep_what_they_quote() {
    let (sandbox, mailbox) = mailbox(0);
    let message = mailbox.message(&received(&sandbox, &mailbox));
    let draft = message.create_reply(ReplyDraft::new()).unwrap();
    assert_eq!((draft.is_draft, draft.subject.as_deref()), (Some(true), Some("RE: Minutes")));
    let request = sandbox.requests().pop().unwrap();
    assert!(
        request.body.is_empty() && request.header("content-length") == Some("0"),
        "nothing was said"
    );

    let reply = mailbox.message(&draft);
    reply.prepend_html("<p>First</p>").unwrap();
    let changed = reply.prepend("a < b").unwrap();
    let text = changed.body.unwrap().content;
    let (quote, first, escaped) =
        (text.find("Nothing was decided."), text.find("<p>First</p>"), text.find("a &lt; b"));
    assert!(escaped < first && first < quote && escaped.is_some(), "{text}");
    assert!(text.trim_start().starts_with("<html>"), "it is one document still: {text}");
    reply.send().unwrap();
    assert!(newest_sent(&mailbox).body.unwrap().content.contains("<p>First</p>"));

    let all = message.create_reply_all("Hello").unwrap();
    assert_eq!(addresses(&all), ["bobby@manutd.uk", "pele@santos.br"]);
    assert!(all.body.unwrap().content.contains("Hello"));
    let forward = message.create_forward(MessageDraft::new().to("x@y.z")).unwrap();
    assert_eq!(addresses(&forward), ["x@y.z"]);
    assert_eq!(mailbox.drafts().messages().all().unwrap().len(), 2);
}

#[test]
fn text_before_text_stays_text() {
    let (_sandbox, mailbox) = mailbox(0);
    let saved = mailbox.save_draft(&MessageDraft::new().subject("x").body("old")).unwrap();
    let changed = mailbox.message(&saved).prepend("new").unwrap();
    assert_eq!(changed.body.unwrap(), "new\nold".into());
}

#[test]
fn a_lost_answer_is_not_sent_twice() {
    let (sandbox, mailbox) = mailbox(0);
    let message = mailbox.message(&received(&sandbox, &mailbox));
    for action in ["reply", "replyAll", "forward"] {
        sandbox.fault(
            Fault::status(504).on("POST", &format!("/me/messages/*/{action}")).after_execution(),
        );
    }
    let before = sandbox.request_count();
    assert!(message.reply("x").unwrap_err().is_outcome_unknown());
    assert!(message.reply_all("x").unwrap_err().is_outcome_unknown());
    assert!(message.forward("a@b.c", "x").unwrap_err().is_outcome_unknown());
    assert_eq!(sandbox.request_count(), before + 3);
    assert_eq!(mailbox.sent_items().messages().all().unwrap().len(), 3);
}

/// Microsoft's list of known issues: the comment of `createReply` and its like isn't in the draft.
#[test]
fn a_comment_that_the_service_drops_is_put_into_the_draft() {
    let quote = "<html><body><hr>From: Bobby</body></html>";
    let body = |content: &str| json!({"contentType": "html", "content": content});
    let mock = Mock::new()
        .answer(201, json!({"id": "d", "body": body(quote)}))
        .answer(200, json!({"id": "d", "body": body(quote)}))
        .answer(200, json!({"id": "d", "body": body("changed")}));
    let made = on(&mock).mailbox().message("m").create_reply("From Paris,\nwith love").unwrap();
    assert_eq!(made.body.unwrap().content, "changed");
    let requests = mock.requests();
    assert_eq!(requests[0].json().unwrap(), json!({"comment": "From Paris,\nwith love"}));
    assert_eq!((requests[2].method(), requests[2].path()), ("PATCH", "/v1.0/me/messages/d"));
    let text = "<html><body><div>From Paris,<br>\nwith love</div><hr>From: Bobby</body></html>";
    assert_eq!(requests[2].json().unwrap(), json!({"body": body(text)}));

    // Where it is there, nothing is asked any more.
    let there = "<html><body><div>Caf&#233;&nbsp;&amp;<br>more</div><hr>From: Bobby</body></html>";
    let mock = Mock::new().answer(201, json!({"id": "d", "body": body(there)}));
    on(&mock).mailbox().message("m").create_forward("Café &\nmore").unwrap();
    assert_eq!(mock.requests().len(), 1);

    // A draft without what was to be said isn't left behind.
    let mock = Mock::new()
        .answer(201, json!({"id": "d", "body": body(quote)}))
        .answer(200, json!({"id": "d", "body": body(quote)}))
        .answer(403, ())
        .answer(204, ());
    assert!(on(&mock).mailbox().message("m").create_reply_all("x").unwrap_err().is_forbidden());
    let last = mock.requests().pop().unwrap();
    assert_eq!((last.method(), last.path()), ("DELETE", "/v1.0/me/messages/d"));
}
