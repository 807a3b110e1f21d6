//! What becomes of a name that is taken.

/// What the service does where there is an item by that name already.
///
/// ```
/// use o365_drive::{Conflict, ItemDraft};
///
/// let folder = ItemDraft::from("Reports").on_conflict(Conflict::Rename); // `Reports 1`
/// # let _ = folder;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Conflict {
    /// It refuses: the error [is a conflict](o365_core::Error::is_conflict).
    Fail,
    /// What was there goes. A folder can't be replaced by a file; a file that is replaced keeps its versions.
    Replace,
    /// What is new gets another name, which the answer tells.
    Rename,
}

impl Conflict {
    /// The word that the service knows.
    pub fn as_str(self) -> &'static str {
        match self {
            Conflict::Fail => "fail",
            Conflict::Replace => "replace",
            Conflict::Rename => "rename",
        }
    }
}
