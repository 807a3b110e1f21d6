//! Where one begins: a person's calendars.

mod free_time;
mod rooms;

use o365_core::time::TimeZone;
use o365_core::{Connection, Endpoint, Id, List, Resource, Result};

use crate::calendar::CalendarHandle;
use crate::event::{self, EventHandle};
use crate::group::{self, CalendarGroupHandle};
use crate::model::{
    Calendar, CalendarDraft, CalendarGroup, CalendarGroupDraft, Event, EventDraft, Window,
};
use crate::prop;
use crate::spot::Spot;

const ONE_CALENDAR: &str =
    "a Microsoft 365 group has one calendar, and no list of them: use `default_calendar`";

/// Somebody's calendars: the signed-in person's, another person's, a room's or a group's.
///
/// ```no_run
/// # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
/// use o365_calendar::Schedule;
/// use o365_core::{Resource, time::macros::date};
///
/// let schedule = Schedule::new(&connection, Resource::Me);
/// for event in schedule.in_zone("Europe/Madrid").view(date!(2024-05-06)..=date!(2024-05-12)) {
///     println!("{}", event?);
/// }
/// if let Some(birthdays) = schedule.calendar_by_name("Birthdays")? {
///     schedule.calendar(&birthdays).update("Football players birthdays")?;
/// }
/// # Ok(())
/// # }
/// ```
///
/// # A group's calendar
/// Of [`Resource::group`] there is one calendar: its events, its views and [`default_calendar`](Self::default_calendar).
/// Lists of calendars and of groups of them are refused, and so are reminders and suggestions of times. The service lets
/// people do this, no programs on their own.
#[derive(Clone, Debug)]
pub struct Schedule {
    spot: Spot,
    is_group: bool,
}

impl Schedule {
    /// The calendars of `resource`. No request is made.
    pub fn new(connection: &Connection, resource: impl Into<Resource>) -> Self {
        let resource = resource.into();
        let is_group = matches!(resource, Resource::Group(_));
        Schedule { spot: Spot::new(Endpoint::new(connection, resource)), is_group }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        self.spot.at()
    }

    /// The same, with times told in this zone instead of UTC (`Prefer: outlook.timezone`), also by all places that are made
    /// of it.
    #[must_use]
    pub fn in_zone(&self, zone: impl Into<TimeZone>) -> Self {
        Schedule { spot: self.spot.in_zone(zone.into()), ..self.clone() }
    }

    /// The calendar that new events go to.
    pub fn default_calendar(&self) -> CalendarHandle {
        CalendarHandle::new(self.spot.child("calendar"))
    }

    /// One calendar, by id or from what a list gave.
    pub fn calendar(&self, calendar: impl Into<Id<Calendar>>) -> CalendarHandle {
        CalendarHandle::new(self.of_person().child("calendars").child(calendar.into()))
    }

    /// All calendars, of all groups.
    ///
    /// `GET …/calendars`; needs `Calendars.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-calendars).
    pub fn calendars(&self) -> List<Calendar> {
        self.of_person().list("calendars").largest_page(group::CALENDARS)
    }

    /// The calendar by that name, or `None`.
    ///
    /// `GET …/calendars?$filter=name eq '…'`; needs `Calendars.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-calendars).
    ///
    /// # Errors
    /// Those of every request.
    pub fn calendar_by_name(&self, name: &str) -> Result<Option<Calendar>> {
        self.calendars().filter(prop::calendar::NAME.eq(name)).first()
    }

    /// Creates a calendar: by name, or by a draft.
    ///
    /// `POST …/calendars`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-post-calendars).
    ///
    /// # Errors
    /// A conflict when there is a calendar by that name; those of every request.
    #[doc(alias = "new_calendar")]
    pub fn create_calendar(&self, draft: impl Into<CalendarDraft>) -> Result<Calendar> {
        self.of_person().child("calendars").post(&draft.into())
    }

    /// One group of calendars, by id or from what a list gave.
    pub fn calendar_group(&self, group: impl Into<Id<CalendarGroup>>) -> CalendarGroupHandle {
        CalendarGroupHandle::new(self.of_person().child("calendarGroups").child(group.into()))
    }

    /// The groups of calendars, as Outlook shows them at the side.
    ///
    /// `GET …/calendarGroups`; needs `Calendars.ReadBasic`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-calendargroups).
    pub fn calendar_groups(&self) -> List<CalendarGroup> {
        self.of_person().list("calendarGroups").largest_page(group::CALENDARS)
    }

    /// Creates a group of calendars, by name.
    ///
    /// `POST …/calendarGroups`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-post-calendargroups).
    ///
    /// # Errors
    /// A conflict when there is a group by that name; those of every request.
    pub fn create_calendar_group(
        &self,
        draft: impl Into<CalendarGroupDraft>,
    ) -> Result<CalendarGroup> {
        self.of_person().child("calendarGroups").post(&draft.into())
    }

    /// Events as they were made: single ones, and each series once. [`view`](Self::view) has each of a series.
    ///
    /// `GET …/events`; needs `Calendars.ReadBasic`; `Calendars.Read` for texts and attachments.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-events).
    pub fn events(&self) -> List<Event> {
        self.spot.events()
    }

    /// One event, of any of the calendars, by id or from what a list gave.
    pub fn event(&self, event: impl Into<Id<Event>>) -> EventHandle {
        EventHandle::new(self.spot.child("events").child(event.into()))
    }

    /// What takes place in a window by the default calendar: single events, and those of each series that touch it.
    ///
    /// [`delta`](List::delta) on it tells what changed since last time; give the same window in every round.
    ///
    /// `GET …/calendarView`; needs `Calendars.ReadBasic`; `Calendars.Read` for texts and attachments.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-calendarview).
    #[doc(alias = "calendarView")]
    pub fn view(&self, window: impl Into<Window>) -> List<Event> {
        self.spot.between("calendarView", &window.into())
    }

    /// Creates an event in the default calendar and invites its attendees, then attaches what the draft attaches.
    ///
    /// It can be called again with the same draft when the answer was lost, or an attachment: there is one event.
    ///
    /// `POST …/events`, then `POST …/attachments` for each; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-post-events).
    ///
    /// # Errors
    /// Bad input for an event without a start, an attendee without address, a time that the clocks skip or show twice; a
    /// file that can't be read or is too large; those of every request.
    #[doc(alias = "new_event")]
    pub fn create(&self, event: &EventDraft) -> Result<Event> {
        event::create(&self.spot.child("events"), event)
    }

    /// Where only a person has something.
    fn of_person(&self) -> Spot {
        match self.is_group {
            true => self.spot.here(self.spot.at().refuse(ONE_CALENDAR)),
            false => self.spot.clone(),
        }
    }
}
