//! Answers to messages, as they are written.

use o365_core::attachment::AttachmentDraft;
use o365_core::{Error, Recipient, Result};
use serde::Serialize;

use super::MessageDraft;
use super::draft::Loaded;

/// What to say in a reply or with a forward, before the text that is quoted.
///
/// A text is a comment. A draft says more: other recipients, attachments, a subject; its body stands in place of a
/// comment.
///
/// ```
/// use o365_mail::{MessageDraft, ReplyDraft};
///
/// let short = ReplyDraft::from("Thanks!");
/// let more = ReplyDraft::new()
///     .comment("The minutes, for Bobby as well.")
///     .message(MessageDraft::new().cc("bobby@manutd.uk").attach("minutes.pdf"));
/// let html = ReplyDraft::from(MessageDraft::new().html("<p>Thanks <b>a lot</b></p>"));
/// # let _ = (short, more, html);
/// ```
#[derive(Clone, Debug, Default)]
pub struct ReplyDraft {
    comment: Option<String>,
    message: Option<MessageDraft>,
}

impl ReplyDraft {
    /// Says nothing.
    pub fn new() -> Self {
        ReplyDraft::default()
    }

    /// A text before what is quoted; line breaks are kept.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// Properties of the answer, where they aren't to be what the service makes them.
    #[must_use]
    pub fn message(mut self, message: MessageDraft) -> Self {
        self.message = Some(message);
        self
    }

    /// The comment, if there is one to be read.
    pub(crate) fn said(&self) -> Option<&str> {
        self.comment.as_deref().filter(|comment| !comment.trim().is_empty())
    }

    /// The answer as it goes out; `None` if there is nothing to say.
    pub(crate) fn to_send(&self, forward_to: Option<Vec<Recipient>>) -> Result<Option<Answer<'_>>> {
        let body = self.message.as_ref().is_some_and(MessageDraft::has_body);
        if body && self.comment.is_some() {
            return Err(Error::input(
                "an answer has a comment or a body, not both: the service refuses it",
            ));
        }
        if let Some(recipients) = &forward_to {
            let named = self.message.as_ref().is_some_and(MessageDraft::has_to);
            match (recipients.is_empty(), named) {
                (false, true) => {
                    return Err(Error::input(
                        "say whom to forward to once: not by `to` of the draft as well",
                    ));
                }
                (true, false) => {
                    return Err(Error::input("a message needs someone to forward it to"));
                }
                _ => recipients.iter().try_for_each(Recipient::check)?,
            }
        }
        let to_recipients = forward_to.filter(|recipients| !recipients.is_empty());
        let message = self.message.as_ref().map(MessageDraft::to_save).transpose()?;
        let answer = Answer { comment: self.comment.as_deref(), message, to_recipients };
        let is_empty =
            answer.comment.is_none() && answer.message.is_none() && answer.to_recipients.is_none();
        Ok((!is_empty).then_some(answer))
    }
}

impl From<&str> for ReplyDraft {
    fn from(comment: &str) -> Self {
        ReplyDraft::new().comment(comment)
    }
}
impl From<String> for ReplyDraft {
    fn from(comment: String) -> Self {
        ReplyDraft::new().comment(comment)
    }
}
impl From<MessageDraft> for ReplyDraft {
    fn from(message: MessageDraft) -> Self {
        ReplyDraft::new().message(message)
    }
}
impl From<&MessageDraft> for ReplyDraft {
    fn from(message: &MessageDraft) -> Self {
        ReplyDraft::new().message(message.clone())
    }
}
impl From<&ReplyDraft> for ReplyDraft {
    fn from(reply: &ReplyDraft) -> Self {
        reply.clone()
    }
}

/// An answer with its attachments read, as it goes out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Loaded<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_recipients: Option<Vec<Recipient>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
}

impl Answer<'_> {
    /// What is to be attached and doesn't fit into the request.
    pub(crate) fn large(&self) -> &[&AttachmentDraft] {
        self.message.as_ref().map(|message| message.large.as_slice()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn says_a_comment_or_a_body() {
        let both = ReplyDraft::from("x").message(MessageDraft::new().body("y"));
        assert!(both.to_send(None).unwrap_err().to_string().contains("not both"));
        assert!(ReplyDraft::new().to_send(None).unwrap().is_none());
        let reply = ReplyDraft::from("x").message(MessageDraft::new().to("a@b.c"));
        assert_eq!(
            serde_json::to_value(reply.to_send(None).unwrap()).unwrap(),
            json!({"message": {"toRecipients": [{"emailAddress": {"address": "a@b.c"}}]}, "comment": "x"})
        );
    }

    #[test]
    fn a_forward_says_once_for_whom_it_is() {
        let to = |address: &str| Some(vec![Recipient::from(address)]);
        assert!(ReplyDraft::from("x").to_send(to("george")).is_err());
        assert!(ReplyDraft::from("x").to_send(Some(Vec::new())).is_err());
        let named = ReplyDraft::from(MessageDraft::new().to("a@b.c"));
        assert!(named.to_send(to("d@e.f")).is_err());
        assert!(named.to_send(Some(Vec::new())).is_ok());
        assert_eq!(
            serde_json::to_value(ReplyDraft::new().to_send(to("d@e.f")).unwrap()).unwrap(),
            json!({"toRecipients": [{"emailAddress": {"address": "d@e.f"}}]})
        );
    }
}
