//! The types of drives: items, permissions, versions, and the parameters of their actions.

use super::{
    Access::{Create, Read, Write},
    ENTITY,
    Kind::{self, Complex, Flag, Instant, Int, Long, Many, Nav, NavMany, Open, Text},
    Type,
    mail::{TEXTS, p},
};

const fn complex(name: &'static str, properties: &'static [super::Property]) -> Type {
    Type { name, base: None, properties }
}

static BASE_ITEM: Type = Type {
    name: "microsoft.graph.baseItem",
    base: Some(&ENTITY),
    properties: &[
        p("createdBy", Open, Read),
        p("createdDateTime", Instant, Read),
        p("description", Text, Write),
        p("eTag", Text, Read),
        p("lastModifiedBy", Open, Read),
        p("lastModifiedDateTime", Instant, Read),
        p("name", Text, Write),
        p("parentReference", Complex(&ITEM_REFERENCE), Write),
        p("webUrl", Text, Read),
    ],
};

pub(crate) static DRIVE: Type = Type {
    name: "microsoft.graph.drive",
    base: Some(&BASE_ITEM),
    properties: &[
        p("driveType", Text, Read),
        p("owner", Open, Read),
        p("quota", Open, Read),
        p("sharePointIds", Complex(&SHAREPOINT_IDS), Read),
        p("system", Open, Read),
        p("bundles", NavMany(&DRIVE_ITEM), Read),
        p("following", NavMany(&DRIVE_ITEM), Read),
        p("items", NavMany(&DRIVE_ITEM), Read),
        p("list", Nav(&ENTITY), Read),
        p("root", Nav(&DRIVE_ITEM), Read),
        p("special", NavMany(&DRIVE_ITEM), Read),
    ],
};

pub(crate) static DRIVE_ITEM: Type = Type {
    name: "microsoft.graph.driveItem",
    base: Some(&BASE_ITEM),
    properties: &[
        p("audio", Open, Read),
        p("bundle", Open, Create),
        p("content", Kind::Binary, Read),
        p("cTag", Text, Read),
        p("deleted", Open, Read),
        p("file", Complex(&FILE), Write),
        p("fileSystemInfo", Complex(&FILE_SYSTEM_INFO), Write),
        p("folder", Complex(&FOLDER), Write),
        p("image", Open, Read),
        p("location", Open, Read),
        p("malware", Open, Read),
        p("package", Complex(&PACKAGE), Read),
        p("pendingOperations", Open, Read),
        p("photo", Open, Read),
        p("publication", Open, Read),
        p("remoteItem", Open, Create),
        p("root", Open, Read),
        p("searchResult", Open, Read),
        p("shared", Open, Read),
        p("sharepointIds", Complex(&SHAREPOINT_IDS), Read),
        p("size", Long, Read),
        p("specialFolder", Open, Read),
        p("video", Open, Read),
        p("webDavUrl", Text, Read),
        p("analytics", Nav(&ENTITY), Read),
        p("children", NavMany(&DRIVE_ITEM), Read),
        p("listItem", Nav(&LIST_ITEM), Read),
        p("permissions", NavMany(&PERMISSION), Read),
        p("retentionLabel", Nav(&ENTITY), Read),
        p("subscriptions", NavMany(&ENTITY), Read),
        p("thumbnails", NavMany(&THUMBNAIL_SET), Read),
        p("versions", NavMany(&DRIVE_ITEM_VERSION), Read),
        p("workbook", Nav(&ENTITY), Read),
    ],
};

/// As far as an item of a drive can show it.
static LIST_ITEM: Type = Type {
    name: "microsoft.graph.listItem",
    base: Some(&BASE_ITEM),
    properties: &[
        p("contentType", Open, Read),
        p("sharepointIds", Complex(&SHAREPOINT_IDS), Read),
        p("fields", Open, Read),
    ],
};

static FILE: Type = complex(
    "microsoft.graph.file",
    &[p("hashes", Open, Read), p("mimeType", Text, Read), p("processingMetadata", Flag, Read)],
);

static FOLDER: Type =
    complex("microsoft.graph.folder", &[p("childCount", Int, Write), p("view", Open, Write)]);

static PACKAGE: Type = complex("microsoft.graph.package", &[p("type", Text, Read)]);

pub(crate) static FILE_SYSTEM_INFO: Type = complex(
    "microsoft.graph.fileSystemInfo",
    &[
        p("createdDateTime", Instant, Write),
        p("lastAccessedDateTime", Instant, Write),
        p("lastModifiedDateTime", Instant, Write),
    ],
);

static ITEM_REFERENCE: Type = complex(
    "microsoft.graph.itemReference",
    &[
        p("driveId", Text, Write),
        p("driveType", Text, Read),
        p("id", Text, Write),
        p("name", Text, Write),
        p("path", Text, Write),
        p("shareId", Text, Write),
        p("sharepointIds", Complex(&SHAREPOINT_IDS), Write),
        p("siteId", Text, Write),
    ],
);

static SHAREPOINT_IDS: Type = complex(
    "microsoft.graph.sharepointIds",
    &[
        p("listId", Text, Write),
        p("listItemId", Text, Write),
        p("listItemUniqueId", Text, Write),
        p("siteId", Text, Write),
        p("siteUrl", Text, Write),
        p("tenantId", Text, Write),
        p("webId", Text, Write),
    ],
);

pub(crate) static THUMBNAIL_SET: Type = Type {
    name: "microsoft.graph.thumbnailSet",
    base: Some(&ENTITY),
    properties: &[
        p("large", Open, Read),
        p("medium", Open, Read),
        p("small", Open, Read),
        p("source", Open, Read),
    ],
};

pub(crate) static DRIVE_ITEM_VERSION: Type = Type {
    name: "microsoft.graph.driveItemVersion",
    base: Some(&ENTITY),
    properties: &[
        p("lastModifiedBy", Open, Read),
        p("lastModifiedDateTime", Instant, Read),
        p("publication", Open, Read),
        p("content", Kind::Binary, Read),
        p("size", Long, Read),
    ],
};

pub(crate) static PERMISSION: Type = Type {
    name: "microsoft.graph.permission",
    base: Some(&ENTITY),
    properties: &[
        p("expirationDateTime", Instant, Write),
        p("grantedTo", Open, Read),
        p("grantedToIdentities", Open, Read),
        p("grantedToIdentitiesV2", Open, Read),
        p("grantedToV2", Open, Read),
        p("hasPassword", Flag, Read),
        p("inheritedFrom", Complex(&ITEM_REFERENCE), Read),
        p("invitation", Open, Read),
        p("link", Open, Read),
        p("roles", TEXTS, Write),
        p("shareId", Text, Read),
    ],
};

static DRIVE_RECIPIENT: Type = complex(
    "microsoft.graph.driveRecipient",
    &[p("alias", Text, Write), p("email", Text, Write), p("objectId", Text, Write)],
);

const RECIPIENTS: Kind = Many(&Complex(&DRIVE_RECIPIENT));

pub(crate) static CREATE_LINK: Type = complex(
    "microsoft.graph.createLink",
    &[
        p("type", Text, Write),
        p("scope", Text, Write),
        p("expirationDateTime", Instant, Write),
        p("password", Text, Write),
        p("message", Text, Write),
        p("recipients", RECIPIENTS, Write),
        p("retainInheritedPermissions", Flag, Write),
        p("sendNotification", Flag, Write),
    ],
);

pub(crate) static INVITE: Type = complex(
    "microsoft.graph.invite",
    &[
        p("requireSignIn", Flag, Write),
        p("roles", TEXTS, Write),
        p("sendInvitation", Flag, Write),
        p("message", Text, Write),
        p("recipients", RECIPIENTS, Write),
        p("retainInheritedPermissions", Flag, Write),
        p("expirationDateTime", Text, Write),
        p("password", Text, Write),
    ],
);

pub(crate) static COPY: Type = complex(
    "microsoft.graph.copy",
    &[
        p("name", Text, Write),
        p("parentReference", Complex(&ITEM_REFERENCE), Write),
        p("childrenOnly", Flag, Write),
        p("includeAllVersionHistory", Flag, Write),
    ],
);

pub(crate) static RESTORE: Type = complex(
    "microsoft.graph.restore",
    &[p("name", Text, Write), p("parentReference", Complex(&ITEM_REFERENCE), Write)],
);

pub(crate) static CHECK_IN: Type =
    complex("microsoft.graph.checkin", &[p("checkInAs", Text, Write), p("comment", Text, Write)]);

pub(crate) static PREVIEW: Type =
    complex("microsoft.graph.preview", &[p("page", Text, Write), p("zoom", Open, Write)]);

pub(crate) static FILE_SESSION: Type = complex(
    "microsoft.graph.createUploadSession",
    &[p("item", Complex(&UPLOADABLE), Write), p("deferCommit", Flag, Write)],
);

static UPLOADABLE: Type = complex(
    "microsoft.graph.driveItemUploadableProperties",
    &[
        p("description", Text, Write),
        p("driveItemSource", Open, Write),
        p("fileSize", Long, Write),
        p("fileSystemInfo", Complex(&FILE_SYSTEM_INFO), Write),
        p("mediaSource", Open, Write),
        p("name", Text, Write),
    ],
);
