//! Messages, as they are written.

use o365_core::attachment::AttachmentDraft;
use o365_core::extended_property::{MultiValueExtendedProperty, SingleValueExtendedProperty};
use o365_core::{Error, ItemBody, Recipient, Recipients, Result, draft};
use serde::Serialize;
use serde_json::Value;

use super::{FollowupFlag, Importance, InferenceClassification, InternetMessageHeader};

mod extended;
mod item;

/// Recipients that Exchange Online takes for one message.
/// [Limits](https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits#sending-limits).
const MOST_RECIPIENTS: usize = 1_000;
/// Headers of one's own that the service takes for one message.
const MOST_HEADERS: usize = 5;

draft! {
    /// The properties to set on a message: to send it, to save it as a draft or to update it.
    ///
    /// Each property is kept (not said), cleared (`None`) or set; only what is said is sent.
    ///
    /// ```
    /// use o365_mail::{Importance, MessageDraft};
    ///
    /// let message = MessageDraft::new()
    ///     .to(["george@best.com", "Pelé <pele@santos.br>"])
    ///     .cc(("Bobby Charlton", "bobby@manutd.uk"))
    ///     .subject("Testing!")
    ///     .html("<p>I've stopped drinking, but only while I'm <b>asleep</b>.</p>")
    ///     .importance(Importance::High)
    ///     .attach("quotes.pdf");
    /// let unread = MessageDraft::new().is_read(false);
    /// let unsaid = MessageDraft::new().subject(None); // clears it
    /// # let _ = (message, unread, unsaid);
    /// ```
    ///
    /// [message](https://learn.microsoft.com/graph/api/resources/message).
    pub struct MessageDraft {
        /// What it is about.
        subject: String,
        /// Its text: plain, or [`ItemBody::html`]. Replaces what was there.
        body: ItemBody,
        /// Whose mailbox it comes from: the right to send as or on behalf of them is needed.
        from: Recipient,
        /// Who sends it, where that is another than `from`.
        sender: Recipient,
        /// How much it matters.
        importance: Importance,
        /// Names of its categories. Replaces those it had.
        categories: Vec<String>,
        /// What is to be done about it.
        flag: FollowupFlag,
        /// Whether it was read.
        is_read: bool,
        /// Whether to ask for word that it was read.
        is_read_receipt_requested: bool,
        /// Whether to ask for word that it arrived.
        is_delivery_receipt_requested: bool,
        /// Where the focused inbox shows it.
        inference_classification: InferenceClassification,
        /// Its id on the internet, in angle brackets. Can be said of a draft only.
        internet_message_id: String,
        ;
        to_recipients: Vec<Recipient>,
        cc_recipients: Vec<Recipient>,
        bcc_recipients: Vec<Recipient>,
        reply_to: Vec<Recipient>,
        internet_message_headers: Vec<InternetMessageHeader>,
        single_value_extended_properties: Vec<SingleValueExtendedProperty>,
        multi_value_extended_properties: Vec<MultiValueExtendedProperty>,
        ;
        attachments: Vec<AttachmentDraft>,
    }
}

impl MessageDraft {
    /// Adds `To` recipients: an address, `"Name <address>"`, a pair of name and address, or several of them. In an update
    /// they replace those that the message had.
    #[must_use]
    pub fn to(mut self, recipients: impl Into<Recipients>) -> Self {
        add(&mut self.to_recipients, recipients);
        self
    }

    /// Adds `Cc` recipients.
    #[must_use]
    pub fn cc(mut self, recipients: impl Into<Recipients>) -> Self {
        add(&mut self.cc_recipients, recipients);
        self
    }

    /// Adds `Bcc` recipients.
    #[must_use]
    pub fn bcc(mut self, recipients: impl Into<Recipients>) -> Self {
        add(&mut self.bcc_recipients, recipients);
        self
    }

    /// Adds `Reply-To` addresses.
    #[must_use]
    pub fn reply_to(mut self, recipients: impl Into<Recipients>) -> Self {
        add(&mut self.reply_to, recipients);
        self
    }

    /// Its text as HTML: short for `body(ItemBody::html(..))`.
    #[must_use]
    pub fn html(self, content: impl Into<String>) -> Self {
        self.body(ItemBody::html(content))
    }

    /// Adds a line to its head, when it is made: a saved message keeps its head. The service takes names that begin
    /// with `x-`, and five of them.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.internet_message_headers
            .push(InternetMessageHeader { name: name.into(), value: value.into() });
        self
    }

    /// Attaches a file: a path, or a name and its bytes. 150 MB each, at most; what doesn't fit into one request (3 MB in
    /// all) is uploaded by itself when the message is sent or saved.
    #[must_use]
    pub fn attach(mut self, attachment: impl Into<AttachmentDraft>) -> Self {
        self.attachments.push(attachment.into());
        self
    }

    /// The message as it can be sent.
    pub(crate) fn to_send(&self) -> Result<Loaded<'_>> {
        let recipients = self.recipients().count();
        if recipients == 0 {
            return Err(Error::input(
                "a message needs someone to send it to: say `to`, `cc` or `bcc`",
            ));
        }
        if recipients > MOST_RECIPIENTS {
            return Err(Error::input(format!(
                "{recipients} recipients: the service takes {MOST_RECIPIENTS} at most"
            )));
        }
        self.to_save()
    }

    /// The message as it can be saved.
    pub(crate) fn to_save(&self) -> Result<Loaded<'_>> {
        self.check()?;
        let (attachments, large) = AttachmentDraft::load_all(&self.attachments)?;
        Ok(Loaded { draft: self, attachments, large })
    }

    /// The message as a change of another.
    pub(crate) fn to_update(&self) -> Result<Loaded<'_>> {
        if !self.attachments.is_empty() {
            return Err(Error::input(
                "an update can't attach: use `mailbox.message(id).attach(..)`",
            ));
        }
        if !self.internet_message_headers.is_keep() {
            return Err(Error::input(
                "lines of the head can be said when a message is made, not in an update: the service would leave them out",
            ));
        }
        self.check()?;
        Ok(Loaded { draft: self, attachments: Vec::new(), large: Vec::new() })
    }

    fn check(&self) -> Result<()> {
        let senders = [&self.from, &self.sender].into_iter().filter_map(|field| field.as_set());
        let mut people =
            self.recipients().chain(self.reply_to.as_set().into_iter().flatten()).chain(senders);
        people.try_for_each(Recipient::check)?;
        if let Some(flag) = self.flag.as_set() {
            flag.check()?;
        }
        let headers = self.internet_message_headers.as_set().map(Vec::as_slice).unwrap_or_default();
        if headers.len() > MOST_HEADERS {
            return Err(Error::input(format!(
                "{} headers: the service takes {MOST_HEADERS} at most",
                headers.len()
            )));
        }
        for header in headers {
            let clean = |text: &str| !text.chars().any(char::is_control);
            if !header.name.to_ascii_lowercase().starts_with("x-")
                || !clean(&header.name)
                || !clean(&header.value)
            {
                return Err(Error::input(format!(
                    "`{}` can't be set as a header: names begin with `x-`, and nothing has line breaks",
                    header.name.escape_debug()
                )));
            }
        }
        Ok(())
    }

    pub(super) fn has_body(&self) -> bool {
        !self.body.is_keep() || self.extra.contains_key("body")
    }

    pub(super) fn has_to(&self) -> bool {
        let named = |to: &Vec<Recipient>| !to.is_empty();
        self.to_recipients.as_set().is_some_and(named) || self.extra.contains_key("toRecipients")
    }

    fn recipients(&self) -> impl Iterator<Item = &Recipient> {
        let all = [&self.to_recipients, &self.cc_recipients, &self.bcc_recipients];
        all.into_iter().filter_map(|field| field.as_set()).flatten()
    }
}

fn add(field: &mut o365_core::Field<Vec<Recipient>>, recipients: impl Into<Recipients>) {
    field.extend(recipients.into().into_vec());
}

/// A draft with its attachments read, as it goes out.
#[derive(Debug, Serialize)]
pub(crate) struct Loaded<'a> {
    #[serde(flatten)]
    draft: &'a MessageDraft,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Value>,
    /// What doesn't fit into the request.
    #[serde(skip)]
    pub(crate) large: Vec<&'a AttachmentDraft>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn says_only_what_was_said() {
        let json = |draft: &MessageDraft| serde_json::to_value(draft.to_save().unwrap()).unwrap();
        assert_eq!(json(&MessageDraft::new()), json!({}));
        let draft = MessageDraft::new()
            .subject("A")
            .body(None)
            .to("a@b.c")
            .to(("D", "d@e.f"))
            .set("mentions", json!([]));
        assert_eq!(
            json(&draft),
            json!({
                "subject": "A",
                "body": null,
                "toRecipients": [{"emailAddress": {"address": "a@b.c"}}, {"emailAddress": {"name": "D", "address": "d@e.f"}}],
                "mentions": [],
            })
        );
        let draft = MessageDraft::new().body("one").body(ItemBody::html("two"));
        assert_eq!(json(&draft)["body"], json!({"contentType": "html", "content": "two"}));
        let none = MessageDraft::new().to(Vec::<Recipient>::new());
        assert_eq!(json(&none), json!({"toRecipients": []}));
    }

    #[test]
    fn refuses_what_the_service_would() {
        let refused = |draft: MessageDraft| draft.to_send().map(drop).unwrap_err().to_string();
        assert!(refused(MessageDraft::new().subject("x")).contains("someone"));
        assert!(refused(MessageDraft::new().to("george")).contains("george"));
        assert!(refused(MessageDraft::new().to("a@b.c").header("received", "x")).contains("x-"));
        assert!(
            refused(MessageDraft::new().to("a@b.c").header("x-a", "b\r\nbcc: x@y.z"))
                .contains("line breaks")
        );
        let lines = (0..6).fold(MessageDraft::new().to("a@b.c"), |draft, number| {
            draft.header(format!("x-{number}"), "y")
        });
        assert!(refused(lines).contains("6 headers"));
        let crowd: Vec<String> = (0..1_001).map(|number| format!("a{number}@b.c")).collect();
        assert!(refused(MessageDraft::new().bcc(crowd)).contains("1001"));
        assert!(MessageDraft::new().attach(("a.txt", "x")).to_update().is_err());
        assert!(MessageDraft::new().header("x-a", "b").to_update().is_err());
    }
}
