use o365::mail::{Importance, MessageDraft, WellKnownFolder, prop};
use o365::{Account, Retry, protocol::Graph};
use o365_sandbox::Fault;
use serde_json::{Value, json};

use super::{mailbox, start};

#[test]
fn sends_what_the_draft_says() {
    let (sandbox, mailbox) = mailbox(0);
    let message = MessageDraft::new()
        .to("george@best.com")
        .to("Pelé <pele@santos.br>")
        .cc(("Bobby", "bobby@manutd.uk"))
        .bcc("denis@law.uk")
        .reply_to("office@best.com")
        .subject("Testing!")
        .html("<b>Hi</b>")
        .importance(Importance::High)
        .categories(vec!["Red category".to_owned()])
        .header("x-quote", "one")
        .attach(("quotes.txt", "golf"));
    mailbox.send(&message).unwrap();

    let requests = sandbox.requests();
    let request = requests.last().unwrap();
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/v1.0/me/sendMail"));
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(
        body,
        json!({
            "message": {
                "subject": "Testing!",
                "body": {"contentType": "html", "content": "<b>Hi</b>"},
                "importance": "high",
                "categories": ["Red category"],
                "toRecipients": [
                    {"emailAddress": {"address": "george@best.com"}},
                    {"emailAddress": {"name": "Pelé", "address": "pele@santos.br"}},
                ],
                "ccRecipients": [{"emailAddress": {"name": "Bobby", "address": "bobby@manutd.uk"}}],
                "bccRecipients": [{"emailAddress": {"address": "denis@law.uk"}}],
                "replyTo": [{"emailAddress": {"address": "office@best.com"}}],
                "internetMessageHeaders": [{"name": "x-quote", "value": "one"}],
                "attachments": [{
                    "@odata.type": "#microsoft.graph.fileAttachment",
                    "name": "quotes.txt", "contentType": "text/plain", "contentBytes": "Z29sZg==",
                }],
            },
            "saveToSentItems": true,
        })
    );
    let sent = mailbox.sent_items().messages().first().unwrap().unwrap();
    assert_eq!(
        (sent.subject.as_deref(), sent.is_draft, sent.has_attachments),
        (Some("Testing!"), Some(false), Some(true))
    );
    assert_eq!(sent.to_recipients.len(), 2);
}

#[test]
fn keeps_no_copy_if_told_so() {
    let (_sandbox, mailbox) = mailbox(0);
    mailbox.send_without_copy(&MessageDraft::new().to("a@b.c").subject("x")).unwrap();
    assert_eq!(mailbox.sent_items().messages().first().unwrap().map(|message| message.id), None);
}

#[test]
fn a_message_for_no_one_is_not_sent() {
    let (sandbox, mailbox) = mailbox(0);
    for draft in [
        MessageDraft::new().subject("x"),
        MessageDraft::new().to("george"),
        MessageDraft::new().to("a@b.c").attach("/no/such/file"),
    ] {
        assert!(mailbox.send(&draft).is_err());
    }
    assert_eq!(sandbox.request_count(), 0);
}

#[test]
fn a_lost_answer_is_not_sent_twice() {
    let (sandbox, mailbox) = mailbox(0);
    sandbox.fault(Fault::status(504).on("POST", "/me/sendMail").after_execution());
    let error = mailbox.send(&MessageDraft::new().to("a@b.c").subject("once")).unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert!(error.to_string().contains("may have been carried out"), "{error}");
    assert_eq!(mailbox.sent_items().messages().all().unwrap().len(), 1);
    assert_eq!(sandbox.requests().iter().filter(|request| request.method == "POST").count(), 1);
}

#[test]
fn a_refusal_is_sent_again() {
    let (sandbox, mailbox) = mailbox(0);
    sandbox.fault(Fault::status(429).retry_after("0.05").on("POST", "/me/sendMail").times(2));
    let start = std::time::Instant::now();
    mailbox.send(&MessageDraft::new().to("a@b.c").subject("once")).unwrap();
    assert!(
        start.elapsed() >= std::time::Duration::from_millis(100),
        "twice the pause that was asked for"
    );
    assert_eq!(sandbox.request_count(), 3);
    assert_eq!(mailbox.sent_items().messages().all().unwrap().len(), 1);
}

#[test]
fn drafts_are_saved_and_sent_later() {
    let (_sandbox, mailbox) = mailbox(0);
    let saved = mailbox
        .save_draft(&MessageDraft::new().to("a@b.c").subject("later").attach(("a.txt", "1")))
        .unwrap();
    assert_eq!(saved.is_draft, Some(true));
    let found =
        mailbox.drafts().messages().filter(prop::SUBJECT.eq("later")).first().unwrap().unwrap();
    assert_eq!(found.id, saved.id);
    mailbox.message(&saved).send().unwrap();
    assert!(mailbox.message(&saved).get().unwrap_err().is_not_found());
    assert_eq!(
        mailbox.sent_items().messages().first().unwrap().unwrap().subject.as_deref(),
        Some("later")
    );
    let again = mailbox
        .message(&mailbox.sent_items().messages().first().unwrap().unwrap())
        .send()
        .unwrap_err();
    assert_eq!(again.status(), Some(400), "a sent message can't be sent again: {again}");
}

#[test]
fn immutable_ids_outlive_a_move() {
    let (sandbox, _) = start();
    sandbox.seed_inbox(1);
    let graph = Graph::at(sandbox.graph_url());
    let account =
        Account::with_token(sandbox.token()).protocol(graph).immutable_ids(true).build().unwrap();
    let mailbox = account.mailbox();
    let message = mailbox.inbox().messages().first().unwrap().unwrap();
    let moved = mailbox.message(&message).move_to(WellKnownFolder::Archive).unwrap();
    assert_eq!(moved.id, message.id);
    assert!(mailbox.message(&message).get().is_ok());
    for request in sandbox.requests() {
        assert_eq!(request.header("prefer"), Some("IdType=\"ImmutableId\""), "{}", request.target);
    }
}

#[test]
fn shared_mailboxes_and_closed_ones() {
    let (sandbox, account) = start();
    sandbox.add_user("shared@best.com", "Shared");
    sandbox.share("shared@best.com", sandbox.user());
    sandbox.add_user("closed@best.com", "Closed");
    sandbox.add_message("shared@best.com", "inbox", json!({"subject": "For all of us"})).unwrap();

    let shared = account.with_resource("shared@best.com").mailbox();
    let message = shared.inbox().messages().first().unwrap().unwrap();
    assert_eq!(message.subject.as_deref(), Some("For all of us"));
    assert!(
        sandbox
            .requests()
            .last()
            .unwrap()
            .target
            .starts_with("/v1.0/users/shared@best.com/mailFolders/inbox/messages?")
    );

    let error = account.with_resource("user:closed@best.com").mailbox().inbox().get().unwrap_err();
    assert!(error.is_forbidden());
    assert!(error.to_string().contains(".Shared"), "{error}");
}

#[test]
fn an_application_needs_somebody_s_mailbox() {
    let (sandbox, _) = start();
    let builder = Account::builder(o365_sandbox::CLIENT_ID)
        .tenant(o365_sandbox::TENANT_ID)
        .client_secret(o365_sandbox::CLIENT_SECRET)
        .protocol(Graph::at(sandbox.graph_url()))
        .login_url(sandbox.login_url())
        .retry(Retry::none());
    let account = builder.sign_in().unwrap();
    let before = sandbox.request_count();
    let error = account.mailbox().inbox().get().unwrap_err();
    assert!(error.to_string().contains("with_resource"), "{error}");
    assert_eq!(sandbox.request_count(), before, "nothing was sent");
    assert!(account.with_resource(sandbox.user()).mailbox().inbox().get().is_ok());
}
