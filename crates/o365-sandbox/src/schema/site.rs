//! The types of sites, lists, columns and items.

use super::{
    Access::{Create, Read, Write},
    ENTITY,
    Kind::{Complex, Enum, Fields, Flag, Instant, Int, Many, NavMany, Open, Text},
    Members, Type,
    mail::{TEXTS, p},
};

pub(crate) static BASE_ITEM: Type = Type {
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
        p("parentReference", Open, Read),
        p("webUrl", Text, Read),
    ],
};

pub(crate) static SITE: Type = Type {
    name: "microsoft.graph.site",
    base: Some(&BASE_ITEM),
    properties: &[
        p("displayName", Text, Write),
        p("isPersonalSite", Flag, Read),
        p("root", Open, Read),
        p("sharepointIds", Open, Read),
        p("siteCollection", Complex(&SITE_COLLECTION), Read),
        p("columns", NavMany(&COLUMN), Read),
        p("contentTypes", NavMany(&CONTENT_TYPE), Read),
        p("lists", NavMany(&LIST), Read),
        p("permissions", NavMany(&SITE_PERMISSION), Read),
        p("sites", NavMany(&SITE), Read),
    ],
};

static SITE_COLLECTION: Type = Type {
    name: "microsoft.graph.siteCollection",
    base: None,
    properties: &[
        p("dataLocationCode", Text, Read),
        p("hostname", Text, Read),
        p("root", Open, Read),
    ],
};

/// The parameter of `followedSites/add` and `remove`.
pub(crate) static SITES: Type = Type {
    name: super::mail::NO_TYPE,
    base: None,
    properties: &[p("value", Many(&Complex(&SITE_REFERENCE)), Write)],
};

static SITE_REFERENCE: Type =
    Type { name: "microsoft.graph.site", base: None, properties: &[p("id", Text, Write)] };

pub(crate) static LIST: Type = Type {
    name: "microsoft.graph.list",
    base: Some(&BASE_ITEM),
    properties: &[
        p("displayName", Text, Write),
        p("list", Complex(&LIST_INFO), Write),
        p("sharepointIds", Open, Read),
        p("system", Open, Read),
        p("columns", NavMany(&COLUMN), Create),
        p("contentTypes", NavMany(&CONTENT_TYPE), Read),
        p("drive", Open, Read),
        p("items", NavMany(&LIST_ITEM), Read),
    ],
};

static LIST_INFO: Type = Type {
    name: "microsoft.graph.listInfo",
    base: None,
    properties: &[
        p("contentTypesEnabled", Flag, Write),
        p("hidden", Flag, Write),
        p("template", Text, Create),
    ],
};

pub(crate) static LIST_ITEM: Type = Type {
    name: "microsoft.graph.listItem",
    base: Some(&BASE_ITEM),
    properties: &[
        p("contentType", Complex(&CONTENT_TYPE_INFO), Write),
        p("deleted", Open, Read),
        p("sharepointIds", Open, Read),
        p("fields", Fields, Write),
        p("versions", NavMany(&LIST_ITEM_VERSION), Read),
    ],
};

pub(crate) static LIST_ITEM_VERSION: Type = Type {
    name: "microsoft.graph.listItemVersion",
    base: Some(&ENTITY),
    properties: &[
        p("lastModifiedBy", Open, Read),
        p("lastModifiedDateTime", Instant, Read),
        p("publication", Open, Read),
        p("fields", Fields, Read),
    ],
};

static CONTENT_TYPE_INFO: Type = Type {
    name: "microsoft.graph.contentTypeInfo",
    base: None,
    properties: &[p("id", Text, Write), p("name", Text, Write)],
};

pub(crate) static CONTENT_TYPE: Type = Type {
    name: "microsoft.graph.contentType",
    base: Some(&ENTITY),
    properties: &[
        p("associatedHubsUrls", TEXTS, Read),
        p("description", Text, Write),
        p("documentSet", Open, Write),
        p("documentTemplate", Open, Write),
        p("group", Text, Write),
        p("hidden", Flag, Write),
        p("inheritedFrom", Open, Read),
        p("isBuiltIn", Flag, Read),
        p("name", Text, Write),
        p("order", Open, Write),
        p("parentId", Text, Read),
        p("propagateChanges", Flag, Write),
        p("readOnly", Flag, Write),
        p("sealed", Flag, Write),
        p("base", Complex(&CONTENT_TYPE_BASE), Create),
        p("columns", NavMany(&COLUMN), Read),
    ],
};

static CONTENT_TYPE_BASE: Type = Type {
    name: "microsoft.graph.contentType",
    base: None,
    properties: &[p("id", Text, Write), p("name", Text, Write)],
};

/// The parameter of `contentTypes/addCopy`.
pub(crate) static ADD_COPY: Type =
    Type { name: super::mail::NO_TYPE, base: None, properties: &[p("contentType", Text, Write)] };

pub(crate) static COLUMN: Type = Type {
    name: "microsoft.graph.columnDefinition",
    base: Some(&ENTITY),
    properties: &[
        p("boolean", Complex(&EMPTY), Write),
        p("calculated", Complex(&CALCULATED), Write),
        p("choice", Complex(&CHOICE), Write),
        p("columnGroup", Text, Write),
        p("contentApprovalStatus", Complex(&EMPTY), Read),
        p("currency", Complex(&CURRENCY), Write),
        p("dateTime", Complex(&DATE_TIME), Write),
        p("defaultValue", Complex(&DEFAULT_VALUE), Write),
        p("description", Text, Write),
        p("displayName", Text, Write),
        p("enforceUniqueValues", Flag, Write),
        p("geolocation", Complex(&EMPTY), Write),
        p("hidden", Flag, Write),
        p("hyperlinkOrPicture", Complex(&HYPERLINK), Write),
        p("indexed", Flag, Write),
        p("isDeletable", Flag, Read),
        p("isReorderable", Flag, Read),
        p("isSealed", Flag, Read),
        p("lookup", Complex(&LOOKUP), Write),
        p("name", Text, Write),
        p("number", Complex(&NUMBER), Write),
        p("personOrGroup", Complex(&PERSON_OR_GROUP), Write),
        p("propagateChanges", Flag, Write),
        p("readOnly", Flag, Write),
        p("required", Flag, Write),
        p("sourceContentType", Open, Read),
        p("term", Complex(&TERM_COLUMN), Write),
        p("text", Complex(&TEXT_COLUMN), Write),
        p("thumbnail", Complex(&EMPTY), Write),
        p("type", Text, Read),
        p("validation", Open, Write),
    ],
};

static EMPTY: Type = Type { name: "microsoft.graph.booleanColumn", base: None, properties: &[] };

static CALCULATED: Type = Type {
    name: "microsoft.graph.calculatedColumn",
    base: None,
    properties: &[
        p("format", Text, Write),
        p("formula", Text, Write),
        p("outputType", Text, Write),
    ],
};

static CHOICE: Type = Type {
    name: "microsoft.graph.choiceColumn",
    base: None,
    properties: &[
        p("allowTextEntry", Flag, Write),
        p("choices", TEXTS, Write),
        p("displayAs", Text, Write),
    ],
};

static CURRENCY: Type = Type {
    name: "microsoft.graph.currencyColumn",
    base: None,
    properties: &[p("locale", Text, Write)],
};

static DATE_TIME: Type = Type {
    name: "microsoft.graph.dateTimeColumn",
    base: None,
    properties: &[p("displayAs", Text, Write), p("format", Text, Write)],
};

static DEFAULT_VALUE: Type = Type {
    name: "microsoft.graph.defaultColumnValue",
    base: None,
    properties: &[p("formula", Text, Write), p("value", Text, Write)],
};

static HYPERLINK: Type = Type {
    name: "microsoft.graph.hyperlinkOrPictureColumn",
    base: None,
    properties: &[p("isPicture", Flag, Write)],
};

static LOOKUP: Type = Type {
    name: "microsoft.graph.lookupColumn",
    base: None,
    properties: &[
        p("allowMultipleValues", Flag, Write),
        p("allowUnlimitedLength", Flag, Write),
        p("columnName", Text, Write),
        p("listId", Text, Write),
        p("primaryLookupColumnId", Text, Write),
    ],
};

static NUMBER: Type = Type {
    name: "microsoft.graph.numberColumn",
    base: None,
    properties: &[
        p("decimalPlaces", Enum(&DECIMAL_PLACES), Write),
        p("displayAs", Text, Write),
        // Numbers with a fraction: the columns look at them.
        p("maximum", Open, Write),
        p("minimum", Open, Write),
    ],
};

static DECIMAL_PLACES: Members = Members {
    name: "Edm.String",
    members: &["automatic", "none", "one", "two", "three", "four", "five"],
};

static PERSON_OR_GROUP: Type = Type {
    name: "microsoft.graph.personOrGroupColumn",
    base: None,
    properties: &[
        p("allowMultipleSelection", Flag, Write),
        p("chooseFromType", Text, Write),
        p("displayAs", Text, Write),
    ],
};

static TERM_COLUMN: Type = Type {
    name: "microsoft.graph.termColumn",
    base: None,
    properties: &[
        p("allowMultipleValues", Flag, Write),
        p("showFullyQualifiedName", Flag, Write),
        p("parentTerm", Open, Write),
        p("termSet", Open, Write),
    ],
};

static TEXT_COLUMN: Type = Type {
    name: "microsoft.graph.textColumn",
    base: None,
    properties: &[
        p("allowMultipleLines", Flag, Write),
        p("appendChangesToExistingText", Flag, Write),
        p("linesForEditing", Int, Write),
        p("maxLength", Int, Write),
        p("textType", Text, Write),
    ],
};

pub(crate) static SITE_PERMISSION: Type = Type {
    name: "microsoft.graph.permission",
    base: Some(&ENTITY),
    properties: &[
        p("expirationDateTime", Instant, Read),
        p("grantedTo", Complex(&APPLICATION_SET), Create),
        p("grantedToIdentities", Many(&Complex(&APPLICATION_SET)), Create),
        p("grantedToIdentitiesV2", Many(&Complex(&APPLICATION_SET)), Create),
        p("grantedToV2", Complex(&APPLICATION_SET), Create),
        p("hasPassword", Flag, Read),
        p("inheritedFrom", Open, Read),
        p("roles", TEXTS, Write),
    ],
};

static APPLICATION_SET: Type = Type {
    name: "microsoft.graph.identitySet",
    base: None,
    properties: &[
        p("application", Complex(&IDENTITY), Write),
        p("device", Complex(&IDENTITY), Write),
        p("user", Complex(&IDENTITY), Write),
    ],
};

static IDENTITY: Type = Type {
    name: "microsoft.graph.identity",
    base: None,
    properties: &[p("displayName", Text, Write), p("id", Text, Write)],
};
