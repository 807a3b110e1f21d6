//! A place: one calendar.

use http::Method;
use o365_core::query::Query;
use o365_core::time::TimeZone;
use o365_core::{Endpoint, Id, List, Recipient, Result};
use serde::Deserialize;
use serde_json::json;

use crate::event::{self, EventHandle};
use crate::model::{
    Calendar, CalendarDraft, CalendarPermission, CalendarRole, Event, EventDraft, Window,
};
use crate::permission::PermissionHandle;
use crate::spot::Spot;

/// One calendar.
///
/// Made by [`Schedule::default_calendar`](crate::Schedule::default_calendar), [`Schedule::calendar`](crate::Schedule::calendar)
/// and their like. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct CalendarHandle {
    spot: Spot,
}

impl CalendarHandle {
    pub(crate) fn new(spot: Spot) -> Self {
        CalendarHandle { spot }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        self.spot.at()
    }

    /// The same, with times told in this zone instead of UTC (`Prefer: outlook.timezone`).
    #[must_use]
    pub fn in_zone(&self, zone: impl Into<TimeZone>) -> Self {
        CalendarHandle { spot: self.spot.in_zone(zone.into()) }
    }

    /// Reads it: name, colour, what one may do.
    ///
    /// `GET …/calendars/{id}`; needs `Calendars.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<Calendar> {
        self.spot.get(&Query::new())
    }

    /// Changes what the draft says: its name, its colour, whether it is the default. A text is a name.
    ///
    /// `PATCH …/calendars/{id}`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-update).
    ///
    /// # Errors
    /// A conflict when there is another calendar by that name; not found; those of every request.
    pub fn update(&self, draft: impl Into<CalendarDraft>) -> Result<Calendar> {
        self.spot.patch(&draft.into())
    }

    /// Deletes it with all its events. The default one can't be.
    ///
    /// `DELETE …/calendars/{id}`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-delete).
    ///
    /// # Errors
    /// Not found, the default calendar, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.spot.at().delete()
    }

    /// Deletes it for good: it can't be brought back by its owner.
    ///
    /// `POST …/calendars/{id}/permanentDelete`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-permanentdelete).
    ///
    /// # Errors
    /// As [`delete`](Self::delete). When the answer is lost the error [says so](o365_core::Error::is_outcome_unknown).
    pub fn permanent_delete(&self) -> Result<()> {
        self.spot.at().child("permanentDelete").request(Method::POST).send().map(drop)
    }

    /// Its events as they were made: single ones, and each series once. [`view`](Self::view) has each of a series.
    ///
    /// `GET …/calendars/{id}/events`; needs `Calendars.ReadBasic`; `Calendars.Read` for texts and attachments.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-list-events).
    pub fn events(&self) -> List<Event> {
        self.spot.events()
    }

    /// One of its events.
    pub fn event(&self, event: impl Into<Id<Event>>) -> EventHandle {
        EventHandle::new(self.spot.child("events").child(event.into()))
    }

    /// What takes place in a window: single events, and those of each series that touch it.
    ///
    /// [`delta`](List::delta) on it tells what changed since last time; give the same window in every round.
    ///
    /// `GET …/calendars/{id}/calendarView`; needs `Calendars.ReadBasic`; `Calendars.Read` for texts and attachments.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-list-calendarview).
    #[doc(alias = "calendarView")]
    pub fn view(&self, window: impl Into<Window>) -> List<Event> {
        self.spot.between("calendarView", &window.into())
    }

    /// Creates an event in it and invites its attendees, then attaches what the draft attaches.
    ///
    /// It can be called again with the same draft when the answer was lost, or an attachment: there is one event.
    ///
    /// `POST …/calendars/{id}/events`, then `POST …/attachments` for each; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-post-events).
    ///
    /// # Errors
    /// Bad input for an event without a start, an attendee without address, a time that the clocks skip or show twice; a
    /// file that can't be read or is too large; those of every request.
    #[doc(alias = "new_event")]
    pub fn create(&self, event: &EventDraft) -> Result<Event> {
        event::create(&self.spot.child("events"), event)
    }

    /// Who may do what in it.
    ///
    /// `GET …/calendars/{id}/calendarPermissions`; needs `Calendars.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-list-calendarpermissions).
    pub fn permissions(&self) -> List<CalendarPermission> {
        List::new(self.spot.at().child("calendarPermissions")).largest_page(100)
    }

    /// One of its permissions.
    pub fn permission(&self, permission: impl Into<Id<CalendarPermission>>) -> PermissionHandle {
        let at = self.spot.at().child("calendarPermissions");
        PermissionHandle::new(at.child(permission.into()))
    }

    /// Shares it with somebody.
    ///
    /// ```no_run
    /// # fn run(schedule: o365_calendar::Schedule) -> o365_core::Result<()> {
    /// use o365_calendar::CalendarRole;
    ///
    /// schedule.default_calendar().share("pele@santos.br", CalendarRole::Read)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST …/calendars/{id}/calendarPermissions`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-post-calendarpermissions).
    ///
    /// # Errors
    /// Bad input for somebody without an address; a role that they can't have; those of every request.
    pub fn share(
        &self,
        who: impl Into<Recipient>,
        role: CalendarRole,
    ) -> Result<CalendarPermission> {
        let who = who.into();
        who.check()?;
        let body = json!({"emailAddress": who.email_address, "role": role});
        self.spot.at().child("calendarPermissions").post(&body)
    }

    /// What somebody could be allowed to do in it.
    ///
    /// `GET …/calendars/{id}/allowedCalendarSharingRoles(User='…')`; needs `Calendars.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-allowedcalendarsharingroles).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn allowed_sharing_roles(&self, address: &str) -> Result<Vec<CalendarRole>> {
        #[derive(Deserialize)]
        struct Roles {
            #[serde(default)]
            value: Vec<CalendarRole>,
        }
        let at = self.spot.at().function("allowedCalendarSharingRoles", &[("User", address)]);
        at.get::<Roles>(&Query::new()).map(|roles| roles.value)
    }
}
