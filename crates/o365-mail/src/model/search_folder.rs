//! Search folders, as they are written.

use o365_core::query::Filter;
use o365_core::{Error, Id, Result, draft};
use serde::Serialize;

use super::MailFolder;

draft! {
    /// What to say of a search folder: a view of the messages that a filter finds in other folders.
    ///
    /// ```
    /// use o365_mail::{SearchFolderDraft, prop};
    ///
    /// let draft = SearchFolderDraft::new()
    ///     .display_name("Weekly digests")
    ///     .filter(prop::SUBJECT.contains("weekly digest"))
    ///     .source_folders(["AAMkAGVmMDEzM"])
    ///     .include_nested_folders(true);
    /// # let _ = draft;
    /// ```
    ///
    /// [mailSearchFolder](https://learn.microsoft.com/graph/api/resources/mailsearchfolder).
    pub struct SearchFolderDraft {
        /// Its name.
        display_name: String,
        /// Whether to search the folders within the sources, too.
        include_nested_folders: bool,
        ;
        filter_query: String,
        source_folder_ids: Vec<Id<MailFolder>>,
        ;
        filter: Option<Filter>,
    }
}

impl SearchFolderDraft {
    /// What it finds. A text is a filter written by hand.
    #[must_use]
    pub fn filter(mut self, filter: impl Into<Filter>) -> Self {
        let filter = filter.into();
        self.filter_query = filter.to_string().into();
        self.filter = Some(filter);
        self
    }

    /// Where it searches. Replaces where it did.
    #[must_use]
    pub fn source_folders<F: Into<Id<MailFolder>>>(
        mut self,
        folders: impl IntoIterator<Item = F>,
    ) -> Self {
        self.source_folder_ids = folders.into_iter().map(Into::into).collect::<Vec<_>>().into();
        self
    }

    /// The draft as it goes out.
    pub(crate) fn to_send(&self) -> Result<Typed<'_>> {
        self.filter.as_ref().map_or(Ok(()), Filter::check).map_err(Error::input)?;
        Ok(Typed { odata_type: "#microsoft.graph.mailSearchFolder", draft: self })
    }
}

/// A draft that says what it is of: the service takes it for a plain folder otherwise.
#[derive(Debug, Serialize)]
pub(crate) struct Typed<'a> {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    #[serde(flatten)]
    draft: &'a SearchFolderDraft,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::prop;

    #[test]
    fn says_what_it_is_and_what_it_finds() {
        let draft = SearchFolderDraft::new()
            .display_name("O'Brien")
            .filter(prop::SUBJECT.contains("O'Brien") & prop::IS_READ.eq(false))
            .source_folders(["AAMk1", "AAMk2"])
            .include_nested_folders(true);
        assert_eq!(
            serde_json::to_value(draft.to_send().unwrap()).unwrap(),
            json!({
                "@odata.type": "#microsoft.graph.mailSearchFolder",
                "displayName": "O'Brien",
                "includeNestedFolders": true,
                "filterQuery": "contains(subject, 'O''Brien') and isRead eq false",
                "sourceFolderIds": ["AAMk1", "AAMk2"],
            })
        );
        let sizes = prop::folder::TOTAL_ITEM_COUNT.gt(f64::NAN);
        assert!(SearchFolderDraft::new().filter(sizes).to_send().is_err());
    }
}
