//! The text of a message.

use http::Method;
use o365_core::query::Query;
use o365_core::{ItemBody, Result, TEXT_BODIES};

use super::MessageHandle;
use crate::model::{Message, MessageDraft};
use crate::prop;

/// Bodies as they were stored, so that what is read and written again has lost nothing.
const AS_STORED: &str = "outlook.allow-unsafe-html";

impl MessageHandle {
    /// Reads it with its body as plain text, which the service makes of HTML itself. For lists there is
    /// [`TEXT_BODIES`](crate::TEXT_BODIES).
    ///
    /// `GET …/messages/{id}`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get_text(&self) -> Result<Message> {
        self.at.request(Method::GET).prefer(TEXT_BODIES).send()?.json()
    }

    /// Puts something before the body of a draft and keeps what is there: an answer before the text that it quotes.
    /// Where one of both is HTML, both become it; see [`ItemBody::prepended`].
    ///
    /// ```no_run
    /// # fn run(mailbox: o365_mail::Mailbox) -> o365_core::Result<()> {
    /// use o365_mail::ReplyDraft;
    ///
    /// let reply = mailbox.message("AAMk").create_reply(ReplyDraft::new())?;
    /// let reply = mailbox.message(&reply);
    /// reply.prepend_html("<p>Thanks <b>a lot</b>!</p>")?;
    /// reply.send()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `GET …/messages/{id}?$select=body`, then `PATCH`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// A message that isn't a draft, not found, and those of every request.
    pub fn prepend(&self, first: impl Into<ItemBody>) -> Result<Message> {
        let query = Query::new().select(prop::BODY);
        let request = self.at.request(Method::GET).prefer(AS_STORED).query(&query);
        let body = request.send()?.json::<Message>()?.body.unwrap_or_default();
        self.update(&MessageDraft::new().body(body.prepended(first)))
    }

    /// Puts HTML before the body of a draft and keeps what is there: short for `prepend(ItemBody::html(..))`. The HTML
    /// is sent as it is; what comes from elsewhere is to be escaped by the caller.
    ///
    /// `PATCH …/messages/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// As [`prepend`](Self::prepend).
    pub fn prepend_html(&self, first: impl Into<String>) -> Result<Message> {
        self.prepend(ItemBody::html(first))
    }
}
