//! Saves and sends what may be too large for one request.

use o365_core::{Endpoint, Result};

use crate::message::MessageHandle;
use crate::model::{Loaded, Message};

/// Saves a message in the collection at `messages`, then attaches what didn't fit. Half a message isn't left behind.
pub(crate) fn save(messages: &Endpoint, message: &Loaded<'_>) -> Result<Message> {
    let mut saved: Message = messages.post(message)?;
    if !message.large.is_empty() {
        MessageHandle::new(messages.child(&saved.id)).attach_all(&message.large)?;
        saved.has_attachments = Some(true);
    }
    Ok(saved)
}

/// Sends a message that doesn't fit into one request: saved, completed, sent. What wasn't sent for certain is deleted; what
/// may have been sent stays.
pub(crate) fn send(messages: &Endpoint, message: &Loaded<'_>) -> Result<()> {
    let saved = save(messages, message)?;
    MessageHandle::new(messages.child(&saved.id)).send_or_discard()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use o365_core::auth::StaticToken;
    use o365_core::error::TransportErrorKind;
    use o365_core::mock::Mock;
    use o365_core::{Connection, Resource, Retry};
    use serde_json::json;

    use crate::{Mailbox, MessageDraft};

    fn mailbox(mock: &Mock) -> Mailbox {
        let connection = Connection::builder(StaticToken::new("t"))
            .transport(mock.clone())
            .retry(Retry::default().base(Duration::ZERO))
            .build()
            .unwrap();
        Mailbox::new(&connection, &Resource::Me)
    }

    fn message() -> MessageDraft {
        MessageDraft::new()
            .to("a@b.c")
            .subject("Budget")
            .attach(("small.txt", "x"))
            .attach(("large.bin", vec![0; 3_500_000]))
            .attach(("small too.txt", "y"))
    }

    fn saved() -> Mock {
        Mock::new().answer(201, json!({"id": "M=", "subject": "Budget"})).answer(
            201,
            json!({"uploadUrl": "https://outlook.office.com/s", "nextExpectedRanges": ["0-"]}),
        )
    }

    fn attached() -> Mock {
        saved().answer(201, ()).header("location", "https://x/Attachments('A')")
    }

    fn lines(mock: &Mock) -> Vec<String> {
        let line = |method: &str, path: &str| format!("{method} {}", path.replace("/v1.0/me", ""));
        mock.requests().iter().map(|request| line(request.method(), request.path())).collect()
    }

    #[test]
    fn what_is_too_large_is_saved_completed_and_sent() {
        let mock = attached().answer(202, ());
        mailbox(&mock).send(&message()).unwrap();
        assert_eq!(
            lines(&mock),
            [
                "POST /messages",
                "POST /messages/M=/attachments/createUploadSession",
                "PUT /s",
                "POST /messages/M=/send"
            ]
        );
        let draft = mock.requests()[0].json().unwrap();
        assert_eq!(draft["attachments"].as_array().unwrap().len(), 2);
        assert_eq!(draft["attachments"][1]["name"], "small too.txt");
    }

    #[test]
    fn a_draft_is_saved_with_all_its_attachments() {
        let mock = attached();
        let saved = mailbox(&mock).save_draft(&message()).unwrap();
        assert_eq!((saved.id.as_str(), saved.has_attachments), ("M=", Some(true)));
    }

    #[test]
    fn what_failed_leaves_no_draft_behind() {
        for mock in [saved().answer(507, ()).answer(204, ()), attached().answer(403, ())] {
            let mock = mock.answer(204, ());
            mailbox(&mock).send(&message()).unwrap_err();
            assert_eq!(lines(&mock).last().unwrap(), "DELETE /messages/M=");
            assert_eq!(mock.unused(), 0);
        }
    }

    #[test]
    fn what_may_have_been_sent_stays() {
        let mock = attached().fail(TransportErrorKind::Closed, true);
        let error = mailbox(&mock).send(&message()).unwrap_err();
        assert!(error.is_outcome_unknown());
        assert_eq!(lines(&mock).last().unwrap(), "POST /messages/M=/send");
    }

    #[test]
    fn a_copy_can_t_be_kept_out_and_nothing_is_sent() {
        let mock = Mock::new();
        mailbox(&mock).send_without_copy(&message()).unwrap_err();
        assert!(mock.requests().is_empty());
    }
}
