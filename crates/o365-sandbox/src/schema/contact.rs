//! The types of contacts and their folders.

use super::{
    Access::{Read, Write},
    EMAIL_ADDRESS, ENTITY, EXTENSION,
    Kind::{Complex, Instant, Nav, NavMany, Text},
    MULTI_VALUE, OUTLOOK_ITEM, PROFILE_PHOTO, SINGLE_VALUE, Type,
    mail::{TEXTS, p},
};

pub(crate) static CONTACT: Type = Type {
    name: "microsoft.graph.contact",
    base: Some(&OUTLOOK_ITEM),
    properties: &[
        p("parentFolderId", Text, Read),
        p("birthday", Instant, Write),
        p("fileAs", Text, Write),
        p("displayName", Text, Write),
        p("givenName", Text, Write),
        p("initials", Text, Write),
        p("middleName", Text, Write),
        p("nickName", Text, Write),
        p("surname", Text, Write),
        p("title", Text, Write),
        p("yomiGivenName", Text, Write),
        p("yomiSurname", Text, Write),
        p("yomiCompanyName", Text, Write),
        p("generation", Text, Write),
        p("imAddresses", TEXTS, Write),
        p("jobTitle", Text, Write),
        p("companyName", Text, Write),
        p("department", Text, Write),
        p("officeLocation", Text, Write),
        p("profession", Text, Write),
        p("businessHomePage", Text, Write),
        p("assistantName", Text, Write),
        p("manager", Text, Write),
        p("homePhones", TEXTS, Write),
        p("mobilePhone", Text, Write),
        p("businessPhones", TEXTS, Write),
        p("spouseName", Text, Write),
        p("personalNotes", Text, Write),
        p("children", TEXTS, Write),
        p("emailAddresses", super::Kind::Many(&Complex(&EMAIL_ADDRESS)), Write),
        p("primaryEmailAddress", Complex(&EMAIL_ADDRESS), Write),
        p("secondaryEmailAddress", Complex(&EMAIL_ADDRESS), Write),
        p("tertiaryEmailAddress", Complex(&EMAIL_ADDRESS), Write),
        p("homeAddress", Complex(&PHYSICAL_ADDRESS), Write),
        p("businessAddress", Complex(&PHYSICAL_ADDRESS), Write),
        p("otherAddress", Complex(&PHYSICAL_ADDRESS), Write),
        p("photo", Nav(&PROFILE_PHOTO), Read),
        p("extensions", NavMany(&EXTENSION), Read),
        p("singleValueExtendedProperties", NavMany(&SINGLE_VALUE), Write),
        p("multiValueExtendedProperties", NavMany(&MULTI_VALUE), Write),
    ],
};

pub(crate) static PHYSICAL_ADDRESS: Type = Type {
    name: "microsoft.graph.physicalAddress",
    base: None,
    properties: &[
        p("street", Text, Write),
        p("city", Text, Write),
        p("state", Text, Write),
        p("countryOrRegion", Text, Write),
        p("postalCode", Text, Write),
    ],
};

pub(crate) static CONTACT_FOLDER: Type = Type {
    name: "microsoft.graph.contactFolder",
    base: Some(&ENTITY),
    properties: &[p("displayName", Text, Write), p("parentFolderId", Text, Write)],
};
