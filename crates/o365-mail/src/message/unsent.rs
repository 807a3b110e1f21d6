//! A draft on its way to being sent: completed, sent, or taken back.

use o365_core::attachment::AttachmentDraft;
use o365_core::{Error, Result};

use super::MessageHandle;

impl MessageHandle {
    /// Attaches what didn't fit into the request that saved this draft. Half a message isn't left behind.
    pub(crate) fn attach_all(&self, large: &[&AttachmentDraft]) -> Result<()> {
        let attach = |attachment: &&AttachmentDraft| self.attach((*attachment).clone()).map(drop);
        large.iter().try_for_each(attach).map_err(|error| self.discard(error))
    }

    /// Sends this draft. What wasn't sent for certain is deleted; what may have been sent stays.
    pub(crate) fn send_or_discard(&self) -> Result<()> {
        match self.send() {
            Err(error) if !error.is_outcome_unknown() => Err(self.discard(error)),
            sent => sent,
        }
    }

    /// Deletes a draft that failed. The failure is what the caller is told, whether that works or not.
    pub(crate) fn discard(&self, error: Error) -> Error {
        _ = self.delete();
        error
    }
}
