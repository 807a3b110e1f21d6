//! Messages that come as MIME text.

use std::io::Read;

use o365_core::Result;

use super::Mailbox;
use crate::mime;
use crate::model::Message;

impl Mailbox {
    /// Sends a message that another program has written as MIME text, and keeps a copy in the sent items. Who it comes
    /// from and who it is for stands in its head; so do those who get it unseen, as `Bcc`.
    ///
    /// ```no_run
    /// # fn run(mailbox: o365_mail::Mailbox) -> Result<(), Box<dyn std::error::Error>> {
    /// mailbox.send_mime(std::fs::File::open("message.eml")?)?;
    /// mailbox.send_mime("To: george@best.com\r\nSubject: Testing!\r\n\r\nHello".as_bytes())?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST …/sendMail`, the text as base64; needs `Mail.Send`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/outlook-send-mime-message).
    ///
    /// # Errors
    /// Bad input for a text that is empty, can't be read or has more than 3,000,000 bytes; those of every request. When
    /// the answer is lost the error [says so](o365_core::Error::is_outcome_unknown): it isn't sent twice.
    pub fn send_mime(&self, mime: impl Read) -> Result<()> {
        mime::post(&self.at.child("sendMail"), mime)?.send().map(drop)
    }

    /// Saves MIME text as a draft and gives it back.
    ///
    /// `POST …/messages`, the text as base64; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-post-messages).
    ///
    /// # Errors
    /// Bad input for a text that is empty, can't be read or has more than 3,000,000 bytes; those of every request.
    pub fn import_mime(&self, mime: impl Read) -> Result<Message> {
        mime::post(&self.at.child("messages"), mime)?.send()?.json()
    }
}
