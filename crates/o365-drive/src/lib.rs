//! OneDrive and the document libraries of SharePoint.

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
        RetentionBehavior, RetentionLabel, RetentionSettings, Role, Root, SearchResult, Shared,
        SharedDriveItem, SharedScope, SharingInvitation, SharingLink, SpecialFolder,
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
