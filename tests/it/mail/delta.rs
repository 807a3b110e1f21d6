use o365::delta::{Change, Delta, DeltaLink, Removal};
use o365::mail::{MailFolder, Message, WellKnownFolder};
use o365::{Id, Result};

use super::{mailbox, start};

/// All of a round, and its link as a program keeps it between two runs.
fn round<T: serde::de::DeserializeOwned>(mut delta: Delta<T>) -> (Vec<Change<T>>, DeltaLink) {
    let changes: Result<Vec<_>> = delta.by_ref().collect();
    let link = serde_json::to_string(&delta.link().expect("a link at the end")).unwrap();
    (changes.unwrap(), serde_json::from_str(&link).unwrap())
}

fn upserts<T>(changes: &[Change<T>]) -> usize {
    changes.iter().filter(|change| matches!(change, Change::Upsert(_))).count()
}

fn removed<T>(changes: &[Change<T>]) -> Vec<(&Id<T>, &Removal)> {
    changes
        .iter()
        .filter_map(|change| match change {
            Change::Removed { id, reason, .. } => Some((id, reason)),
            _ => None,
        })
        .collect()
}

#[test]
fn messages_that_came_changed_and_went() {
    let (sandbox, mailbox) = mailbox(30);
    let inbox = || mailbox.inbox().messages().select(["subject", "isRead"]).page_size(10);
    let (first, link) = round::<Message>(inbox().delta(None));
    assert_eq!((upserts(&first), first.len()), (30, 30));
    let (nothing, link) = round(inbox().delta(link));
    assert_eq!(nothing.len(), 0);

    let messages = mailbox.inbox().messages().limit(3).all().unwrap();
    let [gone, moved, read] = &messages[..] else { panic!("three") };
    mailbox.message(gone).permanent_delete().unwrap();
    mailbox.message(moved).move_to(WellKnownFolder::Archive).unwrap();
    let is_read = !read.is_read.unwrap();
    mailbox.message(read).mark_read(is_read).unwrap();
    let new = serde_json::json!({"subject": "just in"});
    let new = sandbox.add_message(sandbox.user(), "inbox", new).unwrap();

    let (changes, link) = round(inbox().delta(link));
    let mut away: Vec<_> = removed(&changes).into_iter().map(|(id, _)| id.clone()).collect();
    away.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    let mut expected = vec![gone.id.clone(), moved.id.clone()];
    expected.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    assert_eq!(away, expected, "moved away is removed here");
    let there: Vec<&Message> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Upsert(message) => Some(message),
            _ => None,
        })
        .collect();
    assert_eq!(there.len(), 2);
    let of = |id: &str| *there.iter().find(|message| message.id.as_str() == id).unwrap();
    assert_eq!(of(read.id.as_str()).is_read, Some(is_read));
    assert_eq!(of(&new).subject.as_deref(), Some("just in"));
    assert_eq!(round(inbox().delta(link)).0.len(), 0);
}

#[test]
fn folders_of_the_mailbox_and_of_a_folder() {
    let (_sandbox, account) = start();
    let mailbox = account.mailbox();
    let (all, link) = round::<MailFolder>(mailbox.folders().delta(None));
    assert!(upserts(&all) >= 6, "the well-known ones");
    let (_, inside) = round(mailbox.inbox().folders().delta(None));
    let made = mailbox.inbox().create_folder("Projects").unwrap();
    let (changes, link) = round(mailbox.folders().delta(link));
    let is_made = |change: &Change<MailFolder>| matches!(change, Change::Upsert(folder) if folder.id == made.id);
    assert!(changes.iter().any(is_made));
    let (changes, inside) = round(mailbox.inbox().folders().delta(inside));
    assert!(changes.iter().any(is_made));

    mailbox.folder(&made).permanent_delete().unwrap();
    let (changes, _) = round(mailbox.folders().delta(link));
    assert_eq!(removed(&changes).iter().filter(|(id, _)| **id == made.id).count(), 1);
    let (changes, _) = round(mailbox.inbox().folders().delta(inside));
    assert_eq!(removed(&changes).len(), 1);
}

#[test]
fn a_lapsed_link_starts_over_and_says_so() {
    let (sandbox, mailbox) = mailbox(12);
    let (_, link) = round::<Message>(mailbox.inbox().messages().delta(None));
    sandbox.lapse_deltas();
    let (changes, link) = round(mailbox.inbox().messages().delta(link));
    assert!(matches!(changes[0], Change::Reset(_)), "{:?}", changes[0]);
    assert_eq!((upserts(&changes), changes.len()), (12, 13));
    assert_eq!(round(mailbox.inbox().messages().delta(link)).0.len(), 0);
}

/// What was broken off goes on: by the rest of the round, not from its start.
#[test]
fn a_round_is_broken_off_and_taken_up_again() {
    let (sandbox, mailbox) = mailbox(30);
    let list = || mailbox.inbox().messages().page_size(10);
    let mut limited = list().limit(7).delta(None);
    assert_eq!(limited.by_ref().map(Result::unwrap).count(), 7);
    assert!(limited.link().is_none(), "the round isn't whole");

    let mut broken = list().delta(None);
    assert_eq!(broken.by_ref().take(20).map(Result::unwrap).count(), 20);
    let rest = broken.resume_link().unwrap();
    sandbox.clear_requests();
    let (changes, _) = round(list().delta(rest));
    assert_eq!(changes.len(), 10);
    let first = &sandbox.requests()[0];
    assert!(
        first.target.contains("skiptoken") || first.target.contains("skipToken"),
        "{}",
        first.target
    );
}
