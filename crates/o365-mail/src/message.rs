//! A place: one message.

mod answer;
mod attach;
mod body;
mod comment;
mod mark;
mod meeting;
mod mime;
mod unsent;

use std::sync::Arc;

use http::Method;
use o365_core::query::Query;
use o365_core::{Endpoint, Id, Result};
use serde_json::json;

use crate::model::{MailFolder, Message, MessageDraft};

/// One message of a mailbox.
///
/// Made by [`Mailbox::message`](crate::Mailbox::message) from a [`Message`], its id, or a text. No request is made until a
/// verb is called.
#[derive(Clone, Debug)]
pub struct MessageHandle {
    at: Endpoint,
}

impl MessageHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        MessageHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// The same place, where what changes it goes through only if it still has this version: its
    /// [`etag`](Message::etag). Else the error [is stale](o365_core::Error::is_stale), and nothing is changed.
    ///
    /// It goes for [`update`](Self::update), the marks and [`delete`](Self::delete).
    ///
    /// ```no_run
    /// # fn run(mailbox: o365_mail::Mailbox, message: o365_mail::Message) -> o365_core::Result<()> {
    /// use o365_mail::MessageDraft;
    ///
    /// let place = mailbox.message(&message).if_match(message.etag.as_deref().unwrap_or("*"));
    /// match place.update(&MessageDraft::new().subject("Mine")) {
    ///     Err(error) if error.is_stale() => println!("somebody else was faster"),
    ///     changed => _ = changed?,
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn if_match(&self, etag: impl Into<Arc<str>>) -> Self {
        MessageHandle::new(self.at.if_match(etag))
    }

    /// Reads it.
    ///
    /// `GET …/messages/{id}`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<Message> {
        self.get_with(&Query::new())
    }

    /// Reads it with a query: `select` for what isn't there by default, `expand` for its attachments.
    ///
    /// `GET …/messages/{id}`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get_with(&self, query: &Query) -> Result<Message> {
        self.at.get(query)
    }

    /// Changes what the draft says, and gives the message back as it is now.
    ///
    /// Subject, body and recipients can be changed while it is a draft only.
    ///
    /// `PATCH …/messages/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// Bad input for a recipient without address or an attachment; not found; those of every request.
    #[doc(alias = "PATCH")]
    pub fn update(&self, draft: &MessageDraft) -> Result<Message> {
        self.at.patch(&draft.to_update()?)
    }

    /// Moves it to a folder. The message that is given back has a new id, unless immutable ids are on; the old one leads
    /// nowhere.
    ///
    /// `POST …/messages/{id}/move`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-move).
    ///
    /// # Errors
    /// Not found (the message, or the folder), and those of every request.
    #[doc(alias = "move")]
    pub fn move_to(&self, folder: impl Into<Id<MailFolder>>) -> Result<Message> {
        self.at.child("move").post(&json!({"destinationId": folder.into().as_str()}))
    }

    /// Copies it to a folder and gives the copy.
    ///
    /// `POST …/messages/{id}/copy`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-copy).
    ///
    /// # Errors
    /// Not found (the message, or the folder), and those of every request.
    #[doc(alias = "copy")]
    pub fn copy_to(&self, folder: impl Into<Id<MailFolder>>) -> Result<Message> {
        self.at.child("copy").post(&json!({"destinationId": folder.into().as_str()}))
    }

    /// Deletes it. The service moves it to the deleted items, and from there to the recoverable items; to be sure of the deleted items,
    /// [`move_to`](Self::move_to) them.
    ///
    /// `DELETE …/messages/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-delete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }

    /// Deletes it for good: no person can bring it back. What a hold of the organisation keeps is kept out of sight.
    ///
    /// `POST …/messages/{id}/permanentDelete`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-permanentdelete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn permanent_delete(&self) -> Result<()> {
        self.at.child("permanentDelete").request(Method::POST).send().map(drop)
    }

    /// Sends a saved draft. Afterwards it is in the sent items, under a new id unless immutable ids are on.
    ///
    /// The service has taken it when this returns; it may still come back as undeliverable.
    ///
    /// `POST …/messages/{id}/send`; needs `Mail.Send`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-send).
    ///
    /// # Errors
    /// Not found; a message that isn't a draft or has no recipient. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown): it isn't sent twice.
    pub fn send(&self) -> Result<()> {
        self.at.child("send").request(Method::POST).send().map(drop)
    }
}
