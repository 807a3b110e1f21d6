//! Messages by what stays the same wherever they are.

use o365_core::Result;

use super::Mailbox;
use crate::model::Message;
use crate::prop;

impl Mailbox {
    /// The message with this id on the internet, wherever it is, or `None`. Angle brackets can be left out. Where a
    /// message is there more than once, such as one to oneself, it is one of them.
    ///
    /// `GET …/messages?$filter=internetMessageId eq '<…>'`; needs `Mail.ReadBasic`, and `Mail.Read` for bodies.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-messages).
    ///
    /// # Errors
    /// Those of every request.
    pub fn message_by_internet_id(&self, id: &str) -> Result<Option<Message>> {
        let bare = id.trim().trim_start_matches('<').trim_end_matches('>');
        self.messages().filter(prop::INTERNET_MESSAGE_ID.eq(format!("<{bare}>"))).first()
    }

    /// The messages of a conversation from all folders, deleted ones and drafts too, the oldest first: by when they
    /// were received. All of them, however many: the service can't find and order at once, so they are ordered here.
    /// [`messages`](Self::messages) with a filter by `CONVERSATION_ID` gives them page by page, in no order.
    ///
    /// ```no_run
    /// # fn run(mailbox: o365_mail::Mailbox, message: o365_mail::Message) -> o365_core::Result<()> {
    /// for message in mailbox.thread(message.conversation_id.as_deref().unwrap_or_default())? {
    ///     println!("{:?}: {:?}", message.from, message.body_preview);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `GET …/messages?$filter=conversationId eq '…'`; needs `Mail.ReadBasic`, and `Mail.Read` for bodies.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-messages).
    ///
    /// # Errors
    /// Those of every request.
    #[doc(alias = "conversation")]
    pub fn thread(&self, conversation_id: &str) -> Result<Vec<Message>> {
        let filter = prop::CONVERSATION_ID.eq(conversation_id);
        let mut messages = self.messages().filter(filter).all()?;
        messages.sort_by_key(|message| {
            message.received_date_time.or(message.sent_date_time).or(message.created_date_time)
        });
        Ok(messages)
    }
}
