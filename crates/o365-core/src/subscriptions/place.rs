//! A place: the subscriptions of an application.

use http::Method;
use time::OffsetDateTime;

use super::subscription::{Subscription, SubscriptionDraft};
use crate::connection::Connection;
use crate::endpoint::Endpoint;
use crate::error::Result;
use crate::id::Id;
use crate::list::List;
use crate::pager::Pager;
use crate::query::Query;
use crate::resource::Resource;

/// The subscriptions that the application has, for the signed-in person or for itself.
///
/// ```no_run
/// # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
/// use o365_core::subscriptions::{ChangeType, SubscriptionDraft};
/// use time::{Duration, UtcDateTime};
///
/// let subscriptions = connection.subscriptions();
/// let made = subscriptions.create(
///     &SubscriptionDraft::new()
///         .resource("me/mailFolders('Inbox')/messages")
///         .changes([ChangeType::Created])
///         .notification_url("https://example.com/hook")
///         .expiration_date_time(UtcDateTime::now() + Duration::days(6))
///         .client_state("a long random text"),
/// )?;
/// // Before it ends:
/// subscriptions.subscription(&made).renew(UtcDateTime::now() + Duration::days(6))?;
/// # Ok(())
/// # }
/// ```
///
/// What is watched, and how long a subscription lasts: [subscription](https://learn.microsoft.com/graph/api/resources/subscription).
#[derive(Clone, Debug)]
pub struct Subscriptions {
    at: Endpoint,
}

impl Connection {
    /// The subscriptions of the application: to be called when something changes. See the
    /// [module](crate::subscriptions).
    pub fn subscriptions(&self) -> Subscriptions {
        Subscriptions { at: Endpoint::new(self, &Resource::Root).child("subscriptions") }
    }
}

impl Subscriptions {
    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Makes one. Before it answers, the service asks the address whether it is yours
    /// ([`validation_answer`](super::validation_answer)): the server has to run.
    ///
    /// `POST /subscriptions`; needs the permission to read what is watched.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/subscription-post-subscriptions).
    ///
    /// # Errors
    /// Bad input for a client state that is too long; an address that doesn't answer, or a time that is too long (both 400); a
    /// conflict when there is one for the same changes of the same thing; those of every request.
    pub fn create(&self, draft: &SubscriptionDraft) -> Result<Subscription> {
        self.at.post(draft.check()?)
    }

    /// All that the application has: of the signed-in person, or of the tenant where the application signs in for itself.
    ///
    /// `GET /subscriptions`; the service takes no filter, no order and no page size here.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/subscription-list).
    pub fn list(&self) -> Pager<Subscription> {
        List::new(self.at.clone()).resume(self.at.path())
    }

    /// One of them, by id or from what a list gave.
    pub fn subscription(&self, subscription: impl Into<Id<Subscription>>) -> SubscriptionHandle {
        SubscriptionHandle { at: self.at.child(subscription.into()) }
    }
}

/// One subscription.
///
/// Made by [`Subscriptions::subscription`]. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct SubscriptionHandle {
    at: Endpoint,
}

impl SubscriptionHandle {
    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it.
    ///
    /// `GET /subscriptions/{id}`; needs the permission to read what is watched.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/subscription-get).
    ///
    /// # Errors
    /// Not found: it ended, or was deleted; those of every request.
    pub fn get(&self) -> Result<Subscription> {
        self.at.get(&Query::new())
    }

    /// Changes what the draft says: when it ends, or where notifications go.
    ///
    /// `PATCH /subscriptions/{id}`; needs the permission to read what is watched.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/subscription-update).
    ///
    /// # Errors
    /// Not found: it ended, make it anew; those of [`Subscriptions::create`].
    pub fn update(&self, draft: &SubscriptionDraft) -> Result<Subscription> {
        self.at.patch(draft.check()?)
    }

    /// Lets it go on until another time.
    ///
    /// `PATCH /subscriptions/{id}`; needs the permission to read what is watched.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/subscription-update).
    ///
    /// # Errors
    /// As [`update`](Self::update).
    pub fn renew(&self, until: impl Into<OffsetDateTime>) -> Result<Subscription> {
        self.update(&SubscriptionDraft::new().expiration_date_time(until))
    }

    /// Says that the application may still read what is watched, after a lifecycle notification asked for it. It doesn't end
    /// later for that; [`renew`](Self::renew) does both.
    ///
    /// `POST /subscriptions/{id}/reauthorize`; needs the permission to read what is watched.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/subscription-reauthorize).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn reauthorize(&self) -> Result<()> {
        self.at.child("reauthorize").request(Method::POST).send().map(drop)
    }

    /// Deletes it: no more notifications come.
    ///
    /// `DELETE /subscriptions/{id}`; needs the permission to read what is watched.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/subscription-delete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }
}

#[cfg(all(test, feature = "mock"))]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;
    use crate::auth::StaticToken;
    use crate::mock::Mock;
    use crate::subscriptions::ChangeType;

    #[test]
    fn a_subscription_s_life() {
        let answer = json!({"id": "7f105c7d", "changeType": "created", "expirationDateTime": "2016-11-20T18:23:45Z"});
        let next = "https://graph.microsoft.com/v1.0/subscriptions?$skiptoken=2";
        let mock = Mock::new()
            .answer(201, answer.clone())
            .answer(200, json!({"value": [answer], "@odata.nextLink": next}))
            .answer(200, json!({"value": [answer]}))
            .answer(200, answer.clone())
            .answer(200, answer)
            .answer(204, ())
            .answer(204, ());
        let connection =
            Connection::builder(StaticToken::new("t")).transport(mock.clone()).build().unwrap();
        let subscriptions = connection.subscriptions();
        let made = subscriptions
            .create(&SubscriptionDraft::new().changes([ChangeType::Created]).client_state("s"))
            .unwrap();
        assert_eq!(subscriptions.list().count(), 2);
        let handle = subscriptions.subscription(&made);
        handle.get().unwrap();
        handle.renew(datetime!(2016-11-22 18:23:45 UTC)).unwrap();
        handle.reauthorize().unwrap();
        handle.delete().unwrap();
        let long = SubscriptionDraft::new().client_state("é".repeat(129).as_str());
        assert!(matches!(
            handle.update(&long).unwrap_err().kind(),
            crate::error::ErrorKind::Input(_)
        ));

        let asked: Vec<_> = mock
            .requests()
            .iter()
            .map(|request| {
                format!(
                    "{} {}",
                    request.method(),
                    request.url().replace("https://graph.microsoft.com/v1.0", "")
                )
            })
            .collect();
        assert_eq!(
            asked,
            [
                "POST /subscriptions",
                "GET /subscriptions",
                "GET /subscriptions?$skiptoken=2",
                "GET /subscriptions/7f105c7d",
                "PATCH /subscriptions/7f105c7d",
                "POST /subscriptions/7f105c7d/reauthorize",
                "DELETE /subscriptions/7f105c7d",
            ]
        );
        assert_eq!(
            mock.requests()[4].json().unwrap(),
            json!({"expirationDateTime": "2016-11-22T18:23:45Z"})
        );
    }
}
