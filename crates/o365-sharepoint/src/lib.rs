//! SharePoint: sites, lists and their items, pages, the term store.
//!
//! [`SharePoint`] is where one begins. Places ([`SiteHandle`], [`ListHandle`], [`ItemHandle`], [`ColumnHandle`], ..) are a
//! connection and a path: cheap to make, no request until a verb is called. Things ([`Site`], [`SharePointList`],
//! [`ListItem`], ..) are plain data. Drafts ([`FieldsDraft`], [`ListDraft`], [`ColumnDraft`], ..) are what is written: only
//! what they say is sent.
//!
//! ```no_run
//! # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
//! use o365_core::Resource;
//! use o365_sharepoint::prop::column;
//! use o365_sharepoint::{ChoiceColumn, ColumnDraft, FieldsDraft, ListDraft, NumberColumn, SharePoint};
//! use serde::{Deserialize, Serialize};
//!
//! // The columns of a list, by their internal names.
//! #[derive(Serialize, Deserialize)]
//! #[serde(rename_all = "PascalCase")]
//! struct Player {
//!     title: String,
//!     goals: Option<f64>,
//! }
//!
//! let site = SharePoint::new(&connection, Resource::Me).site_by_url("https://contoso.sharepoint.com/sites/united");
//! let list = site.create_list(
//!     ListDraft::from("Players")
//!         .column(ColumnDraft::from(("Goals", NumberColumn::new())).indexed(true))
//!         .column(("Positions", ChoiceColumn::several(["Winger", "Striker", "Keeper"]))),
//! )?;
//! let players = site.list(&list);
//!
//! let george = Player { title: "George Best".into(), goals: Some(179.0) };
//! players.create_item(FieldsDraft::of(&george).choices("Positions", ["Winger", "Striker"]))?;
//! players.create_item(FieldsDraft::new().set("Title", "Alex Stepney").set("Goals", 2))?;
//!
//! for item in players.items().filter(column("Goals").ge(100)).as_type::<Player>() {
//!     let item = item?;
//!     println!("{} {:?}", item.fields.title, item.fields.goals);
//!     players.item(&item).update(FieldsDraft::new().clear("Goals"))?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! | you want | you write |
//! |---|---|
//! | a site | [`SharePoint::root_site`], [`site`](SharePoint::site) by id, [`site_by_path`](SharePoint::site_by_path), [`site_by_url`](SharePoint::site_by_url) |
//! | sites | [`SharePoint::search`], [`followed`](SharePoint::followed), [`all_sites`](SharePoint::all_sites), [`SiteHandle::sites`] |
//! | a list | [`SiteHandle::lists`], [`list`](SiteHandle::list) by id or title, [`list_by_name`](SiteHandle::list_by_name), [`create_list`](SiteHandle::create_list) |
//! | its columns | [`ListHandle::columns`], [`create_column`](ListHandle::create_column), [`ColumnHandle`] |
//! | its items | [`ListHandle::items`]: filter, order, [`select_fields`](Items::select_fields), [`as_type`](Items::as_type), then a `for` |
//! | one item | [`ListHandle::item`], then [`update`](ItemHandle::update), [`delete`](ItemHandle::delete), [`versions`](ItemHandle::versions), .. |
//! | a new item | [`ListHandle::create_item`] with a [`FieldsDraft`] |
//! | many at once | [`ListHandle::create_items`], [`update_items`](ListHandle::update_items), [`delete_items`](ListHandle::delete_items) |
//! | what changed | [`Items::delta`] |
//! | the files of a site | `account.with_resource(&site).storage()`; of a library, [`SiteHandle::libraries`] and `account.with_resource(&library).storage()` |
//! | from a row to its file and back | [`ItemHandle::file`], [`ItemHandle::of_file`] |
//! | who may do what | [`SiteHandle::permissions`], [`SiteHandle::grant`] |
//! | pages, terms | [`SiteHandle::pages`], [`SiteHandle::create_page`], [`SiteHandle::term_store`] |
//!
//! # Limits of the service
//! - **Names of columns are the internal ones** in all that is read, written and asked: `Due_x0020_date`, not *Due date*. They
//!   stay when people rename a column. [`ListHandle::column_by_name`] looks one up, [`internal_name`] makes one.
//! - **5,000 items**: in longer lists the service refuses filters and orders by columns that aren't
//!   [indexed](ColumnDraft::indexed), and filters whose first condition leaves more. Index a column before the list is that
//!   long. To read all of a list is no trouble.
//! - **Columns that aren't indexed** can be filtered by in shorter lists if [that is
//!   allowed](Items::allow_non_indexed), at the risk that is in its name.
//! - **12 lookups** in an answer (people and terms count): [`Items::select_fields`].
//! - **Attachments of list items aren't in Graph**, and neither are views: SharePoint's own REST interface has them.
//! - Columns of addresses ([`FieldsDraft::hyperlink`]), pictures and terms are read; most organisations' services refuse to
//!   write them.
//! - Personal accounts have no sites.
//!
//! Microsoft: [sites and lists](https://learn.microsoft.com/graph/api/resources/sharepoint).

// A library prints nothing. Examples do, so that this is no lint of the workspace.
#![warn(clippy::print_stdout, clippy::print_stderr)]
// Labels what a feature gates, on docs.rs.
#![cfg_attr(docsrs, feature(doc_cfg))]

// Layers, bottom up: a module uses only the modules above it in this list.
mod name;
pub mod model;
pub mod prop;
mod batch;
mod version;
mod column;
mod content_type;
mod permission;
mod page;
mod term_store;
mod item;
mod items;
mod list;
mod site;
mod sharepoint;

pub use crate::{
    column::ColumnHandle,
    content_type::ContentTypeHandle,
    item::ItemHandle,
    items::Items,
    list::ListHandle,
    model::{
        BooleanColumn, CalculatedColumn, CalculatedType, ChoiceColumn, ChoiceDisplay,
        ColumnDefinition, ColumnDraft, ColumnKind, ColumnType, ColumnValidation,
        ContentApprovalStatusColumn, ContentType, ContentTypeDraft, ContentTypeInfo,
        ContentTypeOrder, CurrencyColumn, DateTimeColumn, DateTimeDisplay, DateTimeFormat,
        DecimalPlaces, DefaultColumnValue, DocumentLibrary, DocumentSetVersion,
        DocumentSetVersionDraft, DocumentSetVersionItem, FieldValues, FieldsDraft,
        GeolocationColumn, Hyperlink, HyperlinkOrPictureColumn, KeyValue, ListDraft, ListInfo,
        ListItem, ListItemVersion, ListTemplate, LocalizedDescription, LocalizedLabel,
        LocalizedName, LookupColumn, LookupValue, NumberColumn, NumberDisplay, PageLayout,
        PagePromotion, PersonKind, PersonOrGroupColumn, Reactions, SharePointList, Site,
        SiteCollection, SiteId, SitePage, SitePageDraft, SitePermission, SitePermissionDraft,
        SiteRole, Term, TermColumn, TermGroup, TermGroupScope, TermRelation, TermRelationship,
        TermSet, TermStore, TermValue, TextAlignment, TextColumn, TextType, ThumbnailColumn,
        TitleArea, TitleLayout,
    },
    name::{display_name, internal_name},
    page::PageHandle,
    permission::PermissionHandle,
    sharepoint::SharePoint,
    site::SiteHandle,
    term_store::{TermGroupHandle, TermHandle, TermSetHandle, TermStoreHandle},
    version::{DocumentSetVersionHandle, VersionHandle},
};
