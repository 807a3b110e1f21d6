//! What drives are made of: plain data.

mod activity;
mod conflict;
mod draft;
mod drive;
mod facet;
mod invitation;
mod item;
mod label;
mod link;
mod media;
pub mod name;
mod office;
mod permission;
mod secret;
mod share;
mod special;
mod thumbnail;
mod version;

pub use activity::{ActivityInterval, ItemActionStat, ItemActivityStat, ItemAnalytics};
pub use conflict::Conflict;
pub use draft::ItemDraft;
pub use drive::{Drive, DriveType, Quota, QuotaState, StoragePlan, is_same_drive};
pub use facet::{
    Album, Bundle, Deleted, File, FileSystemInfo, Folder, FolderView, Hashes, Malware, Package,
    PendingContentUpdate, PendingOperations, RemoteItem, Root, SearchResult, Shared, SharedScope,
    SpecialFolderFacet,
};
pub use invitation::{DriveRecipient, InvitationDraft};
pub use item::DriveItem;
pub use label::{
    RetentionBehavior, RetentionLabel, RetentionSettings, SensitivityLabelAssignment,
    SensitivityLabelAssignmentMethod, SensitivityLabelDraft,
};
pub use link::{LinkDraft, LinkScope, LinkType, SharingLink};
pub use media::{Audio, Dimensions, GeoLocation, Image, Photo, Video};
pub use name::NameRule;
pub use office::{CheckIn, Preview, PreviewDraft};
pub use permission::{GrantError, Permission, Role, SharingInvitation};
pub use secret::PreauthenticatedUrl;
pub use share::SharedDriveItem;
pub use special::SpecialFolder;
pub use thumbnail::{Thumbnail, ThumbnailSet, ThumbnailSize};
pub use version::DriveItemVersion;

pub(crate) use draft::CONFLICT;
pub(crate) use drive::whole_drive_id;
pub(crate) use invitation::{addresses, check_recipients};
