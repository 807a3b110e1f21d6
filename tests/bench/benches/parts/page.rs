//! Answers as the service gives them, made up.

use serde_json::{Value, json};

/// A page of the collection of messages: 4.6 kB each, as mails are on average.
pub(crate) fn page(messages: usize, next_link: Option<&str>) -> Vec<u8> {
    let value: Vec<Value> = (0..messages).map(message).collect();
    let value = Value::from(value);
    let context = "https://graph.microsoft.com/v1.0/$metadata#users('me')/messages";
    // Written by hand, so that things stand where the service puts them.
    match next_link {
        Some(link) => format!(
            r#"{{"@odata.context":"{context}","value":{value},"@odata.nextLink":{}}}"#,
            json!(link)
        ),
        None => format!(r#"{{"@odata.context":"{context}","value":{value}}}"#),
    }
    .into_bytes()
}

/// One message with all that comes by default.
pub(crate) fn message(number: usize) -> Value {
    let person = |n: usize| json!({"emailAddress": {"name": format!("Person {n}"), "address": format!("person{n}@example.com")}});
    let date = format!("2024-03-{:02}T10:{:02}:15Z", number % 28 + 1, number % 60);
    let text =
        "Dear all,\r\n\r\nthe figures of the last quarter are \"attached\". Kind regards\r\n";
    json!({
        "@odata.etag": format!("W/\"CQAAABYAAAC{number:08}\""),
        "id": id(number),
        "createdDateTime": date,
        "lastModifiedDateTime": date,
        "changeKey": format!("CQAAABYAAAC{number:08}"),
        "categories": ["Red category"],
        "receivedDateTime": date,
        "sentDateTime": date,
        "hasAttachments": number.is_multiple_of(5),
        "internetMessageId": format!("<{number:020}@example.com>"),
        "subject": format!("Figures of the quarter, no. {number}"),
        "bodyPreview": text.repeat(3),
        "importance": "normal",
        "parentFolderId": "AQMkADYAAAIBDAAAAA==".repeat(4),
        "conversationId": format!("AAQkADY{}{number:08}=", "x".repeat(60)),
        "conversationIndex": format!("AQHYabc{number:08}"),
        "isDeliveryReceiptRequested": null,
        "isReadReceiptRequested": false,
        "isRead": number.is_multiple_of(3),
        "isDraft": false,
        "webLink": format!("https://outlook.office365.com/owa/?ItemID={}&exvsurl=1&viewmodel=ReadMessageItem", id(number)),
        "inferenceClassification": "focused",
        "body": {"contentType": "html", "content": format!("<html><body>{}</body></html>", text.repeat(24))},
        "sender": person(number % 50),
        "from": person(number % 50),
        "toRecipients": [person(1), person(2)],
        "ccRecipients": [person(3)],
        "bccRecipients": [],
        "replyTo": [],
        "flag": {"flagStatus": "notFlagged"},
    })
}

/// An id as Exchange makes them: 152 characters.
pub(crate) fn id(number: usize) -> String {
    format!("AAMkADY{}{number:012}=", "b".repeat(132))
}
