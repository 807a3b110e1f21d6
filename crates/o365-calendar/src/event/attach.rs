//! What is attached to an event.

use std::path::{Path, PathBuf};

use o365_core::attachment::{
    self, Attachment, AttachmentDraft, AttachmentHandle, ReferenceDraft, save_all,
};
use o365_core::upload::{Cancel, Progress};
use o365_core::{Id, List, Result};

use super::EventHandle;

impl EventHandle {
    /// Attaches a file, of 150 MB at most. What is larger than 3 MB is uploaded in fragments, streamed from
    /// the file.
    ///
    /// `POST …/events/{id}/attachments` or `POST …/events/{id}/attachments/createUploadSession`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/outlook-large-attachments).
    ///
    /// # Errors
    /// A file that can't be read or is too large; not found; those of every request.
    pub fn attach(&self, attachment: impl Into<AttachmentDraft>) -> Result<Attachment> {
        self.attach_watched(attachment, &Cancel::new(), |_| ())
    }

    /// As [`attach`](Self::attach); tells how far an upload is, and stops when it is cancelled.
    ///
    /// `POST …/events/{id}/attachments/createUploadSession`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/outlook-large-attachments).
    ///
    /// ```no_run
    /// # fn run(event: o365_calendar::EventHandle) -> o365_core::Result<()> {
    /// use o365_core::upload::Cancel;
    ///
    /// event.attach_watched("march.mp4", &Cancel::new(), |at| {
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
        attachment::attach(
            &self.spot.at().child("attachments"),
            &attachment.into(),
            cancel,
            progress,
        )
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
        attachment::list(&self.spot.at().child("attachments"))
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
