//! Attaches: in one request what is small, by an upload session what is large.

use http::Method;
use percent_encoding::percent_decode_str;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::{Attachment, AttachmentDraft, LARGEST_TOTAL, head};
use crate::connection::Response;
use crate::endpoint::Endpoint;
use crate::error::{DecodeError, Error, Result};
use crate::query::Query;
use crate::upload::{Cancel, Fragments, Progress, Upload};

/// How far the service's clock may be behind ours.
const SKEW: Duration = Duration::minutes(5);

/// Attaches a file to the message or event whose attachments are at `at`. For components.
///
/// Up to [`LARGEST_TOTAL`] bytes go in one request. What is larger goes by an [upload session](crate::upload), streamed
/// from the file; `progress` is told how far it is, and `cancel` stops it. Of what went by a session the attachment that is
/// given back has its id, its size and what the draft says.
///
/// `POST …/attachments` or `POST …/attachments/createUploadSession`.
/// [Microsoft's page](https://learn.microsoft.com/graph/outlook-large-attachments).
///
/// # Errors
/// Before anything is sent: a file that can't be read, has no name or more than [`LARGEST`](super::LARGEST) bytes. Then
/// those of every request and of [`Upload::run`].
pub fn attach(
    at: &Endpoint,
    draft: &AttachmentDraft,
    cancel: &Cancel,
    mut progress: impl FnMut(Progress),
) -> Result<Attachment> {
    if draft.checked_size()? <= LARGEST_TOTAL {
        return at.post(&draft.load()?);
    }
    let (item, source) = draft.session()?;
    let size = source.length();
    let session = at.child("createUploadSession");
    let began = OffsetDateTime::now_utc() - SKEW;
    let mut attachment = Attachment {
        odata_type: Some("#microsoft.graph.fileAttachment".into()),
        size: i64::try_from(size).ok(),
        is_inline: item.get("isInline").and_then(|inline| inline.as_bool()),
        ..Default::default()
    };
    let text = |name: &str| item.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    attachment.name = text("name");
    attachment.content_type = text("contentType");
    attachment.content_id = text("contentId");
    let name = attachment.name.clone();
    let answer = Upload::new(at.connection(), source, Fragments::OUTLOOK)
        .progress(&mut progress)
        .cancel(cancel)
        .lookup(|| find(at, name.as_deref(), size, began))
        .run(|| {
            // One session more than is used does no harm: it ends by itself.
            let request = session.request(Method::POST).json(&json!({"AttachmentItem": &item}));
            request.repeatable().send()?.json()
        })?;
    if let Some(id) = answer.header("location").and_then(id_of) {
        attachment.id = id.into();
        return Ok(attachment);
    }
    if !answer.bytes().is_empty() {
        return answer.json();
    }
    // It is there, but nobody said under which id.
    match find(at, name.as_deref(), size, began)? {
        Some(found) => found.json(),
        None => {
            let what = "the service attached it, but doesn't say as what";
            Err(Error::from(DecodeError::unexpected(what, "")).with_request("POST", session.path()))
        }
    }
}

/// What was attached by that name since `began`: the request that shows it.
fn find(
    at: &Endpoint,
    name: Option<&str>,
    size: u64,
    began: OffsetDateTime,
) -> Result<Option<Response>> {
    let all = head::list(at).all()?;
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let ours = all.into_iter().filter(|found| {
        found.name.as_deref() == name
            && found.size.is_some_and(|bytes| bytes >= size)
            && found.last_modified_date_time.is_some_and(|time| time >= began)
    });
    let Some(newest) = ours.max_by_key(|found| found.last_modified_date_time) else {
        return Ok(None);
    };
    let request = at.child(&newest.id).request(Method::GET);
    request.query(&Query::new().select(head::HEAD)).send().map(Some)
}

/// The id in `…/Attachments('AAMk…')` or `…/attachments/AAMk…`.
fn id_of(location: &str) -> Option<String> {
    let path = location.split(['?', '#']).next()?;
    // Letters keep their places: what is searched in is as long as what is cut.
    let start = path.to_ascii_lowercase().rfind("/attachments")? + "/attachments".len();
    let rest = path.get(start..)?;
    let id = match rest.strip_prefix("('") {
        Some(key) => key.split("')").next()?,
        None => rest.strip_prefix('/')?.split('/').next()?,
    };
    let id = percent_decode_str(id).decode_utf8().ok()?.into_owned();
    Some(id).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::auth::StaticToken;
    use crate::connection::Connection;
    use crate::error::TransportErrorKind;
    use crate::mock::Mock;
    use crate::resource::Resource;
    use crate::retry::Retry;

    const SIZE: usize = 4_000_000;

    fn at(mock: &Mock) -> Endpoint {
        let connection = Connection::builder(StaticToken::new("t"))
            .transport(mock.clone())
            .retry(Retry::default().base(Duration::ZERO))
            .build()
            .unwrap();
        Endpoint::new(&connection, &Resource::Me).child("messages").child("1").child("attachments")
    }

    fn large() -> AttachmentDraft {
        AttachmentDraft::bytes("a b.pdf", vec![1; SIZE]).inline("logo")
    }

    fn opened() -> Mock {
        let session = json!({"uploadUrl": "https://outlook.office.com/s?authtoken=x", "nextExpectedRanges": ["0-"]});
        Mock::new().answer(201, session)
    }

    #[test]
    fn small_ones_go_in_one_request() {
        let mock = Mock::new().answer(201, json!({"id": "A"}));
        let draft = AttachmentDraft::bytes("a.txt", "x");
        let attachment = attach(&at(&mock), &draft, &Cancel::new(), |_| unreachable!()).unwrap();
        assert_eq!(attachment.id.as_str(), "A");
        assert_eq!(mock.requests()[0].path(), "/v1.0/me/messages/1/attachments");
    }

    #[test]
    fn large_ones_go_by_a_session() {
        let mock = opened()
            .answer(200, json!({"NextExpectedRanges": ["3932160"]}))
            .answer(201, ())
            .header("location", "https://outlook.office.com/api/v2.0/Users('a')/Messages('b')/Attachments('AAMk%3D-')");
        let mut last = 0;
        let attachment = attach(&at(&mock), &large(), &Cancel::new(), |at| last = at.done).unwrap();
        assert_eq!(last, SIZE as u64);
        assert_eq!(attachment.id.as_str(), "AAMk=-");
        assert_eq!((attachment.size, attachment.is_inline), (Some(4_000_000), Some(true)));
        let requests = mock.requests();
        assert_eq!(requests[0].path(), "/v1.0/me/messages/1/attachments/createUploadSession");
        let item = json!({"attachmentType": "file", "name": "a b.pdf", "size": SIZE, "contentType": "application/pdf", "isInline": true, "contentId": "logo"});
        assert_eq!(requests[0].json(), Some(json!({"AttachmentItem": item})));
        let sizes: Vec<_> = requests[1..].iter().map(|request| request.body().len()).collect();
        assert_eq!(sizes, [3_932_160, SIZE - 3_932_160]);
        assert!(requests[1..].iter().all(|request| request.header("authorization").is_none()));
    }

    #[test]
    fn a_lost_end_is_looked_for_by_name_size_and_time() {
        let now = OffsetDateTime::now_utc();
        let page = |size: usize, time: OffsetDateTime| json!({"value": [{"id": "A", "name": "a b.pdf", "size": size, "lastModifiedDateTime": crate::time::instant::to_text(time)}]});
        let lost = || {
            opened()
                .answer(200, json!({"NextExpectedRanges": ["3932160"]}))
                .fail(TransportErrorKind::Closed, true)
                .answer(404, ())
        };
        let mock = lost().answer(200, page(SIZE + 300, now)).answer(200, json!({"id": "A"}));
        let attachment = attach(&at(&mock), &large(), &Cancel::new(), |_| ()).unwrap();
        assert_eq!((attachment.id.as_str(), mock.unused()), ("A", 0));
        // One from before isn't it: all over again.
        for other in [page(SIZE + 300, now - time::Duration::hours(1)), page(10, now)] {
            let mock = lost().answer(200, other).answer(403, ());
            let error = attach(&at(&mock), &large(), &Cancel::new(), |_| ()).unwrap_err();
            assert!(error.is_forbidden());
            assert!(mock.requests()[5].path().ends_with("createUploadSession"));
        }
    }

    #[test]
    fn too_large_is_told_before_anything_is_sent() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("huge");
        std::fs::File::create(&path).unwrap().set_len(super::super::LARGEST + 1).unwrap();
        let mock = Mock::new();
        attach(&at(&mock), &path.into(), &Cancel::new(), |_| ()).unwrap_err();
        assert!(mock.requests().is_empty());
    }

    #[test]
    fn finds_the_id_in_every_address() {
        for (location, id) in [
            ("https://x/Users('a')/Messages('b')/Attachments('AA=')", Some("AA=")),
            ("https://x/v1.0/me/messages/b/attachments/AA%3D?x=1", Some("AA=")),
            ("https://x/Attachments('ÄÖ')", Some("ÄÖ")),
            ("https://x/attachments/", None),
            ("https://x/messages/1", None),
            ("", None),
        ] {
            assert_eq!(id_of(location).as_deref(), id, "{location}");
        }
    }
}
