//! A message as MIME text.

use std::path::Path;

use http::Method;
use o365_core::connection::Stream;
use o365_core::{Result, save};

use super::MessageHandle;

impl MessageHandle {
    /// Streams it as MIME text: its whole head, all that is attached, as it came.
    ///
    /// ```no_run
    /// # fn run(mailbox: o365_mail::Mailbox) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut file = std::fs::File::create("message.eml")?;
    /// std::io::copy(&mut mailbox.message("AAMk").mime()?, &mut file)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `GET …/messages/{id}/$value`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/outlook-get-mime-message).
    ///
    /// # Errors
    /// Not found, and those of every request; a connection that breaks later is an error of the reader.
    pub fn mime(&self) -> Result<Stream> {
        self.at
            .value()
            .request(Method::GET)
            .header("accept", "*/*")
            .header("accept-encoding", "identity")
            .stream()
    }

    /// Saves it as MIME text, in a file whose name best ends in `.eml`, and gives the number of bytes. A file that is
    /// there is replaced, when all is written.
    ///
    /// `GET …/messages/{id}/$value`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/outlook-get-mime-message).
    ///
    /// # Errors
    /// A file that can't be written; not found; those of every request.
    #[doc(alias = "save_as_eml")]
    pub fn save_mime(&self, path: impl AsRef<Path>) -> Result<u64> {
        save::to(path, self.mime()?)
    }
}
