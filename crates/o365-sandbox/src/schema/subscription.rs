//! Subscriptions.

use super::{
    Access::{Create, Read, Write},
    ENTITY,
    Kind::{Flag, Instant, Text},
    Type,
    mail::p,
};

pub(crate) static SUBSCRIPTION: Type = Type {
    name: "microsoft.graph.subscription",
    base: Some(&ENTITY),
    properties: &[
        p("applicationId", Text, Read),
        p("changeType", Text, Create),
        p("clientState", Text, Create),
        p("creatorId", Text, Read),
        p("encryptionCertificate", Text, Create),
        p("encryptionCertificateId", Text, Create),
        p("expirationDateTime", Instant, Write),
        p("includeResourceData", Flag, Create),
        p("latestSupportedTlsVersion", Text, Create),
        p("lifecycleNotificationUrl", Text, Create),
        p("notificationQueryOptions", Text, Create),
        p("notificationUrl", Text, Write),
        p("notificationUrlAppId", Text, Create),
        p("resource", Text, Create),
    ],
};
