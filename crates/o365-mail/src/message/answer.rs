//! Replies and forwards.

use http::Method;
use o365_core::attachment::AttachmentDraft;
use o365_core::connection::Request;
use o365_core::{Recipient, Recipients, Result};

use super::MessageHandle;
use super::comment::begins_with;
use crate::model::{Answer, Message, ReplyDraft};

impl MessageHandle {
    /// Replies to the sender at once: with a text, or a draft that says more.
    ///
    /// ```no_run
    /// # fn run(mailbox: o365_mail::Mailbox) -> o365_core::Result<()> {
    /// use o365_mail::MessageDraft;
    ///
    /// let message = mailbox.message("AAMk");
    /// message.reply("Thanks!")?;
    /// message.reply_all(MessageDraft::new().html("<p>Here it is.</p>").attach("minutes.pdf"))?;
    /// message.forward("bobby@manutd.uk", "For you as well.")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// With more than 3 MB of attachments it goes by a draft, as [`create_reply`](Self::create_reply) makes it, which is
    /// completed by uploads and sent then; that needs `Mail.ReadWrite` too. When something fails on the way the draft is
    /// deleted, unless it may have been sent.
    ///
    /// `POST …/messages/{id}/reply`; needs `Mail.Send`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-reply).
    ///
    /// # Errors
    /// Bad input for both a comment and a body, or a recipient without address; a file that can't be read or is too
    /// large; not found; those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown): it isn't sent twice.
    pub fn reply(&self, reply: impl Into<ReplyDraft>) -> Result<()> {
        self.send_answer("reply", "createReply", None, &reply.into())
    }

    /// Answers whom it comes from and all who got it, at once.
    ///
    /// `POST …/messages/{id}/replyAll`; needs `Mail.Send`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-replyall).
    ///
    /// # Errors
    /// As [`reply`](Self::reply).
    pub fn reply_all(&self, reply: impl Into<ReplyDraft>) -> Result<()> {
        self.send_answer("replyAll", "createReplyAll", None, &reply.into())
    }

    /// Sends it on to others, with its attachments, at once.
    ///
    /// `POST …/messages/{id}/forward`; needs `Mail.Send`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-forward).
    ///
    /// # Errors
    /// Bad input if there is no recipient; else as [`reply`](Self::reply).
    pub fn forward(&self, to: impl Into<Recipients>, with: impl Into<ReplyDraft>) -> Result<()> {
        self.send_answer("forward", "createForward", Some(to.into().into_vec()), &with.into())
    }

    /// Makes a draft that answers whom it comes from, and gives it back: change it, attach to it, then
    /// [`send`](Self::send) it. [`prepend_html`](Self::prepend_html) keeps what it quotes; a new body replaces it.
    ///
    /// Of a draft the service may drop the comment ([known
    /// issue](https://learn.microsoft.com/graph/known-issues)): where it did, the comment is put before the quote by a
    /// `PATCH`. Attachments of more than 3 MB are uploaded once the draft is there. When that fails the draft is deleted.
    ///
    /// `POST …/messages/{id}/createReply`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-createreply).
    ///
    /// # Errors
    /// As [`reply`](Self::reply), but that nothing is sent.
    pub fn create_reply(&self, reply: impl Into<ReplyDraft>) -> Result<Message> {
        self.create_answer("createReply", &reply.into())
    }

    /// Makes a draft that answers whom it comes from and all who got it.
    ///
    /// `POST …/messages/{id}/createReplyAll`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-createreplyall).
    ///
    /// # Errors
    /// As [`create_reply`](Self::create_reply).
    pub fn create_reply_all(&self, reply: impl Into<ReplyDraft>) -> Result<Message> {
        self.create_answer("createReplyAll", &reply.into())
    }

    /// Makes a draft that sends it on, with its attachments. Whom to can be said in the draft.
    ///
    /// `POST …/messages/{id}/createForward`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-createforward).
    ///
    /// # Errors
    /// As [`create_reply`](Self::create_reply).
    pub fn create_forward(&self, with: impl Into<ReplyDraft>) -> Result<Message> {
        self.create_answer("createForward", &with.into())
    }

    fn send_answer(
        &self,
        at_once: &str,
        by_draft: &str,
        to: Option<Vec<Recipient>>,
        reply: &ReplyDraft,
    ) -> Result<()> {
        let answer = reply.to_send(to)?;
        if large(answer.as_ref()).is_empty() {
            return self.request(at_once, answer.as_ref()).send().map(drop);
        }
        let draft = self.draft(by_draft, reply, answer.as_ref())?;
        self.beside(&draft).send_or_discard()
    }

    fn create_answer(&self, action: &str, reply: &ReplyDraft) -> Result<Message> {
        self.draft(action, reply, reply.to_send(None)?.as_ref())
    }

    /// A draft that says all that the answer says, or none.
    fn draft(
        &self,
        action: &str,
        reply: &ReplyDraft,
        answer: Option<&Answer<'_>>,
    ) -> Result<Message> {
        let mut made: Message = self.request(action, answer).send()?.json()?;
        let draft = self.beside(&made);
        // Of a draft the service is known to drop the comment.
        if let Some(comment) = reply.said().filter(|comment| !begins_with(&made, comment)) {
            made = draft.prepend(comment).map_err(|error| draft.discard(error))?;
        }
        let large = large(answer);
        if !large.is_empty() {
            draft.attach_all(large)?;
            made.has_attachments = Some(true);
        }
        Ok(made)
    }

    fn beside(&self, message: &Message) -> MessageHandle {
        MessageHandle::new(self.at.parent().child(&message.id))
    }

    fn request(&self, action: &str, answer: Option<&Answer<'_>>) -> Request {
        let mut request = self.at.child(action).request(Method::POST);
        // The head that is quoted tells when it was sent: in this zone, else in UTC.
        let zone = self.at.connection().time_zone();
        if zone.is_known() {
            request = request.prefer(&format!("outlook.timezone=\"{}\"", zone.for_service()));
        }
        match answer {
            Some(answer) => request.json(answer),
            None => request,
        }
    }
}

fn large<'a>(answer: Option<&'a Answer<'a>>) -> &'a [&'a AttachmentDraft] {
    answer.map(Answer::large).unwrap_or_default()
}
