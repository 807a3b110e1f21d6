//! Items of a drive, as they are written.

use o365_core::time::OffsetDateTime;
use o365_core::{Field, Result, draft};

use super::{Conflict, FileSystemInfo, name};

/// Where the service is told what to do with a name that is taken.
pub(crate) const CONFLICT: &str = "@microsoft.graph.conflictBehavior";

draft! {
    /// What to say of an item: to make a folder, or to change what is there. A text is its name.
    ///
    /// Each property is kept (not said), cleared (`None`) or set; only what is said is sent.
    ///
    /// ```
    /// use o365_core::time::macros::datetime;
    /// use o365_drive::ItemDraft;
    ///
    /// let folder = ItemDraft::from("Reports");
    /// let change = ItemDraft::new().name("March (final).xlsx").modified(datetime!(2024-03-31 18:00 UTC));
    /// # let _ = (folder, change);
    /// ```
    ///
    /// [driveItem: update](https://learn.microsoft.com/graph/api/driveitem-update).
    pub struct ItemDraft {
        /// What somebody says of it. OneDrive at home only.
        description: String,
        ;
        name: String,
        file_system_info: FileSystemInfo,
    }
}

impl ItemDraft {
    /// Its name, with the extension. What the [rules for names](crate::NameRule) forbid is refused before it is sent.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Field::Set(name.into());
        self
    }

    /// When it was made, by the computer it comes from.
    #[must_use]
    pub fn created(self, created: OffsetDateTime) -> Self {
        self.times(|times| times.created_date_time = Some(created))
    }

    /// When it was changed last, by the computer it comes from. In OneDrive for work and SharePoint, a change of this makes
    /// a new version.
    #[must_use]
    pub fn modified(self, modified: OffsetDateTime) -> Self {
        self.times(|times| times.last_modified_date_time = Some(modified))
    }

    /// What to do where there is an item by that name already. The service refuses unless something is said.
    #[must_use]
    pub fn on_conflict(self, conflict: Conflict) -> Self {
        self.set(CONFLICT, conflict.as_str())
    }

    /// The draft, or the rule that its name breaks.
    pub(crate) fn checked(&self) -> Result<&Self> {
        if let Some(said) = self.name.as_set() {
            name::check(said)?;
        }
        Ok(self)
    }

    /// The name that is said.
    pub(crate) fn said_name(&self) -> Option<&str> {
        self.name.as_set().map(String::as_str)
    }

    fn times(mut self, say: impl FnOnce(&mut FileSystemInfo)) -> Self {
        let mut times = self.file_system_info.as_set().cloned().unwrap_or_default();
        say(&mut times);
        self.file_system_info = Field::Set(times);
        self
    }
}

impl From<&str> for ItemDraft {
    fn from(name: &str) -> Self {
        ItemDraft::new().name(name)
    }
}
impl From<String> for ItemDraft {
    fn from(name: String) -> Self {
        ItemDraft::new().name(name)
    }
}
impl From<&String> for ItemDraft {
    fn from(name: &String) -> Self {
        ItemDraft::new().name(name)
    }
}
impl From<&ItemDraft> for ItemDraft {
    fn from(draft: &ItemDraft) -> Self {
        draft.clone()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn only_what_is_said_is_sent() {
        let sent = |draft: ItemDraft| serde_json::to_value(draft).unwrap();
        assert_eq!(sent(ItemDraft::new()), json!({}));
        assert_eq!(
            sent(
                ItemDraft::from("New Folder")
                    .on_conflict(Conflict::Rename)
                    .set("folder", json!({}))
            ),
            json!({"name": "New Folder", "folder": {}, "@microsoft.graph.conflictBehavior": "rename"})
        );
        let times = ItemDraft::new()
            .description(None)
            .created(datetime!(2024-01-01 00:00 UTC))
            .modified(datetime!(2024-01-02 05:00 +02:00));
        assert_eq!(
            sent(times),
            json!({"description": null, "fileSystemInfo": {
                "createdDateTime": "2024-01-01T00:00:00Z", "lastModifiedDateTime": "2024-01-02T03:00:00Z"}})
        );
    }

    #[test]
    fn a_name_that_breaks_a_rule_goes_nowhere() {
        assert!(ItemDraft::from("a/b").checked().is_err());
        assert!(ItemDraft::from("a b.txt").checked().is_ok() && ItemDraft::new().checked().is_ok());
    }
}
