//! Subscriptions: plain data.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::client_state::ClientState;
use crate::base64::Base64;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::json::{Extra, null_default};
use crate::time::instant;
use crate::{draft, open_enum};

/// Characters that a client state may have.
const LONGEST_STATE: usize = 128;

open_enum! {
    /// What happened to a thing.
    pub enum ChangeType {
        /// It was made.
        Created = "created",
        /// It was changed.
        Updated = "updated",
        /// It was deleted. Mail: moved to the deleted items, too.
        Deleted = "deleted",
    }
}

/// An agreement that the service calls an address when something changes, until it expires.
///
/// [subscription](https://learn.microsoft.com/graph/api/resources/subscription).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Subscription {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Subscription>,
    /// What is watched, as a path: `me/mailFolders('Inbox')/messages`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Which changes are told, with commas between them. [`changes`](Self::changes) reads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_type: Option<String>,
    /// Where notifications go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_url: Option<String>,
    /// Where notifications about the subscription itself go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_notification_url: Option<String>,
    /// When it ends, unless it is renewed.
    #[serde(with = "crate::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub expiration_date_time: Option<OffsetDateTime>,
    /// What its notifications repeat. The service tells it when the subscription is made, and not again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_state: Option<ClientState>,
    /// The application that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_id: Option<String>,
    /// The person, or the service principal, that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator_id: Option<String>,
    /// Whether notifications bring the thing itself, encrypted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_resource_data: Option<bool>,
    /// The certificate for whose key they are encrypted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encryption_certificate: Option<Base64>,
    /// What the program calls that certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encryption_certificate_id: Option<String>,
    /// The latest TLS of the address: `v1_2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest_supported_tls_version: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Subscription {
    /// Which changes are told.
    pub fn changes(&self) -> Vec<ChangeType> {
        let names = self.change_type.as_deref().unwrap_or_default().split(',').map(str::trim);
        names.filter(|name| !name.is_empty()).map(ChangeType::from).collect()
    }
}

impl From<&Subscription> for Id<Subscription> {
    fn from(subscription: &Subscription) -> Self {
        subscription.id.clone()
    }
}

draft! {
    /// What to say of a subscription: to make it or to change it.
    ///
    /// ```
    /// use o365_core::subscriptions::{ChangeType, SubscriptionDraft};
    /// use time::{Duration, UtcDateTime};
    ///
    /// let draft = SubscriptionDraft::new()
    ///     .resource("me/mailFolders('Inbox')/messages")
    ///     .changes([ChangeType::Created, ChangeType::Updated])
    ///     .notification_url("https://example.com/hook")
    ///     .expiration_date_time(UtcDateTime::now() + Duration::days(2))
    ///     .client_state("a long random text");
    /// # let _ = draft;
    /// ```
    ///
    /// [subscription](https://learn.microsoft.com/graph/api/resources/subscription).
    pub struct SubscriptionDraft {
        /// What to watch, as a path without the service's address: `me/mailFolders('Inbox')/messages`. Can be said when it is
        /// made only, as all the rest but the address and the expiration.
        resource: String,
        /// Where notifications go: an https address that the service can reach.
        notification_url: String,
        /// Where notifications about the subscription itself go. It can't be added later.
        lifecycle_notification_url: String,
        /// What its notifications are to repeat. 128 characters at most.
        client_state: ClientState,
        /// Whether notifications are to bring the thing itself, encrypted. Needs a `$select` in the resource, and
        /// [a certificate](Self::encryption_certificate).
        include_resource_data: bool,
        /// The latest TLS of the address: `v1_0` to `v1_3`. By default `v1_2`.
        latest_supported_tls_version: String,
        ;
        change_type: String,
        expiration_date_time: String,
        encryption_certificate: Base64,
        encryption_certificate_id: String,
    }
}

impl SubscriptionDraft {
    /// Which changes to tell.
    #[must_use]
    pub fn changes(mut self, changes: impl IntoIterator<Item = ChangeType>) -> Self {
        let names: Vec<String> = changes.into_iter().map(|change| change.to_string()).collect();
        self.change_type = names.join(",").into();
        self
    }

    /// When it is to end. Each resource has its longest time: mail, events and contacts 7 days (1 with the things
    /// themselves), drives 30 days.
    /// [All of them](https://learn.microsoft.com/graph/api/resources/subscription#subscription-lifetime).
    #[must_use]
    pub fn expiration_date_time(mut self, at: impl Into<OffsetDateTime>) -> Self {
        self.expiration_date_time = instant::to_text(at.into()).into();
        self
    }

    /// The certificate (X.509, DER) for whose RSA key to encrypt, and what to call it: notifications repeat that, so that the
    /// program knows which key to take.
    #[must_use]
    pub fn encryption_certificate(mut self, der: impl AsRef<[u8]>, id: impl Into<String>) -> Self {
        self.encryption_certificate = Base64::encode(der).into();
        self.encryption_certificate_id = id.into().into();
        self
    }

    pub(super) fn check(&self) -> Result<&Self> {
        let length = self.client_state.as_set().map_or(0, |state| state.reveal().chars().count());
        if length > LONGEST_STATE {
            return Err(Error::input(format!(
                "a client state of {length} characters: the service takes {LONGEST_STATE} at most"
            )));
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn is_built_as_microsoft_s_page_has_it() {
        let draft = SubscriptionDraft::new()
            .changes([ChangeType::Created])
            .notification_url("https://webhook.azurewebsites.net/api/send/myNotifyClient")
            .resource("me/mailFolders('Inbox')/messages")
            .expiration_date_time(datetime!(2016-11-20 18:23:45.9356913 UTC))
            .client_state("secretClientValue")
            .latest_supported_tls_version("v1_2");
        assert_eq!(
            serde_json::to_value(&draft).unwrap(),
            json!({
                "changeType": "created", "notificationUrl": "https://webhook.azurewebsites.net/api/send/myNotifyClient",
                "resource": "me/mailFolders('Inbox')/messages", "expirationDateTime": "2016-11-20T18:23:45.9356913Z",
                "clientState": "secretClientValue", "latestSupportedTlsVersion": "v1_2"
            })
        );
        assert!(!format!("{draft:?}").contains("secretClientValue"));
        let rich = SubscriptionDraft::new()
            .include_resource_data(true)
            .encryption_certificate([1, 2, 3], "key-1")
            .changes([ChangeType::Created, ChangeType::from("moved")]);
        assert_eq!(
            serde_json::to_value(&rich).unwrap(),
            json!({
                "includeResourceData": true, "encryptionCertificate": "AQID", "encryptionCertificateId": "key-1",
                "changeType": "created,moved"
            })
        );
        assert!(SubscriptionDraft::new().client_state("x".repeat(129).as_str()).check().is_err());
    }

    #[test]
    fn reads_what_the_service_says() {
        let whole = json!({
            "id": "7f105c7d-2dc5-4530-97cd-4e7ae6534c07", "resource": "me/mailFolders('Inbox')/messages",
            "applicationId": "24d3b144-21ae-4080-943f-7067b395b913", "changeType": "created, updated",
            "clientState": "secretClientValue", "notificationUrl": "https://webhook.azurewebsites.net/api/send/myNotifyClient",
            "expirationDateTime": "2016-11-20T18:23:45.9356913Z", "creatorId": "8ee44408-0679-472c-bc2a-692812af3437",
            "latestSupportedTlsVersion": "v1_2", "notificationContentType": "application/json"
        });
        let subscription: Subscription = serde_json::from_value(whole.clone()).unwrap();
        assert_eq!(subscription.changes(), [ChangeType::Created, ChangeType::Updated]);
        assert_eq!(subscription.extra.len(), 1);
        assert!(!format!("{subscription:?}").contains("secretClientValue"));
        assert_eq!(serde_json::to_value(&subscription).unwrap(), whole);
        assert!(
            serde_json::from_str::<Subscription>(r#"{"id":null,"changeType":null}"#)
                .unwrap()
                .changes()
                .is_empty()
        );
    }
}
