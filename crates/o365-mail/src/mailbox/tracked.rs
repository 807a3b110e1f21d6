//! Sending with the sent message's id in hand.

use std::{thread, time::Duration};

use http::Method;
use o365_core::attachment::{self, AttachmentDraft};
use o365_core::query::Query;
use o365_core::upload::Cancel;
use o365_core::{Endpoint, Error, Id, Result};

use super::Mailbox;
use crate::model::{Message, MessageDraft};
use crate::prop;

/// How often a message is looked for whose sending had no answer.
const LOOKS: u32 = 5;
/// How often it is still a draft before that is believed: it may be sent this moment.
const LOOKS_AT_DRAFT: u32 = 3;
/// Until the second look; then twice as long each time.
const FIRST_WAIT: Duration = Duration::from_millis(250);
/// How often it is sent.
const SENDS: u32 = 2;

/// What became of a draft that was to be sent.
enum Fate {
    Sent,
    StillDraft,
    Unknown,
}

impl Mailbox {
    /// Sends a message and gives the id under which it is kept in the sent items: an immutable one, whatever the account's
    /// switch says. To use the id, ask with `Prefer: IdType="ImmutableId"`, or by an account with immutable ids on.
    ///
    /// It is saved as a draft first, so a lost answer doesn't leave one guessing: the draft tells whether it was sent, and it is sent again
    /// if it wasn't. What can't be completed, and what the service refuses to send, is deleted again.
    ///
    /// `POST …/messages`, then `POST …/messages/{id}/send`; needs `Mail.ReadWrite` and `Mail.Send`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-send).
    ///
    /// # Errors
    /// As [`send`](Self::send). The outcome is [unknown](o365_core::Error::is_outcome_unknown) only where the service couldn't be asked for it
    /// within some seconds, or where the answer to the draft was lost: then nothing was sent.
    pub fn send_tracked(&self, message: &MessageDraft) -> Result<Id<Message>> {
        let all = self.at.child("messages");
        let body = message.to_send()?;
        let draft: Message = immutable(&all, Method::POST).json(&body).send()?.json()?;
        let at = all.child(&draft.id);
        let attachments = at.child("attachments");
        let attach = |large: &&AttachmentDraft| {
            attachment::attach(&attachments, large, &Cancel::new(), |_| ())
        };
        // Best effort: the failure is what matters.
        let discard = |error: Error| {
            _ = immutable(&at, Method::DELETE).send();
            error
        };
        // Before it is sent, nothing is in doubt: half a message isn't left behind.
        let attached = body.large.iter().try_for_each(|large| attach(large).map(drop));
        attached.map_err(discard)?;
        match send(&at) {
            Err(error) if !error.is_outcome_unknown() => Err(discard(error)),
            sent => sent.map(|()| draft.id),
        }
    }
}

fn immutable(at: &Endpoint, method: Method) -> o365_core::connection::Request {
    at.request(method).prefer("IdType=\"ImmutableId\"")
}

/// Sends a draft. Sending it twice does no harm: the second time it is no draft any more.
fn send(draft: &Endpoint) -> Result<()> {
    let mut doubt: Option<Error> = None;
    for _ in 0..SENDS {
        let error = match immutable(&draft.child("send"), Method::POST).send() {
            Ok(_) => return Ok(()),
            Err(error) => error,
        };
        if doubt.is_none() && !error.is_outcome_unknown() {
            return Err(error);
        }
        // The first doubt stands: a refusal after it may mean that the message is sent.
        let doubtful = doubt.take().unwrap_or(error);
        match fate(draft) {
            Fate::Sent => return Ok(()),
            Fate::StillDraft => doubt = Some(doubtful),
            Fate::Unknown => return Err(doubtful),
        }
    }
    Err(doubt.unwrap_or_else(Error::cancelled))
}

/// Looks whether it was sent. On its way out it can't be found for a while.
fn fate(draft: &Endpoint) -> Fate {
    let query = Query::new().select(prop::IS_DRAFT);
    let mut wait = FIRST_WAIT;
    for look in 1..=LOOKS {
        let found = immutable(draft, Method::GET).query(&query).send();
        match found.and_then(|answer| answer.json::<Message>()).map(|message| message.is_draft) {
            Ok(Some(false)) => return Fate::Sent,
            Ok(Some(true)) if look >= LOOKS_AT_DRAFT => return Fate::StillDraft,
            _ if look == LOOKS => break,
            _ => thread::sleep(wait),
        }
        wait *= 2;
    }
    Fate::Unknown
}
