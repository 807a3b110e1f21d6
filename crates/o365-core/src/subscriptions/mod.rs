//! Change notifications: the service calls a program when something changes.
//!
//! Two sides belong to it. A **subscription** is made with the service:
//! [`Connection::subscriptions`](crate::connection::Connection::subscriptions). What the service then
//! posts to the program's address is read by functions without I/O, whatever server receives it:
//!
//! 1. When a subscription is made, renewed with another address, or now and then, the service posts to the address with
//!    `validationToken` in the query. Answer within 10 seconds with what [`validation_answer`] gives, status 200 and
//!    `Content-Type: text/plain`.
//! 2. All else it posts is JSON: [`Notifications::parse`]. Take only those that [are from](ChangeNotification::is_from) your
//!    subscription, keep them, and answer 202 within 3 seconds; do the work afterwards. What isn't answered is sent again for
//!    up to 4 hours, so that one may come twice.
//! 3. Some tell of the subscription itself: [`ChangeNotification::lifecycle_event`].
//!
//! ```
//! use o365_core::subscriptions::{ClientState, LifecycleEvent, Notifications, validation_answer};
//!
//! // A request that your server received: its query and its body.
//! fn receive(query: &str, body: &[u8], state: &ClientState) -> (u16, String) {
//!     if let Some(token) = validation_answer(query) {
//!         return (200, token);
//!     }
//!     let Ok(notifications) = Notifications::parse(body) else { return (400, String::new()) };
//!     for notification in notifications.items.iter().filter(|item| item.is_from(state)) {
//!         match &notification.lifecycle_event {
//!             None => println!("{:?} changed", notification.resource),
//!             Some(LifecycleEvent::Missed) => println!("some were lost: read the delta"),
//!             Some(event) => println!("the subscription: {event}"),
//!         }
//!     }
//!     (202, String::new())
//! }
//!
//! let state = ClientState::new("a long random text");
//! assert_eq!(receive("validationToken=a%3Ab+c", b"", &state), (200, "a:b c".to_owned()));
//! assert_eq!(receive("", br#"{"value":[]}"#, &state).0, 202);
//! ```
//!
//! Notifications that bring the changed thing itself are encrypted: [`EncryptedContent`].
//!
//! Microsoft: [change notifications](https://learn.microsoft.com/graph/change-notifications-overview).

mod client_state;
mod encrypted;
mod notification;
mod place;
mod subscription;
mod validation;

pub use client_state::ClientState;
pub use encrypted::EncryptedContent;
pub use notification::{ChangeNotification, LifecycleEvent, Notifications, ResourceData};
pub use place::{SubscriptionHandle, Subscriptions};
pub use subscription::{ChangeType, Subscription, SubscriptionDraft};
pub use validation::validation_answer;
