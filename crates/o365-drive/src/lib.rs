//! OneDrive and the document libraries of SharePoint: drives, files, folders, transfers, sharing.
//!
//! [`Storage`] is where one begins. Places ([`Storage`], [`DriveHandle`], [`ItemHandle`], [`PermissionHandle`],
//! [`VersionHandle`], [`ShareHandle`]) are a connection and a path: cheap to make, no request until a verb is called. Things
//! ([`Drive`], [`DriveItem`], [`Permission`], [`DriveItemVersion`]) are plain data. Drafts ([`ItemDraft`], [`LinkDraft`],
//! [`InvitationDraft`]) are what is written: only what they say is sent.
//!
//! ```no_run
//! # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
//! use o365_core::Resource;
//! use o365_drive::{Destination, LinkDraft, SpecialFolder, Storage};
//!
//! let drive = Storage::new(&connection, Resource::Me).default_drive();
//! for item in drive.root().children().limit(25) {
//!     let item = item?;
//!     let name = item.name.as_deref().unwrap_or_default();
//!     if item.is_folder() {
//!         println!("{name}/");
//!     } else if let Some(photo) = &item.photo {
//!         println!("{name} by {}", photo.camera_model.as_deref().unwrap_or("a camera"));
//!     } else if let Some(dimensions) = item.dimensions() {
//!         println!("{name} {dimensions}");
//!     } else {
//!         println!("{name} {}", item.mime_type().unwrap_or("?"));
//!     }
//! }
//!
//! let file = drive.path("/Clubs").upload_file("goals.csv")?.send()?;
//! drive.item(&file).download_to("copy of goals.csv")?;
//!
//! if let Some(quotes) = drive.path("/Clubs/George's best quotes.docx").find()? {
//!     let quotes = drive.item(&quotes);
//!     let documents = drive.special(SpecialFolder::Documents);
//!     let mut copy = quotes.copy_to(Destination::from(documents).name("quotes.docx"))?;
//!     for status in &mut copy {
//!         println!("{:.0} %", status?.percentage_complete.unwrap_or_default());
//!     }
//!     drive.item(&copy.item()?).delete()?; // oops!
//!
//!     let link = quotes.create_link(LinkDraft::view())?;
//!     println!("{}", link.link.and_then(|link| link.web_url).unwrap_or_default());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! | you want | you write |
//! |---|---|
//! | a drive | [`Storage::default_drive`], [`Storage::drive`] by id, [`Storage::drives`]; of a person, a group or a site by its [`Resource`](o365_core::Resource) |
//! | an item | [`DriveHandle::path`], [`DriveHandle::item`] by id, [`DriveHandle::special`], [`ItemHandle::child`]; then [`get`](ItemHandle::get), or [`find`](ItemHandle::find) where it may be missing |
//! | what is in a folder | [`ItemHandle::children`]: order, select, limit, then a `for`; [`ItemHandle::walk`] for all below it |
//! | a search | [`DriveHandle::search`], [`ItemHandle::search`] |
//! | what changed | [`DriveHandle::delta`]; see [`delta`](o365_core::delta) |
//! | a file from here there | [`ItemHandle::upload_file`], [`ItemHandle::upload_bytes`], [`ItemHandle::upload`]; [`ItemHandle::upload_tree`] for a folder |
//! | a file from there here | [`ItemHandle::download_to`], [`ItemHandle::download`], [`ItemHandle::download_as`] in another form; [`ItemHandle::download_tree`] for a folder |
//! | a new folder | [`ItemHandle::create_folder`], [`ItemHandle::create_all`] for a whole path |
//! | another name, another place | [`ItemHandle::update`], [`ItemHandle::move_to`], [`ItemHandle::copy_to`] |
//! | only if nobody changed it | [`ItemHandle::if_match`] |
//! | to be rid of it | [`ItemHandle::delete`], [`ItemHandle::permanent_delete`] |
//! | earlier contents | [`ItemHandle::versions`], [`VersionHandle::download`], [`VersionHandle::restore`] |
//! | to share | [`ItemHandle::create_link`], [`ItemHandle::invite`], [`ItemHandle::permissions`] |
//! | what was shared | [`Storage::share`] by its link, [`DriveHandle::target`] for an item of another's drive |
//! | a picture | [`ItemHandle::thumbnail_content`], [`ItemHandle::thumbnails`] |
//! | a file for oneself | [`ItemHandle::check_out`], [`ItemHandle::check_in`] |
//! | to be kept, or kept secret | [`ItemHandle::set_retention_label`], [`ItemHandle::assign_sensitivity_label`] |
//! | the columns of a library | [`ItemHandle::fields`], [`ItemHandle::update_fields`] |
//!
//! # Names
//! Any name that the service takes goes through as it is: `#`, `%`, `+`, apostrophes, signs of any language. What it refuses is
//! refused before anything is sent, with the [rule](NameRule): see [`name`]. Names are compared without regard to case, and an id
//! stays when an item gets another name or moves within its drive.
//!
//! Microsoft: [files](https://learn.microsoft.com/graph/api/resources/onedrive),
//! [driveItem](https://learn.microsoft.com/graph/api/resources/driveitem).

// A library prints nothing. Examples do, so that this is no lint of the workspace.
#![warn(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(docsrs, feature(doc_cfg))]

// Layers, bottom up: a module uses only the modules above it in this list.
pub mod model;
pub mod prop;
mod place;
mod permission;
mod version;
mod walk;
mod copying;
mod item;
mod share;
mod drive;
mod storage;

pub use crate::{
    copying::Copying,
    drive::DriveHandle,
    item::{
        Compare, Destination, Format, ItemHandle, Step, StepKind, Tree, TreePlan, TreeProgress,
        TreeReport, Upload,
    },
    model::{
        ActivityInterval, Album, Audio, Bundle, CheckIn, Conflict, Deleted, Dimensions, Drive,
        DriveItem, DriveItemVersion, DriveRecipient, DriveType, File, FileSystemInfo, Folder,
        FolderView, GeoLocation, GrantError, Hashes, Image, InvitationDraft, ItemActionStat,
        ItemActivityStat, ItemAnalytics, ItemDraft, LinkDraft, LinkScope, LinkType, Malware,
        NameRule, Package, PendingContentUpdate, PendingOperations, Permission, Photo,
        PreauthenticatedUrl, Preview, PreviewDraft, Quota, QuotaState, RemoteItem,
        RetentionBehavior, RetentionLabel, RetentionSettings, Role, Root, SearchResult,
        SensitivityLabelAssignment, SensitivityLabelAssignmentMethod, SensitivityLabelDraft,
        Shared, SharedDriveItem, SharedScope, SharingInvitation, SharingLink, SpecialFolder,
        SpecialFolderFacet, StoragePlan, Thumbnail, ThumbnailSet, ThumbnailSize, Video,
        is_same_drive, name,
    },
    permission::PermissionHandle,
    share::ShareHandle,
    storage::Storage,
    version::VersionHandle,
    walk::{Walk, WalkEntry, Walker},
};
pub use o365_core::download::{Download, DownloadReader, Downloaded, Verified};
pub use o365_core::monitor::{OperationState, OperationStatus, SavedMonitor};
pub use o365_core::upload::{Cancel, Fragments, Progress, SavedUpload, Source};
pub use o365_core::{
    Identity, IdentitySet, ItemReference, Publication, PublicationLevel, SharepointIds,
};

#[cfg(test)]
mod tests;
