//! What is attached to a message.

use std::path::{Path, PathBuf};

use o365_core::attachment::{
    self, Attachment, AttachmentDraft, AttachmentHandle, ReferenceDraft, save_all,
};
use o365_core::upload::{Cancel, Progress};
use o365_core::{Id, List, Result};

use super::MessageHandle;

impl MessageHandle {
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

    /// Attaches a link to a file elsewhere to a saved draft.
    ///
    /// `POST …/messages/{id}/attachments` of the **beta** version, as v1.0 can't say where the file is; needs
    /// `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-post-attachments?view=graph-rest-beta).
    ///
    /// # Errors
    /// Bad input without a name or an address; not found; those of every request.
    pub fn attach_reference(&self, reference: &ReferenceDraft) -> Result<Attachment> {
        reference.attach_at(&self.at.child("attachments"))
    }

    /// What is attached, without the content: [`AttachmentHandle::content`] streams that.
    ///
    /// `GET …/messages/{id}/attachments`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-list-attachments).
    pub fn attachments(&self) -> List<Attachment> {
        attachment::list(&self.at.child("attachments"))
    }

    /// Saves all files and items that are attached in a folder, inline images too, and gives their paths in order. No
    /// name leads out of the folder and nothing is replaced; see [`AttachmentHandle::save_to`]. References are left
    /// out: they have no content.
    ///
    /// `GET …/messages/{id}/attachments`, then `GET …/attachments/{id}/$value` for each; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/attachment-get).
    ///
    /// # Errors
    /// A file that can't be written; not found; those of every request. What was saved until then stays.
    #[doc(alias = "download_attachments")]
    pub fn save_attachments(&self, folder: impl AsRef<Path>) -> Result<Vec<PathBuf>> {
        save_all(&self.at.child("attachments"), folder)
    }

    /// One attachment.
    pub fn attachment(&self, attachment: impl Into<Id<Attachment>>) -> AttachmentHandle {
        AttachmentHandle::new(self.at.child("attachments").child(attachment.into()))
    }
}
