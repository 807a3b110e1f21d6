//! Many messages at once.

use o365::Id;
use o365::mail::{FollowupFlag, ManyAnswers, ManyMessages, Message, MessageDraft, WellKnownFolder};

use crate::tour::operation::{Operation, Outcome, Trouble, each, op};
use crate::tour::world::World;

type Ids = std::vec::IntoIter<Id<Message>>;

pub(super) const OPERATIONS: &[Operation] = &[
    op("mail::Mailbox::many", |w| each(many(w)?.mark_read(true).map(|(_, done)| done))),
    op("mail::ManyMessages::mark_read", |w| all(many(w)?.mark_read(false))),
    op("mail::ManyMessages::flag", |w| all(many(w)?.flag(FollowupFlag::flagged())?)),
    op("mail::ManyMessages::categories", |w| all(many(w)?.categories(["o365 conformance"]))),
    op("mail::ManyMessages::update", |w| {
        all(many(w)?.update(&MessageDraft::new().subject(w.name()))?)
    }),
    op("mail::ManyMessages::move_to", |w| {
        let moved: Vec<Message> = answers(many(w)?.move_to(WellKnownFolder::DeletedItems))?;
        each(w.mailbox().many(&moved).permanent_delete().map(|(_, gone)| gone))
    }),
    op("mail::ManyMessages::copy_to", |w| {
        let to = w.folder()?.get()?;
        all(many(w)?.copy_to(&to))
    }),
    op("mail::ManyMessages::delete", |w| all(many(w)?.delete())),
    op("mail::ManyMessages::permanent_delete", |w| all(many(w)?.permanent_delete())),
];

fn many(w: &World) -> Result<ManyMessages<Ids>, Trouble> {
    let ids: Vec<Id<Message>> = w.drafts(3)?.into_iter().map(|message| message.id).collect();
    Ok(w.mailbox().many(ids))
}

fn answers<T>(answers: ManyAnswers<Ids, T>) -> Result<Vec<T>, Trouble>
where
    ManyAnswers<Ids, T>: Iterator<Item = (Id<Message>, o365::Result<T>)>,
{
    Ok(answers.map(|(_, answer)| answer).collect::<o365::Result<_>>()?)
}

/// Each has an answer, and none is an error.
fn all<T>(many: ManyAnswers<Ids, T>) -> Outcome
where
    ManyAnswers<Ids, T>: Iterator<Item = (Id<Message>, o365::Result<T>)>,
{
    match answers(many)?.len() {
        3 => Ok(()),
        other => Err(Trouble::Wrong(format!("{other} answers for 3 messages"))),
    }
}
