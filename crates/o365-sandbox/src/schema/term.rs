//! The types of the term store.

use super::{
    Access::{Create, Read, Write},
    ENTITY,
    Kind::{Complex, Enum, Flag, Instant, Many, Nav, NavMany, Text},
    Members, Type,
    mail::{TEXTS, p},
};

pub(crate) static TERM_STORE: Type = Type {
    name: "microsoft.graph.termStore.store",
    base: Some(&ENTITY),
    properties: &[p("defaultLanguageTag", Text, Write), p("languageTags", TEXTS, Write)],
};

pub(crate) static TERM_GROUP: Type = Type {
    name: "microsoft.graph.termStore.group",
    base: Some(&ENTITY),
    properties: &[
        p("createdDateTime", Instant, Read),
        p("description", Text, Write),
        p("displayName", Text, Write),
        p("parentSiteId", Text, Read),
        p("scope", Enum(&SCOPE), Read),
        p("sets", NavMany(&TERM_SET), Read),
    ],
};

static SCOPE: Members = Members {
    name: "microsoft.graph.termStore.termGroupScope",
    members: &["global", "system", "siteCollection"],
};

pub(crate) static TERM_SET: Type = Type {
    name: "microsoft.graph.termStore.set",
    base: Some(&ENTITY),
    properties: &[
        p("createdDateTime", Instant, Read),
        p("description", Text, Write),
        p("localizedNames", Many(&Complex(&NAME)), Write),
        p("properties", Many(&Complex(&KEY_VALUE)), Write),
        p("parentGroup", Complex(&REFERENCE), Create),
        p("children", NavMany(&TERM), Read),
        p("terms", NavMany(&TERM), Read),
    ],
};

pub(crate) static TERM: Type = Type {
    name: "microsoft.graph.termStore.term",
    base: Some(&ENTITY),
    properties: &[
        p("createdDateTime", Instant, Read),
        p("descriptions", Many(&Complex(&DESCRIPTION)), Write),
        p("labels", Many(&Complex(&LABEL)), Write),
        p("lastModifiedDateTime", Instant, Read),
        p("properties", Many(&Complex(&KEY_VALUE)), Write),
        p("children", NavMany(&TERM), Read),
        p("set", Nav(&REFERENCE), Read),
    ],
};

pub(crate) static TERM_RELATION: Type = Type {
    name: "microsoft.graph.termStore.relation",
    base: Some(&ENTITY),
    properties: &[
        p("relationship", Enum(&RELATION), Write),
        p("fromTerm", Complex(&REFERENCE), Write),
        p("set", Complex(&REFERENCE), Write),
        p("toTerm", Complex(&REFERENCE), Write),
    ],
};

static RELATION: Members =
    Members { name: "microsoft.graph.termStore.relationType", members: &["pin", "reuse"] };

static REFERENCE: Type =
    Type { name: "microsoft.graph.entity", base: None, properties: &[p("id", Text, Write)] };

static NAME: Type = Type {
    name: "microsoft.graph.termStore.localizedName",
    base: None,
    properties: &[p("languageTag", Text, Write), p("name", Text, Write)],
};

static LABEL: Type = Type {
    name: "microsoft.graph.termStore.localizedLabel",
    base: None,
    properties: &[
        p("isDefault", Flag, Write),
        p("languageTag", Text, Write),
        p("name", Text, Write),
    ],
};

static DESCRIPTION: Type = Type {
    name: "microsoft.graph.termStore.localizedDescription",
    base: None,
    properties: &[p("description", Text, Write), p("languageTag", Text, Write)],
};

static KEY_VALUE: Type = Type {
    name: "microsoft.graph.keyValue",
    base: None,
    properties: &[p("key", Text, Write), p("value", Text, Write)],
};
