//! Sending, replying, forwarding.

use super::*;

fn newest(desk: &Desk, path: &str) -> Value {
    desk.get(&format!("{path}?$top=1"))["value"][0].clone()
}

fn as_denis(desk: &mut Desk) {
    desk.caller = Caller::User("denis@law.com".to_owned());
}

#[test]
fn mail_is_kept_and_delivered() {
    let mut desk = Desk::new();
    let file = json!({"@odata.type": "#microsoft.graph.fileAttachment", "name": "q.pdf", "contentBytes": "AAAA"});
    let message = json!({"subject": "Hi", "body": {"contentType": "Text", "content": "there"}, "attachments": [file],
        "toRecipients": to("DENIS@law.com"), "ccRecipients": to("far@away.com"), "bccRecipients": to("george@best.com")});
    let reply = desk.raw(
        "POST",
        "/me/sendMail",
        Some(&json!({"Message": message, "SaveToSentItems": true})),
    );
    assert_eq!((reply.status, reply.body.len()), (202, 0));
    let sent = newest(&desk, "/me/mailFolders/sentitems/messages");
    assert_eq!(
        (&sent["subject"], &sent["isDraft"], &sent["isRead"]),
        (&json!("Hi"), &json!(false), &json!(true))
    );
    assert_eq!(sent["bccRecipients"].as_array().unwrap().len(), 1);
    assert_eq!(desk.count("inbox"), 1);
    desk.post("/me/sendMail", json!({"message": message, "saveToSentItems": false}), 202);
    assert_eq!((desk.count("sentitems"), desk.count("inbox")), (1, 2));
    as_denis(&mut desk);
    let got = newest(&desk, "/me/mailFolders/inbox/messages");
    assert_eq!(
        (&got["isRead"], &got["hasAttachments"], &got["bccRecipients"]),
        (&json!(false), &json!(true), &json!([]))
    );
    assert_eq!(got["from"]["emailAddress"], json!({"name": "George Best", "address": ME}));
    assert_eq!(desk.get("/me/mailFolders/inbox")["totalItemCount"], 2);
}

#[test]
fn a_copy_has_the_message_id_of_what_was_sent() {
    let mut desk = Desk::new();
    let draft = desk.post("/me/messages", json!({"toRecipients": to("denis@law.com")}), 201);
    desk.ask("POST", &format!("/me/messages/{}/send", text(&draft["id"])), None, 202);
    let sent = newest(&desk, "/me/mailFolders/sentitems/messages");
    assert_eq!(sent["internetMessageId"], draft["internetMessageId"]);
    as_denis(&mut desk);
    let got = newest(&desk, "/me/messages");
    assert_eq!(got["internetMessageId"], sent["internetMessageId"]);
}

#[test]
fn a_draft_is_sent_once() {
    let desk = Desk::new();
    let draft =
        desk.post("/me/messages", json!({"subject": "d", "toRecipients": to("a@b.c")}), 201);
    let id = text(&draft["id"]);
    let desk = desk.with("prefer", "IdType=\"ImmutableId\"");
    let fixed = text(&desk.get(&format!("/me/messages/{id}"))["id"]);
    desk.ask("POST", &format!("/me/messages/{id}/send"), None, 202);
    desk.refused("GET", &format!("/me/messages/{id}"), None, 404);
    let sent = desk.get(&format!("/me/messages/{fixed}"));
    assert_eq!(
        (&sent["isDraft"], &sent["parentFolderId"]),
        (&json!(false), &desk.get("/me/mailFolders/sentitems")["id"])
    );
    assert_eq!((desk.count("drafts"), desk.count("sentitems")), (0, 1));
    assert_eq!(
        desk.refused("POST", &format!("/me/messages/{fixed}/send"), None, 400),
        "ErrorInvalidRequest"
    );
}

#[test]
fn nobody_and_nonsense_are_no_recipients() {
    let desk = Desk::new();
    let id = text(&desk.post("/me/messages", json!({}), 201)["id"]);
    assert_eq!(
        desk.refused("POST", &format!("/me/messages/{id}/send"), None, 400),
        "ErrorInvalidRecipients"
    );
    for recipients in [
        json!([]),
        to("nonsense"),
        to("@x"),
        to("a b@c"),
        json!([{"emailAddress": {"name": "x"}}]),
        json!([{}]),
    ] {
        let body = json!({"message": {"toRecipients": recipients}});
        assert_eq!(desk.refused("POST", "/me/sendMail", Some(body), 400), "ErrorInvalidRecipients");
    }
    desk.refused("POST", "/me/sendMail", Some(json!({"subject": "x"})), 400);
    desk.refused("POST", "/me/sendMail", Some(json!({"saveToSentItems": true})), 400);
    desk.refused(
        "POST",
        "/me/sendMail",
        Some(json!({"message": {"toRecipients": to("a@b")}, "saveToSentItems": "true"})),
        400,
    );
    assert_eq!(desk.count("sentitems"), 0);
}

#[test]
fn only_who_may_sends_for_another() {
    let mut desk = Desk::new();
    let message = json!({"message": {"toRecipients": to("a@b.c"), "from": {"emailAddress": {"address": "george@best.com"}}}});
    desk.post("/me/sendMail", message.clone(), 202);
    as_denis(&mut desk);
    assert_eq!(
        desk.refused("POST", "/me/sendMail", Some(message.clone()), 403),
        "ErrorSendAsDenied"
    );
    desk.service.share(ME, "denis@law.com");
    desk.post("/me/sendMail", message, 202);
    desk.post(
        "/users/george@best.com/sendMail",
        json!({"message": {"toRecipients": to("a@b.c")}}),
        202,
    );
    assert_eq!(desk.count("sentitems"), 2);
}

fn received(desk: &Desk) -> String {
    let person = |address: &str| json!({"emailAddress": {"name": address, "address": address}});
    desk.add(json!({"subject": "Plan", "from": person("denis@law.com"), "body": {"content": "1 < 2"},
        "toRecipients": [person(ME), person("bobby@charlton.com")], "ccRecipients": [person("megan@x.com"), person("denis@law.com")],
        "attachments": [{"@odata.type": "#microsoft.graph.fileAttachment", "name": "q", "contentBytes": "AAAA"}]}))
}

fn addresses(people: &Value) -> Vec<String> {
    people
        .as_array()
        .unwrap()
        .iter()
        .map(|person| text(&person["emailAddress"]["address"]))
        .collect()
}

#[test]
fn replies_and_forwards_begin_as_drafts() {
    let desk = Desk::new();
    let id = received(&desk);
    let reply = desk.ask("POST", &format!("/me/messages/{id}/createReply"), None, 201);
    assert_eq!((&reply["subject"], &reply["isDraft"]), (&json!("RE: Plan"), &json!(true)));
    assert_eq!(addresses(&reply["toRecipients"]), ["denis@law.com"]);
    assert!(
        text(&reply["body"]["content"]).contains("1 &lt; 2") && reply["hasAttachments"] == false
    );
    assert_eq!(reply["conversationId"], desk.get(&format!("/me/messages/{id}"))["conversationId"]);
    let all = desk.post(
        &format!("/me/messages/{id}/createReplyAll"),
        json!({"comment": "Yes & no"}),
        201,
    );
    assert_eq!(addresses(&all["toRecipients"]), ["denis@law.com", "bobby@charlton.com"]);
    assert_eq!(addresses(&all["ccRecipients"]), ["megan@x.com"]);
    assert!(text(&all["bodyPreview"]).starts_with("Yes & no"));
    let forward = desk.post(
        &format!("/me/messages/{id}/createForward"),
        json!({"message": {"importance": "high"}}),
        201,
    );
    assert_eq!(
        (&forward["subject"], &forward["hasAttachments"], &forward["importance"]),
        (&json!("FW: Plan"), &json!(true), &json!("high"))
    );
    assert_eq!(desk.count("drafts"), 3);
    let again =
        desk.ask("POST", &format!("/me/messages/{}/createReply", text(&reply["id"])), None, 201);
    assert_eq!(again["subject"], "RE: Plan");
}

#[test]
fn replies_and_forwards_are_sent() {
    let mut desk = Desk::new();
    let id = received(&desk);
    desk.post(&format!("/me/messages/{id}/reply"), json!({"Comment": "ok"}), 202);
    desk.post(
        &format!("/me/messages/{id}/replyAll"),
        json!({"message": {"body": {"content": "own"}}}),
        202,
    );
    desk.post(
        &format!("/me/messages/{id}/forward"),
        json!({"comment": "fyi", "ToRecipients": to("x@y.z")}),
        202,
    );
    assert_eq!((desk.count("sentitems"), desk.count("drafts")), (3, 0));
    let both = json!({"comment": "a", "message": {"body": {"content": "b"}}});
    desk.refused("POST", &format!("/me/messages/{id}/reply"), Some(both), 400);
    assert_eq!(
        desk.refused(
            "POST",
            &format!("/me/messages/{id}/forward"),
            Some(json!({"comment": "a"})),
            400
        ),
        "ErrorInvalidRecipients"
    );
    let both = json!({"toRecipients": to("a@b"), "message": {"toRecipients": to("a@b")}});
    desk.refused("POST", &format!("/me/messages/{id}/forward"), Some(both), 400);
    as_denis(&mut desk);
    assert_eq!(desk.get("/me/mailFolders/inbox")["totalItemCount"], 2);
}
