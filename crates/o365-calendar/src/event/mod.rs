//! A place: one event.

mod answer;
mod attach;
mod create;
mod remind;

pub(crate) use create::create;

use std::sync::Arc;

use http::Method;
use o365_core::query::Query;
use o365_core::time::TimeZone;
use o365_core::{Endpoint, List, Result, TEXT_BODIES};

use crate::model::{Calendar, Event, EventDraft, Window};
use crate::spot::Spot;

/// One event of a calendar: a single one, a series, or one of a series, each by its own id.
///
/// Made by [`Schedule::event`](crate::Schedule::event) from an [`Event`], its id, or a text. No request is made until a verb
/// is called. What is done to a series is done to all of it; what is done to one of its [`instances`](Self::instances) makes
/// this one an exception.
#[derive(Clone, Debug)]
pub struct EventHandle {
    spot: Spot,
}

impl EventHandle {
    pub(crate) fn new(spot: Spot) -> Self {
        EventHandle { spot }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        self.spot.at()
    }

    /// The same, with times told in this zone instead of UTC (`Prefer: outlook.timezone`).
    #[must_use]
    pub fn in_zone(&self, zone: impl Into<TimeZone>) -> Self {
        EventHandle { spot: self.spot.in_zone(zone.into()) }
    }

    /// The same place, where what changes it goes through only if it still has this version: its
    /// [`etag`](Event::etag). Else the error [is stale](o365_core::Error::is_stale), and nothing is changed.
    ///
    /// It goes for [`update`](Self::update) and [`delete`](Self::delete).
    ///
    /// ```no_run
    /// # fn run(schedule: o365_calendar::Schedule, event: o365_calendar::Event) -> o365_core::Result<()> {
    /// use o365_calendar::EventDraft;
    ///
    /// let place = schedule.event(&event).if_match(event.etag.as_deref().unwrap_or("*"));
    /// match place.update(&EventDraft::new().subject("Cup final")) {
    ///     Err(error) if error.is_stale() => println!("somebody else was faster"),
    ///     changed => _ = changed?,
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn if_match(&self, etag: impl Into<Arc<str>>) -> Self {
        EventHandle { spot: self.spot.here(self.spot.at().if_match(etag)) }
    }

    /// Reads it.
    ///
    /// `GET …/events/{id}`; needs `Calendars.ReadBasic`, `Calendars.Read` for its body.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<Event> {
        self.get_with(&Query::new())
    }

    /// Reads it with a query: `select` for what isn't there by default (`cancelledOccurrences`), `expand` for its
    /// attachments, its exceptions and its extended properties.
    ///
    /// `GET …/events/{id}`; needs `Calendars.ReadBasic`; `Calendars.Read` for texts and attachments.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get_with(&self, query: &Query) -> Result<Event> {
        self.spot.get(query)
    }

    /// Reads it with its body as plain text, which the service makes of HTML itself. For lists there is
    /// [`TEXT_BODIES`](crate::TEXT_BODIES).
    ///
    /// `GET …/events/{id}`; needs `Calendars.ReadBasic`, `Calendars.Read` for its body.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get_text(&self) -> Result<Event> {
        self.spot.request(Method::GET).prefer(TEXT_BODIES).send()?.json()
    }

    /// Changes what the draft says, and gives the event back as it is now. Those invited are told.
    ///
    /// Start and end go together: an event can't end before it starts, and one of whole days gets times by both.
    ///
    /// `PATCH …/events/{id}`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-update).
    ///
    /// # Errors
    /// Bad input for an attendee without address, a time that the clocks skip or show twice, a recurrence without its first
    /// day, an attachment; one of a series that is moved past its neighbour; not found; those of every request.
    #[doc(alias = "PATCH")]
    pub fn update(&self, draft: &EventDraft) -> Result<Event> {
        self.spot.patch(&draft.to_update(&self.spot.account())?)
    }

    /// Deletes it. It goes to the deleted items; those invited to one's own meeting are told that it is cancelled.
    ///
    /// `DELETE …/events/{id}`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-delete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.spot.at().delete()
    }

    /// Deletes it for good: it can't be brought back by its owner.
    ///
    /// `POST …/events/{id}/permanentDelete`; needs `Calendars.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-permanentdelete).
    ///
    /// # Errors
    /// Not found, and those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    pub fn permanent_delete(&self) -> Result<()> {
        self.spot.at().child("permanentDelete").request(Method::POST).send().map(drop)
    }

    /// Those of a series that touch a window, moved ones and exceptions too.
    ///
    /// `GET …/events/{id}/instances`; needs `Calendars.ReadBasic`; `Calendars.Read` for texts and attachments.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/event-list-instances).
    #[doc(alias = "get_occurrences")]
    pub fn instances(&self, window: impl Into<Window>) -> List<Event> {
        self.spot.between("instances", &window.into())
    }

    /// The calendar that it is in.
    ///
    /// `GET …/events/{id}/calendar`; needs `Calendars.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn calendar(&self) -> Result<Calendar> {
        self.spot.child("calendar").get(&Query::new())
    }
}
