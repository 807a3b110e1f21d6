//! What is attached to a message.

use std::path::{Path, PathBuf};

use o365_core::attachment::{
    Attachment, AttachmentDraft, AttachmentHandle, ReferenceDraft, save_all,
};
use o365_core::{Id, List, Result};

use super::MessageHandle;

/// Attachments that the service puts on a page.
const PAGE: u32 = 100;

impl MessageHandle {
    /// Attaches a file to a saved draft. Up to 3 MB.
    ///
    /// `POST …/messages/{id}/attachments`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-post-attachments).
    ///
    /// # Errors
    /// A file that can't be read or is too large; not found; those of every request.
    pub fn attach(&self, attachment: impl Into<AttachmentDraft>) -> Result<Attachment> {
        self.at.child("attachments").post(&attachment.into().load()?)
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
        const HEAD: [&str; 6] =
            ["id", "name", "contentType", "size", "isInline", "lastModifiedDateTime"];
        List::new(self.at.child("attachments")).largest_page(PAGE).select(HEAD)
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
