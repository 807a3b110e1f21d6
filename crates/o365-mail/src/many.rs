//! A place: many messages at once, by `$batch`.

use std::fmt;
use std::iter::FusedIterator;

use http::Method;
use o365_core::batch::SendAllKeyed;
use o365_core::connection::{Request, Response};
use o365_core::{Endpoint, Id, Result};
use serde_json::{Value, json};

use crate::model::{FollowupFlag, MailFolder, Message, MessageDraft};

/// Any number of messages of a mailbox.
///
/// Made by [`Mailbox::many`](crate::Mailbox::many). A verb gives [`ManyAnswers`], a result for each message in the order of
/// the ids, twenty messages a request:
///
/// ```no_run
/// # fn run(mailbox: o365_mail::Mailbox) -> o365_core::Result<()> {
/// use o365_mail::prop;
///
/// let unread = mailbox.inbox().messages().filter(prop::IS_READ.eq(false)).select(["id"]).all()?;
/// for (id, answer) in mailbox.many(&unread).mark_read(true) {
///     if let Err(error) = answer {
///         eprintln!("{id}: {error}");
///     }
/// }
/// # Ok(())
/// # }
/// ```
///
/// # How it behaves
/// * Nothing is sent before the first answer is asked for, and a loop that is left early leaves the rest undone. Ids are
///   taken from their iterator as there is room for them: a million take no more memory than a hundred.
/// * A message that fails is an `Err` of its own and stops no other. Those that were throttled are sent again by themselves.
/// * One batch at a time is on its way to a mailbox, and while it is, no other request of this connection goes there: the
///   service works on four of its requests at once.
/// * What moves or deletes changes the list that ids come from: collect the ids first, as above.
/// * A batch whose answer is lost is sent again, except moves and copies: their errors say that the
///   [outcome is unknown](o365_core::Error::is_outcome_unknown).
///
/// More in [`o365_core::batch`].
#[derive(Clone)]
#[must_use = "nothing is sent until a verb is called and its answers are asked for"]
pub struct ManyMessages<I> {
    /// All messages of the mailbox.
    at: Endpoint,
    ids: I,
}

impl<I> ManyMessages<I>
where
    I: Iterator,
    I::Item: Into<Id<Message>>,
{
    pub(crate) fn new(at: Endpoint, ids: I) -> Self {
        ManyMessages { at, ids }
    }

    /// Marks them as read or unread.
    ///
    /// `PATCH …/messages/{id}` in batches; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    pub fn mark_read(self, read: bool) -> ManyAnswers<I, ()> {
        self.patch(json!({"isRead": read}), done)
    }

    /// Flags them for follow-up; [`FollowupFlag::complete`] marks that as done, [`FollowupFlag::not_flagged`] takes the flag
    /// off.
    ///
    /// `PATCH …/messages/{id}` in batches; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// Bad input for a due date without a start, or before it.
    pub fn flag(self, flag: FollowupFlag) -> Result<ManyAnswers<I, ()>> {
        flag.check()?;
        Ok(self.patch(json!({"flag": flag}), done))
    }

    /// Puts them into these categories in place of those that they are in; none takes them out of all.
    ///
    /// `PATCH …/messages/{id}` in batches; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    #[doc(alias = "categorise")]
    pub fn categories<C>(self, categories: C) -> ManyAnswers<I, ()>
    where
        C: IntoIterator,
        C::Item: Into<String>,
    {
        let categories: Vec<String> = categories.into_iter().map(Into::into).collect();
        self.patch(json!({"categories": categories}), done)
    }

    /// Changes in each what the draft says, and gives them back as they are now.
    ///
    /// `PATCH …/messages/{id}` in batches; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// Bad input for a recipient without address or an attachment, as in [`MessageHandle::update`].
    ///
    /// [`MessageHandle::update`]: crate::MessageHandle::update
    pub fn update(self, draft: &MessageDraft) -> Result<ManyAnswers<I, Message>> {
        let change = serde_json::to_value(draft.to_update()?)
            .map_err(|error| o365_core::Error::input(error.to_string()))?;
        Ok(self.patch(change, message))
    }

    /// Moves them to a folder. The messages that are given back have new ids, unless immutable ids are on; the old ones,
    /// which come beside them, lead nowhere.
    ///
    /// `POST …/messages/{id}/move` in batches; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-move).
    #[doc(alias = "move")]
    pub fn move_to(self, folder: impl Into<Id<MailFolder>>) -> ManyAnswers<I, Message> {
        self.transfer("move", folder.into())
    }

    /// Copies them to a folder and gives the copies.
    ///
    /// `POST …/messages/{id}/copy` in batches; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-copy).
    #[doc(alias = "copy")]
    pub fn copy_to(self, folder: impl Into<Id<MailFolder>>) -> ManyAnswers<I, Message> {
        self.transfer("copy", folder.into())
    }

    /// Deletes them. The service moves them to the deleted items, from there out of sight.
    ///
    /// `DELETE …/messages/{id}` in batches; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-delete).
    pub fn delete(self) -> ManyAnswers<I, ()> {
        self.each(Method::DELETE, None, None, done)
    }

    /// Deletes them for good: no person can bring them back.
    ///
    /// `POST …/messages/{id}/permanentDelete` in batches; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-permanentdelete).
    #[doc(alias = "permanentDelete")]
    pub fn permanent_delete(self) -> ManyAnswers<I, ()> {
        self.each(Method::POST, Some("permanentDelete"), None, done)
    }

    fn patch<T>(self, change: Value, read: Read<T>) -> ManyAnswers<I, T> {
        self.each(Method::PATCH, None, Some(change), read)
    }

    fn transfer(self, verb: &'static str, folder: Id<MailFolder>) -> ManyAnswers<I, Message> {
        let body = json!({"destinationId": folder.as_str()});
        self.each(Method::POST, Some(verb), Some(body), message)
    }

    fn each<T>(
        self,
        method: Method,
        verb: Option<&'static str>,
        body: Option<Value>,
        read: Read<T>,
    ) -> ManyAnswers<I, T> {
        let connection = self.at.connection().clone();
        let requests = Requests { at: self.at, ids: self.ids, method, verb, body };
        ManyAnswers { answers: connection.send_all_keyed(requests), read }
    }
}

impl<I> fmt::Debug for ManyMessages<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManyMessages").field("at", &self.at).finish_non_exhaustive()
    }
}

/// What became of many messages: an iterator of their ids, as they were, and a result for each. Made by the verbs of
/// [`ManyMessages`].
#[must_use = "nothing is sent until the answers are asked for"]
pub struct ManyAnswers<I, T> {
    answers: SendAllKeyed<Id<Message>, Requests<I>>,
    read: Read<T>,
}

impl<I, T> Iterator for ManyAnswers<I, T>
where
    I: Iterator,
    I::Item: Into<Id<Message>>,
{
    type Item = (Id<Message>, Result<T>);

    fn next(&mut self) -> Option<Self::Item> {
        let (id, answer) = self.answers.next()?;
        Some((id, answer.and_then(self.read)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.answers.size_hint()
    }
}

impl<I, T> FusedIterator for ManyAnswers<I, T>
where
    I: Iterator,
    I::Item: Into<Id<Message>>,
{
}

impl<I, T> fmt::Debug for ManyAnswers<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManyAnswers").field("answers", &self.answers).finish_non_exhaustive()
    }
}

type Read<T> = fn(Response) -> Result<T>;

fn done(_: Response) -> Result<()> {
    Ok(())
}

fn message(answer: Response) -> Result<Message> {
    answer.json()
}

/// The same request for each id.
struct Requests<I> {
    at: Endpoint,
    ids: I,
    method: Method,
    verb: Option<&'static str>,
    body: Option<Value>,
}

impl<I> Iterator for Requests<I>
where
    I: Iterator,
    I::Item: Into<Id<Message>>,
{
    type Item = (Id<Message>, Request);

    fn next(&mut self) -> Option<Self::Item> {
        let id = self.ids.next()?.into();
        let mut at = self.at.child(&id);
        if let Some(verb) = self.verb {
            at = at.child(verb);
        }
        let mut request = at.request(self.method.clone());
        if let Some(body) = &self.body {
            request = request.json(body);
        }
        Some((id, request))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ids.size_hint()
    }
}
