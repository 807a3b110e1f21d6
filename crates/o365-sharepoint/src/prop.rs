//! Columns and (in modules) properties of sites, lists and pages for queries.
//!
//! ```
//! use o365_sharepoint::prop::{self, column};
//! use o365_core::time::macros::datetime;
//!
//! let filter = column("Position").eq("Winger") & column("Goals").ge(100);
//! assert_eq!(filter.to_string(), "fields/Position eq 'Winger' and fields/Goals ge 100");
//! let filter = prop::MODIFIED.ge(datetime!(2024-01-01 0:00 UTC)) & prop::TITLE.starts_with("G");
//! assert_eq!(filter.to_string(), "fields/Modified ge '2024-01-01T00:00:00Z' and startswith(fields/Title, 'G')");
//! ```

use o365_core::query::Property;
use o365_core::query::kind::{Any, Instant, Text};

/// A column by its internal name, of no particular kind: it can be compared with any value.
///
/// The service filters long lists by indexed columns only; see [`Items::allow_non_indexed`](crate::Items::allow_non_indexed).
/// A lookup is filtered by its id, `column("ClubLookupId").eq("7")`.
pub fn column(name: &str) -> Property<Any> {
    o365_core::query::field(format!("fields/{name}"))
}

/// `fields/id`: the number of the item. Always indexed.
pub const ID: Property<Any> = Property::new("fields/id");
/// `fields/Title`
pub const TITLE: Property<Text> = Property::new("fields/Title");
/// `fields/Created`
pub const CREATED: Property<Instant> = Property::new("fields/Created");
/// `fields/Modified`
pub const MODIFIED: Property<Instant> = Property::new("fields/Modified");
/// `fields/ContentType`: the name of the content type.
pub const CONTENT_TYPE: Property<Text> = Property::new("fields/ContentType");
/// `fields/FileLeafRef`: the name of the file, in a document library.
pub const FILE_NAME: Property<Text> = Property::new("fields/FileLeafRef");

/// Properties of sites.
pub mod site {
    use o365_core::query::Property;
    use o365_core::query::kind::{Instant, Object, Text};

    /// `displayName`
    pub const DISPLAY_NAME: Property<Text> = Property::new("displayName");
    /// `name`
    pub const NAME: Property<Text> = Property::new("name");
    /// `webUrl`
    pub const WEB_URL: Property<Text> = Property::new("webUrl");
    /// `createdDateTime`
    pub const CREATED: Property<Instant> = Property::new("createdDateTime");
    /// `lastModifiedDateTime`
    pub const LAST_MODIFIED: Property<Instant> = Property::new("lastModifiedDateTime");
    /// `siteCollection/root`: `COLLECTION_ROOT.ne(Null)` leaves the roots of organisations.
    pub const COLLECTION_ROOT: Property<Object> = Property::new("siteCollection/root");
    /// `siteCollection`
    pub const SITE_COLLECTION: Property<Object> = Property::new("siteCollection");
}

/// Properties of lists.
pub mod list {
    use o365_core::query::Property;
    use o365_core::query::kind::{Bool, Instant, Object, Text};

    /// `displayName`
    pub const DISPLAY_NAME: Property<Text> = Property::new("displayName");
    /// `name`
    pub const NAME: Property<Text> = Property::new("name");
    /// `list`
    pub const LIST: Property<Object> = Property::new("list");
    /// `list/template`
    pub const TEMPLATE: Property<Text> = Property::new("list/template");
    /// `list/hidden`
    pub const HIDDEN: Property<Bool> = Property::new("list/hidden");
    /// `lastModifiedDateTime`
    pub const LAST_MODIFIED: Property<Instant> = Property::new("lastModifiedDateTime");
    /// `system`: selected, it brings the lists that the system keeps to light.
    pub const SYSTEM: Property<Object> = Property::new("system");
}

/// Properties of pages.
pub mod page {
    use o365_core::query::Property;
    use o365_core::query::kind::{Instant, Text};

    /// `title`
    pub const TITLE: Property<Text> = Property::new("title");
    /// `name`
    pub const NAME: Property<Text> = Property::new("name");
    /// `lastModifiedDateTime`
    pub const LAST_MODIFIED: Property<Instant> = Property::new("lastModifiedDateTime");
}
