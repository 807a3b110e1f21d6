//! Replies and forwards.

use http::Method;
use o365_core::connection::Request;
use o365_core::{Recipient, Recipients, Result};

use super::MessageHandle;
use crate::model::{Message, ReplyDraft};

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
    /// `POST …/messages/{id}/reply`; needs `Mail.Send`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-reply).
    ///
    /// # Errors
    /// Bad input for both a comment and a body, or a recipient without address; a file that can't be read or is too
    /// large; not found; those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown): it isn't sent twice.
    pub fn reply(&self, reply: impl Into<ReplyDraft>) -> Result<()> {
        self.send_answer("reply", None, &reply.into())
    }

    /// Answers whom it comes from and all who got it, at once.
    ///
    /// `POST …/messages/{id}/replyAll`; needs `Mail.Send`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-replyall).
    ///
    /// # Errors
    /// As [`reply`](Self::reply).
    pub fn reply_all(&self, reply: impl Into<ReplyDraft>) -> Result<()> {
        self.send_answer("replyAll", None, &reply.into())
    }

    /// Sends it on to others, with its attachments, at once.
    ///
    /// `POST …/messages/{id}/forward`; needs `Mail.Send`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-forward).
    ///
    /// # Errors
    /// Bad input if there is no recipient; else as [`reply`](Self::reply).
    pub fn forward(&self, to: impl Into<Recipients>, with: impl Into<ReplyDraft>) -> Result<()> {
        self.send_answer("forward", Some(to.into().into_vec()), &with.into())
    }

    /// Makes a draft that answers whom it comes from, and gives it back: change it, attach to it, then
    /// [`send`](Self::send) it. [`prepend_html`](Self::prepend_html) keeps what it quotes; a new body replaces it.
    ///
    /// `POST …/messages/{id}/createReply`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-createreply).
    ///
    /// # Errors
    /// As [`reply`](Self::reply).
    pub fn create_reply(&self, reply: impl Into<ReplyDraft>) -> Result<Message> {
        self.create_answer("createReply", None, &reply.into())
    }

    /// Makes a draft that answers whom it comes from and all who got it.
    ///
    /// `POST …/messages/{id}/createReplyAll`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-createreplyall).
    ///
    /// # Errors
    /// As [`reply`](Self::reply).
    pub fn create_reply_all(&self, reply: impl Into<ReplyDraft>) -> Result<Message> {
        self.create_answer("createReplyAll", None, &reply.into())
    }

    /// Makes a draft that sends it on, with its attachments. Whom to can be said in the draft.
    ///
    /// `POST …/messages/{id}/createForward`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-createforward).
    ///
    /// # Errors
    /// As [`reply`](Self::reply).
    pub fn create_forward(&self, with: impl Into<ReplyDraft>) -> Result<Message> {
        self.create_answer("createForward", None, &with.into())
    }

    fn send_answer(
        &self,
        action: &str,
        to: Option<Vec<Recipient>>,
        reply: &ReplyDraft,
    ) -> Result<()> {
        self.answer(action, to, reply)?.send().map(drop)
    }

    fn create_answer(
        &self,
        action: &str,
        to: Option<Vec<Recipient>>,
        reply: &ReplyDraft,
    ) -> Result<Message> {
        self.answer(action, to, reply)?.send()?.json()
    }

    fn answer(
        &self,
        action: &str,
        to: Option<Vec<Recipient>>,
        reply: &ReplyDraft,
    ) -> Result<Request> {
        let body = reply.to_send(to)?;
        let mut request = self.at.child(action).request(Method::POST);
        // The head that is quoted tells when it was sent: in this zone, else in UTC.
        let zone = self.at.connection().time_zone();
        if zone.is_known() {
            request = request.prefer(&format!("outlook.timezone=\"{}\"", zone.for_service()));
        }
        Ok(match body {
            Some(body) => request.json(&body),
            None => request,
        })
    }
}
