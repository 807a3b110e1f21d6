//! Data to begin with.

mod inbox;

use std::io;

use serde_json::Value;

use crate::people::display_name;
use crate::sandbox::Sandbox;
use crate::schema::{MESSAGE, Purpose, Refusal, check, now};
use crate::service::{Message, Service, apply_all};

impl Sandbox {
    /// Puts so many messages into the inbox of [`user`](Sandbox::user): from a dozen people, over
    /// the months before July 2025, some of them unread, important, flagged, or with attachments.
    ///
    /// The same count gives the same messages. A second call adds older ones.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// let sandbox = o365_sandbox::Sandbox::start()?;
    /// sandbox.seed_inbox(1500);
    /// assert_eq!(sandbox.message_count(sandbox.user(), "inbox"), 1500);
    /// # Ok(())
    /// # }
    /// ```
    pub fn seed_inbox(&self, count: usize) {
        self.service.seed_inbox(self.user(), count);
    }

    /// Puts a message into a folder, given by its well-known name (`inbox`, `archive`, ..) or its id. Returns
    /// the message's id.
    ///
    /// The message is Graph's JSON. Properties that clients can't write may be set as well: `receivedDateTime`,
    /// `isDraft`, or a derived `@odata.type` with its properties. What isn't said is as in a message that has
    /// just come in: unread, no draft, received now.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// # let sandbox = o365_sandbox::Sandbox::start()?;
    /// let message = serde_json::json!({
    ///     "subject": "Testing!",
    ///     "from": {"emailAddress": {"address": "denis@law.com"}},
    ///     "receivedDateTime": "2025-03-01T08:30:00Z",
    /// });
    /// let id = sandbox.add_message(sandbox.user(), "inbox", message)?;
    /// assert!(id.starts_with("AAMk"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) when there is no such folder, or when the message isn't
    /// one: an unknown property, a value of the wrong type.
    pub fn add_message(&self, user: &str, folder: &str, message: Value) -> io::Result<String> {
        let added = self.service.add_message(user, folder, message);
        added.map_err(|refusal| io::Error::new(io::ErrorKind::InvalidInput, refusal.message))
    }

    /// Adds a user with an empty mailbox, or renames the one with this address. Mail that is sent to the
    /// address arrives there.
    ///
    /// Whoever signs in has a mailbox without this.
    pub fn add_user(&self, address: &str, name: &str) {
        self.service.add_user(address, name);
    }

    /// Lets one user open the mailbox of another and send from it, as a shared mailbox does. Both are added
    /// if they aren't there.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// # let sandbox = o365_sandbox::Sandbox::start()?;
    /// sandbox.add_user("info@best.com", "Information");
    /// sandbox.share("info@best.com", sandbox.user());
    /// # Ok(())
    /// # }
    /// ```
    pub fn share(&self, owner: &str, with: &str) {
        self.service.share(owner, with);
    }

    /// How many messages are in a folder, given by its well-known name or its id; 0 if there is no such folder.
    pub fn message_count(&self, user: &str, folder: &str) -> usize {
        self.service.message_count(user, folder)
    }
}

impl Service {
    pub(crate) fn seed_inbox(&self, user: &str, count: usize) {
        let mut state = self.write();
        let index = state.find(user).unwrap_or_else(|| state.add(user, &display_name(user)));
        let Ok(owner) = state.user_mut(index) else { return };
        let person = owner.person();
        inbox::fill(&mut owner.mailbox, &person, count);
    }

    pub(crate) fn add_message(
        &self,
        user: &str,
        folder: &str,
        message: Value,
    ) -> Result<String, Refusal> {
        let Value::Object(body) = message else {
            return Err(Refusal::body("A message is a JSON object."));
        };
        let body = check(&MESSAGE, body, Purpose::Seed)?;
        let mut state = self.write();
        let index = state.find(user).unwrap_or_else(|| state.add(user, &display_name(user)));
        let mailbox = state.mailbox(index)?;
        let at = now();
        let folder = mailbox.find_folder(folder)?;
        let mut message = Message {
            folder,
            created: at,
            modified: at,
            received: at,
            sent: at,
            ..Message::default()
        };
        apply_all(&body, &mut message)?;
        if body.contains_key("receivedDateTime") {
            let said = |name: &str| body.contains_key(name);
            for (time, name) in [
                (&mut message.sent, "sentDateTime"),
                (&mut message.created, "createdDateTime"),
                (&mut message.modified, "lastModifiedDateTime"),
            ] {
                if !said(name) {
                    *time = message.received;
                }
            }
        }
        if message.sender.is_none() {
            message.sender.clone_from(&message.from);
        }
        let key = mailbox.insert(message)?;
        let message = mailbox.message(key).ok_or_else(Refusal::not_found)?;
        let id = mailbox.ids.message(message.key, message.place, false);
        drop(state);
        self.notify();
        Ok(id)
    }

    pub(crate) fn add_user(&self, address: &str, name: &str) {
        self.write().add(address, name);
    }

    pub(crate) fn share(&self, owner: &str, with: &str) {
        let mut state = self.write();
        let mut index =
            |name: &str| state.find(name).unwrap_or_else(|| state.add(name, &display_name(name)));
        let (owner, with) = (index(owner), index(with));
        if let Ok(owner) = state.user_mut(owner) {
            owner.shared_with.push(with);
        }
    }

    pub(crate) fn message_count(&self, user: &str, folder: &str) -> usize {
        let state = self.read();
        let owner = state.find(user).and_then(|index| state.user(index).ok());
        let folder = owner.and_then(|owner| {
            let key = owner.mailbox.find_folder(folder).ok()?;
            owner.mailbox.order(Some(key)).ok()
        });
        folder.map_or(0, |order| order.len())
    }
}
