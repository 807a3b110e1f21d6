//! The reminder of an event.

use http::Method;
use o365_core::Result;
use o365_core::time::When;
use serde_json::json;

use super::EventHandle;

impl EventHandle {
    /// Reminds again at another time.
    ///
    /// `POST …/events/{id}/snoozeReminder`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-snoozereminder).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn snooze_reminder(&self, until: impl Into<When>) -> Result<()> {
        let until = until.into().resolve(&self.spot.account());
        self.spot.at().child("snoozeReminder").call(&json!({"newReminderTime": until}))
    }

    /// Reminds no more.
    ///
    /// `POST …/events/{id}/dismissReminder`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-dismissreminder).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn dismiss_reminder(&self) -> Result<()> {
        self.spot.at().child("dismissReminder").request(Method::POST).send().map(drop)
    }
}
