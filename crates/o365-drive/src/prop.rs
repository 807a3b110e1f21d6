//! Properties of items (and, in a module, of drives) for queries: a filter that makes no sense doesn't compile.
//!
//! Drives take few options. `select` works everywhere. `order_by` takes name, size and the time of the last change in folders; a
//! filter is taken by some drives, for some properties: others refuse it, and the error says so.
//!
//! ```
//! use o365_drive::prop;
//!
//! let filter = prop::NAME.starts_with("Report") & prop::SIZE.gt(1_000_000);
//! assert_eq!(filter.to_string(), "startswith(name, 'Report') and size gt 1000000");
//! ```

use o365_core::query::Property;
use o365_core::query::kind::{Instant, Number, Object, Text};

/// `id`
pub const ID: Property<Text> = Property::new("id");
/// `name`
pub const NAME: Property<Text> = Property::new("name");
/// `description`
pub const DESCRIPTION: Property<Text> = Property::new("description");
/// `size`, in bytes
pub const SIZE: Property<Number> = Property::new("size");
/// `eTag`
pub const E_TAG: Property<Text> = Property::new("eTag");
/// `cTag`
pub const C_TAG: Property<Text> = Property::new("cTag");
/// `createdDateTime`
pub const CREATED: Property<Instant> = Property::new("createdDateTime");
/// `lastModifiedDateTime`
pub const LAST_MODIFIED: Property<Instant> = Property::new("lastModifiedDateTime");
/// `createdBy`
pub const CREATED_BY: Property<Object> = Property::new("createdBy");
/// `lastModifiedBy`
pub const LAST_MODIFIED_BY: Property<Object> = Property::new("lastModifiedBy");
/// `webUrl`
pub const WEB_URL: Property<Text> = Property::new("webUrl");
/// `webDavUrl`
pub const WEB_DAV_URL: Property<Text> = Property::new("webDavUrl");
/// `parentReference`
pub const PARENT_REFERENCE: Property<Object> = Property::new("parentReference");
/// `fileSystemInfo`
pub const FILE_SYSTEM_INFO: Property<Object> = Property::new("fileSystemInfo");
/// `file`
pub const FILE: Property<Object> = Property::new("file");
/// `folder`
pub const FOLDER: Property<Object> = Property::new("folder");
/// `package`
pub const PACKAGE: Property<Object> = Property::new("package");
/// `bundle`
pub const BUNDLE: Property<Object> = Property::new("bundle");
/// `root`
pub const ROOT: Property<Object> = Property::new("root");
/// `specialFolder`
pub const SPECIAL_FOLDER: Property<Object> = Property::new("specialFolder");
/// `remoteItem`
pub const REMOTE_ITEM: Property<Object> = Property::new("remoteItem");
/// `deleted`
pub const DELETED: Property<Object> = Property::new("deleted");
/// `image`
pub const IMAGE: Property<Object> = Property::new("image");
/// `photo`
pub const PHOTO: Property<Object> = Property::new("photo");
/// `location`
pub const LOCATION: Property<Object> = Property::new("location");
/// `video`
pub const VIDEO: Property<Object> = Property::new("video");
/// `audio`
pub const AUDIO: Property<Object> = Property::new("audio");
/// `malware`
pub const MALWARE: Property<Object> = Property::new("malware");
/// `publication`: comes only when selected.
pub const PUBLICATION: Property<Object> = Property::new("publication");
/// `shared`
pub const SHARED: Property<Object> = Property::new("shared");
/// `sharepointIds`: comes only when selected.
pub const SHAREPOINT_IDS: Property<Object> = Property::new("sharepointIds");

/// Properties of drives.
pub mod drive {
    use o365_core::query::Property;
    use o365_core::query::kind::{Instant, Object, Text};

    /// `id`
    pub const ID: Property<Text> = Property::new("id");
    /// `name`
    pub const NAME: Property<Text> = Property::new("name");
    /// `driveType`
    pub const DRIVE_TYPE: Property<Text> = Property::new("driveType");
    /// `owner`
    pub const OWNER: Property<Object> = Property::new("owner");
    /// `quota`
    pub const QUOTA: Property<Object> = Property::new("quota");
    /// `webUrl`
    pub const WEB_URL: Property<Text> = Property::new("webUrl");
    /// `createdDateTime`
    pub const CREATED: Property<Instant> = Property::new("createdDateTime");
    /// `lastModifiedDateTime`
    pub const LAST_MODIFIED: Property<Instant> = Property::new("lastModifiedDateTime");
    /// `sharePointIds`: comes only when selected.
    pub const SHARE_POINT_IDS: Property<Object> = Property::new("sharePointIds");
    /// `system`: lists with it selected tell the system's drives too.
    pub const SYSTEM: Property<Object> = Property::new("system");
}
