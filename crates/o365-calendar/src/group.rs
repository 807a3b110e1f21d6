//! A place: one group of calendars.

use o365_core::query::Query;
use o365_core::{Endpoint, Id, List, Result};

use crate::calendar::CalendarHandle;
use crate::model::{Calendar, CalendarDraft, CalendarGroup, CalendarGroupDraft};
use crate::spot::Spot;

/// Calendars that the service puts on a page.
pub(crate) const CALENDARS: u32 = 100;

/// One group of calendars, as Outlook shows them at the side.
///
/// Made by [`Schedule::calendar_group`](crate::Schedule::calendar_group). No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct CalendarGroupHandle {
    spot: Spot,
}

impl CalendarGroupHandle {
    pub(crate) fn new(spot: Spot) -> Self {
        CalendarGroupHandle { spot }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        self.spot.at()
    }

    /// Reads it.
    ///
    /// `GET …/calendarGroups/{id}`; needs `Calendars.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendargroup-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<CalendarGroup> {
        self.spot.get(&Query::new())
    }

    /// Changes its name.
    ///
    /// `PATCH …/calendarGroups/{id}`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendargroup-update).
    ///
    /// # Errors
    /// A conflict when there is another group by that name; not found; those of every request.
    pub fn update(&self, draft: impl Into<CalendarGroupDraft>) -> Result<CalendarGroup> {
        self.spot.patch(&draft.into())
    }

    /// Deletes it. There mustn't be a calendar in it.
    ///
    /// `DELETE …/calendarGroups/{id}`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendargroup-delete).
    ///
    /// # Errors
    /// A group that isn't empty; not found; those of every request.
    pub fn delete(&self) -> Result<()> {
        self.spot.at().delete()
    }

    /// Its calendars.
    ///
    /// `GET …/calendarGroups/{id}/calendars`; needs `Calendars.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendargroup-list-calendars).
    pub fn calendars(&self) -> List<Calendar> {
        self.spot.list("calendars").largest_page(CALENDARS)
    }

    /// One of its calendars.
    pub fn calendar(&self, calendar: impl Into<Id<Calendar>>) -> CalendarHandle {
        CalendarHandle::new(self.spot.child("calendars").child(calendar.into()))
    }

    /// Creates a calendar in it: by name, or by a draft.
    ///
    /// `POST …/calendarGroups/{id}/calendars`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendargroup-post-calendars).
    ///
    /// # Errors
    /// A conflict when there is a calendar by that name; those of every request.
    pub fn create_calendar(&self, draft: impl Into<CalendarDraft>) -> Result<Calendar> {
        self.spot.child("calendars").post(&draft.into())
    }
}
