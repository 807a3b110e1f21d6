//! A place: one message.

use http::Method;
use o365_core::attachment::{self, Attachment, AttachmentDraft, AttachmentHandle};
use o365_core::query::Query;
use o365_core::upload::{Cancel, Progress};
use o365_core::{Endpoint, Id, List, Result};
use serde_json::json;

use crate::model::{MailFolder, Message, MessageDraft};

/// Attachments that the service puts on a page.
const PAGE: u32 = 100;

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

    /// Marks it as read or unread.
    ///
    /// `PATCH …/messages/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn mark_read(&self, read: bool) -> Result<()> {
        self.at.apply(&json!({"isRead": read}))
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

    /// Deletes it. The service moves it to the deleted items, from there out of sight.
    ///
    /// `DELETE …/messages/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-delete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
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

    /// Attaches a file to a saved draft, of 150 MB at most. What is larger than 3 MB is uploaded in fragments, streamed from
    /// the file.
    ///
    /// `POST …/messages/{id}/attachments` or `POST …/attachments/createUploadSession`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/outlook-large-attachments).
    ///
    /// # Errors
    /// A file that can't be read or is too large; not found; those of every request.
    pub fn attach(&self, attachment: impl Into<AttachmentDraft>) -> Result<Attachment> {
        self.attach_watched(attachment, &Cancel::new(), |_| ())
    }

    /// As [`attach`](Self::attach); tells how far an upload is, and stops when it is cancelled.
    ///
    /// `POST …/attachments/createUploadSession`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/outlook-large-attachments).
    ///
    /// ```no_run
    /// # fn run(message: o365_mail::MessageHandle) -> o365_core::Result<()> {
    /// use o365_core::upload::Cancel;
    ///
    /// message.attach_watched("march.mp4", &Cancel::new(), |at| {
    ///     println!("{} of {} bytes", at.done, at.total);
    /// })?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`attach`](Self::attach), and [`Cancelled`](o365_core::ErrorKind::Cancelled).
    pub fn attach_watched(
        &self,
        attachment: impl Into<AttachmentDraft>,
        cancel: &Cancel,
        progress: impl FnMut(Progress),
    ) -> Result<Attachment> {
        attachment::attach(&self.at.child("attachments"), &attachment.into(), cancel, progress)
    }

    /// What is attached, without the content: [`AttachmentHandle::content`] streams that.
    ///
    /// `GET …/messages/{id}/attachments`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-list-attachments).
    pub fn attachments(&self) -> List<Attachment> {
        const HEAD: [&str; 6] =
            ["id", "name", "contentType", "size", "isInline", "lastModifiedDateTime"];
        List::new(self.at.child("attachments")).largest_page(PAGE).select(HEAD)
    }

    /// One attachment.
    pub fn attachment(&self, attachment: impl Into<Id<Attachment>>) -> AttachmentHandle {
        AttachmentHandle::new(self.at.child("attachments").child(attachment.into()))
    }
}
