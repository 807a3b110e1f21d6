//! Data to begin with.

mod calendar;
mod drive;
mod inbox;
mod people;
mod sites;

pub use crate::seed::drive::SandboxDrive;

use std::io;

use serde_json::Value;

use crate::people::display_name;
use crate::sandbox::Sandbox;
use crate::schema::{EVENT, MESSAGE, Purpose, Refusal, check, now};

use crate::service::{Message, Service, apply_all, new_event};

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

    /// Puts so many events into the calendar of [`user`](Sandbox::user), from January 2025 on: single ones of an
    /// hour or a day, and every tenth a weekly series without an end.
    ///
    /// The same count gives the same events.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// let sandbox = o365_sandbox::Sandbox::start()?;
    /// sandbox.seed_calendar(100);
    /// # Ok(())
    /// # }
    /// ```
    pub fn seed_calendar(&self, count: usize) {
        self.service.seed_calendar(self.user(), count);
    }

    /// Puts an event into the default calendar of a user. Returns the event's id. Nobody is invited.
    ///
    /// The event is Graph's JSON; `start` and `end` are needed. Properties that clients can't write may be set as
    /// well: an `organizer` who is somebody else, `responseStatus`, the `status` of attendees.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// # let sandbox = o365_sandbox::Sandbox::start()?;
    /// let event = serde_json::json!({
    ///     "subject": "Match",
    ///     "start": {"dateTime": "2026-07-01T20:45:00", "timeZone": "Europe/London"},
    ///     "end": {"dateTime": "2026-07-01T22:30:00", "timeZone": "Europe/London"},
    /// });
    /// let id = sandbox.add_event(sandbox.user(), event)?;
    /// assert!(id.starts_with("AAMk"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) when it is no event: an unknown property, no start, an end
    /// before it.
    pub fn add_event(&self, user: &str, event: Value) -> io::Result<String> {
        let added = self.service.add_event(user, event);
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

    pub(crate) fn seed_calendar(&self, user: &str, count: usize) {
        for number in 0..count {
            // They are well formed, and if one were not it would only be missing.
            let _ = self.add_event(user, calendar::event(number));
        }
    }

    pub(crate) fn add_event(&self, user: &str, event: Value) -> Result<String, Refusal> {
        let Value::Object(body) = event else {
            return Err(Refusal::body("An event is a JSON object."));
        };
        let body = check(&EVENT, body, Purpose::Seed)?;
        let mut state = self.write();
        let index = state.find(user).unwrap_or_else(|| state.add(user, &display_name(user)));
        let owner = state.user_mut(index)?;
        let person = owner.person();
        let mailbox = &mut owner.mailbox;
        let calendar = mailbox.agenda.default;
        let event = new_event(mailbox, &body, &person, calendar)?;
        let key = mailbox.insert_event(event);
        let id = mailbox.ids.event(key, None, false);
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
