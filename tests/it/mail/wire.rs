//! Requests are built as on Microsoft's pages, and the answers there can be read.

use o365::attachment::{AttachmentKind, ReferenceDraft, ReferencePermission, ReferenceProvider};
use o365::mail::{
    AttachmentDraft, Importance, InferenceClassification, MeetingMessageType, Message,
    MessageDraft, ReplyDraft, WellKnownFolder,
};
use o365_core::mock::Mock;
use serde_json::{Value, json};

use super::on;

/// What was asked last: method, path with query, body.
fn last(mock: &Mock) -> (String, String, Option<Value>) {
    let request = mock.requests().pop().unwrap();
    let target = match request.query() {
        "" => request.path().to_owned(),
        query => format!("{}?{query}", request.path()),
    };
    (request.method().to_owned(), target, request.json())
}

fn asked(method: &str, target: &str, body: Option<Value>) -> (String, String, Option<Value>) {
    (method.to_owned(), format!("/v1.0/me/{target}"), body)
}

#[test]
fn messages_are_answered_moved_and_changed_as_on_the_pages() {
    let message = json!({"id": "1", "subject": "subject-value", "body": {"contentType": "", "content": "content-value"},
        "receivedDateTime": "datetime-value", "hasAttachments": true, "inferenceClassification": "other"});
    let mut mock = Mock::new();
    for _ in 0..8 {
        mock = mock.answer(201, message.clone());
    }
    let mailbox = on(&mock).mailbox();
    let at = mailbox.message("AAMkADA1MTAAAAqldOAAA=");

    let to = MessageDraft::new().to([
        ("Samantha Booth", "samanthab@contoso.onmicrosoft.com"),
        ("Randi Welch", "randiw@contoso.onmicrosoft.com"),
    ]);
    let comment = "Samantha, Randi, would you name the group please?";
    at.reply(ReplyDraft::from(comment).message(to)).unwrap();
    let body = json!({
        "message": {"toRecipients": [
            {"emailAddress": {"address": "samanthab@contoso.onmicrosoft.com", "name": "Samantha Booth"}},
            {"emailAddress": {"address": "randiw@contoso.onmicrosoft.com", "name": "Randi Welch"}},
        ]},
        "comment": comment,
    });
    assert_eq!(last(&mock), asked("POST", "messages/AAMkADA1MTAAAAqldOAAA=/reply", Some(body)));

    let made = at.create_reply(ReplyDraft::new()).unwrap();
    assert_eq!((made.subject.as_deref(), made.received_date_time), (Some("subject-value"), None));
    assert_eq!(last(&mock), asked("POST", "messages/AAMkADA1MTAAAAqldOAAA=/createReply", None));
    at.create_reply_all(ReplyDraft::new()).unwrap();
    assert_eq!(last(&mock), asked("POST", "messages/AAMkADA1MTAAAAqldOAAA=/createReplyAll", None));
    at.create_forward(ReplyDraft::new()).unwrap();
    assert_eq!(last(&mock), asked("POST", "messages/AAMkADA1MTAAAAqldOAAA=/createForward", None));

    at.move_to(WellKnownFolder::DeletedItems).unwrap();
    let body = json!({"destinationId": "deleteditems"});
    assert_eq!(last(&mock), asked("POST", "messages/AAMkADA1MTAAAAqldOAAA=/move", Some(body)));

    let change = MessageDraft::new()
        .subject("subject-value")
        .body("content-value")
        .inference_classification(InferenceClassification::Other);
    let changed = at.update(&change).unwrap();
    assert_eq!(changed.inference_classification, Some(InferenceClassification::Other));
    let body = json!({"subject": "subject-value", "body": {"contentType": "text", "content": "content-value"}, "inferenceClassification": "other"});
    assert_eq!(last(&mock), asked("PATCH", "messages/AAMkADA1MTAAAAqldOAAA=", Some(body)));

    at.mark_read(true).unwrap();
    assert_eq!(
        last(&mock),
        asked("PATCH", "messages/AAMkADA1MTAAAAqldOAAA=", Some(json!({"isRead": true})))
    );
    at.delete().unwrap();
    assert_eq!(last(&mock), asked("DELETE", "messages/AAMkADA1MTAAAAqldOAAA=", None));
}

#[test]
fn attachments_are_built_as_on_the_pages() {
    let mut mock = Mock::new();
    for _ in 0..3 {
        mock = mock.answer(201, json!({"id": "1"}));
    }
    let message = on(&mock).mailbox().message("m");
    message.attach(AttachmentDraft::bytes("smile", *b"Hi").content_type("image/gif")).unwrap();
    let body = json!({"@odata.type": "#microsoft.graph.fileAttachment", "name": "smile", "contentType": "image/gif", "contentBytes": "SGk="});
    assert_eq!(last(&mock), asked("POST", "messages/m/attachments", Some(body)));
    message
        .attach(AttachmentDraft::item("name-value", "microsoft.graph.message", &json!({})))
        .unwrap();
    let body = json!({"@odata.type": "#microsoft.graph.itemAttachment", "name": "name-value", "item": {"@odata.type": "#microsoft.graph.message"}});
    assert_eq!(last(&mock), asked("POST", "messages/m/attachments", Some(body)));

    // v1.0 has no property for where the file is.
    let link = ReferenceDraft::new()
        .name("Personal pictures")
        .source_url("https://contoso.com/personal/mario_contoso_net/Documents/Pics")
        .provider_type(ReferenceProvider::OneDriveConsumer)
        .permission(ReferencePermission::Edit)
        .is_folder(true);
    message.attach_reference(&link).unwrap();
    let (_, target, body) = last(&mock);
    assert_eq!(target, "/beta/me/messages/m/attachments");
    assert_eq!(
        body.unwrap(),
        json!({
            "@odata.type": "#microsoft.graph.referenceAttachment", "name": "Personal pictures",
            "sourceUrl": "https://contoso.com/personal/mario_contoso_net/Documents/Pics",
            "providerType": "oneDriveConsumer", "permission": "edit", "isFolder": true,
        })
    );
}

#[test]
fn attachments_of_the_pages_can_be_read() {
    let item = json!({
        "@odata.type": "#microsoft.graph.itemAttachment", "id": "AAMkADA1MCJKtzmnlcqVgqI=",
        "lastModifiedDateTime": "2021-01-06T13:28:11Z", "name": "Nested Message With Attachment", "contentType": null,
        "size": 465916, "isInline": false, "item@odata.context": "https://graph.microsoft.com/v1.0/$metadata#x",
        "item": {
            "@odata.type": "#microsoft.graph.message", "id": "", "subject": "Nested Message With Attachment", "hasAttachments": true,
            "internetMessageHeaders": [], "body": {"contentType": "html", "content": "<html></html>"},
            "toRecipients": [{"emailAddress": {"name": "Adele Vance", "address": "Adele.Vance@microsoft.com"}}],
            "flag": {"flagStatus": "notFlagged"}, "attachments@odata.context": "https://graph.microsoft.com/v1.0/$metadata#y",
            "attachments": [{
                "@odata.type": "#microsoft.graph.fileAttachment", "@odata.mediaContentType": "application/pdf", "id": "AAMkADg3NTYULmbsDYNg==",
                "lastModifiedDateTime": "2021-01-21T14:56:18Z", "name": "Info.pdf", "contentType": "application/pdf", "size": 417351,
                "isInline": false, "contentId": null, "contentLocation": null, "contentBytes": "JVBERi0xLjUN",
            }],
        },
    });
    let reference = json!({"@odata.type": "#microsoft.graph.referenceAttachment", "id": "1", "name": "Sales Invoice Template.docx",
        "contentType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "size": 1060, "isInline": true});
    let whole = json!({"@odata.type": "#microsoft.graph.referenceAttachment", "id": "1", "name": "Budget.xlsx", "thumbnailUrl": null,
        "sourceUrl": "https://contoso.com/Budget.xlsx", "providerType": "oneDriveBusiness", "permission": "somethingNew", "isFolder": false});
    let mock = Mock::new().answer(200, item).answer(200, reference).answer(200, whole);
    let attachment = on(&mock).mailbox().message("m").attachment("a");
    let message: Message = attachment.item().unwrap().unwrap();
    assert_eq!(
        last(&mock),
        asked("GET", "messages/m/attachments/a?$expand=microsoft.graph.itemAttachment/item", None)
    );
    assert_eq!(
        message.attachments[0].name.as_deref(),
        Some("Info.pdf"),
        "what is attached to what is attached"
    );
    assert_eq!(attachment.get().unwrap().kind(), AttachmentKind::Reference);
    let link = attachment.reference().unwrap();
    assert_eq!(link.source_url.as_deref(), Some("https://contoso.com/Budget.xlsx"));
    assert_eq!(link.provider_type, Some(ReferenceProvider::OneDriveBusiness));
    assert!(matches!(link.permission, Some(ReferencePermission::Unknown(_))));
}

#[test]
fn event_messages_of_the_pages_can_be_read() {
    let answer = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#x", "@odata.type": "#microsoft.graph.eventMessageRequest",
        "@odata.etag": "W/\"CwAAABYAAABXlB/SL0N4Q6g6o+jSYAEuAAAImkVF\"", "id": "AAMkADYAAAImV_jAAA=", "createdDateTime": "2017-12-27T21:54:55Z",
        "changeKey": "CwAAABYAAABXlB", "categories": [], "subject": "Kick off planning", "importance": "normal",
        "isDeliveryReceiptRequested": null, "isRead": false, "inferenceClassification": "focused", "meetingMessageType": "meetingRequest",
        "sender": {"emailAddress": {"name": "Administrator", "address": "admin@contoso.onmicrosoft.com"}}, "replyTo": [],
        "event@odata.context": "https://graph.microsoft.com/v1.0/$metadata#y",
        "event": {"id": "AAMkADYAAAImVu6AAA=", "subject": "Kick off planning", "start": {"dateTime": "2018-02-02T22:00:00.0000000", "timeZone": "UTC"}},
    });
    let mock = Mock::new().answer(200, answer);
    let query = o365::query::Query::new().expand("microsoft.graph.eventMessage/event");
    let message = on(&mock).mailbox().message("AAMkADYAAAImV_jAAA=").get_with(&query).unwrap();
    assert_eq!(
        last(&mock),
        asked(
            "GET",
            "messages/AAMkADYAAAImV_jAAA=?$expand=microsoft.graph.eventMessage/event",
            None
        )
    );
    assert_eq!(message.importance, Some(Importance::Normal));
    assert_eq!(
        message.meeting().unwrap().meeting_message_type,
        Some(MeetingMessageType::MeetingRequest)
    );
    assert_eq!(message.event::<Value>().unwrap()["id"], "AAMkADYAAAImVu6AAA=");
}
