use base64::{Engine, engine::general_purpose::STANDARD};

use super::*;

const PLAIN: &str =
    "From: George Best <george@best.com>\r\nTo: denis@law.com\r\nSubject: Hi\r\n\r\nHello.\r\n";

fn send(desk: &Desk, target: &str, mime: &str, status: u16) -> Value {
    encoded(desk, target, STANDARD.encode(mime), status)
}

fn encoded(desk: &Desk, target: &str, body: String, status: u16) -> Value {
    let headers = [("content-type".to_owned(), "text/plain".to_owned())];
    let reply = desk
        .service
        .answer(&desk.caller, &request("POST", target, Some(body.into_bytes()), &headers));
    assert_eq!(reply.status, status, "{}", String::from_utf8_lossy(&reply.body));
    serde_json::from_slice(&reply.body).unwrap_or_default()
}

#[test]
fn a_message_goes_out_as_mime_and_comes_back() {
    let desk = Desk::new();
    let subject = "Grüße aus München, wo es heute regnet und morgen auch, ☔ wie man hört";
    let file = "AAECAwQF/w==";
    let original = desk.add(json!({
        "subject": subject, "importance": "high",
        "from": {"emailAddress": {"name": "Law, \"Denis\"", "address": "denis@law.com"}},
        "toRecipients": [{"emailAddress": {"name": "石川 健", "address": "ken@x.y"}}, {"emailAddress": {"address": ME}}],
        "body": {"contentType": "html", "content": "<html><body><p>Ä <img src=\"cid:one\"></p></body></html>"},
        "internetMessageHeaders": [{"name": "X-Own", "value": "yes"}],
        "attachments": [
            {"@odata.type": "#microsoft.graph.fileAttachment", "name": "Übersicht.pdf", "contentType": "application/pdf", "contentBytes": file},
            {"@odata.type": "#microsoft.graph.fileAttachment", "name": "one.png", "contentId": "one", "isInline": true, "contentBytes": file},
            {"@odata.type": "#microsoft.graph.itemAttachment", "name": "inner", "item": {"@odata.type": "#microsoft.graph.message", "subject": "Inner é", "body": {"content": "deep"}}},
        ],
    }));
    let mime = desk.raw("GET", &format!("/me/messages/{original}/$value"), None).body;
    assert!(mime.is_ascii());
    let mime = String::from_utf8(mime).unwrap();
    assert!(mime.split("\r\n").all(|line| line.len() <= 120 && !line.contains('\n')), "{mime}");
    let copy = send(&desk, "/me/mailFolders/archive/messages", &mime, 201);
    assert_eq!((desk.count("archive"), &copy["isDraft"]), (1, &json!(true)));
    let original = desk.get(&format!("/me/messages/{original}"));
    for name in ["subject", "from", "toRecipients", "body", "importance", "internetMessageId"] {
        assert_eq!(copy[name], original[name], "{name}");
    }
    let place = format!("/me/messages/{}", text(&copy["id"]));
    let headers = desk.get(&format!("{place}?$select=internetMessageHeaders"));
    assert_eq!(headers["internetMessageHeaders"][0], json!({"name": "X-Own", "value": "yes"}));
    let list =
        desk.get(&format!("{place}/attachments?$expand=microsoft.graph.itemAttachment/item"));
    let find = |name: &str| {
        let all = list["value"].as_array().unwrap();
        all.iter().find(|a| a["name"] == name).unwrap_or_else(|| panic!("{list}")).clone()
    };
    assert_eq!(find("Übersicht.pdf")["contentBytes"], file);
    assert_eq!(find("Übersicht.pdf")["contentType"], "application/pdf");
    assert_eq!(
        (&find("one.png")["isInline"], &find("one.png")["contentId"]),
        (&json!(true), &json!("one"))
    );
    assert_eq!(find("inner")["item"]["subject"], "Inner é");
    let inner = format!("{place}/attachments/{}/$value", text(&find("inner")["id"]));
    let inner = String::from_utf8(desk.raw("GET", &inner, None).body).unwrap();
    assert!(inner.contains("MIME-Version: 1.0\r\n"), "{inner}");
}

#[test]
fn mime_is_sent() {
    let mut desk = Desk::new();
    send(&desk, "/me/sendMail", PLAIN, 202);
    assert_eq!(desk.count("sentitems"), 1);
    desk.caller = Caller::User("denis@law.com".to_owned());
    let message = &desk.get("/me/messages")["value"][0];
    assert_eq!(
        (&message["subject"], &message["bodyPreview"]),
        (&json!("Hi"), &json!("Hello.\r\n"))
    );
    assert_eq!(send(&desk, "/me/sendMail", PLAIN, 403)["error"]["code"], "ErrorSendAsDenied");
    let nobody = send(&desk, "/me/sendMail", "Subject: x\r\n\r\n", 400);
    assert_eq!(nobody["error"]["code"], "ErrorInvalidRecipients");
}

#[test]
fn what_is_no_mime_is_refused() {
    let desk = Desk::new();
    for target in ["/me/messages", "/me/sendMail", "/me/mailFolders/inbox/messages"] {
        let code = |body: String| text(&encoded(&desk, target, body, 400)["error"]["code"]);
        assert_eq!(code(PLAIN.to_owned()), "ErrorMimeContentInvalidBase64String");
        assert_eq!(
            code(STANDARD.encode(PLAIN).replace('=', "!")),
            "ErrorMimeContentInvalidBase64String"
        );
        assert_eq!(code(STANDARD.encode("no header at all")), "ErrorMimeContentInvalid");
        assert_eq!(code(String::new()), "ErrorMimeContentInvalid");
    }
    assert_eq!((desk.count("drafts"), desk.count("inbox")), (0, 0));
}

#[test]
fn a_header_cannot_be_smuggled_in() {
    let desk = Desk::new();
    let id = desk.add(json!({"subject": "a\r\nBcc: evil@x.y", "from": {"emailAddress": {"name": "n\r\nX: 1", "address": "a@b\r\nY: 2"}},
        "attachments": [{"@odata.type": "#microsoft.graph.fileAttachment", "name": "a\"\r\nZ: 3", "contentBytes": ""}]}));
    let mime = String::from_utf8(desk.raw("GET", &format!("/me/messages/{id}/$value"), None).body)
        .unwrap();
    for line in ["Bcc:", "X:", "Y:", "Z:"] {
        assert!(!mime.contains(&format!("\r\n{line}")), "{mime}");
    }
}
