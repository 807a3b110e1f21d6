//! What is attached to an event.

use std::path::{Path, PathBuf};

use o365_core::attachment::{
    Attachment, AttachmentDraft, AttachmentHandle, ReferenceDraft, save_all,
};
use o365_core::{Id, List, Result};

use super::EventHandle;

/// Attachments that the service puts on a page.
const PAGE: u32 = 100;

impl EventHandle {
    /// Attaches a file. Up to 3 MB.
    ///
    /// `POST …/events/{id}/attachments`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-post-attachments).
    ///
    /// # Errors
    /// A file that can't be read or is too large; not found; those of every request.
    pub fn attach(&self, attachment: impl Into<AttachmentDraft>) -> Result<Attachment> {
        self.spot.at().child("attachments").post(&attachment.into().load()?)
    }

    /// Attaches a link to a file elsewhere.
    ///
    /// `POST …/events/{id}/attachments` of the **beta** version, as v1.0 can't say where the file is; needs
    /// `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-post-attachments?view=graph-rest-beta).
    ///
    /// # Errors
    /// Bad input without a name or an address; not found; those of every request.
    pub fn attach_reference(&self, reference: &ReferenceDraft) -> Result<Attachment> {
        reference.attach_at(&self.spot.at().child("attachments"))
    }

    /// What is attached, without the content: [`AttachmentHandle::content`] streams that.
    ///
    /// `GET …/events/{id}/attachments`; needs `Calendars.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-list-attachments).
    pub fn attachments(&self) -> List<Attachment> {
        const HEAD: [&str; 6] =
            ["id", "name", "contentType", "size", "isInline", "lastModifiedDateTime"];
        List::new(self.spot.at().child("attachments")).largest_page(PAGE).select(HEAD)
    }

    /// Saves all files and items that are attached in a folder, inline images too, and gives their paths in order. No
    /// name leads out of the folder and nothing is replaced; see [`AttachmentHandle::save_to`]. References are left
    /// out: they have no content.
    ///
    /// `GET …/events/{id}/attachments`, then `GET …/attachments/{id}/$value` for each; needs `Calendars.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/attachment-get).
    ///
    /// # Errors
    /// A file that can't be written; not found; those of every request. What was saved until then stays.
    #[doc(alias = "download_attachments")]
    pub fn save_attachments(&self, folder: impl AsRef<Path>) -> Result<Vec<PathBuf>> {
        save_all(&self.spot.at().child("attachments"), folder)
    }

    /// One attachment.
    pub fn attachment(&self, attachment: impl Into<Id<Attachment>>) -> AttachmentHandle {
        AttachmentHandle::new(self.spot.at().child("attachments").child(attachment.into()))
    }
}
