//! Upload sessions of attachments: opened by Graph, fed at a pre-authenticated URL.

use serde_json::{Value, json};

use crate::schema::{Purpose, Refusal, UPLOAD_SESSION, iso};
use crate::service::{
    Attachment, Call, Content, body, event_attachments,
    reply::header,
    state::State,
    token::encoded,
    uploads::{Holder, Upload},
};
use crate::wire::{Reply, Request};

/// A smaller file is posted whole.
const SMALLEST: i64 = 3_000_000;
const LARGEST: i64 = 150 * 1024 * 1024;

/// `POST messages/{id}/attachments/createUploadSession`.
pub(crate) fn create(call: &Call<'_>, state: &mut State, message: &str) -> Result<Reply, Refusal> {
    of_own_mailbox(call)?;
    let key = state.mailbox(call.owner)?.find_message(message)?.key;
    let place = format!("messages('{message}')");
    open(call, state, Holder::Message(key), &place)
}

/// `POST events/{id}/attachments/createUploadSession`.
pub(crate) fn create_for_event(
    call: &Call<'_>,
    state: &mut State,
    event: &str,
) -> Result<Reply, Refusal> {
    of_own_mailbox(call)?;
    let at = call.user(state)?.mailbox.find_event(event)?;
    open(call, state, Holder::Event(at), &format!("events('{event}')"))
}

/// Refuses other people's mailboxes, as the service does with permissions that were delegated.
fn of_own_mailbox(call: &Call<'_>) -> Result<(), Refusal> {
    if call.caller.is_some_and(|caller| caller != call.owner) {
        return Err(Refusal::new(
            403,
            "ErrorAccessDenied",
            "Access is denied. Upload sessions are for one's own mailbox only.",
        ));
    }
    Ok(())
}

/// Opens a session for whatever can have attachments.
fn open(call: &Call<'_>, state: &mut State, holder: Holder, place: &str) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &UPLOAD_SESSION, Purpose::Action)?;
    let missing = |name: &str| {
        Refusal::new(400, "ErrorInvalidRequest", format!("The property '{name}' is required."))
    };
    let item = body.get("AttachmentItem").ok_or_else(|| missing("AttachmentItem"))?;
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    let kind = text("attachmentType").ok_or_else(|| missing("attachmentType"))?;
    let name = text("name").filter(|name| !name.is_empty()).ok_or_else(|| missing("name"))?;
    let size = item.get("size").and_then(Value::as_i64).ok_or_else(|| missing("size"))?;
    if kind != "file" {
        return Err(Refusal::new(
            400,
            "ErrorInvalidRequest",
            "Only attachments of the type 'file' can be uploaded in a session.",
        ));
    }
    if size < SMALLEST {
        return Err(Refusal::new(
            400,
            "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize",
            format!("The size of the attachment must not be less than {SMALLEST} bytes."),
        ));
    }
    if size > LARGEST {
        return Err(Refusal::new(
            400,
            "ErrorAttachmentSizeLimitExceeded",
            format!("The size of the attachment must not be more than {LARGEST} bytes."),
        ));
    }
    let mut upload = Upload::new(call.owner, holder, name, size.unsigned_abs());
    upload.kind = text("contentType").map(Into::into);
    upload.content_id = text("contentId").map(Into::into);
    upload.inline = item.get("isInline").and_then(Value::as_bool).unwrap_or(false);
    upload.location = call.location(place);
    let expires = upload.expires();
    let owner = encoded(&call.owner_id);
    let (_, url) = state.uploads.open(upload, &format!("Users('{owner}%40sandbox')/{place}"));
    let session = json!({
        "@odata.context": format!("{}/$metadata#microsoft.graph.uploadSession", call.request.root),
        "uploadUrl": url,
        "expirationDateTime": iso(expires),
        "nextExpectedRanges": ["0-"],
    });
    Ok(Reply::value(201, &session))
}

/// Answers at the URL of a session.
pub(crate) fn answer(state: &mut State, request: &Request) -> Result<Reply, Refusal> {
    let number = match request.segments.as_slice() {
        [upload, number, ..] if upload == "upload" => number.parse::<u64>().ok(),
        _ => None,
    };
    let number =
        number.ok_or_else(|| Refusal::new(404, "itemNotFound", "There is nothing at this URL."))?;
    let upload = state.uploads.find(number, &request.target)?;
    match request.method.as_str() {
        "GET" => Ok(Reply::value(
            200,
            &json!({"expirationDateTime": iso(upload.expires()), "nextExpectedRanges": [range(upload)]}),
        )),
        "DELETE" => {
            state.uploads.close(number)?;
            Ok(Reply::new(204))
        }
        "PUT" => {
            if header(request, "content-length").is_none() {
                return Err(Refusal::new(
                    411,
                    "lengthRequired",
                    "A fragment needs a Content-Length.",
                ));
            }
            if upload.take(header(request, "content-range"), &request.body)? {
                let upload = state.uploads.close(number)?;
                return finish(state, upload);
            }
            Ok(Reply::value(
                200,
                &json!({
                    "@odata.context": format!("{}/api/v2.0/$metadata", request.root),
                    "ExpirationDateTime": iso(upload.expires()),
                    "NextExpectedRanges": [range(upload)],
                }),
            ))
        }
        _ => Err(Refusal::new(405, "invalidRequest", "The method is not allowed here.")),
    }
}

fn range(upload: &Upload) -> String {
    format!("{}-", upload.next())
}

/// Makes the attachment: 201 says where it is, and nothing more.
fn finish(state: &mut State, upload: Upload) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(upload.owner)?;
    let location = upload.location.clone();
    let id = match upload.holder {
        Holder::Message(key) => {
            let attachment = attachment(upload);
            let number = mailbox.edit(key, |message| Ok(message.add_attachment(attachment)))?;
            mailbox.ids.attachment(key, number)
        }
        Holder::Event(at) => event_attachments::add(mailbox, at, attachment(upload))?,
    };
    Ok(Reply::new(201).header("Location", &format!("{location}/Attachments('{id}')")))
}

fn attachment(upload: Upload) -> Attachment {
    Attachment {
        number: 0,
        name: upload.name.clone(),
        kind: upload.kind.clone().or_else(|| Some("application/octet-stream".into())),
        inline: upload.inline,
        content_id: upload.content_id.clone(),
        location: None,
        modified: crate::schema::now(),
        content: Content::File(upload.into_bytes().into()),
    }
}

impl crate::service::Service {
    /// Lets every upload session expire.
    pub(crate) fn expire_uploads(&self) {
        self.write().uploads.expire();
        self.drives().expire_sessions();
    }
}
