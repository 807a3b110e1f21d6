//! What a round of changes tells.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, value::RawValue};

use crate::error::{DecodeError, Error, Result};
use crate::id::Id;

/// One change of a collection.
///
/// The same item may come several times in a round: the last one is right. The order says nothing; a thing may come
/// before the folder it is in.
#[derive(Clone, Debug)]
pub enum Change<T> {
    /// It is there: created, or changed, which the service doesn't tell apart. In the first round, everything that there
    /// is.
    ///
    /// Some services name only what changed: **a property that is missing wasn't cleared.** Write what is there over what
    /// you have; [`merge`] does it for JSON.
    Upsert(T),
    /// It isn't there any more.
    Removed {
        /// Which one.
        id: Id<T>,
        /// Whether it is gone or only out of sight.
        reason: Removal,
    },
    /// The saved link had lapsed, and the service tells **everything from the start**: what isn't named from here to the
    /// end of the round is gone. Forget what you have, or mark it and drop at the end what stayed marked.
    Reset(Resync),
}

crate::open_enum! {
    /// Why something isn't in the collection any more.
    pub enum Removal {
        /// It was deleted for good, or to where the service doesn't tell.
        Deleted = "deleted",
        /// It left the collection: it was moved, doesn't match any more, or can be restored.
        Changed = "changed",
    }
}

/// How to treat what was changed on both sides, when a [round starts over](Change::Reset). It matters to who writes
/// back: who only reads takes what the service has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resync {
    /// The service doesn't say.
    Unspecified,
    /// What the service has is right, deletions too (`resyncChangesApplyDifferences`).
    ApplyDifferences,
    /// What the service doesn't have is to be uploaded; of what differs keep both (`resyncChangesUploadDifferences`).
    UploadDifferences,
}

impl Resync {
    /// What the service says with its refusal.
    pub(super) fn of(error: &Error) -> Self {
        // Two pages of the documentation spell it in two ways.
        let says = |what: &str| {
            error.service().is_some_and(|answer| {
                answer.has_code(&format!("resyncChanges{what}"))
                    || answer.has_code(&format!("resync{what}"))
            })
        };
        match () {
            () if says("ApplyDifferences") => Resync::ApplyDifferences,
            () if says("UploadDifferences") => Resync::UploadDifferences,
            () => Resync::Unspecified,
        }
    }
}

/// Writes the properties that a change brings over those that are known.
///
/// ```
/// use o365_core::delta::merge;
/// use serde_json::json;
///
/// let mut known = json!({"id": "1", "subject": "Budget", "isRead": false});
/// merge(&mut known, json!({"id": "1", "isRead": true, "flag": null}));
/// assert_eq!(known, json!({"id": "1", "subject": "Budget", "isRead": true, "flag": null}));
/// ```
pub fn merge(known: &mut Value, change: Value) {
    match (known, change) {
        (Value::Object(known), Value::Object(change)) => known.extend(change),
        (known, change) => *known = change,
    }
}

/// What tells a removal from the rest: `@removed` in mail, calendars and the directory, the facet `deleted` in drives
/// and lists.
#[derive(Deserialize)]
struct Mark<'a> {
    #[serde(default)]
    id: Option<String>,
    #[serde(rename = "@removed", default)]
    removed: Option<Reason>,
    /// An object; anything else by that name is an ordinary property.
    #[serde(borrow, default)]
    deleted: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Reason {
    #[serde(default)]
    reason: Option<String>,
}

/// Reads one item of a page.
pub(super) fn read<T: DeserializeOwned>(item: &RawValue) -> Result<Change<T>> {
    let text = item.get();
    if (text.contains("\"@removed\"") || text.contains("\"deleted\""))
        && let Ok(Mark { id: Some(id), removed, deleted }) = serde_json::from_str(text)
    {
        let facet = deleted.is_some_and(|deleted| deleted.get().starts_with('{'));
        let said = removed.map(|removed| removed.reason);
        if said.is_some() || facet {
            let reason = said.flatten().map_or(Removal::Deleted, |text| text.as_str().into());
            return Ok(Change::Removed { id: id.into(), reason });
        }
    }
    serde_json::from_str(text)
        .map(Change::Upsert)
        .map_err(|source| DecodeError::locate::<T>(text, source).inside("value[..]").into())
}
