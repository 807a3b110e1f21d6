//! Facets: what an item of a drive is, each with what there is to say of it.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet, ItemReference, SharepointIds};
use serde::{Deserialize, Serialize};

use super::media::{Image, Video};
use super::{DriveItem, SpecialFolder};

/// It is a file.
///
/// [file](https://learn.microsoft.com/graph/api/resources/file).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct File {
    /// What its content is, by its name and by what the service found: `image/png`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// Sums of its content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hashes: Option<Hashes>,
    /// Whether the service is still looking at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub processing_metadata: Option<bool>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Sums of a file's content. Which of them there are depends on the drive: OneDrive for work and SharePoint have
/// QuickXorHash, OneDrive at home has SHA-1 and SHA-256 or QuickXorHash. Of a new or large file there may be none yet.
///
/// [hashes](https://learn.microsoft.com/graph/api/resources/hashes).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Hashes {
    /// Microsoft's own, base64: no proof against malice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quick_xor_hash: Option<String>,
    /// SHA-1, hexadecimal, in capitals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha1_hash: Option<String>,
    /// SHA-256, hexadecimal, in capitals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256_hash: Option<String>,
    /// CRC32, hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crc32_hash: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// It is a folder.
///
/// [folder](https://learn.microsoft.com/graph/api/resources/folder).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Folder {
    /// Items in it, not counting those in its folders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child_count: Option<u64>,
    /// How to show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<FolderView>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a folder wants to be shown.
///
/// [folderView](https://learn.microsoft.com/graph/api/resources/folderview).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct FolderView {
    /// `name`, `type`, `size`, `takenOrCreatedDateTime`, `lastModifiedDateTime`, `sequence`, `default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_by: Option<String>,
    /// `ascending` or `descending`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<String>,
    /// `icons`, `details`, `thumbnails`, `default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view_type: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// It is a bundle of files that is opened as one, such as a notebook of OneNote: neither a file nor a folder.
///
/// [package](https://learn.microsoft.com/graph/api/resources/package).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Package {
    /// What it is: `oneNote`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// It is a set of items that are shared together, such as an album. OneDrive at home only.
///
/// [bundle](https://learn.microsoft.com/graph/api/resources/bundle).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Bundle {
    /// Items in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child_count: Option<u64>,
    /// It is an album of photos.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album: Option<Album>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A bundle of photos.
///
/// [album](https://learn.microsoft.com/graph/api/resources/album).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Album {
    /// The item that is its cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_image_item_id: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// It is gone.
///
/// [deleted](https://learn.microsoft.com/graph/api/resources/deleted).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Deleted {
    /// How far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Times as the computer has them that it was uploaded from. Those of the [item](DriveItem) itself say when the service saw
/// it.
///
/// [fileSystemInfo](https://learn.microsoft.com/graph/api/resources/filesysteminfo).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct FileSystemInfo {
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// When it was changed last.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// When it was opened last: in lists of recent items only.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_accessed_date_time: Option<OffsetDateTime>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The service found malware in it; it can't be downloaded.
///
/// [malware](https://learn.microsoft.com/graph/api/resources/malware).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Malware {
    /// What it found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What the service is still doing with it.
///
/// [pendingOperations](https://learn.microsoft.com/graph/api/resources/pendingoperations).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct PendingOperations {
    /// Its content is being updated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_content_update: Option<PendingContentUpdate>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An update of content that waits.
///
/// [pendingContentUpdate](https://learn.microsoft.com/graph/api/resources/pendingcontentupdate).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct PendingContentUpdate {
    /// Since when.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub queued_date_time: Option<OffsetDateTime>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// It is a link to an item of another drive: something shared, added to one's own drive.
///
/// What is done with its content or its children is done there: [`DriveHandle::target`](crate::DriveHandle::target).
///
/// [remoteItem](https://learn.microsoft.com/graph/api/resources/remoteitem).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct RemoteItem {
    /// Its id in its drive.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<DriveItem>,
    /// Its drive, and its folder where one may know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_reference: Option<ItemReference>,
    /// Its name there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its size, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// It is a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<File>,
    /// It is a folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<Folder>,
    /// It is an image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// It is a film.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video: Option<Box<Video>>,
    /// It is a package.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package: Option<Package>,
    /// Who shares it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<Box<Shared>>,
    /// It is a special folder there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub special_folder: Option<SpecialFolderFacet>,
    /// Times as its computer has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_system_info: Option<FileSystemInfo>,
    /// What SharePoint calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharepoint_ids: Option<Box<SharepointIds>>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<IdentitySet>,
    /// When.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<IdentitySet>,
    /// When.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Where a browser shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_url: Option<String>,
    /// Where it is by WebDAV.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_dav_url: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// It is the root of its drive.
///
/// [root](https://learn.microsoft.com/graph/api/resources/root).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Root {
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A search found it.
///
/// [searchResult](https://learn.microsoft.com/graph/api/resources/searchresult).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SearchResult {
    /// Where to tell the service that somebody took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_click_telemetry_url: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// It is shared.
///
/// [shared](https://learn.microsoft.com/graph/api/resources/shared).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Shared {
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<IdentitySet>,
    /// With whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<SharedScope>,
    /// Who shared it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_by: Option<IdentitySet>,
    /// When.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub shared_date_time: Option<OffsetDateTime>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

o365_core::open_enum! {
    /// With whom an item is shared.
    pub enum SharedScope {
        /// With whoever has the link.
        Anonymous = "anonymous",
        /// With the organisation.
        Organization = "organization",
        /// With some people.
        Users = "users",
    }
}

/// It is a special folder.
///
/// [specialFolder](https://learn.microsoft.com/graph/api/resources/specialfolder).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SpecialFolderFacet {
    /// Which one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SpecialFolder>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}
