//! The types of users, people and their photos.

use super::{
    Access::{Read, Write},
    ENTITY,
    Kind::{Complex, Flag, Instant, Int, Many, Open, Text},
    Type,
    mail::{NO_TYPE, TEXTS, p},
};

pub(crate) static USER: Type = Type {
    name: "microsoft.graph.user",
    base: Some(&ENTITY),
    properties: &[
        p("businessPhones", TEXTS, Read),
        p("displayName", Text, Read),
        p("givenName", Text, Read),
        p("jobTitle", Text, Read),
        p("mail", Text, Read),
        p("mobilePhone", Text, Read),
        p("officeLocation", Text, Read),
        p("preferredLanguage", Text, Read),
        p("surname", Text, Read),
        p("userPrincipalName", Text, Read),
        // What a select must name.
        p("accountEnabled", Flag, Read),
        p("city", Text, Read),
        p("companyName", Text, Read),
        p("country", Text, Read),
        p("createdDateTime", Instant, Read),
        p("department", Text, Read),
        p("employeeId", Text, Read),
        p("employeeType", Text, Read),
        p("faxNumber", Text, Read),
        p("imAddresses", TEXTS, Read),
        p("mailNickname", Text, Read),
        p("onPremisesImmutableId", Text, Read),
        p("onPremisesSamAccountName", Text, Read),
        p("onPremisesSyncEnabled", Flag, Read),
        p("onPremisesUserPrincipalName", Text, Read),
        p("otherMails", TEXTS, Read),
        p("postalCode", Text, Read),
        p("proxyAddresses", TEXTS, Read),
        p("showInAddressList", Flag, Read),
        p("state", Text, Read),
        p("streetAddress", Text, Read),
        p("usageLocation", Text, Read),
        p("userType", Text, Read),
    ],
};

/// What the directory gives of a user when nothing is selected.
pub(crate) static USER_DEFAULTS: &[&str] = &[
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
];

pub(crate) static PROFILE_PHOTO: Type = Type {
    name: "microsoft.graph.profilePhoto",
    base: Some(&ENTITY),
    properties: &[p("height", Int, Read), p("width", Int, Read)],
};

pub(crate) static PERSON: Type = Type {
    name: "microsoft.graph.person",
    base: Some(&ENTITY),
    properties: &[
        p("displayName", Text, Read),
        p("givenName", Text, Read),
        p("surname", Text, Read),
        p("birthday", Text, Read),
        p("personNotes", Text, Read),
        p("isFavorite", Flag, Read),
        p("scoredEmailAddresses", Many(&Open), Read),
        p("phones", Many(&Open), Read),
        p("postalAddresses", Many(&Open), Read),
        p("websites", Many(&Open), Read),
        p("jobTitle", Text, Read),
        p("companyName", Text, Read),
        p("yomiCompany", Text, Read),
        p("department", Text, Read),
        p("officeLocation", Text, Read),
        p("profession", Text, Read),
        p("userPrincipalName", Text, Read),
        p("imAddress", Text, Read),
        p("personType", Complex(&PERSON_TYPE), Read),
    ],
};

static PERSON_TYPE: Type = Type {
    name: "microsoft.graph.personType",
    base: None,
    properties: &[p("class", Text, Read), p("subclass", Text, Read)],
};

pub(crate) static INVITATION: Type = Type {
    name: "microsoft.graph.invitation",
    base: Some(&ENTITY),
    properties: &[
        p("invitedUserDisplayName", Text, Write),
        p("invitedUserEmailAddress", Text, Write),
        p("invitedUserType", Text, Write),
        p("inviteRedirectUrl", Text, Write),
        p("sendInvitationMessage", Flag, Write),
        p("resetRedemption", Flag, Write),
        p("inviteRedeemUrl", Text, Read),
        p("status", Text, Read),
        p("invitedUser", Open, Read),
    ],
};

/// What the program around the sandbox may say of a user.
pub(crate) static USER_SEED: Type =
    Type { name: NO_TYPE, base: Some(&USER), properties: &[p("manager", Text, Write)] };
