//! Lists.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet, ItemReference, SharepointIds, draft, open_enum};
use serde::{Deserialize, Serialize};

use super::column::{ColumnDefinition, ColumnDraft};
use super::content_type::ContentType;

/// A list of a site. A document library is one, too.
///
/// [list](https://learn.microsoft.com/graph/api/resources/list).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SharePointList {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<SharePointList>,
    /// Its name in the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_url: Option<String>,
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// When it was changed last.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<IdentitySet>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<IdentitySet>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e_tag: Option<String>,
    /// The site that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_reference: Option<ItemReference>,
    /// What kind of list it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<ListInfo>,
    /// Its ids in SharePoint's own API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharepoint_ids: Option<SharepointIds>,
    /// There, as an empty object, if the list is kept by the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<serde_json::Value>,
    /// Its columns, where they were asked for by `expand`.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnDefinition>,
    /// Its content types, where they were asked for by `expand`.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub content_types: Vec<ContentType>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&SharePointList> for Id<SharePointList> {
    fn from(list: &SharePointList) -> Self {
        list.id.clone()
    }
}

/// What kind of list it is.
///
/// [listInfo](https://learn.microsoft.com/graph/api/resources/listinfo).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ListInfo {
    /// What it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<ListTemplate>,
    /// Whether people see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
    /// Whether its items can be of several content types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_types_enabled: Option<bool>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ListInfo {
    /// Without a template: a draft says one.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the list is made from.
    #[must_use]
    pub fn template(mut self, template: impl Into<ListTemplate>) -> Self {
        self.template = Some(template.into());
        self
    }

    /// Whether its items can be of several content types.
    #[must_use]
    pub fn content_types_enabled(mut self, enabled: bool) -> Self {
        self.content_types_enabled = Some(enabled);
        self
    }

    /// Whether people don't see it.
    #[must_use]
    pub fn hidden(mut self, hidden: bool) -> Self {
        self.hidden = Some(hidden);
        self
    }
}

open_enum! {
    /// What a list is made from.
    ///
    /// [listInfo](https://learn.microsoft.com/graph/api/resources/listinfo).
    pub enum ListTemplate {
        /// Rows and columns, nothing else.
        GenericList = "genericList",
        /// Files.
        DocumentLibrary = "documentLibrary",
        /// Answers to questions.
        Survey = "survey",
        /// Addresses on the web.
        Links = "links",
        /// News.
        Announcements = "announcements",
        /// People.
        Contacts = "contacts",
        /// Dates.
        Events = "events",
        /// Work to do.
        Tasks = "tasks",
        /// Talk.
        DiscussionBoard = "discussionBoard",
        /// Pictures.
        PictureLibrary = "pictureLibrary",
        /// Pages of a site.
        WebPageLibrary = "webPageLibrary",
        /// Faults and what came of them.
        IssueTracking = "issueTracking",
        /// Work on a line of time.
        GanttTasks = "ganttTasks",
    }
}

draft! {
    /// What to say of a list: to create it or to change it. A text is its title.
    ///
    /// ```
    /// use o365_sharepoint::{ChoiceColumn, ColumnDraft, ListDraft, ListTemplate, NumberColumn, TextColumn};
    ///
    /// let players = ListDraft::new()
    ///     .display_name("Players")
    ///     .template(ListTemplate::GenericList)
    ///     .column(("Club", TextColumn::new().max_length(80)))
    ///     .column(ColumnDraft::from(("Goals", NumberColumn::new().minimum(0.0))).indexed(true))
    ///     .column(("Position", ChoiceColumn::new(["Winger", "Striker", "Keeper"])));
    /// # let _ = players;
    /// ```
    pub struct ListDraft {
        /// Its title. The name in its address is made of it when it is created.
        display_name: String,
        /// What it is for.
        description: String,
        /// What kind of list it is: when it is created. See [`template`](Self::template).
        list: ListInfo,
        ;
        columns: Vec<ColumnDraft>,
    }
}

impl ListDraft {
    /// What it is made from: when it is created.
    #[must_use]
    pub fn template(mut self, template: impl Into<ListTemplate>) -> Self {
        let info = self.list.as_set().cloned().unwrap_or_default();
        self.list = info.template(template).into();
        self
    }

    /// One more column, besides the title that every list has: when it is created.
    /// [`ListHandle::create_column`](crate::ListHandle::create_column) adds one later.
    #[must_use]
    pub fn column(mut self, column: impl Into<ColumnDraft>) -> Self {
        self.columns.push(column.into());
        self
    }

    /// As a list is created: Graph wants to be told what kind it is.
    pub(crate) fn for_create(self) -> Self {
        match self.list.as_set().is_some_and(|info| info.template.is_some()) {
            true => self,
            false => self.template(ListTemplate::GenericList),
        }
    }
}

impl From<&str> for ListDraft {
    fn from(title: &str) -> Self {
        ListDraft::new().display_name(title)
    }
}
impl From<String> for ListDraft {
    fn from(title: String) -> Self {
        ListDraft::new().display_name(title)
    }
}
impl From<&ListDraft> for ListDraft {
    fn from(draft: &ListDraft) -> Self {
        draft.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NumberColumn, TextColumn};
    use serde_json::{Value, json};

    #[test]
    fn writes_what_microsoft_s_page_shows() {
        let draft = ListDraft::from("Books")
            .column(("Author", TextColumn::new()))
            .column(("PageCount", NumberColumn::new()));
        let expected = json!({
            "displayName": "Books",
            "columns": [{"name": "Author", "text": {}}, {"name": "PageCount", "number": {}}],
            "list": {"template": "genericList"},
        });
        assert_eq!(serde_json::to_value(draft.for_create()).unwrap(), expected);
        let library = ListDraft::from("Files").template("documentLibrary").for_create();
        let info = serde_json::to_value(library).unwrap();
        assert_eq!(info["list"]["template"], "documentLibrary");
        let renamed = serde_json::to_value(ListDraft::from("Tomes").description(None)).unwrap();
        assert_eq!(renamed, json!({"displayName": "Tomes", "description": null}));
    }

    #[test]
    fn reads_what_microsoft_s_page_shows() {
        let page = json!({
            "id": "1234-112-112-4", "name": "Inventory", "lastModifiedDateTime": "2016-08-30T08:32:00Z",
            "list": {"hidden": false, "template": "genericList"},
            "columns": [{"name": "Name", "description": "Customer-facing name of the SKU"}],
            "items": [{"id": "2"}],
        });
        let list: SharePointList = serde_json::from_value(page.clone()).unwrap();
        assert_eq!(list.list.as_ref().unwrap().template, Some(ListTemplate::GenericList));
        assert_eq!(list.columns.len(), 1);
        assert!(list.extra.contains_key("items"));
        let again: Value = serde_json::to_value(&list).unwrap();
        assert_eq!(again["list"], page["list"]);
        let odd = json!({"id": null, "list": {"template": "somethingNew", "hidden": null}, "columns": null});
        let list: SharePointList = serde_json::from_value(odd).unwrap();
        assert_eq!(list.list.unwrap().template.unwrap().as_str(), "somethingNew");
    }
}
