//! What the service posts when something changed.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::client_state::ClientState;
use super::encrypted::EncryptedContent;
use super::subscription::{ChangeType, Subscription};
use crate::error::{DecodeError, Error, ErrorKind, Result};
use crate::id::Id;
use crate::json::{Extra, null_default};
use crate::open_enum;

open_enum! {
    /// What happened to a subscription.
    pub enum LifecycleEvent {
        /// Notifications were lost: read what changed by delta.
        Missed = "missed",
        /// It was removed: make it anew.
        SubscriptionRemoved = "subscriptionRemoved",
        /// It has to be [renewed](crate::subscriptions::SubscriptionHandle::renew) or
        /// [reauthorized](crate::subscriptions::SubscriptionHandle::reauthorize), or no more come.
        ReauthorizationRequired = "reauthorizationRequired",
    }
}

/// What the service posted: one or more notifications.
///
/// [changeNotificationCollection](https://learn.microsoft.com/graph/api/resources/changenotificationcollection).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Notifications {
    /// The notifications. Several subscriptions may be mixed.
    #[serde(rename = "value", deserialize_with = "null_default")]
    pub items: Vec<ChangeNotification>,
    /// JSON Web Tokens that show that the service posted it, where it brings the things themselves. They aren't verified
    /// here: their signature, issuer, audience and time are to be checked with a library for such tokens.
    /// [How to](https://learn.microsoft.com/graph/change-notifications-with-resource-data#validating-the-authenticity-of-notifications).
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub validation_tokens: Vec<String>,
}

impl Notifications {
    /// Reads the body of a request that the service made. What this version doesn't know is kept, not refused.
    ///
    /// # Errors
    /// A decoding error that says where the body isn't what the service posts.
    pub fn parse(body: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(body).map_err(|_| {
            let error = DecodeError::unexpected("the notifications aren't UTF-8", "");
            Error::new(ErrorKind::Decode(error))
        })?;
        serde_json::from_str(text).map_err(|source| {
            let error = DecodeError::locate::<Notifications>(text, source);
            Error::new(ErrorKind::Decode(error.without_snippet()))
        })
    }
}

/// One thing that changed, or something that happened to the subscription.
///
/// Anybody can post to an address: look only at those that [are from](Self::is_from) your subscription.
///
/// [changeNotification](https://learn.microsoft.com/graph/api/resources/changenotification).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ChangeNotification {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The subscription that it belongs to.
    #[serde(deserialize_with = "null_default")]
    pub subscription_id: Id<Subscription>,
    /// When that ends.
    #[serde(with = "crate::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub subscription_expiration_date_time: Option<OffsetDateTime>,
    /// The secret of the subscription. [`is_from`](Self::is_from) compares it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_state: Option<ClientState>,
    /// What happened to the thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_type: Option<ChangeType>,
    /// What happened to the subscription; `None` where something that is watched changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_event: Option<LifecycleEvent>,
    /// The thing, as a path: `Users/{id}/Messages/{id}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// What the thing is, and its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_data: Option<ResourceData>,
    /// The thing itself, encrypted, if the subscription asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted_content: Option<EncryptedContent>,
    /// The tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ChangeNotification {
    /// Whether it brings the secret of a subscription. The comparison takes as long wherever they differ.
    pub fn is_from(&self, state: &ClientState) -> bool {
        self.client_state.as_ref() == Some(state)
    }
}

/// What changed: its kind and its id.
///
/// [resourceData](https://learn.microsoft.com/graph/api/resources/resourcedata).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ResourceData {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its kind: `#Microsoft.Graph.Message`.
    #[serde(rename = "@odata.type", skip_serializing_if = "Option::is_none")]
    pub odata_type: Option<String>,
    /// Where it is: `Users/{id}/Messages/{id}`.
    #[serde(rename = "@odata.id", skip_serializing_if = "Option::is_none")]
    pub odata_id: Option<String>,
    /// Its version.
    #[serde(rename = "@odata.etag", skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_changes_lifecycle_events_and_what_is_new() {
        let body = json!({
            "value": [
                {
                    "id": "lsgTZMr9KwAAA", "subscriptionId": "76222963", "clientState": "secret", "changeType": "created",
                    "subscriptionExpirationDateTime": "2016-03-19T22:11:09.952Z", "resource": "users/1/messages/2",
                    "tenantId": "84bd8158",
                    "resourceData": {"@odata.type": "#Microsoft.Graph.Message", "@odata.id": "users/1/messages/2", "id": "2", "new": 1}
                },
                {
                    "subscriptionId": "76222963", "clientState": "other", "lifecycleEvent": "reauthorizationRequired",
                    "organizationId": "84bd8158", "resourceData": null
                },
                {"lifecycleEvent": "moonPhase", "changeType": "melted", "subscriptionId": null, "clientState": null}
            ],
            "validationTokens": ["eyJ0"]
        });
        let notifications = Notifications::parse(body.to_string().as_bytes()).unwrap();
        let [change, lifecycle, odd] = &notifications.items[..] else {
            panic!("{notifications:?}")
        };
        assert_eq!(change.change_type, Some(ChangeType::Created));
        assert_eq!(change.resource_data.as_ref().unwrap().extra["new"], 1);
        assert_eq!(lifecycle.lifecycle_event, Some(LifecycleEvent::ReauthorizationRequired));
        assert!(matches!(odd.lifecycle_event, Some(LifecycleEvent::Unknown(_))));
        let state = ClientState::new("secret");
        let from: Vec<bool> = notifications.items.iter().map(|item| item.is_from(&state)).collect();
        assert_eq!(from, [true, false, false]);
        assert!(!odd.is_from(&ClientState::new("")), "no secret is not an empty one");
        assert_eq!(notifications.validation_tokens, ["eyJ0"]);
        assert!(!format!("{notifications:?}").contains("secret"));
    }

    #[test]
    fn what_isn_t_one_is_an_error_that_says_where() {
        assert!(Notifications::parse(b"\xff").is_err());
        assert!(Notifications::parse(b"").is_err());
        let body = br#"{"value":[{"clientState":"s3cret","resource":7}]}"#;
        let error = Notifications::parse(body).unwrap_err();
        assert!(error.to_string().contains("value[0].resource"), "{error}");
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
        assert!(Notifications::parse(br#"{"value":null}"#).unwrap().items.is_empty());
    }
}
